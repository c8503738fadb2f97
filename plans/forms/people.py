"""Forms by which people are invited, given roles, and come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from boardplan.accounts.forms import STRONG_ENOUGH
from boardplan.accounts.models import User
from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import BoardplanForm, HintedLabel, UKDateField
from plans.access import Access
from plans.forms.days import FirstDayField
from plans.forms.hand_over import choice_words
from plans.models import Agency, Group, GroupKind, Lead, LeadKind, Membership
from plans.roles import REPORTING_ROLES, Role
from plans.services.invitations import Place
from plans.services.memberships import GIVE

ROLE_HINTS: Mapping[Role, str] = {
    Role.MANAGER: "Keeps the plan, accepts updates, lets people in.",
    Role.CHAIR: "Reads everything, signs off, may appoint a deputy manager.",
    Role.MEMBER: "Reads the plan, the members’ pack and the confidential log.",
    Role.SUBGROUP_CHAIR: "Reports on the actions of the groups chosen below.",
    Role.LEAD: "Reports on the actions of the posts chosen below.",
    Role.OBSERVER: "Reads the plan, nothing more.",
}
"""The roles given on a page of people; a deputy is appointed, from one date to another."""

NAME_READERS = "everyone at the board, and whoever reads what the board prints."
CLOSED = "The account with this address is closed. Ask whoever looks after the accounts."
NOT_INVITED = "Nobody can be invited by this address. Ask whoever looks after the accounts."
"""For somebody who never was at the board: whether she has an account is not the board's."""
WRONG_WAY_ROUND = "The last day is before the first. Check both."
PASSED = "This day has passed. Give today or a later day."


def role_choices(access: Access) -> list[tuple[str, HintedLabel]]:
    """The roles that the reader may give, each with what it is for."""
    return [
        (role.value, HintedLabel(role.label, hint))
        for role, hint in ROLE_HINTS.items()
        if role not in GIVE or Role.MANAGER in access.roles
    ]


def chairable(access: Access) -> Any:
    """The groups that a sub-group chair may chair; the board's has the independent chair."""
    return Group.objects.visible_to(access).choosable().exclude(kind=GroupKind.BOARD)


