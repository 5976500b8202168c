"""Who writes what is saved with a version, as every text is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("themas", "0009_toezegging_algemeen_deel_en_stand")]

    operations = [
        migrations.AddField(
            "ronde",
            "versie",
            models.PositiveIntegerField("versie", default=1, editable=False),
        )
    ]
