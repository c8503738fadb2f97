"""Addresses of a board's groups, agencies and leads, below ``/boards/<slug>/``."""

from django.urls import URLPattern, path

from plans.models import Agency, Group, Lead
from plans.services.bodies import AnyBody
from plans.views.bodies import changes, closing, handing_over, listing, removing


def _of(model: type[AnyBody], plural: str) -> list[URLPattern]:
    """The addresses that all three kinds have."""
    kind, given = model._meta.model_name, {"model": model}
    return [
        path(f"{plural}/", listing.body_list, given, f"{kind}-list"),
        path(f"{plural}/new/", changes.add, given, f"{kind}-add"),
        path(f"{plural}/<int:pk>/", listing.body_detail, given, f"{kind}-detail"),
        path(f"{plural}/<int:pk>/name/", changes.rename, given, f"{kind}-rename"),
        path(f"{plural}/<int:pk>/merger/", changes.merge, given, f"{kind}-merge"),
        path(f"{plural}/<int:pk>/merger/undoing/", changes.merge_undo, given, f"{kind}-merge-undo"),
    ]


def _off_the_lists(model: type[AnyBody], plural: str) -> list[URLPattern]:
    """The addresses of what is removed by a page of its own; groups are closed."""
    kind, given = model._meta.model_name, {"model": model}
    return [
        path(f"{plural}/<int:pk>/removal/", removing.remove, given, f"{kind}-remove"),
        path(f"{plural}/<int:pk>/removal/undoing/", removing.put_back, given, f"{kind}-put-back"),
    ]


bodies = [
    *_of(Group, "groups"),
    path("groups/<int:pk>/closing/", closing.close, name="group-close"),
    path("groups/<int:pk>/re-opening/", closing.reopen, name="group-reopen"),
    path("groups/<int:pk>/chair/", handing_over.group_chair, name="group-chair"),
    *_of(Agency, "agencies"),
    *_off_the_lists(Agency, "agencies"),
    *_of(Lead, "leads"),
    *_off_the_lists(Lead, "leads"),
    path("leads/<int:pk>/holder/", handing_over.lead_holder, name="lead-holder"),
]
