"""A round of any number of themes, in which something of everything is the case."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from rapportage.models import Brief
from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_paragraaf,
    een_plan,
    een_ronde,
    een_thema,
    iemand,
)
from themas.models import Ronde
from veiligheid.core.models import Anker, Opmerking, Revisie
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.rollen import Rol

_ZIN = "In de wijk waren 143 meldingen, en wij spraken met bewoners en winkeliers over wat helpt. "


def een_grote_ronde(themas: int, *, jaar: int = 2026) -> Ronde:
    """With a letter; each theme has a promise, two paragrafen, a writer, a remark, a history."""
    plan = een_plan()
    vorige = een_ronde(plan, jaar - 1)
    ronde = een_ronde(plan, jaar, deadline=timezone.localdate() + timedelta(days=12))
    Brief.objects.create(ronde=ronde, slug=f"brief-{ronde.pk}", titel="Veiligheidsbrief")
    staten = list(Inzendingstaat)
    for n in range(themas):
        thema = een_thema(plan, f"Thema {n + 1}")
        actie = een_actie(thema, f"Actie {n + 1}")
        beloofd = een_paragraaf(
            een_bijdrage(vorige, thema), "Beloofd", ("vooruitblik", "<p>Wij gaan.</p>")
        )
        beloofd.blokken.get().acties.add(actie)
        bijdrage = een_bijdrage(ronde, thema, staat=staten[n % len(staten)].value)
        if n % 5 == 0:
            bijdrage.deadline = date(2026, 11, 1)
            bijdrage.save()
        else:
            bijdrage.adviseurs.add(iemand(Rol.BELEIDSADVISEUR, email=f"a{n}@example.org"))
        for kop in ("Verteld", ""):
            deel = een_paragraaf(bijdrage, kop, ("terugblik", f"<p>{_ZIN * 5}</p>"))
            Revisie.objects.create(
                soort="voortgang",
                record=deel.pk,
                versie=2,
                basis=1,
                uuid=uuid4(),
                uitkomst="opgeslagen",
                wie="Naima",
                inhoud={"stukken": {}, "volgorde": []},
            )
        opmerking = Opmerking.objects.create(tekst="Klopt dit?", wie="Joris", op=timezone.now())
        Anker.objects.create(opmerking=opmerking, soort="bijdrage", record=bijdrage.pk)
    return ronde
