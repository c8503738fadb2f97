"""Tables beside the plan: what the ratings mean, the risk log, indicators with their targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from priorities.document import (
    Indicator,
    IndicatorGroup,
    RatingValue,
    Reading,
    Risk,
    Target,
)
from priorities.importing.leads import lead_names
from priorities.importing.ratings import SHIPPED, hue, rating_code
from priorities.importing.rows import Header, Row
from priorities.importing.vocabulary import plan_field
from priorities.importing.words import joined, number_alone, plain
from priorities.timescale import Period, parse

_YEARS = re.compile(r"(?:19|20)\d{2}(?:\s?[/–-]\s?\d{2,4})?")
_CODE = re.compile(r"\s*\(?\b(NI\s?\d{1,3}[a-z]?)\b\)?", re.IGNORECASE)
_DEFINING = {"definition", "definitions", "meaning", "description", "what it means"}
_RATING_WORDS = ("rag", "rating", "red amber green")

# What the ratings mean


def definition_rows(rows: Sequence[Row]) -> int:
    """How many of these rows, the first on, define ratings; 0 where they do not."""
    if not rows or not _heads_definitions(rows[0]):
        return 0
    count = 1
    is_sure = _says_definition(rows[0])
    while count < len(rows) and (_is_definition(rows[count]) or (is_sure and _is_key(rows[count]))):
        count += 1
    return count if count > 2 else 0


_KEYS = {
    *("key", "rag key", "brag key", "rating key", "ratings key", "status key", "key to ratings"),
    *("rag status key", "brag status key", "rag rating key", "key to rag", "legend", "rag"),
}


def key_rows(rows: Sequence[Row]) -> int:
    """How many of these rows are a short key: “Key”, then a rating and its meaning in each."""
    if not rows:
        return 0
    said = rows[0].said
    title = int(len(said) == 1 and plain(said[0].text) in _KEYS)
    count = title
    while count < len(rows) and _is_key(rows[count]):
        count += 1
    return count if count - title >= (2 if title else 3) else 0


def _is_key(row: Row) -> bool:
    """A letter, word or colour of a rating at the left, and at most one text beside it."""
    said = row.said
    if not said or len(said) > 2 or not all(map(row.begins, said)):
        return False
    first = row.own[0]
    if len(said) == 1 and first is said[0] and len(row.own) == 2:
        return bool(rating_code(first.text, None, SHIPPED)) and len(first.text) <= 12
    if len(said) == 2:
        return len(said[0].text) <= 12 and bool(rating_code(said[0].text, None, SHIPPED))
    return first is not said[0] and not first.text and hue(first.shade) is not None


def _heads_definitions(row: Row) -> bool:
    words = plain(" ".join(cell.text for cell in row.said))
    return 0 < len(words) <= 80 and any(
        word in words.split() or word in words for word in _RATING_WORDS
    )


def _says_definition(row: Row) -> bool:
    """“Rating | Definition”: then a definition may be as short as a word, or not be there."""
    return len(row.said) == 2 and plain(row.said[1].text) in _DEFINING


def _is_definition(row: Row) -> bool:
    said = row.said
    return 0 < len(said) <= 2 and len(said[-1].text) > 20 and len(row.own) > 1


def defined(rows: Sequence[Row], scheme: Sequence[RatingValue]) -> tuple[RatingValue, ...]:
    """The scheme with the definitions of these rows, told by word, by colour, else by their order.

    Red, amber, green is the order in which boards print them.
    """
    found: dict[str, str] = {}
    for place, row in enumerate(rows if _is_key(rows[0]) else rows[1:]):
        *before, text = row.said
        if not before and text is row.own[0]:
            continue
        shades = [cell.shade for cell in row.own if hue(cell.shade)]
        word = before[0].text if before else ""
        code = rating_code(word, None, scheme) or (
            rating_code("", shades[0], scheme) if shades else None
        )
        if code is None and not word and not shades and place < len(scheme):
            code = scheme[place].code
        if code is not None:
            found[code] = text.text
    return tuple(replace(v, definition=found.get(v.code, v.definition)) for v in scheme)


# The confidential log


def risk(
    row: Row, header: Header, scheme: Sequence[RatingValue], period: Period | None
) -> Risk | None:
    """One entry of the log; None for a row that raises no concern."""
    words = {
        heading.field: joined(row.cells[column].text for column in heading.columns)
        for heading in header.headings
        if heading.field
    }
    first = header.headings[0]
    if "number" not in words and not first.field:
        words["number"] = row.cells[first.columns[0]].text
    if not words.get("concern"):
        return None
    when = words.get("timescale", "")
    return Risk(
        number=number_alone(words.get("number", "")) or words.get("number") or None,
        concern=words["concern"],
        consequence=words.get("consequence", ""),
        action=words.get("action", ""),
        leads=lead_names(words.get("leads", "").split("\n")).names,
        timescale=parse(when, period=period) if when else None,
        rating=_log_rating(words.get("rating", ""), row, header, scheme),
    )


def _log_rating(words: str, row: Row, header: Header, scheme: Sequence[RatingValue]) -> str | None:
    """The letter or word as printed; by its colour where there is none."""
    if words.strip():
        return words.strip()
    for heading in header.headings:
        if heading.field == "rating":
            code = rating_code("", row.cells[heading.columns[0]].shade, scheme)
            return next((value.letter for value in scheme if value.code == code), None)
    return None


# Indicators


def indicator_columns(row: Row) -> dict[int, str] | None:
    """The headings of a table of indicators: a measure, and readings or targets by year."""
    said = {cell.column: " ".join(cell.text.split()) for cell in row.said if row.begins(cell)}
    years = [words for words in said.values() if _YEARS.search(words) and len(words) < 40]
    # The years are told quickly, and most rows have none.
    return said if len(years) >= 2 and any(map(_is_measure, said.values())) else None


def _is_measure(words: str) -> bool:
    return plan_field(words) == "measures" or plain(words).split(" ")[0] in {
        "measure",
        "indicator",
        "indicators",
    }


def indicator(row: Row, columns: dict[int, str], title: str) -> Indicator | None:
    """One measure with its readings and targets; None for a row without a measure."""
    measure = lead = group = ""
    readings, targets = [], []
    for column, heading in columns.items():
        text = row.cells[column].text if column < len(row.cells) else ""
        year = _YEARS.search(heading)
        if year and plain(heading).startswith("target"):
            targets.append(Target(year.group(), text, _value(text)))
        elif year:
            area = _area(heading[: year.start()] + heading[year.end() :])
            readings.append(Reading(area, year.group(), text, _value(text)))
        elif _is_measure(heading):
            measure = text
        elif plan_field(heading) == "leads":
            lead = text
        elif not group:
            group = text
    if not measure:
        return None
    code = _CODE.search(measure)
    return Indicator(
        measure=" ".join(_CODE.sub("", measure, count=1).split()),
        code=" ".join(re.findall(r"[A-Z]+|\d+\w?", code[1].upper())) if code else None,
        lead=lead or None,
        group=IndicatorGroup(title, tuple(group.split("\n"))) if group else None,
        readings=tuple(reading for reading in readings if reading.text),
        targets=tuple(target for target in targets if target.text),
    )


def _area(words: str) -> str:
    said = plain(words)
    return said if said in {"national", "england", "region", "regional"} else "local"


def _value(text: str) -> str | None:
    """The figure where that is all the text says: "72.3%" is 72.3, "28% or less" is none."""
    found = re.fullmatch(r"\s*£?(-?\d[\d,]*(?:\.\d+)?)\s*%?\s*", text)
    if not found:
        return None
    try:
        return str(Decimal(found[1].replace(",", "")))
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers in
        return None
