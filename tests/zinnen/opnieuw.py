"""Each kind of sentence worked out again from the records: where it stands tells of what it speaks,
and what it has to say follows from rows, by another route than that of the portal.

`OPNIEUW` has one function per kind: from the place of a sentence and what it says to what it should
say. A new kind belongs here too.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from django.utils import timezone

from rapportage.models import Publicatie
from tests.zinnen.lezen import Plek, Zin, words
from tests.zinnen.over_geld import OverGeld
from tests.zinnen.over_spiegel import OverSpiegel
from tests.zinnen.plaatsen import day, moment
from themas.toezeggingen.models import Standwijziging, Toezegging


class Waarheid(OverSpiegel, OverGeld):
    """What every sentence has to say."""

    def expected(self, zin: Zin) -> str:
        return OPNIEUW[zin.soort](self, zin.plek, zin.tekst)

    def waaruit(self, plek: Plek, tekst: str) -> str:
        p = self.publicatie(plek)
        begin = "Eén thema uit de" if tekst.startswith("Eén") else "Bij de"
        local = p.datum or timezone.localtime(p.gepubliceerd_op).date()
        return f"{begin} {p.titel}, vastgesteld op {day(local)} (versie {p.versie})."

    def geheim(self, plek: Plek, tekst: str) -> str:
        """The annex of this letter that says the same of itself."""
        for b in self.letter(plek).bijlagen.exclude(geheim_grond=""):
            until = f"tot {day(b.geheim_tot)}" if b.geheim_tot else "totdat die wordt opgeheven"
            told = (
                f"Deze bijlage is niet openbaar: {b.geheim_door} heeft er geheimhouding op gelegd "
                f"op grond van {b.geheim_grond}, {until}."
            )
            if told == tekst:
                return told
        return "een bijlage die geheim is"

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
        rows = Toezegging.objects.filter(gemaakt_op__lte=dag, openbaar=True)
        late = len([t for t in rows if days_late(t, dag)])
        head = f"Stand op {day(dag)}: {len(rows)} toezegging{'' if len(rows) == 1 else 'en'}"
        if not late:
            return f"{head}, geen te laat."
        return f"{head}, waarvan {late} te laat. Wat te laat is staat bovenaan."

    def hoe_laat(self, plek: Plek, _: str) -> str:
        """Counted in months of the calendar: the term, so many months later, is the last that is
        not after the day."""
        toezegging, dag = self.entry(plek), self.day_of_register(plek)
        term = toezegging.termijn_op
        if term is None or not days_late(toezegging, dag):
            return "niet te laat"
        months = max(n for n in range(600) if months_later(term, n) <= dag)
        if months >= 24:
            return f"{months // 12} jaar te laat"
        if months:
            return f"{months} maand{'' if months == 1 else 'en'} te laat"
        days = (dag - term).days
        return f"{days} dag{'' if days == 1 else 'en'} te laat"

    def in_staat(self, plek: Plek, _: str) -> str:
        toezegging, dag = self.entry(plek), self.day_of_register(plek)
        row = last_change(toezegging, dag)
        if row is None:
            return "open"
        return f"{row.staat} op {day(row.op)}" if row.op else f"{row.staat} (dag niet bekend)"

    def besloten(self, plek: Plek, _: str) -> str:
        t = self.entry(plek)
        when = f" op {day(t.besluit_op)}" if t.besluit_op else ""
        counted = t.stemmen_voor is not None
        votes = f" ({t.stemmen_voor} voor, {t.stemmen_tegen} tegen)" if counted else ""
        return f"{t.besluit}{when}{votes}"

    def entry(self, plek: Plek) -> Toezegging:
        """The one whose words stand in the same item."""
        item = plek.above("vb-toezegging", "vb-pagina")
        said = words(item.text_content())
        found = [t for t in Toezegging.objects.all() if words(t.tekst)[:150] in said]
        return max(found, key=lambda t: len(t.tekst))

    def day_of_register(self, plek: Plek) -> date:
        """A letter's own, else today's."""
        if plek.above("vb-register") is None:
            return timezone.localdate()
        return self.letter(plek).datum or date.min

    def aantal(self, _: Plek, __: str) -> str:
        n = Toezegging.objects.filter(openbaar=True).count()
        return f"{n} toezegging{'' if n == 1 else 'en'}."

    def stand(self, _: Plek, tekst: str) -> str:
        """Late is open with a last day that has passed; the others are what was declared last."""
        word, today = tekst.rsplit(" ", 1)[0], timezone.localdate()
        public = list(Toezegging.objects.filter(openbaar=True))
        staat = {t.pk: row.staat if (row := last_change(t, today)) else "open" for t in public}
        done = ("afgedaan", "vervallen")
        counts = {
            "Alles": len(public),
            "Open": len([t for t in public if staat[t.pk] not in done]),
            "Te laat": len([t for t in public if days_late(t, today)]),
            "Afgedaan": len([t for t in public if staat[t.pk] == "afgedaan"]),
            "Deels afgedaan": len([t for t in public if staat[t.pk] == "deels afgedaan"]),
            "Vervallen": len([t for t in public if staat[t.pk] == "vervallen"]),
            "Afgehandeld": len([t for t in public if staat[t.pk] in done]),
        }
        return f"{word} {counts[word]}"


def last_change(toezegging: Toezegging, dag: date) -> Standwijziging | None:
    """What was declared last up to a day, as a row; a proposal is no declaration."""
    rows = list(Standwijziging.objects.filter(toezegging=toezegging, vanaf__lte=dag))
    replaced = set(
        Standwijziging.objects.filter(vervangt__in=rows).values_list("vervangt", flat=True)
    )
    declared = [w for w in rows if w.pk not in replaced and w.staat != "voorgesteld als afgedaan"]
    return max(declared, key=lambda w: w.pk, default=None)


def days_late(toezegging: Toezegging, dag: date) -> int:
    """0 for what was settled by then, has no term, or is in time."""
    row, term = last_change(toezegging, dag), toezegging.termijn_op
    settled = row is not None and row.staat in ("afgedaan", "vervallen")
    return 0 if settled or term is None else max(0, (dag - term).days)


def months_later(term: date, n: int) -> date:
    years, month = divmod(term.month - 1 + n, 12)
    last = monthrange(term.year + years, month + 1)[1]
    return date(term.year + years, month + 1, min(term.day, last))


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
    "bijlage-geheim": Waarheid.geheim,
    "register-stand": Waarheid.register,
    "register-hoe-laat": Waarheid.hoe_laat,
    "register-in-staat": Waarheid.in_staat,
    "register-besloten": Waarheid.besloten,
    # On a page for the griffie alone: recomputed in tests/rapportage/test_raadsoverzicht.
    "register-maand": lambda w, p, t: "op geen openbare bladzijde",
    # In the chapter of an annual account: recomputed in tests/rapportage/test_stadsrekening.
    "geld-vermeld-totaal": lambda w, p, t: "in geen document van de demo",
    # In the evaluation of a plan: recomputed in tests/rapportage/documenten/test_evaluatie.
    "looptijd-telling": lambda w, p, t: "in geen document van de demo",
    "looptijd-jaren-zonder": lambda w, p, t: "in geen document van de demo",
    "geld-bijdrage": Waarheid.bijdrage,
    # In an analysis: recomputed in tests/rapportage/documenten/test_fenomeen.
    "fenomeen-richting": lambda w, p, t: "in geen document van de demo",
    "fenomeen-gebied": lambda w, p, t: "in geen document van de demo",
    "register-aantal": Waarheid.aantal,
    "register-stand-telling": Waarheid.stand,
}
