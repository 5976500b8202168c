"""What must be right, and what deserves a look, before a mirror is taken in."""

from collections.abc import Iterator

from themas.jaar.workflow import decide_kleur
from themas.spiegel import kolommen as k
from themas.spiegel.importing.source import BronRij, BronSpiegel, BronThema
from veiligheid.core.findings import Bevinding, blokkeert, let_op
from veiligheid.core.matching import titelsleutel
from veiligheid.core.richtext import TekstGeweigerd, sanitize
from veiligheid.core.zinnen import counted


def validate_spiegel(bron: BronSpiegel, jaar: int) -> list[Bevinding]:
    """All findings. Texts are brought into their normal form on the way."""
    return [*_whole(bron, jaar), *_twice(bron), *_names(bron), *_rows(bron), *_loose(bron)]


def _whole(bron: BronSpiegel, jaar: int) -> Iterator[Bevinding]:
    if not bron.themas:
        yield blokkeert("leeg", "Er staat geen enkele rij in dit bestand.")
    for other in sorted(bron.jaren - {jaar}):
        yield blokkeert(
            "jaar-verschilt",
            f"De kolommen gaan over {other} en u leest de spiegel van {jaar} in. Kies {other}, of "
            "een ander bestand.",
        )


def _twice(bron: BronSpiegel) -> Iterator[Bevinding]:
    """An activity that is there twice, by its title under one goal, or by its key."""
    seen: dict[tuple[str, ...], BronRij] = {}
    for thema in bron.themas:
        for rij in thema.rijen:
            by_title = tuple(titelsleutel(t) for t in (thema.titel, rij.pijler, rij.titel))
            for key in (by_title, (rij.sleutel,)):
                first = seen.setdefault(key, rij) if any(key) else rij
                if first is not rij:
                    melding = f"‘{rij.titel}’ staat ook in {first.plek}. Voeg de twee samen."
                    yield blokkeert("activiteit-dubbel", melding, rij.plek)
                    break


def _names(bron: BronSpiegel) -> Iterator[Bevinding]:
    for thema in bron.themas:
        if len(thema.titel) > 300:
            yield blokkeert("titel-te-lang", "Deze titel is langer dan 300 tekens.", thema.plek)
        for pijler in thema.pijlers:
            if len(pijler.titel) > 500:
                yield blokkeert(
                    "titel-te-lang", "Deze titel is langer dan 500 tekens.", pijler.plek
                )


def _rows(bron: BronSpiegel) -> Iterator[Bevinding]:
    for rij in bron.rijen:
        yield from _texts(rij)
        yield from _kleur(rij)
        if rij.beeindigd_in and not rij.reden_einde:
            melding = "Deze activiteit is beëindigd. Zeg in ‘reden einde’ waarom."
            yield blokkeert("reden-ontbreekt", melding, rij.plek)


def _texts(rij: BronRij) -> Iterator[Bevinding]:
    for passage in (*rij.beloofd, *rij.gedaan):
        try:
            passage.html = sanitize(passage.html)
        except TekstGeweigerd as fout:
            yield blokkeert("tekst-geweigerd", " ".join(fout.messages), rij.plek)
    rij.beloofd = [p for p in rij.beloofd if p.html]
    rij.gedaan = [p for p in rij.gedaan if p.html]


def _kleur(rij: BronRij) -> Iterator[Bevinding]:
    """Rood, blauw and what is not named follow from the texts; the rest asks for both."""
    follows = _follows(rij)
    kleur = rij.oordeel.kleur if rij.oordeel else ""
    if follows == k.NIET_GENOEMD and kleur != k.NIET_GENOEMD:
        melding = "Van deze activiteit staat er niets in de begroting en niets in het verslag."
        yield let_op("niet-genoemd", melding, rij.plek)
    allowed = {follows, ""} if follows != k.TE_BEOORDELEN else {follows, "", "geel", "groen"}
    if kleur not in allowed:
        words = {
            "rood": "rood: er is iets beloofd en niets verslagen",
            "blauw": "blauw: er is iets verslagen en niets beloofd",
            k.NIET_GENOEMD: "zonder kleur: er is niets beloofd en niets verslagen",
            k.TE_BEOORDELEN: "geel of groen: er is iets beloofd en iets verslagen",
        }[follows]
        melding = f"De kleur ‘{kleur}’ klopt niet met de teksten. Deze rij is {words}."
        yield blokkeert("kleur-klopt-niet", melding, rij.plek)


def _follows(rij: BronRij) -> str:
    if not rij.beloofd and not rij.gedaan:
        return k.NIET_GENOEMD
    kleur = decide_kleur("", beloofd=bool(rij.beloofd), verteld=bool(rij.gedaan))
    return kleur.value if kleur else k.TE_BEOORDELEN


def _loose(bron: BronSpiegel) -> Iterator[Bevinding]:
    """Acties that hang under no goal, where others of their theme do."""
    label = bron.label_pijler or "pijler"
    for thema in bron.themas:
        loose = [rij for rij in thema.rijen if not rij.pijler]
        if loose and thema.pijlers and all(rij.plek.startswith("rij ") for rij in loose):
            yield _loose_rows(thema, loose, label)


def _loose_rows(thema: BronThema, loose: list[BronRij], label: str) -> Bevinding:
    places = ", ".join(rij.plek.removeprefix("rij ") for rij in loose[:20])
    more = f" en nog {len(loose) - 20}" if len(loose) > 20 else ""
    return let_op(
        "activiteit-zonder-doel",
        f"{counted(len(loose), 'activiteit is', 'activiteiten zijn')} opgenomen zonder {label} "
        f"(rij {places}{more}).",
        thema.titel,
    )
