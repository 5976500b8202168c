"""What deserves a look while writing, and before publishing: told here, never repaired unasked."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from veiligheid.core import verwijzingen
from veiligheid.core.findings import Bevinding, Herstelbaar, let_op
from veiligheid.core.richtext import plain
from veiligheid.core.tekens import onbekende_tekens, unknown_characters
from veiligheid.core.verwijzingen import Soort
from veiligheid.document.woorden import Bloksoort


def bevindingen_for_tekst(ronde: int, kop: str, teksten: Iterable[str]) -> list[Bevinding]:
    """Findings on a text of this round (its primary key) as it stands. Two queries at most."""
    html = " ".join(teksten)
    return [*_characters(kop, html), *_references(ronde, kop, html)]


def _characters(kop: str, html: str) -> Iterator[Bevinding]:
    if unknown := onbekende_tekens(f"{kop} {plain(html)}"):
        yield let_op("tekens-onbekend", unknown_characters(unknown), kop)


def _references(ronde: int, kop: str, html: str) -> Iterator[Bevinding]:
    """References to a theme or paragraaf that is not in this round (any more)."""
    found = verwijzingen.find(html)
    themas = {v.sleutel for v in found if v.soort == Soort.THEMA}
    paragrafen = {v.sleutel for v in found if v.soort == Soort.PARAGRAAF}
    if themas:
        there = Bijdrage.objects.filter(ronde=ronde)
        themas -= set(there.values_list("thema__slug", flat=True))
    if paragrafen:
        paragrafen -= set(paragraaf_keys(ronde))
    gone = {(Soort.THEMA, s) for s in themas} | {(Soort.PARAGRAAF, s) for s in paragrafen}
    for v in found:
        if (v.soort, v.sleutel) in gone:
            yield let_op(
                "verwijzing-los",
                f"De verwijzing “{plain(v.tekst)}” wijst naar iets wat niet (meer) in deze brief "
                "staat. Verwijs naar iets anders of haal de verwijzing weg.",
                kop,
            )


def paragraaf_keys(ronde: Ronde | int) -> Iterator[str]:
    """The keys by which a text refers to a paragraaf: of its theme and its own, joined by two
    hyphens, which no slug holds."""
    rows = Voortgang.objects.standing().filter(bijdrage__ronde=ronde)
    for thema, sleutel in rows.values_list("bijdrage__thema__slug", "sleutel"):
        yield f"{thema}--{sleutel}"


def told_twice(ronde: Ronde) -> list[Herstelbaar]:
    """An actie that is looked back on, or ahead to, in more than one theme of the round. Allowed,
    but a reader may meet the same news twice. One query."""
    links = (
        Blok.acties.through.objects.filter(
            blok__voortgang__bijdrage__ronde=ronde,
            blok__voortgang__verwijderd_op=None,
            blok__soort__in=[Bloksoort.TERUGBLIK, Bloksoort.VOORUITBLIK],
        )
        .exclude(blok__tekst="")
        .order_by("actie__thema", "actie__positie", "blok__voortgang__bijdrage__positie")
        .values_list(
            "actie__titel",
            "blok__soort",
            "blok__voortgang__bijdrage__thema__titel",
            "blok__voortgang__bijdrage",
        )
        .distinct()
    )
    told: dict[tuple[str, str], dict[str, int]] = {}
    for titel, soort, thema, bijdrage in links:
        told.setdefault((titel, soort), {}).setdefault(thema, bijdrage)
    return [
        Herstelbaar.warn(
            "actie-dubbel-verteld",
            f"De {soort} op deze actie staat bij {' en bij '.join(themas)}. Is dat de bedoeling?",
            titel,
            reverse("bijdrage", args=[[*themas.values()][-1]]),
        )
        for (titel, soort), themas in told.items()
        if len(themas) > 1
    ]
