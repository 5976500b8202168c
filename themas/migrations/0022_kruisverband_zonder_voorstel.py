"""The state of a kruisverband says whether it is a proposal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("themas", "0021_kruisverband_staat_gegeven")]
    operations = [
        migrations.RemoveField("kruisverband", "voorstel"),
        migrations.AddConstraint(
            "kruisverband",
            models.CheckConstraint(
                condition=models.Q(staat__in=["voorstel", "aangenomen", "geweigerd"]),
                name="kruisverband_staat_uit_de_lijst",
            ),
        ),
    ]
