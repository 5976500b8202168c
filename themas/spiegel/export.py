"""The mirror as CSV and XLSX: from the frozen data, so that a stored mirror can be exported too."""

from collections.abc import Iterator
from typing import Any

from themas.spiegel import kolommen as k
from veiligheid.core.tabellen.write import write_csv, write_xlsx
from veiligheid.document.spiegel import Jaarstand, NietGenoemd, Spiegel, Spiegelrij, Spiegelthema
from veiligheid.document.woorden import GEEN_TEKEN, Kleur


def as_csv(spiegel: Spiegel) -> bytes:
    return write_csv(*_table(spiegel))


def as_xlsx(spiegel: Spiegel) -> bytes:
    koppen, rijen = _table(spiegel)
    return write_xlsx(f"spiegel {spiegel.jaar}", koppen, rijen)


def _table(spiegel: Spiegel) -> tuple[list[str], list[list[Any]]]:
    rijen = list(_rijen(spiegel))
    koppen = [
        k.label_kop("thema", spiegel.label_thema),
        k.label_kop("pijler", spiegel.label_pijler),
        k.label_kop("actie", spiegel.label_actie),
        f"beloofd_{spiegel.jaar}",
        f"gedaan_{spiegel.jaar}",
        *k.VRIJ,
        k.VORM,
    ]
    width = max(map(len, rijen), default=0)
    koppen += [f"{k.VORM} {n}" for n in range(2, width - len(koppen) + 2)]
    return koppen, [rij + [None] * (len(koppen) - len(rij)) for rij in rijen]


def _rijen(spiegel: Spiegel) -> Iterator[list[Any]]:
    """In the order of the plan, so that it comes back in that order: every goal with its acties,
    and those without any."""
    per_doel: dict[tuple[str, str], list[list[Any]]] = {}
    for rij in spiegel.rijen:
        per_doel.setdefault((rij.thema_slug, rij.pijler), []).append(_rij(spiegel, rij))
    for n in spiegel.niet_genoemd:
        per_doel.setdefault((n.thema_slug, n.pijler), []).append(_niet_genoemd(spiegel, n))
    for thema in spiegel.themas:
        for pijler in thema.pijlers:
            yield from per_doel.pop((thema.slug, pijler), None) or [_leeg(spiegel, thema, pijler)]
        rest = per_doel.pop((thema.slug, ""), None)
        yield from rest or ([] if thema.pijlers else [_leeg(spiegel, thema, "")])


def _rij(spiegel: Spiegel, rij: Spiegelrij) -> list[Any]:
    # A passage without html stands in a draft that whoever exports may not read.
    beloofd, gedaan = ([k.Deel.of(p) for p in s if p.html] for s in (rij.beloofd, rij.gedaan))
    vorm = k.Vorm(rij.thema_slug, beloofd, gedaan)
    return [
        rij.thema_titel,
        rij.pijler,
        rij.titel,
        k.readable(vorm.beloofd, rij.titel),
        k.readable(vorm.gedaan, rij.titel),
        rij.kleur.value if rij.kleur else k.TE_BEOORDELEN,
        rij.realisatie.value if rij.realisatie else "",
        rij.oorzaak,
        rij.gevolg,
        rij.bijsturing,
        rij.beeindigd_in,
        rij.reden_einde,
        "\n".join(rij.verder),
        _spoor(rij),
        _teken(rij.kleur),
        spiegel.plan_titel,
        rij.sleutel,
        *k.in_cells(vorm),
    ]


def _spoor(rij: Spiegelrij) -> str:
    """ "2024: rood; 2025: rood (tweede jaar rood)"."""
    years = "; ".join(map(_jaar, rij.spoor))
    return f"{years} ({rij.herhaling})" if rij.herhaling else years


def _teken(kleur: Kleur | None) -> str:
    """The colour as it stands on the page: a word and a symbol. The word first: a cell that begins
    with a plus is a formula."""
    return f"{kleur} {kleur.teken}" if kleur else f"{k.TE_BEOORDELEN} {GEEN_TEKEN}"


def _jaar(stand: Jaarstand) -> str:
    words = [str(stand.kleur or k.TE_BEOORDELEN), str(stand.realisatie or ""), stand.reden]
    return f"{stand.jaar}: " + ", ".join(" ".join(w.split()) for w in words if w)


def _niet_genoemd(spiegel: Spiegel, n: NietGenoemd) -> list[Any]:
    rest = [k.NIET_GENOEMD, *[""] * 9, spiegel.plan_titel, n.sleutel]
    return [n.thema_titel, n.pijler, n.titel, "", "", *rest, *k.in_cells(k.Vorm(n.thema_slug))]


def _leeg(spiegel: Spiegel, thema: Spiegelthema, pijler: str) -> list[Any]:
    rest = [k.ZONDER_ACTIE, *[""] * 9, spiegel.plan_titel, ""]
    return [thema.titel, pijler, "", "", "", *rest, *k.in_cells(k.Vorm(thema.slug))]
