"""Nothing typed is dropped without a word, and nothing holds that no longer should."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from priorities.models import MilestoneReport, Update
from priorities.report import MilestoneWord, NewEvidence
from priorities.services import updates as services
from priorities.services.steps import WrongStep
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import TODAY
from tests.priorities import files
from tests.priorities.reporting import drawn, form_address, form_data, report, revision_of

JUNE = dt.date(2027, 6, 30)


@pytest.fixture
def chair(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the sub-group chair, who leads 1.1.1."""
    return client_of(cast.subgroup_chair)


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the manager."""
    return client_of(cast.manager)


def draft(client: Client, rows: SmallPlan, **fields: Any) -> dict[str, Any]:
    """Let the page's script save a draft on 1.1.1; what it is told."""
    address = f"/boards/a/actions/{rows.led.pk}/draft/"
    answer: dict[str, Any] = client.post(address, form_data(rows.led, **fields)).json()
    return answer


def submit(client: Client, rows: SmallPlan, code: str = "amber", **fields: Any) -> HttpResponse:
    data = form_data(rows.led, code, **fields)
    return client.post(form_address(rows.led), data)  # type: ignore[return-value]


def submitted(rows: SmallPlan, cast: Cast, code: str = "amber", **words: Any) -> Update:
    return services.update_submit(
        action=rows.led,
        report=report(rows, code, **words),
        revision=revision_of(rows.led),
        by=cast.subgroup_chair,
        accepts=False,
        today=TODAY,
    )


def accept(update: Update, cast: Cast) -> Update:
    return services.update_accept(update=update, revision=update.revision, by=cast.manager)


def test_autosave_names_what_it_could_not_keep(chair: Client, rows: SmallPlan) -> None:
    due = f"due_{rows.dated.pk}"

    told = draft(chair, rows, progress="x" * 20_001, **{due: "31/2/2027"})

    assert told["unsaved"] == ["What has happened since the last update?", "New date"]


def test_autosave_of_readable_words_names_nothing(chair: Client, rows: SmallPlan) -> None:
    assert draft(chair, rows)["unsaved"] == []


def test_reason_without_a_date_is_refused_and_kept_in_a_draft(
    chair: Client, rows: SmallPlan
) -> None:
    why = {f"why_{rows.dated.pk}": "The trainer is ill."}

    response = submit(chair, rows, **why)
    draft(chair, rows, **why)

    assertContains(response, "Give the new date, or clear the reason.")
    assert MilestoneReport.objects.get(milestone=rows.dated).reason == "The trainer is ill."


def test_evidence_of_a_date_alone_is_refused(chair: Client, rows: SmallPlan) -> None:
    response = submit(chair, rows, evidence_dated_on="1/5/2026")

    assertContains(response, "Say what it is, or add a link or a file.")
    assert not Update.objects.filter(action=rows.led).under_way().exists()


def test_evidence_button_with_nothing_written_is_refused(chair: Client, rows: SmallPlan) -> None:
    response = submit(chair, rows, step="evidence")

    assertContains(response, "Say what it is, or add a link or a file.")
    assertNotContains(response, "The evidence is on this update")


def test_evidence_is_kept_with_its_milestone(chair: Client, rows: SmallPlan) -> None:
    submit(chair, rows, evidence_statement="Signed list", evidence_milestone=str(rows.dated.pk))

    assert rows.led.evidence.get(statement="Signed list").milestone == rows.dated


def test_nothing_to_add_does_not_swallow_typed_words(chair: Client, rows: SmallPlan) -> None:
    response = submit(chair, rows, step="nothing", progress="My long words")

    assertContains(response, "You have written something.")
    assertContains(response, "My long words")


def test_collision_shows_the_other_persons_milestones_dates_and_evidence(
    chair: Client, manager: Client, rows: SmallPlan
) -> None:
    drawn_before = str(revision_of(rows.led))
    draft(
        manager,
        rows,
        **{
            f"done_{rows.undated.pk}": "on",
            f"due_{rows.dated.pk}": "30/6/2027",
            f"why_{rows.dated.pk}": "The hall is shut",
            "evidence_statement": "Half a register",
        },
    )

    response = submit(chair, rows, revision=drawn_before)

    assertContains(response, "Somebody else saved an update")
    for words in ("Done: Ask how it went", "30 June 2027: The hall is shut", "Half a register"):
        assertContains(response, words)


