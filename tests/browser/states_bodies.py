"""Groups, agencies and leads of Medway in the states that pages are looked at in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plans.access import Access
from plans.models import Lead, LeadKind, Membership
from plans.roles import Role
from plans.services.merging import body_merge
from plans.services.renaming import body_rename


def post(access: Access) -> Any:
    """A post, which somebody holds."""
    return Lead.objects.visible_to(access).filter(kind=LeadKind.POST).first()


def chairs_role(access: Access) -> Any:
    """The role of somebody who chairs a group."""
    return Membership.objects.visible_to(access).filter(role=Role.SUBGROUP_CHAIR).first()


def merged(model: Any) -> Callable[[Access], Any]:
    """One that was renamed and then merged into another one of its kind."""

    def find(access: Access) -> Any:
        rows = model.objects.visible_to(access)
        body, into = (rows.filter(kind=LeadKind.POST) if model is Lead else rows)[:2]
        body_rename(body=body, name="The old one", revision=body.revision, by=access.user)
        body.refresh_from_db()
        return body_merge(
            body=body, into=into, revision=body.revision, by=access.user, today=access.today
        )

    return find
