"""Back: what is new, moved or gone, comments, and all of it in one file."""

from datetime import UTC, datetime
from uuid import UUID

from tests.themas.jaar.word.bewerking import (
    ANNE,
    BRAM,
    TERUG,
    WAS,
    Bewerking,
    apply,
    back,
    bijdrage,
    blok,
    by,
    element,
    ins,
    p,
    run,
    shape,
    table,
    weg,
)
from themas.jaar.word import ParagraafTekst, read_back, to_word

# -- paragrafen and blocks


def test_kop_by_two_authors(word: Bewerking) -> None:
    content = run("Meer toezicht in ") + weg("de ", ANNE) + run("binnenstad") + ins(" nu", BRAM)
    word.rewrite("Meer toezicht", content)
    result = back(word)
    assert [(v.soort, v.wie, v.kop) for v in result.voorstellen] == [
        ("kop", ANNE, "Meer toezicht in binnenstad"),
        ("kop", BRAM, "Meer toezicht in binnenstad nu"),
    ]
    assert result.voorstellen[0].na == "<p>Meer toezicht in binnenstad</p>"


def test_new_paragraaf_with_its_blocks(word: Bewerking) -> None:
    word.mark(word.find("Er komen er twee"), f"<w:ins {by(ANNE)}/>")
    mark = f"<w:ins {by(ANNE)}/>"
    old = f"<w:pPrChange {by(ANNE)}><w:pPr/></w:pPrChange>"
    new = (
        p(ins("Nieuw onderwerp", ANNE), "Heading2", mark)
        + p(ins("Een inleiding.", ANNE), "", mark)
        + p(ins("Vooruitblik op 2025", ANNE), "", mark)
        + p(ins("Wat komt.", ANNE), "", more=old)
    )
    word.after("Er komen er twee", new)
    (v,) = back(word).voorstellen
    assert (v.soort, v.wie, v.paragraaf, v.kop) == ("nieuwe_paragraaf", ANNE, "", "Nieuw onderwerp")
    assert [(b.soort.value, b.html) for b in v.nieuw] == [
        ("context", "<p>Een inleiding.</p>"),
        ("vooruitblik", "<p>Wat komt.</p>"),
    ]
    assert v.plaats
    assert v.plaats.voor_paragraaf == "jeugd"


def test_new_and_removed_block_without_tracking(word: Bewerking) -> None:
    word.after(
        "Er is veel", p(run("Vooruitblik op 2025"), "BloklabelVooruitblik") + p(run("Meer."))
    )
    text = word.find("De binnenstad")
    for gone in (text.getprevious(), text):
        word.body.remove(gone)
    result = back(word)
    assert [(v.soort, v.paragraaf, v.gevolgd) for v in result.voorstellen] == [
        *(("nieuw_blok", "jeugd", False), ("weg_blok", "meer-toezicht", False))
    ]
    assert result.voorstellen[0].nieuw[0].soort.value == "vooruitblik"
    assert result.voorstellen[0].na == "<p>Meer.</p>"


def test_removed_paragraaf_with_tracking(word: Bewerking) -> None:
    word.strike(word.section("Camera’s op"), BRAM)
    (v,) = back(word).voorstellen
    assert (v.soort, v.paragraaf, v.wie, v.na) == ("weg_paragraaf", "cameras", BRAM, "")
    assert "zes camera’s" in v.voor


def test_removed_block_with_tracking(word: Bewerking) -> None:
    word.strike([word.find("Vooruitblik op 2025"), word.find("Volgend jaar")], BRAM)
    (v,) = back(word).voorstellen
    assert (v.soort, v.wie, v.blok) == ("weg_blok", BRAM, UUID(int=3))


def test_heading_above_existing_blocks_takes_them_along(word: Bewerking) -> None:
    word.find("Vooruitblik op 2025").addprevious(element(p(run("Straks"), "Heading2")))
    (v,) = back(word).voorstellen
    assert (v.soort, v.kop) == ("nieuwe_paragraaf", "Straks")
    assert v.nieuw[0].blok == UUID(int=3)
    after = shape(apply(WAS, (v,)))
    assert [(kop, len(blokken)) for kop, blokken in after[:2]] == [
        *(("Meer toezicht in de binnenstad", 2), ("Straks", 1))
    ]


def test_new_block_with_tracking_known_by_its_text(word: Bewerking) -> None:
    mark = f"<w:ins {by(ANNE)}/>"
    word.mark(word.find("Er is veel"), mark)
    label = p(ins("Vooruitblik op 2025", ANNE), "", mark)
    word.after("Er is veel", label + p(ins("Straks meer.", ANNE)))
    (v,) = back(word).voorstellen
    assert (v.soort, v.wie, v.paragraaf) == ("nieuw_blok", ANNE, "jeugd")
    assert (v.nieuw[0].soort.value, v.na) == ("vooruitblik", "<p>Straks meer.</p>")


