"""What is not accepted yet is seen by nobody but its writers and those who review it."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.conftest import Cast, ClientOf, SmallPlan

UNDER_WAY = (
    "Four files were read, not yet told to the board.",
    "Two readers have left.",
    "Reading sheet, not yet accepted",
    "Words of a draft, for nobody yet.",
    "First sketch, on a draft",
)


def pages(rows: SmallPlan) -> list[str]:
    return [
        "/boards/a/",
        "/boards/a/plan/",
        "/boards/a/plan/?view=print",
        f"/boards/a/plans/{rows.plan.slug}/",
        f"/boards/a/plans/{rows.plan.slug}/export.json",
        f"/boards/a/actions/{rows.waiting.pk}/",
        f"/boards/a/actions/{rows.held.pk}/",
        "/boards/a/pack/",
    ]


@pytest.mark.parametrize("who", ["chair", "member", "observer"])
def test_reader_sees_nothing_of_what_is_under_way(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, who: str
) -> None:
    client = client_of(getattr(cast, who))

    for address in pages(rows):
        response = client.get(address)
        assert response.status_code == 200
        for words in UNDER_WAY:
            assertNotContains(response, words)


def test_lead_sees_nothing_of_what_others_have_under_way(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    client = client_of(cast.lead)

    for address in pages(rows):
        for words in UNDER_WAY[:3]:
            assertNotContains(client.get(address), words)


def test_export_has_evidence_of_accepted_updates_only_for_everyone(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    response = client_of(cast.manager).get(f"/boards/a/plans/{rows.plan.slug}/export.json")

    assertContains(response, "Register of trainers")
    for words in UNDER_WAY:
        assertNotContains(response, words)


def test_action_page_shows_a_waiting_update_to_its_writer_but_not_its_evidence_as_on_record(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    response = client_of(cast.subgroup_chair).get(f"/boards/a/actions/{rows.waiting.pk}/")

    assertContains(response, "Four files were read")
    assert response.context["evidence"] == []
    assertContains(response, "None on record yet.")


def test_evidence_taken_off_a_draft_is_shown_to_nobody_after_acceptance(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    manager = client_of(cast.manager)
    rows.submitted_evidence.withdrawn_on = rows.plan.period_start
    rows.submitted_evidence.withdrawn_reason = "Taken off the draft"
    rows.submitted_evidence.save()
    manager.post(
        "/boards/a/updates/reviews/",
        {
            f"verdict_{rows.submitted.pk}": "accept",
            f"revision_{rows.submitted.pk}": rows.submitted.revision,
        },
    )

    response = client_of(cast.observer).get(f"/boards/a/actions/{rows.waiting.pk}/")

    assertContains(response, "Four files were read")
    assertNotContains(response, "Reading sheet")
