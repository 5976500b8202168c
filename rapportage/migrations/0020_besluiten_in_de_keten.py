"""What was decided and withdrawn before the chain knew of it gets a link of what stands there now,
in the order in which it was noted."""

from django.db import migrations


def chain_what_stood(apps, schema_editor):
    from rapportage.bewijs.manifest import Gebeurtenis, digest, event_digest, slug_of

    Manifest = apps.get_model("rapportage", "Manifest")
    rows = [
        (row.op, wat, row)
        for wat, naam in (("besluit", "Besluit"), ("intrekking", "Intrekking"))
        for row in apps.get_model("rapportage", naam).objects.filter(manifest=None)
    ]
    laatste = Manifest.objects.order_by("-nummer").first()
    vorige, begin = (laatste.sha256, laatste.nummer + 1) if laatste else ("", 1)
    rows.sort(key=lambda row: (row[0], row[1], row[2].pk))
    for nummer, (_, wat, row) in enumerate(rows, start=begin):
        said = (slug_of(wat, row), event_digest(wat, row))
        data = Gebeurtenis(nummer, vorige, wat, *said, achteraf=True).to_json()
        vorige = digest(data)
        Manifest.objects.create(nummer=nummer, sha256=vorige, inhoud=data, **{wat: row})


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0019_keten_en_geheime_stukken")]

    operations = [migrations.RunPython(chain_what_stood, migrations.RunPython.noop)]
