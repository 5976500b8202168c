"""The state of a promise is told by its changes of state alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("themas", "0011_standwijzigingen_van_toen")]

    operations = [
        migrations.RemoveConstraint(
            model_name="toezegging",
            name="toezegging_staat_bekend",
        ),
        migrations.RemoveConstraint(
            model_name="toezegging",
            name="toezegging_vervalt_met_reden",
        ),
        migrations.RemoveIndex(
            model_name="toezegging",
            name="toezegging_openbaar",
        ),
        migrations.RemoveField(
            model_name="afdoening",
            name="deels",
        ),
        migrations.RemoveField(
            model_name="afdoening",
            name="verklaard_door",
        ),
        migrations.RemoveField(
            model_name="afdoening",
            name="verklaard_op",
        ),
        migrations.RemoveField(
            model_name="afdoening",
            name="voorgesteld_door",
        ),
        migrations.RemoveField(
            model_name="afdoening",
            name="voorgesteld_op",
        ),
        migrations.RemoveField(
            model_name="toezegging",
            name="reden",
        ),
        migrations.RemoveField(
            model_name="toezegging",
            name="staat",
        ),
        migrations.RemoveField(
            model_name="toezegging",
            name="staat_op",
        ),
    ]
