"""The board pack: what each edition holds, its structure, and that typed words stay words."""

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from priorities.document import (
    Action,
    BoardName,
    Column,
    Layout,
    LeadName,
    Milestone,
    Objective,
    PlanDocument,
    PlanHead,
    Priority,
    RatingValue,
    Withdrawal,
)
from priorities.timescale import Timescale
from reports.models import EditionChoice as Edition
from reports.pack import Standing, board_pack, board_pack_parts
from reports.pack_sources import plan_pack

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 22)
HEARD = dt.date(2026, 3, 12)
FIELDS = (
    *("number", "text", "leads", "milestones", "timescale", "outcomes"),
    *("measures", "resources", "cost", "rating", "progress", "evidence"),
)


def medway() -> PlanDocument:
    return PlanDocument.from_json(json.loads((ROOT / "fixtures/medway/plan.json").read_text()))


def with_first_action(document: PlanDocument, action: Action) -> PlanDocument:
    priority, *others = document.priorities
    objective, *rest = priority.objectives
    objective = replace(objective, actions=(action, *objective.actions[1:]))
    priority = replace(priority, objectives=(objective, *rest))
    return replace(document, priorities=(priority, *others))


def updated() -> PlanDocument:
    """Medway's plan with its first action rated amber though its date has passed."""
    document = medway()
    action = replace(
        document.actions[0],
        rating="amber",
        rated_on=HEARD,
        last_update_on=HEARD,
        progress=("The heads were met.", "They ring us sooner."),
    )
    return with_first_action(document, action)


def pack(document: PlanDocument, edition: Edition = Edition.MEMBERS) -> bytes:
    data = plan_pack(document, as_at=TODAY, edition=edition)
    return board_pack(data, Standing(draft=""))


@pytest.fixture(scope="module")
def members() -> bytes:
    return pack(updated())


@pytest.fixture(scope="module")
def public() -> bytes:
    return pack(updated(), Edition.PUBLIC)


@cache
def page_texts(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(data)).pages]


