from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("core", "0005_inleesbestand_ingelezen")]

    operations = [
        # Going back gives every row a moment.
        migrations.AlterField(
            "inleesbestand", "gehoord_op", models.DateTimeField("laatst gehoord op", default=timezone.now)
        ),
        migrations.RemoveField("inleesbestand", "gehoord_op"),
        migrations.RemoveField("inleesbestand", "poging"),
        migrations.RemoveField("inleesbestand", "staat"),
        migrations.RemoveField("inleesbestand", "stap"),
    ]
