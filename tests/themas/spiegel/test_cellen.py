"""Lists as people type them in a cell."""

from pathlib import Path

import pytest

from themas.spiegel.importing.parse_lijst import parse_lijst
from themas.spiegel.tekst import html_of, lines_of, read_cell


def _li(*items: str) -> str:
    return "".join(f"<li><p>{item}</p></li>" for item in items)


@pytest.mark.parametrize(
    ("cel", "html"),
    [
        ("- een\n- twee", f"<ul>{_li('een', 'twee')}</ul>"),
        ("• een\n◦ twee\n– drie\n▪ vier", f"<ul>{_li('een', 'twee', 'drie', 'vier')}</ul>"),
        ("• een\no twee", f"<ul>{_li('een', 'twee')}</ul>"),
        ("o ja, dat ook", "<p>o ja, dat ook</p>"),
        ("- een\n  - diep\n    - dieper\n- twee",
         "<ul><li><p>een</p><ul><li><p>diep</p><ul><li><p>dieper</p></li></ul></li></ul></li>"
         "<li><p>twee</p></li></ul>"),
        ("1. een\n\t- diep\n2. twee",
         "<ol><li><p>een</p><ul><li><p>diep</p></li></ul></li><li><p>twee</p></li></ol>"),
        ("3. drie\n4. vier", f'<ol start="3">{_li("drie", "vier")}</ol>'),
        ("a) een\nb) twee", f"<ol>{_li('een', 'twee')}</ol>"),
        ("1. een\n2. twee\n1. weer een\n2. weer twee",
         f"<ol>{_li('een', 'twee')}</ol><ol>{_li('weer een', 'weer twee')}</ol>"),
        ("2025. Een jaar", "<p>2025. Een jaar</p>"),
        ("2024. Een jaar\n2025. Nog een", "<p>2024. Een jaar</p><p>2025. Nog een</p>"),
        ("7. Een zin", "<p>7. Een zin</p>"),
        ("A. Jansen\nB. Pieters", "<p>A. Jansen</p><p>B. Pieters</p>"),
        ("§ 3 van de wet", "<p>§ 3 van de wet</p>"),
        ("* 5 < 6", f"<ul>{_li('5 &lt; 6')}</ul>"),
    ],
)  # fmt: skip
def test_what_is_a_list(cel: str, html: str) -> None:
    assert html_of(cel) == html
    assert html_of(lines_of(html)) == html


def test_letters_are_told() -> None:
    labels = read_cell("a) een\nb) twee\n- drie").labels
    assert [label.text for label in labels if not label.plain] == ["a)", "b)"]


def test_each_given_list(gevallen: Path) -> None:
    right = {
        "s-excelletters": (f"<ol>{_li('eerste', 'tweede')}</ol>", f"<ol>{_li('een', 'twee')}</ol>"),
        "s-start": (f'<ol start="3">{_li("drie", "vier")}</ol>', "<p>2025. Een jaar</p>"),
        "s-vier": (
            "<ul><li><p>een</p><ul><li><p>genest</p></li></ul></li><li><p>twee</p></li></ul>",
            f"<ul>{_li('een', 'twee', 'drie', 'vier')}</ul>",
        ),
    }
    for naam, (beloofd, gedaan) in right.items():
        bron, bevindingen = parse_lijst((gevallen / "tabellen" / f"{naam}.csv").read_bytes(), {})
        (rij,) = bron.themas[0].rijen
        assert ([p.html for p in rij.beloofd], [p.html for p in rij.gedaan]) == (
            [beloofd],
            [gedaan],
        )
        codes = [b.code for b in bevindingen]
        assert codes == (["opsomming-letters"] if naam == "s-excelletters" else [])
