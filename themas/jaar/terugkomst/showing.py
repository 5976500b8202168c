"""What came back as a person reads it: in the order of the text, each with what can be decided."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from themas.jaar.saving import VoortgangDoel
from themas.jaar.terugkomst.fitting import PastNiet, Stand, work_out
from themas.jaar.terugkomst.models import Terugkomst, Voorstel, Voorstelbesluit
from veiligheid.core.findings import Bevinding, Ernst
from veiligheid.core.models import Anker
from veiligheid.core.opmerkingen.lezen import Draad, threads
from veiligheid.core.richtext import plain
from veiligheid.core.verschil import Regel, difference

_SOORTEN = {
    "invoeging": "Ingevoegd",
    "verwijdering": "Verwijderd",
    "wijziging": "Gewijzigd",
    "nieuw_blok": "Nieuw blok",
    "nieuwe_paragraaf": "Nieuwe paragraaf",
    "weg_blok": "Blok verwijderd",
    "weg_paragraaf": "Paragraaf verwijderd",
    "verplaatst": "Verplaatst",
    "kop": "Kop gewijzigd",
}


@dataclass(frozen=True, slots=True)
class Getoond:
    """A proposal to read.

    verschil: the words that change; empty when only the place or the look does. past_niet: why it
    can't be accepted by itself. wacht: it fits again once the open one before it is decided.
    """

    voorstel: Voorstel
    kop: str
    soort: str
    verschil: list[Regel]
    besluit: Voorstelbesluit | None
    past_niet: PastNiet | None = None
    wacht: bool = False

    @property
    def open(self) -> bool:
        return self.besluit is None

    @property
    def op_andere_plek(self) -> bool:
        return self.voorstel.plaats is not None and self.voorstel.voor == self.voorstel.na


@dataclass(frozen=True, slots=True)
class GetoondeOpmerking:
    draad: Draad
    kop: str


@dataclass(frozen=True, slots=True)
class Auteur:
    """Who proposed, with how many open proposals. `wie` is "" for what nobody tracked."""

    wie: str
    open: int


@dataclass(frozen=True, slots=True)
class Overzicht:
    """The whole page: proposals and remarks in the order of the text, and by whom."""

    delen: list[Getoond | GetoondeOpmerking]
    auteurs: list[Auteur]
    bevindingen: list[Bevinding]

    @property
    def open(self) -> int:
        return sum(auteur.open for auteur in self.auteurs)


def overview(terugkomst: Terugkomst) -> Overzicht:
    """Everything of one return. The number of queries does not depend on how much came back."""
    stand = Stand.of(terugkomst.bijdrage)
    voorstellen = list(terugkomst.voorstellen.select_related("besluit").order_by("nummer"))
    shown: list[tuple[tuple[int, int, int], Getoond | GetoondeOpmerking]] = []
    waiting: set[object] = set()
    left: dict[object, list[tuple[str, str]]] = defaultdict(list)
    for v in voorstellen:
        getoond = _shown(v, stand, waiting, left[v.doel])
        if not v.is_taken:
            left[v.doel].append((v.voor, v.na))
        shown.append(((v.volgorde, 0, v.nummer), getoond))
        if getoond.open:
            waiting.add(v.doel)
    titels = {v.pk: v.kop or "(zonder kop)" for v in stand.paragrafen.values()}
    for draad in threads(Anker.objects.filter(opmerking__bron=terugkomst.bron)):
        kop = titels.get(draad.anker.record) if draad.anker.soort == VoortgangDoel.soort else None
        item = GetoondeOpmerking(draad, kop or "de bijdrage")
        shown.append(((draad.opmerking.volgorde, 1, draad.opmerking.pk), item))
    shown.sort(key=lambda pair: pair[0])
    counts = Counter(v.wie for v in voorstellen if getattr(v, "besluit", None) is None)
    authors = dict.fromkeys(v.wie for v in voorstellen)
    return Overzicht(
        [item for _, item in shown],
        [Auteur(wie, counts[wie]) for wie in authors],
        [Bevinding(**{**b, "ernst": Ernst(b["ernst"])}) for b in terugkomst.bevindingen],
    )


def _shown(v: Voorstel, stand: Stand, waiting: set[object], left: list[tuple[str, str]]) -> Getoond:
    besluit = getattr(v, "besluit", None)
    past_niet, wacht = None, False
    if besluit is None:
        try:
            work_out(v.as_data(), stand, left)
        except PastNiet as fout:
            past_niet = fout
            wacht = v.doel in waiting
    kop = _kop(v.paragraaf, v.kop, stand)
    return Getoond(v, kop, _soort(v), difference(v.voor, v.na), besluit, past_niet, wacht)


def _kop(sleutel: str, nieuw: str, stand: Stand) -> str:
    if sleutel in stand.paragrafen:
        return stand.paragrafen[sleutel].kop or "(zonder kop)"
    return nieuw or "Nieuwe paragraaf"


def _soort(v: Voorstel) -> str:
    if v.soort in ("invoeging", "wijziging") and v.na.count("<table") > v.voor.count("<table"):
        return "Tabel ingevoegd"
    if v.soort == "wijziging" and plain(v.voor) == plain(v.na):
        return "Opmaak gewijzigd"
    return _SOORTEN[v.soort]
