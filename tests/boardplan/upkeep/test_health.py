"""The monitor's answer, the administrator's page, and what start-up checks say is missing."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from boardplan.audit.events import EventKind, record_event
from boardplan.upkeep import views
from tests import factories as make
from tests.boardplan.accounts.signing_in import give_app
from tests.conftest import Cast, ClientOf

Usage = namedtuple("Usage", "total used free")


def test_healthz_is_ok_while_the_database_answers(client: Client, db: None) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_healthz_fails_when_the_database_does_not_answer(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> None:
        raise OperationalError("secret host name")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "failing"}


def test_healthz_answers_without_https(client: Client, db: None, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200
    assert client.get("/accessibility/").status_code == 301


@pytest.fixture
def administrator(cast: Cast, client_of: ClientOf) -> Client:
    person = make.user(email="it@council.example", is_staff=True, is_superuser=True)
    give_app(person)
    return client_of(person)


def test_installation_page_says_when_the_last_backup_was_made(administrator: Client) -> None:
    assert "None yet" in administrator.get("/installation/").content.decode()
    record_event(EventKind.BACKED_UP)

    assert "25 November 2026" in administrator.get("/installation/").content.decode()


def test_installation_page_is_for_administrators_only(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.manager).get("/installation/").status_code == 403
    assert client_of(cast.manager).post("/installation/").status_code == 403
    assert mail.outbox == []


def test_test_mail_goes_to_who_asks(administrator: Client) -> None:
    page = administrator.post("/installation/", follow=True).content.decode()

    assert "on its way to it@council.example" in page
    assert [message.to for message in mail.outbox] == [["it@council.example"]]


def test_where_no_mail_leaves_the_server_none_is_promised(
    administrator: Client, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    shown = administrator.get("/installation/").content.decode()
    asked = administrator.post("/installation/", follow=True).content.decode()

    assert "No e-mail is sent" in shown
    assert "Send a test e-mail" not in shown
    assert "none was sent" in asked
    assert "on its way" not in asked


def test_installation_page_says_plainly_and_once_what_is_missing(administrator: Client) -> None:
    page = administrator.get("/installation/").content.decode()

    assert page.count("Pages are not kept to HTTPS.") == 1
    assert "security.W008, security.W012, security.W016" in page
    assert "SECURE_SSL_REDIRECT" not in page


def test_first_page_leads_an_administrator_on(
    administrator: Client, cast: Cast, client_of: ClientOf
) -> None:
    links = ('href="/admin/"', 'href="/installation/"')
    first, strangers = (client.get("/") for client in (administrator, client_of(cast.stranger)))

    assert all(link in first.content.decode() for link in links)
    assert "You have no part" not in first.content.decode()
    assert not any(link in strangers.content.decode() for link in links)
    assert "You have no part" in strangers.content.decode()


def test_test_mail_that_fails_says_why(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: str) -> None:
        raise SMTPException("The server refused the password.")

    monkeypatch.setattr(views, "send_test_mail", refused)

    page = administrator.post("/installation/", follow=True).content.decode()

    assert "could not be sent: The server refused the password. Look at EMAIL_URL." in page


def found(**kwargs: Any) -> set[str | None]:
    """The ids of what our own checks find."""
    return {each.id for each in run_checks(**kwargs) if str(each.id).startswith("boardplan.")}


def test_checks_find_nothing_where_nothing_is_missing(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Boardplan <boardplan@council.example>"

    assert found(include_deployment_checks=True) == set()


def test_check_says_that_mail_goes_nowhere(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert found(include_deployment_checks=True) == {"boardplan.W002"}
    assert found() == set()


def test_check_says_that_mail_comes_from_nowhere(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Boardplan <boardplan@localhost>"

    assert found(include_deployment_checks=True) == {"boardplan.W003"}


def test_check_says_that_the_disk_is_nearly_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 3 * 2**20))

    assert found() == {"boardplan.W001"}


def test_check_says_that_files_cannot_be_stored(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "not" / "there" / "yet"
    asked: list[Path] = []

    def refused(path: Path, _: int) -> bool:
        asked.append(path)
        return False

    monkeypatch.setattr("boardplan.upkeep.checks.os.access", refused)

    assert found() == {"boardplan.E001"}
    assert asked == [tmp_path]


@pytest.mark.django_db
def test_check_says_that_sign_in_limits_have_no_table(settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "no_such_table",
        }
    }

    def without_table() -> bool:
        return "boardplan.W004" in found(include_deployment_checks=True, databases=["default"])

    assert without_table()
    call_command("createcachetable", verbosity=0)
    assert not without_table()