def test_empty_block_and_empty_kop_get_text() -> None:
    was = bijdrage(ParagraafTekst("a", "", (blok(1, TERUG, ""), blok(2, TERUG, "<p>Ja.</p>"))))
    word = Bewerking(to_word(was))
    label = word.find("Terugblik op 2024")
    label.getnext().append(element(ins("Eerste zin.", ANNE)))
    label.getprevious().insert(2, element(run("Een kop")))
    kop, text = read_back(word.bytes(), was).voorstellen
    assert (kop.soort, kop.voor, kop.kop, kop.gevolgd) == ("kop", "", "Een kop", False)
    assert (text.soort, text.voor, text.na) == ("invoeging", "", "<p>Eerste zin.</p>")


def test_text_typed_in_a_label_is_kept(word: Bewerking) -> None:
    word.rewrite("Vooruitblik op 2025", run("Vooruitblik op 2025 Een losse zin."))
    result = back(word)
    (v,) = result.voorstellen
    assert v.na == "<p>Een losse zin.</p><p>Volgend jaar gaan we door.</p>"
    assert [b.code for b in result.bevindingen] == ["tekst-in-label"]


def test_changed_label_keeps_its_kind(word: Bewerking) -> None:
    word.rewrite("Vooruitblik op 2025", run("Terugblik op 2024"))
    result = back(word)
    assert result.voorstellen == ()
    assert [b.code for b in result.bevindingen] == ["label-gewijzigd"]


def test_text_before_the_first_heading_is_not_lost(word: Bewerking) -> None:
    word.find("Meer toezicht").addprevious(element(p(run("Vooraf een zin."))))
    (v,) = back(word).voorstellen
    assert (v.soort, v.kop) == ("nieuwe_paragraaf", "")
    assert v.nieuw[0].html == "<p>Vooraf een zin.</p>"


# -- comments


def test_comment_with_the_words_it_hangs_on(word: Bewerking) -> None:
    word.rewrite("Er komen er twee bij.", run("Er komen er ") + run("twee") + run(" bij."))
    word.rewrite("Jeugd", run("Jeugd"))
    word.comment("Klopt dit aantal?", "twee", BRAM)
    word.comment("Andere kop?", "Jeugd", ANNE)
    result = back(word)
    assert result.voorstellen == ()
    assert not result.is_ongewijzigd
    first, second = result.opmerkingen
    assert (first.wie, first.tekst, first.citaat) == (BRAM, "Klopt dit aantal?", "twee")
    assert (first.paragraaf, first.blok) == ("cameras", UUID(int=5))
    assert first.op == datetime(2025, 3, 4, 10, 11, tzinfo=UTC)
    assert (second.paragraaf, second.blok, second.citaat) == ("jeugd", None, "Jeugd")


def test_comment_on_deleted_words(word: Bewerking) -> None:
    word.rewrite("Er komen er twee bij.", run("Er komen er twee") + weg(" bij", ANNE) + run("."))
    word.comment("Waarom weg?", " bij", BRAM)
    (remark,) = back(word).opmerkingen
    assert (remark.citaat, remark.blok) == ("bij", UUID(int=5))


# -- all at once


def test_all_of_it_in_one_file(word: Bewerking) -> None:
    content = run("Er komen er ") + weg("twee", ANNE) + ins("drie", ANNE) + run(" bij.")
    word.rewrite("Er komen er twee bij.", content + ins(" Mooi.", BRAM))
    word.comment("Mooi?", " Mooi.", ANNE)
    word.after("Volgend jaar", table(["Jaar", "Aantal"], ["2024", "12"], tracked=BRAM))
    word.find("Dat was meer").addnext(word.find("We hielden"))
    target = word.find("Meer toezicht")
    for moved in word.section("Jeugd"):
        target.addprevious(moved)
    result = back(word)
    assert [(v.soort, v.wie, v.paragraaf) for v in result.voorstellen] == [
        ("verplaatst", "", "meer-toezicht"),
        ("invoeging", BRAM, "meer-toezicht"),
        ("wijziging", ANNE, "cameras"),
        ("invoeging", BRAM, "cameras"),
        ("verplaatst", "", "jeugd"),
    ]
    assert [(o.wie, o.citaat, o.paragraaf) for o in result.opmerkingen] == [
        (ANNE, "Mooi.", "cameras")
    ]
    assert result.bevindingen == ()
    assert [kop for kop, _ in shape(apply(WAS, result.voorstellen))] == [
        *("Jeugd", "Meer toezicht in de binnenstad", "Camera’s op het plein")
    ]
