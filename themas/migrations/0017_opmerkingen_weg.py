"""The tables that held the remarks of Word files by themselves."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("themas", "0016_opmerkingen_verhuisd")]
    operations = [
        migrations.DeleteModel(name="Afhandeling"),
        migrations.DeleteModel(name="Opmerking"),
    ]
