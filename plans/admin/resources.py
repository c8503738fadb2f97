"""Set-up rows as Excel and CSV: one row a line, found again by board and name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export import fields, resources, widgets

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from plans.models import Agency, Board, Group, Lead
from plans.models.scoping import BoardRecord


class OwnBoard(widgets.ForeignKeyWidget):  # type: ignore[misc]  # the library has no types
    """A board by its slug, of those the person looks after."""

    def __init__(self, boards: QuerySet[Board]) -> None:
        super().__init__(Board, "slug")
        self.boards = {board.slug: board for board in boards}

    def clean(self, value: Any, row: Any = None, **_: Any) -> Board:
        slug = str(value or "").strip()
        if slug not in self.boards:
            # Asked for before the other cells: named by its column, it is shown among their errors.
            raise ValidationError({"board": f"You look after no board called “{slug}”."})
        return self.boards[slug]


class OfTheBoard(widgets.ForeignKeyWidget):  # type: ignore[misc]
    """A row of the same board, by its name; an empty cell is none."""

    def __init__(self, model: type[BoardRecord], boards: QuerySet[Board]) -> None:
        super().__init__(model, "name")
        own = {f"{model.board_lookup}__in": boards}
        rows = model.objects.filter(**own).select_related("board")
        self.rows = {(row.board.slug, row.name): row for row in rows}

    def clean(self, value: Any, row: Any = None, **_: Any) -> Model | None:
        name = str(value or "").strip()
        if not name:
            return None
        found: Model | None = self.rows.get((str(row["board"]).strip(), name))
        if found is None:
            raise ValueError(f"This board has none called “{name}”. Add it first.")
        return found


class RecordResource(resources.ModelResource):  # type: ignore[misc]
    """Rows of one's own boards: all of a file is taken, or nothing of it."""

    references: dict[str, type[BoardRecord]] = {}

    class Meta:
        import_id_fields = ("board", "name")
        clean_model_instances = True
        use_transactions = True
        skip_unchanged = True
        report_skipped = True

    def __init__(
        self, *, boards: QuerySet[Board] | None = None, by: User | None = None, **kwargs: Any
    ) -> None:
        """Without ``boards`` it has no rows: the library makes such, to ask for its columns."""
        super().__init__(**kwargs)
        boards = Board.objects.none() if boards is None else boards
        self.boards = boards
        self.by = by
        self.fields["board"] = fields.Field("board", "board", OwnBoard(boards))
        for name, model in self.references.items():
            self.fields[name] = fields.Field(name, name, OfTheBoard(model, boards))

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self._meta.model.objects.filter(board__in=self.boards)
        return rows

    def before_import_row(self, row: Any, **_: Any) -> None:
        """Blanks around a name are typing, not a name; a number typed as a name is one."""
        for column, value in row.items():
            row[column] = "" if value is None else str(value).strip()

    def do_instance_save(self, instance: TrackedModel, is_create: bool) -> None:
        """Save by ``record``, so that history says who imported it."""
        instance.record(by=self.by, reason="Imported in the set-up pages")


class AgencyResource(RecordResource):
    """Agencies."""

    class Meta(RecordResource.Meta):
        model = Agency
        fields = ("board", "name", "short_name")


class GroupResource(RecordResource):
    """Groups."""

    class Meta(RecordResource.Meta):
        model = Group
        fields = ("board", "name", "short_name", "kind")


class LeadResource(RecordResource):
    """Leads."""

    references = {"group": Group, "agency": Agency}

    class Meta(RecordResource.Meta):
        model = Lead
        fields = ("board", "name", "kind", "group", "agency")
