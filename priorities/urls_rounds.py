"""Addresses of update rounds."""

from django.urls import path

from priorities.views import rounds as views

rounds = [
    path("rounds/new/", views.round_add, name="round-add"),
    path("rounds/<int:pk>/", views.round_detail, name="round-detail"),
    path("rounds/<int:pk>/date/", views.round_date, name="round-date"),
    path("rounds/<int:pk>/closing/", views.round_closing, name="round-close"),
    path("rounds/<int:pk>/people/<int:person>/reminding/", views.round_remind, name="round-remind"),
]
