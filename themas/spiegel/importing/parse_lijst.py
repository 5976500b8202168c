"""From a CSV or XLSX file to a BronSpiegel: the columns by their heading, every row read or said to
be wrong."""

from dataclasses import dataclass, field

import msgspec

from themas.spiegel import kolommen as k
from themas.spiegel.importing.boom import Boom
from themas.spiegel.importing.source import BronOordeel, BronPassage, BronRij, BronSpiegel
from themas.spiegel.tekst import read_cell
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.overname import labels
from veiligheid.core.tabellen.bestand import open_table
from veiligheid.core.tabellen.kop import (
    MEEST,
    Indeling,
    Kolom,
    OnleesbareCel,
    Tabelvorm,
    check_cell,
    recognise,
    unread_sheets,
)
from veiligheid.core.tabellen.vraag import Antwoorden

_OORDEEL = ("kleur", "realisatie", "oorzaak", "gevolg", "bijsturing")
_KEUZES = (
    *(Kolom(n, k.WOORDEN[n], nodig=True, uitleg=" of ".join(k.WOORDEN[n])) for n in k.NODIG),
    *(Kolom(n) for n in k.VRIJ),
)


def _meaning(kop: str) -> tuple[str, int] | None:
    found = k.read_kop(kop)
    return (found.kolom, 0) if found else None


VORM = Tabelvorm("spiegel", _KEUZES, _meaning)


def parse_lijst(data: bytes, antwoorden: Antwoorden) -> tuple[BronSpiegel, list[Bevinding]]:
    """What was read, and what deserves a look. Raises Gevraagd when a column is missing, Geweigerd
    with a finding per row when a row can't be read."""
    indeling = recognise(open_table(data, tot=k.MAX_BYTES), VORM, antwoorden)
    findings = [*indeling.bevindingen, *unread_sheets(indeling.bestand)]
    bron = BronSpiegel()
    koppen = [_kop(indeling, at) for at in indeling.kolommen]
    bron.label_thema, bron.label_pijler, bron.label_actie = (
        next(kop.woord for kop in koppen if kop.kolom == n) for n in k.NIVEAUS
    )
    bron.jaren = {kop.jaar for kop in koppen if kop.jaar}
    boom, wrong = Boom(bron), list[Bevinding]()
    for plek, cellen in indeling.rows():
        try:
            rij = _Rij(plek.plek, _texts(cellen))
            rij.into(boom)
            findings += rij.opgemerkt
        except OnleesbareCel as fout:
            wrong.append(blokkeert("rij-onleesbaar", str(fout), plek.plek))
            if len(wrong) == MEEST:
                break
    if wrong:
        raise Geweigerd(*wrong)
    return bron, findings


def _kop(indeling: Indeling, at: int) -> k.Kop:
    """What a heading says beside the column that it is; nothing when somebody had to say so."""
    kolom = indeling.kolommen[at]
    found = k.read_kop(indeling.bestand.kolommen[at])
    return found if found and found.kolom == kolom else k.Kop(kolom, kolom)


def text(cel: str) -> str:
    return cel.replace("\r\n", "\n").strip()


def _texts(cellen: dict[str, str]) -> dict[str, str]:
    """The cells as text. Those of the form are read as they are: a space may be part of it. Raises
    OnleesbareCel."""
    for cel in cellen.values():
        check_cell(cel)
    return {n: cel if n.startswith(k.VORM) else text(cel) for n, cel in cellen.items()}


