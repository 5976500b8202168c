"""References that stay true: of every kind, from every place, and when what they point to goes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rapportage.composition import compose
from rapportage.models import Brief, Onderdeel
from rapportage.publishing import prepare
from tests.fabriek import een_brief, een_toezegging, iemand
from themas.jaar.structure import remove_voortgang
from themas.models import Blok, Toezegging
from themas.toezeggingen.transitions import withdraw
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.rollen import Rol
from veiligheid.core.verwijzingen import Soort, link

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    """Three prioritaire themes and one kernthema, a paragraaf each; the third is pointed at."""
    brief = een_brief(themas=3, paragrafen=1, datum=date(2025, 1, 14))
    thema = brief.ronde.bijdragen.get(thema__slug="onderwerp-3")
    een_toezegging(thema=thema.thema, paragraaf=thema.voortgangen.get(), plek="Brief 2025")
    Blok.objects.update(tekst="<p>Tekst.</p>")
    return brief


def doel(brief: Brief, soort: str) -> str:
    """A reference of this kind, with words that hold a number."""
    sleutel, woorden = {
        Soort.THEMA: ("onderwerp-3", "onder 9"),
        Soort.PARAGRAAF: (
            "onderwerp-3--" + brief.ronde.bijdragen.all()[2].voortgangen.get().sleutel,
            "‘Wij deden 1 ding’",
        ),
        Soort.BIJLAGE: ("cijfers", "bijlage 9"),
        Soort.TOEZEGGING: (Toezegging.objects.get().sleutel, "toezegging 9"),
    }[Soort(soort)]
    return link(Soort(soort), sleutel, woorden)


def in_paragraaf(brief: Brief, html: str) -> tuple[str, str]:
    """Put it there; where it stands, in words, and the screen on which it is mended."""
    blok = Blok.objects.filter(voortgang__bijdrage__thema__slug="onderwerp-1").order_by("pk")[0]
    Blok.objects.filter(pk=blok.pk).update(tekst=f"<p>Zie {html}.</p>")
    pk = blok.voortgang_id
    screen = reverse("bijdrage", args=[blok.voortgang.bijdrage_id])
    return f"1. Onderwerp 1 › {blok.voortgang}", f"{screen}#paragraaf-{pk}"


def in_onderdeel(plek: str) -> Callable[[Brief, str], tuple[str, str]]:
    def put(brief: Brief, html: str) -> tuple[str, str]:
        o = Onderdeel.objects.create(
            brief=brief, plek=plek, positie=7, sleutel="deel", kop="Deel", tekst=f"<p>{html}</p>"
        )
        where = f"inleiding bij {plek}" if plek in {"prioritair", "kern"} else "Deel"
        return where, reverse("onderdeel", args=[brief.slug, o.pk])

    return put


PLEKKEN = {
    "paragraaf": in_paragraaf,
    **{p: in_onderdeel(p) for p in ("inleiding", "algemeen", "prioritair", "kern", "afsluiting")},
}


def remove(brief: Brief, soort: str) -> None:
    bijdrage = brief.ronde.bijdragen.all()[2]
    redactie = iemand(Rol.EINDREDACTEUR)
    if soort == Soort.THEMA:
        Toezegging.objects.all().delete()
        bijdrage.delete()
    elif soort == Soort.PARAGRAAF:
        remove_voortgang(bijdrage.voortgangen.get(), redactie)
    elif soort == Soort.BIJLAGE:
        brief.bijlagen.all().delete()
    else:
        withdraw(Toezegging.objects.get(), redactie)


def blocking(brief: Brief) -> list[Bevinding]:
    return [b for b in compose(brief).bevindingen if b.blokkeert]


KINDS = [Soort.THEMA, Soort.PARAGRAAF, Soort.BIJLAGE, Soort.TOEZEGGING]


@pytest.mark.parametrize("plek", PLEKKEN)
@pytest.mark.parametrize("soort", KINDS)
def test_a_reference_follows_and_a_dangling_one_blocks(brief: Brief, soort: str, plek: str) -> None:
    where, screen = PLEKKEN[plek](brief, doel(brief, soort))
    assert blocking(brief) == []
    remove(brief, soort)
    (finding,) = [b for b in blocking(brief) if b.code == "verwijzing-los"]
    assert (finding.plek, finding.link) == (where, screen)
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR))
    assert client.get(screen.split("#")[0]).status_code == 200
    page = client.get(reverse("concept-bevindingen", args=[brief.slug])).content.decode()
    assert f'href="{screen}"' in page
    with pytest.raises(Geweigerd, match="verwijzing"):
        prepare(brief)


@pytest.mark.parametrize(
    ("soort", "woorden"),
    [
        (Soort.THEMA, ">onder 3</a>"),
        (Soort.PARAGRAAF, ">‘Wij deden 1 ding’</a>"),
        (Soort.BIJLAGE, ">bijlage 2</a>"),
        (Soort.TOEZEGGING, ">toezegging 9</a>"),
    ],
)
def test_only_the_number_is_live(brief: Brief, soort: str, woorden: str) -> None:
    in_paragraaf(brief, doel(brief, soort))
    html = next(compose(brief).document.hoofdstukken).paragrafen[0].blokken[0].html
    assert woorden in html
    Toezegging.objects.update(nummer="T25-4")
    if soort == Soort.TOEZEGGING:
        html = next(compose(brief).document.hoofdstukken).paragrafen[0].blokken[0].html
        assert ">toezegging T25-4</a>" in html


def test_an_unknown_kind_dangles(brief: Brief) -> None:
    in_paragraaf(brief, '<a href="verwijzing:raadsel/x">hier</a>')
    assert [b.code for b in blocking(brief)] == ["verwijzing-los"]


def test_while_writing_a_reference_to_a_withdrawn_promise_is_told(brief: Brief) -> None:
    blok = Blok.objects.filter(voortgang__bijdrage__thema__slug="onderwerp-1").order_by("pk")[0]
    adviseur = iemand(Rol.BELEIDSADVISEUR)
    blok.voortgang.bijdrage.adviseurs.add(adviseur)
    in_paragraaf(brief, doel(brief, Soort.TOEZEGGING))
    client = Client()
    client.force_login(adviseur)
    screen = reverse("paragraaf", args=[blok.voortgang.bijdrage_id, blok.voortgang_id])
    assert "niet in het register" not in client.get(screen).content.decode()
    remove(brief, Soort.TOEZEGGING)
    assert "niet in het register" in client.get(screen).content.decode()
