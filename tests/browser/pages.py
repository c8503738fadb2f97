"""Every page of the product, and who reads it. A new address joins by being listed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page

from boardplan.accounts.models import User
from plans.access import Access, access_of
from plans.models import Agency, Approval, Group, Lead, Plan
from priorities.demo import VERSIONS
from priorities.models import Action, Milestone, Objective, Priority, Update
from priorities.services.plan import item_withdraw
from priorities.services.versions import plan_lock
from tests import factories as make
from tests.browser.people import person
from tests.browser.states_bodies import (
    chaired,
    chairs_role,
    closed,
    ended,
    merged,
    mistaken,
    post,
    removed,
)
from tests.browser.states_packs import meeting_with_pack, sent_pack
from tests.browser.states_people import invitation
from tests.browser.states_rounds import chased, meeting, meeting_list
from tests.priorities import imports

EVERYONE = ("manager", "chair", "subgroup", "lead", "member", "observer")
REPORTERS = ("manager", "chair", "subgroup", "lead")
MANAGER = ("manager",)
ANYONE = ("observer",)
"""Where the page is the same whoever has signed in."""
STRANGER = ("stranger",)

Find = Callable[[Access], Any]
"""What an address is about: a row, or None for the board as a whole."""


def board(access: Access) -> Any:
    """Of a page that belongs to the board as a whole."""
    return None


def plan(access: Access) -> Any:
    return Plan.objects.visible_to(access).get()


def own_action(access: Access) -> Any:
    """An action that the person may report on and that waits for nobody's answer."""
    own = Action.objects.updatable_by(access)
    return own.exclude(updates__in=Update.objects.under_way()).first()


def accepted(access: Access) -> Any:
    return Update.objects.visible_to(access).counted().order_by("-accepted_at").first()


def somebody(access: Access) -> Any:
    """Somebody of the board who is not the one looking."""
    return User.objects.filter(memberships__board=access.board).exclude(pk=access.user.pk).first()


def first(model: Any) -> Find:
    """The board's first row of a kind."""
    return lambda access: model.objects.visible_to(access).first()


def lock(access: Access) -> Any:
    """The plan's draft, locked for a meeting."""
    meeting = make.meeting(board=access.board)
    return plan_lock(plan=plan(access), meeting=meeting, by=access.user)


def locked(access: Access) -> Any:
    """The plan, once a draft of it is locked."""
    return lock(access).plan


def withdrawn(model: Any) -> Find:
    """The board's first row of a kind, once it is withdrawn."""

    def withdraw(access: Access) -> Any:
        item = first(model)(access)
        item_withdraw(
            item=item, reason="Merged.", revision=item.revision, by=access.user, today=access.today
        )
        return item

    return withdraw


def unreadable(access: Access) -> Any:
    """A file that is no plan; the page reads it by itself and says so."""
    return imports.waiting(plan(access), access.user, b"{}")


def file_read(access: Access) -> Any:
    """A later version of the plan that waits to be decided."""
    return imports.read(plan(access), access.user)


def file_applied(access: Access) -> Any:
    """A later version of the plan that was applied."""
    return imports.applied(plan(access), access.user)


@dataclass(frozen=True)
class Listed:
    """An address whose page each of the readers is shown."""

    name: str
    readers: tuple[str, ...]
    find: Find | None = None
    query: str = ""
    args: tuple[str, ...] = ()
    of_version: bool = False
    """Whether it is about Medway's one issued version."""

    def address(self, reader: str) -> str:
        """The path of the page, for someone of Medway's people."""
        return reverse(self.name, args=self.args or self._of_board(reader)) + self.query

    def _of_board(self, reader: str) -> list[Any]:
        if self.find is None:
            return []
        access = access_of(person(reader), "medway")
        row = self.find(access) if access else None
        words = {Plan: "slug"}
        about = ["medway"] + ([] if row is None else [getattr(row, words.get(type(row), "pk"))])
        return [*about, VERSIONS["medway"]] if self.of_version else about


