"""The addresses of reporting by a link, which belong to no board's pages."""

from django.urls import path

from priorities.views import reporting

app_name = "reporting"

urlpatterns = [
    path("", reporting.reporting_page, name="page"),
    path("draft/", reporting.reporting_draft, name="draft"),
    path("sent/", reporting.reporting_sent, name="sent"),
    path("done/", reporting.reporting_done, name="done"),
    path("<str:token>/", reporting.link_page, name="link"),
]
