"""Back: what was changed with tracking comes back as what it is, and whose."""

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
    copy_of,
    element,
    ins,
    p,
    run,
    shape,
    table,
    texts,
    weg,
)
from themas.jaar.word import ParagraafTekst, read_back, to_word

# -- inside a block


def test_insertion_with_its_author_and_moment(word: Bewerking) -> None:
    word.rewrite(
        "Er komen er twee bij.", run("Er komen er ") + ins("zeker ", ANNE) + run("twee bij.")
    )
    (v,) = back(word).voorstellen
    assert (v.soort, v.wie, v.gevolgd) == ("invoeging", ANNE, True)
    assert v.op == datetime(2025, 3, 4, 10, 11, tzinfo=UTC)
    assert (v.paragraaf, v.blok) == ("cameras", UUID(int=5))
    assert v.voor == "<p>Er komen er twee bij.</p>"
    assert v.na == "<p>Er komen er zeker twee bij.</p>"
    assert "“zeker”" in v.uitleg


def test_deletion(word: Bewerking) -> None:
    word.rewrite("Er komen er twee bij.", run("Er komen er twee") + weg(" bij", ANNE) + run("."))
    (v,) = back(word).voorstellen
    assert (v.soort, v.na) == ("verwijdering", "<p>Er komen er twee.</p>")


def test_replacement_by_one_author_is_one_change(word: Bewerking) -> None:
    content = run("Er komen er ") + weg("twee", ANNE) + ins("drie", ANNE) + run(" bij.")
    word.rewrite("Er komen er twee bij.", content)
    (v,) = back(word).voorstellen
    assert (v.soort, v.na) == ("wijziging", "<p>Er komen er drie bij.</p>")


def test_two_authors_in_one_sentence_are_two_proposals(word: Bewerking) -> None:
    content = (
        run("Er komen ") + weg("er ", ANNE) + run("twee") + weg(" bij", BRAM) + ins(" erbij", BRAM)
    )
    word.rewrite("Er komen er twee bij.", content + run("."))
    result = back(word)
    assert [(v.soort, v.wie) for v in result.voorstellen] == [
        *(("verwijdering", ANNE), ("wijziging", BRAM))
    ]
    assert result.voorstellen[1].voor == result.voorstellen[0].na
    assert texts(result, 5) == "<p>Er komen twee erbij.</p>"


def test_neighbours_of_two_authors_stay_apart(word: Bewerking) -> None:
    content = run("Er komen er ") + weg("twee", ANNE) + ins("drie", BRAM) + run(" bij.")
    word.rewrite("Er komen er twee bij.", content)
    assert [(v.soort, v.wie) for v in back(word).voorstellen] == [
        *(("verwijdering", ANNE), ("invoeging", BRAM))
    ]


def test_deletion_inside_somebody_elses_insertion(word: Bewerking) -> None:
    inner = f"<w:ins {by(ANNE)}>{run('heel ')}{weg('erg ', BRAM)}</w:ins>"
    word.rewrite("Er komen er twee bij.", run("Er komen er ") + inner + run("twee bij."))
    result = back(word)
    assert [v.wie for v in result.voorstellen] == [ANNE, BRAM]
    assert result.voorstellen[0].na == "<p>Er komen er heel erg twee bij.</p>"
    assert texts(result, 5) == "<p>Er komen er heel twee bij.</p>"


def test_untracked_change_is_found_by_comparing(word: Bewerking) -> None:
    word.rewrite("Er komen er twee bij.", run("Er komen er vier bij."))
    (v,) = back(word).voorstellen
    assert (v.soort, v.wie, v.op, v.gevolgd) == ("wijziging", "", None, False)
    assert v.na == "<p>Er komen er vier bij.</p>"


def test_untracked_first_then_tracked(word: Bewerking) -> None:
    word.rewrite(
        "Er komen er twee bij.", run("Er komen er vier ") + ins("nieuwe ", ANNE) + run("bij.")
    )
    result = back(word)
    assert [(v.soort, v.gevolgd) for v in result.voorstellen] == [
        *(("wijziging", False), ("invoeging", True))
    ]
    assert texts(result, 5) == "<p>Er komen er vier nieuwe bij.</p>"


def test_paragraph_split_and_joined(word: Bewerking) -> None:
    first = word.rewrite("We hielden", run("We hielden twaalf controles"))
    word.mark(first, f"<w:ins {by(ANNE)}/>")
    first.addnext(element(p(run(" met de politie."))))
    word.mark(word.find("Er hangen zes"), f"<w:del {by(BRAM)}/>")
    result = back(word)
    assert "<p>We hielden twaalf controles</p><p>met de politie.</p>" in texts(result, 2)
    assert [v.wie for v in result.voorstellen] == [ANNE, BRAM]
    assert texts(result, 4) == "<ul><li><p>Er hangen zes camera’s.drie</p></li></ul>"


def test_paragraph_added_and_removed(word: Bewerking) -> None:
    word.mark(word.find("Dat was meer"), f"<w:ins {by(ANNE)}/>")
    word.after("Dat was meer", p(ins("Een nieuwe alinea.", ANNE)))
    word.strike([word.find("We hielden")], BRAM)
    result = back(word)
    assert texts(result, 2) == "<p>Dat was meer dan eerder.</p><p>Een nieuwe alinea.</p>"
    assert {(v.soort, v.wie) for v in result.voorstellen} == {
        *(("invoeging", ANNE), ("verwijdering", BRAM))
    }


