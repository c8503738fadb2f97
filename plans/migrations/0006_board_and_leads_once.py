from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_one_entry_per_body"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "board"), ("merged_into__isnull", True)),
                fields=("board",),
                name="group_board_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.UniqueConstraint(
                condition=models.Q(("group__isnull", False), ("merged_into__isnull", True)),
                fields=("group",),
                name="lead_once_per_group",
            ),
        ),
    ]
