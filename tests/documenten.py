"""Letters for tests: a small one with every construct, and ones of any size."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from monitoring.charts.figuur import figuur
from veiligheid.document.brief import (
    Bijlage,
    Blok,
    Briefdocument,
    Hoofdstuk,
    Onderdeel,
    Ondertekenaar,
    Paragraaf,
    Themagroep,
    Voetnoot,
)
from veiligheid.document.delen import (
    Afbeelding,
    Bestanddeel,
    Figuurdeel,
    Kerncijfer,
    Kerncijfers,
    Kolom,
    Rij,
    Tabeldeel,
    Tekstdeel,
)
from veiligheid.document.figuur import Figuur, Punt, Reeks
from veiligheid.document.woorden import Bloksoort, Figuursoort

LANGE_KOP = (
    "Samen met de woningcorporaties, de wijkteams, het sociaal werk en de bewoners zelf "
    "onderzoeken we of een woonoverlastmeldpuntmedewerkersoverleg de doorlooptijd van elke "
    "melding korter maakt"
)
TABEL = (
    "<table><tbody><tr><th>Soort melding</th><th>2023</th><th>2024</th></tr>"
    "<tr><td>Overlast &amp; vernieling</td><td>1.204</td><td>987</td></tr>"
    "<tr><td>Fietsendiefstal</td><td>311</td><td>–</td></tr></tbody></table>"
)


def een_figuur() -> Figuur:
    """A line of five years, one of them unknown and the last one provisional."""
    punten = (
        Punt("2020", Decimal(1204)),
        Punt("2021", Decimal(1100)),
        Punt("2022", None, toelichting="niet gemeten"),
        Punt("2023", Decimal(980), "ruim"),
        Punt("2024", Decimal(901), status="voorlopig"),
    )
    return figuur(
        Figuursoort.LIJN,
        "Woninginbraak, Voorbeeldstad",
        "aantal",
        "Politie / CBS",
        0,
        (Reeks("Voorbeeldstad", punten),),
        telt=True,
        as_naam="Jaar",
    )


def volle_bijlage() -> Bijlage:
    """An annex with every kind of piece."""
    return Bijlage(
        "bijlage-1",
        1,
        "Criminaliteitscijfers",
        "cijfers",
        (
            Tekstdeel(
                "bijlage-1--vooraf",
                1,
                "Hoe u dit leest",
                '<p>Zie ook <a href="#thema-veilige-wijken">onder 1</a>.</p>',
            ),
            Afbeelding("abc-kaart.png", "image/png", 40, 20, "Een kaart van de stad", "De wijken"),
            Tabeldeel(
                "bijlage-1--overzicht",
                "Alle cijfers bij elkaar",
                "Cijfers van Voorbeeldstad",
                (Kolom("Cijfer"), Kolom("Eenheid"), Kolom("2023", True), Kolom("2024", True)),
                (
                    Rij("Woninginbraak", ("aantal", "1.980", "901 (voorlopig)")),
                    Rij("Samen", ("", "1.980", "901"), voet=True),
                ),
                ("In 2023 telt het anders op.",),
                "Politie / CBS",
            ),
            Figuurdeel(
                "bijlage-1--woninginbraak",
                "Woninginbraak",
                "901 in 2024 (voorlopig); in 2023 ruim 980; in 2020 1.204; 2022 is onbekend.",
                een_figuur(),
                "Pogingen tellen mee.",
                date(2024, 12, 31),
                date(2025, 1, 6),
            ),
            Kerncijfers(
                "Veilige wijken",
                (
                    Kerncijfer(
                        "901", "Woninginbraak", "aantal", "2024", "Een kwart minder.", een_figuur()
                    ),
                ),
            ),
            Bestanddeel(
                "def-kaart.pdf",
                "kaart.pdf",
                "application/pdf",
                12_000,
                "0" * 64,
                3,
                ("Geen taal.",),
            ),
        ),
    )


def voorbeeldbrief(**changes: Any) -> Briefdocument:
    """A letter with lists, a table, a note, references, a long heading, an empty heading, the
    three kinds of blocks, a theme without paragrafen and an annex that is missing."""
    document = Briefdocument(
        soort="veiligheidsbrief",
        slug="veiligheidsbrief-2025",
        titel="Veiligheidsbrief 2025",
        gemeente="Gemeente Voorbeeldstad",
        verslagjaar=2024,
        vooruitblikjaar=2025,
        aan="de gemeenteraad",
        datum=date(2025, 1, 14),
        kenmerk="VB-2025-001",
        portefeuillehouder="de burgemeester",
        aanhef="Geachte leden van de raad,",
        samenvatting="Wat we in 2024 deden voor een veilige stad en wat we in 2025 gaan doen.",
        inleiding=_inleiding(),
        groepen=(_prioritair(), _kern()),
        afsluiting=(
            Onderdeel("afsluiting", 1, "Tot slot", "<p>Wij gaan graag met u in gesprek.</p>"),
        ),
        groet="Met vriendelijke groet,",
        afzender="het college van burgemeester en wethouders van Voorbeeldstad",
        ondertekenaars=(
            Ondertekenaar("A.B. de Vries", "gemeentesecretaris"),
            Ondertekenaar("C. Özdemir-Jansen", "burgemeester"),
        ),
        bijlagen=(
            volle_bijlage(),
            Bijlage("bijlage-2", 2, "Financieel overzicht", "financieel"),
            Bijlage("bijlage-3", 3, "", "onbekend"),
        ),
        voetnoten=(
            Voetnoot("noot-1", "verwijzing-noot-1", 1, "Geteld zijn meldingen < 24 uur."),
            Voetnoot("noot-2", "verwijzing-noot-2", 2, "Bron: de eigen administratie."),
        ),
    )
    return replace(document, **changes)


def _inleiding() -> tuple[Onderdeel, ...]:
    return (
        Onderdeel(
            "inleiding",
            1,
            "",
            '<p>Elk jaar vertellen we wat er van ons beleid terechtkomt, zie <a href="#bijlage-1">'
            'bijlage 1</a> en <a href="#thema-openbare-orde">onder 3</a>.</p>',
        ),
        Onderdeel("ontwikkelingen", 1, "Algemene ontwikkelingen", ""),
        Onderdeel(
            "rustiger",
            2,
            "Het is rustiger op straat",
            "<p>Dat zeggen <strong>bewoners</strong> en <em>ondernemers</em>.</p>",
        ),
    )


def _prioritair() -> Themagroep:
    wijken = Hoofdstuk(
        "thema-veilige-wijken",
        1,
        "veilige-wijken",
        "Veilige wijken",
        (
            Paragraaf("fietsen", "Er verdwijnen minder fietsen", _drie_soorten()),
            Paragraaf("lange-kop", LANGE_KOP, _lijsten()),
            Paragraaf("zonder-kop", "", (Blok(Bloksoort.TERUGBLIK, "<p>Een los stuk tekst.</p>"),)),
        ),
    )
    return Themagroep(
        "prioritaire-themas",
        "Prioritaire thema’s",
        "<p>Deze thema’s krijgen de meeste aandacht.</p>",
        (wijken, Hoofdstuk("thema-digitaal", 2, "digitaal", "Digitale criminaliteit", ())),
    )


def _drie_soorten() -> tuple[Blok, ...]:
    noot = '<sup><a href="#noot-1">1</a></sup>'
    return (
        Blok(Bloksoort.CONTEXT, "<p>De stad telt ruim 90.000 fietsen.</p>"),
        Blok(Bloksoort.TERUGBLIK, f"<p>Er zijn er 311 gestolen{noot}, 12% minder.</p>{TABEL}"),
        Blok(Bloksoort.VOORUITBLIK, "<p>We openen een <strong>derde</strong> stalling.</p>"),
        Blok(
            Bloksoort.VOORUITBLIK,
            '<p>Meer hierover staat <a href="#demonstraties">verderop</a>.</p>',
        ),
        Blok(Bloksoort.TERUGBLIK, "<p>De oude stalling is gesloten.</p>"),
    )


def _lijsten() -> tuple[Blok, ...]:
    return (
        Blok(
            Bloksoort.TERUGBLIK,
            "<p>We deden twee dingen:</p><ul><li><p>tellen;</p></li><li><p>bellen.</p></li></ul>"
            '<ol start="3"><li><p>En ook dit.</p><ul><li><p>Dieper.</p></li></ul></li></ol>'
            '<p>Zie <a href="https://voorbeeld.example/a">de cijfers</a>, H<sub>2</sub>O.</p>',
        ),
    )


def _kern() -> Themagroep:
    orde = Hoofdstuk(
        "thema-openbare-orde",
        3,
        "openbare-orde",
        "Openbare orde & evenementen",
        (
            Paragraaf(
                "demonstraties",
                "Demonstraties verliepen rustig",
                (
                    Blok(
                        Bloksoort.TERUGBLIK,
                        '<p>Er waren er veertien<a href="#noot-2">2</a>, zie '
                        '<a href="#thema-veilige-wijken">onder 1</a> en '
                        '<a href="#fietsen">fietsen</a> en <a href="#bijlage-2">bijlage 2</a>.</p>',
                    ),
                ),
            ),
        ),
    )
    return Themagroep("kernthemas", "Kernthema’s", "", (orde,))


def grote_brief(themas: int, paragrafen: int) -> Briefdocument:
    """A letter of any size: `themas` themes of `paragrafen` paragrafen each, all with a look back
    and a look ahead."""
    zin = "De wijkagent en de jongerenwerker spreken elkaar elke week en maken samen afspraken. "
    hoofdstukken = tuple(
        Hoofdstuk(
            f"thema-{t}",
            t,
            f"thema-{t}",
            f"Thema nummer {t}",
            tuple(
                Paragraaf(
                    f"paragraaf-{t}-{p}",
                    f"Kop {p} van thema {t} zegt wat er gebeurt",
                    (
                        Blok(Bloksoort.TERUGBLIK, f"<p>{zin * 5}</p><p>{zin * 3}</p>"),
                        Blok(Bloksoort.VOORUITBLIK, f"<p>{zin * 2}</p>"),
                    ),
                )
                for p in range(1, paragrafen + 1)
            ),
        )
        for t in range(1, themas + 1)
    )
    groep = Themagroep("prioritaire-themas", "Prioritaire thema’s", "", hoofdstukken)
    return voorbeeldbrief(inleiding=(), groepen=(groep,), afsluiting=(), bijlagen=(), voetnoten=())
