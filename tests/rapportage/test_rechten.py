"""Every address × every role × every method. An address that the table does not know fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from monitoring.cijfers.models import Indicator
from monitoring.models import Deelproduct
from rapportage.audit.oordelen import start_oordeel
from rapportage.bijlagen.bestanden import store_pdf
from rapportage.brieven import start_spiegel
from rapportage.herkend import lijst_of
from rapportage.models import (
    Abonnement,
    Bijlage,
    Brief,
    Collegevoorstel,
    Onderdeel,
    Planpdf,
    Tijdstempel,
)
from tests.fabriek import (
    een_bijdrage,
    een_bijlagetekst,
    een_brief,
    een_functionaris,
    een_inleesbestand,
    een_paragraaf,
    een_planstuk,
    een_ronde,
    een_terugkomst,
    een_toezegging,
    iemand,
)
from tests.monitoring.fabriek import een_gemeente, een_indicator, een_meting
from tests.rapportage.bijlagen.hulp import a_poor_pdf
from tests.rapportage.publiceren import publish_quickly
from tests.rechten import (
    ALLEEN_JSON,
    ALLEEN_POST,
    BEWERKEN,
    CIJFERBEHEER,
    DEUR,
    INLEESBESTANDEN,
    OOK_POST,
    SCHRIJVEN,
    SPIEGEL,
    VAN_EEN_ROL,
    VOORSTEL,
    WIE_MAG,
)
from tests.veiligheid.core.toegang.hulp import een_app, een_collega, een_passkey
from themas.models import Actie, Bijdrage, Voortgang
from veiligheid.core.models import Gebruiker, Inleesbestand, Opmerking, Taak, Taakbestand
from veiligheid.core.rollen import Rol
from veiligheid.core.taken.models import Werkproces

# In an annex that is withheld.
BEWAARDE_KANARIE = "Boomklever"
ZIEN_GEHEIM = {Rol.EINDREDACTEUR, Rol.SECRETARIAAT}
KORTE_FEEDS = ("brieven-feed-kort", "toezeggingen-feed-kort", "thema-feed-kort")
DOORVERWIJZERS = ("voorbeeld", "voorstel-pdf", *KORTE_FEEDS)
DELEN = ("deel", "deel-versies", "deel-akkoord", "deel-staat", "deel-bezwaar")
pytestmark = [pytest.mark.django_db, pytest.mark.eenmaal]


@pytest.fixture
def argumenten(db: None) -> dict[str, dict[str, Any]]:
    """An existing object for every address that needs one."""
    brief = een_brief(themas=1, paragrafen=1)
    Onderdeel.objects.filter(brief=brief).update(tekst="<p>In mei hoort u meer.</p>")
    cijfers = brief.bijlagen.get()
    een_bijlagetekst(cijfers, "Uitleg", "<p>Zo leest u dit.</p>")
    Collegevoorstel.objects.create(brief=brief, onderwerp="De brief")
    publish_quickly(brief)
    Brief.objects.filter(pk=brief.pk).update(kenmerk="VB-2")
    geheim = Bijlage.objects.create(
        brief=brief, nummer=3, titel="Geheim", geheim_grond="artikel 87", geheim_door="het college"
    )
    een_bijlagetekst(geheim, "Locaties", f"<p>{BEWAARDE_KANARIE} zit hier.</p>")
    store_pdf(geheim, a_poor_pdf(), f"{BEWAARDE_KANARIE}.pdf")
    publicatie = publish_quickly(brief, "Het kenmerk.")
    Tijdstempel.objects.create(
        manifest=publicatie.manifest, antwoord=b"stempel", dienst="x", moment=timezone.now()
    )
    slug = {"slug": brief.slug}
    bijlage = {**slug, "sleutel": cijfers.sleutel}
    bijdrage = Bijdrage.objects.get(thema__titel="Onderwerp 1")
    onderdeel = {**slug, "pk": brief.onderdelen.all()[0].pk}
    paragraaf = {"pk": bijdrage.pk, "voortgang": bijdrage.voortgangen.all()[0].pk}
    thema = {**slug, "thema": "onderwerp-1"}
    schrijver = iemand(Rol.BELEIDSADVISEUR)
    bijdrage.ronde.bijdragen.get(thema__titel="Onderwerp 2").adviseurs.add(schrijver)
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
    pdf = {"stand": "x", "sha256": "x", "inhoud": b"%PDF", "grootte": 4}
    Planpdf.objects.create(slug=bijdrage.ronde.plan.slug, gemaakt_op=timezone.now(), **pdf)
    abonnement = Abonnement.objects.create(adres="a@b.example", onderwerp="brieven", ritme="week")
    where: dict[str, dict[str, Any]] = {
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
        "cijfers-grafiek": {"figuur": "trend"},
        "audit-oordelen": oordeel,
        "audit-rij": {**oordeel, "sleutel": actie.sleutel},
        "brief": slug,
        "brief-versies": slug,
        "brief-wijzigingen": {**slug, "versie": 2},
        "brief-citeer": {**slug, "anker": html.split('class="vb-paragraaf" id="')[1].split('"')[0]},
        "stijl": {"merk": "x", "naam": "portaal.css"},
        **dict.fromkeys(("api-brief", "api-versies", "api-paragrafen", "api-beloften"), slug),
        "api-toezegging": toezegging,
        "api-indicator": {"slug": Indicator.objects.public()[0].slug},
        "api-metingen": {"slug": Indicator.objects.public()[0].slug},
        "bevestigen": {"token": abonnement.token},
        "afmelden": {"token": "x"},
        "thema-feed": {"thema": "onderwerp-1"},
        "thema-feed-kort": {"thema": "onderwerp-1"},
        "naast-elkaar": {"thema": "onderwerp-1"},
        **{n: {"slug": spiegel["plan"]} for n in ("plan", "plan-pdf", "plan-json", "plan-docx")},
        **een_planstuk(bijdrage.ronde.plan),
        "brief-thema": thema,
        "brief-raad": thema,
        "concept-raad": thema,
        "brief-pdf": slug,
        "brief-json": slug,
        "sitemapindex-diwoo": {"nummer": 8},
        "sitemap-diwoo": {"nummer": 8, "kaart": 1},
        **dict.fromkeys(("brief-sommen", "brief-manifest", "brief-stempel", "brief-ori"), slug),
        **dict.fromkeys(("brief-besluit", "brief-intrekken", "brief-pakket"), slug),
        "geheim": slug,
        "geheim-bestand": {**slug, "nummer": 3, "naam": "document.json"},
        "functionaris": {"pk": een_functionaris().pk},
        **dict.fromkeys((*VOORSTEL, "voorstel-nieuw"), slug),
        "brief-bestand": mirror,
        "concept-bestand": mirror,
        "vormbestand": {"sha256": sha256, "naam": naam},
        "concept": slug,
        "concept-thema": thema,
        "concept-pdf": slug,
        "concept-word": slug,
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
        "brief-opmerkingen": slug,
        "brief-feiten": slug,
        "publiceren": slug,
        "brief-toezeggingen": slug,
        "brief-toezegging": {**slug, "zin": lijst_of(brief).regels[0].sleutel},
        "onderdeel": onderdeel,
        "onderdeel-stap": onderdeel,
        "onderdeel-toezegging": onderdeel,
        **{naam: {"soort": "onderdeel", "pk": onderdeel["pk"]} for naam in DELEN},
        "raadsoverzicht-bestand": {"soort": "csv"},
        "bijdrage": {"pk": bijdrage.pk},
        "voorbeeld": {"pk": bijdrage.pk},
        "paragraaf-nieuw": {"pk": bijdrage.pk},
        "paragraaf": paragraaf,
        "paragraaf-structuur": paragraaf,
        **{
            f"importeer-{soort}-voorproef": {"pk": bestand.pk}
            for soort, bestand in zip(INLEESBESTANDEN, bestanden, strict=True)
        },
        "taak": {"pk": bestanden[0].taak_id},
        "taakbestand": {"pk": een_taakbestand(bestanden[0])},
        **dict.fromkeys(SPIEGEL - {"spiegels"}, spiegel),
        "bijdrage-word": {"pk": bijdrage.pk},
        "terugkomsten": {"pk": bijdrage.pk},
        "versies": {"pk": bijdrage.pk},
        "bezwaar": {"pk": bijdrage.pk},
        "akkoord-vragen": {"pk": bijdrage.pk},
        "voorstel-doen": paragraaf,
        "terugkomst": terugkomst,
        "voorstellen-besluit": terugkomst,
        "voorstel-besluit": {**terugkomst, "voorstel": 1},
        "opmerking-plaatsen": {"soort": "voortgang", "record": paragraaf["voortgang"]},
        "opmerking-stap": {"pk": Opmerking.objects.get().pk},
        "acties-overnemen": {"pk": bijdrage.pk},
        "bijdrage-staat": {"pk": bijdrage.pk},
        "actie": {"pk": bijdrage.pk, "actie": actie.pk},
        "actie-stap": {"pk": bijdrage.pk, "actie": actie.pk},
        "ronde": {"pk": bijdrage.ronde_id},
        "ronde-inrichten": {"pk": bijdrage.ronde_id},
        "ronde-staat": {"pk": bijdrage.ronde_id},
        "ronde-logboek": {"pk": bijdrage.ronde_id},
        "schrijver-vervangen": {"pk": bijdrage.ronde_id, "wie": schrijver.pk},
        "bijdrage-bevindingen": {"pk": bijdrage.pk},
        "geen-bijzonderheden": {"pk": bijdrage.pk},
        "verwijzingen": {"pk": bijdrage.pk},
    }
    iemand_anders = een_collega()
    een_passkey(iemand_anders)
    where |= {"mens": {"pk": iemand_anders.pk}, **own_arguments(iemand_anders)}
    return where | {f"{naam}-geschiedenis": where[naam] for naam in BEWERKEN}


def een_taakbestand(bestand: Inleesbestand) -> Any:
    """What came of reading a file, as a file; gives the key of the taak."""
    assert bestand.taak is not None
    Taakbestand.objects.create(taak=bestand.taak, naam="x.txt", mediatype="text/plain", inhoud=b"x")
    return bestand.taak.pk


def of_this_draft(naam: str, argumenten: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Of an address that has no object of its own here: those of the draft, as far as they fit."""
    [(_, names)] = get_resolver().reverse_dict.getlist(naam)[0][0][:1]
    there: dict[str, Any] = {"token": "bestaat-niet"}
    for known in ("bijdrage", "publiceren", "paragraaf"):
        there |= argumenten[known]
    return {name: there.get(name, 1) for name in names}


