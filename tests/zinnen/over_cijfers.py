"""Sentences of figures, worked out again."""

import re

from monitoring.models import Meting
from tests.zinnen.cijfers import (
    Maat,
    beside,
    course,
    number,
    only,
    order,
    shown,
    when,
)  # fmt: skip
from tests.zinnen.lezen import Plek
from tests.zinnen.plaatsen import Plaatsen, day
from themas.models import Plan


class OverCijfers(Plaatsen):
    """What the records say of figures."""

    def verloop(self, plek: Plek, tekst: str) -> str:
        i = self.indicator(plek)
        per = self.per(plek) == "inwoner" and self.relative(i)
        years = self.years(plek, i)
        code, naam = self.area(plek), ""
        if named := re.match(r"([^:]+): ", tekst):
            naam = named[1]
            code = only(g.code for g in self.cijfers.gebieden.values() if g.naam == naam)
        return course(self.cijfers.series(i.slug, code, years, per=per), Maat.of(i, per=per), naam)

    def verschil(self, plek: Plek, _: str) -> str:
        series, maat, *_rest = self.own(plek)
        return beside(series, maat)

    def rangorde(self, plek: Plek, _: str) -> str:
        i = self.indicator(plek)
        per = self.relative(i) and self.per(plek) != "aantal"
        for jaar in reversed(self.cijfers.years(i.slug)):
            found = [
                (g, only(self.cijfers.series(i.slug, g.code, [jaar], per=per)))
                for g in self.cijfers.wijken
            ]
            if any(c.waarde is not None for _, c in found):
                by = (
                    "Per 1.000 inwoners"
                    if per
                    else "Naar aantal"
                    if i.telt
                    else "Van deze gebieden"
                )
                return order(found, Maat.of(i, per=per), by)
        return "geen cijfer"

    def naast_gemeente(self, plek: Plek, _: str) -> str:
        i, code = self.indicator(plek), self.area(plek)
        years = self.years(plek, i)
        newest = [c.jaar for c in self.cijfers.series(i.slug, code, years) if c.waarde is not None][
            -1
        ]
        city = self.cijfers.gemeente
        here, there = (
            only(self.cijfers.series(i.slug, c, [newest], per=i.telt)) for c in (code, city.code)
        )
        maat = Maat.of(i, per=i.telt)
        if i.telt:
            return (
                f"Dat is {shown(here, 1)} per 1.000 inwoners; in heel {city.naam} "
                f"{shown(there, 1)}."
            )
        return f"In heel {city.naam} {shown(there, maat.decimals)}."

    def per_inwoner(self, plek: Plek, _: str) -> str:
        i, code = self.indicator(plek), self.area(plek)
        series = self.cijfers.series(i.slug, code, self.years(plek, i))
        newest = [c for c in series if c.waarde is not None][-1]
        return f"Per 1.000 inwoners: {shown(self.cijfers.rate(newest, code), 1)}."

    def grafiek(self, plek: Plek, tekst: str) -> str:
        i, per = self.indicator(plek), self.per(plek)
        city = self.cijfers.gemeente.naam
        ranked = re.match(r"Staafdiagram: .+ per wijk, (\d{4}) \(", tekst)
        relative = self.relative(i) and (per != "aantal" if ranked else per == "inwoner")
        unit = "per 1.000 inwoners" if relative else i.eenheid
        if ranked:
            return f"Staafdiagram: {i.naam} per wijk, {ranked[1]} ({unit})."
        code = self.area(plek)
        series = self.cijfers.series(i.slug, code, self.years(plek, i), per=relative)
        also = self.cijfers.series(i.slug, self.cijfers.gemeente.code, self.years(plek, i))
        drawn = [series, also] if plek.pagina.startswith("/") else [series]
        alone = all(sum(c.waarde is not None for c in cs) < 2 for cs in drawn)
        naam = self.cijfers.gebieden[code].naam if code != self.cijfers.gemeente.code else city
        kind = "Staafdiagram" if alone else "Lijngrafiek"
        return f"{kind}: {i.naam}, {naam} ({unit})."

    def waarde(self, plek: Plek, tekst: str) -> str:
        series, maat, i, _ = self.own(plek)
        newest = [c for c in series if c.waarde is not None][-1]
        unit = (
            "per 1.000 inwoners" if self.per(plek) == "inwoner" and self.relative(i) else i.eenheid
        )
        unit = "" if unit == "aantal" else f" {unit}"
        text = f"{shown(newest, maat.decimals)}{unit}"
        # On the council's page and the sheet the status stands behind the number.
        if plek.above("vb-raad__waarde") is not None:
            status = f" ({newest.status})" if "voorlopig" in newest.status else ""
            return f"{shown(newest, maat.decimals)}{status}{unit} in {newest.jaar}"
        return f"{text} in {when(newest)}"

    def bron(self, plek: Plek, tekst: str) -> str:
        """Money has its plan; a figure its source and the last day it was fetched."""
        if plek.above("vb-raad__rij") is None and "raad" in plek.pagina:
            return f"Bron: {self.plan.titel}."
        days = Meting.objects.exclude(raadpleegdatum=None)
        if tekst.startswith("Bron:") and "opgehaald" not in tekst:
            source = tekst.removeprefix("Bron: ").rstrip(".")
            known = {i.bron for i in self.cijfers.indicatoren.values()}
            known |= set(Plan.objects.values_list("titel", flat=True))
            parts = set(source.split(", ")) if source not in known else {source}
            return tekst if parts <= known else "een bron die er is"
        told = re.search(r"[Oo]pgehaald op (\d+ \w+ \d{4})", tekst)
        if not plek.pagina.startswith("/"):
            days = days.filter(jaar__lte=self.letter(plek).ronde.verslagjaar or 0)
        if (figure := plek.above("vb-figuur")) is not None and figure.get("id"):
            i = self.indicator(plek)
            mine = days.filter(indicator=i, gebied__soort="gemeente")
            newest = max(d for d in mine.values_list("raadpleegdatum", flat=True) if d)
            return re.sub(r"op \d+ \w+ \d{4}", f"op {day(newest)}", tekst)
        known_days = {day(d) for d in days.values_list("raadpleegdatum", flat=True) if d}
        return tekst if told and told[1] in known_days else "een dag waarop is opgehaald"

    def inwoners(self, plek: Plek, _: str) -> str:
        code = self.area(plek)
        newest = max(
            (
                c
                for (s, a, _), c in self.cijfers.rijen.items()
                if s == "inwoners" and a == code and c.waarde is not None
            ),
            key=lambda c: c.jaar,
        )
        soort = self.cijfers.gebieden[code].soort.capitalize()
        return f"{soort} met {number(newest.waarde or 0, 0)} inwoners ({newest.jaar})."  # type: ignore[arg-type]

    def noot(self, _: Plek, tekst: str) -> str:
        """There is a figure of this name, place and year."""
        sign, naam, place, jaar = re.match(r"(\d+) (.+), (.+), (\d{4})\b", tekst).groups()  # type: ignore[union-attr]
        there = Meting.objects.filter(indicator__naam=naam, gebied__naam=place, jaar=jaar).exclude(
            waarde=None
        )
        return tekst if there.count() == 1 else f"{sign}: geen cijfer van {naam}"
