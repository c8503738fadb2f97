"""Numbers and dates as an Excel sheet shows them, by the cell's number format."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from priorities.importing.grid import Value

# The formats that files name by number only; the dates as a British Excel shows them.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;\"-\"", 42: "£#,##0;-£#,##0;\"-\"",
    43: "#,##0.00;-#,##0.00;\"-\"", 44: "£#,##0.00;-£#,##0.00;\"-\"", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0", 7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;-£#,##0.00",
}  # fmt: skip

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|\[[^]]*\]|[^;"\\\[]|["\\\[])+|(?<=;)(?=;|$)')
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].?|\[\$(?P<money>[^]-]*)[^]]*\]|\[[^]]*\]'
    r"|(?P<core>[0#?.,%]|E[+-])|(?P<plain>.)",
    re.DOTALL,
)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_NOT_DATE = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^]]*\]|General', re.IGNORECASE)
# Commas at the end of the whole or of all digits: so many thousands.
_THOUSANDS = re.compile(r"(?<=[0#?])(,+)(?=[.%]|$)")
_SIGNIFICANT = 10  # digits that "General" shows


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows, and what it holds."""

    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class _Format:
    """One section of a number format, taken apart."""

    before: str
    core: str
    after: str

    @property
    def whole(self) -> str:
        return self.core.partition(".")[0]

    @property
    def decimals(self) -> str:
        return re.sub(r"[^0#?].*|[%,]", "", self.core.partition(".")[2])


def show(raw: str, code: str, *, from_1904: bool = False) -> Shown | None:
    """What a number is shown as; None where ``raw`` is no number.

    A date is "27 April 2018", or "March 2018" where its day is the first.
    """
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > Decimal("1e300"):
        return None
    if is_date(code):
        shown = _date(number, code, from_1904)
        if shown is not None:
            return shown
        code = "General"
    value = int(number) if number == number.to_integral_value() else float(number)
    if abs(number) >= Decimal("1e21"):
        return Shown(f"{float(number):.5E}", float(number))
    return Shown(_number(number, code), value)


@cache
def is_date(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    first = _sections(code)[0]
    if _ELAPSED.search(first):
        return True
    return bool(re.search(r"[dmyhs]", _NOT_DATE.sub("", first), re.IGNORECASE))


def words(day: dt.date) -> str:
    """A date as a plan says it: the month alone where it is the first."""
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return month if day.day == 1 else f"{day.day} {month}"


def _date(number: Decimal, code: str, from_1904: bool) -> Shown | None:
    plain = _NOT_DATE.sub("", _sections(code)[0]).lower()
    has_day = re.search(r"[dy]", plain) or ("m" in plain and not re.search(r"[hs]", plain))
    if not has_day or _ELAPSED.search(code):
        return _time(number)
    try:
        day = from_serial(int(number), from_1904=from_1904)
    except (OverflowError, ValueError):
        return None
    if not re.search(r"[dm]", plain):
        return Shown(str(day.year), day)
    clock = _time(number % 1) if re.search(r"h", plain) and number % 1 else None
    return Shown(f"{words(day)}, {clock.text}" if clock else words(day), day)


def _time(number: Decimal) -> Shown:
    minutes = int((number * 24 * 60).to_integral_value(ROUND_HALF_UP))
    return Shown(f"{minutes // 60}:{minutes % 60:02d}", float(number))


def from_serial(serial: int, *, from_1904: bool) -> dt.date:
    """The day that Excel counts as ``serial``. Raises ValueError for none, OverflowError."""
    if serial < 1 and not from_1904:
        raise ValueError("before the first day")
    if from_1904:
        return dt.date(1904, 1, 1) + dt.timedelta(serial)
    # Excel believes that there was a 29 February 1900.
    return dt.date(1899, 12, 30 if serial > 59 else 31) + dt.timedelta(serial)


@cache
def _sections(code: str) -> list[str]:
    return _SECTIONS.findall(code) or [code]


@cache
def _taken_apart(section: str) -> _Format:
    before, core, after = "", "", ""
    for token in _TOKENS.finditer(section):
        if token["core"]:
            core += token["core"]
            continue
        literal = token["quoted"] or token["escaped"] or token["money"] or token["plain"] or ""
        if core:
            after += literal
        else:
            before += literal
    return _Format(before, core, after)


def _number(number: Decimal, code: str) -> str:
    sections = _sections(code)
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if "general" in section.lower():
        return re.sub("general", _general(number), section, flags=re.IGNORECASE).replace('"', "")
    if "@" in section or not section:
        return _general(number) if section else ""
    parts = _taken_apart(section)
    if "E" in parts.core:
        return f"{float(number):.{len(parts.decimals)}E}"
    if "/" in parts.after:
        return _general(number)
    sign = "-" if number < 0 else ""
    percent = "%" * parts.core.count("%")
    text = f"{sign}{parts.before}{_digits(abs(number), parts)}{percent}{parts.after}"
    return text.strip()


def _digits(number: Decimal, parts: _Format) -> str:
    if not re.search(r"[0#?]", parts.core):
        return ""
    number = number.scaleb(2 * parts.core.count("%"))
    whole = parts.whole.replace("%", "")
    thousands = _THOUSANDS.search(parts.core)
    number = number.scaleb(-3 * len(thousands[1]) if thousands else 0)
    rounded = number.quantize(Decimal(1).scaleb(-len(parts.decimals)), ROUND_HALF_UP)
    integer, _, fraction = f"{rounded:f}".partition(".")
    for place in reversed(parts.decimals):
        if place == "0" or not fraction.endswith("0"):
            break
        fraction = fraction[:-1]
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.strip(","):
        integer = f"{int(integer or 0):,}" if integer else ""
    return f"{integer}.{fraction}" if fraction else integer


def _general(number: Decimal) -> str:
    if number == number.to_integral_value():
        return f"{int(number)}"
    return f"{Decimal(f'{number:.{_SIGNIFICANT}g}'):f}".rstrip("0").rstrip(".")
