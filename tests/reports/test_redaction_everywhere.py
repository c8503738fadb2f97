"""Redaction from end to end: words planted through the pages, found everywhere, gone everywhere."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.audit.events import Event, EventKind
from plans.models import Lead, Membership
from priorities.models import Action, Evidence, ImportSource, Update
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import TODAY
from tests.priorities import files
from tests.priorities.filling_in import address, send
from tests.priorities.imports import word_file
from tests.priorities.reporting import form_address, form_data

NAME = "marlow"
"""The family name, which stands nowhere by itself; the tests plant it in many ways of writing."""
ADD = "/boards/a/redactions/new/"
SEARCH, NOTHING = "/boards/a/plan/?q=kit+marlow", "No action fits what you asked for."
LATER = TODAY + dt.timedelta(days=30)

Look = Callable[[], str]


@pytest.fixture
def planted(cast: Cast, client_of: ClientOf, rows: SmallPlan, leads: Leads) -> Client:
    """The words in every box that takes any, through the pages as people fill them in."""
    manager, group, post = map(client_of, (cast.manager, cast.subgroup_chair, cast.lead))
    _plant_in_plan(manager, rows)
    _plant_in_updates(manager, group, rows)
    _plant_in_review(manager, group, post, rows)
    _plant_in_file(manager)
    membership = Membership.objects.get(user=cast.observer)
    membership.record(by=cast.manager, reason="Asked about Kit Marlow")
    return manager


def _plant_in_plan(manager: Client, rows: SmallPlan) -> None:
    edit, led = address("action-edit", rows.led.pk), rows.led
    outcomes = "Kit Marlow is safe\nHeads know"
    _sent(send(manager, edit, text="Visit Kit Marlow", outcomes=outcomes, why="For Kit Marlow"))
    _sent(send(manager, edit, text="Visit the child", somebody_else="Aunt of Kit Marlow"))
    milestone = address("milestone-add", led.pk)
    _sent(send(manager, milestone, text="See Kit\u00a0Marlow’s school", timescale="by June 2027"))
    withdraw = address("action-withdraw", rows.unled.pk)
    _sent(send(manager, withdraw, reason="KIT MARLOW has moved"))


def _plant_in_updates(manager: Client, group: Client, rows: SmallPlan) -> None:
    data = form_data(
        rows.led,
        progress="We saw Kit  Marlow.",
        impact="Kit Marlow rings us.",
        issue="Kit Marlow's bus.",
        new_due_on="30/6/2027",
        new_due_reason="Kit Marlow was ill",
        evidence_statement="Letter of Kit Marlow",
        evidence_link="https://files.example/Kit%20Marlow",
        evidence_file=SimpleUploadedFile("Kit_Marlow.pdf", files.PDF, "application/pdf"),
        **{f"due_{rows.dated.pk}": "30/6/2027", f"why_{rows.dated.pk}": "Kit-Marlow away"},
    )
    _sent(group.post(form_address(rows.led), data))
    submitted = Update.objects.get(action=rows.led, status="submitted")
    _review(manager, submitted, "accept")


def _plant_in_review(manager: Client, group: Client, post: Client, rows: SmallPlan) -> None:
    _review(manager, rows.submitted, "send_back", "What of Kit Marlow?")
    draft = form_data(rows.held, revision=str(rows.draft.revision), progress="Kit Marlow, a draft")
    _sent(post.post(form_address(rows.held), {**draft, "evidence_statement": "By Kit Marlow"}))
    undone = form_data(rows.corporate, "red", issue="None.", progress="Kit Marlow was heard")
    _sent(manager.post(form_address(rows.corporate), undone))
    wrong = Update.objects.get(action=rows.corporate)
    void = f"/boards/a/updates/{wrong.pk}/undoing/"
    _sent(manager.post(void, {"reason": "It was not Kit Marlow"}))


def _review(manager: Client, update: Update, verdict: str, question: str = "") -> None:
    pk = update.pk
    data = {f"verdict_{pk}": verdict, f"question_{pk}": question}
    data[f"revision_{pk}"] = str(update.revision)
    _sent(manager.post("/boards/a/updates/reviews/", data))


def _plant_in_file(manager: Client) -> None:
    told = ("1.1.9", "Visit Kit Marlow", "Police", "March 2027", "A", "Seen once")
    file = SimpleUploadedFile("Later plan.docx", word_file(told))
    sent = send(manager, "/boards/a/imports/new/", file=file)
    _sent(sent)
    _sent(manager.post(sent["Location"]))


def _sent(response: Any) -> None:
    assert response.status_code == 302, response.context["form"].errors


def redact(manager: Client) -> Any:
    """Both steps, as somebody sends them who ticks all there is."""
    asked = {"words": "Kit Marlow", "reason": "A child was named", "step": "find"}
    page = manager.post(ADD, asked)
    form, found = page.context["form"], page.context["found"]
    data = {name: str(form[name].value()) for name in ("words", "reason", "form_key", "revision")}
    chosen = {
        "places": form["places"].value(),
        "removed": [file.key for file in (*found.near_files, *found.other_files)],
    }
    return manager.post(ADD, {**data, **chosen, "understood": "on", "step": "redact"}, follow=True)


def looks(manager: Client, rows: SmallPlan, capsys: pytest.CaptureFixture[str]) -> dict[str, Look]:
    """Everywhere that a reader may come upon the words."""

    def page(where: str) -> Look:
        def opened() -> str:
            return manager.get(where).content.decode()

        return opened

    def export(**options: str) -> Look:
        def exported() -> str:
            call_command("export_plan", board="a", format="json", **options)
            return str(json.loads(capsys.readouterr().out))

        return exported

    def pdf(query: str = "") -> Look:
        where = f"/boards/a/pack/progress.pdf?edition_wanted=members{query}"
        return lambda: _text(manager.get(where))

    return {
        "action": page(f"/boards/a/actions/{rows.led.pk}/"),
        "plan": page("/boards/a/plan/"),
        "home": page("/boards/a/"),
        "reviews": page("/boards/a/updates/reviews/"),
        "draft": page(form_address(rows.held)),
        "question": page(form_address(rows.waiting)),
        "undone": page(f"/boards/a/actions/{rows.corporate.pk}/"),
        "withdrawn": page(f"/boards/a/actions/{rows.unled.pk}/"),
        "export": page("/boards/a/plans/business-plan/export.json"),
        "export of the day": export(as_at=f"{TODAY:%-d %B %Y}"),
        "pdf": pdf(),
        "pdf of the day": pdf(f"&as_at={TODAY:%d/%m/%Y}"),
        "history": lambda: str(list(_past())),
        "file to import": lambda: str(list(ImportSource.objects.values_list("document"))),
        "files": lambda: str(list(Evidence.objects.exclude(file="").values_list("file_name"))),
    }


def _text(response: Any) -> str:
    content = b"".join(response) if response.streaming else response.content
    reader = pypdf.PdfReader(io.BytesIO(content))
    pages = " ".join(page.extract_text() for page in reader.pages)
    return f"{pages} {reader.metadata} {reader.outline}"


def _past() -> Iterator[Any]:
    for model in (Action, Update, Evidence, Lead, Membership):
        yield from model.history.values()


def holding(found: dict[str, Look]) -> set[str]:
    return {name for name, look in found.items() if NAME in look().casefold()}


def whole_database() -> Iterator[str]:
    """Every value of every row of every table; of sessions what they say, too."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                yield from (f"{table}: {value}" for value in row)
    for session in Session.objects.all():
        yield f"session: {session.get_decoded()}"


