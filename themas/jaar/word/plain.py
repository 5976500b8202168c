"""A Word file that was not made here, as proposals to add its text: best effort.

A heading that the bijdrage has too adds its text there as new blocks; any other becomes a new
paragraaf at the end. What the bijdrage says already is left out, and nothing of it goes.
"""

from html import escape
from uuid import NAMESPACE_URL, uuid5

from themas.jaar.labelled import labelled
from themas.jaar.labelling import Uitkomst
from themas.jaar.word.inhoud import (
    BijdrageTekst,
    NieuwBlok,
    ParagraafTekst,
    Plaats,
    Terugkomst,
    Voorstel,
)
from themas.jaar.word.wording import brief_quote
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.matching import titelsleutel
from veiligheid.core.richtext import TekstGeweigerd, plain, sanitize
from veiligheid.core.word import read_word
from veiligheid.core.word_sections import Section, sections
from veiligheid.document.woorden import Bloksoort

_Blokken = list[tuple[Bloksoort, str]]


def read_plain(data: bytes, was: BijdrageTekst) -> Terugkomst:
    """What a file with headings would add to a bijdrage, as proposals that nobody tracked.

    Raises Geweigerd: what `read_word` raises, ``geen-koppen`` and ``tekst-te-groot``.
    """
    document = read_word(data)
    found = [s for s in sections(document).walk() if s.inhoud]
    if not any(s.kop for s in found):
        raise Geweigerd(
            blokkeert(
                "geen-koppen",
                "Dit bestand heeft geen koppen met tekst eronder. Geef de koppen in Word de stijl "
                "Kop 1, Kop 2 … en bewaar het bestand opnieuw.",
            )
        )
    bevindingen = list(document.bevindingen)
    koppen = {titelsleutel(p.kop): p for p in was.paragrafen if p.kop}
    voorstellen: list[Voorstel] = []
    try:
        for section in found:
            blokken = _blokken(section, was, bevindingen)
            known = koppen.get(titelsleutel(section.volledige_kop))
            if known is None:
                voorstellen.append(_new_paragraaf(section, blokken))
            else:
                voorstellen += _added(known, blokken, len(voorstellen))
    except TekstGeweigerd as fout:
        raise Geweigerd(blokkeert("tekst-te-groot", " ".join(fout.messages))) from fout
    return Terugkomst(tuple(voorstellen), (), tuple(bevindingen), not voorstellen, None)


def _blokken(section: Section, was: BijdrageTekst, bevindingen: list[Bevinding]) -> _Blokken:
    """The blocks under a heading by the rule of `labelling`; neighbours of one kind are one."""
    jaar = was.vooruitblikjaar or (was.verslagjaar or 0) + 1
    out: _Blokken = []
    for inhoud in section.inhoud:
        vorige = out[-1][0] if out else Bloksoort.CONTEXT
        delen, uitkomst = labelled(inhoud, jaar, vorige)
        if uitkomst is Uitkomst.ONDUIDELIJK:
            bevindingen.append(
                let_op(
                    "onduidelijk",
                    "Deze tekst kijkt vooruit en weer terug en is als terugblik voorgesteld: "
                    f"{brief_quote(inhoud.tekst)}",
                    f"onder {brief_quote(section.kop)}",
                )
            )
        for soort, html in delen:
            if out and out[-1][0] is soort:
                out[-1] = (soort, sanitize(out[-1][1] + html))
            else:
                out.append((soort, sanitize(html)))
    return out


def _new_paragraaf(section: Section, blokken: _Blokken) -> Voorstel:
    kop = section.volledige_kop
    head = f"<p><strong>{escape(kop, quote=False)}</strong></p>" if kop else ""
    named = brief_quote(kop) if kop else "zonder kop"
    return Voorstel(
        *("nieuwe_paragraaf", "", None, "", None, ""),
        na=sanitize(head + "".join(html for _, html in blokken)),
        uitleg=f"Nieuwe paragraaf {named}, achteraan",
        gevolgd=False,
        plaats=Plaats(),
        kop=kop,
        nieuw=tuple(NieuwBlok(soort, html) for soort, html in blokken),
    )


def _added(known: ParagraafTekst, blokken: _Blokken, number: int) -> list[Voorstel]:
    said = {plain(b.html) for b in known.blokken}
    return [
        Voorstel(
            *("nieuw_blok", "", None, known.sleutel),
            # Made of what it is about: the same file gives the same keys.
            uuid5(NAMESPACE_URL, f"{known.sleutel}/{number + n}/{html}"),
            *("", html),
            uitleg=f"Nieuw blok {soort.value} in {brief_quote(known.kop)}",
            gevolgd=False,
            plaats=Plaats(known.sleutel),
            nieuw=(NieuwBlok(soort, html),),
        )
        for n, (soort, html) in enumerate(blokken)
        if plain(html) not in said
    ]
