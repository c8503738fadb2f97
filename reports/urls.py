"""Addresses of a board's home, its plan as a file, its pack, and of what belongs to no board."""

from django.urls import path

from reports.urls_packs import packs
from reports.urls_versions import versioning
from reports.views import boards, exceptions, exports, home, pack, partners

app_name = "reports"

urlpatterns = [
    *versioning,
    path("", boards.board_list, name="board-list"),
    path("accessibility/", boards.accessibility, name="accessibility"),
    path("boards/<slug:board_slug>/", home.home, name="home"),
    path(
        "boards/<slug:board_slug>/plan/export/",
        exports.plan_export_current,
        name="plan-export-current",
    ),
    path(
        "boards/<slug:board_slug>/plans/<slug:plan_slug>/export/",
        exports.plan_export,
        name="plan-export",
    ),
    path("boards/<slug:board_slug>/exceptions/", exceptions.exception_list, name="exception-list"),
    path("boards/<slug:board_slug>/partners/", partners.partner_list, name="partner-list"),
    path("boards/<slug:board_slug>/partners/sheets.pdf", partners.partner_pdf, name="partner-pdf"),
    path("boards/<slug:board_slug>/pack/", pack.pack, name="pack"),
    path("boards/<slug:board_slug>/pack/progress.pdf", pack.pack_pdf, name="pack-pdf"),
    *packs,
]