@dataclass
class _Rij:
    plek: str
    cellen: dict[str, str]
    opgemerkt: list[Bevinding] = field(default_factory=list)

    def into(self, boom: Boom) -> None:
        """Put this row where it belongs. Raises OnleesbareCel."""
        vorm, kleur = self._vorm(), self._one_of("kleur", k.KLEUREN)
        titel = self._line("thema", 300)
        if not titel:
            raise OnleesbareCel("In deze rij staat niet bij welk thema zij hoort.")
        actie, pijler = self._line("actie", 500), self._line("pijler", 500)
        if not actie and kleur != k.ZONDER_ACTIE:
            raise OnleesbareCel("In deze rij staat geen activiteit. Vul haar titel in.")
        thema = boom.thema(titel, self.plek)
        thema.slug = thema.slug or (vorm.thema if vorm else "")
        if pijler:
            pijler = boom.pijler(thema, pijler, self.plek).titel
        if plan := self._line("plan", 300):
            boom.bron.titel = plan
        if kleur != k.ZONDER_ACTIE:
            thema.rijen.append(self._rij(actie, pijler, vorm, kleur))

    def _rij(self, titel: str, pijler: str, vorm: k.Vorm | None, kleur: str) -> BronRij:
        judged = any(kolom in self.cellen for kolom in _OORDEEL)
        return BronRij(
            plek=self.plek,
            titel=titel,
            pijler=pijler,
            beloofd=self._passages("beloofd", titel, vorm.beloofd if vorm else []),
            gedaan=self._passages("gedaan", titel, vorm.gedaan if vorm else []),
            sleutel=self._line("sleutel", 20),
            oordeel=self._oordeel(kleur) if judged else None,
            beeindigd_in=self._jaar("beëindigd in"),
            reden_einde=self.cellen.get("reden einde", ""),
            ook_bij=self._ook_bij(),
        )

    def _passages(self, kolom: str, titel: str, delen: list[k.Deel]) -> list[BronPassage]:
        """The form as it went out, as long as nobody changed the words in the cell."""
        tekst = self.cellen[kolom]
        if delen and tekst == text(k.readable(delen, titel)):
            return [BronPassage(d.html, d.kop, d.thema, d.thema_titel, d.paragraaf) for d in delen]
        if len(delen) > 1:
            raise OnleesbareCel(
                f"De cel ‘{kolom}’ bevat de tekst van {len(delen)} paragrafen en is gewijzigd. "
                "Wijzig die paragrafen in het portaal."
            )
        if not tekst:
            return []
        if delen:
            d = delen[0]
            html = self._html(k.without_kop(tekst, d, titel))
            return [BronPassage(html, d.kop, d.thema, d.thema_titel, d.paragraaf)]
        return [BronPassage(self._html(tekst))]

    def _html(self, tekst: str) -> str:
        read = read_cell(tekst)
        self.opgemerkt += [let_op(m.code, m.melding, self.plek) for m in labels(read.labels)]
        return read.html

    def _oordeel(self, kleur: str) -> BronOordeel:
        realisatie = self._one_of("realisatie", k.REALISATIES)
        return BronOordeel(kleur, realisatie, *(self.cellen.get(n, "") for n in _OORDEEL[2:]))

    def _line(self, kolom: str, most: int) -> str:
        line = " ".join(self.cellen.get(kolom, "").split())
        if len(line) > most:
            raise OnleesbareCel(
                f"De cel ‘{kolom}’ heeft {len(line)} tekens; er passen er {most} in. Is dit de "
                "goede kolom?"
            )
        return line

    def _one_of(self, kolom: str, words: list[str]) -> str:
        word = self._line(kolom, 10_000).casefold()
        if word and word not in words:
            raise OnleesbareCel(
                f"De {kolom} ‘{word[:40]}’ is onbekend; kies uit {', '.join(words)}, of laat de "
                "cel leeg."
            )
        return word

    def _jaar(self, kolom: str) -> int | None:
        word = self._line(kolom, 10_000)
        if not word:
            return None
        if not word.isascii() or not word.isdecimal() or not 2000 <= int(word[:9]) <= 2100:
            raise OnleesbareCel(f"‘{word[:40]}’ in de cel ‘{kolom}’ is geen jaar.")
        return int(word)

    def _ook_bij(self) -> tuple[str, ...] | None:
        if "ook bij" not in self.cellen:
            return None
        return tuple(line.strip() for line in self.cellen["ook bij"].split("\n") if line.strip())

    def _vorm(self) -> k.Vorm | None:
        names = sorted((n for n in self.cellen if n.startswith(k.VORM)), key=lambda n: (len(n), n))
        try:
            return k.from_cells(self.cellen[n] for n in names)
        except (ValueError, msgspec.MsgspecError):
            raise OnleesbareCel(
                "De laatste kolommen (‘vorm’) zijn beschadigd. Maak ze in deze rij leeg, of haal "
                "de lijst opnieuw op."
            ) from None
