"""The audit committee's own mirror: one plan from either file, and every word of it."""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.themas.spiegel.bestanden import everything
from themas.models import Actie, Pijler, Plan, PlanOnderdeel, Thema
from themas.spiegel.export import as_csv, as_xlsx
from themas.spiegel.importing.run import SpiegelOpties, import_spiegel, read_spiegel
from themas.spiegel.maken import make_spiegel
from themas.spiegel.tekst import lines_of
from veiligheid.core.richtext import plain
from veiligheid.core.word import read_word
from veiligheid.document.spiegel import Spiegel

pytestmark = pytest.mark.django_db
PLAN = "Programma Welzijn, Wijkontwikkeling en Zorg"


def importeer(bronnen: Path, soort: str, **opties: Any) -> str:
    uit = StringIO()
    if soort == "csv":
        opties["doelen"] = bronnen / "doelen-wwz-2023.csv"
    bestand = bronnen / f"spiegel-wwz-2023.{soort}"
    standaard = {"plan": PLAN, "jaar": 2023, "toepassen": True}
    call_command("importeer_spiegel", bestand, stdout=uit, stderr=uit, **{**standaard, **opties})
    return uit.getvalue()


def spiegel() -> Spiegel:
    return make_spiegel(Plan.objects.get(), 2023)


@pytest.mark.parametrize("soort", ["csv", "docx"])
def test_counts(soort: str, bronnen: Path) -> None:
    uit = importeer(bronnen, soort)
    found = spiegel()
    counts = Thema.objects.count(), Pijler.objects.count(), Actie.objects.count()
    assert counts == (3, 26, 44)
    assert sum(len(leeg.pijlers) for leeg in found.leeg) == 8
    assert (found.telling.beloofd, found.telling.rood, found.telling.te_beoordelen) == (42, 10, 32)
    assert (found.telling.blauw, found.telling.geel, found.telling.groen) == (2, 0, 0)
    assert (
        "3 ambities, 26 doelen (8 zonder activiteit), 44 activiteiten; 42 beloofd: 10 rood" in uit
    )
    assert "32 nog te beoordelen; daarnaast 2 blauw" in uit
    assert Actie.objects.filter(pijler=None).count() == 6
    before = everything()
    assert "Er is niets veranderd" in importeer(bronnen, soort)
    assert everything() == before


def test_the_same_plan_from_either_file(bronnen: Path) -> None:
    found: list[list[Any]] = []
    for soort in ("csv", "docx"):
        with transaction.atomic():
            importeer(bronnen, soort)
            one = spiegel()
            rijen = [
                (
                    r.titel,
                    r.thema_titel,
                    r.pijler,
                    r.kleur,
                    *([p.html for p in s] for s in (r.beloofd, r.gedaan)),
                )
                for r in one.rijen
            ]
            found.append(
                [one.plan_titel, one.label_thema, one.themas, rijen, one.leeg, one.telling]
            )
            transaction.set_rollback(True)
    assert found[0] == found[1]


def words(text: str) -> list[str]:
    return re.findall(r"[\w€%]+", text)


def test_no_word_of_the_list_is_lost_or_moved(bronnen: Path) -> None:
    importeer(bronnen, "csv")
    text = (bronnen / "spiegel-wwz-2023.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text), delimiter=";"))
    rijen = {(r.thema_titel, r.pijler, r.titel): r for r in spiegel().rijen}
    for row in rows:
        rij = rijen.pop((row["ambitie"], row["doel"], row["activiteit"]))
        for cel, passages in (
            (row["begroting_2023"], rij.beloofd),
            (row["jaarverslag_2023"], rij.gedaan),
        ):
            lines = "\n".join(lines_of(p.html) for p in passages)
            assert [words(x) for x in lines.split("\n")] == [words(x) for x in cel.split("\n")]
    assert not rijen


def test_no_word_of_the_document_is_lost(bronnen: Path) -> None:
    importeer(bronnen, "docx")
    data = (bronnen / "spiegel-wwz-2023.docx").read_bytes()
    document = read_word(data)
    told = [document.titel, *(e.tekst for e in document.elementen)]
    kept = [Plan.objects.get().titel]
    kept += [plain(o.tekst) for o in PlanOnderdeel.objects.order_by("positie")]
    for thema in Thema.objects.all():
        kept += [f"Ambitie: {thema.titel}", plain(thema.inleiding)]
    for pijler in Pijler.objects.all():
        kept += [f"Doel: {pijler.titel}", plain(pijler.tekst)]
    for rij in spiegel().rijen:
        kept += [f"Activiteit: {rij.titel}" if rij.beloofd else ""]
        # A report repeats the title of its activity, mostly; that is kept as its kop.
        kept += [p.kop for p in rij.gedaan]
        kept += [plain(p.html) for p in (*rij.beloofd, *rij.gedaan)]
    lost = Counter(words(" ".join(told))) - Counter(words(" ".join(kept)))
    # The head of every table: that became the two rounds.
    assert lost == Counter({"Begroting": 19, "Jaarverslag": 19, "2023": 38})


def test_what_stands_loose_in_the_document_is_kept_and_told(bronnen: Path) -> None:
    uit = importeer(bronnen, "docx")
    legend, note = (o.tekst for o in PlanOnderdeel.objects.order_by("positie"))
    assert legend.count("<li>") == 4
    assert plain(note).startswith("1 In de begroting 2023")
    assert "Haar 6 activiteiten zijn opgenomen zonder doel" in uit
    assert "na de laatste tabel en is bewaard in het plan" in uit


@pytest.mark.parametrize("export", [as_csv, as_xlsx])
def test_out_and_in_again(export: Any, bronnen: Path) -> None:
    importeer(bronnen, "csv")
    before, data = spiegel(), export(spiegel())
    with transaction.atomic():
        telling = import_spiegel(
            read_spiegel(data, "x"), SpiegelOpties("x", PLAN, 2023), None
        ).telling
        assert not telling.veranderd
        assert spiegel() == before
