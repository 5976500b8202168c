"""Loading the made-up municipality from `inhoud/*.toml` into an empty database."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from rapportage.brieven import start_brief
from rapportage.models import Brief, Collegevoorstel, Functionaris, Onderdeel
from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.jaar.transitions import open_ronde
from themas.jaar.workflow import Rondestaat
from themas.plan.models import Actie, Kruisverband, Pijler, Plan, PlanOnderdeel, Thema
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.stappen import INDIENEN, write_step
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.ordering import renumber
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD, eerdere_jaren, register
from veiligheid.demo.bijlagen import load_bijlagen
from veiligheid.demo.cijfers import load_cijfers
from veiligheid.demo.delen import load_delen

INHOUD = Path(__file__).parent / "inhoud"
Gegevens = dict[str, Any]


def read(naam: str) -> Gegevens:
    """One of the content files."""
    return tomllib.loads((INHOUD / f"{naam}.toml").read_text(encoding="utf-8"))


def is_loaded() -> bool:
    return Plan.objects.filter(slug=read("plan")["slug"]).exists()


@transaction.atomic
def load() -> Brief:
    """Everything: people, plan, the letter of 2025 with its annexes, the open round of 2026, the
    closed ones before and the letter of 2024. Returns the letter of 2025, not yet published."""
    gebruikers = _personas(read("personas")["personas"])
    plan = _plan(read("plan"))
    for gebruiker, slugs in gebruikers:
        gebruiker.themas.set(plan.themas.filter(slug__in=slugs))
    for functionaris in read("brief-2025")["functionarissen"]:
        Functionaris.objects.create(**functionaris)
    brief = _brief(plan, read("brief-2025"))
    _ronde_2026(plan, brief, read("ronde-2026"))
    eerder = read("eerdere-jaren")
    eerdere_jaren.load(plan, eerder)
    vorige = _vorige_brief(plan, eerder["brief"], brief)
    register.load(plan, read("toezeggingen"))
    bijlagen, cijfers = read("bijlagen-2025"), read("cijfers")
    cijfers["indicatoren"] += bijlagen["indicatoren"]
    load_cijfers(plan, cijfers)
    load_bijlagen(brief, bijlagen["bijlagen"])
    load_bijlagen(vorige, eerder["bijlagen"])
    return brief


def _personas(personas: list[Gegevens]) -> list[tuple[Gebruiker, list[str]]]:
    made = []
    for p in personas:
        gebruiker = Gebruiker.objects.create_user(
            p["gebruikersnaam"],
            f"{p['gebruikersnaam']}@voorbeeldstad.example",
            password=WACHTWOORD,
            first_name=p["voornaam"],
            last_name=p["achternaam"],
        )
        gebruiker.grant(Rol(p["rol"]))
        made.append((gebruiker, p["themas"]))
    return made


# -- Plan -------------------------------------------------------------------------------------


def _plan(data: Gegevens) -> Plan:
    plan = Plan.objects.create(
        **{k: data[k] for k in ("slug", "soort", "titel", "van_jaar", "tot_en_met_jaar")}
    )
    slugs: set[str] = set()
    positie = 0
    for plek, soort in (("begin", ""), ("prioritair",) * 2, ("kern",) * 2, ("slot", "")):
        for onderdeel in data["onderdelen"]:
            if onderdeel["plek"] == plek:
                positie += 1
                velden = {k: onderdeel[k] for k in ("kop", "niveau", "tekst")}
                PlanOnderdeel.objects.create(plan=plan, positie=positie, **velden)
        for thema in data["themas"] if soort else []:
            if thema["soort"] == soort:
                positie = _thema(plan, thema, slugs, positie + 1)
    per_slug = {t.slug: t for t in plan.themas.all()}
    for k in data["kruisverbanden"]:
        van, naar = per_slug[k["van"]], per_slug[k["naar"]]
        Kruisverband.objects.create(plan=plan, van=van, naar=naar, reden=k["reden"])
    return plan


def _thema(plan: Plan, data: Gegevens, slugs: set[str], positie: int) -> int:
    """Make a theme with its pijlers and acties; returns the last position used."""
    thema = Thema.objects.create(
        plan=plan,
        positie=positie,
        slug=unique_slug(data["titel"], slugs),
        titel=data["titel"],
        soort=data["soort"],
        opgave=data["opgave"],
        ambitie=data["ambitie"],
        toegevoegd_in=data.get("toegevoegd_in"),
    )
    pijlers = {}
    for p in data.get("pijlers", []):
        positie += 1
        pijlers[p["titel"]] = Pijler.objects.create(thema=thema, positie=positie, **p)
    for a in data.get("acties", []):
        positie += 1
        velden = {**a, "pijler": pijlers.get(a.get("pijler", ""))}
        Actie.objects.create(thema=thema, positie=positie, **velden)
    return positie


# -- Letters ----------------------------------------------------------------------------------


def _brief(plan: Plan, data: Gegevens) -> Brief:
    ronde = open_ronde(plan, data["vooruitblikjaar"], None)
    velden = [
        "slug",
        "titel",
        "samenvatting",
        "kenmerk",
        "datum",
        "aan",
        "aanhef",
        "groet",
        "afzender",
    ]
    brief = Brief.objects.create(ronde=ronde, **{k: data[k] for k in velden})
    slugs: set[str] = set()
    for n, o in enumerate(data["onderdelen"], start=1):
        sleutel = unique_slug(o["kop"] or o["plek"], slugs)
        Onderdeel.objects.create(brief=brief, positie=n, sleutel=sleutel, **o)
    Collegevoorstel.objects.create(brief=brief, **data["voorstel"])
    fill(ronde, data["bijdragen"], Inzendingstaat.GOEDGEKEURD)
    _order(ronde, [b["thema"] for b in data["bijdragen"]])
    ronde.staat = Rondestaat.GESLOTEN
    ronde.save(update_fields=["staat"])
    return brief


def _ronde_2026(plan: Plan, vorige: Brief, data: Gegevens) -> None:
    ronde = open_ronde(plan, data["vooruitblikjaar"], None)
    # The only day that is counted from today: a round whose deadline has passed is none to try.
    ronde.deadline = timezone.localdate() + timedelta(days=14)
    ronde.save(update_fields=["deadline"])
    fill(ronde, data["bijdragen"])
    for bijdrage in ronde.bijdragen.exclude(staat=Inzendingstaat.CONCEPT.value):
        _as_handed_in(bijdrage)
    load_delen(start_brief(ronde, vorige), data)


def _as_handed_in(bijdrage: Bijdrage) -> None:
    """With the steps that made it what it is: by its writer, and back by the eindredacteur."""
    schrijver = bijdrage.adviseurs.order_by("pk").first()
    redactie = Gebruiker.objects.filter(groups__name=Rol.EINDREDACTEUR.value).first()
    if schrijver is None or redactie is None:
        return
    write_step(INDIENEN, bijdrage, schrijver)
    if bijdrage.staat == Inzendingstaat.TERUGGESTUURD.value:
        write_step("terugsturen", bijdrage, redactie, "Vertel ook wat het de buurt opleverde.")


def _vorige_brief(plan: Plan, data: Gegevens, volgende: Brief) -> Brief:
    """The letter of the year before, on the round of that year."""
    ronde = plan.rondes.get(vooruitblikjaar=data["vooruitblikjaar"])
    velden = {k: data[k] for k in ("samenvatting", "kenmerk", "datum")}
    brief = start_brief(ronde, volgende)
    Brief.objects.filter(pk=brief.pk).update(**velden)
    for n, o in enumerate(data["onderdelen"], start=1):
        Onderdeel.objects.create(brief=brief, positie=n, **o)
    return brief


def fill(ronde: Ronde, bijdragen: list[Gegevens], staat: str | None = None) -> None:
    acties = {a.titel: a for a in Actie.objects.filter(thema__plan=ronde.plan)}
    for data in bijdragen:
        bijdrage = Bijdrage.objects.get(ronde=ronde, thema__slug=data["thema"])
        bijdrage.staat = staat or data["staat"]
        bijdrage.save(update_fields=["staat"])
        slugs: set[str] = set()
        for n, p in enumerate(data["paragrafen"], start=1):
            voortgang = Voortgang.objects.create(
                bijdrage=bijdrage,
                positie=n,
                kop=p["kop"],
                gebieden=p.get("gebieden", []),
                sleutel=unique_slug(p["kop"], slugs, "paragraaf"),
            )
            for m, b in enumerate(p["blokken"], start=1):
                blok = Blok.objects.create(
                    voortgang=voortgang, positie=m, soort=b["soort"], tekst=b["tekst"]
                )
                blok.acties.set(acties[titel] for titel in b.get("acties", []))


def _order(ronde: Ronde, slugs: list[str]) -> None:
    """Put the themes in the order of the letter."""
    places = {slug: n for n, slug in enumerate(slugs, start=1)}
    renumber(
        Bijdrage._default_manager,
        {b.pk: places[b.thema.slug] for b in ronde.bijdragen.select_related("thema")},
    )
