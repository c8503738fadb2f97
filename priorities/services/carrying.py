"""The next plan started from the one before: its open actions carried, completed or withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.several import record_all
from plans.models import Plan, PlanKind, Rating
from priorities.conditions import IN_FORCE, INCOMPLETE, last_word
from priorities.models import Action, Evidence, Update, UpdateRound, UpdateStatus
from priorities.services.beginning import NEVER_SLUGS
from priorities.services.copying import PlanCopy, copy_of
from priorities.services.plan import item_withdraw
from priorities.services.rounds import round_close
from priorities.timescale import Period

COMPLETED = "Completed at the end of the plan."


class Fate(StrEnum):
    """What becomes of an open action when its plan ends."""

    CARRIED = "carried"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one action; a withdrawal says why."""

    fate: Fate = Fate.CARRIED
    reason: str = ""


@transaction.atomic
def plan_follow(
    *,
    plan: Plan,
    title: str,
    slug: str,
    period: Period,
    decisions: Mapping[int, Decision],
    by: User,
    today: dt.date,
) -> Plan:
    """Make the plan that follows ``plan``, in the same layout, and the current one in its place.

    ``decisions`` by the ids of open actions; one without is carried. What is complete or
    withdrawn already stays behind. Raises ValidationError where the plan was followed already,
    is not the one that runs, or has updates that wait to be accepted, and for a decision that
    cannot be carried out, at the field ``decision_<id>``.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    check_followable(plan)
    check_slug(plan, slug)
    actions = list(open_actions(plan))
    by_fate: dict[Fate, list[Action]] = {fate: [] for fate in Fate}
    for action in actions:
        by_fate[decisions.get(action.pk, Decision()).fate].append(action)
    _complete(plan, by_fate[Fate.COMPLETED], by)
    for action in by_fate[Fate.WITHDRAWN]:
        reason = decisions[action.pk].reason
        item_withdraw(item=action, reason=reason, revision=action.revision, by=by, today=today)
    for round_ in UpdateRound.objects.open().filter(plan=plan):
        round_close(round_=round_, by=by, reason="The next plan was started")
    following = _following(plan, title, slug, period, by)
    PlanCopy(plan, following, by).copy(by_fate[Fate.CARRIED])
    return following


def open_actions(plan: Plan) -> list[Action]:
    """The actions in force that nobody has rated complete, to be changed by whoever asks."""
    actions = Action.objects.filter(IN_FORCE, objective__priority__plan=plan)
    found = actions.annotate(word=last_word()).filter(INCOMPLETE).order_by("pk")
    return list(found.select_related("objective__priority__plan"))


def waiting_in(plan: Plan) -> int:
    """How many updates on the plan wait to be accepted: they are decided before it ends."""
    of_plan = Update.objects.filter(action__objective__priority__plan=plan)
    return of_plan.awaiting_acceptance().count()


def check_followable(plan: Plan) -> None:
    """Raise ValidationError, saying why, where no plan can be started from this one now."""
    follower = plan.followed_by.first()
    if follower is not None:
        raise ValidationError(f"“{follower}” was started from this plan already.")
    if not plan.is_current:
        raise ValidationError("This plan does not run any more. Start from the one that does.")
    if waiting := waiting_in(plan):
        words = "1 update waits" if waiting == 1 else f"{waiting} updates wait"
        raise ValidationError(f"{words} to be accepted. Accept or send back first.")


def check_slug(plan: Plan, slug: str) -> None:
    """Raise ValidationError where the board has a plan at this address already."""
    if slug in NEVER_SLUGS or Plan.objects.filter(board=plan.board_id, slug=slug).exists():
        raise ValidationError({"slug": f"“{slug}” is taken. Choose another address."})


def completing_rating(plan: Plan) -> Rating | None:
    """The rating by which an action is completed; None where the board's scheme has none."""
    ratings = Rating.objects.filter(scheme__board=plan.board_id, is_complete=True)
    found: Rating | None = ratings.order_by("order").first()
    return found


def _complete(plan: Plan, actions: list[Action], by: User) -> None:
    """Say of these, in an accepted update, that they are complete."""
    if not actions:
        return
    rating = completing_rating(plan)
    if rating is None:
        raise ValidationError("The board’s ratings have none for what is complete.")
    on_record = Evidence.objects.on_record().filter(action__in=actions)
    shown = set(on_record.values_list("action", flat=True))
    bare = [a for a in actions if rating.needs_evidence and a.pk not in shown]
    if bare:
        raise ValidationError({f"decision_{a.pk}": lacks_evidence(a.called, rating) for a in bare})
    now = timezone.now()
    updates = [
        Update(
            action=action,
            author=by,
            status=UpdateStatus.ACCEPTED,
            rating=rating,
            progress=COMPLETED,
            submitted_at=now,
            accepted_at=now,
            accepted_by=by,
        )
        for action in actions
    ]
    record_all([(update, COMPLETED) for update in updates], by=by)


def lacks_evidence(called: str, rating: Rating) -> str:
    """Why an action cannot be completed yet, and what to do."""
    return (
        f"{called}: {rating.label} needs evidence, and this action has none yet. Add it with an "
        "update first, or carry the action."
    )


def _following(plan: Plan, title: str, slug: str, period: Period, by: User) -> Plan:
    """The new plan, empty, in the place of the old one."""
    new = copy_of(
        plan,
        follows_id=plan.pk,
        slug=slug,
        title=title,
        period_start=period[0],
        period_end=period[1],
        agreed_on=None,
        agreed_by="",
    )
    # One of a kind is the current one, but of work plans.
    plan.is_current = plan.kind == PlanKind.WORK
    plan.record(by=by, reason=f"Followed by {title}")
    new.record(by=by, reason=f"Started from {plan.title}")
    return new
