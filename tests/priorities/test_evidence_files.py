"""Which files are kept, who gets them back, and as what."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from pytest_django.asserts import assertContains

from priorities.evidence_files import ACCEPTED, MAX_BYTES, UnwantedFile, content_type_of
from priorities.models import Evidence
from priorities.services.evidence import evidence_take_off
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities import files
from tests.priorities.reporting import form_address, form_data

OFFICE = "application/vnd.openxmlformats-officedocument"


def kind(name: str, content: bytes, size: int | None = None) -> str:
    return content_type_of(name, io.BytesIO(content), len(content) if size is None else size)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("minutes.pdf", files.PDF, "application/pdf"),
        ("MINUTES.PDF", files.PDF, "application/pdf"),
        ("chart.png", files.PNG, "image/png"),
        ("photo.jpg", files.JPEG, "image/jpeg"),
        ("photo.jpeg", files.JPEG, "image/jpeg"),
        ("letter.docx", files.DOCX, f"{OFFICE}.wordprocessingml.document"),
        ("figures.xlsx", files.XLSX, f"{OFFICE}.spreadsheetml.sheet"),
        ("slides.pptx", files.PPTX, f"{OFFICE}.presentationml.presentation"),
        ("notes.txt", "£12 – café".encode(), "text/plain"),
        ("notes.txt", "£12 – café".encode("cp1252"), "text/plain"),
        ("figures.csv", "\ufeffarea,count\n".encode(), "text/csv"),
        ("page.txt", files.HTML, "text/plain"),
    ],
)
def test_wanted_file_is_kept_as_what_it_is(name: str, content: bytes, content_type: str) -> None:
    assert kind(name, content) == content_type


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.pdf", b"", "empty"),
        ("virus.exe", files.PROGRAM, "not kept"),
        ("page.html", files.HTML, "not kept"),
        ("picture.svg", b"<svg/>", "not kept"),
        ("macro.docm", files.DOCX, "not kept"),
        ("noname", files.PDF, "not kept"),
        ("minutes.pdf.exe", files.PDF, "not kept"),
        ("minutes.pdf", files.PROGRAM, "called .pdf but its content is something else"),
        ("minutes.pdf", files.HTML, "called .pdf"),
        ("minutes.pdf", b"%PD", "called .pdf"),
        ("chart.png", files.JPEG, "called .png"),
        ("letter.docx", files.ZIP, "called .docx"),
        ("letter.docx", files.XLSX, "called .docx"),
        ("letter.docx", files.PROGRAM, "called .docx"),
        ("letter.docx", files.DOCX[:30], "called .docx"),
        ("notes.txt", files.PROGRAM, "called .txt"),
        ("notes.csv", b"\xff\xfea\x01", "called .csv"),
    ],
)
def test_unwanted_file_is_refused_with_what_to_do(name: str, content: bytes, message: str) -> None:
    with pytest.raises(UnwantedFile, match=message):
        kind(name, content)


@pytest.mark.parametrize(("over", "is_kept"), [(0, True), (1, False)])
def test_file_of_up_to_ten_megabytes_is_kept(over: int, is_kept: bool) -> None:
    content = files.PDF + b" " * (MAX_BYTES - len(files.PDF) + over)

    if is_kept:
        assert kind("minutes.pdf", content) == "application/pdf"
    else:
        with pytest.raises(UnwantedFile, match="must be 10 MB or smaller"):
            kind("minutes.pdf", content)


@given(
    st.sampled_from(ACCEPTED),
    st.sampled_from([files.DOCX, files.XLSX, files.PDF, files.PNG, b"text"]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.integers(1, 400),
)
def test_broken_file_is_kept_or_refused_but_never_an_error(
    suffix: str, content: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    broken = bytearray(content)
    for place, value in changes:
        broken[place % len(broken)] = value

    with suppress(UnwantedFile):
        assert kind(f"file{suffix}", bytes(broken[:end]))


@pytest.fixture
def chair(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the sub-group chair, who leads 1.1.1."""
    return client_of(cast.subgroup_chair)


def send(client: Client, rows: SmallPlan, name: str, content: bytes, **fields: str) -> HttpResponse:
    """Report on 1.1.1 with a file."""
    file = SimpleUploadedFile(name, content, content_type="text/html")
    data = form_data(rows.led, evidence_file=file, **fields)
    return client.post(form_address(rows.led), data)  # type: ignore[return-value]


def sent(rows: SmallPlan) -> Evidence:
    """The one piece of evidence that a test sent."""
    return Evidence.objects.exclude(file="").get()  # type: ignore[no-any-return]


