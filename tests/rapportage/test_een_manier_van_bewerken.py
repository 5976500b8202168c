"""Every kind of record that people edit, held to the same: two people, through HTTP, and nothing of
either is gone. A kind that this test doesn't know fails it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from monitoring.models import Bedrag, Deelproduct, Streefwaarde
from rapportage.audit.oordelen import start_oordeel
from rapportage.models import Brief, Collegevoorstel
from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_brief,
    een_functionaris,
    een_planstuk,
    een_ronde,
    een_toezegging,
    een_uitspraak,
    iemand,
)
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from tests.rapportage.bijlagen.hulp import een_bijlagecijfer
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import drie_jaren
from tests.rechten import PLANSTUKKEN
from tests.themas.views.formulier import filled, forms_on, sent
from themas.models import Actie, Bijdrage
from veiligheid.core.bewerken.adressen import kinds
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

# With a version that is no compare-and-set of a text: an approval binds to it, it numbers a
# publication, says what a file was made from, or is what is kept.
GEEN_TEKST = {"Akkoordlink", "Bijdrage", "Publicatie", "Revisie", "Stap", "Terugkomst"}


@dataclass(frozen=True)
class Geval:
    """How one kind is edited: its page, the field that two people fight over, and another field
    of the same record with the values that it gets (and how those read, when that differs)."""

    route: str
    veld: str
    ander: str
    waarden: tuple[str, ...] = ("Anders nul.", "Anders een.", "Anders twee.")
    leest: tuple[str, ...] = ()
    teksten: tuple[str, ...] = (
        "Anne begint.",
        "Bram een.",
        "Anne een.",
        "Bram twee.",
        "Bram drie.",
    )


GEVALLEN = {
    "voortgang": Geval("paragraaf", "blok-0-tekst", "blok-1-tekst"),
    "onderdeel": Geval("onderdeel", "tekst", "kop"),
    "collegevoorstel": Geval("voorstel", "argumenten", "onderwerp"),
    "functionaris": Geval("functionaris", "naam", "functie"),
    "brief": Geval("brief-feiten", "afzender", "ondertekenaar-0-functie"),
    "oordeel": Geval("actie", "oorzaak", "bijsturing"),
    "bijlage": Geval("bijlage-schrijven", "titel", "cijfer-0-zin"),
    "auditoordeel": Geval("audit-rij", "toelichting", "kleur", ("geel", "groen", "geel")),
    "indicator": Geval("indicator", "definitie", "streef-0-document"),
    "meting": Geval("meting", "bron", "waarde", ("41", "42", "43")),
    "deelproduct": Geval("deelproduct", "naam", "bedrag-0-voorwaarden"),
    "toezegging": Geval("toezegging-wijzigen", "tekst", "vergadering"),
    "plan": Geval("plan-gegevens", "titel", "label_actie"),
    "thema": Geval("plan-thema", "opgave", "titel"),
    "pijler": Geval("plan-pijler", "tekst", "titel"),
    "actie": Geval("plan-actie", "eigenaar", "doel"),
    "planonderdeel": Geval("plan-onderdeel", "tekst", "kop"),
    "ronde": Geval(
        "ronde-inrichten",
        "deadline",
        "schrijvers",
        ("0", "1", "2"),
        ("Schrijver 0", "Schrijver 1", "Schrijver 2"),
        tuple(f"2026-03-0{n}" for n in range(1, 6)),
    ),
}


@dataclass
class Plek:
    """Where a kind is edited, by whom, and what went through."""

    geval: Geval
    adres: str
    anne: Client
    bram: Client
    schrijvers: list[int]
    bijdrage: int

    @property
    def ander(self) -> str:
        veld = self.geval.ander
        return f"{veld}-{self.bijdrage}" if veld == "schrijvers" else veld

    def waarde(self, n: int) -> str:
        waarde = self.geval.waarden[n]
        return str(self.schrijvers[n]) if self.geval.ander == "schrijvers" else waarde

    def leest(self, n: int) -> str:
        return (self.geval.leest or self.geval.waarden)[n]

    def save(self, client: Client, begun: dict[str, Any], **velden: str) -> Any:
        return client.post(self.adres, begun | velden)

    def fields(self, client: Client) -> tuple[str, str]:
        data = filled(client, self.adres)
        return data[self.geval.veld], data[self.ander]

    def history(self) -> str:
        answer = self.anne.get(f"{self.adres}geschiedenis/")
        assert answer.status_code == 200
        return words(answer)


def words(answer: Any) -> str:
    root = lxml_html.document_fromstring(answer.content.decode())
    return " ".join(root.xpath("//main")[0].text_content().split())


@pytest.fixture
def plekken(db: None) -> Callable[[str], Plek]:
    """The page of each kind, with two people who may do all of it."""
    mensen = [iemand(*Rol, first_name=naam) for naam in ("Anne", "Bram")]
    schrijvers = [iemand(Rol.BELEIDSADVISEUR, first_name=f"Schrijver {n}") for n in range(3)]
    brief = een_brief(themas=1, paragrafen=1)
    bijdrage = Bijdrage.objects.get(thema__titel="Onderwerp 1")
    bijdrage.adviseurs.add(*mensen)
    clients = [logged_in(mens) for mens in mensen]

    def plek(soort: str) -> Plek:
        geval = GEVALLEN[soort]
        adres = reverse(geval.route, args=_where(soort, brief, bijdrage))
        anne, bram = clients
        return Plek(geval, adres, anne, bram, [s.pk for s in schrijvers], bijdrage.pk)

    return plek


def _where(soort: str, brief: Brief, bijdrage: Bijdrage) -> list[Any]:
    """Something of this kind, by the arguments of its address."""
    if soort == "voortgang":
        return [bijdrage.pk, bijdrage.voortgangen.get().pk]
    if soort == "onderdeel":
        return [brief.slug, brief.onderdelen.get().pk]
    if soort == "collegevoorstel":
        Collegevoorstel.objects.create(brief=brief, onderwerp="De brief")
    if soort in ("brief", "collegevoorstel"):
        return [brief.slug]
    if soort == "oordeel":
        return [bijdrage.pk, _promised(bijdrage).pk]
    if soort == "bijlage":
        bijlage = brief.bijlagen.get()
        brief.bijlagen.update(soort="cijfers")
        een_bijlagecijfer(bijlage, een_indicator())
        return [brief.slug, bijlage.sleutel]
    if soort == "auditoordeel":
        publish_quickly(drie_jaren().spiegel(2026))
        judged = start_oordeel("spiegel-2026", None)
        return [judged.slug, Actie.objects.get(titel="Een bank").sleutel]
    if soort == "functionaris":
        return [een_functionaris().pk]
    if soort == "toezegging":
        return [een_toezegging().sleutel]
    if GEVALLEN[soort].route in PLANSTUKKEN:
        return [*een_planstuk(bijdrage.ronde.plan)[GEVALLEN[soort].route].values()]
    return [bijdrage.ronde_id] if soort == "ronde" else _of_figures(soort, bijdrage)


def _promised(bijdrage: Bijdrage) -> Actie:
    """An actie that was promised last year and told of this year."""
    vorige = een_bijdrage(een_ronde(bijdrage.ronde.plan, 2024), bijdrage.thema)
    actie = een_actie(bijdrage.thema, "Beloofd")
    een_uitspraak(vorige, "vooruitblik", "<p>Wij gaan.</p>", actie)
    een_uitspraak(bijdrage, "terugblik", "<p>Ja.</p>", actie)
    return actie


def _of_figures(soort: str, bijdrage: Bijdrage) -> list[Any]:
    if soort == "deelproduct":
        line = Deelproduct.objects.add(bijdrage.ronde.plan, "Wonen", positie=1)
        Bedrag.objects.create(deelproduct=line, jaar=2026, bedrag=Decimal(100))
        return [bijdrage.ronde.plan.slug, line.slug]
    indicator = een_indicator(eigen_registratie=True)
    if soort == "indicator":
        Streefwaarde.objects.create(
            indicator=indicator, jaar=2026, vergelijking="≤", waarde=Decimal(9), document="Plan"
        )
        return [indicator.slug]
    (gemeente,) = een_gemeente(0, "GM0000")
    return [indicator.slug, een_meting(indicator, gemeente, 2024, 7).pk]


def logged_in(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


def again(answer: Any) -> dict[str, Any]:
    """What is sent when the form of a page is sent as it is."""
    return sent(next(f for f in forms_on(answer) if "basis" in f.fields))


def test_every_kind_is_known() -> None:
    assert GEVALLEN.keys() == kinds().keys()
    with_version = {
        m.__name__ for m in apps.get_models() if any(f.name == "versie" for f in m._meta.fields)
    }
    assert with_version - GEEN_TEKST == {
        kind.doel_class.model.__name__ for kind in kinds().values()
    }
    for soort, kind in kinds().items():
        assert (kind.doel_class.soort, kind.route) == (soort, GEVALLEN[soort].route)


@pytest.mark.parametrize("soort", GEVALLEN)
def test_two_people_and_one_record(soort: str, plekken: Callable[[str], Plek]) -> None:
    p = plekken(soort)
    begin, b1, a1, b2, b3 = p.geval.teksten
    veld = p.geval.veld
    # Different fields: both stand.
    mine, theirs = filled(p.anne, p.adres), filled(p.bram, p.adres)
    assert p.save(p.bram, theirs, **{p.ander: p.waarde(0)}).status_code == 302
    assert p.save(p.anne, mine, **{veld: begin}).status_code == 302
    assert p.fields(p.anne) == (begin, p.waarde(0))
    # The same field, three times in a row; each time he changes something else as well.
    mine, typed = filled(p.anne, p.adres), {veld: a1}
    for n, text in enumerate((b1, b2, b3)):
        data = {veld: text, p.ander: p.waarde(min(n, 2))}
        assert p.save(p.bram, filled(p.bram, p.adres), **data).status_code == 302
        if n == 2:
            break
        answer = p.save(p.anne, mine, **typed)
        assert answer.status_code == 409
        shown = words(answer)
        assert "Er is niets overschreven. Bram wijzigde hetzelfde stuk terwijl u schreef." in shown
        basis = begin if n == 0 else b1
        for side in (basis, a1, text):
            assert all(word in shown for word in _reads(side).split()), (side, shown)
        mine, typed = again(answer), {}
        # The form holds theirs, and mine on top.
        assert (mine[veld], mine[p.ander]) == (a1, p.waarde(n))
        assert p.fields(p.bram) == (text, p.waarde(n))  # nothing is overwritten
    answer = p.save(p.anne, mine)
    assert answer.status_code == 409
    assert p.save(p.anne, again(answer)).status_code == 302
    assert p.fields(p.anne) == (a1, p.waarde(2))
    attempted = [*map(_reads, p.geval.teksten), *(p.leest(n) for n in range(3))]
    kept = p.history()
    lost = [text for text in attempted if text not in kept]
    print(f"\n{soort}: {len(attempted)} attempted, {len(lost)} lost")
    assert lost == []


def _reads(text: str) -> str:
    day = text.removeprefix("2026-03-0")
    return f"{day} maart 2026" if day != text else text


@pytest.mark.parametrize("soort", GEVALLEN)
def test_ones_own_other_window_is_told_so_in_the_same_words(
    soort: str, plekken: Callable[[str], Plek]
) -> None:
    p = plekken(soort)
    veld, (begin, one, two, *_) = p.geval.veld, p.geval.teksten
    mine, other = filled(p.anne, p.adres), filled(p.anne, p.adres)
    p.save(p.anne, other, **{veld: one})
    answer = p.save(p.anne, mine, **{veld: two})
    assert answer.status_code == 409
    told = "Er is niets overschreven. U wijzigde hetzelfde stuk in een ander venster."
    assert told in words(answer)
    # And by script, with another piece: merged, in the same words.
    json = {"Accept": "application/json"}
    data = mine | {veld: begin, "uuid": str(uuid4())}
    answer = p.anne.post(p.adres, data, headers=json)
    assert (answer.status_code, answer.json()["uitkomst"]) == (409, "conflict")
    assert answer.json()["melding"] == (
        "Niet verwerkt: u wijzigde hetzelfde stuk in een ander venster. Er is niets overschreven."
    )
    data = mine | {p.ander: p.waarde(1), "uuid": str(uuid4())}
    answer = p.anne.post(p.adres, data, headers=json)
    assert (answer.status_code, answer.json()["uitkomst"]) == (200, "samengevoegd")
    assert "U heeft intussen in een ander venster een ander deel" in answer.json()["melding"]


@pytest.mark.parametrize("soort", GEVALLEN)
def test_a_version_is_put_back_and_a_retry_is_answered(
    soort: str, plekken: Callable[[str], Plek]
) -> None:
    p = plekken(soort)
    before = filled(p.anne, p.adres)
    data = before | {p.geval.veld: p.geval.teksten[0], p.ander: p.waarde(1)}
    assert p.save(p.anne, data).status_code == 302
    assert p.save(p.anne, data).status_code == 302
    pk = Revisie.objects.filter(soort=soort).latest("pk").record
    revisies = Revisie.objects.filter(soort=soort, record=pk)
    assert list(revisies.values_list("versie", "uitkomst")) == [(1, "begin"), (2, "opgeslagen")]
    answer = p.anne.post(f"{p.adres}geschiedenis/", {"versie": revisies[0].pk}, follow=True)
    assert "Teruggezet. Wat er stond, staat in de geschiedenis." in words(answer)
    after = filled(p.anne, p.adres)
    unsaid = ("basis", "uuid", "csrfmiddlewaretoken")
    assert {n: w for n, w in after.items() if n not in unsaid} == {
        n: w for n, w in before.items() if n not in unsaid
    }
    answer = p.anne.post(f"{p.adres}geschiedenis/", {"versie": "999999"}, follow=True)
    assert "Deze versie is er niet." in words(answer)


@pytest.mark.parametrize("soort", GEVALLEN)
def test_what_can_not_be_is_told_and_kept_on_the_page(
    soort: str, plekken: Callable[[str], Plek]
) -> None:
    """A form without its version is refused by every kind, to a person and to a script, and
    changes nothing; what was typed is still there."""
    p = plekken(soort)
    data = filled(p.anne, p.adres) | {p.geval.veld: p.geval.teksten[0]}
    del data["basis"]
    answer = p.anne.post(p.adres, data)
    assert answer.status_code == 422
    assert p.geval.teksten[0] in str(again(answer))
    answer = p.anne.post(p.adres, data, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["uitkomst"]) == (422, "ongeldig")
    assert not Revisie.objects.filter(soort=soort).exists()
