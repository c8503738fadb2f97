"""Addresses of the admin. The libraries' own pages are registered elsewhere and have none."""

from plans.admin_site import site

app_name = "admin"

urlpatterns = site.get_urls()
