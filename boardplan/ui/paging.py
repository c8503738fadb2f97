"""Pages of long lists, by the `page` parameter of the address."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PER_PAGE = 25

Row = TypeVar("Row", bound=Model)


def paginate(
    request: HttpRequest, rows: "QuerySet[Row] | Sequence[Any]", per_page: int = PER_PAGE
) -> Page[Any]:
    """The page of `rows` that the address asks for.

    A number that is none, or too high, gives the first or the last page: an old bookmark still
    works after the list has become shorter.
    """
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
