"""Files that are not quite what was sent out, or not at all."""

import random
from contextlib import suppress
from dataclasses import replace

import pytest

from tests.themas.jaar.word.bewerking import (
    TERUG,
    Bewerking,
    bijdrage,
    blok,
    copy_of,
    ins,
    p,
    run,
    table,
    voorbeeld,
    weg,
)
from tests.wordbouwer import Bouwer
from themas.jaar.word import ParagraafTekst, read_back, read_origin, to_word
from veiligheid.core.findings import Geweigerd
from veiligheid.core.richtext import sanitize

WAS = voorbeeld()


def codes(refused: pytest.ExceptionInfo[Geweigerd]) -> list[str]:
    return [b.code for b in refused.value.bevindingen]


def test_bookmarks_dropped_by_another_program() -> None:
    word = Bewerking(to_word(WAS))
    word.without_bookmarks()
    result = read_back(word.bytes(), WAS)
    assert result.voorstellen == ()
    assert [b.code for b in result.bevindingen] == ["bladwijzers-kwijt"]


def test_bookmarks_dropped_and_text_changed() -> None:
    word = Bewerking(to_word(WAS))
    word.without_bookmarks()
    word.rewrite("Er komen er twee bij.", run("Er komen er vier bij."))
    word.rewrite("Jeugd", run("Jeugd en gezin"))
    result = read_back(word.bytes(), WAS)
    assert [(v.soort, v.paragraaf) for v in result.voorstellen] == [
        ("wijziging", "cameras"),
        ("kop", "jeugd"),
    ]


def test_styles_and_bookmarks_lost() -> None:
    """As after a copy into a document with other styles: labels are known by their text."""
    word = Bewerking(to_word(WAS))
    word.without_bookmarks()
    for style in list(word.body.iter("{*}pStyle")):
        if next(iter(style.attrib.values())).startswith("Bloklabel"):
            style.getparent().remove(style)
    assert read_back(word.bytes(), WAS).voorstellen == ()


def test_origin_lost_but_bookmarks_kept() -> None:
    word = Bewerking(to_word(WAS))
    word.parts["docProps/custom.xml"] = b"<Properties/>"
    settings = word.parts["word/settings.xml"]
    word.parts["word/settings.xml"] = settings.replace(b"docVar ", b"zz ")
    result = read_back(word.bytes(), WAS)
    assert result.versie is None
    assert result.is_ongewijzigd
    assert [b.code for b in result.bevindingen] == ["versie-onbekend"]


@pytest.mark.parametrize("part", ["docProps/custom.xml", "word/settings.xml"])
def test_one_of_the_two_origins_is_enough(part: str) -> None:
    word = Bewerking(to_word(WAS))
    word.parts[part] = word.parts[part].replace(b"Veiligheidsbrief", b"Iets")
    assert read_origin(word.bytes()).versie == 3


def test_another_version_is_said() -> None:
    result = read_back(to_word(WAS), replace(WAS, versie=7))
    assert result.versie == 3
    assert [b.code for b in result.bevindingen] == ["andere-versie"]


def test_another_bijdrage_is_refused() -> None:
    with pytest.raises(Geweigerd) as refused:
        read_back(to_word(WAS), replace(WAS, bijdrage_id=13))
    assert codes(refused) == ["andere-bijdrage"]


def test_a_document_from_elsewhere_is_refused() -> None:
    data = Bouwer().titel("Notulen").kop(1, "Opening").alinea("Welkom.").bytes()
    with pytest.raises(Geweigerd) as refused:
        read_back(data, WAS)
    assert codes(refused) == ["niet-uit-het-portaal"]


