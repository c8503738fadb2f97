"""Addresses of a plan's versions, of the plan as at a day, and of what changed.

What is read has a short address for the current business plan, too.
"""

from django.urls import path

from reports.views import compare, issuing, versions

CURRENT = "boards/<slug:board_slug>/plan"
PLAN = "boards/<slug:board_slug>/plans/<slug:plan_slug>"
BOARD = "boards/<slug:board_slug>"

versioning = [
    path(f"{CURRENT}/versions/", versions.version_list, name="version-list-current"),
    path(
        f"{CURRENT}/versions/<int:number>/",
        versions.version_detail,
        name="version-detail-current",
    ),
    path(
        f"{CURRENT}/versions/<int:number>/export/",
        versions.version_export,
        name="version-export-current",
    ),
    path(f"{CURRENT}/as-at/", compare.plan_as_at, name="plan-as-at-current"),
    path(f"{CURRENT}/compare/", compare.plan_compare, name="plan-compare-current"),
    path(f"{PLAN}/versions/", versions.version_list, name="version-list"),
    path(f"{PLAN}/versions/new/", issuing.version_add, name="version-add"),
    path(f"{PLAN}/versions/<int:number>/", versions.version_detail, name="version-detail"),
    path(f"{PLAN}/versions/<int:number>/export/", versions.version_export, name="version-export"),
    path(
        f"{PLAN}/versions/<int:number>/document.pdf",
        versions.version_document,
        name="version-document",
    ),
    path(f"{PLAN}/locks/new/", issuing.lock_add, name="lock-add"),
    path(f"{PLAN}/approvals/new/", issuing.approval_new, name="approval-add"),
    path(f"{PLAN}/as-at/", compare.plan_as_at, name="plan-as-at"),
    path(f"{PLAN}/compare/", compare.plan_compare, name="plan-compare"),
    path(f"{BOARD}/locks/<int:pk>/reopening/", issuing.lock_reopen, name="lock-reopen"),
    path(
        f"{BOARD}/approvals/<int:pk>/taking-back/", issuing.approval_back, name="approval-take-back"
    ),
]
