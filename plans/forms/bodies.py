"""Forms of groups, agencies and leads: added, renamed, merged and apart again, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import UKDateField
from plans.access import Access
from plans.bodies import twins
from plans.models import Agency, Group, GroupKind, Lead, LeadKind
from plans.services.bodies import AnyBody

NAME_READERS = "everyone at the board, and whoever reads what the board prints."
WHY_READERS = "whoever manages people at this board."
IS_LEAD = "Actions of the plan can name it as their lead"


def name_field(**options: Any) -> forms.CharField:
    """A name of a body, as long as its column takes."""
    return forms.CharField(
        max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options
    )


class NamedForm(OnceForm):
    """What every form with a name of a body does: single spaces, and who reads it."""

    readers: ClassVar[Mapping[str, str]] = {"name": NAME_READERS, "why": WHY_READERS}

    def clean_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["name"].split())


class AddForm(NamedForm):
    """A new body of the board."""

    name = name_field(label="Name", help_text="As the plan prints it.")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access = access

    @property
    def leads(self) -> bool:
        """Whether plans are to name it as a lead."""
        return bool(self.cleaned_data.get("is_lead"))

    def body(self) -> AnyBody:
        """The new body; not stored yet."""
        raise NotImplementedError


class AddAgencyForm(AddForm):
    """A new agency."""

    short_name = forms.CharField(max_length=60, required=False)
    is_lead = forms.BooleanField(label=IS_LEAD, required=False)

    def body(self) -> Agency:
        words = {name: self.cleaned_data[name] for name in ("name", "short_name")}
        return Agency(board=self.access.board, **words)


class AddGroupForm(AddForm):
    """A new group."""

    short_name = forms.CharField(max_length=60, required=False)
    kind = forms.ChoiceField(
        choices=GroupKind, initial=GroupKind.SUB_GROUP, widget=forms.RadioSelect
    )
    is_lead = forms.BooleanField(label=IS_LEAD, required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Group.objects.visible_to(self.access).standing().filter(kind=GroupKind.BOARD)
        if boards.exists():  # there is one, and no more
            kinds = [each for each in GroupKind.choices if each[0] != GroupKind.BOARD]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def body(self) -> Group:
        words = {name: self.cleaned_data[name] for name in ("name", "short_name", "kind")}
        return Group(board=self.access.board, **words)


class AddLeadForm(AddForm):
    """A new lead: a post, or another name that plans give a group, an agency, the board."""

    kind = forms.ChoiceField(
        label="What is it?", choices=LeadKind, initial=LeadKind.POST, widget=forms.RadioSelect
    )
    group = forms.ModelChoiceField(
        queryset=Group.objects.none(),
        required=False,
        empty_label="None",
        help_text="Which group it is, where it is one.",
    )
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        required=False,
        empty_label="None",
        help_text="Which agency it is, or which one the post belongs to.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in {"group": Group, "agency": Agency}.items():
            rows = model.objects.visible_to(self.access).choosable()
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == LeadKind.GROUP and "group" not in self.errors and not cleaned.get("group"):
            self.add_error("group", "Choose the group that it is.")
        elif kind != LeadKind.GROUP and cleaned.get("group"):
            self.add_error("group", "Choose “None”, or choose “Group” above.")
        if kind == LeadKind.AGENCY and "agency" not in self.errors and not cleaned.get("agency"):
            self.add_error("agency", "Choose the agency that it is.")
        return cleaned

    def body(self) -> Lead:
        words = {name: self.cleaned_data[name] for name in ("name", "kind", "group", "agency")}
        return Lead(board=self.access.board, **words)


class WhyForm(OnceForm):
    """A change that may say why."""

    readers: ClassVar[Mapping[str, str]] = {"why": WHY_READERS}

    why = forms.CharField(label="Why?", required=False, max_length=1_000)


class RenameForm(NamedForm, WhyForm):
    """A new name for a body."""

    field_order = ("name", "why")

    name = name_field(label="New name")

    def __init__(self, *args: Any, body: AnyBody, **kwargs: Any) -> None:
        super().__init__(*args, revision=body.revision, initial={"name": body.name}, **kwargs)
        self.body = body

    def clean_name(self) -> str:
        """The name with single spaces; refused where it is the one borne now."""
        name = super().clean_name()
        if name == self.body.name:
            raise forms.ValidationError("This is its name already. Type the new one.")
        return name


class CloseForm(WhyForm):
    """From which day on a group is closed, and why."""

    field_order = ("closes_on", "why")

    closes_on = UKDateField(label="From which day is it closed?")
    why = forms.CharField(label="Why?", max_length=1_000)

    def __init__(self, *args: Any, group: Group, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, revision=group.revision, initial={"closes_on": today}, **kwargs)


class MergeForm(WhyForm):
    """Into which other body of the board one is merged."""

    field_order = ("into", "why")

    into = forms.ModelChoiceField(queryset=None, empty_label="Choose one")  # type: ignore[var-annotated]

    def __init__(self, *args: Any, body: AnyBody, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, revision=body.revision, **kwargs)
        others: Any = type(body).objects.visible_to(access).choosable().exclude(pk=body.pk)
        if isinstance(body, Lead):
            is_post = body.kind == LeadKind.POST
            others = others.filter(kind=LeadKind.POST) if is_post else others & twins(body)
        into, question = self.fields["into"], f"Which {body._meta.verbose_name} stands for it"
        into.queryset = others  # type: ignore[attr-defined]
        into.label = f"{question} from now on?"
        into.error_messages["required"] = f"Choose an answer for “{into.label}”."
