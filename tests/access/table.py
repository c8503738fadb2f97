"""Every address of the product, and who may reach it: a new address joins by a line here.

A line of TABLE is an address below ``/boards/a/`` with rows of the cast's small plan in braces,
and who may GET and who may POST it (nobody, where the view does not take the method: 405).
``opens`` and ``takes`` are what those who may are answered with; ``others`` is what every other
member of the board is. Whoever is outside the board gets 404, and nobody is sent to sign in.
"""

from __future__ import annotations

from dataclasses import dataclass

BOARD = "/boards/a/"

EVERYONE = frozenset({"manager", "deputy", "chair", "subgroup_chair", "lead", "member", "observer"})
MANAGERS = frozenset({"manager", "deputy"})
REPORTERS = EVERYONE - {"observer"}
THE_GROUPS = MANAGERS | {"subgroup_chair"}
THE_POSTS = MANAGERS | {"lead"}
REDACTORS = frozenset({"manager", "deputy", "chair"})
APPOINTERS = MANAGERS | {"chair"}
ISSUERS = MANAGERS | {"chair"}
MEMBERS_EDITION = frozenset({"manager", "deputy", "chair", "member"})
CHAIR = frozenset({"chair"})
LOG_READERS = frozenset({"manager", "deputy", "chair", "member"})
NO_ONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One address of a board."""

    address: str
    get: frozenset[str] = NO_ONE
    post: frozenset[str] = NO_ONE
    opens: int = 200
    takes: int = 200
    others: int = 403


TABLE = (
    # The board
    Line("", get=EVERYONE),
    Line("pack/", get=EVERYONE),
    Line("pack/progress.pdf", get=EVERYONE),
    Line("pack/progress.pdf?edition_wanted=public", get=EVERYONE),
    Line("pack/progress.pdf?edition_wanted=members", get=MEMBERS_EDITION),
    # Exceptions and partners
    Line("exceptions/", get=MEMBERS_EDITION),
    Line("partners/", get=MEMBERS_EDITION),
    Line("partners/?public=1", get=MEMBERS_EDITION),
    Line("partners/sheets.pdf", get=MEMBERS_EDITION),
    # A meeting's pack, its papers, and what was issued
    Line("meetings/{meeting}/pack/", get=EVERYONE),
    Line("meetings/{meeting}/pack/?edition=public", get=EVERYONE),
    Line("meetings/{meeting}/pack/?edition=members", get=MEMBERS_EDITION),
    Line("meetings/{meeting}/pack/state/", get=EVERYONE, opens=302),
    Line("meetings/{meeting}/pack/state/?edition=members", get=MEMBERS_EDITION, opens=302),
    Line("meetings/{meeting}/pack/document.pdf", get=EVERYONE, opens=302),
    Line("meetings/{meeting}/pack/document.pdf?edition=members", get=MEMBERS_EDITION, opens=302),
    Line("meetings/{meeting}/pack/signature/", post=CHAIR),
    Line("meetings/{meeting}/pack/signature/undoing/", post=CHAIR, takes=302),
    Line("meetings/{meeting}/pack/sending/", post=APPOINTERS, takes=302),
    Line("meetings/{meeting}/papers/new/", get=MANAGERS, post=MANAGERS),
    Line("papers/{paper}/file/", get=MEMBERS_EDITION),
    Line("papers/{public_paper}/file/", get=EVERYONE),
    Line("papers/{paper}/moves/", post=MANAGERS, takes=302),
    Line("papers/{paper}/withdrawal/", post=MANAGERS, takes=302),
    Line("publications/", get=EVERYONE),
    Line("publications/{issued}/", get=MEMBERS_EDITION),
    Line("publications/{issued}/document.pdf", get=MEMBERS_EDITION),
    Line("publications/{public_issued}/", get=EVERYONE),
    Line("publications/{public_issued}/document.pdf", get=EVERYONE),
    # Redaction
    Line("redactions/", get=REDACTORS),
    Line("redactions/new/", get=REDACTORS, post=REDACTORS),
    # The plan
    Line("plan/", get=EVERYONE),
    Line("plan/?view=print", get=EVERYONE),
    Line("plans/{plan}/", get=EVERYONE),
    Line("plans/{plan}/export.json", get=EVERYONE),
    Line("plan/export/", get=EVERYONE),
    Line("plan/export/?format=docx", get=EVERYONE),
    Line("plans/{plan}/export/", get=EVERYONE),
    Line("plans/{plan}/export/?format=xlsx", get=EVERYONE),
    Line("actions/{led}/", get=EVERYONE),
    Line("actions/{withdrawn}/", get=EVERYONE),
    # Versions, the plan as at a day, and what changed; issued by those who may, locked by managers
    Line("plan/versions/", get=EVERYONE),
    Line("plan/versions/8/", get=EVERYONE),
    Line("plan/versions/8/export/", get=EVERYONE, opens=302),
    Line("plan/versions/8/export/?format=json", get=EVERYONE),
    Line("plan/as-at/", get=EVERYONE),
    Line("plan/as-at/?date=2026-11-20", get=EVERYONE),
    Line("plan/compare/", get=EVERYONE),
    Line("plan/compare/?from=8&to=now", get=EVERYONE),
    Line("plan/compare/?from=8&to=now&format=xlsx", get=EVERYONE),
    Line("plans/{plan}/versions/", get=EVERYONE),
    Line("plans/{plan}/versions/8/", get=EVERYONE),
    Line("plans/{plan}/versions/8/export/?format=csv", get=EVERYONE),
    Line("plans/{plan}/versions/8/document.pdf", get=EVERYONE),
    Line("plans/{plan}/as-at/", get=EVERYONE),
    Line("plans/{plan}/compare/", get=EVERYONE),
    Line("plans/{plan}/versions/new/", get=ISSUERS, post=ISSUERS),
    Line("plans/{plan}/locks/new/", get=MANAGERS, post=MANAGERS),
    Line("plans/{plan}/approvals/new/", get=MANAGERS, post=MANAGERS),
    Line("locks/{lock}/reopening/", get=MANAGERS, post=MANAGERS),
    Line("approvals/{approval}/taking-back/", get=MANAGERS, post=MANAGERS),
    # Updates and evidence; what is under way is not found by those who may not see it
    Line("actions/{led}/update/", get=THE_GROUPS, post=THE_GROUPS),
    Line("actions/{held}/update/", get=THE_POSTS, post=THE_POSTS),
    Line("actions/{withdrawn}/update/"),
    Line("actions/{led}/draft/", post=THE_GROUPS, takes=400),
    Line("updates/", get=REPORTERS),
    Line("updates/all/", get=REPORTERS, post=REPORTERS),
    Line("updates/all/draft/", post=REPORTERS, takes=200),
    Line("updates/reviews/", get=MANAGERS, post=MANAGERS),
    Line("updates/forms/", get=MANAGERS),
    Line("updates/forms/returned/", get=MANAGERS, post=MANAGERS),
    Line("updates/forms/{reporter}/form.docx", get=MANAGERS),
    Line("updates/{submitted}/taking-back/", post=THE_GROUPS, takes=302, others=404),
    Line("updates/{accepted}/undoing/", get=MANAGERS, post=MANAGERS),
    Line("evidence/{file}/file/", get=EVERYONE),
    Line("evidence/{draft_file}/file/", get=THE_POSTS, others=404),
    # Editing the plan
    Line("plans/new/", get=MANAGERS, post=MANAGERS),
    Line("plans/{plan}/edit/", get=MANAGERS),
    Line("plans/{plan}/next/", get=MANAGERS, post=MANAGERS),
    Line("plans/{plan}/priorities/new/", get=MANAGERS, post=MANAGERS),
    Line("priorities/{priority}/edit/", get=MANAGERS, post=MANAGERS),
    Line("priorities/{priority}/moves/", post=MANAGERS, takes=302),
    Line("priorities/{priority}/withdrawal/", get=MANAGERS, post=MANAGERS),
    Line("priorities/{priority}/restoral/", get=MANAGERS, post=MANAGERS),
    Line("priorities/{priority}/objectives/new/", get=MANAGERS, post=MANAGERS),
    Line("objectives/{objective}/edit/", get=MANAGERS, post=MANAGERS),
    Line("objectives/{objective}/moves/", get=MANAGERS, post=MANAGERS),
    Line("objectives/{objective}/withdrawal/", get=MANAGERS, post=MANAGERS),
    Line("objectives/{objective}/restoral/", get=MANAGERS, post=MANAGERS),
    Line("objectives/{objective}/actions/new/", get=MANAGERS, post=MANAGERS),
    Line("actions/{led}/edit/", get=MANAGERS, post=MANAGERS),
    Line("actions/{led}/moves/", get=MANAGERS, post=MANAGERS),
    Line("actions/{led}/withdrawal/", get=MANAGERS, post=MANAGERS),
    Line("actions/{withdrawn}/restoral/", get=MANAGERS, post=MANAGERS),
    Line("actions/{led}/milestones/", get=MANAGERS),
    Line("actions/{led}/milestones/new/", get=MANAGERS, post=MANAGERS),
    Line("milestones/{dated}/edit/", get=MANAGERS, post=MANAGERS),
    Line("milestones/{dated}/moves/", post=MANAGERS, takes=302),
    Line("milestones/{dated}/withdrawal/", get=MANAGERS, post=MANAGERS),
    Line("milestones/{dated}/restoral/", get=MANAGERS, post=MANAGERS),
    # The diary, and the updates that are asked for
    Line("meetings/", get=EVERYONE),
    Line("meetings/new/", get=MANAGERS, post=MANAGERS),
    Line("meetings/{meeting}/", get=EVERYONE),
    Line("meetings/{meeting}/edit/", get=MANAGERS, post=MANAGERS),
    Line("meetings/{meeting}/cancellation/", get=MANAGERS, post=MANAGERS),
    Line("meetings/{meeting}/meeting.ics", get=EVERYONE),
    Line("rounds/new/?meeting={meeting}", get=MANAGERS, post=MANAGERS),
    Line("rounds/{round}/", get=MANAGERS),
    Line("rounds/{round}/date/", get=MANAGERS, post=MANAGERS),
    Line("rounds/{round}/closing/", get=MANAGERS, post=MANAGERS),
    Line("rounds/{round}/people/{person}/reminding/", post=MANAGERS, takes=302),
    # A plan from a file
    Line("imports/", get=MANAGERS),
    Line("imports/new/", get=MANAGERS, post=MANAGERS),
    Line("imports/{import}/", get=MANAGERS, post=MANAGERS),
    Line("imports/{waiting}/reading/", get=MANAGERS, post=MANAGERS, takes=302),
    Line("imports/{import}/preview/", get=MANAGERS, post=MANAGERS),
    Line("imports/{import}/leaving/", post=MANAGERS, takes=302),
    Line("imports/{applied}/undoing/", get=MANAGERS, post=MANAGERS),
    # The confidential log
    Line("log/", get=LOG_READERS),
    # People
    Line("people/", get=APPOINTERS),
    Line("people/{person}/", get=MANAGERS),
    Line("people/{person}/name/", get=MANAGERS, post=MANAGERS),
    Line("people/{person}/roles/new/", get=MANAGERS, post=MANAGERS),
    Line("people/{person}/authenticator-app/", get=MANAGERS, post=MANAGERS),
    Line("invitations/new/", get=MANAGERS, post=MANAGERS),
    Line("invitations/{invitation}/link/", get=MANAGERS, post=MANAGERS),
    Line("invitations/{invitation}/withdrawal/", get=MANAGERS, post=MANAGERS),
    Line("memberships/{membership}/ending/", get=MANAGERS, post=MANAGERS),
    Line("memberships/{deputy_role}/ending/", get=APPOINTERS, post=APPOINTERS),
    Line("deputies/new/", get=APPOINTERS, post=APPOINTERS),
    Line("settings/", get=MANAGERS, post=MANAGERS),
    Line("settings/layout/", get=MANAGERS, post=MANAGERS),
    # Groups, agencies and leads; none of these was merged, so there is nothing to undo
    Line("groups/", get=MANAGERS),
    Line("groups/new/", get=MANAGERS, post=MANAGERS),
    Line("groups/{group}/", get=MANAGERS),
    Line("groups/{group}/name/", get=MANAGERS, post=MANAGERS),
    Line("groups/{group}/merger/", get=MANAGERS, post=MANAGERS),
    Line("groups/{group}/merger/undoing/", get=MANAGERS, post=MANAGERS, opens=302),
    Line("groups/{group}/chair/", get=MANAGERS, post=MANAGERS),
    Line("groups/{group}/closing/", get=MANAGERS, post=MANAGERS),
    Line("groups/{group}/re-opening/", get=MANAGERS, post=MANAGERS, opens=302),
    Line("agencies/", get=MANAGERS),
    Line("agencies/new/", get=MANAGERS, post=MANAGERS),
    Line("agencies/{agency}/", get=MANAGERS),
    Line("agencies/{agency}/name/", get=MANAGERS, post=MANAGERS),
    Line("agencies/{agency}/merger/", get=MANAGERS, post=MANAGERS),
    Line("agencies/{agency}/merger/undoing/", get=MANAGERS, post=MANAGERS, opens=302),
    # What is in use is not removed, and what is on the lists not put back
    Line("agencies/{agency}/removal/", get=MANAGERS, post=MANAGERS, opens=302),
    Line("agencies/{agency}/removal/undoing/", get=MANAGERS, post=MANAGERS, opens=302),
    Line("leads/", get=MANAGERS),
    Line("leads/new/", get=MANAGERS, post=MANAGERS),
    Line("leads/{post}/", get=MANAGERS),
    Line("leads/{post}/name/", get=MANAGERS, post=MANAGERS),
    Line("leads/{post}/merger/", get=MANAGERS, post=MANAGERS),
    Line("leads/{post}/merger/undoing/", get=MANAGERS, post=MANAGERS, opens=302),
    Line("leads/{post}/holder/", get=MANAGERS, post=MANAGERS),
    Line("leads/{post}/removal/", get=MANAGERS, post=MANAGERS, opens=302),
    Line("leads/{post}/removal/undoing/", get=MANAGERS, post=MANAGERS, opens=302),
)


@dataclass(frozen=True)
class SiteLine:
    """An address of no board: what nobody gets there, and what a signed-in person gets."""

    name: str
    address: str
    nobody: int
    signed_in: int


SITE = (
    SiteLine("reports:board-list", "/", 302, 302),
    SiteLine("reports:accessibility", "/accessibility/", 200, 200),
    SiteLine("invitations:accept", "/invitations/of-nobody/", 404, 404),
    # What a link opens, and to whom, is tests/priorities/test_reporting_views.py
    SiteLine("reporting:link", "/reporting/of-nobody/", 404, 404),
    SiteLine("reporting:page", "/reporting/", 403, 302),
    SiteLine("reporting:sent", "/reporting/sent/", 403, 302),
    SiteLine("reporting:draft", "/reporting/draft/", 405, 405),
    SiteLine("reporting:done", "/reporting/done/", 200, 200),
    SiteLine("favicon", "/favicon.ico", 302, 302),
    SiteLine("healthz", "/healthz", 200, 200),
    SiteLine("installation", "/installation/", 302, 403),
    # The accounts library's
    SiteLine("account_login", "/accounts/login/", 200, 302),
    SiteLine("account_logout", "/accounts/logout/", 302, 200),
    SiteLine("account_inactive", "/accounts/inactive/", 200, 200),
    SiteLine("account_signup", "/accounts/signup/", 200, 302),
    SiteLine("account_reauthenticate", "/accounts/reauthenticate/", 302, 200),
    SiteLine("account_email", "/accounts/email/", 302, 404),
    SiteLine("account_name", "/accounts/name/", 302, 200),
    SiteLine("account_email_verification_sent", "/accounts/confirm-email/", 302, 404),
    SiteLine("account_confirm_email", "/accounts/confirm-email/of-nobody/", 302, 404),
    SiteLine("account_change_password", "/accounts/password/change/", 302, 200),
    SiteLine("account_set_password", "/accounts/password/set/", 302, 302),
    SiteLine("account_reset_password", "/accounts/password/reset/", 200, 200),
    SiteLine("account_reset_password_done", "/accounts/password/reset/done/", 200, 200),
    SiteLine("account_reset_password_from_key", "/accounts/password/reset/key/1-x/", 200, 200),
    SiteLine(
        "account_reset_password_from_key_done", "/accounts/password/reset/key/done/", 200, 200
    ),
    SiteLine("account_request_login_code", "/accounts/login/code/", 200, 302),
    SiteLine("account_confirm_login_code", "/accounts/login/code/confirm/", 302, 302),
    # Before a change to her second factor, a person proves again who she is.
    SiteLine("mfa_index", "/accounts/2fa/", 302, 200),
    SiteLine("mfa_authenticate", "/accounts/2fa/authenticate/", 302, 302),
    SiteLine("mfa_reauthenticate", "/accounts/2fa/reauthenticate/", 302, 302),
    SiteLine("mfa_activate_totp", "/accounts/2fa/totp/activate/", 302, 302),
    SiteLine("mfa_deactivate_totp", "/accounts/2fa/totp/deactivate/", 302, 404),
    SiteLine("mfa_view_recovery_codes", "/accounts/2fa/recovery-codes/", 302, 404),
    SiteLine("mfa_generate_recovery_codes", "/accounts/2fa/recovery-codes/generate/", 302, 302),
    SiteLine("mfa_download_recovery_codes", "/accounts/2fa/recovery-codes/download/", 302, 404),
)
