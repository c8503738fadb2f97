"""All groups, agencies or leads of a board, and one of them with all that is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import Access, Permission, board_access
from plans.bodies import (
    FormerName,
    Tenure,
    Work,
    chairs,
    former_names,
    holders,
    is_managers_own,
    twins,
    work_of,
)
from plans.models import Agency, Group, GroupKind, Lead, LeadKind
from plans.pages import board_page
from plans.services.bodies import AnyBody
from plans.services.closing import never_closes
from plans.services.merging import stays_merged
from plans.services.removing import in_use
from plans.services.renaming import renamed_with
from plans.views.bodies.pages import TITLES, bodies, body_page, hand_over_page, list_of, page_of


@dataclass(frozen=True)
class BodyLine:
    """A group, an agency or a lead with what is told of it."""

    body: AnyBody
    page: str
    former: list[FormerName]
    also: list[str]
    work: Work
    tenures: list[Tenure]

    def is_standing(self, day: dt.date) -> bool:
        """Whether it is neither merged nor closed."""
        return not self.body.is_merged and not self.body.is_closed(day)

    @property
    def is_in_use(self) -> bool:
        """Whether it is seen at a glance that something names it or did."""
        return bool(self.work.actions or self.tenures)

    @property
    def now(self) -> list[Tenure]:
        return [tenure for tenure in self.tenures if tenure.standing == "now"]

    @property
    def next(self) -> list[Tenure]:
        return [tenure for tenure in self.tenures if tenure.standing == "next"]

    @property
    def past(self) -> list[Tenure]:
        return [tenure for tenure in reversed(self.tenures) if tenure.standing == "past"]


@require_safe
def body_list(request: HttpRequest, board_slug: str, model: type[AnyBody]) -> HttpResponse:
    """Those that stand, those that were closed, and those that were merged into one of them."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    lines = _lines(bodies(model).visible_to(access), model, access)
    context = board_page(
        access,
        "people",
        title=TITLES[model],
        kind=model._meta.verbose_name,
        has_people=model is not Agency,
        tabs=[
            (title, list_of(each, access.board), each is model) for each, title in TITLES.items()
        ],
        add=f"{list_of(model, access.board)}new/",
        standing=[line for line in lines if line.is_standing(access.today)],
        closed=[line for line in lines if line.body.is_closed(access.today)],
        merged=[line for line in lines if line.body.is_merged],
    )
    return render(request, "plans/body_list.html", context)


@require_safe
def body_detail(
    request: HttpRequest, board_slug: str, pk: int, model: type[AnyBody]
) -> HttpResponse:
    """One of them: names, people, actions, what was merged into it, and its history."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    body = access.get(bodies(model), pk=pk)
    return body_page(request, access, "detail", body, **_told_of(body, model, access))


def _told_of(body: Any, model: type[AnyBody], access: Access) -> dict[str, Any]:
    """What its own page is drawn with."""
    (line,) = _lines([body], model, access)
    behind = renamed_with(body)
    merged = bodies(model).visible_to(access).filter(merged_into=body)
    return {
        "line": line,
        "is_managers_own": not body.is_merged and is_managers_own(body),
        "title": TITLES[model],
        "back": list_of(model, access.board),
        "behind": behind,
        "behind_page": page_of(behind) if behind else "",
        "changes": _changes(line),
        "merged": [(each, page_of(each)) for each in merged],
        "history": body.history.select_related("history_user"),
    }


def _changes(line: BodyLine) -> list[tuple[str, str]]:
    """What can be done to it: the words of each button, and where it leads."""
    body = line.body
    if body.is_merged:
        undo = ("Undo the merger", page_of(body, "merge-undo"))
        return [] if stays_merged(body) else [undo]
    rename = _rename(body)
    if body.closing:
        return [rename, *_way_back(body)]
    hand_over = "Hand over" if line.now or line.next else "Appoint"
    words = [*([(hand_over, page)] if (page := hand_over_page(body)) else []), rename]
    if _may_be_merged(body):
        words.append(("Merge", page_of(body, "merge")))
    if isinstance(body, Group) and not never_closes(body):
        words.append(("Close", page_of(body, "close")))
    if not (isinstance(body, Group) or line.is_in_use) and not in_use(body):
        words.append(("Remove from the lists", page_of(body, "remove")))
    return words


def _rename(body: AnyBody) -> tuple[str, str]:
    """The button that leads to another name: a lead that bears its group's has none of its own."""
    if behind := renamed_with(body):
        return f"Rename the {behind._meta.verbose_name}", page_of(behind, "rename")
    return "Rename", page_of(body, "rename")


def _may_be_merged(body: AnyBody) -> bool:
    """Whether there may be something that it is merged into."""
    if isinstance(body, Lead):
        return body.kind == LeadKind.POST or twins(body).exists()
    return not isinstance(body, Group) or body.kind != GroupKind.BOARD


def _way_back(body: AnyBody) -> list[tuple[str, str]]:
    """The button that lets one go on; a lead may go with its group or its agency."""
    if isinstance(body, Group):
        return [("Re-open", page_of(body, "reopen"))]
    return [("Put back on the lists", page_of(body, "put-back"))] if body.closed_on else []


def _lines(rows: Iterable[Any], model: type[AnyBody], access: Access) -> list[BodyLine]:
    rows = list(rows)
    former, work, people = former_names(rows), work_of(model, access), _tenures(rows, model, access)
    return [
        BodyLine(
            body=row,
            page=page_of(row),
            former=former[row.pk],
            also=_also(row, former[row.pk]),
            work=work.get(row.pk, Work()),
            tenures=people[row.pk],
        )
        for row in rows
    ]


def _tenures(
    rows: Iterable[Any], model: type[AnyBody], access: Access
) -> Mapping[int, list[Tenure]]:
    """Who stands behind each row: behind a group's lead, whoever chairs the group."""
    chaired = {} if model is Agency else chairs(access, of_board=model is Group)
    held = holders(access) if model is Lead else {}
    group = "group_id" if model is Lead else "pk"
    return {row.pk: [*held.get(row.pk, ()), *chaired.get(getattr(row, group), ())] for row in rows}


def _also(body: AnyBody, former: Iterable[FormerName]) -> list[str]:
    """The other names it is known by, which it never bore on its own."""
    known = {name.name.casefold() for name in former}
    return [alias for alias in body.aliases if alias.casefold() not in known]
