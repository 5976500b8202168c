"""What was published before there were manifests gets one of what stands there now, in the order in
which it was published."""

from django.db import migrations


def chain_what_stood(apps, schema_editor):
    from rapportage.bewijs.lezer import NietTeLezen, fingerprints
    from rapportage.bewijs.manifest import describe, digest

    Manifest = apps.get_model("rapportage", "Manifest")
    vormen = apps.get_model("rapportage", "Vormbestand").objects
    # After going back and forward the chain stands: it goes on where it ended.
    laatste = Manifest.objects.order_by("-nummer").first()
    vorige, begin = (laatste.sha256, laatste.nummer + 1) if laatste else ("", 1)
    publicaties = apps.get_model("rapportage", "Publicatie").objects.order_by("pk")
    zonder = publicaties.exclude(pk__in=Manifest.objects.values("publicatie"))
    for nummer, publicatie in enumerate(zonder, start=begin):
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