def left_in_database() -> list[str]:
    return [value for value in whole_database() if NAME in value.casefold()]


def test_words_are_everywhere_before_and_nowhere_after(
    planted: Client,
    cast: Cast,
    client_of: ClientOf,
    rows: SmallPlan,
    clock: time_machine.Traveller,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock.move_to(dt.datetime.combine(LATER, dt.time(10), dt.UTC))
    manager = client_of(cast.manager)
    found = looks(manager, rows, capsys)
    assertNotContains(manager.get(SEARCH), NOTHING)
    assert holding(found) == set(found)
    assert len(left_in_database()) > 40

    redact(manager)

    assert holding(found) == set()
    assert left_in_database() == []
    assertContains(manager.get(SEARCH), NOTHING)


def test_who_when_and_why_remain(planted: Client, cast: Cast, rows: SmallPlan) -> None:
    def told() -> list[Any]:
        columns = ("pk", "author", "status", "submitted_at", "accepted_at", "accepted_by")
        return list(Update.objects.order_by("pk").values_list(*columns, "voided_at", "voided_by"))

    def entries() -> dict[Any, Any]:
        models = (Action, Update, Evidence, Lead, Membership)
        columns = ("history_date", "history_user", "history_type")
        return {
            (model, entry["history_id"]): [entry[name] for name in columns]
            for model in models
            for entry in model.history.values("history_id", *columns)
        }

    updates, past = told(), entries()

    page = redact(planted).content.decode()

    event = Event.objects.get(kind=EventKind.REDACTED)
    assert told() == updates
    assert past.items() <= entries().items()
    assert (event.user_id, event.board) == (cast.manager.pk, "a")
    assert len(event.detail["places"]) > 15
    assert str(cast.manager) in page
    assert "A child was named" in page
    assert Update.objects.get(pk=rows.submitted.pk).question == "What of [redacted]?"


def test_no_log_line_holds_the_words(
    caplog: pytest.LogCaptureFixture,
    cast: Cast,
    client_of: ClientOf,
    rows: SmallPlan,
    leads: Leads,
    request: pytest.FixtureRequest,
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("test").info("Kit Marlow")
    manager = request.getfixturevalue("planted")

    redact(manager)

    lines = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    assert len(lines) > 10
    assert [line for line in lines if NAME in line.casefold()] == lines[:1]


def test_file_with_the_words_is_gone_from_the_disk(
    planted: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    piece = Evidence.objects.exclude(file="").get()
    storage, path = piece.file.storage, piece.file.name

    with django_capture_on_commit_callbacks(execute=True):
        redact(planted)

    assert not storage.exists(path)
