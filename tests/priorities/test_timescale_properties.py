"""Timescales: what holds for any text whatever."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from priorities.timescale import Period, parse
from priorities.timescale_words import MONTHS, PLAIN

# A busy machine is slow, not wrong.
unhurried = settings(deadline=None)

_PIECES = [
    *("1", "12", "31", "2018", "2018-19", "2017-20", "18", "27th", "31/02/2019", "2.2.18", "'18"),
    *("Jan", "Feb", "may", "May", "Sept", "December", "autumn", "Spring Term", "Q4", "quarter 3"),
    *("by", "before", "from", "until", "for", "in", "end of", "beginning of", "the", "onwards"),
    *("-", "–", "/", ",", ";", "\n", " ", ".", "&", "and", "to", "(", ")", "?", "%"),
    *("Complete", "– done", "ongoing", "in progress", "quarterly", "each meeting", "six months"),
    *("within 3 months of", "for 2 years", "strategy", "financial year", "FY", "report"),
]
_cells = st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join)
_tight_cells = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)
_texts = st.one_of(st.text(), _cells, _tight_cells)
_periods = st.one_of(st.none(), st.tuples(st.dates(), st.dates()))
_DATED = (*MONTHS, "term", "autumn", "spring", "summer")


@unhurried
@given(_texts, _periods, st.lists(st.dates(), max_size=3))
def test_any_text_is_kept_and_read_the_same_twice(
    text: str, period: Period | None, meetings: list[date]
) -> None:
    first = parse(text, period=period, meetings=meetings)
    assert first.text == text
    assert parse(text, period=period, meetings=meetings) == first


@unhurried
@given(_texts, _periods)
def test_start_is_never_after_due(text: str, period: Period | None) -> None:
    found = parse(text, period=period)
    assert found.start is None or found.due is None or found.start <= found.due


@unhurried
@given(st.one_of(st.text(), st.lists(st.sampled_from(_PIECES)).map(" ".join)), _periods)
def test_words_without_digits_months_or_terms_give_no_date(
    text: str, period: Period | None
) -> None:
    words = "".join(letter for letter in text.translate(PLAIN) if not letter.isdigit()).lower()
    for dated in _DATED:
        words = words.replace(dated, "")
    while any(dated in words for dated in _DATED):
        for dated in _DATED:
            words = words.replace(dated, "")
    found = parse(words, period=period)
    assert (found.start, found.due) == (None, None)


@unhurried
@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_a_day_is_itself_however_it_is_written(day: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%d %b %y", "%Y-%m-%d", "%A %d %B, %Y"):
        found = parse(day.strftime(form))
        assert (found.start, found.due) == (day, day), form


@unhurried
@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_by_gives_due_only_and_from_start_only(day: date) -> None:
    written = f"{day:%d %B %Y}"
    assert (parse(f"by {written}").start, parse(f"by {written}").due) == (None, day)
    assert (parse(f"from {written}").start, parse(f"from {written}").due) == (day, None)
