"""A promise in a general part of a letter: which part, and of which round's letter. And since when
an entry is in its state."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("themas", "0008_oordeel_uit_een_bron")]

    operations = [
        migrations.AddField(
            "toezegging",
            "onderdeel",
            models.BigIntegerField("in algemeen deel", editable=False, null=True),
        ),
        migrations.AddField(
            "toezegging",
            "ronde",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="toezeggingen",
                to="themas.ronde",
                verbose_name="in de brief van ronde",
            ),
        ),
        migrations.AddField(
            "toezegging",
            "staat_op",
            models.DateField("staat sinds", blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            "toezegging",
            models.UniqueConstraint(
                condition=models.Q(("zinsleutel", ""), _negated=True),
                fields=("onderdeel", "zinsleutel"),
                name="toezegging_zin_in_onderdeel_uniek",
            ),
        ),
    ]
