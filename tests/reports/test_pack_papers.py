"""Papers of agencies: what is refused and why, how they stand in the pack, who may read them."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from reports import paper_files
from reports.models import Paper
from reports.pack import Standing, board_pack
from reports.paper_files import UnwantedPaper, paper_facts
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.reports import packs
from tests.reports.packs import PackedMeeting, pdf_of
from tests.reports.test_pack import page_texts, tree


@pytest.fixture
def packed(cast: Cast, rows: SmallPlan) -> PackedMeeting:
    return packs.packed_meeting(cast, rows)


@pytest.fixture
def address(packed: PackedMeeting) -> str:
    return f"/boards/a/meetings/{packed.meeting.pk}/papers/new/"


def facts(data: bytes) -> paper_files.PaperFacts:
    return paper_facts(BytesIO(data), len(data))


def sent(client: Client, address: str, data: bytes, **fields: object) -> Any:
    """The form with this file, filled in as a browser sends it."""
    key = client.get(address).context["form"]["form_key"].value()
    file = SimpleUploadedFile("paper.pdf", data, "application/pdf")
    words = {"form_key": key, "revision": 0, "title": "Neglect audit", "file": file, **fields}
    return client.post(address, words)


LOCKED = pdf_of(encryption=pikepdf.Encryption(user="secret", owner="secret"))
PROTECTED = pdf_of(encryption=pikepdf.Encryption(owner="secret", user=""))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Words, no PDF", "This is not a PDF."),
        (b"%PDF-1.7\nwith nothing behind it", "damaged"),
        (pdf_of(2)[:300], "damaged"),
        (LOCKED, "opens with a password only"),
        (PROTECTED, "protected against copying or printing"),
        (pdf_of(0), "has no pages"),
        (pdf_of(201), "has 201 pages"),
    ],
)
def test_paper_that_no_pack_can_hold_is_refused_with_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(UnwantedPaper, match=reason):
        facts(data)


def test_paper_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_files, "MAX_BYTES", 100)

    with pytest.raises(UnwantedPaper, match="it must be 0 MB or smaller"):
        facts(pdf_of())


def test_refused_paper_says_why_and_what_was_typed_stays(
    cast: Cast, client_of: ClientOf, address: str
) -> None:
    answer = sent(client_of(cast.manager), address, LOCKED, is_public="on")

    assertContains(answer, "This PDF opens with a password only.")
    assertContains(answer, 'value="Neglect audit"')
    assert not Paper.objects.exists()


def test_paper_is_stored_under_a_name_nobody_can_guess(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting, address: str
) -> None:
    agency = make.agency(board=cast.board, name="Fire and rescue")

    answer = sent(client_of(cast.manager), address, pdf_of(3), agency=agency.pk)

    paper = Paper.objects.get()
    assert answer.url == f"/boards/a/meetings/{packed.meeting.pk}/pack/#papers"
    assert (paper.pages, paper.agency, paper.file_name) == (3, agency, "paper.pdf")
    assert str(paper.file).startswith("papers/")
    assert "paper.pdf" not in str(paper.file)
    assert paper.sha256 == facts(pdf_of(3)).sha256


def test_paper_is_a_download_for_those_who_may_read_its_edition(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "Neglect audit")
    address = f"/boards/a/papers/{paper.pk}/file/"

    answer = client_of(cast.member).get(address)

    assert b"".join(answer) == pdf_of(2)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client_of(cast.observer).get(address).status_code == 403


def test_paper_whose_file_is_gone_is_not_found(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "Neglect audit")
    paper.file.storage.delete(str(paper.file))

    assert client_of(cast.member).get(f"/boards/a/papers/{paper.pk}/file/").status_code == 404


def test_papers_change_places_and_are_taken_out(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting
) -> None:
    manager = client_of(cast.manager)
    first, second = (packs.add_paper(packed.meeting, cast, title) for title in ("One", "Two"))

    manager.post(f"/boards/a/papers/{second.pk}/moves/", {"to": "up"})
    assert [str(paper) for paper in Paper.objects.in_pack()] == ["Two", "One"]
    manager.post(f"/boards/a/papers/{second.pk}/moves/", {"to": "up"})
    assert [str(paper) for paper in Paper.objects.in_pack()] == ["Two", "One"]
    answer = manager.post(f"/boards/a/papers/{first.pk}/withdrawal/")

    assertRedirects(answer, f"/boards/a/meetings/{packed.meeting.pk}/pack/#papers")
    assert [str(paper) for paper in Paper.objects.in_pack()] == ["Two"]


def test_once_the_pack_is_sent_its_papers_stay(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting, address: str
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "One")
    make.publication(board=cast.board, meeting=packed.meeting, data={"schema": "test"})
    manager = client_of(cast.manager)

    for where in ("withdrawal", "moves"):
        manager.post(f"/boards/a/papers/{paper.pk}/{where}/")
    answer = sent(manager, address, pdf_of())

    assertContains(answer, "The pack was sent already.")
    assert [str(each) for each in Paper.objects.in_pack()] == ["One"]


def test_observer_reads_of_public_papers_alone(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting
) -> None:
    packs.add_paper(packed.meeting, cast, "For members")
    packs.add_paper(packed.meeting, cast, "For all", is_public=True)
    page = client_of(cast.observer).get(f"/boards/a/meetings/{packed.meeting.pk}/pack/")

    assertContains(page, "For all")
    assertNotContains(page, "For members<")


# In the PDF


def paper_with(text: str, **page: object) -> bytes:
    """A PDF of one page that says something, with a script, a link and a page's own box."""
    made = BytesIO()
    with pikepdf.Pdf.new() as pdf:
        sheet = pdf.add_blank_page(page_size=page.get("size", (595, 842)))  # type: ignore[arg-type]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
        font.BaseFont = pikepdf.Name.Helvetica
        sheet.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        sheet.obj.Contents = pdf.make_stream(f"BT /F1 20 Tf 60 60 Td ({text}) Tj ET".encode())
        if "turned" in page:
            sheet.obj.Rotate = page["turned"]
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.OpenAction = script
        sheet.obj.AA = pikepdf.Dictionary(O=script)
        pdf.save(made)
    return made.getvalue()


