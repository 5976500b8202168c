"""A mirror of any size, made fast: three years, eleven themes."""

from tests.fabriek import een_bijdrage, een_plan, een_ronde, een_thema
from themas.models import Actie, Blok, Blokactie, Oordeel, Plan, Voortgang


def een_grote_spiegel(rijen: int) -> Plan:
    """Nine in ten acties were promised for 2024 and 2025, three in four of those reported on; the
    tenth was reported on unpromised. Each has a paragraaf of its own."""
    plan = een_plan()
    themas = [een_thema(plan, f"Thema {n}") for n in range(11)]
    acties = Actie.objects.bulk_create(
        Actie(thema=themas[n % 11], titel=f"Actie {n}", positie=n + 1) for n in range(rijen)
    )
    for jaar in (2024, 2025, 2026):
        ronde = een_ronde(plan, jaar)
        bijdragen = [een_bijdrage(ronde, thema) for thema in themas]
        voortgangen = Voortgang.objects.bulk_create(
            Voortgang(bijdrage=bijdragen[n % 11], positie=n + 1, sleutel=f"p-{n}", kop=f"Kop {n}")
            for n in range(rijen)
        )
        blokken = Blok.objects.bulk_create(
            Blok(voortgang=voortgang, positie=m, soort=soort, tekst=f"<p>{soort} {n}.</p>" * 9)
            for n, voortgang in enumerate(voortgangen)
            for m, soort in enumerate(("terugblik", "vooruitblik"))
            if (n % 4 or not n % 10 if soort == "terugblik" else n % 10)
        )
        at = {v.pk: n for n, v in enumerate(voortgangen)}
        Blokactie.objects.bulk_create(
            Blokactie(blok=blok, actie=acties[at[blok.voortgang_id]]) for blok in blokken
        )
        Oordeel.objects.bulk_create(
            Oordeel(bijdrage=bijdragen[n % 11], actie=acties[n], kleur="groen")
            for n in range(0, rijen, 5)
        )
    return plan
