"""The one place where the admin keeps boards apart: lists, choices, history, import and export."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from import_export.admin import ImportExportMixin
from import_export.formats import base_formats
from simple_history.admin import SimpleHistoryAdmin

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from boardplan.audit.models import TrackedModel
from plans.admin.uploads import CSV, UNREADABLE, Upload, UploadGone
from plans.admin_site import looked_after_by
from plans.models import Board
from plans.models.scoping import BoardRecord

ADDED = "Added in the set-up pages"
CHANGED = "Changed in the set-up pages"
NOT_IMPORTED = (
    "Nothing was imported: something was changed at the board since the file was shown. Choose "
    "the file again to see what does not fit."
)
UPLOAD_GONE = "This file was imported already, or waited for more than an hour. Choose it again."
SAVED_SINCE = "Somebody else has saved this since you opened it. Open it again to see their words."


class TrackedForm(forms.ModelForm):  # type: ignore[type-arg]  # not at run time
    """A row's form: refused over a later revision, or where it would join rows of two boards."""

    revision_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision_read"].initial = self.instance.revision if self.instance.pk else 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("revision_read") != self._revision_stored():
            raise ValidationError(SAVED_SINCE)
        board = cleaned.get("board") or getattr(self.instance, "board", None)
        for name, row in list(cleaned.items()):
            other = getattr(row, "board", None) if isinstance(row, BoardRecord) else None
            if other is not None and other != board:
                self.add_error(name, "This belongs to another board. Choose one of the same board.")
        return cleaned

    def _revision_stored(self) -> int:
        """The row's revision now; nobody else saves the row until the form is stored."""
        rows = type(self.instance)._base_manager.select_for_update().filter(pk=self.instance.pk)
        revision: int = rows.values_list("revision", flat=True).get()
        return revision


class RecordAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # the library has no types
    """Tracked rows: every change in the history with who and why; nothing is deleted."""

    form = TrackedForm
    actions = None

    def save_model(self, request: HttpRequest, obj: TrackedModel, form: Any, change: bool) -> None:
        """Save with who and why; a change only over the revision that the form was drawn with."""
        by = person_of(request)
        if change:
            obj.revise(revision=form.cleaned_data["revision_read"], by=by, reason=CHANGED)
        else:
            obj.record(by=by, reason=ADDED)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kw: Any) -> Any:
        """The library would show the history of a row that the person may not see."""
        self._require_visible(request, object_id)
        return super().history_view(request, object_id, *args, **kw)

    def history_form_view(self, request: HttpRequest, object_id: str, *args: Any, **kw: Any) -> Any:
        """As ``history_view``: one earlier form of a row."""
        self._require_visible(request, object_id)
        return super().history_form_view(request, object_id, *args, **kw)

    def _require_visible(self, request: HttpRequest, object_id: str) -> None:
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404("No such row for this person.")

    # The library's own log would keep what rows were called; their histories tell more.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None: ...

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None: ...


class BoardScopedAdmin(ImportExportMixin, RecordAdmin):  # type: ignore[misc]
    """Set-up rows of the boards that the person looks after, and of no other."""

    model: type[BoardRecord]
    readonly_on_change: ClassVar[tuple[str, ...]] = ("board",)
    skip_admin_log = True
    tmp_storage_class = Upload
    import_formats = [base_formats.XLSX, CSV]
    import_template_name = "plans/admin_import.html"

    def boards(self, request: HttpRequest) -> QuerySet[Board]:
        """The boards that the person looks after."""
        return looked_after_by(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.filter(**{f"{self.model.board_lookup}__in": self.boards(request)})

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer, and take, rows of the same boards only."""
        kwargs["queryset"] = self._choices(db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _choices(self, db_field: Field[Any, Any], request: HttpRequest) -> QuerySet[Any]:
        target: type[Model] = db_field.remote_field.model  # type: ignore[union-attr]
        boards = self.boards(request)
        if target is Board:
            return boards
        if issubclass(target, BoardRecord):
            return target.objects.filter(**{f"{target.board_lookup}__in": boards})
        return target._default_manager.none()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.readonly_on_change if obj else ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.boards(request).exists()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def get_import_resource_kwargs(self, request: HttpRequest, **_: Any) -> dict[str, Any]:
        """What a resource must know to stay within the person's boards."""
        return {"boards": self.boards(request), "by": person_of(request)}

    get_export_resource_kwargs = get_import_resource_kwargs

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the file that was shown; where it is not held any more, ask for it again."""
        try:
            return super().process_import(request, **kwargs)  # type: ignore[no-any-return]
        except UploadGone:
            return self._not_imported(request, UPLOAD_GONE)

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        """Say what to do; the library would name the exception."""
        form.add_error("import_file", UNREADABLE)

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Put the import on record, then go on as the library does."""
        if result.has_errors():
            return self._not_imported(request, NOT_IMPORTED)
        self._on_record(EventKind.IMPORTED, request, rows=result.total_rows)
        return super().process_result(result, request)  # type: ignore[no-any-return]

    def _not_imported(self, request: HttpRequest, why: str) -> HttpResponse:
        messages.error(request, why)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any
    ) -> Any:
        """Put the export on record, then make it."""
        self._on_record(EventKind.EXPORTED, request, rows=queryset.count())
        return super().get_export_data(file_format, request, queryset, **kwargs)

    def _on_record(self, kind: EventKind, request: HttpRequest, **detail: Any) -> None:
        boards = sorted(self.boards(request).values_list("slug", flat=True))
        table = self.model._meta.label_lower
        person = person_of(request)
        record_event(kind, user=person, table=table, boards=boards, **detail)


def person_of(request: HttpRequest) -> User:
    """The person who asks; the site lets nobody else in."""
    person = request.user
    if not isinstance(person, User):
        raise Http404("Nobody has signed in.")
    return person
