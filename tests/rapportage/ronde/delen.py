"""A letter with each part that is handed in, and what people do with one on its own screens."""

from typing import Any

from django.test import Client

from rapportage.models import Bijlage, Brief, Onderdeel
from tests.fabriek import een_bijlagetekst, een_brief
from tests.themas.views.formulier import filled
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.soorten import inzending

DELEN = ("onderdeel", "bijlage", "gegevens")


def een_brief_met_delen() -> Brief:
    """With a general part, an annex with a text, and all facts."""
    made = een_brief(themas=1, paragrafen=1)
    een_bijlagetekst(made.bijlagen.get(), "Leeswijzer", "<p>Zo leest u dit.</p>")
    facts = {"aanhef": "Geachte raad,", "groet": "Met groet,", "afzender": "het college"}
    Brief.objects.filter(pk=made.pk).update(**facts)
    made.refresh_from_db()
    return made


def as_client(wie: Gebruiker) -> Client:
    client = Client()
    client.force_login(wie)
    return client


def deel(brief: Brief, soort: str) -> Any:
    if soort == "gegevens":
        return Brief.objects.get(pk=brief.pk)
    if soort == "bijlage":
        return Bijlage.objects.get(brief=brief)
    return Onderdeel.objects.get(brief=brief, bijlage=None)


def doe(wie: Gebruiker, record: Any, wat: str, **data: Any) -> str:
    record.refresh_from_db()
    stuk = inzending(record)
    sent = {"doe": wat, "bevestigd": "ja", "versie": stuk.versie, **data}
    html = as_client(wie).post(stuk.adres_staat, sent, follow=True).content.decode()
    record.refresh_from_db()
    return html


def edited_at(record: Any) -> str:
    if isinstance(record, Brief):
        return f"/concept/{record.slug}/gegevens/"
    if isinstance(record, Bijlage):
        return f"/concept/{record.brief.slug}/bijlagen/{record.sleutel}/"
    return f"/concept/{record.brief.slug}/schrijven/{record.pk}/"


def edit(wie: Gebruiker, record: Any, woord: str) -> Any:
    """Change something of it on its own screen."""
    client, adres = as_client(wie), edited_at(record)
    veld = {Brief: "aanhef", Bijlage: "titel", Onderdeel: "kop"}[type(record)]
    return client.post(adres, filled(client, adres) | {veld: woord})
