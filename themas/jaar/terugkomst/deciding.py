"""Verbs on what came back: accept a proposal or refuse it.

Each locks the bijdrage first, so that two people decide one after the other, and decides once.
Permission is the caller's (`permissions.get_own_terugkomst`). Accepting writes through
`core.saving.save`, so that every text keeps its history.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from themas.jaar import structure
from themas.jaar.models import Bijdrage
from themas.jaar.placing import move_before
from themas.jaar.saving import VoortgangDoel, as_inhoud, lock_bijdrage
from themas.jaar.terugkomst.fitting import PastNiet, Stand, Tekst, Uitwerking, work_out
from themas.jaar.terugkomst.models import Terugkomst, Voorstel, Voorstelbesluit
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import Opslag, save

Uitslag = Voorstelbesluit.Uitslag


@dataclass(slots=True)
class Afloop:
    """What became of several proposals at once."""

    gedaan: int = 0
    passen_niet: int = 0


@transaction.atomic
def accept(voorstel: Voorstel, door: Gebruiker) -> None:
    """Put a proposal into the text. Raises PastNiet when the text has changed since, and Geweigerd
    when the bijdrage may not be edited now or somebody decided already; then nothing changes."""
    bijdrage = voorstel.terugkomst.bijdrage
    lock_bijdrage(bijdrage.pk)
    _refuse_decided(voorstel)
    uitwerking = work_out(voorstel.as_data(), Stand.of(bijdrage), voorstel.not_taken_before())
    _write(voorstel, uitwerking, bijdrage, door)
    _decide(voorstel, Uitslag.OVERGENOMEN, door)


@transaction.atomic
def refuse(voorstel: Voorstel, door: Gebruiker) -> None:
    """Leave the text as it is. Raises Geweigerd when somebody decided already."""
    _lock(voorstel.terugkomst)
    _refuse_decided(voorstel)
    _decide(voorstel, Uitslag.GEWEIGERD, door)


@transaction.atomic
def note_done_by_hand(voorstel: Voorstel, door: Gebruiker) -> None:
    """The writer put it into the text in other words. Raises Geweigerd as `refuse` does."""
    _lock(voorstel.terugkomst)
    _refuse_decided(voorstel)
    _decide(voorstel, Uitslag.ZELF_VERWERKT, door)


@transaction.atomic
def decide_all(
    terugkomst: Terugkomst, wie: str | None, besluit: Voorstelbesluit.Uitslag, door: Gebruiker
) -> Afloop:
    """Accept or refuse every open proposal of one author ("" is what nobody tracked; None is
    everybody), in order. What doesn't fit stays open and is counted. Raises Geweigerd."""
    _lock(terugkomst)
    afloop = Afloop()
    verb = accept if besluit is Uitslag.OVERGENOMEN else refuse
    for voorstel in terugkomst.voorstellen.filter(besluit=None).order_by("nummer"):
        if wie is not None and voorstel.wie != wie:
            continue
        try:
            verb(voorstel, door)
            afloop.gedaan += 1
        except PastNiet:
            afloop.passen_niet += 1
    return afloop


def _lock(terugkomst: Terugkomst) -> None:
    Bijdrage.objects.select_for_update().get(pk=terugkomst.bijdrage_id)


def _refuse_decided(voorstel: Voorstel) -> None:
    besluit = Voorstelbesluit.objects.filter(voorstel=voorstel).first()
    if besluit is not None:
        melding = f"Over dit voorstel is al besloten: {besluit.get_besluit_display().lower()}"
        raise Geweigerd(blokkeert("al-besloten", f"{melding} door {besluit.wie}.", voorstel.uitleg))


def _decide(voorstel: Voorstel, besluit: Voorstelbesluit.Uitslag, door: Gebruiker) -> None:
    Voorstelbesluit.objects.create(
        voorstel=voorstel, besluit=besluit, wie=door.naam, gebruiker_id=door.pk
    )
    Logregel.write(besluit.value, voorstel, door, auteur=voorstel.wie)


def _write(voorstel: Voorstel, what: Uitwerking, bijdrage: Bijdrage, door: Gebruiker) -> None:
    for tekst in what.teksten:
        _save(voorstel, tekst, door)
    if what.verwijder is not None:
        structure.remove_voortgang(what.verwijder, door)
    if what.verplaats is not None:
        move_before(what.verplaats, what.voor, door)
    if what.nieuw is not None:
        kop, blokken = what.nieuw
        nieuw = structure.add_voortgang(bijdrage, kop, door)
        if what.voor is not None:
            move_before(nieuw, what.voor, door)
        _save(voorstel, Tekst(nieuw, kop, blokken), door)


def _save(voorstel: Voorstel, tekst: Tekst, door: Gebruiker) -> None:
    doel = VoortgangDoel(tekst.voortgang)
    # One for each paragraaf that the proposal touches: doing it again is answered, not repeated.
    uuid = uuid5(NAMESPACE_URL, f"voorstel/{voorstel.pk}/{doel.pk}")
    inhoud = as_inhoud(tekst.kop, tekst.blokken, gebieden=tekst.voortgang.gebieden)
    opslag = Opslag(uuid, tekst.voortgang.versie, inhoud)
    if not save(doel, opslag, door).gelukt:
        raise RuntimeError(f"{doel.soort} {doel.pk} changed under the lock of its bijdrage")
