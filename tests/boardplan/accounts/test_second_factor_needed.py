"""A board may ask readers of its log for an authenticator app; nobody else notices."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boardplan.accounts.second_factor import with_second_factor
from tests.boardplan.accounts.signing_in import ACTIVATE, give_app, prove_again
from tests.conftest import Cast, ClientOf

NEEDED = "Set one up now; it takes two minutes."


@pytest.fixture
def strict(cast: Cast) -> Cast:
    """Board A asks readers of its log for a second factor."""
    cast.board.requires_second_factor = True
    cast.board.record(by=cast.manager)
    return cast


@pytest.mark.parametrize("who", ["manager", "deputy", "chair", "member"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["", "plan/", "updates/reviews/", "pack/progress.pdf"])
def test_reader_of_the_log_is_led_to_setting_up_the_app(
    strict: Cast, client_of: ClientOf, who: str, method: str, address: str
) -> None:
    client = client_of(getattr(strict, who))

    answer = getattr(client, method)(f"/boards/a/{address}")

    if answer.status_code != 405:
        assert answer["Location"] == ACTIVATE
        prove_again(client)
        assert NEEDED in client.get(ACTIVATE).content.decode()


@pytest.mark.parametrize("who", ["subgroup_chair", "lead", "observer"])
def test_others_need_no_app(strict: Cast, client_of: ClientOf, who: str) -> None:
    assert client_of(getattr(strict, who)).get("/boards/a/").status_code == 200


def test_reader_of_the_log_with_the_app_is_let_in(strict: Cast, client_of: ClientOf) -> None:
    give_app(strict.chair)

    assert client_of(strict.chair).get("/boards/a/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(strict: Cast, client_of: ClientOf) -> None:
    give_app(strict.chair).delete()

    assert client_of(strict.chair).get("/boards/a/").status_code == 302


def test_outsider_learns_nothing_of_the_setting(strict: Cast, client_of: ClientOf) -> None:
    assert client_of(strict.outsider).get("/boards/a/").status_code == 404


def test_board_without_the_setting_asks_nothing_of_its_readers(
    cast: Cast, client_of: ClientOf
) -> None:
    assert client_of(cast.chair).get("/boards/a/").status_code == 200


@pytest.mark.parametrize("is_strict", [False, True])
def test_setting_costs_one_query_and_its_absence_none(
    cast: Cast, client_of: ClientOf, is_strict: bool
) -> None:
    give_app(cast.chair)
    cast.board.requires_second_factor = is_strict
    cast.board.record(by=None)
    client = client_of(cast.chair)
    client.get("/boards/a/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/boards/a/")

    asked = [query for query in captured.captured_queries if "mfa_authenticator" in query["sql"]]
    assert len(asked) == int(is_strict)


def test_who_has_the_app_is_known_for_many_at_once(cast: Cast) -> None:
    give_app(cast.chair)
    give_app(cast.lead)

    people = with_second_factor([cast.lead.pk, cast.member.pk])

    assert people == {cast.lead.pk}
