"""The links by which somebody says akkoord go to the room of all that is approved."""

import json
from hashlib import sha256

from django.db import migrations

VELDEN = (
    "versie", "inhoud", "naam", "functie", "email", "rol", "sha256", "door", "verloopt_op",
    "ingetrokken_op", "gebruikt_op", "antwoord",
)


def move(apps, schema_editor):
    """Each keeps its key: it stands in the log."""
    old, new = apps.get_model("themas", "Akkoordlink"), apps.get_model("core", "Akkoordlink")
    for link in old.objects.order_by("pk").iterator():
        text = json.dumps(link.inhoud, sort_keys=True, ensure_ascii=False)
        new.objects.create(
            pk=link.pk,
            soort="bijdrage",
            record=link.bijdrage_id,
            tekst_sha256=sha256(text.encode()).hexdigest(),
            **{naam: getattr(link, naam) for naam in VELDEN},
        )
        # When it was made is told as it was: the field would say now.
        new.objects.filter(pk=link.pk).update(gemaakt_op=link.gemaakt_op)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "SELECT setval(pg_get_serial_sequence('core_akkoordlink', 'id'), "
            "coalesce(max(id), 1), max(id) IS NOT NULL) FROM core_akkoordlink"
        )


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """That version keeps links somewhere else; see veiligheid.core.terugdraaien."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_akkoordlink")
            n = cursor.fetchone()[0]
        return f"{n} akkoordlinks staan in een tabel die die versie niet kent." if n else ""

    dependencies = [
        ("core", "0017_akkoordlink"),
        ("themas", "0023_ronde_op_het_scherm"),
    ]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
