"""Composition: numbers and references are made here, in a constant number of queries."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportage.composition import compose
from rapportage.validation import validate
from tests.documenten import grote_brief, voorbeeldbrief
from tests.fabriek import een_brief, een_paragraaf, iemand
from themas.jaar.transitions import move_bijdrage
from themas.models import Bijdrage, Blok
from veiligheid.core.rollen import Rol
from veiligheid.document.brief import Briefdocument
from veiligheid.document.versies import OnbekendeVersie


@pytest.mark.django_db
def test_references_get_the_number_of_now() -> None:
    document = compose(een_brief(themas=2, paragrafen=1)).document
    een, twee, drie = document.hoofdstukken
    assert [een.nummer, twee.nummer, drie.nummer] == [1, 2, 3]
    assert f'zie <a href="#{twee.anker}">onder 2</a>' in een.paragrafen[0].blokken[0].html
    assert f'zie <a href="#{een.anker}">onder 1</a>' in drie.paragrafen[0].blokken[0].html
    assert '<a href="#bijlage-2">bijlage 2</a>' in een.paragrafen[0].blokken[1].html


@pytest.mark.django_db
def test_moving_a_theme_changes_numbers_and_nothing_else() -> None:
    brief = een_brief(themas=3, paragrafen=1)
    last = Bijdrage.objects.filter(thema__soort="prioritair").order_by("positie").last()
    assert last is not None
    move_bijdrage(last, 1, iemand(Rol.EINDREDACTEUR))
    titels = [h.titel for h in compose(brief).document.hoofdstukken]
    assert titels == ["Onderwerp 3", "Onderwerp 1", "Onderwerp 2", "Onderwerp 4"]
    html = compose(brief).document.groepen[0].hoofdstukken[1].paragrafen[0].blokken[0].html
    assert "onder 3</a>" in html  # Onderwerp 1 refers to Onderwerp 2, now third


@pytest.mark.django_db
def test_a_dangling_reference_blocks_and_says_where() -> None:
    brief = een_brief(themas=1, paragrafen=1)
    blok = Blok.objects.all()[0]
    blok.tekst = '<p>Zie <a href="verwijzing:thema/bestaat-niet">onder 4</a>.</p>'
    blok.save()
    compositie = compose(brief)
    bevindingen = [b for b in validate(compositie) if b.blokkeert]
    assert [b.code for b in bevindingen] == ["verwijzing-los"]
    assert "1. Onderwerp 1 ›" in bevindingen[0].plek
    assert "<p>Zie onder 4.</p>" in compositie.document.to_json().decode()


@pytest.mark.django_db
def test_footnotes_are_numbered_in_the_order_of_the_text() -> None:
    brief = een_brief(themas=2, paragrafen=0)
    noot = '<p>Zin.<a href="verwijzing:voetnoot" title="Noot {}">*</a></p>'
    for n, bijdrage in enumerate(Bijdrage.objects.order_by("-positie"), start=1):
        een_paragraaf(bijdrage, "Kop", ("context", noot.format(n)))
    document = compose(brief).document
    assert [(v.nummer, v.tekst) for v in document.voetnoten] == [
        (1, "Noot 3"),
        (2, "Noot 2"),
        (3, "Noot 1"),
    ]
    html = document.groepen[0].hoofdstukken[0].paragrafen[0].blokken[0].html
    assert 'href="#noot-1" id="nootverwijzing-1" role="doc-noteref">1</a>' in html


@pytest.mark.django_db
@pytest.mark.parametrize(("themas", "paragrafen"), [(1, 1), (6, 8)])
def test_queries_do_not_grow_with_the_letter(
    themas: int, paragrafen: int, django_assert_num_queries: Any
) -> None:
    brief = een_brief(themas=themas, paragrafen=paragrafen)
    with django_assert_num_queries(45):
        compose(brief)


def test_json_is_lossless() -> None:
    for document in (voorbeeldbrief(), grote_brief(3, 2)):
        data = document.to_json()
        assert Briefdocument.from_json(data) == document
        assert Briefdocument.from_json(data).to_json() == data


@given(titel=st.text(), kenmerk=st.text(), jaar=st.one_of(st.none(), st.integers(1900, 2100)))
def test_json_is_lossless_for_any_text(titel: str, kenmerk: str, jaar: int | None) -> None:
    document = voorbeeldbrief(titel=titel, kenmerk=kenmerk, verslagjaar=jaar)
    try:
        data = document.to_json()
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert Briefdocument.from_json(data) == document


def test_json_of_another_version_or_shape_is_refused() -> None:
    data = voorbeeldbrief().to_json().decode()
    with pytest.raises(OnbekendeVersie):
        Briefdocument.from_json(data.replace('"schema_versie": 3', '"schema_versie": 4'))
    with pytest.raises(ValueError, match="titel"):
        Briefdocument.from_json(data.replace('"titel": "', '"titel": 5, "x": "', 1))
