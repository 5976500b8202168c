"""Records for tests, with names for the traits that matter. Two calls never collide."""

from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from rapportage.models import Bijlage, Brief, Functionaris, Onderdeel, Ondertekenaar
from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.jaar.terugkomst.models import Terugkomst, Voorstel
from themas.plan.models import Actie, Pijler, Plan, PlanOnderdeel, Thema, Themasoort
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.opslaan import ToezeggingDoel
from themas.toezeggingen.transitions import declare
from themas.toezeggingen.workflow import Staat
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Anker, Gebruiker, Inleesbestand, Opmerking, Taak
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import Inhoud, Opslag, Resultaat, save

_n = count(1)


def een_plan(**velden: Any) -> Plan:
    n = next(_n)
    standaard = {
        "slug": f"plan-{n}",
        "soort": "ivp",
        "titel": f"Plan {n}",
        "van_jaar": 2022,
        "tot_en_met_jaar": 2026,
    }
    return Plan.objects.create(**{**standaard, **velden})


def een_thema(plan: Plan, titel: str, soort: str = Themasoort.PRIORITAIR, **velden: Any) -> Thema:
    slugs = set(plan.themas.values_list("slug", flat=True))
    positie = (plan.themas.order_by("-positie").values_list("positie", flat=True).first() or 0) + 1
    return Thema.objects.create(
        plan=plan,
        titel=titel,
        slug=unique_slug(titel, slugs),
        soort=soort,
        **{"positie": positie, **velden},
    )


def een_ronde(plan: Plan | None = None, jaar: int = 2025, **velden: Any) -> Ronde:
    plan = plan or een_plan()
    return Ronde.objects.create(plan=plan, verslagjaar=jaar - 1, vooruitblikjaar=jaar, **velden)


def een_bijdrage(ronde: Ronde, thema: Thema, **velden: Any) -> Bijdrage:
    positie = ronde.bijdragen.count() + 1
    return Bijdrage.objects.create(ronde=ronde, thema=thema, **{"positie": positie, **velden})


def een_paragraaf(bijdrage: Bijdrage, kop: str, *blokken: tuple[str, str]) -> Voortgang:
    """`blokken` are pairs of kind and html."""
    positie = bijdrage.voortgangen.count() + 1
    slugs = set(bijdrage.voortgangen.values_list("sleutel", flat=True))
    voortgang = Voortgang.objects.create(
        bijdrage=bijdrage, positie=positie, kop=kop, sleutel=unique_slug(kop, slugs, "paragraaf")
    )
    for n, (soort, tekst) in enumerate(blokken, start=1):
        Blok.objects.create(voortgang=voortgang, positie=n, soort=soort, tekst=tekst)
    return voortgang


def een_actie(thema: Thema, titel: str, **velden: Any) -> Actie:
    return Actie.objects.create(
        thema=thema, titel=titel, **{"positie": thema.acties.count() + 1, **velden}
    )


def een_planstuk(plan: Plan) -> dict[str, dict[str, Any]]:
    """One of each piece that a plan has, by the arguments of the address of its page."""
    thema = een_thema(plan, "Een thema", positie=901)
    later = plan.tot_en_met_jaar + 50
    Thema.objects.filter(pk=thema.pk).update(toegevoegd_in=later)  # no round is about it
    pijler = Pijler.objects.create(thema=thema, positie=902, titel="Een pijler")
    actie = een_actie(thema, "Een planactie", positie=903, pijler=pijler)
    onderdeel = PlanOnderdeel.objects.create(plan=plan, positie=904, niveau=2, kop="Een stuk")
    slug = {"plan": plan.slug}
    return {
        **dict.fromkeys(("plan-beheer", "plan-gegevens", "plan-kruisverbanden"), slug),
        **{naam: {**slug, "pk": thema.pk} for naam in ("plan-thema", "plan-thema-erbij")},
        "plan-pijler": {**slug, "pk": pijler.pk},
        "plan-actie": {**slug, "pk": actie.pk},
        "plan-onderdeel": {**slug, "pk": onderdeel.pk},
        "plan-stap": {**slug, "soort": "actie", "pk": actie.pk},
    }


def een_uitspraak(bijdrage: Bijdrage, soort: str, html: str, *acties: Actie) -> Voortgang:
    """A paragraaf of one block that looks ahead or back and names these acties."""
    voortgang = een_paragraaf(bijdrage, f"Over {acties[0] if acties else 'niets'}", (soort, html))
    voortgang.blokken.get().acties.set(acties)
    return voortgang


def een_terugkomst(bijdrage: Bijdrage) -> Terugkomst:
    """A file that came back with one proposal for the first block, and one remark."""
    n = next(_n)
    terugkomst = Terugkomst.objects.create(
        bijdrage=bijdrage,
        bestandsnaam=f"terug-{n}.docx",
        sha256=f"{n:064}",
        wie="Iemand",
        gebruiker_id=0,
    )
    blok = Blok.objects.filter(voortgang__bijdrage=bijdrage).order_by("voortgang", "positie")[0]
    Voorstel.objects.create(
        terugkomst=terugkomst,
        nummer=1,
        volgorde=1,
        soort="invoeging",
        wie="Anne de Vries",
        paragraaf=blok.voortgang.sleutel,
        blok=blok.sleutel,
        voor=blok.tekst,
        na=blok.tekst + "<p>Een zin erbij.</p>",
        uitleg="Anne de Vries: in de tekst ingevoegd: “Een zin erbij.”",
    )
    remark = Opmerking.objects.create(
        bron=terugkomst.bron, volgorde=1, wie="Bram Bakker", tekst="Klopt dit?"
    )
    Anker.objects.create(opmerking=remark, soort="bijdrage", record=bijdrage.pk)
    return terugkomst