def test_pasted_table_comes_back_as_a_table(word: Bewerking) -> None:
    word.after("Volgend jaar", table(["Jaar", "Aantal"], ["2024", "12"], tracked=ANNE))
    (v,) = back(word).voorstellen
    assert (v.soort, v.wie) == ("invoeging", ANNE)
    assert v.na.startswith("<p>Volgend jaar gaan we door.</p><table>")
    assert "<td><p>12</p></td>" in v.na


def test_row_added_to_a_table_by_one_and_removed_by_another() -> None:
    rows = "".join(f"<tr><td><p>{n}</p></td><td><p>x</p></td></tr>" for n in (1, 2))
    was = bijdrage(
        ParagraafTekst("a", "A", (blok(1, TERUG, f"<table><tbody>{rows}</tbody></table>"),))
    )
    word = Bewerking(to_word(was))
    first = word.find("1").getparent().getparent()
    new = element(table(["3", "y"], tracked=ANNE)).findall(first.tag)[0]
    first.getnext().addnext(new)
    first.insert(0, element(f"<w:trPr><w:del {by(BRAM)}/></w:trPr>"))
    result = read_back(word.bytes(), was)
    assert [(v.soort, v.wie) for v in result.voorstellen] == [
        *(("verwijdering", BRAM), ("invoeging", ANNE))
    ]
    assert "<p>1</p>" not in result.voorstellen[-1].na
    assert "<p>3</p>" in result.voorstellen[-1].na


def test_footnote_changed_with_tracking() -> None:
    html = '<p>Een zin<a href="verwijzing:voetnoot" title="Oude bron">*</a>.</p>'
    was = bijdrage(ParagraafTekst("a", "A", (blok(1, TERUG, html),)))
    word = Bewerking(to_word(was))
    old = b'<w:r><w:t xml:space="preserve"> Oude bron</w:t></w:r>'
    assert old in word.parts["word/footnotes.xml"]
    word.parts["word/footnotes.xml"] = word.parts["word/footnotes.xml"].replace(
        old, (weg(" Oude", ANNE) + ins(" Nieuwe", ANNE) + run(" bron")).encode()
    )
    (v,) = read_back(word.bytes(), was).voorstellen
    assert (v.soort, v.wie) == ("wijziging", ANNE)
    assert 'title="Nieuwe bron"' in v.na


# -- formatting


def test_tracked_formatting_alone_is_only_a_finding(word: Bewerking) -> None:
    look = f"<w:b/><w:rPrChange {by(ANNE)}><w:rPr/></w:rPrChange>"
    word.rewrite("Er komen er twee bij.", run("Er komen er twee bij.", look))
    result = back(word)
    assert result.voorstellen == ()
    assert [b.code for b in result.bevindingen] == ["opmaakwijzigingen"]


# -- moves


def test_tracked_move_inside_a_block(word: Bewerking) -> None:
    first = word.find("We hielden")
    moved = copy_of([first])
    word.strike([first], ANNE, kind="moveFrom")
    start = f'<w:moveFromRangeStart w:name="m1" {by(ANNE)}/>'
    first.insert(1, element(start))
    word.strike(moved, ANNE, kind="moveTo")
    moved[0].insert(1, element(f'<w:moveToRangeStart w:name="m1" {by(ANNE)}/>'))
    word.find("Dat was meer").addnext(moved[0])
    (v,) = back(word).voorstellen
    assert (v.soort, v.wie, v.gevolgd) == ("verplaatst", ANNE, True)
    assert (
        v.na == "<p>Dat was meer dan eerder.</p><p>We hielden twaalf controles met de politie.</p>"
    )


def test_untracked_move_inside_and_between_blocks(word: Bewerking) -> None:
    word.find("Dat was meer").addnext(word.find("We hielden"))
    (v,) = back(word).voorstellen
    assert (v.soort, v.gevolgd) == ("verplaatst", False)
    word.find("Volgend jaar").addnext(word.find("Dat was meer"))
    assert [(v.soort, v.blok) for v in back(word).voorstellen] == [
        *(("verplaatst", UUID(int=2)), ("verplaatst", UUID(int=3)))
    ]


def test_paragraaf_moved_without_tracking(word: Bewerking) -> None:
    blocks = word.section("Jeugd")
    target = word.find("Meer toezicht")
    for moved in blocks:
        target.addprevious(moved)
    (v,) = back(word).voorstellen
    assert (v.soort, v.paragraaf, v.blok, v.gevolgd) == ("verplaatst", "jeugd", None, False)
    assert v.plaats
    assert v.plaats.voor_paragraaf == "meer-toezicht"
    assert shape(apply(WAS, (v,)))[0][0] == "Jeugd"


def test_paragraaf_moved_with_tracking_loses_its_bookmarks(word: Bewerking) -> None:
    blocks = word.section("Jeugd")
    moved = copy_of(blocks)
    for copy in moved:
        for child in [c for c in copy if "bookmark" in c.tag]:
            copy.remove(child)
    word.strike(blocks, ANNE, kind="moveFrom")
    word.strike(moved, ANNE, kind="moveTo")
    target = word.find("Camera’s op")
    for copy in moved:
        target.addprevious(copy)
    result = back(word)
    (v,) = result.voorstellen
    assert (v.soort, v.paragraaf, v.wie) == ("verplaatst", "jeugd", ANNE)
    assert v.plaats
    assert v.plaats.voor_paragraaf == "cameras"
    assert result.bevindingen == ()
