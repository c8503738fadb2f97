"""What a returned update form says of each action, set beside the record as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import NotADateError, read_date
from plans.access import Access, link_access_of
from plans.models import Rating
from priorities.models import Action, Update
from priorities.report import NewEvidence, Report
from priorities.word_forms import Mark
from priorities.wordform.form import BOXES, ReturnedAction

UNKNOWN = (
    "Its line “Reference” was changed, or is of another form, so it cannot be told which action "
    "this is."
)
TWICE = "This action stands in the form twice; the first is taken."
WITHDRAWN = "This action was withdrawn, so nobody reports on it any more."
NOT_HERS = "{} does not lead this action today."
UNDER_WAY = "An update on it is under way already ({}), and was left as it is."
CHANGED = "What the form told of it was changed, and reads now: “{}”"
NOT_UNDERSTOOD = "Not understood: “{}”"
TWO_RATINGS = "More than one rating is marked: {}. Choose in the draft."
NO_RATING = "No rating is marked. Choose one in the draft."
UNREADABLE_DATE = "The new date “{}” cannot be read. {}"
WITHOUT_NAME = "An action that cannot be told"


@dataclass(frozen=True)
class Answer:
    """What a form says of one action. ``report`` is what a draft will hold, None for no draft.

    ``told`` are the answers as they were written, each with its question; ``findings`` say what
    was not understood, in the form's own words, and why there is no draft.
    """

    called: str
    action: Action | None
    told: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    report: Report | None = None


def answers_of(
    access: Access, mark: Mark, person: User, returned: Iterable[ReturnedAction]
) -> Iterator[Answer]:
    """An answer for each action that was filled in, in the form's order."""
    said = list(returned)
    record = _Record(access, mark, person, {each.code for each in said})
    seen: set[str] = set()
    for each in said:
        action = record.actions.get(each.code)
        obstacle = TWICE if action and each.code in seen else record.obstacle(action)
        seen.add(each.code)
        report, findings = _understood(each, record.ratings)
        is_taken = not obstacle and report != Report()
        yield Answer(
            called=str(action) if action else each.called or WITHOUT_NAME,
            action=action,
            told=tuple(_told(each)),
            findings=tuple(filter(None, (obstacle, *findings))),
            report=report if is_taken else None,
        )


class _Record:
    """What the answers of one form speak of, read all at once."""

    def __init__(self, access: Access, mark: Mark, person: User, codes: set[str]) -> None:
        every = Action.objects.visible_to(access)
        numbers = {mark.code_of(pk): pk for pk in every.values_list("pk", flat=True)}
        wanted = {code: pk for code, pk in numbers.items() if code in codes}
        rows = every.with_updates_revision().select_related("objective__priority__plan__board")
        found = rows.in_bulk(wanted.values())
        self.actions: dict[str, Action] = {code: found[pk] for code, pk in wanted.items()}
        hers = link_access_of(person, access.board.slug)
        own = Action.objects.updatable_by(hers) if hers else Action.objects.none()
        self.own = set(own.values_list("pk", flat=True))
        under_way = Update.objects.visible_to(access).under_way().filter(action__in=found)
        self.under_way: dict[int, Update] = {update.action_id: update for update in under_way}
        self.ratings: dict[str, Rating] = {
            rating.sentence: rating for rating in Rating.objects.visible_to(access)
        }
        self.person = person

    def obstacle(self, action: Action | None) -> str:
        """Why nothing is drafted on the action; empty where a draft may be made."""
        if action is None:
            return UNKNOWN
        if action.is_withdrawn:
            return WITHDRAWN
        if action.pk not in self.own:
            return NOT_HERS.format(self.person)
        if update := self.under_way.get(action.pk):
            return UNDER_WAY.format(update.get_status_display().lower())
        return ""


def _understood(said: ReturnedAction, ratings: dict[str, Rating]) -> tuple[Report, list[str]]:
    """The answers as far as they were understood; and what was not, in their own words."""
    findings = [] if said.is_as_printed else [CHANGED.format(said.printed)]
    findings += [NOT_UNDERSTOOD.format(words) for words in said.odd]
    marked = [ratings[sentence] for sentence in said.marked if sentence in ratings]
    if len(marked) > 1:
        findings.append(TWO_RATINGS.format("; ".join(rating.sentence for rating in marked)))
    elif not marked:
        findings.append(NO_RATING)
    new_due_on = None
    if date := said.boxes.get("new_due_on"):
        try:
            new_due_on = read_date(date)
        except NotADateError as reason:
            findings.append(UNREADABLE_DATE.format(date, reason))
    words = {name: said.boxes.get(name, "") for name in BOXES}
    report = Report(
        rating=marked[0] if len(marked) == 1 else None,
        progress=words["progress"],
        impact=words["impact"],
        issue=words["issue"],
        new_due_on=new_due_on,
        new_due_reason=words["new_due_reason"],
        evidence=NewEvidence(statement=words["evidence"]),
    )
    return report, findings


def _told(said: ReturnedAction) -> Iterator[tuple[str, str]]:
    """Every answer as it was written, with its question."""
    if said.marked:
        yield "How is it going?", "\n".join(said.marked)
    for name, label in BOXES.items():
        if name in said.boxes:
            yield label, said.boxes[name]
