"""Every entry that takes what people typed, pasted or sent, as a call with one text."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import msgspec
from django.core.exceptions import ValidationError

from monitoring import getypt
from monitoring.charts import tabel
from monitoring.cijfers import periodes
from monitoring.importing.begroting import parse as begroting
from monitoring.importing.kaart.parse import read_geojson
from monitoring.importing.metingen import gebieden as meetgebieden
from monitoring.importing.metingen import indicatoren, kolommen, opslag
from monitoring.importing.metingen import run as metingen
from rapportage.besluit import punten
from rapportage.bewijs import controleren
from rapportage.bijlagen import citeren
from rapportage.importing import references, signature
from rapportage.importing import stadsrekening as rekening
from rapportage.importing.parse import parse_brief
from rapportage.importing.source import BronBrief, BronOnderdeel
from rapportage.rendering import spiegel as spiegelweergave
from rapportage.rendering import tekst as weergave
from rapportage.rendering.pdf.oorzaak import large_table
from rapportage.stadsrekening import samenvatten
from rapportage.verantwoording import risicos
from tests.wordbouwer import Bouwer
from themas.jaar import blokken, labelled, labelling, voltooid
from themas.jaar.getallen import unsourced
from themas.jaar.terugkomst import op_scherm
from themas.jaar.word import (
    bookmarks,
    labels,
    merging,
    read_back,
    read_plain,
    to_word,
    wording,
    writer,
)
from themas.jaar.word import inhoud as word_inhoud
from themas.plan import wijzigingen
from themas.plan.importing import planbestand
from themas.plan.importing.parse import parse_plan
from themas.plan.importing.source import BronOnderdeel as PlanBronOnderdeel
from themas.plan.importing.source import BronPlan
from themas.spiegel import kolommen as spiegelkolommen
from themas.spiegel import tekst as spiegeltekst
from themas.spiegel.importing import parse_lijst
from themas.toezeggingen import herkennen, termijn
from themas.toezeggingen.importing import kolommen as lijstkolommen
from veiligheid.core import (
    adressen,
    inline,
    matching,
    notatie,
    overname,
    richtext,
    symbolen,
    tekens,
    verschil,
    verwijzingen,
    zinnen,
)
from veiligheid.core.findings import Geweigerd
from veiligheid.core.klembord import lijsten, take_over
from veiligheid.core.models import Gebruiker
from veiligheid.core.opmerkingen import anker, merken, noemen
from veiligheid.core.richtext import MAX_TEKENS, TekstGeweigerd
from veiligheid.core.schrijfhulp.hulp import help_with
from veiligheid.core.schrijfhulp.zeldzaam import is_common
from veiligheid.core.tabellen import bestand, dagen, getallen, kop, write
from veiligheid.core.word import Paragraph, fields, read_word
from veiligheid.core.word import inline as word_inline
from veiligheid.core.zoeken import fragment, synoniemen, taal
from veiligheid.document.woorden import Bloksoort

DAG = date(2025, 3, 1)


@dataclass(frozen=True, slots=True)
class Ingang:
    """One entry. `roep` is what is timed; `maak` makes its argument of a text and is not.

    grens: how many characters it takes; more is refused before it is read.
    """

    naam: str
    roep: Callable[[Any], object]
    maak: Callable[[str], Any] = str
    grens: int = MAX_TEKENS


def _geweigerd_mag(doe: Callable[[Any], object]) -> Callable[[Any], object]:
    """A refusal with a reason is an answer, as long as it comes in time."""

    def roep(tekst: Any) -> object:
        try:
            return doe(tekst)
        except (Geweigerd, TekstGeweigerd):
            return None

    return roep


@cache
def html_of(tekst: str) -> str:
    """Rich text in normal form that says this."""
    for typed in (tekst, escape(tekst, quote=False)):
        for part in (1, 2, 4, 8):  # some signs take more room when they are stored
            try:
                found = richtext.sanitize(typed[: len(tekst) // part])
            except TekstGeweigerd:
                continue
            if len(found) > len(tekst) / 3:
                return found
    return richtext.sanitize(escape(tekst, quote=False)[: len(tekst) // 8])


def _een_bron(html: str) -> BronPlan:
    """A plan with this text in one section."""
    return BronPlan("x", 2024, 2027, stukken=[PlanBronOnderdeel("x", 1, "x", html)])


def _planverschil(html: str) -> object:
    """Beside the same text with a sentence before it."""
    return list(wijzigingen.compare(_een_bron(html), _een_bron(f"<p>Vooraf.</p>{html}")))


def _planbestand(tekst: str) -> bytes:
    return planbestand.write_planbestand(_een_bron(tekst))


def _inline(tekst: str) -> str:
    """The inside of one paragraph."""
    return escape(tekst, quote=False)


def _word(tekst: str) -> bytes:
    """A Word file with this text in one paragraph, and its lines as paragraphs and headings."""
    plain = writer.legal(tekst)
    file = Bouwer().kop(1, "Kop").alinea(plain[: len(plain) // 2])
    for n, line in enumerate(tekst[len(plain) // 2 :].split("\n")[: len(tekst) // 90]):
        file.alinea(writer.legal(line) or "x", stijl="" if n % 3 else "Kop2")
    return file.bytes()


def _word_runs(tekst: str) -> bytes:
    """A Word file of that size, that has every few characters in a run, a paragraph, an item or a
    cell of its own."""
    step = 8
    plain = writer.legal(tekst[: len(tekst) // 9])
    parts = [plain[at : at + step] for at in range(0, len(plain), step)]
    third = len(parts) // 3
    file = Bouwer().kop(1, "Kop").alinea(*parts[:third])
    for part in parts[third : 2 * third]:
        file.alinea(part)
    file.lijst(parts[2 * third :][: third // 2])
    file.tabel([[p, p] for p in parts[2 * third + third // 2 :]])
    return file.bytes()


_WAS = word_inhoud.BijdrageTekst("Jeugd", 2024, 2025, 1, 1, ())


def _overgenomen(tekst: str) -> object:
    links = (overname.address_after(tekst, tekst), overname.lost_link(tekst))
    try:
        adressen.check_misleading(tekst)
    except ValidationError:
        return links
    return (*links, overname.note_html(tekst), overname.word_errors(tekst))


def _bijdrage(html: str) -> word_inhoud.BijdrageTekst:
    blok = word_inhoud.BlokTekst(UUID(int=1), Bloksoort.TERUGBLIK, html)
    return replace(_WAS, paragrafen=(word_inhoud.ParagraafTekst("een", "Een", (blok,)),))


@dataclass(frozen=True)
class _Terug:
    data: bytes
    was: word_inhoud.BijdrageTekst


def _terug(tekst: str) -> _Terug:
    """An exported file of that size that comes back with another text in it."""
    html = html_of(tekst[: len(tekst) // 4])
    return _Terug(to_word(_bijdrage(html)), _bijdrage("<p>Er stond iets anders.</p>"))


def _kaart(tekst: str) -> bytes:
    """A map with a text for a name, and of as many areas as it has words."""
    vorm = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}
    gebieden = [
        {"type": "Feature", "properties": {"naam": naam}, "geometry": vorm}
        for naam in (tekst, *tekst.split())
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": gebieden})


def _twee(tekst: str) -> tuple[str, str]:
    """Rich text and what it became: a piece out of its middle, another order, a new word."""
    third = len(tekst) // 3
    anders = tekst[third : 2 * third] + " nieuw " + tekst[:third] + tekst[2 * third + 7 :]
    return html_of(tekst), html_of(anders)


def _drie(tekst: str) -> tuple[str, str, str]:
    voor, na = _twee(tekst)
    return html_of(tekst[9:] + " door een ander"), voor, na


_MENSEN = [Gebruiker(pk=1, username="naima", first_name="Naima", last_name="Bensaïd")]
_MERKEN = [merken.Merk(n, 40 * n, 40 * n + 30) for n in range(50)]


def _gevolgd(tekst: str) -> object:
    """Words in the middle of a text that changed before and behind them, and lost and found."""
    half = len(tekst) // 2
    plek = anker.Plek(half, half + 30)
    anders = f"Nieuw. {tekst[:half]}{tekst[half:]} Einde."
    found = anker.follow(tekst, anders.replace(tekst[:9], "", 1), plek)
    return found, anker.found_again(anker.around(tekst, plek), anders)


def _klembord(tekst: str) -> str:
    """It as Word puts it on the clipboard: items, notes, comments and deletions of a few words."""
    parts = [escape(tekst[at : at + 12]) for at in range(0, len(tekst), 220)]
    kinds = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>"
        "{n}.<span>&nbsp;&nbsp; </span></span>{t}<o:p></o:p></p>",
        "<p class=MsoNormal>{t}<a style='mso-footnote-id:ftn{n}' href='#_ftn{n}' name='_ftnref{n}'>"
        "<span class=MsoFootnoteReference>[{n}]</span></a></p>",
        "<p><span style='mso-comment-reference:A_{n}'>{t}</span><del>{t}</del><s>{t}</s></p>",
        "<table class=MsoTableGrid><tr><td><p><b>{t}</b></p></td></tr></table>",
        "<div style='mso-element:footnote' id=ftn{n}><p class=MsoFootnoteText>"
        "<a style='mso-footnote-id:ftn{n}' href='#_ftnref{n}'>[{n}]</a> {t}</p></div>",
    )
    body = "".join(kinds[n % len(kinds)].format(n=n, t=part) for n, part in enumerate(parts))
    head = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal{}"
    return f"{head}</style></head><body>{body}</body></html>"[: len(tekst)]


def _leesbaar(html: str) -> object:
    deel = spiegelkolommen.Deel("jeugd", "Jeugd", "een", "Een", html)
    tekst = spiegelkolommen.readable([deel], "Een titel")
    return spiegelkolommen.without_kop(tekst, deel, "Een titel")


def _csv(tekst: str) -> bytes:
    """A table of it: as cells between marks, and as it is."""
    half = len(tekst) // 2
    quoted = tekst[:half].replace('"', '""')
    return f'kop;tekst\r\n1;"{quoted}"\r\n{tekst[half:]}\r\n'.encode()


def _lijst(tekst: str) -> bytes:
    rows = [("thema", "pijler", "actie", "beloofd", "gedaan")]
    cell = tekst.replace("\x00", "")
    for n in range(0, len(cell), 20_000):
        rows.append(
            ("Jeugd", "Doel", f"Actie {n}", cell[n : n + 10_000], cell[n + 10_000 :][:10_000])
        )
    return write.write_csv(rows[0], rows[1:])


def _xlsx(tekst: str) -> bytes:
    cells = [tekst[at : at + 30_000] for at in range(0, len(tekst), 30_000)]
    return write.write_xlsx("Lijst", ["kop", "tekst"], [[c, n] for n, c in enumerate(cells)])


def _lees_meetbestand(data: bytes) -> object:
    with TemporaryDirectory() as map_:
        path = Path(map_) / "lijst.csv"
        path.write_bytes(data)
        return [len(c) for c in bestand.open_table(path).at(1).chunks()]


def _lees_lijst(data: bytes) -> object:
    return list(bestand.open_table(data).at(1).rows())


def _cel(lees: Callable[[str], object]) -> Callable[[str], object]:
    def one(tekst: str) -> object:
        try:
            return lees(tekst)
        except kop.OnleesbareCel as fout:
            return str(fout)

    return one


def _met_tekst(tekst: str) -> BronBrief:
    onderdeel = BronOnderdeel("x", "algemeen", 1, "x", html_of(tekst), "x")
    return BronBrief("x", onderdelen=[onderdeel])


def _met_kop(tekst: str) -> bestand.Tabelbestand:
    woorden = [w for w in dict.fromkeys(" ".join(tekst.split()).split(" ")) if w] or ["x"]
    return bestand.Tabelbestand("x.csv", "", b"", (tuple(woorden[:200]),), ";")


def _cellen(tekst: str) -> list[tuple[str, int]]:
    return [(c, n) for n, c in enumerate(tekst.split(" "))] + [(tekst, 0)]


_NAMEN = [
    getypt.naam_of(n, naam)
    for n, naam in enumerate(("Diefstal/inbraak woning", "Woninginbraken", "a", "Gegege", "is"))
]
_GEBIEDEN = [(1, "Voorbeeldstad"), (2, "A."), (3, "ge")]
_HREF = "verwijzing:thema/jeugd"


def _verwijzingen(tekst: str) -> str:
    """Rich text with references all over, and a note that holds it."""
    cut = [tekst[at : at + 200] for at in range(0, min(len(tekst), 150_000), 200)]
    links = "".join(f'<a href="{_HREF}">{escape(c)}</a> ' for c in cut)
    noot = f'<a href="verwijzing:voetnoot" title="{escape(tekst[:40_000])}">*</a>'
    try:
        return richtext.sanitize(f"<p>{links}{noot}</p>"[:MAX_TEKENS])
    except TekstGeweigerd:
        return html_of(tekst)


def _alinea(tekst: str) -> Paragraph:
    return Paragraph(_inline(tekst), tekst, "hier", tuple(tekst.split("\t")))


def _sectie(doe: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda data: doe(read_word(data))


def _ontleed(data: bytes) -> object:
    """A Word file that no program made: markup as somebody typed it."""
    return read_word(data)


def _woorden(tekst: str) -> tuple[str, ...]:
    return tuple(tekst.split(" "))


_KORT = 2_000

INGANGEN: dict[str, Ingang] = {
    i.naam: i
    for i in (
        # -- rich text
        Ingang("richtext.sanitize", _geweigerd_mag(richtext.sanitize.__wrapped__)),
        Ingang("richtext.pasted", _geweigerd_mag(richtext.pasted)),
        Ingang("richtext.pasted uit Word", _geweigerd_mag(richtext.pasted), _klembord),
        Ingang("klembord.typed_label", lijsten.typed_label),
        Ingang("overname", _overgenomen),
        Ingang("richtext.left_out", richtext.left_out),
        Ingang("richtext.one_line", richtext.one_line),
        Ingang("richtext.plain", richtext.plain),
        Ingang("richtext.plain na sanitize", richtext.plain, html_of),
        Ingang("notatie.to_html", _geweigerd_mag(notatie.to_html)),
        Ingang("notatie.to_text", notatie.to_text, html_of),
        Ingang("zinnen.split_sentences", zinnen.split_sentences),
        Ingang("tekst.prepare_tables", weergave.prepare_tables, html_of),
        Ingang("zoeken", lambda t: fragment.fragment(t, taal.sought(synoniemen.in_one_word(t)))),
        Ingang("inline.split_inline", lambda h: inline.split_inline(h, len(h) // 2), _inline),
        Ingang("tekens.onbekende_tekens", tekens.onbekende_tekens),
        Ingang("verschil.lines", verschil.lines, html_of),
        Ingang("verschil.difference", lambda p: verschil.difference(*p), _twee),
        Ingang("verwijzingen.find", verwijzingen.find, _verwijzingen),
        Ingang("verwijzingen.find ruw", verwijzingen.find),
        Ingang(
            "verwijzingen.replace",
            lambda h: verwijzingen.replace(h, lambda v: v.tekst),
            _verwijzingen,
        ),
        Ingang("verwijzingen.with_number", lambda t: verwijzingen.with_number(t, 3)),
        Ingang("verwijzingen.with_label", lambda t: verwijzingen.with_label(t, "T25-014")),
        Ingang("verwijzingen.with_figure", lambda t: verwijzingen.with_figure(t, "261")),
        Ingang("matching.titelsleutel", matching.titelsleutel),
        Ingang("matching.without_number", matching.without_number),
        Ingang("matching.typed_number", matching.typed_number),
        Ingang("matching.unique_slug", lambda t: matching.unique_slug(t, set())),
        # -- what the letter says
        Ingang("labelling.label_paragraph", lambda t: labelling.label_paragraph(t, 2025)),
        Ingang("labelling.label_sentence", lambda t: labelling.label_sentence(t, 2025)),
        Ingang(
            "labelled.labelled", lambda p: labelled.labelled(p, 2025, Bloksoort.CONTEXT), _alinea
        ),
        Ingang("herkennen.find_aankondigingen", lambda t: herkennen.find_aankondigingen(t, DAG)),
        Ingang("termijn.find_termijnen", lambda t: termijn.find_termijnen(t, DAG)),
        Ingang("termijn.read_term", lambda t: termijn.read_term(t, DAG)),
        Ingang("termijn.read_termijn", lambda t: termijn.read_termijn(t, DAG)),
        Ingang(
            "getypt.find_vermeldingen",
            lambda t: list(getypt.find_vermeldingen(t, _NAMEN, _GEBIEDEN)),
        ),
        Ingang("getypt.naam_of", lambda t: getypt.naam_of(1, t)),
        Ingang("getypt.stem", getypt.stem),
        Ingang("citeren.quote", lambda h: citeren.quote(h, lambda v: v.tekst), html_of),
        Ingang("blokken.pieces", blokken.pieces, html_of),
        # -- importing a letter or a plan
        Ingang(
            "references.link_references",
            lambda t: references.link_references(t, lambda s, n: "jeugd"),
            html_of,
        ),
        Ingang("references.annex_numbers", references.annex_numbers, html_of),
        Ingang("signature.take_signature", lambda p: signature.take_signature([p]), _alinea),
        Ingang("word.read_word", _geweigerd_mag(read_word), _word),
        Ingang("word.read_word stukken", _geweigerd_mag(read_word), _word_runs),
        Ingang(
            "importing.parse_brief",
            _geweigerd_mag(_sectie(lambda d: parse_brief(d, 2024, {"jeugd"}))),
            _word,
        ),
        Ingang("importing.parse_plan", _geweigerd_mag(_sectie(parse_plan)), _word),
        Ingang("importing.parse_plan stukken", _geweigerd_mag(_sectie(parse_plan)), _word_runs),
        Ingang("word.fields", lambda t: (fields.link_address(t), fields.is_contents(t))),
        Ingang("overname.safe_address", overname.safe_address),
        Ingang("adressen.misleads", adressen.misleads),
        Ingang("klembord.take_over", take_over),
        Ingang("richtext.pasted", _geweigerd_mag(richtext.pasted)),
        Ingang("voltooid.is_done", voltooid.is_done),
        Ingang("zeldzaam.is_common", is_common.__wrapped__),
        Ingang("schrijfhulp.help_with", lambda h: help_with([("Tekst", h)]), html_of),
        Ingang("word.clean", word_inline.clean),
        Ingang("symbolen.as_shown", lambda t: symbolen.as_shown(t, "Wingdings")),
        Ingang("symbolen.symbol", lambda t: symbolen.symbol(t, 0x41)),
        # -- a map
        Ingang("kaart.read_geojson", _geweigerd_mag(read_geojson), _kaart),
        # -- Word there and back
        Ingang("word.to_word", lambda h: to_word(_bijdrage(h)), html_of),
        Ingang("word.read_back", _geweigerd_mag(lambda t: read_back(t.data, t.was)), _terug),
        Ingang("word.read_plain", _geweigerd_mag(lambda d: read_plain(d, _WAS)), _word),
        Ingang("word.merged", lambda d: merging.merged(*d), _drie),
        Ingang("wording.kind_of", lambda p: wording.kind_of(*p), _twee),
        Ingang("wording.says", lambda p: wording.says("wijziging", "", *p), _twee),
        Ingang("wording.pieces", wording.pieces, html_of),
        Ingang("wording.brief_quote", wording.brief_quote),
        Ingang(
            "labels",
            lambda t: (labels.soort_of(t), labels.soort_of_style(t), labels.typed_after(t)),
        ),
        Ingang(
            "bookmarks",
            lambda t: (
                bookmarks.name_of_paragraaf(t),
                bookmarks.blok_of(t),
                bookmarks.keys_by_name([t]),
            ),
        ),
        Ingang("writer", lambda t: (writer.run(t), writer.legal(t))),
        # -- lists
        Ingang("tabellen.rows csv", _geweigerd_mag(_lees_lijst), _csv),
        Ingang("tabellen.rows xlsx", _geweigerd_mag(_lees_lijst), _xlsx),
        Ingang("tabellen.write_csv", lambda t: write.write_csv(["a"], [[t]])),
        Ingang("tabellen.read_day", _cel(dagen.read_day)),
        Ingang("tabellen.month_of", dagen.month_of),
        Ingang(
            "lijst.cellen",
            lambda t: [_cel(lees)(t) for lees in lijstkolommen.LEZERS.values()],
        ),
        Ingang("stadsrekening.first_sentence", samenvatten.first_sentence, html_of),
        Ingang("stadsrekening.words_over", samenvatten.words_over, html_of),
        Ingang("verantwoording.first_words", risicos.first_words, html_of),
        Ingang("wijzigingen.compare", _planverschil, html_of),
        Ingang("planbestand.read", _geweigerd_mag(planbestand.read_planbestand), _planbestand),
        Ingang("stadsrekening.named_plan", lambda t: rekening.named_plan(_met_tekst(t), 2017)),
        Ingang("tabellen.read_amount", _cel(getallen.read_amount)),
        Ingang("tabellen.header_key", lambda t: kop.header_key("lijst", [t])),
        Ingang("tabellen.headings", lambda t: bestand.headings((t,))),
        Ingang(
            "begroting.recognise",
            _geweigerd_mag(lambda b: kop.recognise(b, begroting.VORM, {})),
            _met_kop,
        ),
        Ingang(
            "spiegel.parse_lijst", _geweigerd_mag(lambda d: parse_lijst.parse_lijst(d, {})), _lijst
        ),
        Ingang("spiegel.html_of", spiegeltekst.html_of),
        Ingang("spiegel.lines_of", spiegeltekst.lines_of, html_of),
        Ingang("spiegel.readable", _leesbaar, html_of),
        Ingang("spiegel.read_kop", spiegelkolommen.read_kop),
        Ingang("cijfers.open_table", _geweigerd_mag(_lees_meetbestand), _csv),
        Ingang(
            "cijfers.read_column",
            lambda c: getallen.read_column(c, "Aantal", whole=False, point=False),
            _cellen,
        ),
        Ingang("cijfers.recognise", _geweigerd_mag(kolommen.recognise), _met_kop),
        Ingang("cijfers.eenheid", lambda t: (kolommen.eenheid(t), kolommen.maatsleutel(t))),
        Ingang(
            "cijfers.split_label",
            lambda t: indicatoren.split_label(t, kolommen.Tabelsoort.LABELS, {"1.1": "Inbraak"}),
        ),
        Ingang("cijfers.words", indicatoren._words),
        Ingang("cijfers.offence_name", lambda t: indicatoren.offence_name("1", t, "aantal")),
        Ingang("cijfers.table_of", metingen.table_of),
        Ingang(
            "cijfers.periode",
            lambda t: (periodes.read(t), periodes.read_status(t), periodes.from_code(t)),
        ),
        Ingang(
            "cijfers.soort_of", lambda t: (meetgebieden.soort_of(t), meetgebieden.parent_code(t))
        ),
        Ingang("cijfers.harmless", tabel.harmless),
        Ingang("cijfers.safe_name", opslag.safe_name),
        # -- reviewing
        Ingang("opmerkingen.follow", _gevolgd),
        Ingang("opmerkingen.mentioned", lambda t: noemen.mentioned(f"@{t}", _MENSEN)),
        Ingang("getallen.unsourced", unsourced, html_of),
        Ingang("opmerkingen.places_of", lambda t: anker.places_of(t[:60], t, t[60:120])),
        Ingang("opmerkingen.mark", lambda h: merken.mark(h, _MERKEN), html_of),
        Ingang("voorstellen op scherm", lambda p: list(op_scherm._of_blok(UUID(int=1), *p)), _twee),
        # -- a file that may be ours
        Ingang("controleren.words", lambda p: list(controleren._words(*p)), _twee),
        Ingang("besluit.numbers_in", punten.numbers_in, html_of),
        # -- showing what was typed
        Ingang(
            "weergave.Tekstbewerker",
            lambda h: weergave.Tekstbewerker(lambda a: f"#{a}")(h),
            html_of,
        ),
        Ingang("weergave.without_links", lambda h: weergave.without_links(h, ()), _verwijzingen),
        Ingang("pdf.large_table", lambda h: large_table(f"<body>{h}</body>"), html_of),
        Ingang("weergave.ids_in", weergave.ids_in),
        Ingang("spiegelrendering.height", lambda h: spiegelweergave._height(h), html_of),
    )
}
