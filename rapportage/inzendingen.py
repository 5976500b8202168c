"""What of a letter is handed in and approved besides its themes: a general part, an annex with its
texts and files, and the letter's facts. See `veiligheid.core.nazien.soorten` and ADR 0042."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from rapportage import permissions
from rapportage.bijlagen.bewerken import BijlageDoel
from rapportage.bijlagen.soort import soort_of
from rapportage.composition import compose
from rapportage.editing import FEITEN, VAN_HET_SECRETARIAAT, BriefDoel, OnderdeelDoel
from rapportage.mening import HeleBrief
from rapportage.models import Bijlage, Brief, Onderdeel
from themas.inzendingen import names_since
from themas.jaar.getallen import unsourced
from themas.models import Ronde
from veiligheid.core.models import Akkoordlink, Gebruiker, Logregel, Revisie, Stap
from veiligheid.core.nazien.soorten import Inzendingsoort, register
from veiligheid.core.nazien.vergelijken import Tekstdeel
from veiligheid.core.opmerkingen.lezen import open_counts
from veiligheid.core.richtext import plain
from veiligheid.core.rollen import Rol
from veiligheid.core.zinnen import counted

# What makes it or changes it without a revision; of an annex also what is done with its texts.
_GEMAAKT = ("toevoegen", "bestand")
_IN_EEN_BIJLAGE = ("toevoegen", "verwijderen", "terugzetten", "verplaatsen", "afbeelding")
_FEITEN = {
    "titel": "Titel",
    "samenvatting": "Samenvatting",
    "aan": "Aan",
    "portefeuillehouder": "Portefeuillehouder",
    "aanhef": "Aanhef",
    "groet": "Groet",
    "afzender": "Afzender",
}
# Without which no letter goes out; the rest is filled in or follows from its day.
_NODIG = ("aan", "aanhef", "groet", "afzender")


@dataclass(frozen=True, slots=True)
class Inhoud:
    """What is in a part: its texts, how many remarks are open at it, and the numbers of the annexes
    of its letter that have something in them."""

    teksten: Sequence[Onderdeel]
    opmerkingen: int
    gevuld: Collection[int | None]


class Briefdeelsoort(Inzendingsoort):
    """What the three have in common: they are the eindredacteur's, and of one letter."""

    schrijvers = (Rol.EINDREDACTEUR,)

    @abstractmethod
    def readable(self, gebruiker: Any) -> QuerySet[Any]:
        """Those that this person writes or judges."""

    def own(self, gebruiker: Any) -> QuerySet[Any]:
        """Those that this person writes."""
        letter = "pk" if self.model is Brief else "brief"
        return self.readable(gebruiker).filter(
            **{f"{letter}__in": permissions.letters_of(gebruiker)}
        )

    @abstractmethod
    def brief(self, record: Any) -> Brief: ...

    @abstractmethod
    def texts(self, record: Any) -> Q:
        """The revisions of all that is in it."""

    @abstractmethod
    def lines(self, record: Any) -> Q:
        """The lines of the log about who made it, or changed it without a revision."""

    def lock(self, pk: int) -> Any:
        """Of a part the letter is locked, as everything that changes one does."""
        rows = self.model._default_manager.filter(pk=pk)
        letter = pk if self.model is Brief else rows.values_list("brief", flat=True).get()
        Brief.objects.select_for_update().get(pk=letter)
        return rows.get()

    def get(self, gebruiker: Any, pk: int) -> Any:
        return permissions.one_part(self.readable(gebruiker), pk)

    def get_own(self, gebruiker: Any, pk: int) -> Any:
        return permissions.one_part(self.own(gebruiker), pk)

    def get_reviewed(self, gebruiker: Any, pk: int) -> Any:
        return self.get(gebruiker, pk)

    def get_to_ask(self, gebruiker: Any, pk: int) -> Any:
        return self.get_own(gebruiker, pk)

    def may_read(self, gebruiker: Gebruiker, record: Any) -> bool:
        return self.readable(gebruiker).filter(pk=record.pk).exists()

    def may_hand_in(self, gebruiker: Gebruiker, record: Any) -> bool:
        return self.own(gebruiker).filter(pk=record.pk).exists()

    def may_object(self, gebruiker: Gebruiker, record: Any, ingediend_door: int | None) -> bool:
        """Whoever handed it in: several may write it."""
        return gebruiker.pk == ingediend_door and self.may_hand_in(gebruiker, record)

    def wrote_along(self, wie: Gebruiker, record: Any) -> bool:
        handed_in = Stap.objects.filter(soort=self.soort, record=record.pk, stap="indienen")
        also = Logregel.objects.filter(self.lines(record))
        return (
            Revisie.objects.filter(self.texts(record), gebruiker_id=wie.pk).exists()
            or handed_in.filter(gebruiker_id=wie.pk).exists()
            or also.filter(gebruiker_id=wie.pk).exists()
        )

    def owners(self, record: Any, ingediend_door: int | None) -> Iterable[Gebruiker]:
        return Gebruiker.objects.filter(pk=ingediend_door or 0)

    def ronde(self, record: Any) -> Ronde:
        """Closed, what is written is the letter itself: it goes on, and nothing is handed in."""
        return self.brief(record).ronde

    def is_there(self, record: Any) -> bool:
        return getattr(record, "verwijderd_op", None) is None

    def changed_by(self, record: Any, sinds: datetime) -> tuple[str, ...]:
        return names_since(self.texts(record), sinds)

    def waar(self, record: Any) -> str:
        return self.brief(record).titel

    def adres(self, record: Any) -> str:
        return reverse("deel", args=[self.soort, record.pk])

    def missing(self, record: Any) -> Sequence[str]:
        return self.missing_in(record, self.inside(record))

    @abstractmethod
    def inside(self, record: Any) -> Inhoud:
        """What `missing_in` wants to know, of one."""

    @abstractmethod
    def missing_in(self, record: Any, inhoud: Inhoud) -> tuple[str, ...]:
        """What is not there yet. No query."""