class PlaceForm(OnceForm):
    """What every form that gives roles asks: of the board's own groups and agencies, from when."""

    mark_optional = False  # groups and posts must go with their roles

    agency: forms.ModelChoiceField[Agency] = forms.ModelChoiceField(
        label="Agency they come from, if any", queryset=None, required=False, empty_label="None"
    )
    starts_on = FirstDayField(label="First day")
    leads: forms.ModelMultipleChoiceField[Lead] = forms.ModelMultipleChoiceField(
        label="Which posts or agencies of the plan do they answer for?",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access = access
        self._offer("agency", Agency.objects.visible_to(access).choosable())
        leads = Lead.objects.visible_to(access).choosable()
        self._offer("leads", leads.filter(kind__in=(LeadKind.POST, LeadKind.AGENCY)))
        self.fields["starts_on"].initial = access.today

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _check_leads(self, roles: set[str]) -> None:
        """Refuse a lead that answers for nothing, and posts for whoever cannot report."""
        leads = self.cleaned_data.get("leads")
        if Role.LEAD in roles and not leads and "leads" not in self.errors:
            self.add_error("leads", "Choose at least one post or agency for the lead.")
        if roles and not roles & REPORTING_ROLES and leads:
            self.add_error("leads", "Choose “Lead” above as well: an observer cannot report.")


class InvitationForm(PlaceForm):
    """Whom to invite, and as what."""

    field_order = ("email", "name", "roles", "groups", "leads", "agency", "starts_on")
    readers: ClassVar[Mapping[str, str]] = {"name": NAME_READERS}

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label="Name or post",
        max_length=150,
        help_text=(
            "As the plan prints it, for example “Designated Nurse”. Somebody who has an account "
            "keeps the name it has."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(label="Roles", widget=forms.CheckboxSelectMultiple)
    groups: forms.ModelMultipleChoiceField[Group] = forms.ModelMultipleChoiceField(
        label="Which groups do they chair?",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, access=access, **kwargs)
        self.known: User | None = None
        """Whoever has the address and is at this board already."""
        self.fields["roles"].choices = role_choices(access)  # type: ignore[attr-defined]
        self._offer("groups", chairable(access))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        user = User.objects.filter(email=email).first()
        here = Membership.objects.visible_to(self.access).filter(user=user)
        if user and not user.is_active:
            raise ValidationError(CLOSED if here.exists() else NOT_INVITED)
        if user and here.not_over(self.access.today).exists():
            self.known = user
            raise ValidationError(f"{user} is at this board already. Give another role instead.")
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        roles = set(cleaned.get("roles", ()))
        if Role.SUBGROUP_CHAIR in roles and not cleaned.get("groups"):
            self.add_error("groups", "Choose at least one group for the sub-group chair.")
        if roles and Role.SUBGROUP_CHAIR not in roles and cleaned.get("groups"):
            self.add_error("groups", "Tick “Sub-group chair” above as well, or choose no group.")
        self._check_leads(roles)
        return cleaned

    def place(self) -> Place:
        """The roles, one per group for a sub-group chair, and what goes with them."""
        chosen = [Role(role) for role in self.cleaned_data["roles"]]
        chaired = [(Role.SUBGROUP_CHAIR, group) for group in self.cleaned_data["groups"]]
        others = [(role, None) for role in chosen if role != Role.SUBGROUP_CHAIR]
        return Place(
            roles=(*others, *chaired),
            starts_on=self.cleaned_data["starts_on"],
            agency=self.cleaned_data["agency"],
            leads=tuple(self.cleaned_data["leads"]),
        )


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of people, by name and address, and whether they have come in yet."""

    def label_from_instance(self, obj: Any) -> str:
        return choice_words(obj)


class DeputyForm(OnceForm):
    """Who stands in for the manager, from when to when; never whoever appoints."""

    person = PersonField(label="Who stands in?", queryset=None, empty_label="Choose somebody")
    starts_on = FirstDayField(label="First day")
    ends_on = UKDateField(label="Last day")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access = access
        here = Membership.objects.visible_to(access).on(access.today)
        managers = here.filter(role=Role.MANAGER)
        people = User.objects.filter(is_active=True, pk__in=here.values("user"))
        people = people.exclude(pk=access.user.pk)
        offered = people.exclude(pk__in=managers.values("user"))
        self.fields["person"].queryset = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        check_dates(self, first_from=self.access.today, today=self.access.today)
        return cleaned

    def days(self) -> dict[str, Any]:
        """The first day and the last."""
        return {name: self.cleaned_data[name] for name in ("starts_on", "ends_on")}


def check_dates(form: OnceForm, *, first_from: dt.date | None, today: dt.date) -> None:
    """Refuse dates that are the wrong way round, a last day that has passed, and a first day
    before ``first_from``.
    """
    starts_on, ends_on = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    if starts_on and first_from and starts_on < first_from:
        form.add_error("starts_on", PASSED)
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", WRONG_WAY_ROUND)
    elif ends_on and ends_on < today:
        form.add_error("ends_on", PASSED)


class PersonNameForm(OnceForm):
    """How somebody of the board is called; it carries the name that it was drawn with."""

    readers: ClassVar[Mapping[str, str]] = {"name": NAME_READERS}

    name = forms.CharField(
        label="Name or post", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=150, strip=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        words = {"name": user.name, "was": user.name}
        super().__init__(*args, initial=words, **kwargs)

    def clean_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["name"].split())

    def show_saved(self, name: str) -> None:
        """Say that the name was changed since, to which; sent again, the form replaces that."""
        self.add_error("name", f"Somebody else changed it to “{name}”. Read that, then decide.")
        self.redraw_at(self.cleaned_data["revision"])
        self.data["was"] = name  # type: ignore[index]


class ComingInForm(BoardplanForm):
    """What a newcomer says when she opens her link: how she is called, perhaps a password."""

    readers: ClassVar[Mapping[str, str]] = {"name": NAME_READERS}

    name = forms.CharField(
        label="Your name or post",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Password",
        required=False,
        max_length=200,
        strip=False,
        help_text=f"{STRONG_ENOUGH} Leave it empty to sign in by a code sent by e-mail.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].initial = user.name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            # Under the name that she gives now, which may be another one than she was invited by.
            called = User(email=self.user.email, name=self.cleaned_data.get("name", ""))
            validate_password(password, self.user)
            validate_password(password, called)
        return password
