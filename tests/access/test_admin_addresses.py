"""Every address of the admin, those that libraries add among them, tried by everyone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from plans.admin_site import site
from plans.models import Agency, Group, Lead
from tests.access.table import EVERYONE, MANAGERS
from tests.conftest import Cast, ClientOf

SCOPED = {model._meta.model_name for model in (Agency, Group, Lead)}
OPEN = {"login", "logout"}
"""They let people in and out, and show nothing."""


def patterns() -> Iterator[URLPattern]:
    """Every address of the site that has a name, and shows something."""
    for entry in site.get_urls():
        below = [entry] if isinstance(entry, URLPattern) else entry.url_patterns
        for pattern in below:
            if isinstance(pattern, URLPattern) and pattern.name and pattern.name not in OPEN:
                yield pattern


NAMES = [*(str(pattern.name) for pattern in patterns()), "anything else"]


def examples() -> dict[str, str]:
    """An example of each address by its name; the row in it belongs to nobody."""
    found = {"anything else": "/admin/anything/else/"}
    for pattern in patterns():
        groups = pattern.pattern.regex.groups
        args = ["plans"] if pattern.name == "app_list" else ["1"] * groups
        found[str(pattern.name)] = reverse(f"admin:{pattern.name}", args=args)
    return found


@pytest.fixture(scope="module")
def address_of() -> dict[str, str]:
    """``examples``, made once."""
    return examples()


def status(client: Client, address: str) -> int:
    """What is answered in the end: whoever may not come in is refused at the sign-in page."""
    return client.get(address, follow=True).status_code


@pytest.mark.parametrize("name", NAMES)
def test_admin_address_refuses_all_but_managers(
    name: str, address_of: dict[str, str], cast: Cast, client_of: ClientOf
) -> None:
    address = address_of[name]
    people = [*sorted(EVERYONE - MANAGERS), "stranger"]

    answers = {who: status(client_of(getattr(cast, who)), address) for who in people}

    assert answers == dict.fromkeys(people, 403)
    nobody = client_of(None).get(address, follow=True)
    assert nobody.redirect_chain[-1][0].startswith("/accounts/login/")


OF_ADMINISTRATORS = [
    name
    for name in NAMES
    if name.startswith(tuple(f"{m._meta.app_label}_{m._meta.model_name}_" for m in site._registry))
    and not name.startswith(tuple(f"plans_{model}_" for model in SCOPED))
]


@pytest.mark.parametrize("name", OF_ADMINISTRATORS)
def test_admin_address_of_other_tables_refuses_managers(
    name: str, address_of: dict[str, str], cast: Cast, client_of: ClientOf
) -> None:
    # Where the row is looked for first, none is found, and the manager is led back to the index.
    response = client_of(cast.manager).get(address_of[name])

    assert response.status_code in {302, 403, 404}


def test_walk_finds_the_addresses_that_libraries_add() -> None:
    names = set(NAMES)

    assert {"plans_group_import", "plans_group_export", "plans_group_simple_history"} <= names
    assert {"autocomplete", "audit_event_changelist", "accounts_user_change"} <= names
