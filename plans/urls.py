"""Addresses of a board's people, its bodies, and the upkeep of its record."""

from django.urls import URLPattern, URLResolver, path

from plans.urls_bodies import bodies
from plans.urls_meetings import meetings
from plans.views import deputy, ending, invitations, layout, lost_phone, people, redaction, settings

app_name = "plans"

urlpatterns: list[URLPattern | URLResolver] = [
    # People
    path("people/", people.person_list, name="person-list"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/name/", people.name_correct, name="person-rename"),
    path("people/<int:pk>/roles/new/", people.role_add, name="role-add"),
    path("people/<int:pk>/authenticator-app/", lost_phone.app_removal, name="app-removal"),
    path("invitations/new/", invitations.invitation_add, name="invitation-add"),
    path("invitations/<int:pk>/link/", invitations.invitation_link, name="invitation-link"),
    path(
        "invitations/<int:pk>/withdrawal/",
        invitations.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("deputies/new/", deputy.deputy_add, name="deputy-add"),
    path("settings/", settings.board_settings, name="board-settings"),
    path("settings/layout/", layout.board_layout, name="board-layout"),
    path("memberships/<int:pk>/ending/", ending.membership_end, name="membership-end"),
    # Groups, agencies and leads
    *bodies,
    # The diary
    *meetings,
    # Redaction
    path("redactions/", redaction.redaction_list, name="redaction-list"),
    path("redactions/new/", redaction.redaction_add, name="redaction-add"),
]
