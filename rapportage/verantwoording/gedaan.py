"""What the round of a project plan tells of its year, by activity."""

from collections.abc import Callable
from dataclasses import dataclass, field

from themas.jaar.models import Bijdrage, Oordeel, Ronde
from themas.jaar.reading import bijdragen_with_text
from veiligheid.document.woorden import Bloksoort

# Rich text as stored, and the heading it stands under → rich text for readers.
Lezen = Callable[[str, str], str]


@dataclass
class Gedaan:
    """By primary key of an actie and of a thema: what is told of it, as rich text for readers. Of a
    thema what names no actie. `oordelen`: what advisors say became of the acties."""

    acties: dict[int, str] = field(default_factory=dict)
    themas: dict[int, str] = field(default_factory=dict)
    oordelen: dict[int, Oordeel] = field(default_factory=dict)


def read_gedaan(ronde: Ronde, lees: Lezen, citeer: Callable[[str], str]) -> Gedaan:
    """All that looks back. A text about several acties stands in full under the first, and is
    quoted under the others."""
    found = Gedaan()
    for bijdrage in bijdragen_with_text(ronde):
        _read(bijdrage, found, lees, citeer)
    oordelen = Oordeel.objects.filter(bijdrage__ronde=ronde)
    found.oordelen = {o.actie_id: o for o in oordelen}
    return found


def _read(bijdrage: Bijdrage, found: Gedaan, lees: Lezen, citeer: Callable[[str], str]) -> None:
    for voortgang in bijdrage.voortgangen.all():
        for blok in voortgang.blokken.all():
            if not blok.tekst or blok.soort == Bloksoort.VOORUITBLIK:
                continue
            first, *others = [a.pk for a in blok.acties.all()] or [0]
            told = lees(blok.tekst, str(voortgang))
            if first:
                found.acties[first] = found.acties.get(first, "") + told
            else:
                thema = bijdrage.thema_id
                found.themas[thema] = found.themas.get(thema, "") + told
            for actie in others:
                found.acties[actie] = found.acties.get(actie, "") + citeer(blok.tekst)
