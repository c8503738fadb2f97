"""Update forms that came back: whose they are, what they say, and the drafts they become."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from boardplan.audit.models import FormReceipt, stored_once
from boardplan.ui.uk_dates import date_words, time_words
from plans.access import Access
from priorities.models import Update, UpdateRound, UpdateSource
from priorities.services.updates import update_draft
from priorities.word_form_answers import Answer, answers_of
from priorities.word_forms import Mark, mark_of
from priorities.wordform.form import ReturnedForm

CHANGED_REFERENCE = (
    "The line “Form” of this form was changed, or the form was made by another installation. "
    "Nothing is taken from it: send out a new form, or write the update down on behalf."
)
ANOTHER_BOARD = "This form was made for another board."
NOBODY = "Whom this form was made for is not known here any more."
ANOTHER_PERSON = "This form was made for {}, not for {}."
OLDER_ROUND = (
    "This form was made on {}, before the round for “{}” was opened on {}. What it says may be out "
    "of date: send out a new form."
)
NOTHING = "Nothing in this form becomes a draft any more."


class FormRefused(Exception):
    """Nothing is taken from this form; the message says why and what to do."""


@dataclass(frozen=True)
class Reading:
    """What a returned form says, as the record stands now."""

    mark: Mark
    person: User
    answers: tuple[Answer, ...]
    left_empty: int
    outside: tuple[str, ...]
    receipt: FormReceipt | None = None
    """Where the form was taken in before."""

    @property
    def drafts(self) -> list[Answer]:
        """The answers that become drafts."""
        return [answer for answer in self.answers if answer.report and self.receipt is None]

    @property
    def made(self) -> str:
        return time_words(self.mark.made_at)

    @property
    def taken(self) -> str:
        """When it was taken in before, in words; empty where it was not."""
        return time_words(self.receipt.stored_at) if self.receipt else ""


def form_reading(access: Access, form: ReturnedForm, *, person: User | None = None) -> Reading:
    """What the form says. Raises FormRefused where nothing may be taken from it.

    ``person`` is who it came from, if the manager said so.
    """
    mark = mark_of(form.reference)
    if mark is None:
        raise FormRefused(CHANGED_REFERENCE)
    if mark.board != access.board.pk:
        raise FormRefused(ANOTHER_BOARD)
    user = User.objects.filter(pk=mark.user).first()
    if user is None:
        raise FormRefused(NOBODY)
    if person and person != user:
        raise FormRefused(ANOTHER_PERSON.format(user, person))
    _refuse_older_round(access, mark)
    filled_in = [each for each in form.actions if each.is_filled_in]
    return Reading(
        mark=mark,
        person=user,
        answers=tuple(answers_of(access, mark, user, filled_in)),
        left_empty=len(form.actions) - len(filled_in),
        outside=form.outside,
        receipt=FormReceipt.objects.filter(key=mark.key).first(),
    )


@transaction.atomic
def form_take(*, access: Access, form: ReturnedForm, location: str) -> list[Update]:
    """Make drafts of what a form says, on behalf of whom it was made for; once.

    Raises FormRefused as ``form_reading`` does, AlreadyStored where the form was taken in before,
    StaleRevision or WrongStep where somebody wrote on one of its actions this very moment.
    """
    reading = form_reading(access, form)
    if not any(answer.report for answer in reading.answers):
        raise FormRefused(NOTHING)
    key = reading.mark.key
    with stored_once(key, by=access.user, location=location, digest="word form"):
        made = [
            update_draft(
                action=answer.action,
                report=replace(
                    answer.report,
                    source=UpdateSource.WORD_FORM,
                    told_by=str(reading.person)[:200],
                ),
                revision=answer.action.updates_revision,
                by=access.user,
            )
            for answer in reading.answers
            if answer.action and answer.report
        ]
    record_event(
        EventKind.IMPORTED,
        user=access.user,
        board=access.board.slug,
        form="updates in Word",
        whose=reading.person.pk,
        drafts=[update.pk for update in made],
    )
    return made


def _refuse_older_round(access: Access, mark: Mark) -> None:
    """A form of a round that still asks is taken; else none from before a round that asks now."""
    asking = list(UpdateRound.objects.visible_to(access).open().select_related("meeting"))
    if any(each.pk == mark.round for each in asking):
        return
    for each in asking:
        if each.opened_at > mark.made_at:
            opened = date_words(each.opened_at)
            raise FormRefused(OLDER_ROUND.format(date_words(mark.made_at), each.meeting, opened))
