"""Who writes what is saved with a version, as every text is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("themas", "0012_staat_uit_standwijzigingen")]

    operations = [
        migrations.AddField(
            "ronde",
            "versie",
            models.PositiveIntegerField("versie", default=1, editable=False),
        )
    ]
