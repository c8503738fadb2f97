"""Names corrected: by the manager of all of a person's boards, else by the person alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from boardplan.audit.events import Event
from boardplan.audit.models import StaleRevision
from plans.roles import Role
from plans.services.naming import NOT_YOURS, person_rename
from tests import factories as make
from tests.conftest import Cast, ClientOf
from tests.factories import TODAY
from tests.priorities.filling_in import errors, filled_in, send, told

YESTERDAY = TODAY - dt.timedelta(days=1)
OWN = "/accounts/name/"


def page_of(user: User) -> str:
    return f"/boards/a/people/{user.pk}/"


def name_page(user: User) -> str:
    return f"{page_of(user)}name/"


def name_of(user: User) -> str:
    return User.objects.get(pk=user.pk).name


def events() -> list[Event]:
    return list(Event.objects.filter(detail__change="name corrected"))


@pytest.mark.parametrize("who", ["manager", "deputy"])
def test_manager_corrects_a_name_and_it_is_on_record_without_the_names(
    cast: Cast, client_of: ClientOf, who: str
) -> None:
    by = getattr(cast, who)
    client = client_of(by)

    response = send(client, name_page(cast.lead), name=" Dr  Ada   Byron ")

    assert "The name is “Dr Ada Byron” now." in told(client, response)
    assert name_of(cast.lead) == "Dr Ada Byron"
    (event,) = events()
    assert (event.user_id, event.board, event.kind) == (by.pk, "a", "people changed")
    assert event.detail == {"change": "name corrected", "whose": cast.lead.pk}


def test_person_s_page_leads_there_and_says_whose_the_address_is(
    cast: Cast, manager: Client
) -> None:
    page = manager.get(page_of(cast.lead))

    assertContains(page, f'href="{name_page(cast.lead)}"')
    assertContains(page, "The e-mail address is changed by a system administrator.")
    assertContains(manager.get(name_page(cast.lead)), "is changed by a system administrator.")


@pytest.mark.parametrize("ended", [False, True])
def test_name_of_somebody_of_another_board_is_hers_alone(
    cast: Cast, manager: Client, ended: bool
) -> None:
    make.membership(board=cast.other_board, user=cast.lead, ends_on=YESTERDAY if ended else None)

    page = manager.get(page_of(cast.lead))

    assertContains(page, f"Only {cast.lead} can correct this name")
    assertNotContains(page, f'href="{name_page(cast.lead)}"')
    form_page = manager.get(name_page(cast.lead))
    assertContains(form_page, f"Only {cast.lead} can correct this name")
    assertNotContains(form_page, "bp-submit")
    words = filled_in(manager, name_page(cast.lead), name="Somebody Else")
    assert errors(manager.post(name_page(cast.lead), words)) == {"__all__": [NOT_YOURS]}
    assert name_of(cast.lead) == "Lead"
    assert events() == []


@pytest.mark.parametrize(
    ("role", "ends_on", "may"),
    [(Role.MANAGER, None, True), (Role.CHAIR, None, False), (Role.MANAGER, YESTERDAY, False)],
)
def test_manager_of_both_boards_corrects_it(
    cast: Cast, role: Role, ends_on: dt.date | None, may: bool
) -> None:
    make.membership(board=cast.other_board, user=cast.lead)
    make.membership(board=cast.other_board, user=cast.manager, role=role, ends_on=ends_on)
    words = {"name": "Ada", "was": "Lead"}

    if may:
        person_rename(board=cast.board, user=cast.lead, by=cast.manager, **words)
    else:
        with pytest.raises(ValidationError, match="Only the person"):
            person_rename(board=cast.board, user=cast.lead, by=cast.manager, **words)

    assert name_of(cast.lead) == ("Ada" if may else "Lead")


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_nobody_corrects_the_name_of_who_looks_after_the_installation(
    cast: Cast, flag: str
) -> None:
    setattr(cast.lead, flag, True)
    cast.lead.save()

    with pytest.raises(ValidationError, match="Only the person"):
        person_rename(board=cast.board, user=cast.lead, name="Ada", was="Lead", by=cast.manager)


def test_second_of_two_who_correct_a_name_reads_the_first_ones(cast: Cast, manager: Client) -> None:
    words = filled_in(manager, name_page(cast.lead), name="Ada Byron")
    person_rename(board=cast.board, user=cast.lead, name="A. Byron", was="Lead", by=cast.deputy)

    again = manager.post(name_page(cast.lead), words)

    assert "“A. Byron”" in errors(again)["name"][0]
    assert name_of(cast.lead) == "A. Byron"
    form = again.context["form"]
    words = {field.html_name: str(field.value()) for field in form}
    assert manager.post(name_page(cast.lead), words).status_code == 302
    assert name_of(cast.lead) == "Ada Byron"


def test_name_that_was_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    with pytest.raises(StaleRevision):
        person_rename(
            board=cast.board, user=cast.lead, name="Ada", was="Not her name", by=cast.manager
        )


def test_name_that_stays_is_no_event(cast: Cast, manager: Client) -> None:
    send(manager, name_page(cast.lead))

    assert events() == []


def test_person_changes_her_own_name_wherever_she_has_a_part(
    cast: Cast, client_of: ClientOf
) -> None:
    make.membership(board=cast.other_board, user=cast.lead)
    client = client_of(cast.lead)
    assertContains(client.get("/boards/a/"), f'href="{OWN}"')

    page = client.post(OWN, {"name": " Ada  Byron "}, follow=True)

    assertContains(page, "Your name is “Ada Byron” now.")
    assert name_of(cast.lead) == "Ada Byron"
    (event,) = events()
    assert (event.user_id, event.board, event.detail["whose"]) == (cast.lead.pk, "", cast.lead.pk)


def test_own_name_is_never_empty(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.lead).post(OWN, {"name": "  "})

    assert "name" in errors(page)
    assert name_of(cast.lead) == "Lead"
