"""Log lines say who, which board and which request; never what somebody wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from boardplan.logs import JsonLine, TextLine
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities.reporting import form_address, form_data

WORDS = "Zebedee fell from the roundabout"
TOKEN = "t0k3n-of-an-invitation-that-nobody-else-may-use"

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """What a program that reads the log is sent, from every logger."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLine())
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "boardplan.request")
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def lines(log: io.StringIO) -> Lines:
    return lambda: [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.fixture
def _failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home page fails over somebody's words."""

    def fail(*_: object, **__: object) -> HttpResponse:
        secret = WORDS
        try:
            int(secret)
        except ValueError as reason:
            raise RuntimeError(secret) from reason
        return HttpResponse()

    monkeypatch.setattr("reports.views.home.render", fail)


def last(lines: Lines) -> dict[str, Any]:
    return lines()[-1]


def test_line_of_a_request_says_who_where_what_and_how_long(
    cast: Cast, client_of: ClientOf, lines: Lines
) -> None:
    answer = client_of(cast.observer).get("/boards/a/plan/?q=roundabout")

    line = last(lines)
    assert line.pop("ms") >= 0
    assert line.pop("time").startswith("2026-11-25T10:0")
    assert line == {
        "level": "INFO",
        "logger": "boardplan.request",
        "message": "Answered",
        "request": answer["X-Request-ID"],
        "user": cast.observer.pk,
        "board": "a",
        "method": "GET",
        "route": "priorities:plan-current",
        "status": 200,
    }


def test_line_of_a_stranger_has_no_user(db: None, client: Client, lines: Lines) -> None:
    client.get("/accounts/login/")

    assert "user" not in last(lines)
    assert "board" not in last(lines)


def test_line_of_signing_in_has_the_user(cast: Cast, client: Client, lines: Lines) -> None:
    client.post(
        "/accounts/login/",
        {"login": cast.chair.email, "password": "correct horse battery staple"},
    )

    assert last(lines)["user"] == cast.chair.pk


def test_line_of_an_unknown_address_does_not_repeat_it(
    db: None, client: Client, lines: Lines, log: io.StringIO
) -> None:
    client.get(f"/{TOKEN}/")

    assert last(lines)["status"] == 404
    assert TOKEN not in log.getvalue()


def test_static_files_have_no_line(client: Client, lines: Lines) -> None:
    client.get("/static/no-such-file.css")

    assert lines() == []


def test_words_addresses_and_tokens_are_in_no_line(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, log: io.StringIO
) -> None:
    """Planted in a form, in evidence, in a search, in an address, at sign-in: found nowhere."""
    client, stranger = client_of(cast.manager), client_of(None)
    words = form_data(rows.led, "amber", progress=WORDS, evidence_statement=WORDS)
    stored = client.post(form_address(rows.led), words)
    client.get("/boards/a/plan/", {"q": WORDS})
    client.get("/boards/a/", headers={"referer": f"http://testserver/invitations/{TOKEN}/"})
    for someone in (client, stranger):
        someone.get(f"/invitations/{TOKEN}/")
        someone.post(f"/invitations/{TOKEN}/", {"name": WORDS})
    stranger.post("/accounts/login/", {"login": "zebedee@a.example", "password": WORDS})
    stranger.get(f"/accounts/password/reset/key/1-{TOKEN}/")

    text = log.getvalue()
    assert stored.status_code == 302
    assert "priorities:action-update" in text
    assert [each for each in ("Zebedee", "zebedee", "roundabout", TOKEN, "@") if each in text] == []


@pytest.mark.usefixtures("_failing")
def test_error_is_logged_with_its_place_but_not_its_words(
    cast: Cast, client_of: ClientOf, lines: Lines, log: io.StringIO
) -> None:
    client = client_of(cast.observer)
    client.raise_request_exception = False

    answer = client.get("/boards/a/", {"q": WORDS})

    [line] = [line for line in lines() if line["level"] == "ERROR"]
    assert line["request"] == answer["X-Request-ID"]
    assert (line["user"], line["board"]) == (cast.observer.pk, "a")
    assert line["message"] == "Internal Server Error"
    assert line["traceback"].endswith("builtins.RuntimeError")
    assert "builtins.ValueError\n\nwhich led to\n\n" in line["traceback"]
    assert "reports/views/home.py" in line["traceback"]
    assert "Zebedee" not in log.getvalue()


@pytest.mark.usefixtures("_failing")
def test_error_page_shows_the_number_of_the_request(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.observer)
    client.raise_request_exception = False

    answer = client.get("/boards/a/")

    assert answer.status_code == 500
    assert f"<strong>{answer['X-Request-ID']}</strong>" in answer.content.decode()


@pytest.mark.usefixtures("_failing")
def test_error_is_mailed_with_the_number_and_without_words(
    cast: Cast, client_of: ClientOf, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.ADMINS = [("", "admin@boardplan.example")]
    client = client_of(cast.observer)
    client.raise_request_exception = False

    answer = client.post("/boards/a/", {"words": WORDS})
    answer = client.get("/boards/a/", {"words": WORDS})

    [message] = mailoutbox
    number = answer["X-Request-ID"]
    assert message.subject == f"[Boardplan] Something went wrong (request {number})"
    assert f"request={number} user={cast.observer.pk} board=a" in message.body
    assert "reports/views/home.py" in message.body
    assert "Zebedee" not in message.body
    assert "Zebedee" not in answer.content.decode()


def test_refused_form_is_told_by_its_status_alone(log: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True)

    client.post(f"/invitations/{TOKEN}/", {"name": WORDS}, headers={"referer": f"http://x/{TOKEN}"})

    assert '"message": "Forbidden"' in log.getvalue()
    assert TOKEN not in log.getvalue()


def record(message: str, **extra: Any) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "boardplan.worker", "levelname": "INFO", "created": 0.5})
    made.msg = message
    made.__dict__.update(extra)
    return made


def test_line_outside_of_a_request_says_what_there_is() -> None:
    line = json.loads(JsonLine().format(record("Swept %s", args=(3,), form=WORDS)))

    assert line == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "INFO",
        "logger": "boardplan.worker",
        "message": "Swept 3",
    }


def test_line_for_people_says_the_same() -> None:
    line = TextLine().format(record("Swept", status=200, ms=1.5))

    assert line == "1970-01-01T00:00:00.500+00:00 INFO boardplan.worker Swept status=200 ms=1.5"