def test_file_is_stored_under_a_random_name_with_its_own_kept_beside_it(
    chair: Client, rows: SmallPlan, settings: Settings
) -> None:
    assert send(chair, rows, "Jane Doe’s case.PDF", files.PDF).status_code == 302

    piece = sent(rows)
    [stored] = Path(settings.MEDIA_ROOT).rglob("*.pdf")
    assert stored.parent.name == "evidence"
    assert len(stored.stem) == 32
    assert (piece.file_name, piece.content_type) == ("Jane Doe’s case.PDF", "application/pdf")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("minutes.pdf", files.PROGRAM, "its content is something else"),
        ("letter.docx", files.ZIP, "its content is something else"),
        ("page.html", files.HTML, "Files of this kind are not kept"),
        ("minutes.pdf", b"", "empty"),
        ("minutes.pdf", files.PDF + b" " * MAX_BYTES, "must be 10 MB or smaller"),
        (f"{'long' * 60}.pdf", files.PDF, "200 characters"),
    ],
)
def test_unwanted_upload_says_why_and_keeps_what_was_typed(
    chair: Client, rows: SmallPlan, settings: Settings, name: str, content: bytes, message: str
) -> None:
    response = send(chair, rows, name, content, progress="Typed for long.")

    assert message in " ".join(response.context["form"].errors["evidence_file"])  # type: ignore[attr-defined]
    assertContains(response, "Typed for long.")
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_file_chosen_with_a_draft_is_kept(chair: Client, rows: SmallPlan) -> None:
    send(chair, rows, "minutes.pdf", files.PDF, step="draft")

    assert sent(rows).update.status == "draft"  # type: ignore[union-attr]


def address_of(piece: Evidence) -> str:
    return f"/boards/a/evidence/{piece.pk}/file/"


def test_file_comes_back_as_a_download_that_no_browser_opens(
    chair: Client, rows: SmallPlan
) -> None:
    send(chair, rows, "Review “May”.txt", files.HTML)

    response = chair.get(address_of(sent(rows)))

    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["Cache-Control"] == "no-store"
    assert b"".join(response.streaming_content) == files.HTML  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        ("draft", {"manager", "deputy", "subgroup_chair"}),
        ("submitted", {"manager", "deputy", "subgroup_chair"}),
        (
            "accepted",
            {"manager", "deputy", "subgroup_chair", "chair", "lead", "member", "observer"},
        ),
        ("voided", {"manager", "deputy", "subgroup_chair"}),
        ("taken off", set()),
    ],
)
def test_file_is_given_to_those_who_may_see_its_update(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, status: str, readers: set[str]
) -> None:
    owner = cast.manager if status in {"accepted", "voided"} else cast.subgroup_chair
    step = "submit" if status in {"submitted", "accepted", "voided"} else "evidence"
    send(client_of(owner), rows, "minutes.pdf", files.PDF, step=step)
    piece = sent(rows)
    manager = client_of(cast.manager)
    if status == "voided":
        manager.post(f"/boards/a/updates/{piece.update_id}/undoing/", {"reason": "Wrong"})
    if status == "taken off":
        evidence_take_off(evidence=piece, by=cast.manager)

    people = [*("manager", "deputy", "chair", "subgroup_chair", "lead", "member", "observer")]
    answers = {}
    for who in people:
        response = client_of(getattr(cast, who)).get(address_of(piece))
        b"".join(response)  # read to its end, a file is closed again
        answers[who] = response.status_code

    assert answers == {who: 200 if who in readers else 404 for who in people}


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_file_is_not_found_from_outside(
    chair: Client, cast: Cast, client_of: ClientOf, rows: SmallPlan, who: str
) -> None:
    send(chair, rows, "minutes.pdf", files.PDF)
    client = client_of(getattr(cast, who))

    assert client.get(address_of(sent(rows))).status_code == 404
    assert client.get(f"/boards/b/evidence/{sent(rows).pk}/file/").status_code == 404


def test_evidence_without_a_file_has_none_to_give(chair: Client, rows: SmallPlan) -> None:
    assert chair.get(address_of(rows.evidence)).status_code == 404


def test_file_that_the_store_lost_is_not_found(
    chair: Client, rows: SmallPlan, settings: Settings
) -> None:
    send(chair, rows, "minutes.pdf", files.PDF)
    for stored in Path(settings.MEDIA_ROOT).rglob("*.pdf"):
        stored.unlink()

    assert chair.get(address_of(sent(rows))).status_code == 404
