"""Boards with their schemes and layouts; a new one comes with a manager who is invited."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from boardplan.accounts.models import User
from plans.access import Access
from plans.admin.administrator import ForAdministrators
from plans.admin.scoped import CHANGED, RecordAdmin, TrackedForm, person_of
from plans.admin_site import site
from plans.invitation_mail import link_of, send_word
from plans.models import Board, HouseLayout, Rating, RatingScheme
from plans.services.boards import board_create, board_revise
from plans.services.invitations import Invited

TAKEN_SLUGS = frozenset(
    {
        *("accessibility", "accounts", "admin", "api", "boards", "boardplan", "favicon", "healthz"),
        *("installation", "invitations", "login", "logout", "media", "new", "static"),
    }
)
"""What a board is not called by in addresses: it would be taken for another page."""
ABOUT = ("name", "short_name", "kind", "area", "requires_second_factor")


class NewBoardForm(TrackedForm):
    """A new board, and whom it is given to."""

    manager_email = forms.EmailField(
        label="E-mail address of its business manager",
        help_text="She is invited, and invites everyone else.",
    )
    manager_name = forms.CharField(label="Her name or post", max_length=150)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if slug in TAKEN_SLUGS:
            raise ValidationError(
                f"“{slug}” is a word of Boardplan’s own addresses. Choose another."
            )
        return slug

    def clean_manager_email(self) -> str:
        email: str = self.cleaned_data["manager_email"].lower()
        if User.objects.filter(email=email, is_active=False).exists():
            raise ValidationError(
                "The account with this address is closed. Open it again first (under People), or "
                "give the board to somebody else."
            )
        return email


@admin.register(Board, site=site)
class BoardAdmin(ForAdministrators, RecordAdmin):
    """Boards. The slug stands in every address, so it stays as it was given."""

    list_display = ("name", "slug", "kind", "area")
    search_fields = ("name", "slug")

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewBoardForm
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        new = ("slug", *ABOUT, "manager_email", "manager_name")
        return (*ABOUT, "revision_read") if obj else new

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by = person_of(request)
        if change:
            revision = form.cleaned_data["revision_read"]
            board_revise(board=obj, revision=revision, by=by, reason=CHANGED)
            return
        manager = {name: form.cleaned_data[name] for name in ("manager_email", "manager_name")}
        invited = board_create(board=obj, by=by, **manager)
        # Only of a board that is stored, and nobody waits for the database while mail is sent.
        transaction.on_commit(partial(_send_word, request, obj, invited))


def _send_word(request: HttpRequest, board: Board, invited: Invited) -> None:
    """Tell the new board's manager; and the administrator, who may have to pass the link on."""
    # She has no part in the board herself; her name stands under the e-mail.
    sender = Access(
        user=person_of(request),
        board=board,
        roles=frozenset(),
        chaired_groups=frozenset(),
        today=timezone.localdate(),
    )
    is_sent = send_word(request, sender, invited)
    words = "was told by e-mail" if is_sent else "could not be told by e-mail"
    link = link_of(request, invited)
    messages.info(request, f"{invited.user} {words}. {f'Her link: {link}' if link else ''}")


class RatingInline(admin.TabularInline):  # type: ignore[type-arg]
    """The values of a scheme, shown with it; each is changed on a page of its own."""

    model = Rating
    fields = ("code", "letter", "label", "sentence", "colour", "order")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RatingScheme, site=site)
class RatingSchemeAdmin(ForAdministrators, RecordAdmin):
    list_display = ("name", "board")
    fields = ("board", "name", "revision_read")
    inlines = (RatingInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("board",) if obj else ()


@admin.register(Rating, site=site)
class RatingAdmin(ForAdministrators, RecordAdmin):
    list_display = ("label", "letter", "scheme", "order")
    list_select_related = ("scheme__board",)
    list_filter = ("scheme__board",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Updates and documents know a rating by its code.
        return ("scheme", "code") if obj else ()


@admin.register(HouseLayout, site=site)
class HouseLayoutAdmin(ForAdministrators, RecordAdmin):
    list_display = ("name", "board")
    list_filter = ("board",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("board",) if obj else ()
