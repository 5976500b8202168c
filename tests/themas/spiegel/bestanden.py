"""Small mirrors as files, and reading them in with the command."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.wordbouwer import Bouwer, vet
from tests.wordbouwer.runs import Run
from themas.models import (
    Actie,
    Bijdrage,
    Blok,
    Oordeel,
    Pijler,
    Plan,
    PlanOnderdeel,
    Ronde,
    Thema,
    Voortgang,
)
from themas.spiegel.maken import make_spiegel
from veiligheid.document.spiegel import Spiegel

KOPPEN = ["ambitie", "doel", "activiteit", "begroting_2023", "jaarverslag_2023"]
RIJEN: list[list[Any]] = [
    ["Groen", "Meer bomen", "Planten", "We planten 100 bomen.", "Er staan 98 bomen.\nTwee niet."],
    ["Groen", "Meer bomen", "Water geven", "We geven water.", ""],
    ["Groen", "Minder steen", "Tegels wippen", "", "Er gingen 300 tegels uit."],
    ["Rust", "Stil", "Luisteren", "We luisteren.", "We hoorden:\n* niets\n* weinig"],
    ["Rust", "", "Wachten", "We wachten.", ""],
]
DOELEN: list[list[Any]] = [
    ["Groen", "Meer bomen", 2],
    ["Groen", "Vogels", 0],
    ["Groen", "Minder steen", 1],
    ["Rust", "Stil", 1],
]
PLAN = "Programma Groen en Rust"


def csv_of(rijen: list[list[Any]] = RIJEN, koppen: list[str] = KOPPEN) -> bytes:
    uit = StringIO()
    csv.writer(uit, delimiter=";", lineterminator="\r\n").writerows([koppen, *rijen])
    return uit.getvalue().encode("utf-8-sig")


def doelen_of(rijen: list[list[Any]] = DOELEN) -> bytes:
    return csv_of(rijen, ["ambitie", "doel", "aantal_activiteiten"])


# A row of a mirror in Word: of either cell the alinea's, each a list of runs.
Wordrij = tuple[list[list[Run]], list[list[Run]]]


def spiegeltabel(bouwer: Bouwer, *rijen: Wordrij, jaar: int = 2023) -> Bouwer:
    def cel(alineas: list[list[Run]]) -> str:
        text = "".join(bouwer.paragraaf(*runs) for runs in alineas)
        return f"<w:tc>{text or '<w:p/>'}</w:tc>"

    head = "".join(cel([[f"{naam} {jaar}"]]) for naam in ("Begroting", "Jaarverslag"))
    rows = "".join(f"<w:tr>{cel(links)}{cel(rechts)}</w:tr>" for links, rechts in rijen)
    return bouwer.xml(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{head}</w:tr>{rows}</w:tbl>")


def een_spiegel_in_word() -> Bouwer:
    """What RIJEN and DOELEN say, with a legend before it and a note after it."""
    doc = Bouwer().titel(PLAN).alinea("Rood: er staat niets.").lijst(["Geel: deels", "Groen: ja"])
    doc.kop(1, "Ambitie: Groen").kop(2, "Doel: Meer bomen")
    spiegeltabel(
        doc,
        (
            [[vet("Activiteit: Planten")], ["We planten 100 bomen."]],
            [[vet("Planten")], ["Er staan 98 bomen."], ["Twee niet."]],
        ),
        ([[vet("Activiteit: Water geven"), " We geven water."]], []),
    )
    doc.kop(2, "Doel: Vogels").kop(2, "Doel: Minder steen")
    spiegeltabel(doc, ([], [[vet("Tegels wippen")], ["Er gingen 300 tegels uit."]]))
    doc.kop(1, "Ambitie: Rust").kop(2, "Doel: Stil")
    hoorden: list[list[Run]] = [[vet("Luisteren.")], ["We hoorden:"], ["* niets"], ["* weinig"]]
    spiegeltabel(doc, ([[vet("Activiteit: Luisteren")], ["We luisteren."]], hoorden))
    doc.xml('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
    spiegeltabel(doc, ([[vet("Activiteit: Wachten")], ["We wachten."]], []))
    return doc.alinea("1 In de begroting stond het anders.")


def importeer(
    folder: Path,
    data: bytes,
    naam: str = "spiegel.csv",
    doelen: bytes | None = None,
    **opties: Any,
) -> str:
    """What the command says; it takes in for real unless told otherwise."""
    path = folder / naam
    path.write_bytes(data)
    if doelen is not None:
        opties["doelen"] = folder / "doelen.csv"
        opties["doelen"].write_bytes(doelen)
    uit = StringIO()
    standaard = {"plan": PLAN, "jaar": 2023, "toepassen": True}
    call_command("importeer_spiegel", path, stdout=uit, stderr=uit, **{**standaard, **opties})
    return uit.getvalue()


def spiegel(jaar: int = 2023) -> Spiegel:
    """Of the one plan that was taken in."""
    return make_spiegel(Plan.objects.get(), jaar)


def everything() -> list[Any]:
    """All that an import may have made or changed."""
    models = (Plan, Thema, Pijler, Actie, PlanOnderdeel, Ronde, Bijdrage, Voortgang, Blok, Oordeel)
    links = Blok.acties.through.objects.order_by("pk")
    return [list(m._default_manager.order_by("pk").values()) for m in models] + [
        list(links.values())
    ]