def test_same_key_with_other_words_shows_both_and_loses_nothing(
    chair: Client, rows: SmallPlan
) -> None:
    data = form_data(rows.led, step="draft", progress="First words")
    chair.post(form_address(rows.led), data)

    response = chair.post(
        form_address(rows.led), data | {"step": "submit", "progress": "Other words"}
    )

    assertContains(response, "First words")
    assertContains(response, "Other words")


def test_file_has_to_be_chosen_again_where_something_else_is_wrong(
    chair: Client, rows: SmallPlan
) -> None:
    response = submit(
        chair, rows, "red", evidence_file=SimpleUploadedFile("minutes.pdf", files.PDF)
    )

    assertContains(response, "Choose the file again")


def test_draft_begun_by_another_says_so(chair: Client, manager: Client, rows: SmallPlan) -> None:
    draft(chair, rows)

    assertContains(manager.get(form_address(rows.led)), "This draft was begun by")
    assertNotContains(chair.get(form_address(rows.led)), "This draft was begun by")


def test_what_is_written_anew_after_a_question_is_not_shown_as_said(
    cast: Cast, chair: Client, manager: Client, rows: SmallPlan
) -> None:
    update = submitted(rows, cast)
    services.update_send_back(
        update=update, revision=update.revision, question="How many?", by=cast.manager
    )
    words = drawn(chair, rows.led) | {"progress": "Half typed thought"}

    chair.post(f"/boards/a/actions/{rows.led.pk}/draft/", words)

    assertNotContains(manager.get(f"/boards/a/actions/{rows.led.pk}/"), "Half typed thought")
    assertContains(chair.get(form_address(rows.led)), "How many?")


def test_green_is_not_accepted_once_its_evidence_was_undone(cast: Cast, rows: SmallPlan) -> None:
    rows.evidence.withdrawn_on, rows.evidence.withdrawn_reason = TODAY, "Wrong file"
    rows.evidence.save()
    amber = accept(submitted(rows, cast, evidence=NewEvidence(statement="Minutes")), cast)
    green = submitted(rows, cast, "green")
    services.update_void(update=amber, reason="Wrong action", by=cast.manager)

    with pytest.raises(WrongStep, match="no longer on record"):
        accept(green, cast)


def test_update_on_a_withdrawn_action_is_not_accepted(cast: Cast, rows: SmallPlan) -> None:
    update = submitted(rows, cast)
    rows.led.withdrawn_on, rows.led.withdrawn_reason = TODAY, "Overtaken"
    rows.led.save()

    with pytest.raises(WrongStep, match="withdrawn"):
        accept(update, cast)


def test_milestone_withdrawn_meanwhile_is_not_ticked_off(cast: Cast, rows: SmallPlan) -> None:
    update = submitted(rows, cast, milestones=(MilestoneWord(rows.undated, is_done=True),))
    rows.undated.withdrawn_on, rows.undated.withdrawn_reason = TODAY, "Overtaken"
    rows.undated.save()

    accept(update, cast)

    rows.undated.refresh_from_db()
    assert not rows.undated.is_complete


def test_review_shows_the_rating_before(cast: Cast, manager: Client, rows: SmallPlan) -> None:
    submitted(rows, cast, "green")

    response = manager.get("/boards/a/updates/reviews/")

    assertContains(response, "Rating changed from Amber to Green")


def test_question_on_an_update_taken_back_meanwhile_is_told_again(
    manager: Client, rows: SmallPlan
) -> None:
    pk = rows.submitted.pk
    data = {
        f"verdict_{pk}": "send_back",
        f"question_{pk}": "Which files?",
        f"revision_{pk}": str(rows.submitted.revision - 1),
    }

    response = manager.post("/boards/a/updates/reviews/", data, follow=True)

    assertContains(response, "Which files?")


def test_draft_left_alone_on_the_page_of_all_stays_a_draft(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    begun = make.update(action=rows.corporate, progress="Of last week", author=cast.manager)
    page = manager.get("/boards/a/updates/all/").context
    forms = [page["once"], *page["formset"]]
    drawn_page = {f.add_prefix(n): f[n].value() for f in forms for n in f.fields}
    data = {
        name: value
        for name, value in drawn_page.items()
        if value not in (None, "") and value is not False
    }
    said = {"rating": "amber", "progress": "Of today."}

    manager.post(
        "/boards/a/updates/all/", data | {f"a{rows.unled.pk}-{n}": v for n, v in said.items()}
    )

    begun.refresh_from_db()
    assert begun.status == "draft"
    assert rows.unled.updates.get().status == "accepted"
