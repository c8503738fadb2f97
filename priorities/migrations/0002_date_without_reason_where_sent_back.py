"""Lets an update that was sent back hold a new date before its reason is typed, as a draft may."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("priorities", "0001_plan_tree_updates_evidence")]

    operations = [
        migrations.RemoveConstraint(model_name="update", name="update_new_date_has_reason"),
        migrations.AddConstraint(
            model_name="update",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("new_due_on__isnull", True),
                    models.Q(("new_due_reason", ""), _negated=True),
                    ("status__in", ["draft", "sent_back"]),
                    _connector="OR",
                ),
                name="update_new_date_has_reason",
            ),
        ),
    ]
