"""The form by which somebody of the board is given another role."""

from __future__ import annotations

from typing import Any

from django import forms

from boardplan.accounts.models import User
from boardplan.ui.forms import UKDateField
from plans.access import Access
from plans.forms.people import PlaceForm, chairable, check_dates, role_choices
from plans.models import Group
from plans.roles import Role
from plans.services.succeeding import chairs_before, posts_left_by

TAKES, JOINS = "takes", "joins"
FOLLOWING = (
    (
        TAKES,
        (
            "The new chair takes over: the role of whoever chairs until then ends the day before, "
            "and posts that nobody else would answer for go along"
        ),
    ),
    (JOINS, "Nobody: they chair together"),
)


class RoleForm(PlaceForm):
    """Another role for somebody who is known at the board; who chairs already, is asked about."""

    field_order = ("role", "group", "leads", "agency", "starts_on", "ends_on", "follows")

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)
    group: forms.ModelChoiceField[Group] = forms.ModelChoiceField(
        label="Group",
        queryset=None,
        required=False,
        empty_label="None",
        help_text="For a sub-group chair: the group to be chaired.",
    )
    ends_on = UKDateField(
        label="Last day", required=False, help_text="Leave it empty if none is known."
    )

    follows = forms.ChoiceField(
        label="Who takes over?", required=False, widget=forms.RadioSelect, choices=FOLLOWING
    )

    def __init__(self, *args: Any, access: Access, user: User, **kwargs: Any) -> None:
        super().__init__(*args, access=access, **kwargs)
        self.user = user
        self.fields["role"].choices = role_choices(access)  # type: ignore[attr-defined]
        self._offer("group", chairable(access))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_group = cleaned.get("group") or "group" in self.errors
        if cleaned.get("role") == Role.SUBGROUP_CHAIR and not has_group:
            self.add_error("group", "Choose the group that is chaired.")
        self._check_leads({cleaned["role"]} if cleaned.get("role") else set())
        check_dates(self, first_from=None, today=self.access.today)
        if not cleaned.get("follows"):
            self._ask_who_takes_over(cleaned)
        return cleaned

    @property
    def is_following(self) -> bool:
        """Whether the part of whoever chairs now ends with this."""
        return bool(self.cleaned_data["follows"] == TAKES)

    def _ask_who_takes_over(self, cleaned: dict[str, Any]) -> None:
        """Do not let two chair, and posts lie idle, because nobody thought of the other one."""
        if not cleaned.get("role") or not cleaned.get("starts_on"):
            return
        for row in chairs_before(
            board=self.access.board,
            role=cleaned["role"],
            group=cleaned.get("group"),
            user=self.user,
            starts_on=cleaned["starts_on"],
        ):
            posts = [f"“{debt.body}”" for debt in posts_left_by(row)]
            owed = f" and answers for {', '.join(posts)}" if posts else ""
            what = f"“{row.group}”" if row.group else "the board"
            self.add_error("follows", f"{row.user} chairs {what} then{owed}. Say who takes over.")
