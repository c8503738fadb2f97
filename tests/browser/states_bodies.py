"""Groups, agencies and leads of Medway in the states that pages are looked at in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plans.access import Access
from plans.models import Group, GroupKind, Lead, LeadKind, Membership
from plans.roles import Role
from plans.services.bodies import body_add
from plans.services.closing import group_close
from plans.services.merging import body_merge
from plans.services.removing import body_remove
from plans.services.renaming import body_rename


def post(access: Access) -> Any:
    """A post, which somebody holds."""
    return Lead.objects.visible_to(access).filter(kind=LeadKind.POST).first()


def chairs_role(access: Access) -> Any:
    """The role of somebody who chairs a group."""
    return Membership.objects.visible_to(access).filter(role=Role.SUBGROUP_CHAIR).first()


def chaired(access: Access) -> Any:
    """A group that somebody chairs."""
    return chairs_role(access).group


def ended(access: Access) -> Group:
    """A group that leads nothing and has no chair."""
    group = Group(board=access.board, name="Handbook group", kind=GroupKind.TASK_AND_FINISH)
    return body_add(body=group, by=access.user)


def closed(access: Access) -> Group:
    """Such a group, which was closed today."""
    group = ended(access)
    words: Any = {"closes_on": access.today, "revision": group.revision, "by": access.user}
    return group_close(group=group, reason="The handbook is printed", **words)


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


def mistaken(model: Any) -> Callable[[Access], Any]:
    """One that was added by mistake, which nothing names."""
    return lambda access: body_add(
        body=model(board=access.board, name="Typed twice"), by=access.user
    )


def removed(model: Any) -> Callable[[Access], Any]:
    """Such a one, which was removed from the lists."""

    def find(access: Access) -> Any:
        body = mistaken(model)(access)
        words: Any = {"revision": body.revision, "by": access.user, "today": access.today}
        return body_remove(body=body, **words)

    return find