PAGES = (
    Listed("reports:accessibility", (*STRANGER, *ANYONE)),
    Listed("reports:meeting-pack", EVERYONE, meeting_with_pack),
    Listed("reports:meeting-pack", MANAGER, meeting_with_pack, query="?edition=public"),
    Listed("reports:paper-add", MANAGER, meeting_with_pack),
    Listed("reports:publication-list", EVERYONE, board),
    Listed("reports:publication-detail", ("manager", "member"), sent_pack),
    Listed("reports:home", EVERYONE, board),
    Listed("reports:exception-list", ("manager", "chair", "member"), board),
    Listed("reports:partner-list", ("manager", "chair", "member"), board),
    Listed("reports:partner-list", ("chair",), board, query="?public=1"),
    Listed("reports:pack", EVERYONE, board),
    Listed("plans:meeting-list", ("manager", "observer"), meeting_list),
    Listed("plans:meeting-add", MANAGER, board),
    Listed("plans:meeting-detail", ("manager", "observer"), meeting),
    Listed("plans:meeting-edit", MANAGER, meeting),
    Listed("plans:meeting-cancel", MANAGER, meeting),
    Listed("priorities:round-add", MANAGER, board, query="?of=none"),
    Listed("priorities:round-add", MANAGER, meeting_list),
    Listed("priorities:round-detail", MANAGER, chased),
    Listed("priorities:round-date", MANAGER, chased),
    Listed("priorities:round-close", MANAGER, chased),
    Listed("plans:person-list", ("manager", "chair"), board),
    Listed("plans:person-detail", MANAGER, somebody),
    Listed("plans:person-rename", MANAGER, somebody),
    Listed("plans:app-removal", MANAGER, somebody),
    Listed("plans:role-add", MANAGER, somebody),
    Listed("plans:invitation-add", MANAGER, board),
    Listed("plans:invitation-link", MANAGER, invitation),
    Listed("plans:invitation-withdraw", MANAGER, invitation),
    Listed("plans:deputy-add", ("manager", "chair"), board),
    Listed("plans:board-settings", MANAGER, board),
    Listed("plans:board-layout", MANAGER, board),
    Listed("plans:group-list", MANAGER, board),
    Listed("plans:group-add", MANAGER, board),
    Listed("plans:group-detail", MANAGER, first(Group)),
    Listed("plans:group-detail", MANAGER, merged(Group), query="?of=merged"),
    Listed("plans:group-rename", MANAGER, first(Group)),
    Listed("plans:group-merge", MANAGER, first(Group)),
    Listed("plans:group-merge-undo", MANAGER, merged(Group)),
    Listed("plans:agency-list", MANAGER, board),
    Listed("plans:agency-add", MANAGER, board),
    Listed("plans:agency-detail", MANAGER, first(Agency)),
    Listed("plans:agency-detail", MANAGER, merged(Agency), query="?of=merged"),
    Listed("plans:agency-rename", MANAGER, first(Agency)),
    Listed("plans:agency-merge", MANAGER, first(Agency)),
    Listed("plans:agency-merge-undo", MANAGER, merged(Agency)),
    Listed("plans:agency-remove", MANAGER, mistaken(Agency)),
    Listed("plans:agency-put-back", MANAGER, removed(Agency)),
    Listed("plans:lead-list", MANAGER, board),
    Listed("plans:lead-add", MANAGER, board),
    Listed("plans:lead-detail", MANAGER, post),
    Listed("plans:lead-detail", MANAGER, merged(Lead), query="?of=merged"),
    Listed("plans:lead-rename", MANAGER, post),
    Listed("plans:lead-merge", MANAGER, post),
    Listed("plans:lead-merge-undo", MANAGER, merged(Lead)),
    Listed("plans:group-chair", MANAGER, first(Group)),
    Listed("plans:group-close", MANAGER, ended),
    Listed("plans:group-close", MANAGER, chaired, query="?of=a-chair"),
    Listed("plans:group-detail", MANAGER, closed, query="?of=closed"),
    Listed("plans:group-reopen", MANAGER, closed),
    Listed("plans:lead-holder", MANAGER, post),
    Listed("plans:lead-remove", MANAGER, mistaken(Lead)),
    Listed("plans:lead-put-back", MANAGER, removed(Lead)),
    Listed("plans:lead-detail", MANAGER, removed(Lead), query="?of=removed"),
    Listed("plans:membership-end", MANAGER, chairs_role),
    Listed("plans:redaction-list", ("manager", "chair"), board),
    Listed("plans:redaction-add", ("manager", "chair"), board),
    Listed("priorities:plan-current", EVERYONE, board),
    Listed("priorities:plan-current", ANYONE, board, query="?view=print"),
    Listed("priorities:plan-detail", ANYONE, plan),
    Listed("reports:plan-export-current", ANYONE, board),
    Listed("reports:plan-export-current", ANYONE, board, query="?format=docx&as_at=1/1/2100"),
    Listed("reports:plan-export", ANYONE, plan),
    Listed("reports:version-list-current", ("manager", "chair", "observer"), board),
    Listed("reports:version-list", MANAGER, locked, query="?of=locked"),
    Listed("reports:version-detail-current", ANYONE, board, of_version=True),
    Listed("reports:version-detail", ANYONE, plan, of_version=True),
    Listed("reports:version-add", ("manager", "chair"), plan),
    Listed("reports:lock-add", MANAGER, plan),
    Listed("reports:lock-reopen", MANAGER, lock),
    Listed("reports:approval-add", MANAGER, plan),
    Listed("reports:approval-take-back", MANAGER, first(Approval)),
    Listed("reports:plan-as-at-current", ANYONE, board, query="?date=1/1/2000"),
    Listed("reports:plan-as-at", ANYONE, plan),
    Listed("reports:plan-compare-current", ANYONE, board, query="?from=8&to=now"),
    Listed("reports:plan-compare", ANYONE, plan, query="?from=7&to=day"),
    Listed("priorities:action-detail", EVERYONE, first(Action)),
    Listed("priorities:action-update", REPORTERS, own_action),
    Listed("priorities:update-list", (*REPORTERS, "member"), board),
    Listed("priorities:update-all", (*REPORTERS, "member"), board),
    Listed("priorities:word-form-list", MANAGER, board),
    Listed("priorities:word-form-returned", MANAGER, board),
    Listed("priorities:review-list", MANAGER, board),
    Listed("priorities:update-void", MANAGER, accepted),
    Listed("priorities:plan-add", MANAGER, board),
    Listed("priorities:plan-edit", MANAGER, plan),
    Listed("priorities:plan-next", MANAGER, plan),
    Listed("priorities:priority-add", MANAGER, plan),
    Listed("priorities:priority-edit", MANAGER, first(Priority)),
    Listed("priorities:priority-withdraw", MANAGER, first(Priority)),
    Listed("priorities:priority-restore", MANAGER, withdrawn(Priority)),
    Listed("priorities:objective-add", MANAGER, first(Priority)),
    Listed("priorities:objective-edit", MANAGER, first(Objective)),
    Listed("priorities:objective-move", MANAGER, first(Objective)),
    Listed("priorities:objective-withdraw", MANAGER, first(Objective)),
    Listed("priorities:objective-restore", MANAGER, withdrawn(Objective)),
    Listed("priorities:action-add", MANAGER, first(Objective)),
    Listed("priorities:action-edit", MANAGER, first(Action)),
    Listed("priorities:action-move", MANAGER, first(Action)),
    Listed("priorities:action-withdraw", MANAGER, first(Action)),
    Listed("priorities:action-restore", MANAGER, withdrawn(Action)),
    Listed("priorities:milestone-list", MANAGER, first(Action)),
    Listed("priorities:milestone-add", MANAGER, first(Action)),
    Listed("priorities:milestone-edit", MANAGER, first(Milestone)),
    Listed("priorities:milestone-withdraw", MANAGER, first(Milestone)),
    Listed("priorities:milestone-restore", MANAGER, withdrawn(Milestone)),
    Listed("priorities:import-list", MANAGER, board),
    Listed("priorities:import-add", MANAGER, board),
    Listed("priorities:import-reading", MANAGER, unreadable),
    Listed("priorities:import-detail", MANAGER, file_read),
    Listed("priorities:import-preview", MANAGER, file_read),
    Listed("priorities:import-detail", MANAGER, file_applied, query="?of=applied"),
    Listed("priorities:import-undo", MANAGER, file_applied),
    Listed("priorities:log", ("manager", "chair", "member"), board),
    Listed("account_login", STRANGER),
    Listed("account_request_login_code", STRANGER),
    Listed("account_inactive", STRANGER),
    Listed("account_signup", STRANGER),
    Listed("account_reset_password", STRANGER),
    Listed("account_reset_password_done", STRANGER),
    Listed("account_reset_password_from_key", STRANGER, args=("1", "expired")),
    Listed("account_reset_password_from_key_done", STRANGER),
    Listed("account_logout", ANYONE),
    Listed("account_change_password", ANYONE),
    Listed("account_name", ANYONE),
    Listed("account_reauthenticate", ANYONE),
    Listed("mfa_index", ANYONE),
)