def _open_remarks(*teksten: tuple[str, Sequence[int]]) -> int:
    return sum(open_counts(teksten).values())


def _said(n: int, een: str, meer: str) -> tuple[str, ...]:
    return (counted(n, een, meer),) if n else ()


def _loose_ends(inhoud: Inhoud) -> tuple[str, ...]:
    loose = sum(len(unsourced(o.tekst)) for o in inhoud.teksten)
    return (
        *_said(loose, "cijfer zonder bron", "cijfers zonder bron"),
        *_said(inhoud.opmerkingen, "open opmerking", "open opmerkingen"),
    )


class Onderdeelsoort(Briefdeelsoort):
    soort = "onderdeel"
    model = Onderdeel
    opmerkingen = OnderdeelDoel.soort
    zin = "Het onderdeel is"

    def readable(self, gebruiker: Any) -> QuerySet[Onderdeel]:
        return permissions.readable_onderdelen(gebruiker)

    def brief(self, record: Onderdeel) -> Brief:
        return record.brief

    def texts(self, record: Onderdeel) -> Q:
        return Q(soort=OnderdeelDoel.soort, record=record.pk)

    def lines(self, record: Onderdeel) -> Q:
        return Q(soort="onderdeel", sleutel=str(record.pk), verb__in=_GEMAAKT)

    def parts(self, record: Onderdeel) -> list[Tekstdeel]:
        return [_text_of(record)]

    def inside(self, record: Onderdeel) -> Inhoud:
        return Inhoud([record], _open_remarks((self.opmerkingen, [record.pk])), set())

    def missing_in(self, record: Onderdeel, inhoud: Inhoud) -> tuple[str, ...]:
        empty = () if plain(record.tekst).strip() else ("nog geen tekst",)
        return (*empty, *_loose_ends(inhoud))

    def titel(self, record: Onderdeel) -> str:
        return str(record)

    def told(self, record: Onderdeel) -> str:
        """A mail holds no heading."""
        return f"Een algemeen deel ({record.get_plek_display()}) van ‘{record.brief.titel}’"

    def vraag(self, record: Onderdeel) -> str:
        return f"een algemeen deel van ‘{record.brief.titel}’"


def _text_of(o: Onderdeel) -> Tekstdeel:
    kop = f"<p><strong>{escape(o.kop, quote=False)}</strong></p>" if o.kop else ""
    beeld = _line("Afbeelding", o.alt) + _line("Bijschrift", o.bijschrift)
    return Tekstdeel(o.sleutel, str(o), kop + o.tekst + beeld)


def _line(naam: str, waarde: object) -> str:
    return f"<p>{naam}: {escape(str(waarde), quote=False)}</p>" if waarde else ""


