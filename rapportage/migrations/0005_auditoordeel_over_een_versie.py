from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rapportage", "0004_auditoordeel"),
    ]

    operations = [
        migrations.AddField(
            model_name="brief",
            name="beoordeelt_versie",
            field=models.PositiveSmallIntegerField(
                editable=False, null=True, verbose_name="beoordeelt versie"
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(
                fields=("beoordeelt", "beoordeelt_versie"),
                name="brief_een_auditoordeel_per_versie",
            ),
        ),
    ]