NO_PAGES = {
    "reports:meeting-pack-state": "a piece of a page",
    "reports:meeting-pack-pdf": "a download",
    "reports:pack-sign": "takes a form only",
    "reports:pack-unsign": "takes a form only",
    "reports:pack-send": "takes a form only",
    "reports:paper-file": "a download",
    "reports:paper-move": "takes a form only",
    "reports:paper-withdraw": "takes a form only",
    "reports:publication-pdf": "a download",
    "reports:board-list": "goes on to the one board; its page is among the states",
    "invitations:accept": "has a link of its own for everybody; among the states",
    "reporting:link": "a link of somebody's own; among the states",
    "reporting:page": "for whom a link let in; among the states",
    "reporting:sent": "for whom a link let in; among the states",
    "reporting:done": "for whom a link let in; among the states",
    "reporting:draft": "takes a form only",
    "reports:pack-pdf": "a download",
    "reports:partner-pdf": "a download",
    "reports:version-export": "a download",
    "reports:version-export-current": "a download",
    "reports:version-document": "a download",
    "priorities:plan-export": "a download",
    "priorities:evidence-file": "a download",
    "priorities:word-form-file": "a download",
    "plans:meeting-file": "a download",
    "priorities:round-remind": "takes a form only",
    "priorities:action-draft": "takes a form only",
    "priorities:update-all-draft": "takes a form only",
    "priorities:update-take-back": "takes a form only",
    "priorities:priority-move": "takes a form only",
    "priorities:milestone-move": "takes a form only",
    "priorities:import-leave": "takes a form only",
    "favicon": "a picture",
    "healthz": "says one word to a monitor",
    "installation": "an administrator's; among the states",
    "account_email": "not offered",
    "account_set_password": "goes on to the change of the password, for everybody has one",
    "account_email_verification_sent": "not offered",
    "account_confirm_email": "not offered",
    "account_confirm_login_code": "shown to whoever asked for a code; among the states",
    "mfa_authenticate": "shown after the first step of signing in; among the states",
    "mfa_reauthenticate": "shown to whoever has an app; among the states",
    "mfa_activate_totp": "shown once it is proved again who it is; among the states",
    "mfa_deactivate_totp": "shown to whoever has an app; among the states",
    "mfa_view_recovery_codes": "shown to whoever has an app; among the states",
    "mfa_generate_recovery_codes": "shown to whoever has an app; among the states",
    "mfa_download_recovery_codes": "a download",
}


def visits(pages: Iterable[Listed] = PAGES) -> list[Any]:
    """Each page with each of its readers, as parameters of a test."""
    return [
        pytest.param(page, reader, id=f"{page.name}{page.query}-{reader}")
        for page in pages
        for reader in page.readers
    ]


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address there is."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        elif entry.namespace != "admin":  # Django's own pages: test_admin_pages.py
            yield from names(entry, f"{entry.namespace}:" if entry.namespace else space)


def open_everything(page: Page) -> None:
    """Open whatever a page keeps folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
