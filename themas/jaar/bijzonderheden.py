"""Nothing special: a theme of which the writer has nothing to tell but that it went as promised.

It becomes an ordinary paragraaf that looks back and names the acties that were promised and not
told yet, with for each of those a zelfoordeel. So letter, mirror, findings and what is missing all
read the same records, and whoever has second thoughts changes or removes it as any other.
"""

from uuid import uuid4

from django.db import transaction

from themas.jaar.beloften import standen_for
from themas.jaar.models import Bijdrage, Blok, Voortgang
from themas.jaar.oordelen import OordeelDoel
from themas.jaar.saving import VoortgangDoel, lock_bijdrage
from themas.jaar.structure import add_voortgang
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import Inhoud, Opslag, note_change, save
from veiligheid.document.woorden import Bloksoort, Kleur, Realisatie

KOP = "Geen bijzonderheden"


@transaction.atomic
def nothing_special(bijdrage: Bijdrage, door: Gebruiker) -> Voortgang:
    """Say so of a theme. Said again, nothing changes. Permission is the caller's. Raises Geweigerd
    when the bijdrage may not be changed now."""
    standing = _standing(bijdrage)
    if standing is not None and not any(s.open for s in standen_for(bijdrage)):
        return standing
    lock_bijdrage(bijdrage.pk)
    untold = [s for s in standen_for(bijdrage) if s.open]
    voortgang = _standing(bijdrage) or _write(bijdrage, bool(untold), door)
    _name(voortgang, [s.actie.pk for s in untold], door)
    for stand in untold:
        doel = OordeelDoel(bijdrage, stand.actie, stand.oordeel)
        versie, inhoud = doel.read()
        if not inhoud.stukken["kleur"] and not inhoud.stukken["realisatie"]:
            said = {"kleur": Kleur.GROEN.value, "realisatie": Realisatie.DOORLOPEND.value}
            save(doel, Opslag(uuid4(), versie, Inhoud({**inhoud.stukken, **said})), door)
    Logregel.write("geen bijzonderheden", bijdrage, door, acties=len(untold))
    return voortgang


def sentence(bijdrage: Bijdrage, beloofd: bool) -> str:
    """What will stand in the letter, as rich text."""
    ronde = bijdrage.ronde
    if ronde.verslagjaar is None:
        return f"<p>Over dit thema is er voor {ronde.jaar} niets bijzonders te melden.</p>"
    also = f" Wat wij voor {ronde.verslagjaar} hadden beloofd, loopt zoals beloofd."
    return (
        f"<p>Over dit thema is er over {ronde.verslagjaar} niets bijzonders te melden."
        f"{also if beloofd else ''}</p>"
    )


def _standing(bijdrage: Bijdrage) -> Voortgang | None:
    """The paragraaf that says so already, and still looks back."""
    found = Voortgang.objects.standing().filter(
        bijdrage=bijdrage, kop=KOP, blokken__soort=Bloksoort.TERUGBLIK.value
    )
    return found.exclude(blokken__tekst="").first()


def _write(bijdrage: Bijdrage, beloofd: bool, door: Gebruiker) -> Voortgang:
    voortgang = add_voortgang(bijdrage, KOP, door)
    doel = VoortgangDoel(voortgang)
    before = doel.read()
    looks_back = bijdrage.ronde.verslagjaar is not None
    soort = Bloksoort.TERUGBLIK if looks_back else Bloksoort.VOORUITBLIK
    blokken = Blok.objects.filter(voortgang=voortgang)
    blokken.filter(soort=soort.value).update(tekst=sentence(bijdrage, beloofd))
    blokken.exclude(soort=soort.value).delete()
    note_change(doel, before, door)
    return voortgang


def _name(voortgang: Voortgang, acties: list[int], door: Gebruiker) -> None:
    blok = Blok.objects.filter(voortgang=voortgang, soort=Bloksoort.TERUGBLIK.value).first()
    if blok is None or not acties:
        return
    doel = VoortgangDoel(voortgang)
    before = doel.read()
    blok.acties.add(*acties)
    note_change(doel, before, door)
