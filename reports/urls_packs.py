"""Addresses of meetings' packs, their papers, and of what was issued."""

from django.urls import path

from reports.views import meeting_pack, papers, publications, signing

BOARD = "boards/<slug:board_slug>"
MEETING = f"{BOARD}/meetings/<int:pk>"

packs = [
    path(f"{MEETING}/pack/", meeting_pack.pack, name="meeting-pack"),
    path(f"{MEETING}/pack/state/", meeting_pack.state, name="meeting-pack-state"),
    path(f"{MEETING}/pack/document.pdf", meeting_pack.document, name="meeting-pack-pdf"),
    path(f"{MEETING}/pack/signature/", signing.sign, name="pack-sign"),
    path(f"{MEETING}/pack/signature/undoing/", signing.unsign, name="pack-unsign"),
    path(f"{MEETING}/pack/sending/", signing.send, name="pack-send"),
    path(f"{MEETING}/papers/new/", papers.paper_new, name="paper-add"),
    path(f"{BOARD}/papers/<int:pk>/file/", papers.paper_file, name="paper-file"),
    path(f"{BOARD}/papers/<int:pk>/moves/", papers.paper_place, name="paper-move"),
    path(f"{BOARD}/papers/<int:pk>/withdrawal/", papers.paper_withdrawal, name="paper-withdraw"),
    path(f"{BOARD}/publications/", publications.publication_list, name="publication-list"),
    path(
        f"{BOARD}/publications/<int:pk>/",
        publications.publication_detail,
        name="publication-detail",
    ),
    path(
        f"{BOARD}/publications/<int:pk>/document.pdf",
        publications.publication_document,
        name="publication-pdf",
    ),
]
