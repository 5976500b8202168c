"""The versions of the register began without revisions: what stands becomes the first, so that the
first save keeps it. There was nothing that named the numbers before."""

from typing import Any

from django.db import migrations


def begin_again(apps: Any, schema_editor: Any) -> None:
    apps.get_model("themas", "Toezegging").objects.exclude(versie=1).update(versie=1)


class Migration(migrations.Migration):
    dependencies = [("themas", "0013_ronde_versie")]

    operations = [migrations.RunPython(begin_again, migrations.RunPython.noop)]
