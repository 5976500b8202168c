"""The table that held the links of bijdragen by themselves."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("themas", "0024_akkoordlinks_verhuisd")]
    operations = [migrations.DeleteModel(name="Akkoordlink")]
