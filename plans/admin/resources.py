"""Set-up rows as Excel and CSV: one row a line, found again by board and name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, TextChoices
from import_export import fields, resources, widgets

from boardplan.accounts.models import User
from plans.models import Agency, Board, Group, GroupKind, Lead, LeadKind
from plans.models.scoping import BoardRecord
from plans.services.bodies import check_alone, check_name, fresh, tell_of
from plans.services.memberships import board_locked

GROUP_WHERE_GROUP = "Name the group where the kind is “group”, and none with any other kind."
SETTLED = ("kind", "group", "agency")
"""What a body is; once it was merged into another, this stays as it is."""


class OwnBoard(widgets.ForeignKeyWidget):  # type: ignore[misc]  # the library has no types
    """A board by its slug, of those the person looks after."""

    def __init__(self, boards: QuerySet[Board]) -> None:
        super().__init__(Board, "slug")
        self.boards = {board.slug: board for board in boards}

    def clean(self, value: Any, row: Any = None, **_: Any) -> Board:
        slug = str(value or "").strip()
        if not slug:
            raise ValidationError({"board": "Name the board, or delete this row if it is empty."})
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


class OneOf(widgets.CharWidget):  # type: ignore[misc]
    """One of some words."""

    def __init__(self, words: type[TextChoices]) -> None:
        super().__init__()
        self.words = words.values

    def clean(self, value: Any, row: Any = None, **_: Any) -> str:
        word = str(value or "").strip()
        if word not in self.words:
            raise ValueError(f"“{word}” is no kind. Write one of: {', '.join(self.words)}.")
        return word


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

    def before_import(self, dataset: Any, **_: Any) -> None:
        """Nobody else gives names at these boards until the file has been taken.

        Raises ValueError for a file without the columns by which rows are known.
        """
        missing = [name for name in self._meta.import_id_fields if name not in dataset.headers]
        if missing:
            raise ValueError(f"The first row names no column {' and no column '.join(missing)}.")
        # Excel often counts rows that hold nothing any more. Those at the end name no other row.
        while dataset.height and not any(str(cell or "").strip() for cell in dataset[-1]):
            del dataset[-1]
        for board in self.boards:
            board_locked(board)

    def after_import(self, dataset: Any, result: Any, *, dry_run: bool, **_: Any) -> None:
        """Take nothing where a row is refused; the library would take the others."""
        if not dry_run and result.has_validation_errors():
            raise ValueError("A row was refused.")

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Take the cells. Raises ValidationError for a second one of what a board has once."""
        super().import_instance(instance, row, **kwargs)
        check_alone(instance)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Save by ``record``, so that history says who imported it.

        Raises ValidationError for a name that is taken, and for what a merger has settled.
        """
        if self.by is None:
            raise ValueError("An import is somebody's.")
        if is_create:
            check_name(instance, instance.name)
            if instance.closing:
                name = "group" if instance.group else "agency"
                raise ValidationError({name: f"“{getattr(instance, name)}” is closed."})
        elif instance.is_merged:
            _require_settled(instance)
        instance.record(by=self.by, reason="Imported in the set-up pages")
        if is_create:
            tell_of(instance, self.by, "added")


def _require_settled(body: Any) -> None:
    """Raise ValidationError where a merged body would become something else."""
    stored = fresh(body)
    for name in SETTLED:
        if getattr(body, name, None) != getattr(stored, name, None):
            raise ValidationError({name: f"“{body}” is merged into another. Leave this as it was."})


class AgencyResource(RecordResource):
    """Agencies."""

    class Meta(RecordResource.Meta):
        model = Agency
        fields = ("board", "name", "short_name")


class GroupResource(RecordResource):
    """Groups."""

    kind = fields.Field("kind", "kind", OneOf(GroupKind))

    class Meta(RecordResource.Meta):
        model = Group
        fields = ("board", "name", "short_name", "kind")


class LeadResource(RecordResource):
    """Leads."""

    references = {"group": Group, "agency": Agency}
    kind = fields.Field("kind", "kind", OneOf(LeadKind))

    class Meta(RecordResource.Meta):
        model = Lead
        fields = ("board", "name", "kind", "group", "agency")

    def import_instance(self, instance: Lead, row: Any, **kwargs: Any) -> None:
        """Take the cells. Raises ValidationError where group and kind do not go together."""
        super().import_instance(instance, row, **kwargs)
        check_group(instance.kind, instance.group_id)


def check_group(kind: str, group: Group | int | None) -> None:
    """Raise ValidationError unless a lead names a group exactly where that is its kind."""
    if (kind == LeadKind.GROUP) != (group is not None):
        raise ValidationError({"group": GROUP_WHERE_GROUP})
