"""The remarks that came back with Word files go to the room of all remarks."""

import re

from django.db import migrations

from veiligheid.core.opmerkingen.anker import around, places_of, text_of


def move(apps, schema_editor):
    old = apps.get_model("themas", "Opmerking")
    texts = Texts(apps)
    for o in old.objects.select_related("terugkomst", "afhandeling").order_by("pk"):
        move_one(apps, o, texts)


class Texts:
    """The paragrafen and blocks of a bijdrage, asked once."""

    def __init__(self, apps):
        self._voortgang = apps.get_model("themas", "Voortgang")
        self._found = {}

    def of(self, bijdrage):
        if bijdrage not in self._found:
            rows = self._voortgang.objects.filter(bijdrage=bijdrage).prefetch_related("blokken")
            self._found[bijdrage] = {v.sleutel: v for v in rows}
        return self._found[bijdrage]


def move_one(apps, o, texts):
    new = apps.get_model("core", "Opmerking").objects.create(
        tekst=o.tekst,
        citaat=o.citaat,
        wie=o.wie,
        op=o.op,
        bron=f"terugkomst/{o.terugkomst_id}",
        volgorde=o.volgorde,
    )
    settled = getattr(o, "afhandeling", None)
    voortgang = texts.of(o.terugkomst.bijdrage_id).get(o.paragraaf)
    where = {"soort": "bijdrage", "record": o.terugkomst.bijdrage_id}
    if voortgang is not None:
        where = {"soort": "voortgang", "record": voortgang.pk, **words(voortgang, o.citaat)}
    apps.get_model("core", "Anker").objects.create(opmerking=new, open=settled is None, **where)
    if settled is not None:
        # When it was done is told as it was: the field would say now.
        step = apps.get_model("core", "Opmerkingstap")
        row = step(
            opmerking=new,
            soort="afgehandeld",
            wie=settled.wie,
            gebruiker_id=settled.gebruiker_id,
        )
        step._meta.get_field("op").auto_now_add = False
        row.op = settled.op
        row.save()
        step._meta.get_field("op").auto_now_add = True


def words(voortgang, citaat):
    """Where the words stand, if they do once."""
    pieces = {"kop": voortgang.kop}
    pieces |= {f"blok/{b.sleutel}": b.tekst for b in voortgang.blokken.all()}
    found = [
        (naam, plek, text)
        for naam, waarde in pieces.items()
        for text in [text_of(waarde)]
        for plek in places_of(re.sub("…$", "", citaat), text)
    ]
    if len(found) != 1:
        return {}
    naam, plek, text = found[0]
    omgeving = around(text, plek)
    return {
        "stuk": naam,
        "begin": plek.begin,
        "eind": plek.eind,
        "voor": omgeving.voor,
        "na": omgeving.na,
    }


class Migration(migrations.Migration):
    def hindernis(self, connection):
        """That version knows no remarks but those of Word; see veiligheid.core.terugdraaien."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_opmerking")
            n = cursor.fetchone()[0]
        return f"{n} opmerkingen staan in een tabel die die versie niet kent." if n else ""

    dependencies = [
        ("core", "0014_opmerkingen"),
        ("themas", "0015_besluiten_van_de_raad"),
    ]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
