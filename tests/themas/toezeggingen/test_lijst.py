"""The griffie's list: out and in again equal, and bad files refused with their row."""

import csv
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.fabriek import een_plan, een_thema, een_toezegging, iemand
from tests.themas.toezeggingen.lijsten import import_lijst, read_rows
from themas.toezeggingen.importing.apply import _Writer
from themas.toezeggingen.importing.export import as_csv, as_xlsx
from themas.toezeggingen.importing.source import Bronrij
from themas.toezeggingen.models import Afdoening, Standwijziging, Toezegging
from themas.toezeggingen.workflow import Staat
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol
from veiligheid.core.tabellen.bestand import MAX_RIJEN
from veiligheid.core.tabellen.write import harmless, restored, write_csv

KOP = "nummer;soort;tekst;gedaan op;termijn;uiterlijk;staat;reden;afgedaan met\r\n"


def lijst(*rijen: str) -> bytes:
    return ("\ufeff" + KOP + "\r\n".join(rijen)).encode()


def refused(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Geweigerd) as fout:
        import_lijst(data, None)
    return [(b.code, b.plek) for b in fout.value.bevindingen]


def full_register() -> None:
    thema = een_thema(een_plan(), "Zorg & Veiligheid")
    een_toezegging(
        nummer="T25-1",
        thema=thema,
        termijn="voor de zomer",
        termijn_op=date(2025, 6, 30),
        openbaar=True,
    )
    een_toezegging(
        soort="motie", tekst='=HYPERLINK(1)\n\'regel twee; met "tekens"', bedrag=Decimal("12500.50")
    )
    een_toezegging(tekst="+31 is een nummer", staat=Staat.VERVALLEN, reden="-geen zin")
    een_toezegging(
        tekst="@raad",
        termijn_op=date(2025, 6, 30),
        staat=Staat.AFGEDAAN,
        staat_op=date(2025, 5, 2),
        met={
            "titel": "Raadsbrief",
            "url": "https://raad.example/1",
            "vergadering_op": date(2025, 5, 1),
        },
    )


def contents() -> list[Any]:
    skip = ("id", "bron_hash", "openbaar_sinds")
    rows: list[Any] = list(Toezegging.objects.order_by("pk").values())
    rows += list(Afdoening.objects.order_by("pk").values())
    rows += list(Standwijziging.objects.order_by("pk").values())
    return [{k: v for k, v in row.items() if k not in skip} for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("uit", [as_csv, as_xlsx])
def test_out_and_in_again_changes_nothing(uit: Any) -> None:
    full_register()
    before = contents()
    telling = import_lijst(uit(Toezegging.objects.all()), None)
    assert (telling.gemaakt, telling.bijgewerkt, telling.ongewijzigd) == (0, 0, 4)
    assert contents() == before


@pytest.mark.django_db
@pytest.mark.parametrize("uit", [as_csv, as_xlsx])
def test_into_an_empty_register_it_is_the_same_list(uit: Any) -> None:
    # A change of state is never deleted: this register is another one, that never came to be.
    with transaction.atomic():
        full_register()
        old = [r[2:] for _, r in read_rows(as_csv(Toezegging.objects.order_by("tekst")))]
        rows = [r for _, r in read_rows(uit(Toezegging.objects.all()))]
        transaction.set_rollback(True)
    een_thema(een_plan(), "Zorg & Veiligheid")
    # A key belongs to a record that is there.
    without = write_csv(rows[0][2:], [r[2:] for r in rows[1:]])
    assert import_lijst(without, None).gemaakt == 4
    assert [r[2:] for _, r in read_rows(as_csv(Toezegging.objects.order_by("tekst")))] == old


@pytest.mark.django_db
def test_a_spreadsheet_shows_dates_and_amounts_and_runs_nothing() -> None:
    full_register()
    sheet = load_workbook(BytesIO(as_xlsx(Toezegging.objects.order_by("pk")))).active
    rows = list(sheet.iter_rows(values_only=True))
    head = rows[0]
    assert rows[1][head.index("gedaan op")].date() == date(2025, 3, 12)
    assert rows[2][head.index("bedrag")] == 12500.5
    assert rows[2][head.index("tekst")].startswith("'=HYPERLINK")
    assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)
    text = as_csv(Toezegging.objects.all()).decode("utf-8-sig")
    for row in csv.reader(StringIO(text), delimiter=";"):
        assert not [c for c in row if c[:1] in tuple("=+-@\t\r")]


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_cell_comes_back_as_it_was(rijen: list[list[str]]) -> None:
    # A row without any text is no row; a lone carriage return is a line end to a spreadsheet.
    clean = [[c.replace("\r", "").replace("\x00", "") for c in r] for r in rijen]
    data = write_csv(["a", "b", "c", "d"], clean)
    full = [[*r, "", ""][:4] for r in clean]
    assert [r for _, r in read_rows(data)][1:] == [r for r in full if any(r)]


