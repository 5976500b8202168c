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
from themas.toezeggingen.herkennen import find_aankondigingen
from themas.toezeggingen.models import Afdoening, Toezegging, Zinweigering
from themas.toezeggingen.permissions import visible_toezeggingen
from themas.toezeggingen.querysets import ToezeggingQuerySet
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences

_MEEST_IN_EEN_ZIN = 9
TERMIJN_VOORBIJ = (
    "De termijn van deze zin is al voorbij: in het register staat zij meteen als te laat. Klopt de "
    "termijn in uw tekst?"
)


@dataclass(frozen=True, slots=True)
class Aanbod:
    """A sentence that promises something, and what the register would hold of it: `tekst`, with
    the sentence before it when it points back. `zeker`: whether it surely is a promise, or looks
    like one. `toezegging` is the entry when it is there already, `weigering` what keeps it out."""

    zin: str
    tekst: str
    sleutel: str
    termijn: str
    termijn_op: date | None
    zeker: bool
    toezegging: Toezegging | None = None
    weigering: Zinweigering | None = None

    @property
    def wacht(self) -> bool:
        """Whether nobody has decided about it."""
        return self.toezegging is None and self.weigering is None

    @property
    def voorbij(self) -> bool:
        """Whether the term has passed before the promise is even registered."""
        return self.termijn_op is not None and self.termijn_op < timezone.localdate()


def letter_day(ronde: Ronde) -> date:
    """The day from which the terms in a round's letter are counted: the letter appears when the
    year it looks ahead to begins."""
    return date(ronde.vooruitblikjaar or (ronde.verslagjaar or 0) + 1, 1, 1)


def aanbod_for(paragraaf: Voortgang) -> list[Aanbod]:
    """The sentences of a paragraaf that are offered, in order, as they are stored now. Three
    queries; the bijdrage and its ronde must be there."""
    known = {t.zinsleutel: t for t in paragraaf.toezeggingen.all() if t.zinsleutel}
    refused = {w.zinsleutel: w for w in paragraaf.zinweigeringen.all()}
    blokken = sorted(paragraaf.blokken.all(), key=lambda b: b.positie)
    texts = [plain(blok.tekst) for blok in blokken]
    return offers_in(texts, paragraaf.kop, paragraaf.bijdrage.ronde, known, refused)


def offers_in(
    texts: Iterable[str],
    kop: str,
    ronde: Ronde,
    known: Mapping[str, Toezegging],
    refused: Mapping[str, Zinweigering],
) -> list[Aanbod]:
    """The sentences that are offered from the plain texts of one heading, in order. `known`: by
    their key the ones that are in the register. `refused`: those that are kept out of it."""
    offers: dict[str, Aanbod] = {}
    for text in texts:
        for a in find_aankondigingen(text, letter_day(ronde), kop):
            sleutel = sentence_key(a.zin, a.deel)
            tekst = f"{a.aanloop} {a.zin}".strip()
            offers[sleutel] = Aanbod(
                a.zin,
                tekst,
                sleutel,
                a.termijn,
                a.op,
                a.zeker,
                known.get(sleutel),
                refused.get(sleutel),
            )
    return list(offers.values())


def open_for(bijdrage: Bijdrage, gebruiker: Bezoeker) -> ToezeggingQuerySet:
    """The promises of this theme, or of the one it succeeds, that are not settled: overdue first.
    Three queries."""
    thema = bijdrage.thema
    vandaag = timezone.localdate()
    of_theme = Q(thema=thema) | (Q(thema=thema.voorganger_id) if thema.voorganger_id else Q())
    return (
        visible_toezeggingen(gebruiker)
        .filter(of_theme)
        .unsettled(vandaag)
        .in_order(vandaag)
        .with_stand()
    )


def naast_context(
    bijdrage: Bijdrage, gebruiker: Bezoeker, paragraaf: Voortgang | None = None
) -> dict[str, Any]:
    """What `themas/_toezeggingen_naast.html` shows beside a bijdrage, or beside one paragraaf of
    it. A constant number of queries."""
    context: dict[str, Any] = {"open_toezeggingen": list(open_for(bijdrage, gebruiker))}
    if paragraaf is not None:
        # What somebody kept out of the register is not pressed on the writer again.
        context["aanbod"] = [a for a in aanbod_for(paragraaf) if a.weigering is None]
        prefetch_related_objects([paragraaf], *in_register(gebruiker))
    return context


def in_register(gebruiker: Bezoeker) -> tuple[Prefetch, Prefetch]:  # type: ignore[type-arg]
    """To read with paragrafen: what each promises (`belooft`) and settles (`doet_af`), as far as
    this person may see it."""
    visible = visible_toezeggingen(gebruiker)
    settles = (
        Afdoening.objects.filter(toezegging__in=visible.values("pk"))
        .select_related("toezegging")
        .prefetch_related("toezegging__standwijzigingen__afdoening")
    )
    return (
        Prefetch("toezeggingen", visible.order_by("pk"), to_attr="belooft"),
        Prefetch("afdoeningen", settles, to_attr="doet_af"),
    )


def sentence_keys(paragraaf: Voortgang) -> set[str]:
    """The keys of all sentences that stand in a paragraaf now."""
    return keys_in(plain(blok.tekst) for blok in paragraaf.blokken.all())


def keys_in(texts: Iterable[str]) -> set[str]:
    """Those of a further promise in the same sentence are there as well."""
    zinnen = [z for text in texts for z in split_sentences(text)]
    return {sentence_key(z, deel) for z in zinnen for deel in range(1, _MEEST_IN_EEN_ZIN + 1)}


def sentence_key(zin: str, deel: int = 1) -> str:
    words = " ".join(zin.casefold().split())
    if deel > 1:
        words += f" [{deel}]"
    return hashlib.sha256(words.encode()).hexdigest()[:32]
