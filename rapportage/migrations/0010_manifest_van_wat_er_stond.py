"""What was published before there were manifests gets one of what stands there now, in the order in
which it was published."""

from django.db import migrations


def chain_what_stood(apps, schema_editor):
    from rapportage.bewijs.lezer import NietTeLezen, fingerprints
    from rapportage.bewijs.manifest import describe, digest

    Manifest = apps.get_model("rapportage", "Manifest")
    vormen = apps.get_model("rapportage", "Vormbestand").objects
    vorige = ""
    publicaties = apps.get_model("rapportage", "Publicatie").objects.order_by("pk")
    for nummer, publicatie in enumerate(publicaties, start=1):
        bladzijden = {}
        for pdf in publicatie.bestanden.filter(pad__endswith=".pdf").iterator(chunk_size=1):
            try:
                bladzijden[pdf.pad] = fingerprints(bytes(pdf.inhoud))
            except NietTeLezen:
                continue
        inhoud = describe(publicatie, nummer, vorige, bladzijden, vormen=vormen, achteraf=True)
        data = inhoud.to_json()
        vorige = digest(data)
        Manifest.objects.create(
            nummer=nummer, publicatie=publicatie, sha256=vorige, inhoud=data
        )


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0009_manifest")]

    operations = [migrations.RunPython(chain_what_stood, migrations.RunPython.noop)]
