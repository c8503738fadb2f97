"""What people type stays words in the pack: nothing becomes markup, nothing is fetched."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pikepdf
import pypdf
import pytest
from weasyprint.urls import URLFetcherResponse

from priorities.document import (
    Action,
    BoardName,
    Column,
    Evidence,
    Layout,
    LeadName,
    Levels,
    Milestone,
    Objective,
    PlanDocument,
    PlanHead,
    Priority,
    RatingValue,
    RowText,
    Withdrawal,
)
from priorities.timescale import Timescale
from reports.models import EditionChoice as Edition
from reports.pack import board_pack, board_pack_parts
from reports.pack_sources import plan_pack
from reports.pdf import STATIC, StaticFetcher, breakable

TODAY = dt.date(2026, 11, 22)
HEARD = dt.date(2026, 3, 12)
FIELDS = (
    *("number", "text", "leads", "milestones", "timescale", "outcomes"),
    *("measures", "resources", "cost", "rating", "progress", "evidence"),
)

HOSTILE = (
    "<link rel=attachment href=file:///etc/passwd><img src=http://127.0.0.1:9/ alt=x>"
    "<script>x</script><style>@import 'file:///etc/hosts';</style>\"'>{{ 1 }}"
)


def hostile_document() -> PlanDocument:
    h = HOSTILE
    gone = Withdrawal(TODAY, h)
    scale = Timescale(h, due=HEARD, state="ongoing")
    action = Action(
        h,
        number=h,
        leads=(LeadName(h, accountable=True), LeadName(h, accountable=False)),
        milestones=(Milestone(h, scale), Milestone(h, scale, withdrawn=gone)),
        timescale=scale,
        outcomes=(h,),
        measures=(RowText(h),),
        resources=(RowText(h),),
        cost=Decimal("12.00"),
        rating=h,
        progress=(h,),
        last_update_on=HEARD,
        rated_on=HEARD,
        evidence=(Evidence(h, on=HEARD),),
        extra={h: h},
    )
    objective = Objective(number=h, title=h, actions=(action,))
    left = replace(objective, actions=(replace(action, withdrawn=gone),), withdrawn=gone)
    priority = Priority(number=h, title=h, theme=h, parts=(h,), objectives=(objective,))
    return PlanDocument(
        BoardName("medway", h),
        PlanHead("plan", h, front=(h,), listed_priorities=(h,), closing=(h,)),
        rating_scheme=(RatingValue(h, h, h, h, h, 1, is_off_track=True),),
        layout=Layout(Levels(h, h, h), tuple(Column(field, h, h) for field in FIELDS)),
        priorities=(priority, replace(priority, objectives=(left,), withdrawn=gone)),
    )


def test_hostile_words_are_printed_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fetch = StaticFetcher.fetch

    def recorded(self: StaticFetcher, url: str, headers: object = None) -> URLFetcherResponse:
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(StaticFetcher, "fetch", recorded)

    data = board_pack(plan_pack(hostile_document(), as_at=TODAY, edition=Edition.MEMBERS))

    assert asked
    assert all(re.fullmatch(STATIC + r"dist/(pdf\.css|fonts/[\w-]+\.woff2)", url) for url in asked)
    assert "<link rel=attachment" in pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.attachments) == 0
        assert str(pdf.docinfo["/Title"]).startswith(HOSTILE)


def test_hostile_words_are_escaped_wherever_they_stand() -> None:
    page = "".join(
        board_pack_parts(plan_pack(hostile_document(), as_at=TODAY, edition=Edition.MEMBERS))
    )

    assert [tag for tag in ("<link rel=att", "<img", "<script", "<style") if tag in page] == []
    assert "{{ 1 }}" in page
    assert page.count("&lt;script&gt;") > 60


ADDRESS = "https://www.example.org/minutes?year=2026&paper=" + "Path-of-words/" * 8 + "end.html"


@pytest.mark.parametrize("word", ["a" * 61, "a" * 19_000, ADDRESS, "a" * 100 + "/b"])
def test_long_word_is_cut_in_pieces_that_fit_a_line_and_stays_itself(word: str) -> None:
    cut = breakable(f"See {word} now")

    assert cut is not None
    assert cut.replace("\u200b", "") == f"See {word} now"
    assert max(map(len, re.split(r"[\s\u200b]", cut))) <= 24


@pytest.mark.parametrize("text", [None, "", "Short words.", "a" * 60 + " " + "b" * 60 + "\n"])
def test_text_of_short_words_is_left_alone(text: str | None) -> None:
    assert breakable(text) == text


def test_address_is_cut_at_its_own_joints() -> None:
    cut = breakable(ADDRESS) or ""

    assert {piece[-1] for piece in cut.split("\u200b")[:-1]} <= set("/?&=-")


def test_address_copied_from_the_pack_is_whole() -> None:
    document = hostile_document()
    document = replace(document, plan=replace(document.plan, front=(f"See {ADDRESS} now.",)))

    data = board_pack(plan_pack(document, as_at=TODAY, edition=Edition.PUBLIC))

    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    assert ADDRESS in text.replace("\n", "")
    assert "\u200b" not in text
