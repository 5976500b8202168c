"""Lists: bullets and numbers, nesting, restarts, and lists that go on."""

from tests.veiligheid.core.word.lezen import codes, lees, lijsten, teksten
from tests.wordbouwer import Bouwer, afbeelding, ingevoegd, vet
from veiligheid.core.word import ListBlock

NUM = '<w:num w:numId="{0}"><w:abstractNumId w:val="{0}"/></w:num>'
ABSTRACT = '<w:abstractNum w:abstractNumId="{}">{}</w:abstractNum>'
LEVEL = (
    '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)


def nummering(num_id: int, *levels: tuple[int, int, str, str]) -> str:
    inhoud = "".join(LEVEL.format(*level) for level in levels)
    return ABSTRACT.format(num_id, inhoud) + NUM.format(num_id)


def punt(num_id: int, ilvl: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>'


def een_lijst(bouwer: Bouwer) -> ListBlock:
    (block,) = lijsten(lees(bouwer))
    return block


def test_bullets() -> None:
    block = een_lijst(Bouwer().lijst(["een & twee", vet("drie")]))
    assert block.html == (
        "<ul><li><p>een &amp; twee</p></li><li><p><strong>drie</strong></p></li></ul>"
    )
    assert (block.items, block.tekst) == (("een & twee", "drie"), "een & twee\ndrie")
    assert not block.genummerd


def test_nesting() -> None:
    block = een_lijst(Bouwer().lijst(["a", ["b", ["c"], "d"], "e"], genummerd=True))
    assert block.html == (
        "<ol><li><p>a</p><ol><li><p>b</p><ol><li><p>c</p></li></ol></li><li><p>d</p></li></ol>"
        "</li><li><p>e</p></li></ol>"
    )
    assert block.items == ("a", "e")
    assert block.tekst == "a\nb\nc\nd\ne"


def test_other_kind_below_stays_in_its_item() -> None:
    bouwer = Bouwer().lijst(["een"], genummerd=True).lijst([["punt", "punt"]])
    bouwer.lijst(["twee"], genummerd=True, door=True)
    block = een_lijst(bouwer)
    assert block.html == (
        "<ol><li><p>een</p><ul><li><p>punt</p></li><li><p>punt</p></li></ul></li>"
        "<li><p>twee</p></li></ol>"
    )


def test_other_list_at_the_same_level_is_another_block() -> None:
    bouwer = Bouwer().lijst(["a", "b"], genummerd=True).lijst(["c"], genummerd=True).lijst(["d"])
    blocks = lijsten(lees(bouwer))
    assert [(b.items, b.genummerd) for b in blocks] == [
        (("a", "b"), True),
        (("c",), True),
        (("d",), False),
    ]
    assert all("start=" not in b.html for b in blocks)


def test_list_that_goes_on_says_where_it_starts() -> None:
    bouwer = Bouwer().lijst(["a", "b"], genummerd=True).alinea("tussen")
    blocks = lijsten(lees(bouwer.lijst(["c"], genummerd=True, door=True)))
    assert blocks[1].html == '<ol start="3"><li><p>c</p></li></ol>'


def test_list_that_begins_deep_and_comes_up() -> None:
    block = een_lijst(Bouwer().lijst([["diep"], "hoog", ["diep"]]))
    assert block.html == (
        "<ul><li><p>diep</p></li><li><p>hoog</p><ul><li><p>diep</p></li></ul></li></ul>"
    )
    assert block.items == ("diep", "hoog")


def test_skipped_level_nests_once() -> None:
    block = een_lijst(Bouwer().lijst(["a", [["c"]], "d"]))
    assert block.html == ("<ul><li><p>a</p><ul><li><p>c</p></li></ul></li><li><p>d</p></li></ul>")


def test_start_value_and_letters() -> None:
    bouwer = Bouwer(nummering=nummering(60, (0, 4, "lowerLetter", "%1)")))
    bouwer.alinea("d", eigenschappen=punt(60)).alinea("e", eigenschappen=punt(60))
    document = lees(bouwer)
    assert lijsten(document)[0].html == '<ol start="4"><li><p>d</p></li><li><p>e</p></li></ol>'
    assert codes(document) == ["opsomming-letters"]
    assert document.bevindingen[0].plek == "begin van het document, opsomming 1"


def test_list_through_the_style() -> None:
    stijl = (
        '<w:style w:type="paragraph" w:styleId="Lijstopsomteken"><w:name w:val="List Bullet"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Eigen"/>'
        '<w:basedOn w:val="Lijstopsomteken"/></w:style>'
    )
    bouwer = Bouwer(stijlen=stijl).alinea("a", stijl="Lijstopsomteken").alinea("b", stijl="Eigen")
    bouwer.alinea("geen", stijl="Eigen", eigenschappen='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert een_lijst(bouwer).items == ("a", "b")
    assert teksten(lees(bouwer)) == ["a\nb", "geen"]


def test_second_bullet_style_stands_under_the_first() -> None:
    stijlen = "".join(
        f'<w:style w:type="paragraph" w:styleId="L{n}"><w:name w:val="{naam}"/><w:pPr><w:numPr>'
        f'<w:numId w:val="{60 + n}"/></w:numPr></w:pPr></w:style>'
        for n, naam in ((1, "List Bullet"), (2, "List Bullet 2"))
    )
    nums = "".join(nummering(60 + n, (0, 1, "bullet", "•")) for n in (1, 2))
    bouwer = Bouwer(stijlen=stijlen, nummering=nums)
    bouwer.alinea("a", stijl="L1").alinea("b", stijl="L2").alinea("c", stijl="L1")
    assert een_lijst(bouwer).html == (
        "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>"
    )


def test_list_style_without_a_definition_is_a_list_by_its_name() -> None:
    bouwer = Bouwer().alinea("a", stijl="ListBullet").alinea("1", stijl="Lijstnummering")
    assert [b.genummerd for b in lijsten(lees(bouwer))] == [False, True]


def test_unknown_or_invisible_numbering_is_text() -> None:
    bouwer = Bouwer(nummering=nummering(60, (0, 1, "none", "")))
    bouwer.alinea("a", eigenschappen=punt(99)).alinea("b", eigenschappen=punt(60))
    bouwer.alinea("c", eigenschappen=punt(60, 5)).alinea("d", stijl="Lijstalinea")
    assert lijsten(lees(bouwer)) == []
    assert teksten(lees(bouwer)) == ["a", "b", "c", "d"]


def test_list_style_by_link() -> None:
    nums = ABSTRACT.format(70, '<w:numStyleLink w:val="Opsomming"/>') + NUM.format(70)
    nums += nummering(71, (0, 1, "bullet", "•"))
    stijl = (
        '<w:style w:type="numbering" w:styleId="Opsomming"><w:name w:val="Opsomming"/><w:pPr>'
        '<w:numPr><w:numId w:val="71"/></w:numPr></w:pPr></w:style>'
    )
    bouwer = Bouwer(nummering=nums, stijlen=stijl).alinea("a", eigenschappen=punt(70))
    assert not een_lijst(bouwer).genummerd


def test_empty_items_and_empty_lines_do_not_break_a_list() -> None:
    bouwer = Bouwer().lijst(["a", "", "b"], genummerd=True).alinea("")
    assert een_lijst(bouwer.lijst(["c"], genummerd=True, door=True)).items == ("a", "b", "c")


def test_picture_between_items_is_told_and_does_not_break_the_list() -> None:
    document = lees(Bouwer().lijst(["a"]).alinea(afbeelding()).lijst(["b", afbeelding("Plaat")]))
    assert lijsten(document)[0].items == ("a", "b")
    assert [b.plek for b in document.bevindingen] == ["begin van het document, na opsomming 1"] * 2


def test_remark_on_an_item_says_which() -> None:
    document = lees(Bouwer().lijst(["a", ingevoegd("b")]).alinea("x", afbeelding()))
    assert document.bevindingen[1].plek == "begin van het document, alinea 1"


def test_typed_bullets_stay_text() -> None:
    document = lees(Bouwer().alinea("- een").alinea("• twee"))
    assert teksten(document) == ["- een", "• twee"]
