"""Addresses of a board's meetings."""

from django.urls import path

from plans.views import meetings as views

meetings = [
    path("meetings/", views.meeting_list, name="meeting-list"),
    path("meetings/new/", views.meeting_create, name="meeting-add"),
    path("meetings/<int:pk>/", views.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/edit/", views.meeting_update, name="meeting-edit"),
    path("meetings/<int:pk>/cancellation/", views.meeting_cancellation, name="meeting-cancel"),
    path("meetings/<int:pk>/meeting.ics", views.meeting_file, name="meeting-file"),
]
