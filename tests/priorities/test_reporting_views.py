"""Reporting by a link in an e-mail: what it opens, and above all what it does not."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from boardplan.audit.events import Event, EventKind
from boardplan.logs import JsonLine, TextLine
from priorities.models import Evidence, Update, UpdatesLink
from priorities.services.links import link_make
from tests import factories as make
from tests.access.table import BOARD, TABLE
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities import files
from tests.priorities.test_update_all_views import about

PAGE, SENT, DRAFT, DONE = "/reporting/", "/reporting/sent/", "/reporting/draft/", "/reporting/done/"

LinkOf = Callable[..., str]


@pytest.fixture
def link_for(cast: Cast, rows: SmallPlan) -> LinkOf:
    """The path of a link that somebody of board A was sent."""

    def link_for(user: Any, key: int = 1) -> str:
        token = link_make(board=cast.board, user=user, key=uuid.UUID(int=key))
        return reverse("reporting:link", args=[token])

    return link_for


@pytest.fixture
def link(cast: Cast, link_for: LinkOf) -> str:
    """The link of the sub-group chair, who owes 1.1.1; 1.2.1 waits to be accepted."""
    return link_for(cast.subgroup_chair)


@pytest.fixture
def nobody(client_of: ClientOf) -> Client:
    return client_of(None)


@pytest.fixture
def client(nobody: Client, link: str) -> Client:
    """The browser in which she opened it."""
    nobody.post(link)
    return nobody


def page_data(client: Client) -> dict[str, Any]:
    """The page's form as the browser would send it back untouched."""
    context = client.get(PAGE).context
    forms = [context["once"], *context["formset"]]
    values = {form.add_prefix(n): form[n].value() for form in forms for n in form.fields}
    return {n: value for n, value in values.items() if value is not None and value is not False}


