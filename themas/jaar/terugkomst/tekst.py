"""A bijdrage as the plain data that goes to Word, and as the merk that a file carries along.

The merk is the whole text as it was when the file was made, signed: what was changed without
tracking can then be told from what changed in the portal since, and making a file writes nothing.
"""

from typing import Any

import msgspec
from django.core import signing
from django.db.models import Prefetch

from themas.jaar.models import Bijdrage, Blok, Voortgang
from themas.jaar.word import BijdrageTekst, BlokTekst, ParagraafTekst
from themas.plan.models import Thema
from veiligheid.document.woorden import Bloksoort

_SALT = "themas.jaar.terugkomst.merk"


def text_of(bijdrage: Bijdrage) -> BijdrageTekst:
    """The bijdrage as it stands. Version and text belong together: read again when somebody saved
    in between."""
    while True:
        paragrafen = _paragrafen(bijdrage)
        versie = bijdrage.versie
        bijdrage.refresh_from_db(fields=["versie"])
        if bijdrage.versie == versie:
            ronde = bijdrage.ronde
            return BijdrageTekst(
                *(bijdrage.thema.titel, ronde.verslagjaar, ronde.vooruitblikjaar),
                *(versie, bijdrage.pk, paragrafen),
            )


def _paragrafen(bijdrage: Bijdrage) -> tuple[ParagraafTekst, ...]:
    voortgangen = Voortgang.objects.standing().filter(bijdrage=bijdrage)
    blokken = Prefetch("blokken", Blok.objects.order_by("positie"))
    return tuple(
        ParagraafTekst(
            v.sleutel,
            v.kop,
            tuple(BlokTekst(b.sleutel, Bloksoort(b.soort), b.tekst) for b in v.blokken.all()),
        )
        for v in voortgangen.prefetch_related(blokken)
    )


def names_of_references(bijdrage: Bijdrage) -> dict[str, str]:
    """What the references in a text point to, in words, by their key."""
    themas = Thema.objects.filter(plan=bijdrage.ronde.plan_id).values_list("slug", "titel")
    return {f"thema/{slug}": titel for slug, titel in themas}


def seal(tekst: BijdrageTekst) -> str:
    """The merk of this text: letters, digits, dashes and colons."""
    return signing.Signer(salt=_SALT).sign_object(msgspec.to_builtins(tekst), compress=True)


def unseal(merk: str, bijdrage: Bijdrage) -> BijdrageTekst | None:
    """The text that a merk holds. None when it isn't ours, isn't whole, or is of another
    bijdrage."""
    try:
        found: Any = signing.Signer(salt=_SALT).unsign_object(merk)
        tekst = msgspec.convert(found, BijdrageTekst)
    except (signing.BadSignature, ValueError, msgspec.ValidationError):
        return None
    return tekst if tekst.bijdrage_id == bijdrage.pk else None
