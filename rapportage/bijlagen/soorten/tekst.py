"""Annexes of texts alone, and those of which nobody said yet what they are."""

from rapportage.bijlagen.soort import ONBEKEND, Bijlagesoort, register

register(
    Bijlagesoort(
        ONBEKEND,
        "nog niet bepaald",
        nodig="Kies hieronder wat voor bijlage dit is, of voeg een tekst toe.",
        kiesbaar=False,
        volgorde=0,
    )
)
register(Bijlagesoort("tekst", "tekst", nodig="Voeg hieronder een tekst toe.", volgorde=7))
