"""The pack's page: which edition, as at which day, for whom. The PDF has tests of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from priorities.snapshot import plan_document
from reports.models import EditionChoice as Edition
from reports.pack_data import PackData, public_plan
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import TODAY

PACK = "/boards/a/pack/"
PDF = "/boards/a/pack/progress.pdf"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What packs were made of, instead of the PDFs themselves."""
    packs: list[dict[str, Any]] = []

    def board_pack(data: PackData, *_: object) -> bytes:
        packs.append({name: getattr(data, name) for name in ("document", "edition", "as_at")})
        return b"%PDF-1.7"

    monkeypatch.setattr("reports.views.pack.board_pack", board_pack)
    return packs


@pytest.mark.parametrize(
    ("who", "query", "edition"),
    [
        ("manager", "", Edition.MEMBERS),
        ("chair", "?edition_wanted=members", Edition.MEMBERS),
        ("member", "?edition_wanted=public", Edition.PUBLIC),
        ("observer", "", Edition.PUBLIC),
        ("lead", "?edition_wanted=public", Edition.PUBLIC),
    ],
)
def test_pack_is_the_edition_asked_for_or_the_one_that_fits(
    cast: Cast,
    client_of: ClientOf,
    rows: SmallPlan,
    made: list[dict[str, Any]],
    who: str,
    query: str,
    edition: Edition,
) -> None:
    response = client_of(getattr(cast, who)).get(PDF + query)

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="board-a-progress-{edition.name.lower()}-2026-11-25.pdf"'
    )
    [pack] = made
    shown = plan_document(rows.plan)
    assert (pack["edition"], pack["as_at"]) == (edition, TODAY)
    assert pack["document"] == (shown if edition is Edition.MEMBERS else public_plan(shown))


@pytest.mark.parametrize("who", ["subgroup_chair", "lead", "observer"])
def test_members_edition_is_refused_to_those_who_may_not_read_it(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, made: list[dict[str, Any]], who: str
) -> None:
    response = client_of(getattr(cast, who)).get(f"{PDF}?edition_wanted=members")

    assert response.status_code == 403
    assert made == []


def test_page_offers_only_the_editions_one_may_have(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    assertContains(client_of(cast.member).get(PACK), 'value="members"')
    assertContains(client_of(cast.observer).get(PACK), 'value="public"')
    assertNotContains(client_of(cast.observer).get(PACK), 'value="members"')


def test_pack_as_at_a_day_shows_and_judges_the_plan_of_that_day(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, made: list[dict[str, Any]]
) -> None:
    client_of(cast.manager).get(f"{PDF}?as_at=1/9/2026")

    [pack] = made
    assert pack["as_at"] == dt.date(2026, 9, 1)
    assert pack["document"] == plan_document(rows.plan, as_at=dt.date(2026, 9, 1))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("as_at=31/2/2026", "February"),
        ("as_at=26/11/2026", "This date is still to come."),
        ("as_at=31/3/2026", "The record begins on 1 April 2026."),
        ("edition_wanted=secret", "Select a valid choice"),
    ],
)
def test_pack_that_cannot_be_made_says_why(
    cast: Cast,
    client_of: ClientOf,
    rows: SmallPlan,
    made: list[dict[str, Any]],
    query: str,
    message: str,
) -> None:
    response = client_of(cast.manager).get(f"{PDF}?{query}")

    assertContains(response, message)
    assert made == []


def test_pack_without_a_plan_leads_to_the_page_that_says_so(
    cast: Cast, client_of: ClientOf, made: list[dict[str, Any]]
) -> None:
    client = client_of(cast.manager)

    assertRedirects(client.get(PDF), PACK)
    assertContains(client.get(PACK), "There is no plan to print yet.")
