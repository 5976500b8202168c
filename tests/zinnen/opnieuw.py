"""Each kind of sentence worked out again from the records: where it stands tells of what it speaks,
and what it has to say follows from rows, by another route than that of the portal.

`OPNIEUW` has one function per kind: from the place of a sentence and what it says to what it should
say. A new kind belongs here too.
"""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from rapportage.models import Publicatie
from tests.zinnen.lezen import Plek, Zin
from tests.zinnen.over_geld import OverGeld
from tests.zinnen.over_spiegel import OverSpiegel
from tests.zinnen.plaatsen import day, moment
from themas.toezeggingen.models import Toezegging


class Waarheid(OverSpiegel, OverGeld):
    """What every sentence has to say."""

    def expected(self, zin: Zin) -> str:
        return OPNIEUW[zin.soort](self, zin.plek, zin.tekst)

    def waaruit(self, plek: Plek, tekst: str) -> str:
        p = self.publicatie(plek)
        begin = "Eén thema uit de" if tekst.startswith("Eén") else "Bij de"
        local = p.datum or timezone.localtime(p.gepubliceerd_op).date()
        return f"{begin} {p.titel}, vastgesteld op {day(local)} (versie {p.versie})."

    def vragen(self, plek: Plek, _: str) -> str:
        p = self.publicatie(plek)
        return (
            f"Vier vragen over {self.mirror_year(plek)}, beantwoord uit het plan, de {p.titel}, de "
            f"cijfers en de begroting, zoals die waren op {moment(p)} (versie {p.versie})."
        )

    def waarover(self, plek: Plek, _: str) -> str:
        brief = self.letter(plek)
        judged = Publicatie.objects.get(slug=brief.beoordeelt, versie=brief.beoordeelt_versie or 0)
        jaar = self.mirror_year(plek)
        return (
            f"Dit oordeel gaat over versie {judged.versie} van Beloofd en gedaan in {jaar} bij de "
            f"{judged.titel}, gepubliceerd op {moment(judged)}."
        )

    def register(self, plek: Plek, _: str) -> str:
        """Everything of the register's rows that was made on or before the letter's day."""
        dag = self.letter(plek).datum or date.min
        n = Toezegging.objects.filter(gemaakt_op__lte=dag, openbaar=True).count()
        return f"Stand op {day(dag)}: {n} toezegging{'' if n == 1 else 'en'}."

    def aantal(self, _: Plek, __: str) -> str:
        n = Toezegging.objects.filter(openbaar=True).count()
        return f"{n} toezegging{'' if n == 1 else 'en'}."

    def stand(self, _: Plek, tekst: str) -> str:
        """Late is open with a last day that has passed; the others are as they are stored."""
        word = tekst.rsplit(" ", 1)[0]
        public = list(Toezegging.objects.filter(openbaar=True))
        done = ("afgedaan", "vervallen")
        late = [
            t
            for t in public
            if t.staat not in done and t.termijn_op and t.termijn_op < timezone.localdate()
        ]
        counts = {
            "Alles": len(public),
            "Open": len([t for t in public if t.staat not in done]),
            "Te laat": len(late),
            "Afgedaan": len([t for t in public if t.staat == "afgedaan"]),
            "Deels afgedaan": len([t for t in public if t.staat == "deels afgedaan"]),
            "Vervallen": len([t for t in public if t.staat == "vervallen"]),
            "Afgehandeld": len([t for t in public if t.staat in done]),
        }
        return f"{word} {counts[word]}"


Maker = Callable[[Waarheid, Plek, str], str]
OPNIEUW: dict[str, Maker] = {
    "cijfer-verloop": Waarheid.verloop,
    "cijfer-verschil": Waarheid.verschil,
    "cijfer-rangorde": Waarheid.rangorde,
    "cijfer-naast-gemeente": Waarheid.naast_gemeente,
    "cijfer-per-inwoner": Waarheid.per_inwoner,
    "cijfer-waarde": Waarheid.waarde,
    "cijfer-bron": Waarheid.bron,
    "citaat-noot": Waarheid.noot,
    "gebied-inwoners": Waarheid.inwoners,
    "grafiek": Waarheid.grafiek,
    "grafiek-verder": lambda w, p, t: "meer dan acht gebieden zijn er niet",
    "geld-gekost": Waarheid.gekost,
    "geld-niets": Waarheid.niets,
    "geld-gedeeld": Waarheid.gedeeld,
    "geld-voor-alle": Waarheid.voor_alle,
    "geld-verschil": Waarheid.geldverschil,
    "raad-bereiken": Waarheid.bereiken,
    "raad-gedaan": Waarheid.gedaan,
    "raad-behaald": Waarheid.behaald,
    "raad-streefwaarde": Waarheid.streefwaarde,
    "raad-laatst-bekend": Waarheid.laatst_bekend,
    "raad-onbeslist": Waarheid.onbeslist,
    "raad-waaruit": Waarheid.vragen,
    "spiegel-balk": Waarheid.balk,
    "spiegel-telling": Waarheid.telling,
    "spiegel-inleiding": Waarheid.inleiding,
    "spiegel-spoor": Waarheid.spoor,
    "spiegel-stand": Waarheid.herhaald,
    "audit-oordeel": Waarheid.oordeel,
    "audit-verder": Waarheid.verder,
    "audit-waarover": Waarheid.waarover,
    "document-waaruit": Waarheid.waaruit,
    "register-stand": Waarheid.register,
    "register-aantal": Waarheid.aantal,
    "register-stand-telling": Waarheid.stand,
}
