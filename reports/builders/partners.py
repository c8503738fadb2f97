"""One side for each partner: what was promised, what became of it, and what to ask. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from boardplan.ui.lines import one_line
from boardplan.ui.uk_dates import date_words
from priorities.document import Action, PlanDocument, RatingValue, walk
from priorities.rating import standing
from priorities.wording import DIFFERENCE_MADE, IN_THE_WAY, issue_of
from reports.builders.exceptions import ExceptionEntry, ExceptionList, exceptions
from reports.builders.record import ActionRecord
from reports.builders.verdicts import day_words

LINES_OF_A_SIDE, CHARACTERS_OF_A_LINE = 31, 60
"""What one side of A4 holds in large print, below its heading; a line holds as much at least."""
LINES_TO_WRITE, MOST_LINES_TO_WRITE = 3, 9
"""How much of that is left empty below each action, at least and at most."""
TITLE_CHARACTERS, WORDS_CHARACTERS, SHORT_CHARACTERS = 130, 190, 110
"""How much of an action's text, of its last words, and of one reason has room."""


DEFAULT_QUESTION = "What difference has it made?"
QUESTIONS: Mapping[str, str] = {
    "overdue": "The date {date} passed. By when will it be done?",
    "off-track": "It is off track. What would bring it back, and who can help?",
    "nothing-to-add": "Nothing to add three times: what stands in the way?",
    "stalled": "Three updates, little progress: what will be done by the next meeting?",
    "slipped": "The date has moved {times}. What makes the new one certain?",
    "silent": "We have not heard for a while. How is it going?",
    "contested": "The rating and the record differ. What do we not see?",
    "no-impact": "It is complete. What difference has it made, and how do we know?",
    "undated": "It has no end. When do we look at it again?",
    "unled": "Who answers for it?",
}
"""What a chair may ask, by the exception; the first that fits is asked."""
ASKED_FIRST = tuple(QUESTIONS)
PUBLIC_QUESTIONS = frozenset({"overdue"})
"""What is asked in public leans only on what the public edition of the pack prints."""


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One action on a partner's side; every word is cut to what has room.

    ``role`` is empty where the partner is accountable.
    """

    action: Action
    rating: RatingValue | None
    is_overdue: bool
    role: str
    title: str
    promised: tuple[str, ...]
    last_word: str
    moved: str
    question: str

    @property
    def lines(self) -> int:
        """How many lines it takes at most, those to write on and the one between included."""
        told = (
            len(self.title) + len(self.role) + len("12.34.56  ()"),
            len(self.moved) + len("A  Amber Overdue "),
            len("Promised last time: ") + sum(len(words) + 2 for words in self.promised),
            len("Last word: ") + len(self.last_word),
            len(self.question),
        )
        full = sum(-(-length // CHARACTERS_OF_A_LINE) for length in told)
        return full + LINES_TO_WRITE + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A partner's side: the actions that have room, the worst first, and how many more it has."""

    lead: str
    anchor: str
    shown: tuple[SheetItem, ...]
    more: int
    completed: int

    @property
    def lines_to_write(self) -> int:
        """What the side has room for, spread over its actions."""
        spare = LINES_OF_A_SIDE - sum(item.lines for item in self.shown)
        return min(LINES_TO_WRITE + spare // max(len(self.shown), 1), MOST_LINES_TO_WRITE)

    @property
    def in_all(self) -> int:
        return len(self.shown) + self.more


def partner_sheets(
    document: PlanDocument,
    today: dt.date,
    records: Mapping[str, ActionRecord],
    *,
    is_public: bool = False,
) -> tuple[Sheet, ...]:
    """A side for every lead that the plan names, in the order of their names.

    Of its actions that are not complete the worst come first, those that it is accountable for
    before those that it supports; in public in printed order. The public reads neither what is
    in the way nor why the board doubts or singles out an action.
    """
    found = _found(exceptions(document, today, records))
    by_lead: dict[str, list[tuple[Action, str]]] = {}
    for _, _, action in walk(document.in_force()):
        for lead in action.leads:
            role = "" if lead.accountable else "supports"
            by_lead.setdefault(lead.name, []).append((action, role))
    maker = _Maker(document, today, records, found, is_public=is_public)
    return tuple(
        maker.sheet(lead, f"partner-{place}", by_lead[lead])
        for place, lead in enumerate(sorted(by_lead, key=str.casefold), start=1)
    )


def _found(lists: Iterable[ExceptionList]) -> Mapping[str, Mapping[str, ExceptionEntry]]:
    """For each action's key the exceptions it stands in, by code, in the order of asking."""
    known: dict[str, dict[str, ExceptionEntry]] = {}
    for each in sorted(lists, key=lambda found: ASKED_FIRST.index(found.code)):
        for entry in each.entries:
            known.setdefault(entry.action.key or "", {})[each.code] = entry
    return known


@dataclass(frozen=True)
class _Maker:
    document: PlanDocument
    today: dt.date
    records: Mapping[str, ActionRecord]
    found: Mapping[str, Mapping[str, ExceptionEntry]]
    is_public: bool

    def sheet(self, lead: str, anchor: str, actions: list[tuple[Action, str]]) -> Sheet:
        open_ones = [pair for pair in actions if not self._is_complete(pair[0])]
        if not self.is_public:
            open_ones.sort(key=lambda pair: (bool(pair[1]), self._goodness(pair[0])))
        shown = tuple(self._that_have_room(open_ones))
        return Sheet(
            lead,
            anchor,
            shown,
            more=len(open_ones) - len(shown),
            completed=len(actions) - len(open_ones),
        )

    def _that_have_room(self, actions: Iterable[tuple[Action, str]]) -> Iterator[SheetItem]:
        """The first of these, as many as one side holds; one at least."""
        left = LINES_OF_A_SIDE
        for action, role in actions:
            item = self._item(action, role)
            if item.lines > left:
                return
            left -= item.lines
            yield item

    def _is_complete(self, action: Action) -> bool:
        rating = self.document.rating(action.rating)
        return rating is not None and rating.is_complete

    def _codes(self, action: Action) -> tuple[str, ...]:
        return tuple(self.found.get(action.key or "", ()))

    def _goodness(self, action: Action) -> tuple[int, int]:
        """Smaller is worse: what its worst exception is, then how many it stands in."""
        codes = self._codes(action)
        worst = ASKED_FIRST.index(codes[0]) if codes else len(ASKED_FIRST)
        return worst, -len(codes)

    def _item(self, action: Action, role: str) -> SheetItem:
        stands = standing(action, self.document, self.today)
        record = self.records.get(action.key or "") or ActionRecord()
        return SheetItem(
            action=action,
            rating=self.document.rating(action.rating),
            is_overdue=stands.is_overdue,
            role=role,
            title=_cut(action.text, TITLE_CHARACTERS),
            promised=tuple(self._promised(action, record)),
            last_word=self._last_word(action),
            moved="" if self.is_public else _moved(record),
            question=self._question(action, record, stands.missed),
        )

    def _promised(self, action: Action, record: ActionRecord) -> Iterator[str]:
        """The new dates that the last update named, else the next date of the plan; the issue."""
        moves = record.words[-1].moves if record.words else ()
        if moves:
            last = max(moves, key=lambda move: move.to)
            reason = f" ({_cut(last.reason, SHORT_CHARACTERS)})"
            yield f"Done by {date_words(last.to)}" + (
                reason if last.reason and not self.is_public else ""
            )
        elif due := _next_due(action, self.today):
            yield f"Due {date_words(due)}, as the plan says"
        else:
            yield "No date was promised"
        issue = None if self.is_public else issue_of(action.progress)
        if issue:
            yield _cut(issue, SHORT_CHARACTERS)

    def _last_word(self, action: Action) -> str:
        """The words of the last update, without what is in the way, which is told apart."""
        told = (
            text
            for text in action.progress
            if not text.startswith(IN_THE_WAY) and not text.startswith(DIFFERENCE_MADE)
        )
        words = _cut(" ".join(told), WORDS_CHARACTERS)
        if not words:
            return "Nothing has been reported yet"
        on = action.last_update_on
        return f"{words} ({date_words(on)})" if on else words

    def _question(self, action: Action, record: ActionRecord, missed: tuple[dt.date, ...]) -> str:
        for code in self._codes(action):
            if self.is_public and code not in PUBLIC_QUESTIONS:
                continue
            date = day_words(missed[0], self.today) if missed else ""
            times = _times(len({id(word) for word, _ in record.slips}))
            return QUESTIONS[code].format(date=date, times=times)
        return DEFAULT_QUESTION


def _next_due(action: Action, today: dt.date) -> dt.date | None:
    """The first date of the plan that is still to come; where all passed, the last of them."""
    live = [m.timescale for m in action.milestones if m.withdrawn is None]
    scales = [s for s in (*live, action.timescale) if s and s.due and s.state != "complete"]
    dates = sorted(s.due for s in scales if s.due)
    return next((day for day in dates if day >= today), dates[-1] if dates else None)


def _moved(record: ActionRecord) -> str:
    """“Moved 3 times, by 214 days in all”; empty where no date went back."""
    slips = record.slips
    if not slips:
        return "No date was moved"
    days: dict[str | None, int] = {}
    for _, move in slips:
        days[move.milestone] = days.get(move.milestone, 0) + move.days
    words, furthest = _times(len({id(word) for word, _ in slips})), max(days.values())
    return f"Moved {words}, by {furthest} days in all"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _cut(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
