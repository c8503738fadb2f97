"""Addresses of the import wizard, below ``/boards/<slug>/``."""

from django.urls import path

from priorities.views.importing import looking, undoing, wizard

importing = [
    path("imports/", wizard.import_list, name="import-list"),
    path("imports/new/", wizard.import_add, name="import-add"),
    path("imports/<int:pk>/", looking.import_detail, name="import-detail"),
    path("imports/<int:pk>/reading/", wizard.import_reading, name="import-reading"),
    path("imports/<int:pk>/preview/", looking.import_preview, name="import-preview"),
    path("imports/<int:pk>/leaving/", wizard.import_leave, name="import-leave"),
    path("imports/<int:pk>/undoing/", undoing.import_undoing, name="import-undo"),
]
