"""Every address of the product. The rooms' own addresses are included by name, not imported."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("boards/<slug:board_slug>/", include("priorities.urls")),
    path("accounts/", include("allauth.account.urls")),
]
