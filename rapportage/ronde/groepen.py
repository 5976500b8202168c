"""What the check of a letter found, by where it is mended and by whose that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from rapportage.composition import Compositie, compose
from rapportage.models import Brief
from rapportage.validation import validate
from themas.jaar.models import Bijdrage, Ronde
from veiligheid.core.findings import Herstelbaar, blocking
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

BRIEF, FEITEN = "brief", "gegevens"
_TITELS = {BRIEF: "Algemene delen, bijlagen en register", FEITEN: "Gegevens en ondertekenaars"}
_VAN_EEN_BIJDRAGE = "schrijven/<int:pk>/"


@dataclass(frozen=True, slots=True)
class Groep:
    """The findings that are mended in one place. `sleutel`: a bijdrage's key, or what it is else.
    `adres`: the page on which its owners read them."""

    sleutel: str
    titel: str
    eigenaars: tuple[Gebruiker, ...]
    bevindingen: tuple[Herstelbaar, ...]
    adres: str
    bijdrage: Bijdrage | None = None

    @property
    def tegen(self) -> int:
        """How many of them stop publication."""
        return len(blocking(self.bevindingen))

    @property
    def kenmerk(self) -> str:
        """The same as long as the same was found."""
        found = "|".join(sorted(f"{b.code}/{b.link}/{b.melding}" for b in self.bevindingen))
        return sha256(found.encode()).hexdigest()[:16]


def letter_of(ronde: Ronde) -> Brief | None:
    """The letter that is made from a round."""
    return Brief.objects.with_themas().filter(ronde=ronde).order_by("pk").first()


def groups_of(
    brief: Brief, bijdragen: Iterable[Bijdrage], compositie: Compositie | None = None
) -> list[Groep]:
    """What was found in a letter, themes first, in the order of these bijdragen; those have their
    `adviseurs` fetched. compositie: of that letter, where somebody has it already."""
    themas = {b.thema.slug: b for b in bijdragen}
    by_key = {str(b.pk): b for b in themas.values()}
    found: dict[str, list[Herstelbaar]] = {}
    for bevinding in validate(compositie or compose(brief)):
        found.setdefault(_home(bevinding.link, themas), []).append(bevinding)
    groups = [_of_theme(bijdrage, found[key]) for key, bijdrage in by_key.items() if key in found]
    rest = [b for key, bs in found.items() if key not in by_key and key != FEITEN for b in bs]
    if rest:
        adres = reverse("concept-bevindingen", args=[brief.slug])
        groups.append(Groep(BRIEF, _TITELS[BRIEF], _with(Rol.EINDREDACTEUR), tuple(rest), adres))
    if facts := found.get(FEITEN):
        adres = reverse("brief-feiten", args=[brief.slug])
        groups.append(Groep(FEITEN, _TITELS[FEITEN], _with(Rol.SECRETARIAAT), tuple(facts), adres))
    return groups


def findings_of(brief: Brief, bijdrage: Bijdrage) -> list[Herstelbaar]:
    """What was found in one theme of a letter."""
    themas = {bijdrage.thema.slug: bijdrage}
    key = str(bijdrage.pk)
    return [b for b in validate(compose(brief)) if _home(b.link, themas) == key]


def _of_theme(bijdrage: Bijdrage, bevindingen: Sequence[Herstelbaar]) -> Groep:
    writers = tuple(g for g in bijdrage.adviseurs.all() if g.is_active)
    adres = reverse("bijdrage-bevindingen", args=[bijdrage.pk])
    return Groep(
        str(bijdrage.pk), bijdrage.thema.titel, writers, tuple(bevindingen), adres, bijdrage
    )


def _home(link: str, themas: dict[str, Bijdrage]) -> str:
    """Where the screen belongs on which something is mended: the key of a bijdrage, or another."""
    try:
        match = resolve(link.partition("#")[0].partition("?")[0])
    except Resolver404:
        return BRIEF
    if match.route.startswith(_VAN_EEN_BIJDRAGE):
        return str(match.kwargs["pk"])
    if match.url_name == "brief-feiten":
        return FEITEN
    theme = themas.get(match.kwargs.get("thema", ""))
    return str(theme.pk) if theme else BRIEF


def _with(rol: Rol) -> tuple[Gebruiker, ...]:
    people: QuerySet[Gebruiker] = Gebruiker.objects.filter(is_active=True, groups__name=rol.value)
    return tuple(people.order_by("first_name", "last_name", "username"))