ROUTES_VAN_DE_DEUR = {
    "akkoordlink": {"token": "bestaat-niet"},
    "openid_connect_login": {"provider_id": "oidc"},
    "openid_connect_callback": {"provider_id": "oidc"},
    "toegangslink": {"token": "bestaat-niet"},
}


def own_arguments(gebruiker: Gebruiker) -> dict[str, dict[str, Any]]:
    """Of addresses of one's own account."""
    passkey = Authenticator.objects.get(user=gebruiker, type=Authenticator.Type.WEBAUTHN)
    return {naam: {"pk": passkey.pk} for naam in ("mfa_edit_webauthn", "mfa_remove_webauthn")}


def named_routes() -> Iterator[str]:
    def walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
        for p in patterns:
            if isinstance(p, URLResolver):
                yield from walk(p.url_patterns, p.namespace or namespace)
            else:
                yield p.name or str(p.pattern)

    return walk(get_resolver().url_patterns, "")


def test_every_address_is_in_the_table() -> None:
    assert set(named_routes()) == set(WIE_MAG) | ALLEEN_POST | DEUR


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
        een_app(gebruiker)
        een_passkey(gebruiker)
        client.force_login(gebruiker)
        argumenten |= own_arguments(gebruiker)
        Inleesbestand.objects.update(gebruiker=gebruiker)
        Taak.objects.update(gebruiker=gebruiker)
        if rol is Rol.BELEIDSADVISEUR:
            eigen = Bijdrage.objects.get(pk=argumenten["bijdrage"]["pk"])
            eigen.adviseurs.add(gebruiker)
            eigen.thema.adviseurs.add(gebruiker)
    Werkproces.objects.create(naam="proef", gehoord_op=timezone.now())  # or nothing is ready
    missing = client.get("/bestaat-niet/")
    for naam, wie in WIE_MAG.items():
        answer = client.get(reverse(naam, kwargs=argumenten.get(naam)))
        if rol in wie:
            assert answer.status_code == (302 if naam in DOORVERWIJZERS else 200), naam
        elif rol is None and naam in ALLEEN_JSON:
            assert answer.status_code == 401, naam
        elif rol is None and wie:
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


