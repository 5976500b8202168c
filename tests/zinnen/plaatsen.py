"""What a sentence speaks of, by where it stands; and words for days and amounts."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.utils import timezone

from monitoring.models import Indicator
from rapportage.models import Brief, Publicatie
from rapportage.workflow import Briefsoort
from tests.zinnen.cijfers import (
    Cijfer,
    Cijfers,
    Maat,
    only,
)  # fmt: skip
from tests.zinnen.lezen import Plek, words
from themas.models import Plan, Plansoort, Thema

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


class Plaatsen:
    """The records of the demo, and which of them a page is about."""

    def __init__(self, client: Client) -> None:
        self.cijfers = Cijfers(client)
        self.plan = Plan.objects.get(soort=Plansoort.IVP)

    def publicatie(self, plek: Plek) -> Publicatie:
        if plek.pagina.startswith("/"):  # what everybody sees first is of the newest letter
            letters = Publicatie.objects.filter(soort=Briefsoort.VEILIGHEIDSBRIEF.value)
            newest: Publicatie = letters.order_by("-jaar", "-versie")[0]
            return newest
        return Publicatie.objects.get(slug=plek.pagina.split("/")[0])

    def letter(self, plek: Plek) -> Brief:
        """The letter on whose round the page stands."""
        return Brief.objects.select_related("ronde").get(pk=self.publicatie(plek).brief_id or 0)

    def thema(self, plek: Plek) -> Thema:
        slug = re.search(r"/thema/([\w-]+)", plek.pagina.replace(".html", "/"))
        return Thema.objects.get(slug=slug[1] if slug else "")

    def indicator(self, plek: Plek) -> Indicator:
        """Of which figures the page, or the part of it around a sentence, is about."""
        found: Indicator = self._indicator(plek)
        return found

    def _indicator(self, plek: Plek) -> Any:
        beside = {"/": "vb-cijferkaart"}.get(plek.pagina, "")
        if plek.pagina.startswith("/cijfers/gebied/"):
            beside = "vb-wijkcijfer"
        if beside:
            link = plek.above(beside).xpath(".//a/@href")[0]
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
