"""Sentences of mirror, council and audit, worked out again."""

import re

from monitoring.models import Indicator, Streefwaarde
from rapportage.audit.models import Auditoordeel
from tests.zinnen.cijfers import (
    shown,
)  # fmt: skip
from tests.zinnen.lezen import Plek
from tests.zinnen.over_cijfers import OverCijfers
from tests.zinnen.plaatsen import enumerated
from themas.jaar.models import Blok, Oordeel
from themas.models import Actie, Thema


def _as(example: str, word: str) -> str:
    return word.capitalize() if example[:1].isupper() else word


class OverSpiegel(OverCijfers):
    """What the records say of promises, reports and judgements."""

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
