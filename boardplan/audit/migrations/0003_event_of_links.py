from importlib import import_module

from django.db import migrations, models

events = import_module("boardplan.audit.migrations.0002_events")

KINDS = [
    ("signed in", "Signed in"),
    ("sign-in failed", "Sign-in failed"),
    ("signed out", "Signed out"),
    ("credentials changed", "Password or second factor changed"),
    ("sessions ended", "Signed out everywhere"),
    ("refused", "Access refused"),
    ("exported", "Exported"),
    ("imported", "Imported"),
    ("redacted", "Redacted"),
    ("people changed", "Invitation, role or hand-over"),
    ("updates link", "Link to one’s own updates"),
    ("backed up", "Backed up"),
    ("restored", "Restored"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_events"),
    ]

    operations = [
        # SQLite makes the table anew, and would lose its guard without a word.
        migrations.RunPython(events.remove_guard, events.add_guard, elidable=False),
        migrations.RemoveConstraint(model_name="event", name="event_kind_known"),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=30),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]),
                name="event_kind_known",
            ),
        ),
        migrations.RunPython(events.add_guard, events.remove_guard, elidable=False),
    ]
