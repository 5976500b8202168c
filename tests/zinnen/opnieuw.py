"""Each kind of sentence worked out again from the records: where it stands tells of what it speaks,
and what it has to say follows from rows, by another route than that of the portal.

`OPNIEUW` has one function per kind: from the place of a sentence and what it says to what it should
say. A new kind belongs here too.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.utils import timezone

from monitoring.models import Bedrag, Deelproduct, Indicator, Meting, Streefwaarde, VermeldTotaal
from rapportage.audit.models import Auditoordeel
from rapportage.models import Brief, Publicatie
from tests.zinnen.cijfers import (
    Cijfer,
    Cijfers,
    Maat,
    beside,
    course,
    number,
    only,
    order,
    shown,
    when,
)  # fmt: skip
from tests.zinnen.lezen import Plek, Zin, words
from themas.jaar.models import Blok, Oordeel
from themas.models import Actie, Plan, Thema
from themas.toezeggingen.models import Toezegging

_NAMEN = "januari februari maart april mei juni juli augustus september oktober november december"
_MAANDEN = dict(enumerate(_NAMEN.split(), start=1))


def day(when: date) -> str:
    return f"{when.day} {_MAANDEN[when.month]} {when.year}"


def moment(publicatie: Publicatie) -> str:
    local = timezone.localtime(publicatie.gepubliceerd_op)
    return f"{day(local.date())}, {local:%H:%M}"


def enumerated(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " en " + items[-1]


def euros(amount: Decimal) -> str:
    whole = f"{abs(int(amount)):,}".replace(",", ".")
    cents = f",{abs(amount) % 1 * 100:02.0f}" if amount % 1 else ""
    return f"€\u00a0{'-' if amount < 0 else ''}{whole}{cents}"


def _as(example: str, word: str) -> str:
    return word.capitalize() if example[:1].isupper() else word


class Waarheid:
    """The records of the demo, and what follows from them."""

    def __init__(self, client: Client) -> None:
        self.cijfers = Cijfers(client)
        self.plan = Plan.objects.get()

    def expected(self, zin: Zin) -> str:
        return OPNIEUW[zin.soort](self, zin.plek, zin.tekst)

    # -- Where a sentence stands ------------------------------------------------------------------

    def publicatie(self, plek: Plek) -> Publicatie:
        return Publicatie.objects.get(slug=plek.pagina.split("/")[0])

    def letter(self, plek: Plek) -> Brief:
        """The letter on whose round the page stands."""
        return Brief.objects.select_related("ronde").get(pk=self.publicatie(plek).brief_id)

    def thema(self, plek: Plek) -> Thema:
        slug = re.search(r"/thema/([\w-]+)", plek.pagina.replace(".html", "/"))
        return Thema.objects.get(slug=slug[1] if slug else "")

    def indicator(self, plek: Plek) -> Indicator:
        if plek.pagina.startswith("/cijfers/gebied/"):
            link = plek.above("vb-wijkcijfer").xpath(".//a/@href")[0]
            return self.cijfers.indicatoren[parse_qs(urlsplit(link).query)["indicator"][0]]
        if plek.pagina == "/cijfers/":
            (head,) = plek.element.getroottree().xpath("//*[@id='uitkomst']")
            return only(
                i
                for i in self.cijfers.indicatoren.values()
                if words(head.text) == f"{i.naam}: {self.cijfers.gemeente.naam}"
            )
        if plek.pagina.startswith("/"):
            return self.cijfers.indicatoren[parse_qs(urlsplit(plek.pagina).query)["indicator"][0]]
        if (section := plek.above("vb-figuur")) is not None and section.get("id"):
            return self.cijfers.indicatoren[section.get("id").split("--cijfer-")[1]]
        around = plek.above("vb-raad__rij", "vb-kerncijfer")
        heads = [
            words("".join(h.itertext()))
            for h in around.xpath(".//h3|.//*[contains(@class,'vb-kerncijfer__naam')]")
        ]
        return only(i for i in self.cijfers.indicatoren.values() if i.naam == heads[0])

    def area(self, plek: Plek) -> str:
        if found := re.search(r"gebied[/=](\w+)", plek.pagina):
            return found[1]
        return str(self.cijfers.gemeente.code)

    def per(self, plek: Plek) -> str:
        return parse_qs(urlsplit(plek.pagina).query).get("per", [""])[0]

    def years(self, plek: Plek, indicator: Indicator) -> list[int]:
        """Those that the page shows."""
        found = self.cijfers.years(indicator.slug)
        if plek.pagina.startswith("/"):
            return found
        until = self.letter(plek).ronde.verslagjaar or 0
        found = [j for j in found if j <= until]
        return found if "raad" in plek.pagina else found[-5:]

    def own(self, plek: Plek, *, per: bool = False) -> tuple[list[Cijfer], Maat, Indicator, str]:
        i, code = self.indicator(plek), self.area(plek)
        per = per or (self.per(plek) == "inwoner" and self.relative(i))
        return (
            self.cijfers.series(i.slug, code, self.years(plek, i), per=per),
            Maat.of(i, per=per),
            i,
            code,
        )

    def relative(self, i: Indicator) -> bool:
        return i.telt and i.slug != "inwoners"

    # -- Figures ----------------------------------------------------------------------------------

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
            known = {i.bron for i in self.cijfers.indicatoren.values()} | {self.plan.titel}
            parts = set(source.split(", ")) if source not in known else {source}
            return tekst if parts <= known else "een bron die er is"
        told = re.search(r"[Oo]pgehaald op (\d+ \w+ \d{4})", tekst)
        if not plek.pagina.startswith("/"):
            days = days.filter(jaar__lte=self.letter(plek).ronde.verslagjaar or 0)
        if (figure := plek.above("vb-figuur")) is not None and figure.get("id"):
            i = self.indicator(plek)
            newest = max(
                days.filter(indicator=i, gebied__soort="gemeente").values_list(
                    "raadpleegdatum", flat=True
                )
            )
            return re.sub(r"op \d+ \w+ \d{4}", f"op {day(newest)}", tekst)
        known_days = {day(d) for d in days.values_list("raadpleegdatum", flat=True)}
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

    # -- Money ------------------------------------------------------------------------------------

    def lines(self, plek: Plek) -> tuple[int, list[Deelproduct]]:
        jaar = self.letter(plek).ronde.verslagjaar or 0
        own = Deelproduct.objects.filter(
            plan=self.plan, themas=self.thema(plek), voor_alle_themas=False
        ).order_by("positie")
        return jaar, [d for d in own if d.bedragen.filter(jaar=jaar).exists()]

    def gekost(self, plek: Plek, _: str) -> str:
        jaar, lines = self.lines(plek)
        lasten = Bedrag.objects.filter(jaar=jaar, kant="lasten")
        lines = [d for d in lines if lasten.filter(deelproduct=d).exists()]

        def told(soort: str) -> str:
            per_line = {
                d.pk: [b.bedrag for b in lasten.filter(deelproduct=d, soort=soort)] for d in lines
            }
            known = [amounts for amounts in per_line.values() if amounts]
            if not known:
                return ""
            total = euros(sum((sum(a) for a in known), Decimal(0)))
            if len(known) < len(lines):
                total += f" (bekend van {len(known)} van {len(lines)} regels)"
            return total

        text = f"Lasten in {jaar}: begroot {told('begroot') or 'niet vermeld'}"
        text += f", na wijziging {told('na wijziging')}" if told("na wijziging") else ""
        spent = told("gerealiseerd")
        return (
            f"{text} en gerealiseerd {spent}."
            if spent
            else (f"{text}; wat is uitgegeven, is niet vermeld.")
        )

    def niets(self, plek: Plek, _: str) -> str:
        jaar, lines = self.lines(plek)
        return (
            "er zijn wel bedragen"
            if lines
            else (f"Voor dit thema zijn geen bedragen van {jaar} gekoppeld.")
        )

    def gedeeld(self, plek: Plek, tekst: str) -> str:
        naam = tekst[1 : tekst.index("’")]
        line = Deelproduct.objects.get(naam=naam)
        others = [t.titel for t in line.themas.all() if t != self.thema(plek)]
        return (
            f"‘{naam}’ is ook voor {enumerated(others)}; het bedrag is van die thema’s samen, "
            "ook in de som."
        )

    def voor_alle(self, plek: Plek, _: str) -> str:
        jaar = self.letter(plek).ronde.verslagjaar
        names = [
            f"‘{d.naam}’"
            for d in Deelproduct.objects.filter(voor_alle_themas=True).order_by("positie")
            if d.bedragen.filter(jaar=jaar).exists()
        ]
        return f"Niet meegeteld, want voor alle thema’s samen: {enumerated(names)}."

    def geldverschil(self, _: Plek, tekst: str) -> str:
        jaar = int(tekst[:4])
        stated = VermeldTotaal.objects.get(plan=self.plan, jaar=jaar).bedrag
        total = sum(
            Bedrag.objects.filter(jaar=jaar, soort="begroot").values_list("bedrag", flat=True)
        )
        side = "meer" if stated > total else "minder"
        return (
            f"{jaar}: het plan vermeldt als totaal {euros(stated)}; de regels tellen op tot "
            f"{euros(Decimal(total))}. Het vermelde totaal is {euros(abs(stated - total))} {side}. "
            "Beide staan hier zoals ze zijn."
        )

    # -- Mirror, council, audit -------------------------------------------------------------------

    def rows(self, jaar: int, thema: Thema | None = None) -> dict[int, str]:
        """By actie what became of it in this year: its colour, or "open"."""
        said = Blok.objects.filter(
            voortgang__verwijderd_op=None, voortgang__bijdrage__ronde__plan=self.plan
        ).exclude(tekst="")
        promised = set(
            said.filter(
                soort="vooruitblik", voortgang__bijdrage__ronde__vooruitblikjaar=jaar
            ).values_list("acties", flat=True)
        )
        told = set(
            said.filter(
                soort="terugblik", voortgang__bijdrage__ronde__verslagjaar=jaar
            ).values_list("acties", flat=True)
        )
        judged = dict(
            Oordeel.objects.filter(bijdrage__ronde__verslagjaar=jaar)
            .exclude(kleur="")
            .values_list("actie", "kleur")
        )
        acties = Actie.objects.filter(pk__in=(promised | told) - {None})
        found = {}
        for actie in acties if thema is None else acties.filter(thema=thema):
            pk = actie.pk
            if pk in promised and pk in told:
                found[pk] = judged.get(pk, "open")
            else:
                found[pk] = "rood" if pk in promised else "blauw"
        return found

    def bereiken(self, plek: Plek, _: str) -> str:
        thema, jaar = self.thema(plek), self.letter(plek).ronde.verslagjaar or 0
        told = [f"een {n}" for n in ("opgave", "ambitie") if getattr(thema, n)]
        if n := thema.pijlers.count():
            told.append(f"een uitwerking per {self.plan.label_pijler} ({n})")
        begin = (
            f"Het plan heeft hierover {enumerated(told)}."
            if told
            else "Het plan zegt hier niets over."
        )
        n = len([k for k in self.rows(jaar, thema).values() if k != "blauw"])
        count = (
            "zijn geen beloften" if not n else "is 1 belofte" if n == 1 else f"zijn {n} beloften"
        )
        return f"{begin} Voor {jaar} {count} gedaan."

    def gedaan(self, plek: Plek, _: str) -> str:
        thema, jaar = self.thema(plek), self.letter(plek).ronde.verslagjaar or 0
        rows = self.rows(jaar, thema)
        if not rows:
            return f"Voor {jaar} was over dit thema niets beloofd en er is niets over verteld."
        promised = [k for k in rows.values() if k != "blauw"]
        text = f"Voor {jaar} was over dit thema niets beloofd."
        if promised:
            told = len([k for k in promised if k != "rood"])
            noun = "belofte" if len(promised) == 1 else "beloften"
            text = f"Over {told} van {len(promised)} {noun} is verteld wat ervan kwam."
        mine = Oordeel.objects.filter(bijdrage__ronde__verslagjaar=jaar, actie__in=rows)
        said = [r for r in mine.values_list("realisatie", flat=True) if r]
        words_ = ["gerealiseerd", "deels", "doorlopend", "doorgeschoven", "gewijzigd",
                  "samengevoegd", "gestopt"]  # fmt: skip
        if said:
            counts = [f"{said.count(w)} {w}" for w in words_ if w in said]
            text += f" Wat ervan werd: {enumerated(counts)}."
        return text

    def target(self, i: Indicator, jaar: int) -> Streefwaarde | None:
        mine = list(Streefwaarde.objects.filter(indicator=i).order_by("jaar", "document"))
        ahead = [s for s in mine if s.jaar >= jaar]
        if ahead:
            return [s for s in ahead if s.jaar == ahead[0].jaar][-1]
        return mine[-1] if mine else None

    def outcome(self, i: Indicator, jaar: int) -> str:
        target = self.target(i, jaar)
        years = [j for j in self.cijfers.years(i.slug) if j <= jaar]
        newest = (
            self.cijfers.rijen.get((i.slug, self.cijfers.gemeente.code, years[-1]))
            if years
            else None
        )
        if target is None:
            return ""
        if (
            newest is None
            or newest.waarde is None
            or newest.jaar != target.jaar
            or newest.precisie != "exact"
        ):
            return "niet te zeggen"
        low = newest.waarde < target.waarde
        same = newest.waarde == target.waarde
        good = {"<": low, "≤": low or same, ">": not low and not same, "≥": not low, "=": same}
        return "gehaald" if good[target.vergelijking] else "niet gehaald"

    def behaald(self, plek: Plek, _: str) -> str:
        thema, jaar = self.thema(plek), self.letter(plek).ronde.verslagjaar or 0
        mine = [i for i in thema.indicatoren.all() if i.openbaar or not i.eigen_registratie]
        if not mine:
            return "Voor dit thema zijn geen cijfers gekoppeld."
        found = [o for o in (self.outcome(i, jaar) for i in mine) if o]
        if not found:
            n = f"horen {len(mine)} cijfers" if len(mine) > 1 else "hoort 1 cijfer"
            return (
                f"Bij dit thema {n}, zonder streefwaarde. Of de doelen van {jaar} zijn behaald, is "
                "daaruit niet te zeggen."
            )
        if len(found) == 1:
            return f"Er is 1 streefwaarde: {found[0]}."
        counts = [
            f"{found.count(o)} {o}"
            for o in ("gehaald", "niet gehaald", "niet te zeggen")
            if o in found
        ]
        return f"Van de {len(found)} streefwaarden: {enumerated(counts)}."

    def streefwaarde(self, plek: Plek, _: str) -> str:
        target = self.target(self.indicator(plek), self.letter(plek).ronde.verslagjaar or 0)
        if target is None:
            return "geen streefwaarde"
        say = {
            "<": "minder dan",
            "≤": "hoogstens",
            ">": "meer dan",
            "≥": "minstens",
            "=": "precies",
        }
        amount = f"{target.waarde.normalize():f}".replace(".", ",")
        words_ = f"{say[target.vergelijking]} {amount} ({target.document})"
        return f"Streefwaarde voor {target.jaar}: {words_}."

    def onbeslist(self, plek: Plek, _: str) -> str:
        i, jaar = self.indicator(plek), self.letter(plek).ronde.verslagjaar or 0
        newest = self.cijfers.rijen[i.slug, self.cijfers.gemeente.code, self.years(plek, i)[-1]]
        target = self.target(i, jaar)
        if newest.waarde is None:
            why = "niet bekend"
        elif target and newest.jaar != target.jaar:
            why = f"van {newest.jaar}"
        else:
            why = "niet precies bekend"
        return f"Niet te zeggen Het cijfer is {why}."

    def laatst_bekend(self, plek: Plek, _: str) -> str:
        series, maat, *_rest = self.own(plek)
        newest = [c for c in series if c.waarde is not None][-1]
        return f"Laatst bekend: {shown(newest, maat.decimals)} in {newest.jaar}."

    def mirror_year(self, plek: Plek) -> int:
        return self.letter(plek).ronde.verslagjaar or 0

    def balk(self, plek: Plek, _: str) -> str:
        kinds = list(self.rows(self.mirror_year(plek)).values())
        n = len(kinds) - kinds.count("blauw")
        names = {"groen": "groen: verantwoord", "geel": "geel: deels verantwoord",
                 "rood": "rood: niet verantwoord", "open": "nog te beoordelen"}  # fmt: skip
        return "Balk: " + ", ".join(
            f"{w} {kinds.count(k)} van {n}" for k, w in names.items() if k in kinds
        )

    def telling(self, plek: Plek, tekst: str) -> str:
        thema = self.thema(plek) if "/thema/" in plek.pagina else None
        kinds = list(self.rows(self.mirror_year(plek), thema).values())
        n = len(kinds) - kinds.count("blauw")
        word = tekst.split(" ")[0]
        if word == "Blauw:":
            return f"Blauw: niet beloofd, wel gedaan {kinds.count('blauw')}"
        kind = {"Groen:": "groen", "Geel:": "geel", "Rood:": "rood"}.get(word, "open")
        return re.sub(r"\d+ van \d+", f"{kinds.count(kind)} van {n}", tekst)

    def actie(self, plek: Plek) -> Actie:
        """By the anchor of its row; on the page of a theme the link to that row."""
        for element in (plek.element, *plek.element.iterancestors()):
            where = [element.get("id") or "", *element.xpath(".//a/@href")]
            if keys := [w.split("actie-")[1] for w in where if "actie-" in w]:
                return Actie.objects.get(sleutel=keys[0])
        raise LookupError(plek.pagina)

    def spoor(self, plek: Plek, tekst: str) -> str:
        actie, jaar = self.actie(plek), int(tekst[:4])
        kleur = self.rows(jaar).get(actie.pk, "niets")
        oordeel = Oordeel.objects.filter(
            actie=actie, bijdrage__thema=actie.thema, bijdrage__ronde__verslagjaar=jaar
        ).first()
        text = f"{jaar}: {'niet beoordeeld' if kleur == 'open' else kleur}"
        if oordeel and oordeel.realisatie:
            text += f", {oordeel.realisatie}"
        return text + (f" ({oordeel.oorzaak})" if oordeel and oordeel.oorzaak else "")

    def herhaald(self, plek: Plek, tekst: str) -> str:
        actie, jaar = self.actie(plek), self.mirror_year(plek)
        kleur, n = self.rows(jaar)[actie.pk], 0
        while self.rows(jaar - n).get(actie.pk) == kleur:
            n += 1
        rang = {2: "tweede", 3: "derde", 4: "vierde"}[n]
        return re.sub(r"(?i)\w+ jaar \w+$", lambda m: f"{_as(m[0], rang)} jaar {kleur}", tekst)

    def inleiding(self, plek: Plek, _: str) -> str:
        return (
            f"Van wat voor {self.mirror_year(plek)} was beloofd staat hier wat erover is verteld."
        )

    def oordeel(self, plek: Plek, _: str) -> str:
        rows = self.rows(self.mirror_year(plek))
        both = {pk: k for pk, k in rows.items() if k not in ("rood", "blauw")}
        keys = dict(Actie.objects.filter(pk__in=both).values_list("sleutel", "pk"))
        theirs = {
            keys[s]: k
            for s, k in Auditoordeel.objects.exclude(kleur="").values_list("sleutel", "kleur")
            if s in keys
        }
        n, missing = len(both), len(both) - len(theirs)
        if missing:
            verb = "is er 1" if missing == 1 else f"zijn er {missing}"
            text = f"Van de {n} acties waarover is beloofd én verteld {verb} nog niet beoordeeld."
        else:
            text = f"De commissie beoordeelde alle {n} acties waarover is beloofd én verteld."
        shared = [pk for pk in theirs if both[pk] != "open"]
        other = len([pk for pk in shared if theirs[pk] != both[pk]])
        return (
            f"{text} Van de {len(shared)} die ook de schrijver beoordeelde komt zij bij {other} "
            "tot een ander oordeel."
        )

    def verder(self, plek: Plek, _: str) -> str:
        kinds = list(self.rows(self.mirror_year(plek)).values())
        return (
            f"In de spiegel staan ook {kinds.count('rood')} keer rood (beloofd, niet verteld) en "
            f"{kinds.count('blauw')} keer blauw (verteld, niet beloofd)."
        )

    # -- Documents and register -------------------------------------------------------------------

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
        judged = Publicatie.objects.get(slug=brief.beoordeelt, versie=brief.beoordeelt_versie)
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
