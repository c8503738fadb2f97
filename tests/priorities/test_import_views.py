"""The pages of an import, from the file to the plan and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Membership
from priorities.forms.importing import NOBODY
from priorities.models import Action, ActionLead, ImportSource, ImportStatus, PlanImport
from priorities.snapshot import plan_document
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities import files, imports
from tests.priorities.filling_in import address, errors, filled_in, send, told
from tests.priorities.importing.bad_files import ole
from tests.priorities.importing.making import paragraph, word

ADD = "/boards/a/imports/new/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def upload(client: Client, data: bytes, name: str = "plan.docx") -> Any:
    return send(client, ADD, file=SimpleUploadedFile(name, data))


def read_in(client: Client, data: bytes, name: str = "plan.docx") -> PlanImport:
    """Upload a file and have it read, as the page does by itself."""
    reading = upload(client, data, name).url
    assert client.post(reading).status_code == 302
    found: PlanImport = PlanImport.objects.get(pk=reading.split("/")[-3])
    return found


def page(name: str, found: PlanImport) -> str:
    return address(name, found.pk)


# From the file to the plan


def test_word_file_comes_into_the_plan_step_by_step(manager: Client, rows: SmallPlan) -> None:
    assertContains(manager.get(ADD), "Business plan 2026 to 2029")
    reading = upload(manager, imports.word_file())
    assertContains(manager.get(reading.url), "Reading the file")
    manager.post(reading.url)
    found = manager.get(page("import-detail", PlanImport.objects.get()))
    assertContains(found, "What was found")
    assert ("Specific action", 2) in found.context["counts"]
    preview = page("import-preview", PlanImport.objects.get())
    assertContains(manager.get(preview), "What would change")

    stored = send(manager, preview)

    assert stored.url == rows.plan.get_absolute_url()
    assert told(manager, stored).startswith("plan.docx is in the plan.")
    rows.led.refresh_from_db()
    assert rows.led.timescale_text == "March 2027"
    assert rows.led.updates.counted().latest("pk").progress == "Nine schools"
    assert not ImportSource.objects.exists()
    assertContains(manager.get(page("import-detail", PlanImport.objects.get())), "Undo this import")


def test_script_is_told_where_to_go_once_the_file_is_read(manager: Client, rows: SmallPlan) -> None:
    reading = upload(manager, imports.word_file()).url

    response = manager.post(reading, headers=HTMX)

    found = PlanImport.objects.get()
    assert (response.status_code, response["HX-Redirect"]) == (200, page("import-detail", found))


def test_script_is_told_why_a_file_is_not_read(manager: Client, rows: SmallPlan) -> None:
    reading = upload(manager, b"just words").url

    response = manager.post(reading, headers=HTMX)

    assertContains(response, "“plan.docx” is not a Word or Excel file")
    assertNotContains(response, "<html")


def test_what_is_missing_stays_or_leaves_as_it_is_ticked(manager: Client, rows: SmallPlan) -> None:
    preview = page("import-preview", read_in(manager, imports.word_file()))
    assertContains(manager.get(preview), "It stays as it is unless you tick it.")

    send(manager, preview, leaving=[str(rows.unled.key)])

    gone = set(Action.objects.filter(withdrawn_on__isnull=False).values_list("pk", flat=True))
    assert gone == {rows.withdrawn.pk, rows.unled.pk}


def test_leads_are_chosen_by_hand(manager: Client, rows: SmallPlan) -> None:
    file = imports.word_file(
        ("2.1.2", "Ask twice a year", "Learning sub group team; Zebra Office", "", "", "")
    )
    preview = page("import-preview", read_in(manager, file))
    form = manager.get(preview).context["form"]
    names = {lead.name: f"lead_{place}" for place, lead in enumerate(form.unsure)}
    assert "Zebra Office" in names

    send(manager, preview, **dict.fromkeys(names.values(), NOBODY))

    assert not ActionLead.objects.in_force().filter(action=rows.unled).exists()


def test_column_put_right_by_hand_is_read_again(manager: Client, rows: SmallPlan) -> None:
    headings = ("No.", "Specific action", "Lead", "By when", "RAG", "Zebra")
    found = read_in(manager, imports.word_file(headings=headings))
    detail = page("import-detail", found)
    columns = [column["heading"] for column in found.source.columns]
    place = columns.index("Zebra")
    before = manager.get(detail).context["document"].actions[0]

    response = send(manager, detail, **{f"column_{place}": "progress"})

    after = manager.get(response.url).context
    assert (before.progress, before.extra) == ((), {"Zebra": "Nine schools"})
    assert (after["document"].actions[0].progress, after["document"].actions[0].extra) == (
        ("Nine schools",),
        {},
    )
    assert after["form"][f"column_{place}"].value() == "progress"


def test_findings_are_shown_the_weightiest_first(manager: Client, rows: SmallPlan) -> None:
    again = (imports.NEGLECT[0], ("1.1.1", "Count them", "Police", "", "", ""))
    found = read_in(manager, imports.word_file(*again))

    response = manager.get(page("import-detail", found))

    findings = response.context["findings"]
    assert findings.to_look_at
    assert {f.severity for f in findings.for_the_record} <= {"info"}
    assertContains(response, f"To look at ({len(findings.to_look_at)})")


def test_other_boards_file_waits_to_be_confirmed(
    manager: Client, cast: Cast, rows: SmallPlan
) -> None:
    theirs = imports.as_file(plan_document(rows.elsewhere.objective.priority.plan))
    preview = page("import-preview", read_in(manager, theirs, "plan.json"))
    assertContains(manager.get(preview), "This file names another board: Board B.")

    refused = send(manager, preview)
    stored = send(manager, preview, is_other_board="on")

    assert "names another board" in errors(refused)["__all__"][0]
    assert stored.status_code == 302


def test_file_becomes_the_plan_where_there_is_none(
    manager: Client, cast: Cast, rows: SmallPlan
) -> None:
    document = imports.reworded(plan_document(rows.plan))
    rows.plan.is_current = False
    rows.plan.slug = "old-plan"
    rows.plan.record(by=None)
    assertContains(manager.get(ADD), "the file becomes it")
    preview = page("import-preview", read_in(manager, imports.as_file(document), "plan.json"))
    assertContains(manager.get(preview), "This becomes the plan")

    stored = send(manager, preview)

    assert stored.url.endswith("/")
    new = PlanImport.objects.get().plan
    assert new is not None
    assert (new.slug, new.is_current) == ("business-plan", True)


# Files that are none


DOC = "You chose “plan.doc”"
PDF = "You chose “plan.pdf”"
TOO_LARGE = "“plan.docx” is larger than 10 MB"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("plan.doc", ole("WordDocument"), DOC),
        ("plan.pdf", files.PDF, PDF),
        ("plan.docx", b"", "The file that you chose is empty"),
        ("plan.docx", b"0" * (11 * 1024 * 1024), TOO_LARGE),
    ],
)
def test_file_that_can_be_none_is_refused_at_once(
    manager: Client, rows: SmallPlan, name: str, data: bytes, message: str
) -> None:
    refused = upload(manager, data, name)

    assert message in errors(refused)["file"][0]
    assertContains(refused, message)
    assert not PlanImport.objects.exists()


def test_form_without_a_file_asks_for_one(manager: Client, rows: SmallPlan) -> None:
    assert errors(send(manager, ADD, file=""))["file"] == ["Choose the file of the plan."]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("plan.docx", b"1.1 Ask schools", "“plan.docx” is not a Word or Excel file"),
        ("plan.docx", ole("EncryptedPackage"), "password"),
        ("plan.xlsx", ole("Workbook"), "old"),
        ("plan.docx", files.PDF, "PDF"),
        ("plan.json", b'{"schema": ', "This JSON file is no plan of ours"),
        ("plan.json", b'{"schema": "other"}', "This JSON file is no plan of ours"),
        ("plan.json", b'{"\xff": 1}', "not in UTF-8"),
    ],
)
def test_file_that_cannot_be_read_says_why_and_changes_nothing(
    manager: Client, rows: SmallPlan, name: str, data: bytes, message: str
) -> None:
    before = plan_document(rows.plan)
    reading = upload(manager, data, name).url

    response = manager.post(reading)

    assertContains(response, "This file could not be read")
    assertContains(response, message)
    assertContains(response, name)
    assertContains(response, "Nothing was changed.")
    assertContains(response, "Choose another file")
    assert plan_document(rows.plan) == before
    assert PlanImport.objects.get().source.document is None


def test_file_without_a_plan_offers_nothing_to_apply(manager: Client, rows: SmallPlan) -> None:
    found = read_in(manager, word(paragraph("Dear all, please find the minutes attached.")))

    response = manager.get(page("import-detail", found))
    sent = send(manager, page("import-preview", found))

    assertContains(response, "To look at")
    assertNotContains(response, "See what would change")
    assert "no action in this file" in told(manager, sent)


def test_not_yet_read_file_is_read_first(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    found = imports.waiting(rows.plan, cast.manager)

    for name in ("import-detail", "import-preview"):
        assert manager.get(page(name, found))["Location"] == page("import-reading", found)


# Twice, and two people


def test_same_file_again_says_that_there_is_nothing_to_apply(
    manager: Client, rows: SmallPlan
) -> None:
    file = imports.word_file()
    send(manager, page("import-preview", read_in(manager, file)))

    again = manager.get(page("import-preview", read_in(manager, file)))

    kinds = {group.kind for group in again.context["groups"]}
    assert kinds <= {"missing"}


def test_form_sent_twice_is_applied_once(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    preview = page("import-preview", imports.read(rows.plan, cast.manager))
    form = filled_in(manager, preview)

    manager.post(preview, form)
    again = manager.post(preview, form)

    assert told(manager, again).endswith("This was stored already; nothing was stored twice.")
    assert PlanImport.objects.get().status == ImportStatus.APPLIED
    assert rows.led.history.filter(history_change_reason="Imported from plan.json").count() == 1


def test_upload_sent_twice_is_taken_in_once(manager: Client, rows: SmallPlan) -> None:
    form = filled_in(manager, ADD)

    for _ in range(2):
        file = SimpleUploadedFile("plan.docx", imports.word_file())
        assert manager.post(ADD, form | {"file": file}).status_code == 302

    assert PlanImport.objects.count() == 1


def test_second_person_is_told_that_it_is_decided(
    manager: Client, cast: Cast, rows: SmallPlan, client_of: ClientOf
) -> None:
    deputy = client_of(cast.deputy)
    found = imports.read(rows.plan, cast.manager)
    preview = page("import-preview", found)
    form = filled_in(deputy, preview)
    send(manager, preview)

    for second in (preview, page("import-leave", found)):
        assert "decided already (applied)" in told(deputy, deputy.post(second, form))


def test_plan_that_changed_meanwhile_is_looked_at_again(
    manager: Client, cast: Cast, rows: SmallPlan
) -> None:
    preview = page("import-preview", imports.read(rows.plan, cast.manager))
    form = filled_in(manager, preview)
    rows.led.text = "Somebody else's words"
    rows.led.record(by=cast.deputy, reason="Meanwhile")

    response = manager.post(preview, form)

    assert "Look again" in told(manager, response)
    assert Action.objects.get(pk=rows.led.pk).text == "Somebody else's words"


# Left, and undone


def test_import_that_is_left_is_thrown_away(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    found = imports.read(rows.plan, cast.manager)

    response = manager.post(page("import-leave", found))

    assert told(manager, response) == "Nothing was imported, and the file was thrown away."
    assert PlanImport.objects.get().status == ImportStatus.LEFT
    assert not ImportSource.objects.exists()
    assertContains(manager.get(page("import-detail", found)), "Not applied")


def test_import_is_undone_with_a_reason(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    found = imports.applied(rows.plan, cast.manager)
    undoing = page("import-undo", found)
    assert "reason" in errors(send(manager, undoing))

    response = send(manager, undoing, reason="It was the draft")

    assert told(manager, response).startswith("The import is undone.")
    assert Action.objects.get(pk=rows.led.pk).text == rows.led.text
    assertContains(manager.get(page("import-detail", found)), "It was the draft")


def test_undoing_says_what_was_changed_since(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    found = imports.applied(rows.plan, cast.manager)
    held = Action.objects.get(pk=rows.held.pk)
    held.text = "Agree three forms"
    held.record(by=cast.deputy)

    refused = send(manager, page("import-undo", found), reason="It was the draft")

    assert "Agree three forms" in errors(refused)["__all__"][0]
    assertContains(refused, "It was the draft")


def test_only_what_is_applied_is_undone(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    found = imports.read(rows.plan, cast.manager)

    response = manager.get(page("import-undo", found))

    assert told(manager, response) == "Only an import that is applied can be undone."


# The list, and who may


def test_list_is_empty_or_says_what_became_of_each(
    manager: Client, cast: Cast, rows: SmallPlan
) -> None:
    empty = manager.get("/boards/a/imports/")
    imports.applied(rows.plan, cast.manager)
    listed = manager.get("/boards/a/imports/")

    assertContains(empty, "No plan has come as a file yet.")
    assertContains(listed, "plan.json")
    assertContains(listed, "Applied")


def test_person_whose_part_ended_applies_nothing(
    manager: Client, cast: Cast, rows: SmallPlan
) -> None:
    preview = page("import-preview", imports.read(rows.plan, cast.manager))
    form = filled_in(manager, preview)
    place = Membership.objects.get(user=cast.manager)
    place.ends_on = cast.access(cast.manager).today - dt.timedelta(days=1)
    place.record(by=None)

    assert manager.post(preview, form).status_code == 404
    assert PlanImport.objects.get().status == ImportStatus.READ


def test_person_without_the_right_sees_and_applies_nothing(
    cast: Cast, rows: SmallPlan, client_of: ClientOf, manager: Client
) -> None:
    found = imports.read(rows.plan, cast.manager)
    form = filled_in(manager, page("import-preview", found))

    answers = [
        client_of(p).post(page("import-preview", found), form).status_code
        for p in (cast.chair, cast.member, cast.outsider)
    ]

    assert answers == [403, 403, 404]
    assert PlanImport.objects.get().status == ImportStatus.READ
