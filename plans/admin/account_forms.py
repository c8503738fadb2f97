"""The forms of accounts: nobody is closed whom the installation or a board cannot do without."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, Membership
from plans.roles import Role
from plans.services.memberships import board_locked, is_last_manager

ONLY_ADMINISTRATOR = (
    "Nobody else looks after this installation. Make somebody else an administrator first."
)
ONLY_MANAGER = (
    "This is the only business manager of: {}. Have somebody else made business manager there "
    "first: a manager or deputy does it on the board's page “People”."
)


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not at run time
    """A person who can sign in by an e-mailed code, and set a password."""

    class Meta:
        model = User
        fields = ("email", "name")

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        person: User = super().save(commit)
        return person


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person's account: not closed while a board, or all of them, would have nobody left."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        closed = [name for name in ("is_active", "is_superuser") if not cleaned.get(name)]
        if closed and self._is_only_administrator():
            for name in set(closed) & set(self.changed_data):
                self.add_error(name, ONLY_ADMINISTRATOR)
        is_closed_now = "is_active" in closed and "is_active" in self.changed_data
        if is_closed_now and (boards := self._left_alone()):
            names = ", ".join(board.name for board in boards)
            self.add_error("is_active", ONLY_MANAGER.format(names))
        return cleaned

    def _is_only_administrator(self) -> bool:
        """Asked with all of them locked, so that no two take each other's right away at once."""
        all_of_them = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
        return [person.pk for person in all_of_them] == [self.instance.pk]

    def _left_alone(self) -> list[Board]:
        """The boards that would have no business manager."""
        today = timezone.localdate()
        managing = Membership.objects.filter(user=self.instance, role=Role.MANAGER).on(today)
        roles = managing.select_related("board").order_by("board")
        return [
            role.board
            for role in roles
            if board_locked(role.board) and is_last_manager(role, today)
        ]