@given(st.text())
def test_harmless_has_an_opposite(cel: str) -> None:
    assert restored(harmless(cel)) == cel
    assert harmless(cel)[:1] not in tuple("=+-@\t\r") or not cel


@pytest.mark.django_db
def test_the_griffies_own_list_comes_in_twice() -> None:
    data = lijst(
        "T1;Toezegging;De raad krijgt cijfers;12-3-2025;voor de zomer;30-6-2025;;;",
        "M2;motie;Meer licht;2025-04-01;;;afgedaan;;Raadsbrief 4",
    )
    assert import_lijst(data, None).gemaakt == 2
    t = Toezegging.objects.get(nummer="T1")
    assert (t.soort, t.staat, t.termijn_op) == ("toezegging", "open", date(2025, 6, 30))
    assert Toezegging.objects.get(nummer="M2").afdoeningen.get().titel == "Raadsbrief 4"
    again = import_lijst(data, None)
    assert (again.gemaakt, again.bijgewerkt, again.ongewijzigd) == (0, 0, 2)
    # A later list may change what nobody touched …
    changed = lijst("T1;toezegging;De raad krijgt de cijfers;12-3-2025;voor de zomer;30-6-2025;;;")
    assert import_lijst(changed, None).bijgewerkt == 1
    # … and leaves alone what somebody wrote.
    Toezegging.objects.filter(nummer="T1").update(tekst="Mijn woorden", versie=9)
    kept = import_lijst(changed, None)
    assert (kept.behouden, kept.bijgewerkt) == (1, 0)
    assert kept.bevindingen[0].code == "intussen-gewijzigd"
    assert Toezegging.objects.get(nummer="T1").tekst == "Mijn woorden"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", [("leeg", "")]),
        (b"nummer;soort;tekst\r\nT1;motie;x", [("kolom-ontbreekt", "rij 1")]),
        (lijst("T1;belofte;x;2025-01-01;;;;;"), [("cel-onleesbaar", "rij 2")]),
        (lijst("T1;motie;x;2025-01-01;;;klaar;;"), [("cel-onleesbaar", "rij 2")]),
        (lijst("T1;motie;x;31-02-2025;;;;;"), [("cel-onleesbaar", "rij 2")]),
        (lijst("T1;motie;;2025-01-01;;;;;"), [("cel-leeg", "rij 2")]),
        (
            lijst("T1;motie;x;2025-01-01;;;;;", "", "T1;motie;y;2025-01-01;;;;;"),
            [("nummer-dubbel", "rij 4")],
        ),
        (lijst("T1;motie;x;2025-01-01;;;vervallen;;"), [("reden-ontbreekt", "rij 2")]),
        (lijst("T1;motie;x;2025-01-01;;;afgedaan;;"), [("waarmee-ontbreekt", "rij 2")]),
        (lijst("T1;motie;x;2025-01-01;;;;;")[3:] + b"\r\nT2;motie;caf\xe9;2025-01-01;;;;;",
         [("geen-utf-8", "rij 3")]),
        (lijst('T1;motie;"x;2025-01-01;;;;;'), [("aanhalingsteken-open", "rij 2")]),
        (b"PK\x03\x04" + b"x" * 50, [("geen-xlsx", "")]),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, [("oud-excel", "")]),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_row(data: bytes, found: list[tuple[str, str]]) -> None:
    assert refused(data) == found
    assert not Toezegging.objects.exists()


@pytest.mark.django_db
def test_what_xml_cannot_hold_breaks_no_spreadsheet() -> None:
    een_toezegging(tekst="verticale\x0btab en \x01 meer")
    rows = read_rows(as_xlsx(Toezegging.objects.all()))
    assert "verticaletab en  meer" in rows[1][1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rij", ["T1;belofte;x;2025-01-01;;;;;", "{n};motie;x;2025-01-01;;;afgedaan;;"]
)
def test_no_more_is_told_than_anybody_reads(rij: str) -> None:
    assert len(refused(lijst(*[rij.format(n=n) for n in range(60)]))) == 50


@pytest.mark.django_db
def test_too_many_rows() -> None:
    rows = [f"T{n};motie;x;2025-01-01;;;;;" for n in range(100_000)]
    assert refused(lijst(*rows)) == [("te-veel-rijen", f"rij {MAX_RIJEN + 2}")]


def test_a_file_that_unpacks_too_large_is_not_unpacked() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(9):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", b"0" * 10_000_000)
    assert len(bomb.getvalue()) < 300_000
    with pytest.raises(Geweigerd, match="60 MB"):
        read_rows(bomb.getvalue())


