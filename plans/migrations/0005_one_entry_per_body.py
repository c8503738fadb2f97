import datetime as dt

from django.db import migrations
from django.utils import timezone

ONE_BOARD = "A board has one group of the kind “Board”; this one may be merged into it"
ONE_LEAD = "A group has one lead; this one was merged into the other"


def keep_one_of_each(apps, _schema_editor):
    """Leave nothing out: a second board becomes a group that may be merged, a second lead of a
    group is merged into the first.
    """
    groups, leads = (apps.get_model("plans", name).objects for name in ("Group", "Lead"))
    boards = groups.filter(kind="board", merged_into=None).order_by("pk")
    for group in _all_but_first(boards, "board_id"):
        group.kind = "sub-group"
        _record(apps, group, ONE_BOARD)
    rows = leads.filter(group__isnull=False, merged_into=None).select_related("group")
    named = sorted(rows, key=lambda lead: (lead.name != lead.group.name, lead.pk))
    kept = {}
    for lead in named:
        first = kept.setdefault(lead.group_id, lead)
        if first is not lead:
            _merge(apps, lead, first)


def _all_but_first(rows, column):
    seen = set()
    for row in rows:
        if getattr(row, column) in seen:
            yield row
        seen.add(getattr(row, column))


def _merge(apps, lead, into):
    """Let ``into`` stand for a lead, and for all that the lead stood for."""
    for each in type(lead).objects.filter(successor=lead):
        each.successor = into
        _record(apps, each, ONE_LEAD)
    lead.merged_into = lead.successor = into
    lead.merged_on = timezone.localdate()
    _record(apps, lead, ONE_LEAD)


def _record(apps, row, reason):
    """Save a row with its history, which no model of a migration writes by itself."""
    row.revision += 1
    row.save()
    name = type(row).__name__
    history = apps.get_model("plans", f"Historical{name}")
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    history.objects.create(
        **columns,
        history_date=timezone.now().astimezone(dt.UTC),
        history_type="~",
        history_change_reason=reason,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_closed_groups"),
    ]

    operations = [
        # Back, there is nothing to undo: what was merged stays so, which is no error.
        migrations.RunPython(keep_one_of_each, migrations.RunPython.noop),
    ]
