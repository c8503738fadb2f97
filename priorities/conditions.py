"""Choosing actions of a plan by how they stand: what rating.py says, as questions to the database.

Each condition says the same as its namesake there; tests hold the two against each other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.db.models import (
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from plans.access import Access
from plans.models import Plan
from priorities.filters import UNRATED, PlanFilter
from priorities.models import Action, ActionLead, Evidence, Milestone, Update
from priorities.models.parts import State
from priorities.rating import NOT_HEARD_OF_DAYS

IN_FORCE = Q(
    withdrawn_on=None,
    objective__withdrawn_on=None,
    objective__priority__withdrawn_on=None,
)
"""Withdrawn at no level."""


def choose(wanted: PlanFilter, plan: Plan, access: Access) -> QuerySet[Action]:
    """What was asked for of the plan's actions, in its order, each with its latest ``word``.

    A place or words find withdrawn items too, as the whole plan shows them; what was withdrawn
    stands nowhere, so any other choice drops it.
    """
    actions: QuerySet[Action] = Action.objects.filter(objective__priority__plan=plan)
    return actions.annotate(word=last_word()).filter(*_conditions(wanted, access))


def _conditions(wanted: PlanFilter, access: Access) -> Iterator[Q]:
    stands = wanted.asks_how_it_stands
    if stands:
        yield IN_FORCE
    if wanted.priority:
        yield Q(objective__priority__key=wanted.priority)
    if wanted.lead:
        yield is_led_under(wanted.lead)
    if wanted.rating:
        yield is_rated(None if wanted.rating == UNRATED else wanted.rating)
    if wanted.is_overdue:
        yield is_overdue(access.today)
    if wanted.lacks_evidence:
        yield ~has_evidence()
    if wanted.is_silent:
        yield is_silent(access.today)
    if wanted.is_own:
        yield Q(pk__in=Action.objects.led_by(access).values("pk"))
    for word in wanted.words.split():
        yield speaks_of(word, with_withdrawn=not stands)


def last_word(action: str = "") -> FilteredRelation:
    """The update that makes an action's rating; ``action`` is the way to the action, if any."""
    latest = (
        Update.objects.counted()
        .filter(action=OuterRef(f"{action}pk"))
        .order_by("-accepted_at", "-pk")
        .values("pk")[:1]
    )
    return FilteredRelation(
        f"{action}updates", condition=Q(**{f"{action}updates__pk": Subquery(latest)})
    )


def printed_name(lead: str = "") -> Coalesce:
    """A lead's name, or that of what it was merged into; ``lead`` is the way to the lead."""
    return Coalesce(f"{lead}successor__name", f"{lead}name")


# Said without "not": to exclude by a row of another table, Django would fetch that table again.
UNHEARD = Q(word__pk=None)
INCOMPLETE = UNHEARD | Q(word__rating__is_complete=False)


def is_overdue(today: dt.date) -> Q:
    """A date has passed with its work open, and nobody has rated the action complete."""
    missed = ~Q(state=State.COMPLETE) & Q(due_on__lt=today)
    steps = Milestone.objects.in_force().filter(missed, action=OuterRef("pk"))
    return (missed | Q(Exists(steps))) & INCOMPLETE


def is_silent(today: dt.date) -> Q:
    """Not complete, and no accepted word for 90 days (or ever)."""
    since = timezone.make_aware(
        dt.datetime.combine(today - dt.timedelta(days=NOT_HEARD_OF_DAYS), dt.time.min)
    )
    return UNHEARD | (Q(word__submitted_at__lt=since) & INCOMPLETE)


def has_evidence() -> Q:
    """Some evidence is on record for it."""
    return Q(Exists(Evidence.objects.on_record().filter(action=OuterRef("pk"))))


def is_rated(code: str | None) -> Q:
    """With the value of this code; None for those not yet rated."""
    return Q(word__rating__code=code) if code else UNHEARD


def is_led_under(name: str) -> Q:
    """One of its leads is printed by this name."""
    named = ActionLead.objects.in_force().alias(printed=printed_name("lead__"))
    return Q(Exists(named.filter(action=OuterRef("pk"), printed=name)))


def speaks_of(word: str, *, with_withdrawn: bool) -> Q:
    """The word stands in the action, or above it, or in what is on record of it, in any case.

    ``with_withdrawn``: in milestones that were withdrawn too.
    """
    milestones = Milestone.objects.all() if with_withdrawn else Milestone.objects.in_force()
    printed = Coalesce(
        NullIf("statement", Value("")),
        NullIf("file_name", Value("")),
        "link",
        output_field=TextField(),
    )
    evidence = Evidence.objects.on_record().alias(printed=printed)
    leads = ActionLead.objects.in_force().alias(printed=printed_name("lead__"))
    below = (
        milestones.filter(_any_has(word, "text")),
        evidence.filter(_any_has(word, "printed")),
        leads.filter(_any_has(word, "printed")),
    )
    said = Q(*(Exists(rows.filter(action=OuterRef("pk"))) for rows in below), _connector=Q.OR)
    return said | _any_has(
        word,
        *("number", "text", "objective__title", "objective__priority__title"),
        *("word__progress", "word__issue", "word__impact"),
    )


def _any_has(word: str, *columns: str) -> Q:
    # A PostgreSQL without a locale, and SQLite's icontains, know plain English capitals only.
    either_case = (c if c.isascii() else f"(?:{c.lower()}|{c.upper()})" for c in re.escape(word))
    pattern = "".join(either_case)
    return Q(*((f"{column}__iregex", pattern) for column in columns), _connector=Q.OR)
