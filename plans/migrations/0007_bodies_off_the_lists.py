from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0006_board_and_leads_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalagency",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicallead",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="lead",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("merged_on__isnull", True), _connector="OR"
                ),
                name="agency_closed_or_merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("merged_on__isnull", True), _connector="OR"
                ),
                name="lead_closed_or_merged",
            ),
        ),
    ]
