"""The address of an invitation's link, which belongs to no board's pages."""

from django.urls import path

from plans.views import coming_in

app_name = "invitations"

urlpatterns = [path("<str:token>/", coming_in.come_in, name="accept")]