class Bijlagesoort(Briefdeelsoort):
    soort = "bijlage"
    model = Bijlage
    opmerkingen = BijlageDoel.soort
    zin = "De bijlage is"
    versie_veld = "geheelversie"

    def readable(self, gebruiker: Any) -> QuerySet[Bijlage]:
        return permissions.readable_bijlagen(gebruiker)

    def get_to_ask(self, gebruiker: Any, pk: int) -> Bijlage:
        """One that is withheld goes to nobody outside."""
        own = self.get_own(gebruiker, pk)
        found: Bijlage = permissions.one_part(Bijlage.objects.filter(geheim_grond=""), own.pk)
        return found

    def stands(self, link: Akkoordlink, record: Bijlage) -> bool:
        return not record.is_geheim and super().stands(link, record)

    def is_judged(self, record: Bijlage) -> bool:
        return not record.is_geheim and super().is_judged(record)

    def brief(self, record: Bijlage) -> Brief:
        return record.brief

    def texts(self, record: Bijlage) -> Q:
        inside = Onderdeel.objects.filter(bijlage=record.pk).values("pk")
        own = Q(soort=BijlageDoel.soort, record=record.pk)
        return own | Q(soort=OnderdeelDoel.soort, record__in=inside)

    def lines(self, record: Bijlage) -> Q:
        inside = Onderdeel.objects.filter(bijlage=record.pk).values_list("pk", flat=True)
        own = Q(soort="bijlage", sleutel=str(record.pk), verb__in=_GEMAAKT)
        keys = [str(pk) for pk in inside]
        return own | Q(soort="onderdeel", sleutel__in=keys, verb__in=_IN_EEN_BIJLAGE)

    def parts(self, record: Bijlage) -> list[Tekstdeel]:
        """What it is and shows, each of its texts, and its files: those by their hash."""
        soort = soort_of(record.soort)
        rows = record.cijfers.select_related("indicator").order_by("positie")
        about = [
            _line("Titel", record.titel),
            _line("Soort", soort.woorden),
            _line("Thema", record.thema),
            _line("Projectplan", record.plan),
            _line("Vergelijkt gebieden", record.get_gebiedsoort_display()),
            _line("Van jaar", record.van_jaar),
            _line("Tot en met jaar", record.tot_jaar),
            _line("Geheim op grond van", record.geheim_grond),
            *(_line("Cijfer", " – ".join(filter(None, map(str, (c, c.zin, c.alt))))) for c in rows),
        ]
        texts = record.onderdelen.filter(verwijderd_op=None).order_by("positie")
        files = record.bestanden.defer("inhoud").order_by("pk")
        return [
            Tekstdeel("gegevens", str(record), "".join(about)),
            *map(_text_of, texts),
            *(
                Tekstdeel(
                    f"bestand-{b.sleutel}",
                    b.bestandsnaam,
                    _line("Bestand", f"{b.bestandsnaam} ({b.sha256[:16]})"),
                )
                for b in files
            ),
        ]

    def inside(self, record: Bijlage) -> Inhoud:
        texts = list(Onderdeel.objects.filter(bijlage=record.pk, verwijderd_op=None))
        keys = [o.pk for o in texts]
        remarks = _open_remarks((self.opmerkingen, [record.pk]), (OnderdeelDoel.soort, keys))
        filled = {b.nummer for b in compose(record.brief).document.gevulde_bijlagen}
        return Inhoud(texts, remarks, filled)

    def missing_in(self, record: Bijlage, inhoud: Inhoud) -> tuple[str, ...]:
        empty = record.nummer not in inhoud.gevuld and not record.is_geheim
        return (*(("nog leeg",) if empty else ()), *_loose_ends(inhoud))

    def titel(self, record: Bijlage) -> str:
        return str(record)

    def told(self, record: Bijlage) -> str:
        return f"Bijlage {record.nummer} bij ‘{record.brief.titel}’"

    def vraag(self, record: Bijlage) -> str:
        return f"bijlage {record.nummer} bij ‘{record.brief.titel}’"


class Gegevenssoort(Briefdeelsoort):
    """The facts of a letter, but for what the office fills in when the college has decided."""

    soort = "gegevens"
    model = Brief
    opmerkingen = BriefDoel.soort
    zin = "De gegevens zijn"
    staat_veld, versie_veld = "gegevens_staat", "gegevens_versie"
    in_de_log = {"deel": "gegevens"}

    def readable(self, gebruiker: Any) -> QuerySet[Brief]:
        return permissions.readable_gegevens(gebruiker)

    def brief(self, record: Brief) -> Brief:
        return record

    def texts(self, record: Brief) -> Q:
        return Q(soort=BriefDoel.soort, record=record.pk)

    def lines(self, record: Brief) -> Q:
        return Q(pk__in=[])

    def parts(self, record: Brief) -> list[Tekstdeel]:
        return [
            Tekstdeel(naam, _FEITEN[naam], _line(_FEITEN[naam], getattr(record, naam)))
            for naam in FEITEN
            if naam not in VAN_HET_SECRETARIAAT and getattr(record, naam)
        ]

    def inside(self, record: Brief) -> Inhoud:
        return Inhoud([], 0, set())

    def missing_in(self, record: Brief, inhoud: Inhoud) -> tuple[str, ...]:
        """Remarks at a letter are about the whole of it."""
        return tuple(f"geen {_FEITEN[n].lower()}" for n in _NODIG if not getattr(record, n))

    def titel(self, record: Brief) -> str:
        return "Gegevens van de brief"

    def told(self, record: Brief) -> str:
        return f"Gegevens van ‘{record.titel}’:"

    def vraag(self, record: Brief) -> str:
        return f"de gegevens van ‘{record.titel}’"


register(Onderdeelsoort())
register(Bijlagesoort())
register(Gegevenssoort())
register(HeleBrief())