def een_functionaris(naam: str = "A. de Wit", **velden: Any) -> Functionaris:
    """Somebody who signs, since long ago."""
    standaard = {"functie": "burgemeester", "van": date(2010, 1, 1)}
    return Functionaris.objects.create(naam=naam, **{**standaard, **velden})


def een_inleesbestand(soort: str, gebruiker: Gebruiker) -> Inleesbestand:
    """An uploaded file that was read and would change nothing."""
    now, pk = timezone.now(), uuid4()
    return Inleesbestand.objects.create(
        id=pk,
        soort=soort,
        bestandsnaam=f"{soort}.docx",
        sha256="0" * 64,
        inhoud=b"PK",
        gebruiker=gebruiker,
        verloopt_op=now + Inleesbestand.HOUDBAAR,
        taak=Taak.objects.create(
            soort="inlezen", sleutel=str(pk), gebruiker=gebruiker, staat="gelukt", klaar_op=now
        ),
        voorproef={},
    )


def een_bijlagetekst(bijlage: Bijlage, kop: str, tekst: str, **velden: Any) -> Onderdeel:
    """A text in an annex, the last one."""
    slugs = set(bijlage.brief.onderdelen.values_list("sleutel", flat=True))
    return Onderdeel.objects.create(
        brief=bijlage.brief,
        bijlage=bijlage,
        plek=Onderdeel.Plek.BIJLAGE,
        positie=Onderdeel.objects.filter(brief=bijlage.brief).count() + 1,
        kop=kop,
        tekst=tekst,
        sleutel=unique_slug(kop, slugs, "tekst"),
        **velden,
    )


def een_brief(
    themas: int = 3, paragrafen: int = 2, ronde: Ronde | None = None, **velden: Any
) -> Brief:
    """A letter with this many prioritaire themes (and one kernthema), two signatories, one annex
    and a paragraaf per theme that refers to the next theme."""
    n = next(_n)
    ronde = ronde or een_ronde()
    standaard = {"slug": f"veiligheidsbrief-{n}", "titel": "Veiligheidsbrief 2025"}
    brief = Brief.objects.create(ronde=ronde, **{**standaard, **velden})
    soorten = [Themasoort.PRIORITAIR] * themas + [Themasoort.KERN]
    records = [
        een_thema(ronde.plan, f"Onderwerp {i}", soort) for i, soort in enumerate(soorten, start=1)
    ]
    Bijlage.objects.create(brief=brief, nummer=2, titel="Cijfers", sleutel="cijfers")
    for i, thema in enumerate(records):
        ander = records[(i + 1) % len(records)]
        bijdrage = een_bijdrage(ronde, thema)
        for p in range(1, paragrafen + 1):
            een_paragraaf(
                bijdrage,
                f"Wij deden {p} dingen voor {thema.titel.lower()}",
                (
                    "terugblik",
                    f'<p>Dit deden we (zie <a href="verwijzing:thema/{ander.slug}">onder 99</a>).'
                    "</p>",
                ),
                (
                    "vooruitblik",
                    '<p>Dit gaan we doen, zie <a href="verwijzing:bijlage/cijfers">bijlage 9</a>.'
                    "</p>",
                ),
            )
    Onderdeel.objects.create(
        brief=brief, plek="inleiding", positie=1, sleutel="inleiding", tekst="<p>Elk jaar.</p>"
    )
    for i, (naam, functie) in enumerate(
        [("A. de Wit", "gemeentesecretaris"), ("B. de Zwart", "burgemeester")], start=1
    ):
        Ondertekenaar.objects.create(brief=brief, positie=i, naam=naam, functie=functie)
    return brief


def een_toezegging(
    *,
    staat: Staat = Staat.OPEN,
    staat_op: date | None = None,
    reden: str = "",
    met: dict[str, Any] | None = None,
    **velden: Any,
) -> Toezegging:
    """An entry that came into the register in this state, on a day that is known or not; `met`: by
    what it was settled."""
    standaard = {
        "soort": "toezegging",
        "tekst": f"Het college stuurt de raad overzicht {next(_n)}.",
        "gemaakt_op": date(2025, 3, 12),
    }
    t = Toezegging.objects.create(**{**standaard, **velden})
    if staat is not Staat.OPEN:
        afdoening = t.afdoeningen.create(**{"openbaar": True, **met}) if met else None
        declare(t, staat, "griffie", op=staat_op, reden=reden, afdoening=afdoening, nieuw=True)
    return t


def edit_toezegging(
    toezegging: Toezegging, basis: int, door: Gebruiker, **stukken: Any
) -> Resultaat:
    """Change the words of an entry, begun on this version."""
    doel = ToezeggingDoel(toezegging, door)
    now = doel.content_of(toezegging).stukken
    return save(doel, Opslag(uuid4(), basis, Inhoud({**now, **stukken})), door)


def iemand(*rollen: Rol, **velden: Any) -> Gebruiker:
    """A user with these roles, and nobody else's rights."""
    n = next(_n)
    naam = f"{rollen[0] if rollen else 'niemand'}-{n}"
    gebruiker = Gebruiker.objects.create_user(naam, **{"password": "geheim", **velden})
    gebruiker.grant(*rollen)
    return gebruiker
