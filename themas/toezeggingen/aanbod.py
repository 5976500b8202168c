"""While writing: the promises of the theme beside the text, and the sentences of a paragraaf that
are offered for the register. Nothing is registered by itself."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from themas.jaar.models import Bijdrage, Ronde, Voortgang
from themas.jaar.permissions import Bezoeker
from themas.plan.models import Thema
from themas.toezeggingen.herkennen import find_aankondigingen
from themas.toezeggingen.herkomst import Herkomst, in_paragraaf
from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.permissions import visible_toezeggingen
from themas.toezeggingen.querysets import ToezeggingQuerySet
from themas.toezeggingen.transitions import register
from themas.toezeggingen.workflow import Soort
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences

TERMIJN_VOORBIJ = (
    "De termijn van deze zin is al voorbij: in het register staat zij meteen als te laat. Klopt de "
    "termijn in uw tekst?"
)


@dataclass(frozen=True, slots=True)
class Aanbod:
    """A sentence that promises something, and what the register would hold of it: `tekst`, with
    the sentence before it when it points back. `toezegging` is the entry when it is there
    already."""

    zin: str
    tekst: str
    sleutel: str
    termijn: str
    termijn_op: date | None
    toezegging: Toezegging | None = None

    @property
    def voorbij(self) -> bool:
        """Whether the term has passed before the promise is even registered."""
        return self.termijn_op is not None and self.termijn_op < timezone.localdate()


def letter_day(ronde: Ronde) -> date:
    """The day from which the terms in a round's letter are counted: the letter appears when the
    year it looks ahead to begins."""
    return date(ronde.vooruitblikjaar or (ronde.verslagjaar or 0) + 1, 1, 1)


def aanbod_for(paragraaf: Voortgang) -> list[Aanbod]:
    """The sentences of a paragraaf that are offered, in order, as they are stored now. Two
    queries; the bijdrage and its ronde must be there."""
    known = {t.zinsleutel: t for t in paragraaf.toezeggingen.all() if t.zinsleutel}
    blokken = sorted(paragraaf.blokken.all(), key=lambda b: b.positie)
    texts = [plain(blok.tekst) for blok in blokken]
    return offers_in(texts, paragraaf.kop, paragraaf.bijdrage.ronde, known)


def offers_in(
    texts: Iterable[str], kop: str, ronde: Ronde, known: Mapping[str, Toezegging]
) -> list[Aanbod]:
    """The sentences that are offered from the plain texts of one heading, in order. `known`: by
    their key the ones that are in the register."""
    offers: dict[str, Aanbod] = {}
    for text in texts:
        for a in find_aankondigingen(text, letter_day(ronde), kop):
            sleutel = sentence_key(a.zin, a.deel)
            tekst = f"{a.aanloop} {a.zin}".strip()
            offers[sleutel] = Aanbod(a.zin, tekst, sleutel, a.termijn, a.op, known.get(sleutel))
    return list(offers.values())


def register_sentence(paragraaf: Voortgang, sleutel: str, door: Gebruiker) -> Toezegging:
    """Enter one of the sentences that a paragraaf offers; see `register_offer`."""
    offers = aanbod_for(paragraaf)
    return register_offer(offers, sleutel, in_paragraaf(paragraaf), paragraaf.bijdrage.thema, door)


def register_offer(
    offers: list[Aanbod], sleutel: str, herkomst: Herkomst, thema: Thema | None, door: Gebruiker
) -> Toezegging:
    """Enter one of the offered sentences. Raises Geweigerd when the text has changed and the
    sentence is no longer there, PermissionDenied for somebody who may not register it."""
    offer = next((a for a in offers if a.sleutel == sleutel), None)
    if offer is None:
        raise Geweigerd(
            blokkeert(
                "zin-weg",
                "Deze zin staat niet meer in de paragraaf. Sla de tekst op en kies opnieuw.",
            )
        )
    velden = {
        "soort": Soort.AANKONDIGING,
        "tekst": offer.tekst[:4000],
        "zinsleutel": offer.sleutel,
        "gemaakt_op": timezone.localdate(),
        "thema": thema,
        "adviseur": door,
        "termijn": offer.termijn[:200],
        "termijn_op": offer.termijn_op,
    }
    return register(velden, door, herkomst)


def open_for(bijdrage: Bijdrage, gebruiker: Bezoeker) -> ToezeggingQuerySet:
    """The promises of this theme, or of the one it succeeds, that are not settled: overdue first.
    One query."""
    thema = bijdrage.thema
    of_theme = Q(thema=thema) | (Q(thema=thema.voorganger_id) if thema.voorganger_id else Q())
    return (
        visible_toezeggingen(gebruiker).filter(of_theme).unsettled().in_order(timezone.localdate())
    )


def naast_context(
    bijdrage: Bijdrage, gebruiker: Bezoeker, paragraaf: Voortgang | None = None
) -> dict[str, Any]:
    """What `themas/_toezeggingen_naast.html` shows beside a bijdrage, or beside one paragraaf of
    it. A constant number of queries."""
    context: dict[str, Any] = {"open_toezeggingen": list(open_for(bijdrage, gebruiker))}
    if paragraaf is not None:
        context["aanbod"] = aanbod_for(paragraaf)
        prefetch_related_objects([paragraaf], *in_register(gebruiker))
    return context


def in_register(gebruiker: Bezoeker) -> tuple[Prefetch, Prefetch]:  # type: ignore[type-arg]
    """To read with paragrafen: what each promises (`belooft`) and settles (`doet_af`), as far as
    this person may see it."""
    visible = visible_toezeggingen(gebruiker)
    settles = Afdoening.objects.filter(toezegging__in=visible.values("pk"))
    return (
        Prefetch("toezeggingen", visible.order_by("pk"), to_attr="belooft"),
        Prefetch("afdoeningen", settles.select_related("toezegging"), to_attr="doet_af"),
    )


def sentence_keys(paragraaf: Voortgang) -> set[str]:
    """The keys of all sentences that stand in a paragraaf now."""
    return keys_in(plain(blok.tekst) for blok in paragraaf.blokken.all())


def keys_in(texts: Iterable[str]) -> set[str]:
    """Those of a second promise in the same sentence are there as well."""
    zinnen = [z for text in texts for z in split_sentences(text)]
    return {sentence_key(z, deel) for z in zinnen for deel in (1, 2)}


def sentence_key(zin: str, deel: int = 1) -> str:
    words = " ".join(zin.casefold().split())
    if deel > 1:
        words += f" [{deel}]"
    return hashlib.sha256(words.encode()).hexdigest()[:32]
