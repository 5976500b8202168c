"""The PDF of a letter in preparation: made by a worker, kept an hour for who asked."""

import time
from dataclasses import dataclass

from rapportage.bijlagen.bestanden import load_files
from rapportage.models import Brief
from rapportage.permissions import may_read
from rapportage.rendering.paper import bijlage_pdf, letter_pdf
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Taak
from veiligheid.core.taken.soorten import Bezoeker, Soort, own, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Taakstaat, Uitkomst
from veiligheid.document.brief import Briefdocument

_SOORT = "concept-pdf"
# Whoever asks is answered with the file itself when it is there so soon.
_METEEN = 0.8
_KIJK = 0.1
_WACHT = "Er worden nog andere pdf’s gemaakt: deze wacht op haar beurt."


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which PDF: of the whole letter, or of the annex of this number."""

    brief: Brief
    document: Briefdocument
    nummer: int | None
    naam: str


def ask_pdf(vraag: Vraag, door: Gebruiker) -> Taak:
    """The taak that makes this PDF, or that made it within the hour of the very same document; a
    moment is waited for it."""
    document = vraag.document
    sleutel = f"{vraag.brief.pk}/{vraag.nummer or 0}/{document.sha256}/{door.pk}"
    made = Taak.objects.of(_SOORT, sleutel).filter(staat=Taakstaat.GELUKT, bestand__isnull=False)
    taak: Taak = made.first() or ask(
        _SOORT,
        sleutel,
        door,
        document=document.to_json().decode(),
        nummer=vraag.nummer,
        naam=vraag.naam,
    )
    until = time.monotonic() + _METEEN
    while taak.onaf and time.monotonic() < until:
        time.sleep(_KIJK)
        taak.refresh_from_db()
    return taak


def _make(werk: Werk) -> Uitkomst:
    argumenten = werk.taak.argumenten
    brief = _brief(werk.taak)
    if brief is None:
        raise Geweigerd(blokkeert("weg", "De brief bestaat niet meer."))
    document = Briefdocument.from_json(argumenten["document"].encode())
    bestanden = load_files(brief, document)

    def wacht() -> None:
        werk.meld(_WACHT)

    werk.meld("De pdf wordt gemaakt.")
    if (nummer := argumenten["nummer"]) is None:
        pdf, _ = letter_pdf(document, bestanden, concept=True, wacht=wacht)
    else:
        pdf = bijlage_pdf(document, nummer, bestanden, concept=True, wacht=wacht)
    return werk.with_file(argumenten["naam"], "application/pdf", pdf)


def _brief(taak: Taak) -> Brief | None:
    return Brief.objects.filter(pk=taak.sleutel.partition("/")[0]).first()


def _may_follow(gebruiker: Bezoeker, taak: Taak) -> bool:
    """Who asked, as long as the letter may be read: asked again at each download."""
    brief = _brief(taak)
    return own(gebruiker, taak) and brief is not None and may_read(gebruiker, brief)


def _title(taak: Taak) -> str:
    return f"{taak.argumenten['naam']} maken"


register(Soort(_SOORT, _make, _title, _may_follow, voorrang=20))
