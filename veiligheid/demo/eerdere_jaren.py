"""The years before the letter of 2025: every year stands beside what was promised for it."""

from typing import Any

from themas.jaar.models import Bijdrage, Blok, Oordeel, Ronde, Voortgang
from themas.jaar.oordelen import VELDEN
from themas.jaar.workflow import Rondestaat
from themas.plan.models import Actie, Plan
from veiligheid.core.matching import unique_slug
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.document.woorden import Bloksoort

Gegevens = dict[str, Any]
_SOORTEN = {"terug": Bloksoort.TERUGBLIK, "vooruit": Bloksoort.VOORUITBLIK}


def load(plan: Plan, data: Gegevens) -> None:
    """Closed rounds with their promises and reports, what advisors thought of them later, and an
    actie that ended. The rounds of the file `ronde-2026` must be there."""
    acties = {a.titel: a for a in Actie.objects.filter(thema__plan=plan)}
    for ronde in data["rondes"]:
        _ronde(plan, ronde, acties)
    for jaar in data["oordelen"]:
        for titel, *oordeel in jaar["rijen"]:
            actie = acties[titel]
            bijdrage = Bijdrage.objects.get(
                ronde__plan=plan, ronde__verslagjaar=jaar["jaar"], thema=actie.thema_id
            )
            velden = dict(zip(VELDEN, oordeel, strict=False))
            Oordeel.objects.create(bijdrage=bijdrage, actie=actie, **velden)
    for einde in data["einden"]:
        Actie.objects.filter(pk=acties[einde["actie"]].pk).update(
            beeindigd_in=einde["jaar"], reden_einde=einde["reden"]
        )


def _ronde(plan: Plan, data: Gegevens, acties: dict[str, Actie]) -> None:
    ronde = Ronde.objects.create(
        plan=plan,
        verslagjaar=data.get("verslagjaar"),
        vooruitblikjaar=data["vooruitblikjaar"],
        staat=Rondestaat.GESLOTEN,
    )
    bijdragen = {}
    for n, thema in enumerate(plan.themas.of_jaar(ronde.jaar).order_by("positie"), start=1):
        bijdragen[thema.slug] = Bijdrage.objects.create(
            ronde=ronde, thema=thema, positie=n, staat=Inzendingstaat.GOEDGEKEURD
        )
        bijdragen[thema.slug].adviseurs.set(thema.adviseurs.all())
    slugs: dict[str, set[str]] = {slug: set() for slug in bijdragen}
    for soort in _SOORTEN:
        for thema, kop, actie, tekst in data.get(soort, []):
            voortgang = Voortgang.objects.create(
                bijdrage=bijdragen[thema],
                positie=len(slugs[thema]) + 1,
                kop=kop,
                sleutel=unique_slug(kop, slugs[thema], "paragraaf"),
            )
            blok = Blok.objects.create(
                voortgang=voortgang, positie=1, soort=_SOORTEN[soort], tekst=f"<p>{tekst}</p>"
            )
            blok.acties.add(acties[actie])