def is_open(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


# The link


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_link_changes_nothing_and_shows_the_boards_name_alone(
    cast: Cast, nobody: Client, link: str, rows: SmallPlan, method: str
) -> None:
    before = UpdatesLink.objects.values().get(), Event.objects.count()

    page = getattr(nobody, method)(link)

    assert (UpdatesLink.objects.values().get(), Event.objects.count()) == before
    assert not nobody.session.keys()
    assert not is_open(nobody)
    if method == "get":
        assertContains(page, "Board A")
        assertContains(page, "Continue")
    for words in (str(cast.subgroup_chair), cast.subgroup_chair.email, rows.led.text):
        assertNotContains(page, words)


def test_continuing_opens_own_updates_and_is_no_sign_in(
    client: Client, cast: Cast, rows: SmallPlan
) -> None:
    page = client.get(PAGE)

    assert SESSION_KEY not in client.session
    assert [form.action for form in page.context["formset"]] == [rows.led]
    assertNotContains(page, rows.held.text)
    assert page.wsgi_request.user.is_anonymous
    event = Event.objects.filter(kind=EventKind.UPDATES_LINK).order_by("pk").last()
    assert event is not None
    assert (event.detail["change"], event.detail["whose"]) == ("opened", cast.subgroup_chair.pk)


def test_every_other_address_answers_as_to_nobody(client: Client, places: dict[str, Any]) -> None:
    for line in TABLE:
        address = BOARD + line.address.format_map(places)
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert answer["Location"].startswith("/accounts/login/"), (method, address)


@pytest.fixture
def places(rows: SmallPlan, cast: Cast) -> dict[str, Any]:
    class Anything(dict[str, Any]):
        def __missing__(self, name: str) -> Any:
            return rows.plan.slug if name == "plan" else rows.led.pk

    return Anything()


def test_pages_lead_nowhere_into_the_board(client: Client) -> None:
    for address in (PAGE, SENT):
        links = client.get(address).content.decode().replace("?next=/boards/a/plan/", "")
        assert "/boards/a" not in links


@pytest.mark.parametrize("address", [PAGE, SENT, DONE, "/reporting/of-nobody/", "link"])
def test_pages_are_kept_by_nobody_and_passed_on_to_nobody(
    client: Client, link: str, address: str
) -> None:
    response = client.get(link if address == "link" else address)

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "strict-origin"


def test_token_is_not_in_the_log(
    nobody: Client, link: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = link.rstrip("/").rsplit("/", 1)[-1]
    caplog.set_level("DEBUG")
    caplog.set_level("INFO", "boardplan.request")

    nobody.get(link)
    nobody.post(link)
    nobody.put(link)
    Client(enforce_csrf_checks=True).post(link)

    assert len(caplog.records) >= 4
    told = [form.format(each) for each in caplog.records for form in (JsonLine(), TextLine())]
    assert not [line for line in told if token in line]
    assert token not in str(list(Event.objects.values()))


def test_manager_reports_by_a_link_on_her_own_only_and_it_waits(
    nobody: Client, link_for: LinkOf, cast: Cast, rows: SmallPlan
) -> None:
    own = make.lead(board=cast.board, name="Business manager")
    make.lead_holder(lead=own, user=cast.manager)
    make.action_lead(action=rows.unled, lead=own, is_accountable=True)
    nobody.post(link_for(cast.manager))

    assert [form.action for form in nobody.get(PAGE).context["formset"]] == [rows.unled]
    nobody.post(PAGE, page_data(nobody) | about(rows.unled))

    assert Update.objects.get(action=rows.unled).status == "submitted"


# What she sends


def test_what_she_sends_waits_in_her_name_and_is_listed_with_thanks(
    client: Client, cast: Cast, rows: SmallPlan
) -> None:
    response = client.post(PAGE, page_data(client) | about(rows.led), follow=True)

    assertRedirects(response, SENT)
    update = rows.led.updates.under_way().get()
    assert (update.author, update.status) == (cast.subgroup_chair, "submitted")
    assert update.history.first().history_user == cast.subgroup_chair
    assertContains(response, "Thank you")
    assertContains(response, rows.led.text)
    assertNotContains(response, rows.waiting.text)
    assertContains(response, "Sign in to read the plan")
    assertContains(client.get(PAGE), "Nothing is left to report on.")


def test_same_page_sent_twice_is_stored_once(client: Client, rows: SmallPlan) -> None:
    data = page_data(client) | about(rows.led)
    client.post(PAGE, data)

    response = client.post(PAGE, data, follow=True)

    assertRedirects(response, SENT)
    assertContains(response, "nothing was stored twice")
    assertContains(response, rows.led.text)


def test_what_lacks_something_is_shown_again_with_her_words(
    client: Client, rows: SmallPlan
) -> None:
    response = client.post(PAGE, page_data(client) | about(rows.led, "red", progress="Kept."))

    assertContains(response, "Kept.")
    assertContains(response, "Nothing is submitted yet.")
    assert not rows.led.updates.under_way().exists()


def test_draft_is_saved_in_her_name(client: Client, cast: Cast, rows: SmallPlan) -> None:
    data = page_data(client) | about(rows.led, progress="Half a")

    answer = client.post(DRAFT, data)

    assert answer.status_code == 200
    assert f"a{rows.led.pk}-revision" in answer.json()["fields"]
    update = rows.led.updates.under_way().get()
    assert (update.author, update.status, update.progress) == (
        cast.subgroup_chair,
        "draft",
        "Half a",
    )
    assertContains(client.get(PAGE), "Half a")


def test_evidence_comes_with_it_and_its_file_is_not_opened_by_the_link(
    client: Client, rows: SmallPlan
) -> None:
    piece = SimpleUploadedFile("minutes.pdf", files.PDF)
    data = page_data(client) | about(rows.led, "green") | {f"a{rows.led.pk}-evidence_file": piece}

    client.post(PAGE, data)

    stored = Evidence.objects.get(file_name="minutes.pdf")
    assert stored.update == rows.led.updates.under_way().get()
    to_sign_in = client.get(f"/boards/a/evidence/{stored.pk}/file/")
    assert to_sign_in["Location"].startswith("/accounts/login/")


def test_action_of_somebody_else_is_not_reported_on(client: Client, rows: SmallPlan) -> None:
    fields = {"revision": str(rows.unled.updates.all().revision()), "form_key": str(uuid.uuid4())}
    forged = {f"a{rows.unled.pk}-{name}": value for name, value in fields.items()}

    client.post(PAGE, page_data(client) | about(rows.unled) | forged)
    client.post(DRAFT, page_data(client) | about(rows.unled) | forged)

    assert not rows.unled.updates.exists()


# What ends it


def closed_page(client: Client, link: str) -> HttpResponse:
    """What the link says now; the session that it began is over as well."""
    assert client.post(DRAFT).status_code == 403
    assert client.get(PAGE).status_code == 403
    return client.get(link)  # type: ignore[return-value]


def test_newer_link_ends_the_older_and_its_session(
    client: Client, cast: Cast, link: str, link_for: LinkOf
) -> None:
    link_for(cast.subgroup_chair, key=2)

    page = closed_page(client, link)

    assertContains(page, "replaced by the one in a newer e-mail", status_code=410)
    assert Event.objects.filter(detail__change="refused", detail__reason="replaced").exists()


def test_link_that_ran_out_says_when_and_what_to_do(
    client: Client, link: str, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(days=15))

    page = client.get(link)

    assertContains(page, "This link ran out on 9 December 2026.", status_code=410)
    assertContains(page, "Sign in", status_code=410)


def test_change_of_her_part_ends_link_and_session(client: Client, cast: Cast, link: str) -> None:
    cast.subgroup_chair.end_sessions()

    assertContains(closed_page(client, link), "your part in the board changed", status_code=410)


def test_unknown_link_is_not_found_and_not_recorded(nobody: Client, cast: Cast) -> None:
    page = nobody.get("/reporting/of-nobody/")

    assertContains(page, "Nobody has this link.", status_code=404)
    assert not Event.objects.exists()


@pytest.mark.parametrize(("minutes", "lasts"), [(179, True), (181, False)])
def test_session_ends_after_three_idle_hours(
    client: Client, clock: time_machine.Traveller, minutes: int, lasts: bool
) -> None:
    clock.shift(dt.timedelta(hours=2))
    assert is_open(client)
    clock.shift(dt.timedelta(minutes=minutes))

    assert is_open(client) is lasts


def test_session_ends_after_twelve_hours_however_busy(
    client: Client, clock: time_machine.Traveller
) -> None:
    for _ in range(11):
        clock.shift(dt.timedelta(hours=1))
        assert is_open(client)
    clock.shift(dt.timedelta(minutes=61))

    assert not is_open(client)


def test_who_is_done_is_out_until_the_link_is_opened_again(client: Client, link: str) -> None:
    response = client.post(DONE, follow=True)

    assertContains(response, "You are done")
    assert not is_open(client)
    client.post(link)
    assert is_open(client)


# Who has signed in


def test_who_is_signed_in_as_herself_goes_to_her_updates(
    cast: Cast, client_of: ClientOf, link: str
) -> None:
    response = client_of(cast.subgroup_chair).get(link)

    assertRedirects(response, "/boards/a/updates/all/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_signed_in_as_another_is_offered_to_sign_out(
    cast: Cast, client_of: ClientOf, link: str, method: str
) -> None:
    client = client_of(cast.lead)

    page = getattr(client, method)(link)

    assertContains(page, f"You are signed in as {cast.lead.email}.")
    assertContains(page, f'name="next" value="{link}"')
    assertRedirects(client.get(PAGE), "/", fetch_redirect_response=False)
