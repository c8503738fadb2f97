"""Somebody leaves at once: which roles end, who takes over what she owes, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from boardplan.accounts.models import User
from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import FreeTextField
from plans.access import Access, Permission
from plans.bodies import Work, work_of
from plans.forms.hand_over import TakerField
from plans.models import Group, Lead, Membership
from plans.services.ending import Debt, debts_of
from plans.services.handing_over import people_to_choose
from plans.services.memberships import roles_left

ALL, ONE = "all", "one"


class TakersForm(OnceForm):
    """Who takes over each post and chair that somebody leaves behind."""

    debts: list[Debt]

    def _ask_who_takes_over(self, access: Access, leaving: User) -> None:
        people = people_to_choose(access.board, access.today).exclude(pk=leaving.pk)
        people = people.filter(begins__lte=access.today)  # what is left goes over today
        work: dict[type[Group | Lead], Mapping[int, Work]] = {
            model: work_of(model, access) for model in {type(debt.body) for debt in self.debts}
        }
        for debt in self.debts:
            todo = work[type(debt.body)].get(debt.body.pk, Work())
            field = self.fields[debt.key] = self._taker_field(debt, todo)
            field.offer(people, today=access.today)

    def clean(self) -> dict[str, Any]:
        """Nothing is left without anybody because a question was passed over."""
        cleaned = super().clean()
        for debt in self.debts:
            if self._goes(debt, cleaned) and not self[debt.key].data:
                self.add_error(debt.key, "Choose who takes over, or “Nobody for now”.")
        return cleaned

    def takers(self) -> dict[str, User | None]:
        """Who takes over which debt, None for nobody."""
        return {debt.key: self.cleaned_data.get(debt.key) for debt in self.debts}

    def _goes(self, debt: Debt, cleaned: dict[str, Any]) -> bool:
        return True

    def _taker_field(self, debt: Debt, todo: Work) -> TakerField:
        notes = [f"Actions to report on: {todo.actions}, with an update under way: {todo.drafts}."]
        if "scope" in self.fields and not debt.goes_with_role:
            notes.append("It stays as it is where only this role ends.")
        what = "chairs" if isinstance(debt.body, Group) else "answers for"
        return TakerField(
            label=f"Who {what} “{debt.body}” from now on?",
            help_text=" ".join(notes),
            required=False,
        )


class WithdrawalForm(TakersForm):
    """An invitation is taken back: who takes over what the invited person was given."""

    mark_optional = False

    def __init__(self, *args: Any, access: Access, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_left(access.board, user, access.today)
        self.debts = debts_of(roles[0]) if roles else []
        self._ask_who_takes_over(access, user)


class EndingForm(TakersForm):
    """Which roles end, who takes over each post and chair, and why.

    Whoever does not manage people ends the one role, with what goes with it.
    """

    readers: ClassVar[Mapping[str, str]] = {"reason": "whoever manages people at this board."}
    mark_optional = False

    scope = forms.ChoiceField(label="What ends?", widget=forms.RadioSelect, initial=ONE)
    reason = FreeTextField(label="Why?", rows=3, max_length=1_000)

    def __init__(self, *args: Any, access: Access, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_left(access.board, membership.user, access.today)
        self.debts = debts_of(membership)
        may_end_others = access.allows(Permission.MANAGE_PEOPLE)
        if not may_end_others:
            self.debts = [debt for debt in self.debts if debt.goes_with_role]
        if len(roles) > 1 and may_end_others:
            self._ask_what_ends(membership, len(roles))
        else:
            del self.fields["scope"]
        self._ask_who_takes_over(access, membership.user)
        self.order_fields(["scope", *(debt.key for debt in self.debts), "reason"])

    @property
    def ends_all(self) -> bool:
        """Whether all the person's roles at the board end."""
        return bool(self.cleaned_data.get("scope", ONE) == ALL)

    def words(self) -> dict[str, Any]:
        """What ``role_end`` is told: why, whether all roles end, and who takes over which debt."""
        return {
            "reason": self.cleaned_data["reason"],
            "with_others": self.ends_all,
            "takers": self.takers(),
        }

    def _goes(self, debt: Debt, cleaned: dict[str, Any]) -> bool:
        return debt.goes_with_role or cleaned.get("scope", ONE) == ALL

    def _ask_what_ends(self, membership: Membership, count: int) -> None:
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (ONE, f"Only this one: {role_words(membership)}"),
            (ALL, f"All {count} roles at this board"),
        ]


def role_words(membership: Membership) -> str:
    """A role as it is told: "Sub-group chair, Learning sub-group"."""
    role = membership.get_role_display()
    return f"{role}, {membership.group}" if membership.group else role
