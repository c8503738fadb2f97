"""Addresses of a board's home, its pack, and the pages that belong to no board."""

from django.urls import path

from reports.views import boards, home, pack

app_name = "reports"

urlpatterns = [
    path("", boards.board_list, name="board-list"),
    path("accessibility/", boards.accessibility, name="accessibility"),
    path("boards/<slug:board_slug>/", home.home, name="home"),
    path("boards/<slug:board_slug>/pack/", pack.pack, name="pack"),
    path("boards/<slug:board_slug>/pack/progress.pdf", pack.pack_pdf, name="pack-pdf"),
]