def test_damaged_files_are_refused() -> None:
    data = to_word(WAS)
    for broken in (b"", b"geen zip", data[: len(data) // 2], data[:200] + b"\0" * 400 + data[600:]):
        with pytest.raises(Geweigerd):
            read_back(broken, WAS)
    word = Bewerking(data)
    for part in ("word/styles.xml", "word/footnotes.xml", "word/numbering.xml"):
        word.parts[part] = word.parts[part][:-30]
        with pytest.raises(Geweigerd) as refused:
            read_back(word.bytes(), WAS)
        assert codes(refused) == ["bestand-kapot"]
        word = Bewerking(data)


def test_damaged_at_any_byte_never_breaks() -> None:
    data = to_word(WAS)
    for at in range(40, len(data), len(data) // 25):
        broken = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        with suppress(Geweigerd):
            read_back(broken, WAS)


def test_what_word_cannot_hold_is_said_when_the_block_changes() -> None:
    html = "<ul><li><p>een</p><p>twee</p></li><li><p>drie</p></li></ul>"
    was = bijdrage(ParagraafTekst("a", "A", (blok(1, TERUG, html),)))
    assert read_back(to_word(was), was).is_ongewijzigd
    word = Bewerking(to_word(was))
    word.rewrite("drie", run("vier"))
    result = read_back(word.bytes(), was)
    assert [b.code for b in result.bevindingen] == ["indeling-vervalt"]
    assert result.voorstellen[0].voor == html


def test_a_heading_one_begins_a_paragraaf_too() -> None:
    word = Bewerking(to_word(WAS))
    word.after("Er is veel", p(run("Erbij"), "Heading1") + p(run("Tekst.")))
    (v,) = read_back(word.bytes(), WAS).voorstellen
    assert (v.soort, v.kop) == ("nieuwe_paragraaf", "Erbij")


def test_the_same_block_twice() -> None:
    """Pasted once more by a program that keeps the bookmarks: the second one is new."""
    word = Bewerking(to_word(WAS))
    for block in reversed(copy_of(word.section("Jeugd"))):
        word.find("Er is veel").addnext(block)
    result = read_back(word.bytes(), WAS)
    assert [v.soort for v in result.voorstellen] == ["nieuwe_paragraaf"]
    assert "blok-onbekend" in [b.code for b in result.bevindingen]


def test_a_rewritten_text_is_one_change_and_costs_little() -> None:
    """More changes than a person would go through one by one."""
    html = "".join(f"<p>Zin a{n}x staat hier.</p>" for n in range(120))
    was = bijdrage(ParagraafTekst("a", "A", (blok(1, TERUG, html),)))
    word = Bewerking(to_word(was))
    for n in range(120):
        auteur = ("Anne", "Bram")[n % 2]
        changed = weg("staat", auteur) + ins("komt", auteur)
        word.rewrite(f"a{n}x", run(f"Zin a{n}x ") + changed + run(" hier."))
    (v,) = read_back(word.bytes(), was).voorstellen
    assert (v.soort, v.wie, v.gevolgd) == ("wijziging", "Anne, Bram", True)
    assert v.na.count("komt") == 120


def test_a_text_that_is_too_long_is_refused() -> None:
    word = Bewerking(to_word(WAS))
    word.rewrite("Er komen er twee", run("lang " * 50_000))
    with pytest.raises(Geweigerd) as refused:
        read_back(word.bytes(), WAS)
    assert codes(refused) == ["tekst-te-groot"]


def test_marks_of_our_own_in_a_file_are_not_believed() -> None:
    word = Bewerking(to_word(WAS))
    for paragraph in word.body:
        paragraph.set("{urn:veiligheidsbrief:word}n", "nul")
        paragraph.set("{urn:veiligheidsbrief:word}g", "0")
    assert read_back(word.bytes(), WAS).is_ongewijzigd


@pytest.mark.parametrize("seed", range(15))
def test_a_file_that_was_shaken_gives_proposals_or_is_refused(seed: int) -> None:
    """Elements taken away, doubled and moved at random, tracked changes among them."""
    rng = random.Random(seed)
    word = Bewerking(to_word(WAS))
    word.strike(word.section("Jeugd"), "Anne")
    word.rewrite("We hielden", run("We ") + ins("x", "Anne") + weg("hielden", "Bram"))
    word.after("Er hangen", table(["a", "b"], ["c", "d"], tracked="Bram"))
    for _ in range(rng.randint(1, 12)):
        spots = [e for e in word.body.iter() if e.getparent() is not None and e is not word.body]
        one, other = rng.choice(spots), rng.choice(spots)
        match rng.randrange(3):
            case 0:
                one.getparent().remove(one)
            case 1:
                one.addnext(copy_of([one])[0])
            case _ if one not in other.iterancestors() and one is not other:
                other.addnext(one)
    with suppress(Geweigerd):
        for v in read_back(word.bytes(), WAS).voorstellen:
            assert sanitize(v.voor) == v.voor
            assert sanitize(v.na) == v.na
            assert v.voor != v.na or v.plaats or v.soort.startswith("weg_")