@pytest.fixture
def merged(cast: Cast, rows: SmallPlan, packed: PackedMeeting) -> bytes:
    for title in ("Tall audit", "Wide audit", "Turned audit"):
        packs.add_paper(packed.meeting, cast, title)
    papers = (
        paper_with("Tall words"),
        paper_with("Wide words", size=(842, 595)),
        paper_with("Turned words", turned=90),
    )
    data = packs.members_data(rows, packed.meeting)
    return board_pack(data, Standing("DRAFT"), papers=papers)


def test_papers_stand_last_with_bookmarks_and_our_feet(merged: bytes) -> None:
    reader, pages = pypdf.PdfReader(BytesIO(merged)), page_texts(merged)
    outline: Any = reader.outline
    *_, name, papers = outline

    assert [words for words in ("Tall", "Wide", "Turned") if f"{words} words" in pages[-3]] == [
        "Tall"
    ]
    assert "Wide words" in pages[-2]
    assert "Turned words" in pages[-1]
    for number, page in enumerate(pages[1:], start=2):
        assert "DRAFT · For members of the board only" in page
        assert f"Page {number} of {len(pages)}" in page
    assert str(name["/Title"]) == "Papers"
    assert [str(item["/Title"]) for item in papers] == ["Tall audit", "Wide audit", "Turned audit"]
    sizes = [
        (round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages[-3:]
    ]
    assert sizes == [(595, 842), (842, 595), (842, 595)]


def test_of_a_paper_comes_only_what_its_pages_show(merged: bytes) -> None:
    with pikepdf.open(BytesIO(merged)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert not any("/AA" in page.obj for page in pdf.pages)
    assert b"app.alert" not in merged


def test_pack_with_papers_is_tagged_whole_and_claims_no_more_than_it_is(merged: bytes) -> None:
    with pikepdf.open(BytesIO(merged)) as pdf:
        found = list(tree(pdf.Root.StructTreeRoot.K[0]))
        figures = [str(each.Alt) for each in found if each.S == "/Figure"]
        keys = [int(key) for key in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]

        assert "Page 1 of 1 of “Tall audit”, as its agency sent it" in figures
        assert all(before < after for before, after in pairwise(keys))
        assert all(int(page.obj.StructParents) in keys for page in pdf.pages)
        assert "pdfuaid:part" not in pdf.open_metadata()
