"""The judgement of the made-up auditcommissie, on the mirror that the letter of 2025 was published
with: from `inhoud/audit.toml`."""

import tomllib
from pathlib import Path

from rapportage.audit.models import Auditoordeel
from rapportage.audit.oordelen import judged_mirror, start_oordeel
from rapportage.models import Brief, Onderdeel, Ondertekenaar

_INHOUD = Path(__file__).parent / "inhoud" / "audit.toml"


def load(slug: str) -> Brief:
    """Of the published letter with this slug. Its titles are those of the demo's own acties."""
    data = tomllib.loads(_INHOUD.read_text(encoding="utf-8"))
    brief = start_oordeel(slug, None)
    mirror = judged_mirror(brief)
    rows = {rij.titel: rij.sleutel for rij in mirror.spiegel.rijen}
    mine = Auditoordeel.objects.filter(publicatie=mirror.publicatie)
    for rij in data["oordelen"]:
        own = mine.filter(sleutel=rows[rij["actie"]])
        own.update(kleur=rij.get("kleur", ""), toelichting=rij.get("toelichting", ""))
    Brief.objects.filter(pk=brief.pk).update(kenmerk=data["kenmerk"], datum=data["datum"])
    for n, o in enumerate(data["onderdelen"], start=1):
        Onderdeel.objects.get_or_create(
            brief=brief, sleutel=o["sleutel"], defaults={**o, "positie": n}
        )
    for n, naam in enumerate(data["ondertekenaars"], start=1):
        Ondertekenaar.objects.get_or_create(brief=brief, positie=n, defaults=naam)
    brief.refresh_from_db()
    return brief