KANARIE = "kanarievogel"
# Nobody whom this draft is for: not handed in, nobody else's theme.
BUITEN = [None, *(rol for rol in Rol if rol is not Rol.EINDREDACTEUR)]


@pytest.mark.parametrize("rol", BUITEN, ids=str)
def test_a_draft_leaks_nowhere(rol: Rol | None, argumenten: dict[str, dict[str, Any]]) -> None:
    """Words that stand in a draft only, and those of an annex that is withheld and of its file,
    looked for in every answer at every address by every method: pages, copies, files, histories,
    feeds, counts, headers. Who may not see an address gets no ETag of it either."""
    words = {KANARIE} if rol in ZIEN_GEHEIM else {KANARIE, BEWAARDE_KANARIE.lower()}
    paragraaf = Voortgang.objects.get(pk=argumenten["paragraaf"]["voortgang"])
    Voortgang.objects.filter(pk=paragraaf.pk).update(kop=f"Een {KANARIE}", bron_hash="", versie=2)
    paragraaf.blokken.update(tekst=f"<p>Hier zingt een {KANARIE}.</p>")
    client = Client()
    if rol is not None:
        client.force_login(iemand(rol))
    Werkproces.objects.create(naam="proef", gehoord_op=timezone.now())  # or nothing is ready
    argumenten["toezegging-paragraaf"] = argumenten["paragraaf"]
    argumenten["toezegging-staat"] = argumenten["toezegging"]
    asked = seen = 0
    for naam in sorted((WIE_MAG.keys() | ALLEEN_POST | DEUR) - {"account_logout"}):
        where = argumenten.get(naam, ROUTES_VAN_DE_DEUR.get(naam))
        adres = reverse(naam, kwargs=where or of_this_draft(naam, argumenten))
        for method in ("get", "head", "put", "delete", "post"):
            sent = {"doe": "opslaan", "kop": "Een kop", "tekst": "<p>Zin.</p>", "naar": "1"}
            answer: Any = getattr(client, method)(adres, sent if method == "post" else None)
            asked += 1
            seen += answer.status_code == 200
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            told = f"{body.decode(errors='replace')}{answer.headers}".lower()
            assert not [w for w in words if w in told], (naam, method)
            if answer.status_code == 404:
                assert "ETag" not in answer.headers, (naam, method)
    assert Voortgang.objects.get(pk=paragraaf.pk).kop == f"Een {KANARIE}"
    assert seen > 40
    print(f"{rol or 'nobody'}: {asked} asked, {seen} answered, 0 leaks")


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


def test_the_security_headers(client: Client) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
