"""Verbs on remarks: place, answer, settle, open again. Permission is the caller's.

Nothing is ever overwritten, so that two people who do something at once both did it; each verb
takes the anchor's row, so that settling twice is once. A log line says which, never the words.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from veiligheid.core.bewerken.doel import RecordDoel
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.opmerkingen.anker import Omgeving, Plek, around, places_of, text_of
from veiligheid.core.opmerkingen.models import Anker, Opmerking, Opmerkingstap
from veiligheid.core.opmerkingen.noemen import tell_mentioned
from veiligheid.core.richtext import one_line

MAX_TEKST = 5_000
MAX_CITAAT = 500
Soort = Opmerkingstap.Soort


@transaction.atomic
def place(
    soort: str,
    record: int,
    doel: RecordDoel | None,
    tekst: str,
    door: Gebruiker,
    *,
    citaat: str = "",
    voor: str = "",
    stuk: str = "",
    uuid: UUID | None = None,
) -> Opmerking:
    """A remark at these words (`citaat`) of a text, or at the whole of it without. Sent twice with
    the same uuid it is placed once.

    voor: what stands right before the words; stuk: in which piece. Both help where the words stand
    more often. Raises Geweigerd when the remark says nothing, and when its words are not in the
    text or nobody can tell which are meant.
    """
    tekst, citaat = _said(tekst), one_line(citaat)[:MAX_CITAAT].strip()
    earlier: Opmerking | None = Opmerking.objects.filter(uuid=uuid).first() if uuid else None
    if earlier is not None:
        return earlier
    if doel is not None:
        # Whoever saves waits here, so that the words are where they were found.
        doel.hold()
    where: dict[str, Any] = {"soort": soort, "record": record}
    if citaat:
        citaat, place_ = _where(doel, citaat, voor, stuk)
        where |= place_
    opmerking: Opmerking = Opmerking.objects.create(
        uuid=uuid or uuid4(),
        tekst=tekst,
        citaat=citaat,
        wie=door.naam,
        gebruiker_id=door.pk,
        op=timezone.now(),
    )
    Anker.objects.create(opmerking=opmerking, **where)
    Logregel.write("opmerken", opmerking, door, bij=f"{soort}/{record}")
    tell_mentioned(tekst, opmerking.pk, f"opmerking/{opmerking.pk}", (soort, record), door)
    return opmerking


def _where(
    doel: RecordDoel | None, citaat: str, voor: str, stuk: str
) -> tuple[str, dict[str, Any]]:
    """The words as they stand there, and where that is."""
    stukken = doel.read()[1].stukken if doel is not None else {}
    if stuk in stukken and places_of(citaat, text_of(stukken[stuk])):
        stukken = {stuk: stukken[stuk]}
    found = [
        (naam, plek)
        for naam, waarde in stukken.items()
        for plek in places_of(citaat, text_of(waarde), voor)
    ]
    if not found:
        melding = (
            f"De woorden ‘{_short(citaat)}’ staan niet (meer) zo in deze tekst. Neem ze over zoals "
            "ze er staan, uit één alinea."
        )
        raise Geweigerd(blokkeert("woorden-onbekend", melding))
    if len(found) > 1:
        melding = (
            f"De woorden ‘{_short(citaat)}’ staan {len(found)} keer in deze tekst. Neem er een "
            "paar woorden omheen bij, zodat duidelijk is welke u bedoelt."
        )
        raise Geweigerd(blokkeert("woorden-vaker", melding))
    naam, plek = found[0]
    text = text_of(stukken[naam])
    return text[plek.begin : plek.eind], as_place(naam, plek, text)


def as_place(stuk: str, plek: Plek, text: str) -> dict[str, Any]:
    """The fields of an anchor at these words."""
    omgeving: Omgeving = around(text, plek)
    return {
        "stuk": stuk,
        "begin": plek.begin,
        "eind": plek.eind,
        "voor": omgeving.voor,
        "na": omgeving.na,
    }


def _short(citaat: str) -> str:
    return citaat if len(citaat) <= 60 else f"{citaat[:57]}…"


def _said(tekst: str) -> str:
    tekst = tekst.replace("\r\n", "\n").replace("\x00", "").strip()
    if not tekst:
        raise Geweigerd(blokkeert("opmerking-leeg", "Schrijf iets in de opmerking."))
    if len(tekst) > MAX_TEKST:
        melding = f"Een opmerking heeft hoogstens {MAX_TEKST} tekens; deze heeft er {len(tekst)}."
        raise Geweigerd(blokkeert("opmerking-te-lang", melding))
    return tekst


@transaction.atomic
def answer(opmerking: Opmerking, tekst: str, door: Gebruiker, uuid: UUID | None = None) -> None:
    """Reply. Sent twice with the same uuid it is said once. Raises Geweigerd."""
    if uuid and Opmerkingstap.objects.filter(uuid=uuid).exists():
        return
    tekst = _said(tekst)
    stap = _step(opmerking, Soort.ANTWOORD, door, tekst, uuid)
    Logregel.write("antwoorden", opmerking, door)
    anker = Anker.objects.get(opmerking=opmerking)
    where = (anker.soort, anker.record)
    tell_mentioned(tekst, opmerking.pk, f"antwoord/{stap.pk}", where, door)


@transaction.atomic
def settle(opmerking: Opmerking, door: Gebruiker) -> Opmerkingstap | None:
    """It was dealt with. Twice is once: then who was first is given back."""
    return _set_open(opmerking, Soort.AFGEHANDELD, door)


@transaction.atomic
def reopen(opmerking: Opmerking, door: Gebruiker) -> Opmerkingstap | None:
    """It was not dealt with after all. Twice is once: then who was first is given back."""
    return _set_open(opmerking, Soort.HEROPEND, door)


def _set_open(
    opmerking: Opmerking, soort: Opmerkingstap.Soort, door: Gebruiker
) -> Opmerkingstap | None:
    anker = Anker.objects.select_for_update().get(opmerking=opmerking)
    open_ = soort is Soort.HEROPEND
    if anker.open == open_:
        return Opmerkingstap.objects.filter(opmerking=opmerking, soort=soort).order_by("pk").last()
    _step(opmerking, soort, door)
    Anker.objects.filter(pk=anker.pk).update(open=open_)
    Logregel.write("afhandelen" if soort is Soort.AFGEHANDELD else "heropenen", opmerking, door)
    return None


def _step(
    opmerking: Opmerking, soort: Opmerkingstap.Soort, door: Gebruiker, tekst: str = "",
    uuid: UUID | None = None,
) -> Opmerkingstap:  # fmt: skip
    made: Opmerkingstap = Opmerkingstap.objects.create(
        opmerking=opmerking,
        soort=soort,
        tekst=tekst,
        wie=door.naam,
        gebruiker_id=door.pk,
        uuid=uuid or uuid4(),
    )
    return made
