"""HTML → PDF/UA: what a document may load, and the structure that comes out."""

from io import BytesIO

import pikepdf
import pypdf
import pytest
from django.core.exceptions import SuspiciousFileOperation
from weasyprint import CSS, HTML

from reports.pdf import STATIC, LeanHTML, PdfError, StaticFetcher, render_pdf

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>A title</title>
</head><body>{}</body></html>"""


def rendered(body: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(render_pdf([PAGE.format(body)])))


def as_bytes(pdf: pikepdf.Pdf) -> bytes:
    whole = BytesIO()
    pdf.save(whole)
    return whole.getvalue()


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        found
        for found in pdf.objects
        if isinstance(found, pikepdf.Dictionary)
        and found.get("/Type") == "/StructElem"
        and found.get("/S") == kind
    ]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "https://example.org/x.css",
        "https://static.invalid.example/dist/pdf.css",
        "data:text/plain,hello",
        "dist/pdf.css",
        STATIC + "dist/nothing.css",
        STATIC + "../boardplan/settings.py",
        STATIC + "%2e%2e/boardplan/settings.py",
    ],
)
def test_fetcher_refuses_all_but_static_files(address: str) -> None:
    with pytest.raises((PdfError, SuspiciousFileOperation)):
        StaticFetcher().fetch(address)


def test_fetcher_gives_a_static_file_from_the_disk() -> None:
    response = StaticFetcher().fetch(STATIC + "dist/pdf.css")

    assert b"Atkinson" in response.read()
    assert response.content_type == "text/css"


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="http://127.0.0.1:9/">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<img alt="x" src="data:image/png;base64,AAAA">',
    ],
)
def test_document_that_asks_for_anything_else_is_not_printed(body: str) -> None:
    with pytest.raises(PdfError, match="may not load"):
        rendered(body)


def test_pdf_has_title_language_tags_and_says_it_is_pdf_ua_1() -> None:
    pdf = rendered("<h1>Heading</h1>")

    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo["/Title"]) == "A title"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_header_cells_say_whether_they_head_a_column_or_a_row() -> None:
    pdf = rendered(
        "<table><thead><tr><th scope=col>A<th scope=col>B</thead>"
        "<tbody><tr><th scope=row>C<td>D</tbody></table>"
    )

    headers = elements(pdf, "/TH")
    assert [str(cell.A.Scope) for cell in headers] == ["/Column", "/Column", "/Row"]
    # They would repeat on each page that the table runs on to.
    assert not any("/ID" in cell for cell in headers)
    assert not any("/Headers" in cell.A for cell in elements(pdf, "/TD"))


def test_list_says_that_it_has_bullets() -> None:
    pdf = rendered("<ul><li>One<li>Two</ul>")

    (items,) = elements(pdf, "/L")
    assert str(items.A.ListNumbering) == "/Disc"


def test_list_of_links_is_a_table_of_contents() -> None:
    pdf = rendered('<ul class="toc"><li><a href="#x">X</a></ul><h1 id="x">X</h1>')

    assert len(elements(pdf, "/TOC")) == len(elements(pdf, "/TOCI")) == 1
    assert elements(pdf, "/L") == elements(pdf, "/LI") == elements(pdf, "/LBody") == []


def test_figure_has_its_alternative_and_its_place_in_points_from_the_bottom() -> None:
    style = "position: absolute; left: 0; top: 0; width: 40mm; height: 20mm"
    pdf = rendered(f'<img style="{style}" alt="Our mark" src="dist/images/favicon.svg">')

    (figure,) = elements(pdf, "/Figure")
    assert str(figure.Alt) == "Our mark"
    left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    height = float(pdf.pages[0].mediabox[3])
    assert right - left == pytest.approx(40 / 25.4 * 72, abs=0.1)
    assert top - bottom == pytest.approx(20 / 25.4 * 72, abs=0.1)
    # The page's margin is 13 mm at the top.
    assert height - top == pytest.approx(13 / 25.4 * 72, abs=0.1)


def test_same_page_gives_the_same_bytes() -> None:
    page = PAGE.format("<h1>Heading</h1><p>Words</p>")

    assert render_pdf([page]) == render_pdf([page])


def contents_of(page: pikepdf.Page) -> bytes:
    return b"\n".join(stream.read_bytes() for stream in page.obj.Contents)


def test_parts_become_one_document_with_one_structure() -> None:
    bodies = ["<h1>A</h1>", "<h2>B</h2><p>b</p>", "<h2>C</h2><p>c</p><p>d</p>"]
    pdf = pikepdf.open(BytesIO(render_pdf([PAGE.format(body) for body in bodies])))

    (document,) = pdf.Root.StructTreeRoot.K
    assert [str(each.S) for each in document.K] == ["/H1", "/H2", "/P", "/H2", "/P", "/P"]
    assert all(document == each.P for each in document.K)
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    held = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    assert [[str(e.S) for e in held[int(page.obj.StructParents)]] for page in pdf.pages] == [
        ["/H1"],
        ["/H2", "/P"],
        ["/H2", "/P", "/P"],
    ]
    assert [each.Pg.objgen for each in document.K][1::2] == [
        pdf.pages[n].obj.objgen for n in (1, 2, 2)
    ]


def test_link_leads_to_its_place_in_another_part_and_says_its_page() -> None:
    contents = '<ul class="toc"><li><a href="#there">There</a></li></ul>'
    pages = [contents, "<p>Between</p>", '<p>Before</p><h2 id="there">There</h2>']
    pdf = pikepdf.open(BytesIO(render_pdf([PAGE.format(page) for page in pages])))

    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    held = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    words, number = pdf.pages[0].obj.Annots
    for link, struct in zip((words, number), elements(pdf, "/Link"), strict=True):
        assert link.Dest[0].objgen == pdf.pages[2].obj.objgen
        assert str(link.Contents) == "Page 3"
        assert "/A" not in link
        assert held[int(link.StructParent)] == struct
    assert pypdf.PdfReader(BytesIO(as_bytes(pdf))).pages[0].extract_text() == "3There"


def test_link_to_nowhere_of_ours_stays_what_it_is() -> None:
    pdf = rendered('<a href="https://example.org/minutes">Minutes</a>')

    (link,) = pdf.pages[0].obj.Annots
    assert str(link.A.URI) == "https://example.org/minutes"


def test_feet_are_artifacts_on_every_page_but_the_first() -> None:
    data = render_pdf([PAGE.format(f"<p>{words}</p>") for words in "abc"], footer="The foot")

    texts = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    assert ["The foot" in text for text in texts] == [False, True, True]
    assert "Page 2 of 3" in texts[1]
    pdf = pikepdf.open(BytesIO(data))
    marked = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC /Footer Do EMC"
    cover, *others = pdf.pages
    assert "/Footer" not in cover.obj.Resources.get("/XObject", {})
    assert all(marked in contents_of(page) for page in others)
    assert len(elements(pdf, "/P")) == 3


def test_lines_of_text_hang_on_what_they_stand_in() -> None:
    pdf = rendered("<p>One <b>two</b> three<br>four</p>")

    (paragraph,) = elements(pdf, "/P")
    assert elements(pdf, "/Span") == []
    assert [
        str(kid.S) if isinstance(kid, pikepdf.Dictionary) else "text" for kid in paragraph.K
    ] == [
        "text",
        "/NonStruct",
        "text",
        "/NonStruct",
        "text",
    ]


def test_lean_document_is_printed_as_weasyprint_prints_it() -> None:
    page = PAGE.format(
        "<h1>A</h1><p>b &amp; &lt;c&gt;&nbsp;&#8203;ŵ<br>d <q>e</q></p><ul><li>f</li></ul>"
        "<table><thead><tr><th scope=col>g</th></tr></thead><tbody><tr><td>h</td></tr></tbody>"
        "</table><!-- i -->"
    )

    plain = HTML(string=page, base_url=STATIC, url_fetcher=StaticFetcher())
    plain, lean = (each.write_pdf(pdf_variant="pdf/ua-1") for each in (plain, LeanHTML(page)))

    assert lean == plain


def test_lean_document_computes_no_style_for_notes_of_every_element() -> None:
    (plain,), (lean,) = (each._ua_stylesheets() for each in (HTML(string="<p>a"), LeanHTML("<p>a")))

    def for_every_element(sheet: CSS) -> set[str | None]:
        return {pseudo for *_, pseudo, _declarations in sheet.matcher.other_selectors}

    assert {"marker", "footnote-call"} <= for_every_element(plain)
    assert for_every_element(lean) <= {None, "before", "after"}
