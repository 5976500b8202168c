"""A letter of nobody's, to see the house style of today in: every part that a letter has, once."""

from datetime import date

from django.conf import settings

from rapportage.models import Briefsoort
from rapportage.ondertekening.lezen import op_dag
from veiligheid.document.brief import (
    Blok,
    Briefdocument,
    Hoofdstuk,
    Onderdeel,
    Paragraaf,
    Themagroep,
)
from veiligheid.document.woorden import Bloksoort

_TABEL = (
    '<table><caption>Zo staat een tabel erin</caption><thead><tr><th scope="col"><p>Wat</p></th>'
    '<th scope="col"><p>Aantal</p></th></tr></thead><tbody><tr><td><p>Een regel</p></td>'
    "<td><p>12</p></td></tr><tr><td><p>Nog een</p></td><td><p>9</p></td></tr></tbody></table>"
)


def make_proefbrief(op: date) -> Briefdocument:
    """As of this day: of this municipality, signed by who signs then."""
    paragraaf = Paragraaf(
        "proef-kop",
        "De kop van een paragraaf",
        (
            Blok(
                Bloksoort.TERUGBLIK,
                "<p>Gewone tekst, met <strong>vet</strong>, <em>cursief</em> en "
                '<a href="#afsluiting">een link</a>.</p><ul><li><p>Een lijst</p></li><li><p>met '
                f"twee regels</p></li></ul>{_TABEL}",
            ),
            Blok(Bloksoort.VOORUITBLIK, "<p>Zo staat erin wat u belooft.</p>"),
        ),
    )
    return Briefdocument(
        soort=Briefsoort.VEILIGHEIDSBRIEF.value,
        slug="proefbrief",
        titel="Een brief om de huisstijl in te zien",
        gemeente=settings.GEMEENTE_NAAM,
        verslagjaar=op.year - 1,
        vooruitblikjaar=op.year,
        aan="Aan de gemeenteraad",
        datum=op,
        kenmerk="proef",
        portefeuillehouder="",
        aanhef="Geachte leden van de raad,",
        samenvatting="Zo ziet een brief eruit die u vandaag publiceert.",
        inleiding=(Onderdeel("inleiding", 1, "Inleiding", "<p>Hier begint de brief.</p>"),),
        groepen=(
            Themagroep(
                "groep",
                "Een groep van thema’s",
                "",
                (Hoofdstuk("thema", 1, "thema", "Een thema", (paragraaf,)),),
            ),
        ),
        afsluiting=(Onderdeel("afsluiting", 1, "Afsluiting", "<p>Hier eindigt zij.</p>"),),
        groet="Met vriendelijke groet,",
        afzender="College van burgemeester en wethouders",
        ondertekenaars=op_dag(op).ondertekenaars,
        bijlagen=(),
        voetnoten=(),
    )
