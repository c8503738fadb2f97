"""Update forms in Word for those who will never click: who gets one, what it asks, its marks."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.crypto import salted_hmac

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words, time_words
from plans.access import Access, LinkAccess
from plans.models import Lead, LeadHolder, Membership, Plan, Rating
from plans.roles import REPORTING_ROLES, Role
from priorities.document import Milestone
from priorities.models import Action, ActionLead, UpdateRound, UpdateStatus
from priorities.owed import OwedUpdate, owed_updates
from priorities.timescale import Timescale
from priorities.wordform.form import FormAction, WordForm

_SALT = "priorities.word_forms"
_CODE_LENGTH = 10
_FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_WORD = "Nothing yet"
NO_DATE = "No date"


@dataclass(frozen=True)
class Mark:
    """What the reference of a form tells, once it is known to be ours. ``round`` 0 is none."""

    board: int
    user: int
    round: int
    made: int
    """Seconds since 1970."""

    @property
    def reference(self) -> str:
        """The reference as it is printed; nobody else can make one."""
        numbers = (self.board, self.user, self.round, self.made)
        words = "-".join(["BP1", *map(_in_figures, numbers)])
        return f"{words}-{_code(words)}"

    @property
    def key(self) -> uuid.UUID:
        """The form's one-time key: what came back in it is taken in once."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"boardplan:word-form:{self.reference}")

    @property
    def made_at(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.made, dt.UTC)

    def code_of(self, action: int) -> str:
        """By what an action is known in this form: in no other is it the same."""
        return _code(f"{self.reference} {action}")


def mark_of(reference: str) -> Mark | None:
    """What a form's reference tells; None where it is not one that was made here."""
    try:
        numbers = [int(part, 36) for part in reference.split("-")[1:-1]]
        mark = Mark(*numbers)
    except (TypeError, ValueError):
        return None
    return mark if mark.reference == reference else None


def form_for(access: LinkAccess) -> tuple[Mark, WordForm]:
    """The form that this person is sent: a table for each action she owes a word on."""
    asked = UpdateRound.objects.visible_to(access).open().select_related("meeting").first()
    now = timezone.now()
    mark = Mark(access.board.pk, access.user.pk, asked.pk if asked else 0, int(now.timestamp()))
    ratings = {rating.code: rating.sentence for rating in Rating.objects.visible_to(access)}
    form = WordForm(
        board=access.board.name,
        person=str(access.user),
        round=str(asked.meeting) if asked else "",
        made=time_words(now),
        reference=mark.reference,
        sentences=tuple(ratings.values()),
        actions=tuple(_action(row, mark, ratings) for row in owed_updates(access) if _asks(row)),
    )
    return mark, form


def _asks(row: OwedUpdate) -> bool:
    return row.update is None or row.update.status != UpdateStatus.SUBMITTED


def _action(row: OwedUpdate, mark: Mark, ratings: dict[str, str]) -> FormAction:
    action = row.action
    return FormAction(
        code=mark.code_of(row.pk),
        number=action.number or "",
        text=action.text,
        due=_due(row),
        last_said=_last_said(row, ratings),
        asks_date=action.timescale is not None or not _open_steps(row),
    )


def _open_steps(row: OwedUpdate) -> list[Milestone]:
    return [
        step
        for step in row.action.milestones
        if step.withdrawn is None and not (step.timescale and step.timescale.state == "complete")
    ]


def _due(row: OwedUpdate) -> str:
    """The action's date; where it has none of its own, its open steps with theirs."""
    scale = row.action.timescale
    if scale is None:
        steps = (_dated(step.text, step.timescale) for step in _open_steps(row))
        return "\n".join(steps) or NO_DATE
    return _dated(scale.text, scale)


def _dated(words: str, scale: Timescale | None) -> str:
    date = date_words(scale.due) if scale and scale.due else ""
    return words if date in words else f"{words} ({date})"


def _last_said(row: OwedUpdate, ratings: dict[str, str]) -> str:
    action = row.action
    if action.last_update_on is None:
        return NO_WORD
    rating = ratings.get(action.rating or "", "")
    words = "\n".join(filter(None, (*action.progress, rating)))
    return f"On {date_words(action.last_update_on)}: {words}"


@dataclass(frozen=True)
class Reporter:
    """Somebody who leads actions of the current plan, and how many."""

    user: User
    actions: int


def reporters(access: Access) -> list[Reporter]:
    """Whoever can report today and leads something of the current plan, by name."""
    people = _people_behind(access)
    led = ActionLead.objects.visible_to(access).filter(
        withdrawn_on__isnull=True,
        action__in=Action.objects.visible_to(access).in_force(),
        action__objective__priority__plan__in=Plan.objects.visible_to(access).current(),
    )
    own: dict[int, set[int]] = {}
    for action, lead, successor in led.values_list("action", "lead", "lead__successor"):
        for user in people.get(successor or lead, ()):
            own.setdefault(user, set()).add(action)
    counts = Counter({user: len(actions) for user, actions in own.items()})
    return [Reporter(user, counts[user.pk]) for user in User.objects.filter(pk__in=counts)]


def _people_behind(access: Access) -> dict[int, set[int]]:
    """The people who can report today, by the lead that they stand behind."""
    able = list(
        Membership.objects.visible_to(access)
        .on(access.today)
        .filter(user__is_active=True, role__in=REPORTING_ROLES)
        .values_list("user", "role", "group")
    )
    users = {user for user, _, _ in able}
    chairs = {(group, user) for user, role, group in able if role == Role.SUBGROUP_CHAIR}
    behind: dict[int, set[int]] = {}
    for lead, user in (
        LeadHolder.objects.visible_to(access).on(access.today).values_list("lead", "user")
    ):
        behind.setdefault(lead, set()).update({user} & users)
    standing = dict(Lead.objects.visible_to(access).standing().values_list("pk", "group"))
    for lead, group in standing.items():
        behind.setdefault(lead, set()).update(user for of, user in chairs if of == group)
    return {lead: people for lead, people in behind.items() if lead in standing}


def _in_figures(number: int) -> str:
    """A number in figures and capital letters, as ``int(…, 36)`` reads it."""
    told = ""
    while number:
        number, rest = divmod(number, 36)
        told = _FIGURES[rest] + told
    return told or "0"


def _code(words: str) -> str:
    """50 bits that nobody without the installation's secret key can tell."""
    digest = salted_hmac(_SALT, words, algorithm="sha256").digest()
    return base64.b32encode(digest)[:_CODE_LENGTH].decode()
