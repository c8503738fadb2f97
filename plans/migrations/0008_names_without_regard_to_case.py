import django.db.models.functions.text
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_bodies_off_the_lists"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="agency",
            options={
                "ordering": (django.db.models.functions.text.Lower("name"), "pk"),
                "verbose_name_plural": "agencies",
            },
        ),
        migrations.AlterModelOptions(
            name="group",
            options={"ordering": (django.db.models.functions.text.Lower("name"), "pk")},
        ),
        migrations.AlterModelOptions(
            name="lead",
            options={"ordering": (django.db.models.functions.text.Lower("name"), "pk")},
        ),
    ]
