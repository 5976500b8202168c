"""Three years of promises: what a mirror of each year must show is known by hand.

========  ======================  ==================  =================
actie     promised for            told in             mirror of 2026
========  ======================  ==================  =================
hek       2024, 2025, 2026        nowhere             third year rood
poort     2026                    2026                groen
camera    2025, 2026              2025, 2026          geel, deels
bank      2026                    2026                to be judged
lamp      never                   2026                blauw
boom      never                   nowhere             not named
========  ======================  ==================  =================
"""

from dataclasses import dataclass

from rapportage.brieven import start_brief, start_spiegel
from rapportage.models import Brief
from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_paragraaf,
    een_plan,
    een_ronde,
    een_thema,
    een_uitspraak,
)
from themas.models import Actie, Bijdrage, Oordeel, Plan, Ronde, Thema

CAMERA = "De camera’s hangen, op twee na; die wachten op stroom."


@dataclass
class Jaren:
    """The rounds by the year that they look ahead to, and in each a bijdrage of two themes."""

    plan: Plan
    rondes: dict[int, Ronde]
    drukte: Thema
    overlast: Thema
    acties: dict[str, Actie]

    def bijdrage(self, jaar: int, thema: Thema | None = None) -> Bijdrage:
        return Bijdrage.objects.get(ronde=self.rondes[jaar], thema=thema or self.drukte)

    def brief(self, jaar: int) -> Brief:
        return start_brief(self.rondes[jaar])

    def spiegel(self, jaar: int) -> Brief:
        """The mirror of this year: of the round that looks back on it."""
        return start_spiegel(self.rondes[jaar + 1], None)


def drie_jaren() -> Jaren:
    plan = een_plan(titel="Plan Voorbeeld", slug="plan-voorbeeld")
    drukte, overlast = een_thema(plan, "Drukte"), een_thema(plan, "Overlast")
    rondes = {jaar: een_ronde(plan, jaar) for jaar in (2024, 2025, 2026, 2027)}
    for ronde in rondes.values():
        for thema in (drukte, overlast):
            een_bijdrage(ronde, thema)
    acties = {
        naam: een_actie(thema, titel)
        for naam, titel, thema in (
            ("hek", "Een hek om het plein", drukte),
            ("poort", "Een poort in het hek", drukte),
            ("camera", "Zes camera’s", overlast),
            ("bank", "Een bank", overlast),
            ("lamp", "Een lamp", overlast),
            ("boom", "Een boom", overlast),
        )
    }
    jaren = Jaren(plan, rondes, drukte, overlast, acties)
    _promise(jaren)
    _tell(jaren)
    return jaren


def _promise(jaren: Jaren) -> None:
    for jaar in (2024, 2025, 2026):
        _say(jaren, jaar, "vooruitblik", "hek", f"In {jaar} komt er een hek.")
    for jaar in (2025, 2026):
        _say(jaren, jaar, "vooruitblik", "camera", "Wij hangen zes camera’s op.")
    _say(jaren, 2026, "vooruitblik", "poort", "Er komt een poort in het hek.")
    _say(jaren, 2026, "vooruitblik", "bank", "Wij zetten een bank neer.")


def _tell(jaren: Jaren) -> None:
    """In the letter of the year after: it looks back."""
    een_paragraaf(jaren.bijdrage(2025), "Van het plein", ("context", "<p>Een mooi plein.</p>"))
    _say(jaren, 2026, "terugblik", "camera", "De eerste camera’s hangen.")
    _say(jaren, 2027, "terugblik", "camera", CAMERA)
    _say(jaren, 2027, "terugblik", "poort", "De poort staat er, <strong>open</strong>.")
    _say(jaren, 2027, "terugblik", "bank", "De bank staat onder de boom.")
    _say(jaren, 2027, "terugblik", "lamp", "Er hangt ook een lamp.")
    _judge(jaren, 2026, "camera", "geel", "deels", oorzaak="De stroom kwam laat.")
    _judge(
        jaren,
        2027,
        "camera",
        "geel",
        "deels",
        oorzaak="Er is geen stroom.",
        gevolg="Twee hoeken zijn donker.",
        bijsturing="De netbeheerder komt in mei.",
    )
    _judge(jaren, 2027, "poort", "groen", "gerealiseerd")


def _say(jaren: Jaren, jaar: int, soort: str, naam: str, zin: str) -> None:
    actie = jaren.acties[naam]
    een_uitspraak(jaren.bijdrage(jaar, actie.thema), soort, f"<p>{zin}</p>", actie)


def _judge(jaren: Jaren, jaar: int, naam: str, kleur: str, realisatie: str, **redenen: str) -> None:
    actie = jaren.acties[naam]
    Oordeel.objects.create(
        bijdrage=jaren.bijdrage(jaar, actie.thema),
        actie=actie,
        kleur=kleur,
        realisatie=realisatie,
        **redenen,
    )
