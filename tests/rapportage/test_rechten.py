"""Every address × every role × every method. An address that the table does not know fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from monitoring.models import Deelproduct
from rapportage.audit.oordelen import start_oordeel
from rapportage.brieven import start_spiegel
from tests.fabriek import (
    een_bijdrage,
    een_bijlagetekst,
    een_brief,
    een_inleesbestand,
    een_paragraaf,
    een_ronde,
    een_terugkomst,
    een_toezegging,
    iemand,
)
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from tests.rapportage.spiegel.jaren import publish_quickly
from themas.models import Actie, Bijdrage, Voortgang
from veiligheid.core.models import Inleesbestand
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

IEDEREEN = frozenset({None, *Rol})
INGELOGD = frozenset(Rol)
REGISTER = frozenset({Rol.EINDREDACTEUR, Rol.GRIFFIE, Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT})
IMPORTEREN = {
    "importeer-plan",
    "importeer-plan-voorproef",
    "importeer-brief",
    "importeer-brief-voorproef",
    "importeer-thema",
    "importeer-cijfers",
    "importeer-cijfers-voorproef",
    "importeer-begroting",
    "importeer-begroting-voorproef",
    "importeer-spiegel",
    "importeer-spiegel-voorproef",
}
INLEESBESTANDEN = ("plan", "brief", "cijfers", "begroting", "spiegel")
SPIEGEL = {"spiegels", "spiegel", "spiegel-csv", "spiegel-xlsx"}
AUDIT = ("audit", "audit-oordelen", "audit-rij")
AUDIT_LEZEN = frozenset(
    {Rol.AUDITCOMMISSIE, Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT}
)
CIJFERBEHEER = ("indicator", "meting-nieuw", "meting")
# Name → who may GET it. Everybody else gets what a missing page gives (or the log-in page).
WIE_MAG: dict[str, frozenset[Rol | None]] = {
    "voorpagina": IEDEREEN,
    "brieven": IEDEREEN,
    "brief": IEDEREEN,
    "brief-versies": IEDEREEN,
    "brief-thema": IEDEREEN,
    "brief-raad": IEDEREEN,
    "brief-pdf": IEDEREEN,
    "brief-json": IEDEREEN,
    "brief-bestand": IEDEREEN,
    "brief-bijlage": IEDEREEN,
    "brief-bijlagebestand": IEDEREEN,
    "vormbestand": IEDEREEN,
    "gezond": IEDEREEN,
    "huisstijl": IEDEREEN,
    "cijfers": IEDEREEN,
    "cijfers-gebied": IEDEREEN,
    "cijfers-gebied-csv": IEDEREEN,
    "cijfers-csv": IEDEREEN,
    "cijfers-json": IEDEREEN,
    "cijfers-citeren": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "cijfers-beheer": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "indicator-nieuw": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    # The advisor here owns the theme; the indicator of another theme is tried apart.
    **dict.fromkeys(CIJFERBEHEER, frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR})),
    "begroting-beheer": frozenset({Rol.EINDREDACTEUR}),
    "deelproduct": frozenset({Rol.EINDREDACTEUR}),
    "toegankelijkheid": IEDEREEN,
    "inloggen": IEDEREEN,
    "start": INGELOGD,
    "concept": frozenset({Rol.EINDREDACTEUR}),
    "concept-thema": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "concept-raad": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "concept-pdf": frozenset({Rol.EINDREDACTEUR}),
    "concept-bestand": frozenset({Rol.EINDREDACTEUR}),
    "concept-bevindingen": frozenset({Rol.EINDREDACTEUR}),
    "concept-bijlage": frozenset({Rol.EINDREDACTEUR}),
    "concept-bijlagebestand": frozenset({Rol.EINDREDACTEUR}),
    "bijlagen": frozenset({Rol.EINDREDACTEUR}),
    "bijlage-schrijven": frozenset({Rol.EINDREDACTEUR}),
    "brief-schrijven": frozenset({Rol.EINDREDACTEUR}),
    "brief-feiten": frozenset({Rol.EINDREDACTEUR, Rol.SECRETARIAAT}),
    # A letter that nobody approved yet: what the secretariaat reads of others is tried apart.
    "publiceren": frozenset({Rol.SECRETARIAAT}),
    "onderdeel": frozenset({Rol.EINDREDACTEUR}),
    # The advisor here owns the theme; a colleague's theme is tried apart.
    "mijn-themas": INGELOGD,
    "bijdrage": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "voorbeeld": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "paragraaf": frozenset({Rol.BELEIDSADVISEUR}),
    "geschiedenis": frozenset({Rol.BELEIDSADVISEUR}),
    "actie": frozenset({Rol.BELEIDSADVISEUR}),
    # Here whoever asks is the one who uploaded the file: the role alone decides.
    **dict.fromkeys(IMPORTEREN, frozenset({Rol.EINDREDACTEUR})),
    "bijdrage-word": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "terugkomsten": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "terugkomst": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "ronde": frozenset({Rol.EINDREDACTEUR}),
    # What was approved is the secretariaat's too: tried in test_spiegelschermen.py.
    **dict.fromkeys(SPIEGEL, frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR})),
    "ronde-inrichten": frozenset({Rol.EINDREDACTEUR}),
    "ronde-nieuw": frozenset({Rol.EINDREDACTEUR, Rol.BEHEERDER}),
    "spiegeldocumenten": frozenset({Rol.EINDREDACTEUR}),
    **dict.fromkeys(AUDIT, AUDIT_LEZEN),
    "sessie": INGELOGD,
    "verwijzingen": frozenset({Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR}),
    "toezeggingen": IEDEREEN,
    "toezeggingen-feed": IEDEREEN,
    "toezeggingen-csv": IEDEREEN,
    "toezeggingen-json": IEDEREEN,
    "toezegging": IEDEREEN,
    "toezeggingen-beheer": REGISTER,
    "toezeggingen-beheer-csv": REGISTER,
    "toezeggingen-beheer-xlsx": REGISTER,
    # A public one here; one from a draft is tried in tests/themas/toezeggingen.
    "toezegging-beheer": REGISTER,
    "toezegging-paragraaf-kiezen": REGISTER,
    "toezegging-nieuw": REGISTER - {Rol.SECRETARIAAT},
    "toezegging-wijzigen": frozenset({Rol.EINDREDACTEUR, Rol.GRIFFIE}),
    "toezeggingen-inlezen": frozenset({Rol.GRIFFIE}),
}
WORD_TERUG = ["voorstel-besluit", "voorstellen-besluit", "opmerking-afhandelen"]
ALLEEN_POST = {
    *WORD_TERUG,
    "uitloggen",
    "paragraaf-nieuw",
    "paragraaf-structuur",
    "paragraaf-herstellen",
    "acties-overnemen",
    "actie-stap",
    "bijdrage-staat",
    "onderdeel-stap",
    "onderdeel-afbeelding",
    "bijlage-stap",
    "bijlage-bestand",
    "onderdeel-toezegging",
    "toezegging-staat",
    "toezegging-paragraaf",
}
# What somebody writes in, besides reading it.
OOK_POST = {
    *CIJFERBEHEER,
    "indicator-nieuw",
    "deelproduct",
    *IMPORTEREN,
    "terugkomsten",
    "inloggen",
    "paragraaf",
    "actie",
    "ronde",
    "ronde-inrichten",
    "ronde-nieuw",
    "spiegeldocumenten",
    "brief-schrijven",
    "brief-feiten",
    "publiceren",
    "onderdeel",
    "bijlagen",
    "bijlage-schrijven",
    "audit",
    "audit-rij",
    "toezegging-nieuw",
    "toezegging-wijzigen",
    "toezeggingen-inlezen",
}
SCHRIJVEN = [
    *CIJFERBEHEER,
    "deelproduct",
    *WORD_TERUG,
    "paragraaf-nieuw",
    "paragraaf",
    "paragraaf-structuur",
    "paragraaf-herstellen",
    "acties-overnemen",
    "bijdrage-staat",
    "actie",
    "actie-stap",
    "ronde",
    "ronde-inrichten",
    "ronde-nieuw",
    "spiegeldocumenten",
    "brief-schrijven",
    "brief-feiten",
    "publiceren",
    "onderdeel",
    "onderdeel-stap",
    "onderdeel-afbeelding",
    "bijlagen",
    "bijlage-schrijven",
    "bijlage-stap",
    "bijlage-bestand",
    "onderdeel-toezegging",
    "audit",
    "audit-rij",
]
# Writing these is a role's, not an owner's: whose it is, is tried with their own screens.
VAN_EEN_ROL = {
    **{naam: {Rol.EINDREDACTEUR} for naam in (*CIJFERBEHEER, "deelproduct")},
    "ronde": {Rol.EINDREDACTEUR},
    "ronde-inrichten": {Rol.EINDREDACTEUR},
    "ronde-nieuw": {Rol.EINDREDACTEUR, Rol.BEHEERDER},
    "spiegeldocumenten": {Rol.EINDREDACTEUR},
    "brief-schrijven": {Rol.EINDREDACTEUR},
    "brief-feiten": {Rol.EINDREDACTEUR, Rol.SECRETARIAAT},
    "publiceren": {Rol.SECRETARIAAT},
    "onderdeel": {Rol.EINDREDACTEUR},
    "onderdeel-stap": {Rol.EINDREDACTEUR},
    "onderdeel-afbeelding": {Rol.EINDREDACTEUR},
    "bijlagen": {Rol.EINDREDACTEUR},
    "bijlage-schrijven": {Rol.EINDREDACTEUR},
    "bijlage-stap": {Rol.EINDREDACTEUR},
    "bijlage-bestand": {Rol.EINDREDACTEUR},
    "onderdeel-toezegging": {Rol.EINDREDACTEUR},
    "audit": {Rol.AUDITCOMMISSIE},
    "audit-rij": {Rol.AUDITCOMMISSIE},
}
# A script asks it, and reads the answer: no redirect to a page.
ALLEEN_JSON = {"sessie"}


@pytest.fixture
def argumenten(db: None) -> dict[str, dict[str, Any]]:
    """An existing object for every address that needs one."""
    brief = een_brief(themas=1, paragrafen=1)
    cijfers = brief.bijlagen.get()
    een_bijlagetekst(cijfers, "Uitleg", "<p>Zo leest u dit.</p>")
    publicatie = publish_quickly(brief)
    slug = {"slug": brief.slug}
    bijlage = {**slug, "sleutel": cijfers.sleutel}
    bijdrage = Bijdrage.objects.get(thema__titel="Onderwerp 1")
    onderdeel = {**slug, "pk": brief.onderdelen.all()[0].pk}
    paragraaf = {"pk": bijdrage.pk, "voortgang": bijdrage.voortgangen.all()[0].pk}
    thema = {**slug, "thema": "onderwerp-1"}
    vorige = een_bijdrage(een_ronde(bijdrage.ronde.plan, 2024), bijdrage.thema)
    belofte = een_paragraaf(vorige, "Beloofd", ("vooruitblik", "<p>Wij gaan.</p>"))
    actie = Actie.objects.create(thema=bijdrage.thema, positie=99, titel="Beloofd")
    belofte.blokken.get().acties.add(actie)
    publish_quickly(start_spiegel(bijdrage.ronde, None))
    oordeel = {"slug": start_oordeel("spiegel-2024", None).slug}
    mirror = {"slug": "spiegel-2024", "naam": "spiegel.csv"}
    terug = een_terugkomst(bijdrage)
    terugkomst = {"pk": bijdrage.pk, "terugkomst": terug.pk}
    bestanden = [een_inleesbestand(soort, iemand()) for soort in INLEESBESTANDEN]
    spiegel = {"plan": bijdrage.ronde.plan.slug, "jaar": bijdrage.ronde.verslagjaar}
    html = bytes(publicatie.bestanden.get(pad="index.html").inhoud).decode()
    _, _, sha256, naam = html.split('rel="stylesheet" href="')[1].split('"')[0].split("/")
    (gemeente,) = een_gemeente(0, "GM0000")
    een_meting(een_indicator(), gemeente, 2024, 7)
    eigen = een_indicator(eigen_registratie=True)
    eigen.themas.add(bijdrage.thema)
    deelproduct = Deelproduct.objects.add(bijdrage.ronde.plan, "Wonen", positie=1)
    toezegging = {"sleutel": een_toezegging(openbaar=True).sleutel}
    return {
        **dict.fromkeys(
            (
                "toezegging",
                "toezegging-beheer",
                "toezegging-paragraaf-kiezen",
                "toezegging-wijzigen",
            ),
            toezegging,
        ),
        **{key: {"code": "GM0000"} for key in ("cijfers-gebied", "cijfers-gebied-csv")},
        **{naam: {"slug": eigen.slug} for naam in CIJFERBEHEER},
        "meting": {"slug": eigen.slug, "pk": een_meting(eigen, gemeente, 2024, 7).pk},
        "deelproduct": {"plan": bijdrage.ronde.plan.slug, "slug": deelproduct.slug},
        "cijfers-csv": {"figuur": "trend"},
        "cijfers-json": {"figuur": "trend"},
        "audit-oordelen": oordeel,
        "audit-rij": {**oordeel, "sleutel": actie.sleutel},
        "brief": slug,
        "brief-versies": slug,
        "brief-thema": thema,
        "brief-raad": thema,
        "concept-raad": thema,
        "brief-pdf": slug,
        "brief-json": slug,
        "brief-bestand": mirror,
        "concept-bestand": mirror,
        "vormbestand": {"sha256": sha256, "naam": naam},
        "concept": slug,
        "concept-thema": thema,
        "concept-pdf": slug,
        "concept-bevindingen": slug,
        "brief-bijlage": {**slug, "nummer": 2},
        "brief-bijlagebestand": {**slug, "nummer": 2, "naam": "bijlage.pdf"},
        "concept-bijlage": {**slug, "nummer": 2},
        "concept-bijlagebestand": {**slug, "nummer": 2, "naam": "bijlage.pdf"},
        "bijlagen": slug,
        "bijlage-schrijven": bijlage,
        "bijlage-stap": bijlage,
        "bijlage-bestand": bijlage,
        "onderdeel-afbeelding": onderdeel,
        "brief-schrijven": slug,
        "brief-feiten": slug,
        "publiceren": slug,
        "onderdeel": onderdeel,
        "onderdeel-stap": onderdeel,
        "onderdeel-toezegging": onderdeel,
        "bijdrage": {"pk": bijdrage.pk},
        "voorbeeld": {"pk": bijdrage.pk},
        "paragraaf-nieuw": {"pk": bijdrage.pk},
        "paragraaf": paragraaf,
        "paragraaf-structuur": paragraaf,
        "paragraaf-herstellen": paragraaf,
        "geschiedenis": paragraaf,
        **{
            f"importeer-{soort}-voorproef": {"pk": bestand.pk}
            for soort, bestand in zip(INLEESBESTANDEN, bestanden, strict=True)
        },
        **dict.fromkeys(SPIEGEL - {"spiegels"}, spiegel),
        "bijdrage-word": {"pk": bijdrage.pk},
        "terugkomsten": {"pk": bijdrage.pk},
        "terugkomst": terugkomst,
        "voorstellen-besluit": terugkomst,
        "voorstel-besluit": {**terugkomst, "voorstel": 1},
        "opmerking-afhandelen": {**terugkomst, "opmerking": 1},
        "acties-overnemen": {"pk": bijdrage.pk},
        "bijdrage-staat": {"pk": bijdrage.pk},
        "actie": {"pk": bijdrage.pk, "actie": actie.pk},
        "actie-stap": {"pk": bijdrage.pk, "actie": actie.pk},
        "ronde": {"pk": bijdrage.ronde_id},
        "ronde-inrichten": {"pk": bijdrage.ronde_id},
        "verwijzingen": {"pk": bijdrage.pk},
    }


def named_routes() -> Iterator[str]:
    def walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
        for p in patterns:
            if isinstance(p, URLResolver):
                yield from walk(p.url_patterns, p.namespace or namespace)
            elif namespace != "admin":
                yield p.name or str(p.pattern)

    return walk(get_resolver().url_patterns, "")


def test_every_address_is_in_the_table() -> None:
    assert set(named_routes()) == set(WIE_MAG) | ALLEEN_POST


@pytest.fixture(autouse=True)
def huisstijl(settings: Any, tmp_path: Path) -> None:
    """An installation with a house style of its own, so that its stylesheet is there to ask for."""
    settings.HUISSTIJL_TOKENS = str(tmp_path / "tokens.css")
    (tmp_path / "tokens.css").write_text(":root { --vb-color-house: #123456; }")


@pytest.mark.parametrize("rol", [None, *Rol], ids=str)
def test_who_may_see_what(rol: Rol | None, argumenten: dict[str, dict[str, Any]]) -> None:
    client = Client()
    if rol is not None:
        gebruiker = iemand(rol)
        client.force_login(gebruiker)
        Inleesbestand.objects.update(gebruiker=gebruiker)
        if rol is Rol.BELEIDSADVISEUR:
            eigen = Bijdrage.objects.get(pk=argumenten["bijdrage"]["pk"])
            eigen.adviseurs.add(gebruiker)
            eigen.thema.adviseurs.add(gebruiker)
    missing = client.get("/bestaat-niet/")
    for naam, wie in WIE_MAG.items():
        answer = client.get(reverse(naam, kwargs=argumenten.get(naam)))
        if rol in wie:
            assert answer.status_code == (302 if naam == "voorbeeld" else 200), naam
        elif rol is None and naam in ALLEEN_JSON:
            assert answer.status_code == 401, naam
        elif rol is None:
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/inloggen/"), (
                naam
            )
        else:
            assert (answer.status_code, answer.content) == (404, missing.content), naam


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_nothing_changes_by_reading_addresses(
    methode: str, argumenten: dict[str, dict[str, Any]]
) -> None:
    client = Client()
    client.force_login(iemand(*Rol))
    for naam in WIE_MAG.keys() - OOK_POST:
        answer = getattr(client, methode)(reverse(naam, kwargs=argumenten.get(naam)))
        assert answer.status_code == 405, naam


@pytest.mark.parametrize("rol", [None, *Rol], ids=str)
def test_nobody_writes_in_somebody_elses_theme(
    rol: Rol | None, argumenten: dict[str, dict[str, Any]]
) -> None:
    client = Client()
    if rol is not None:
        client.force_login(iemand(rol))
    missing = client.post("/bestaat-niet/")
    before = list(Bijdrage.objects.values()) + list(Voortgang.objects.values())
    for naam in SCHRIJVEN:
        if rol in VAN_EEN_ROL.get(naam, ()):
            continue
        adres = reverse(naam, kwargs=argumenten.get(naam))
        answer = client.post(adres, {"doe": "verwijderen", "kop": "x"})
        if rol is None:
            assert answer.status_code == 401, naam  # log in again; what was sent is on the page
        else:
            assert (answer.status_code, answer.content) == (404, missing.content), naam
        after = list(Bijdrage.objects.values()) + list(Voortgang.objects.values())
        assert after == before, naam


def test_other_letters_look_like_no_letter(argumenten: dict[str, dict[str, Any]]) -> None:
    client = Client()
    client.force_login(iemand(Rol.BELEIDSADVISEUR))
    there = client.get(reverse("concept", kwargs=argumenten["concept"]))
    gone = client.get(reverse("concept", kwargs={"slug": "bestaat-niet"}))
    assert (
        (there.status_code, there.content)
        == (gone.status_code, gone.content)
        == (404, gone.content)
    )


def test_a_draft_is_nowhere_public(argumenten: dict[str, dict[str, Any]]) -> None:
    brief = een_brief(themas=1, slug="geheim-plan", titel="Geheime brief")
    client = Client()
    for adres in ("/", "/brieven/", f"/brieven/{brief.slug}/", f"/brieven/{brief.slug}/brief.pdf"):
        assert "Geheime" not in client.get(adres).content.decode()


def test_the_admin_shows_no_content() -> None:
    client = Client()
    client.force_login(iemand(Rol.BEHEERDER, is_staff=True, is_superuser=True))
    html = client.get("/beheer/").content.decode()
    assert "/beheer/core/gebruiker/" in html
    assert "themas" not in html
    assert "rapportage" not in html


def test_the_security_headers(client: Client) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
