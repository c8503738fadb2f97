"""Groups, agencies and leads under new names; the old ones are never lost."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from boardplan.accounts.models import User
from plans.bodies import body_behind, leads_of
from plans.models import Agency, Group, Lead
from plans.services.bodies import AnyBody, B, check_name, fresh, tell_of, told
from plans.services.memberships import board_locked


@transaction.atomic
def body_rename(*, body: B, name: str, revision: int, by: User, reason: str = "") -> B:
    """Give a body a new name; the old one stays known as an alias.

    The leads that bear the name of a group or an agency are renamed with it. ``revision`` is
    the one the form was drawn with. Raises ValidationError (of ``name``) for one that is
    taken, for what was merged, and for a lead that bears the name of its group or agency;
    StaleRevision.
    """
    board_locked(body.board)
    body = fresh(body)
    if refusal := why_not_renamed(body):
        raise ValidationError({"name": refusal})
    old = str(body)
    if name == old:
        return body
    together: list[Lead] = [
        lead for lead in leads_of(body) if lead.name == old and not lead.is_merged
    ]
    bodies: tuple[AnyBody, ...] = (body, *together)
    for each in bodies:
        check_name(each, name)
        _set_name(each, name)
    reason = told(f"Renamed from “{old}”", reason)
    body.revise(revision=revision, by=by, reason=reason)
    for lead in together:
        lead.record(by=by, reason=reason)
    tell_of(body, by, "renamed")
    return body


def renamed_with(body: AnyBody) -> Agency | Group | None:
    """The group or agency whose name a lead bears: renaming that renames the lead, too."""
    behind = body_behind(body) if isinstance(body, Lead) else None
    return behind if behind is not None and str(behind) == str(body) else None


def why_not_renamed(body: AnyBody) -> str:
    """Why a body is not given another name on its own; empty where it is."""
    if body.is_merged:
        return f"It was merged into “{body.merged_into}”. Undo that before you rename it."
    if behind := renamed_with(body):
        kind = behind._meta.verbose_name
        return f"This is the name of the {kind} that it stands for. Rename the {kind}."
    return ""


def _set_name(body: AnyBody, name: str) -> None:
    """Write the new name, and keep the old one among the aliases, where each stands once."""
    old = str(body)
    others = [alias for alias in body.aliases if alias not in {name, old}]
    body.aliases = others if name.casefold() == old.casefold() else [*others, old]
    body.name = name
