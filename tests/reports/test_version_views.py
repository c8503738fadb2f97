"""The pages of a plan's versions: issued, locked, reopened, approved, opened as they were."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from plans.models import Approval, Meeting, Plan, PlanLock, PlanVersion
from priorities.services.updates import update_accept
from priorities.services.versions import plan_lock
from reports.models import Publication
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities.filling_in import errors, filled_in, send, told
from tests.reports.issued import issued

PLAN = "/boards/a/plans/business-plan/"
LIST, ADD = f"{PLAN}versions/", f"{PLAN}versions/new/"
NOTE = "With what the board agreed in October."


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make.meeting(board=cast.board)


def test_plan_without_versions_says_so(manager: Client, plan: Plan) -> None:
    assertContains(manager.get("/boards/a/plan/versions/"), "No version is issued yet")
    assertContains(manager.get("/boards/a/plan/"), LIST)


def test_board_without_a_plan_has_no_versions(manager: Client) -> None:
    for address in ("versions/", "compare/", "as-at/"):
        assert manager.get(f"/boards/a/plan/{address}").status_code == 200
    assert manager.get("/boards/a/plan/versions/1/").status_code == 404


def test_version_is_issued_and_listed_with_its_note(
    manager: Client, plan: Plan, cast: Cast, meeting: Meeting
) -> None:
    response = send(manager, ADD, number="8", label="Final", note=NOTE, meeting=str(meeting.pk))

    version = PlanVersion.objects.get(plan=plan)
    assertRedirects(response, LIST)
    page = manager.get(LIST)
    assertContains(page, NOTE)
    assertContains(page, version.sha256[:12])
    assertContains(page, str(meeting))
    assert (version.number, version.issued_by, version.meeting) == (8, cast.manager, meeting)
    assert Publication.objects.get(version=version).plan == plan


def test_form_that_is_sent_twice_issues_one_version(manager: Client, plan: Plan) -> None:
    data = filled_in(manager, ADD, note=NOTE)

    first, second = manager.post(ADD, data), manager.post(ADD, data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert "stored already" in told(manager, second)
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"note": ""}, "note"),
        ({"number": "8"}, "number"),
        ({"number": "nine"}, "number"),
        ({"number": "0"}, "number"),
        ({"dated_on": "31/2/2026"}, "dated_on"),
        ({"lock": "999"}, "lock"),
    ],
)
def test_version_is_refused_beside_its_field(
    manager: Client, plan: Plan, cast: Cast, words: dict[str, str], field: str
) -> None:
    issued(plan, cast, number=8)

    response = manager.post(ADD, filled_in(manager, ADD, **{"note": NOTE, **words}))

    assert set(errors(response)) == {field}
    assert PlanVersion.objects.count() == 1


def test_second_of_two_people_keeps_her_words(
    manager: Client, plan: Plan, cast: Cast, client_of: ClientOf
) -> None:
    data = filled_in(manager, ADD, note=NOTE)
    send(client_of(cast.chair), ADD, note="The chair was quicker.")

    response = manager.post(ADD, data)

    assert "Version 1 is issued already" in str(errors(response)["number"])
    assertContains(response, NOTE)


def test_version_opens_as_the_plan_looked(manager: Client, rows: SmallPlan, cast: Cast) -> None:
    issued(rows.plan, cast, number=8, note=NOTE)
    rows.led.text = "Other words by now"
    rows.led.record(by=cast.manager)

    page = manager.get("/boards/a/plan/versions/8/")

    assertContains(page, "Version 8, as issued on 25 November 2026")
    assertContains(page, "Train a lead worker in every school")
    assertNotContains(page, "Other words by now")
    assertContains(page, f'href="/boards/a/actions/{rows.led.pk}/"')
    assert manager.get("/boards/a/plan/versions/9/").status_code == 404


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "docx"])
def test_version_is_exported_as_it_was(
    manager: Client, rows: SmallPlan, cast: Cast, form: str
) -> None:
    issued(rows.plan, cast, number=8)
    address = f"{LIST}8/export/?format={form}"
    before = manager.get(address)
    rows.led.text = "Other words by now"
    rows.led.record(by=cast.manager)

    after = manager.get(address)

    assert after.content == before.content
    assert after["Content-Disposition"].endswith(f'a-business-plan-version-8.{form}"')


def test_exported_version_names_itself(manager: Client, plan: Plan, cast: Cast) -> None:
    issued(plan, cast, number=8)

    exported = json.loads(manager.get(f"{LIST}8/export/?format=json").content)

    assert exported["plan"]["version"] == "8"
    assertRedirects(manager.get(f"{LIST}8/export/?format=odt"), f"{LIST}8/")


def test_version_without_a_file_is_printed_from_what_is_kept(
    manager: Client, plan: Plan, cast: Cast
) -> None:
    issued(plan, cast, number=8, is_published=False)

    response = manager.get(f"{LIST}8/document.pdf")

    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize("address", ["", "export/?format=json", "document.pdf"])
def test_version_that_was_tampered_with_says_so(
    manager: Client, plan: Plan, cast: Cast, address: str
) -> None:
    version = issued(plan, cast, number=8, is_published=False)
    PlanVersion.objects.filter(pk=version.pk).update(content="{}")

    response = manager.get(f"{LIST}8/{address}")

    assertContains(response, "its hash differs", status_code=500)


def test_draft_is_locked_and_tells_what_waits(
    manager: Client, rows: SmallPlan, cast: Cast, meeting: Meeting
) -> None:
    send(manager, f"{PLAN}locks/new/", meeting=str(meeting.pk))
    update_accept(update=rows.submitted, revision=rows.submitted.revision, by=cast.manager)

    page = manager.get(LIST)

    assertContains(page, f"Draft 1, for {meeting}")
    assertContains(page, "1 update accepted since: it waits for the next meeting.")


@pytest.mark.parametrize("words", [{"held_on": dt.date(2026, 11, 1)}, {"cancelled_on": True}])
def test_meeting_that_is_past_or_cancelled_is_not_offered(
    manager: Client, plan: Plan, cast: Cast, words: dict[str, Any]
) -> None:
    if "cancelled_on" in words:
        words = {"cancelled_on": dt.date(2026, 11, 20), "cancelled_reason": "Snow"}
    meeting = make.meeting(board=cast.board, **words)

    response = send(manager, f"{PLAN}locks/new/", meeting=str(meeting.pk))

    assert set(errors(response)) == {"meeting"}
    assert not PlanLock.objects.exists()


def test_second_lock_for_a_meeting_is_refused(
    manager: Client, plan: Plan, cast: Cast, meeting: Meeting
) -> None:
    plan_lock(plan=plan, meeting=meeting, by=cast.manager)

    response = send(manager, f"{PLAN}locks/new/", meeting=str(meeting.pk))

    assert "locked for this meeting already" in str(errors(response)["meeting"])


def test_draft_is_reopened_with_a_reason(
    manager: Client, plan: Plan, cast: Cast, meeting: Meeting
) -> None:
    lock = plan_lock(plan=plan, meeting=meeting, by=cast.manager)
    address = f"/boards/a/locks/{lock.pk}/reopening/"
    data = filled_in(manager, address, reason="A figure was wrong.")
    send(manager, address, reason="A figure was wrong.")

    late = manager.post(address, {**data, "form_key": "7c1f7f2e-61f4-4b4b-9a3b-2f0cbe8d1a11"})

    assertContains(manager.get(LIST), "A figure was wrong.")
    assert "was reopened already" in str(errors(late))


def test_version_of_a_locked_draft_is_issued_for_its_meeting(
    manager: Client, plan: Plan, cast: Cast, meeting: Meeting
) -> None:
    lock = plan_lock(plan=plan, meeting=meeting, by=cast.manager)

    send(manager, ADD, note=NOTE, lock=str(lock.pk))

    version = PlanVersion.objects.get(plan=plan)
    assert (version.lock, version.meeting) == (lock, meeting)
    assertContains(manager.get(f"{LIST}1/"), "Draft 1, locked on")


def test_approval_is_added_and_taken_back(
    manager: Client, plan: Plan, cast: Cast, meeting: Meeting
) -> None:
    version = issued(plan, cast, number=8)
    words = {"body": "Executive", "draft_number": "3", "outcome": "Agreed with changes"}
    days = {"approved_on": "2/11/2026", "meeting": str(meeting.pk), "version": str(version.pk)}
    send(manager, f"{PLAN}approvals/new/", **words, **days)
    approval = Approval.objects.get(plan=plan)
    assertContains(manager.get(LIST), "Executive, 2 November 2026: Agreed with changes")

    send(manager, f"/boards/a/approvals/{approval.pk}/taking-back/", reason="Draft 4 it was.")

    assertContains(manager.get(LIST), "Taken back on 25 November 2026")
    assertContains(manager.get(LIST), "Nothing on record")


def test_approval_of_a_day_to_come_is_refused(manager: Client, plan: Plan) -> None:
    words = {"body": "Executive", "outcome": "Agreed", "approved_on": "1/1/2100"}

    response = send(manager, f"{PLAN}approvals/new/", **words)

    assert set(errors(response)) == {"approved_on"}


def test_reader_is_offered_nothing_that_is_not_hers(
    cast: Cast, client_of: ClientOf, plan: Plan, meeting: Meeting
) -> None:
    plan_lock(plan=plan, meeting=meeting, by=cast.manager)
    observer, chair = client_of(cast.observer).get(LIST), client_of(cast.chair).get(LIST)

    for words in ("Issue the next", "Lock for the meeting", "Reopen<", "Add an approval"):
        assertNotContains(observer, words)
    assertContains(chair, "Issue the next version")
    assertNotContains(chair, "Lock for the meeting")