def test_one_far_cell_is_refused_where_it_stands() -> None:
    book = Workbook()
    book.active["A1"] = "kop"
    book.active["XFD1048576"] = "ver"
    out = BytesIO()
    book.save(out)
    with pytest.raises(Geweigerd, match=r"ver buiten de tabel.*XFD1048576"):
        read_rows(out.getvalue())


def workbook(*rijen: list[Any]) -> bytes:
    book = Workbook()
    for rij in (["soort", "tekst", "gedaan op", "termijn"], *rijen):
        book.active.append(rij)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_formula_that_came_to_nothing_is_told_with_its_row() -> None:
    """Left empty, a cell of the list would be lost without a word."""
    data = workbook(["motie", "x", "2025-01-01", ""], ["motie", "y", "2025-01-01", '=""&A1'])
    assert refused(data) == [("cel-onleesbaar", "rij 3")]
    assert not Toezegging.objects.exists()


@pytest.mark.django_db
def test_a_formula_counts_for_what_it_came_to() -> None:
    """As a spreadsheet saves it: the formula and its value."""
    data = workbook(["motie", "x", "2025-01-01", "=1"])
    uit = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(uit, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(
                    b'<c r="D2"><f>1</f><v></v></c>',
                    b'<c r="D2" t="str"><f>A1</f><v>in mei</v></c>',
                ).replace(
                    b'<c r="D2"><f>1</f><v/></c>',
                    b'<c r="D2" t="str"><f>A1</f><v>in mei</v></c>',
                )
                assert b"in mei" in part
            new.writestr(name, part)
    import_lijst(uit.getvalue(), None)
    assert Toezegging.objects.get().termijn == "in mei"


@pytest.mark.django_db
def test_the_command_only_looks_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(lijst("T1;motie;x;2025-01-01;;;;;"))
    out = StringIO()
    call_command("importeer_toezeggingen", path, stdout=out)
    assert "Er is niets opgeslagen" in out.getvalue()
    assert not Toezegging.objects.exists()
    call_command("importeer_toezeggingen", path, toepassen=True, stdout=out)
    assert Toezegging.objects.count() == 1
    path.write_bytes(b"niets")
    with pytest.raises(CommandError):
        call_command("importeer_toezeggingen", path, stdout=out, stderr=out)


@pytest.mark.django_db
@pytest.mark.parametrize("rol", [r for r in Rol if r != Rol.GRIFFIE], ids=str)
def test_only_the_griffie_takes_a_list_in(rol: Rol) -> None:
    with pytest.raises(PermissionDenied):
        import_lijst(lijst("T1;motie;x;2025-01-01;;;;;"), iemand(rol))


@pytest.mark.django_db
def test_two_entries_change_numbers() -> None:
    a, b = een_toezegging(nummer="T1", tekst="een"), een_toezegging(nummer="T2", tekst="twee")
    data = as_csv(Toezegging.objects.all()).decode().replace("T1", "T9").replace("T2", "T1")
    assert import_lijst(data.replace("T9", "T2").encode(), None).bijgewerkt == 2
    for t, nummer in ((a, "T2"), (b, "T1")):
        t.refresh_from_db()
        assert t.nummer == nummer


@pytest.mark.django_db
def test_a_number_of_a_draft_is_refused_with_its_row() -> None:
    een_toezegging(nummer="A1", plek="Brief 2025 › Ondermijning")
    with pytest.raises(Geweigerd) as fout:
        import_lijst(lijst("A1;motie;x;2025-01-01;;;;;"), iemand(Rol.GRIFFIE))
    (finding,) = fout.value.bevindingen
    assert (finding.code, finding.plek) == ("nummer-dubbel", "rij 2")
    assert Toezegging.objects.count() == 1


@pytest.mark.django_db
def test_half_a_list_is_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong on the way: nothing of it stands."""
    write, rows = _Writer._create, []

    def stops_at_the_third(self: _Writer, rij: Bronrij) -> None:
        rows.append(rij)
        if len(rows) == 3:
            raise IntegrityError
        write(self, rij)

    monkeypatch.setattr(_Writer, "_create", stops_at_the_third)
    data = lijst(*[f"T{n};motie;x;2025-01-01;;;;;" for n in range(5)])
    assert refused(data) == [("tussentijds-gewijzigd", "")]
    assert not Toezegging.objects.exists()
    assert not Logregel.objects.filter(verb="inlezen").exists()


@pytest.mark.django_db
def test_a_draft_is_not_in_the_griffies_reach() -> None:
    secret = een_toezegging(plek="Brief 2025 › Ondermijning", tekst="geheim")
    griffie = iemand(Rol.GRIFFIE)
    row = f"sleutel;versie;soort;tekst;gedaan op\r\n{secret.sleutel};1;motie;weg;2025-01-01"
    with pytest.raises(Geweigerd):
        import_lijst(row.encode(), griffie)
    secret.refresh_from_db()
    assert secret.tekst == "geheim"
