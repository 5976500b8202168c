"""Mirrors with lists in their cells as people type them: through the command and the screen."""

from pathlib import Path

import pytest
from django.test import Client

from tests.inlezen import WEGEN, take_in
from themas.models import Actie, Blok, Plan
from veiligheid.document.woorden import Bloksoort

pytestmark = [pytest.mark.django_db, pytest.mark.gevallen]


def _li(*items: str) -> str:
    return "".join(f"<li><p>{item}</p></li>" for item in items)


_NESTED = "<ul><li><p>een</p><ul><li><p>genest</p></li></ul></li><li><p>twee</p></li></ul>"
RECHT = {
    "s-excelletters": (
        f"<ol>{_li('eerste', 'tweede')}</ol>",
        f"<ol>{_li('een', 'twee')}</ol>",
        ["“a)”, “b)”"],
    ),
    "s-start": (f'<ol start="3">{_li("drie", "vier")}</ol>', "<p>2025. Een jaar</p>", []),
    "s-vier": (_NESTED, f"<ul>{_li('een', 'twee', 'drie', 'vier')}</ul>", []),
}


@pytest.mark.parametrize("weg", WEGEN)
@pytest.mark.parametrize("naam", sorted(RECHT))
def test_each_list_in_a_cell(gevallen: Path, joris: Client, naam: str, weg: str) -> None:
    beloofd, gedaan, gezegd = RECHT[naam]
    told = take_in(
        weg,
        joris,
        "spiegel",
        gevallen / "tabellen" / f"{naam}.csv",
        opties={"plan": "Programma Veilig", "jaar": 2023},
        velden={"naam": "Programma Veilig", "jaar": 2023},
    )
    assert not told.geweigerd, told.tekst
    plan = Plan.objects.get()
    assert [a.titel for a in Actie.objects.filter(thema__plan=plan)] == ["Actie A"]
    stored = {b.soort: b.tekst for b in Blok.objects.all()}
    assert stored == {Bloksoort.VOORUITBLIK: beloofd, Bloksoort.TERUGBLIK: gedaan}
    assert all(each in told.tekst for each in gezegd), told.tekst
