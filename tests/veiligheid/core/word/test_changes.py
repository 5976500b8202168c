"""Tracked changes and comments: insertions are text, deletions are not, and a person is told."""

from tests.veiligheid.core.word.lezen import alineas, codes, koppen, lees, lijsten, teksten
from tests.wordbouwer import (
    Bouwer,
    ingevoegd,
    inpakken,
    run,
    veld,
    verwijderd,
    voetnoot,
    xml,
)
from veiligheid.core.word import read_word


def test_insertions_count_and_deletions_do_not() -> None:
    document = lees(
        Bouwer()
        .alinea("Een ", ingevoegd("nieuw "), verwijderd("oud ", "B. Burger"), "woord")
        .alinea(verwijderd("alles weg"))
    )
    assert teksten(document) == ["Een nieuw woord"]
    (bevinding,) = document.bevindingen
    assert bevinding.code == "wijzigingen-bijgehouden"
    for deel in ("1 invoeging ", "2 verwijderingen", "A. Adviseur, B. Burger"):
        assert deel in bevinding.melding


def test_deleted_paragraph_mark_joins_the_next() -> None:
    document = lees(
        Bouwer()
        .kop(1, "Kop")
        .samengevoegd("eerste ")
        .samengevoegd("tweede ")
        .alinea("derde")
        .samengevoegd(verwijderd("alles weg"))
        .lijst(["punt"])
    )
    assert [a.tekst for a in alineas(document)] == ["eerste tweede derde"]
    assert lijsten(document)[0].items == ("punt",)


def test_joined_paragraph_is_what_the_last_one_is() -> None:
    document = lees(Bouwer().samengevoegd("Open").kop(2, "bare orde"))
    assert [(k.niveau, k.tekst) for k in koppen(document)] == [(2, "Openbare orde")]


def test_text_with_a_deleted_mark_before_a_table_or_the_end_is_not_lost() -> None:
    document = lees(
        Bouwer().samengevoegd("voor").tabel([["1", "2"], ["3", "4"]]).samengevoegd("na")
    )
    assert [a.tekst for a in alineas(document)] == ["voor", "na"]


def test_moved_text_stands_where_it_went() -> None:
    van = '<w:moveFrom w:id="1" w:author="C"><w:r><w:t>zin</w:t></w:r></w:moveFrom>'
    naar = f'<w:moveTo w:id="2" w:author="C">{run("zin")}</w:moveTo>'
    document = lees(Bouwer().alinea("a ", xml(van)).alinea("b ", xml(naar)))
    assert teksten(document) == ["a", "b zin"]


def test_inserted_and_deleted_again_is_gone() -> None:
    ruw = (
        '<w:ins w:id="1" w:author="A"><w:del w:id="2" w:author="B"><w:r><w:delText>x</w:delText>'
        "</w:r></w:del></w:ins>"
    )
    assert teksten(lees(Bouwer().alinea("a", xml(ruw)))) == ["a"]


def test_deleted_row_is_not_in_the_table() -> None:
    rows = "".join(
        f"<w:tr>{look}<w:tc><w:p>{run(t)}</w:p></w:tc></w:tr>"
        for t, look in (("blijft", ""), ("weg", '<w:trPr><w:del w:id="1" w:author="A"/></w:trPr>'))
    )
    assert teksten(lees(Bouwer().xml(f"<w:tbl>{rows}</w:tbl>"))) == ["blijft"]


def test_deleted_field_does_not_hide_what_follows() -> None:
    weg = xml('<w:del w:id="1" w:author="A"><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:del>')
    assert teksten(lees(Bouwer().alinea("a", weg, "b ", veld("PAGE", "1")))) == ["ab 1"]


def test_changes_in_a_note_are_told_too() -> None:
    bouwer = Bouwer().alinea("a", voetnoot("noot"))
    delen = bouwer.delen()
    assert codes(lees(bouwer)) == []
    delen["word/footnotes.xml"] = delen["word/footnotes.xml"].replace(
        b"<w:p>", b'<w:p><w:ins w:id="1"><w:r><w:t>nieuwe </w:t></w:r></w:ins>'
    )
    document = read_word(inpakken(delen))
    assert codes(document) == ["wijzigingen-bijgehouden"]
    assert "door onbekend" in document.bevindingen[0].melding


def test_many_authors_are_not_all_named() -> None:
    runs = [ingevoegd("x", f"Auteur {n}") for n in range(9)]
    (bevinding,) = lees(Bouwer().alinea(*runs)).bevindingen
    assert "Auteur 4 en anderen" in bevinding.melding
    assert "Auteur 5" not in bevinding.melding


def test_comments_are_counted_and_not_taken_over() -> None:
    document = lees(Bouwer().opmerking("klopt dit?").opmerking("nee"))
    assert codes(document) == ["opmerkingen"]
    assert "2 opmerkingen" in document.bevindingen[0].melding
    assert not any("klopt dit" in tekst for tekst in teksten(document))
