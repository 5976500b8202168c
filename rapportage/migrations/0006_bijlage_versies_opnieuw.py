"""An annex that was moved got a version without a revision. Of those that nobody saved yet, what
stands becomes the first version, so that the first save keeps it."""

from typing import Any

from django.db import migrations


def begin_again(apps: Any, schema_editor: Any) -> None:
    saved = apps.get_model("core", "Revisie").objects.filter(soort="bijlage").values("record")
    bijlagen = apps.get_model("rapportage", "Bijlage").objects.exclude(versie=1)
    bijlagen.exclude(pk__in=saved).update(versie=1)


class Migration(migrations.Migration):
    dependencies = [
        ("rapportage", "0005_auditoordeel_over_een_versie"),
        ("core", "0003_inleesbestand"),
    ]

    operations = [migrations.RunPython(begin_again, migrations.RunPython.noop)]
