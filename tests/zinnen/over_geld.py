"""Sentences of money, worked out again."""

from decimal import Decimal

from monitoring.geld.models import Geldbron
from monitoring.models import Bedrag, Deelproduct, VermeldTotaal
from tests.zinnen.lezen import Plek
from tests.zinnen.plaatsen import Plaatsen, enumerated, euros


class OverGeld(Plaatsen):
    """What the records say of money."""

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
            total = euros(sum((amount for a in known for amount in a), Decimal(0)))
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
        jaar = self.letter(plek).ronde.verslagjaar or 0
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

    def bijdrage(self, plek: Plek, tekst: str) -> str:
        """Of a project plan: what one source gave for a year, and what of it was spent."""
        ronde = self.letter(plek).ronde
        bron = Geldbron(next(v for v, naam in Geldbron.choices if f"bijdrage {naam} van" in tekst))
        lines = Bedrag.objects.filter(
            deelproduct__plan=ronde.plan, jaar=ronde.verslagjaar or 0, kant="lasten"
        )
        mine = set(lines.filter(geldbron=bron).values_list("deelproduct", flat=True))
        own = [b for b in lines.filter(deelproduct__in=mine) if b.geldbron in (bron, "")]
        given, spent = (
            sum((b.bedrag for b in own if b.soort == soort), Decimal(0))
            for soort in ("begroot", "gerealiseerd")
        )
        text = f"Van de bijdrage {bron.label} van {euros(given)} is in {ronde.verslagjaar} "
        text += f"{euros(spent)} besteed"
        if given > spent:
            text += f"; {euros(given - spent)} is over"
        elif given < spent:
            text += f"; er is {euros(spent - given)} meer besteed dan gegeven"
        return f"{text}."