def tree(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The element and all below it, in reading order."""
    yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from tree(kid)


def small(action: Action) -> PlanDocument:
    rating = RatingValue("amber", "A", "Amber", "On course.", "#a85b00", 1)
    objective = Objective(number="1.1", title="Schools", actions=(action,))
    return PlanDocument(
        BoardName("medway", "Medway"),
        PlanHead("plan", "Business plan"),
        rating_scheme=(rating,),
        priorities=(Priority(number="1", title="Early help", objectives=(objective,)),),
    )


def html(document: PlanDocument, edition: Edition = Edition.MEMBERS) -> str:
    return "".join(board_pack_parts(plan_pack(document, as_at=TODAY, edition=edition)))


# What it says


def test_cover_says_whose_plan_when_for_whom_and_how_it_goes(members: bytes) -> None:
    cover = page_texts(members)[0]

    for words in (
        "Medway Safeguarding Children Board",
        "Business plan 2017–20",
        "As at 22 November 2026",
        "Members’ edition",
        "37 actions: 1 amber, 36 not yet rated.",
    ):
        assert words in cover


def test_every_page_but_the_cover_has_its_footer(members: bytes) -> None:
    pages = page_texts(members)
    foot = (
        "For members of the board only · Medway Safeguarding Children Board"
        " · Business plan 2017–20 · as at 22 November 2026 · Members’ edition"
    )

    for number, page in enumerate(pages[1:], start=2):
        assert foot in page
        assert f"Page {number} of {len(pages)}" in page


def test_contents_give_the_page_on_which_each_part_stands(members: bytes) -> None:
    pages = page_texts(members)
    lines = pypdf.PdfReader(BytesIO(members)).pages[1].extract_text().splitlines()
    numbers = [int(line) for line in lines if line.isdigit()]
    entries = [line for line in lines[lines.index("Contents") + 1 :] if not line.isdigit()]

    assert len(numbers) == 3 + 5 + 7
    for words, number in zip(entries, numbers, strict=False):
        assert words in pages[number - 1]


def test_exceptions_stand_before_the_plan_and_empty_lists_are_one_line(members: bytes) -> None:
    body = " ".join(page_texts(members)[2:])

    assert "Off track (0)" not in body
    assert "Empty lists: off track." in body
    assert body.index("Exceptions") < body.index("The plan")
    assert "Rated amber; the definitions imply red: date passed (27 April 2018)" in body
    assert "The date 27 April 2018 passed 8 years ago" in body


def test_public_edition_says_so_and_leaves_out_the_exceptions(public: bytes) -> None:
    pages = page_texts(public)

    assert all("Public edition" in page for page in pages)
    assert "Exceptions" not in " ".join(pages)
    assert "No update for 90 days" not in " ".join(pages)
    assert "the definitions imply" not in " ".join(pages)


def test_plan_has_every_action_once_and_its_headings_on_every_page(members: bytes) -> None:
    pages = page_texts(members)
    start = next(n for n, page in enumerate(pages[3:], 3) if page.startswith("The plan"))
    plan = " ".join(pages[start:])

    assert all("Impact and evidence" in page for page in pages[start:])
    for action in medway().actions:
        assert len(re.findall(rf"(?<![\d.]){action.number} (?=\w)", plan)) >= 1, action.number


def test_rating_cell_tells_date_and_doubt_and_evidence_the_latest_update() -> None:
    page = html(updated())

    assert "the definitions imply red: date passed (27 April 2018)" in page
    assert "<b>Latest update, 12 March 2026:</b> The heads were met.</p>" in page
    assert page.count("They ring us sooner.") == 1


@pytest.mark.parametrize(
    ("said", "heard", "is_dated"),
    [(("Words.",), HEARD, False), ((), HEARD, True), (("Words.",), TODAY, True)],
)
def test_rating_says_its_day_unless_the_update_beside_it_does(
    said: tuple[str, ...], heard: dt.date, is_dated: bool
) -> None:
    action = Action("Do it", rating="amber", rated_on=HEARD, last_update_on=heard, progress=said)

    page = html(small(action), Edition.PUBLIC)

    assert ("as of 12 March 2026" in page) is is_dated


def test_withdrawn_action_is_struck_with_date_and_reason_and_not_counted() -> None:
    gone = Withdrawal(dt.date(2026, 5, 3), "Taken over")
    step = Milestone("A step", withdrawn=Withdrawal(dt.date(2026, 4, 1), "Not needed"))

    page = html(small(Action("Do it", number="1", withdrawn=gone, milestones=(step,))))

    assert "<s>Do it</s>" in page
    assert "Withdrawn on 3 May 2026: Taken over" in page
    assert "<s>A step</s> (withdrawn on 1 April 2026: Not needed)" in page
    assert "No actions." in page


def test_accountable_lead_stands_first_and_bold() -> None:
    leads = (LeadName("Agency", accountable=False), LeadName("Chair", accountable=True))

    page = html(small(Action("Do it", leads=leads)), Edition.PUBLIC)

    assert "<p><b>Chair</b></p><p>Agency</p>" in page


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("field", ["progress", "evidence"])
def test_what_is_in_the_way_is_a_paragraph_of_the_members_edition_alone(
    edition: Edition, field: str
) -> None:
    said = ("Nine schools.", "In the way: No room.", "Difference made: Calls.")
    document = small(Action("Do it", rating="amber", progress=said))
    document = replace(document, layout=Layout(columns=(Column(field, "Update"),)))

    page = html(document, edition)

    assert ("<p>In the way: No room.</p>" in page) is (edition is Edition.MEMBERS)
    assert "<b>Update:</b> Nine schools.</p>" in page.replace("Latest update", "Update")
    assert "<p>Difference made: Calls.</p>" in page


@pytest.mark.parametrize(
    ("due", "is_marked"), [(TODAY - dt.timedelta(days=1), True), (TODAY, False)]
)
def test_overdue_action_is_marked_in_words_below_its_rating(due: dt.date, is_marked: bool) -> None:
    step = Milestone("A step", Timescale("Then", due=due))

    page = html(small(Action("Do it", rating="amber", milestones=(step,))), Edition.PUBLIC)

    assert ('<p class="overdue">Overdue</p>' in page) is is_marked


# How it is built


def test_headings_are_in_order_without_a_step_left_out(members: bytes) -> None:
    with pikepdf.open(BytesIO(members)) as pdf:
        found = [str(e.S) for e in tree(pdf.Root.StructTreeRoot.K[0])]
    levels = [int(kind[2]) for kind in found if re.fullmatch("/H[1-6]", kind)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(3) == 5 + 1 + 7


def test_structure_is_whole(members: bytes) -> None:
    with pikepdf.open(BytesIO(members)) as pdf:
        found = list(tree(pdf.Root.StructTreeRoot.K[0]))
        kinds = [str(element.S) for element in found]
        headers = [element for element in found if element.S == "/TH"]
        lists = [element for element in found if element.S == "/L"]

        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert str(pdf.docinfo["/Title"]).startswith("Business plan 2017–20: progress")
        assert all(cell.A.get("/Scope") in ("/Column", "/Row") for cell in headers)
        assert all(items.A.ListNumbering == "/Disc" for items in lists)
        assert all("/Alt" in element for element in found if element.S == "/Figure")
    assert kinds.count("/TH") > 37
    assert kinds.count("/TOC") == 1


def test_bookmarks_follow_the_headings(members: bytes) -> None:
    outline = pypdf.PdfReader(BytesIO(members)).outline
    top = [str(item["/Title"]) for item in outline if not isinstance(item, list)]

    assert top == ["How the plan is going", "Exceptions", "The plan"]
    assert [len(item) for item in outline if isinstance(item, list)] == [1, 5, 7]


def test_weasyprint_has_nothing_to_complain_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pack(small(Action("Do it", number="1")))

    assert caplog.messages == []


@pytest.mark.parametrize("field", FIELDS)
def test_layout_of_any_single_column_can_be_printed(field: str) -> None:
    document = replace(small(Action("Do it")), layout=Layout(columns=(Column(field, "A heading"),)))

    assert "A heading" in page_texts(pack(document))[-1]


def test_large_plan_is_printed_in_parts_that_read_as_one() -> None:
    document = small(Action("Do it"))
    (priority,) = document.priorities
    (objective,) = priority.objectives
    many = tuple(Action(f"Do {n}", number=f"1.1.{n}") for n in range(1, 151))
    large = replace(priority, objectives=(replace(objective, actions=many),))
    document = replace(document, priorities=(large, replace(priority, number="2")))

    data = pack(document, Edition.PUBLIC)
    texts = page_texts(data)
    numbers = [
        int(line)
        for line in pypdf.PdfReader(BytesIO(data)).pages[1].extract_text().splitlines()
        if line.isdigit()
    ]
    *_, priorities = pypdf.PdfReader(BytesIO(data)).outline
    assert isinstance(priorities, list)

    whole = " ".join(texts)
    assert [n for n in range(1, 151) if f"1.1.{n} Do {n} " not in whole] == []
    assert whole.count("Priority 1: Early help (continued)") == 1
    assert [str(item.title) for item in priorities] == [  # type: ignore[union-attr]
        "Priority 1: Early help",
        "Priority 2: Early help",
    ]
    assert "Priority 2: Early help" in texts[numbers[-1] - 1]
    assert f"Page {numbers[-1]} of {len(texts)}" in texts[numbers[-1] - 1]


def test_long_action_runs_over_pages_and_loses_nothing() -> None:
    words = [f"word{number}" for number in range(1500)]
    action = Action("Do it", number="1", progress=(" ".join(words),), last_update_on=TODAY)

    text = " ".join(page_texts(pack(small(action), Edition.PUBLIC)))

    assert [word for word in words if word not in text] == []
