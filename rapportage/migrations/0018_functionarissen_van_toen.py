"""Who signed the newest letter signs the next one too, as before: a letter took them over from the
one before it, and from now on they follow from its day."""

from datetime import date

from django.db import migrations


def take_over(apps, schema_editor):
    Brief = apps.get_model("rapportage", "Brief")
    Functionaris = apps.get_model("rapportage", "Functionaris")
    if Functionaris.objects.exists():
        return
    letters = Brief.objects.filter(soort="veiligheidsbrief").exclude(ondertekenaars=None)
    brief = letters.select_related("ronde").order_by("-ronde__vooruitblikjaar", "-pk").first()
    if brief is None:
        return
    van = brief.datum or date(brief.ronde.vooruitblikjaar, 1, 1)
    signed = list(brief.ondertekenaars.order_by("positie"))
    for n, o in enumerate(signed, start=1):
        Functionaris.objects.create(naam=o.naam, functie=o.functie, van=van, positie=min(n, 99))
    if brief.portefeuillehouder:
        # Which of them it is, nobody said: the burgemeester, who signs last, has safety by law.
        last = Functionaris.objects.order_by("-positie").first()
        Functionaris.objects.filter(pk=last.pk).update(portefeuillehouder=brief.portefeuillehouder)


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0017_functionaris")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
