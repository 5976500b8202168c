"""What the log tells of a round and its letter, for the eindredacteur: as sentences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from rapportage.models import Bijlage, Brief, Onderdeel
from themas.jaar.models import Bijdrage, Ronde, Voortgang
from veiligheid.core.models import Akkoordlink, Anker, Logregel

_ZINNEN = {
    "indienen": "diende in",
    "terugsturen": "stuurde terug",
    "goedkeuren": "keurde goed",
    "akkoord": "gaf akkoord op",
    "heropenen": "opende opnieuw",
    "sluiten": "sloot",
    "openen": "opende",
    "bezwaar": "maakte bezwaar tegen een wijziging in",
    "bezwaar-intrekken": "trok het bezwaar in bij",
    "toevoegen": "voegde toe",
    "verwijderen": "verwijderde",
    "terugzetten": "zette terug",
    "verplaatsen": "verplaatste",
    "splitsen": "splitste",
    "samenvoegen": "voegde samen",
    "toewijzen": "koos de schrijvers van",
    "termijn geven": "gaf een eigen termijn aan",
    "inrichten": "wijzigde de termijnen van",
    "geen bijzonderheden": "meldde geen bijzonderheden bij",
    "bevindingen sturen": "stuurde de bevindingen van",
    "akkoord vragen": "vroeg akkoord met",
    "akkoordlink intrekken": "trok een link in:",
    "akkoord via link": "gaf per link akkoord op",
    "niet akkoord via link": "is per link niet akkoord met",
    "opmerken": "plaatste",
    "antwoorden": "antwoordde op",
    "afhandelen": "handelde af:",
    "aanbieden": "gaf door aan het secretariaat:",
    "terugnemen": "nam terug:",
    "vaststellen": "legde het besluit vast van",
    "aanhouden": "noteerde dat het college aanhield:",
    "afbeelding": "koos de afbeelding bij",
    "bestand": "voegde een bestand toe aan",
    "publiceren": "publiceerde",
    "uitvoer": "haalde als bestand op:",
}
# What a person should know besides: these alone, so that nothing else of a line shows.
_ERBIJ = {
    "deel": "alleen de {}",
    "versie": "versie {}",
    "schrijvers": "nu {}",
    "aan": "aan {}",
    "termijn": "vóór {}",
}


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """One line: when, who, and what they did, in words."""

    op: datetime
    wie: str
    wat: str
    erbij: str


def lines_of(ronde: Ronde, brief: Brief | None, wie: str = "") -> QuerySet[Logregel]:
    """All lines about a round, what is in it, and its letter; the newest first. wie: of this
    person alone."""
    at = Q()
    which = Q(soort="ronde", sleutel=str(ronde.pk))
    parts = {
        "bijdrage": Bijdrage.objects.filter(ronde=ronde),
        "voortgang": Voortgang.objects.filter(bijdrage__ronde=ronde),
    }
    if brief is not None:
        which |= Q(soort="brief", sleutel=str(brief.pk))
        parts["onderdeel"] = Onderdeel.objects.filter(brief=brief)
        parts["bijlage"] = Bijlage.objects.filter(brief=brief)
        at = Q(soort__in=["brief", "gegevens"], record=brief.pk)
    for soort, records in parts.items():
        which |= Q(soort=soort, sleutel__in=_keys(records))
    for soort, records in parts.items():
        at |= Q(soort=soort, record__in=records.order_by().values("pk"))
    remarks = Anker.objects.filter(at).order_by()
    links = Akkoordlink.objects.filter(at).order_by()
    which |= Q(soort="akkoordlink", sleutel__in=_keys(links))
    as_text = Cast("opmerking_id", CharField())
    which |= Q(soort="opmerking", sleutel__in=remarks.values_list(as_text))
    found: QuerySet[Logregel] = Logregel.objects.filter(which)
    return found.filter(wie=wie) if wie else found


def in_words(regel: Logregel) -> Gebeurtenis:
    """A line as a sentence. A handling that has no words here is called what the log calls it."""
    what = _ZINNEN.get(regel.verb, f"{regel.verb}:")
    return Gebeurtenis(regel.op, regel.wie, f"{what} {regel.label}", _more(regel))


def _more(regel: Logregel) -> str:
    said = []
    for naam, words in _ERBIJ.items():
        value = regel.details.get(naam)
        if value not in (None, "", []):
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            said.append(words.format(text))
    return "; ".join(said)


def _keys(records: "QuerySet[Any]") -> "QuerySet[Any]":
    return records.order_by().values_list(Cast("pk", CharField()))
