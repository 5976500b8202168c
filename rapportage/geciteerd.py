"""Which published letters quote a figure: read from what was published, since a letter that was
published says for ever what it said."""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from monitoring.geciteerd import Briefcitaat
from rapportage.models import Publicatie, Publicatiebestand
from veiligheid.document.brief import Cijfercitaat


class _Citaten(msgspec.Struct):
    """As much of a Briefdocument as is needed here; what an older one lacks is empty."""

    citaten: tuple[Cijfercitaat, ...] = ()


def letters_quoting(sleutels: Collection[str]) -> dict[str, list[Briefcitaat]]:
    """Of each figure (`monitoring.citaatsleutels`) the letters that quote it, in the version that
    holds now. One query."""
    wanted = set(sleutels)
    found: dict[str, list[Briefcitaat]] = {}
    for publicatie, citaten in _published():
        for citaat in citaten:
            if citaat.sleutel in wanted:
                found.setdefault(citaat.sleutel, []).append(
                    Briefcitaat(publicatie.titel, publicatie.get_absolute_url(), citaat.tekst)
                )
    return found


def _published() -> Iterator[tuple[Publicatie, tuple[Cijfercitaat, ...]]]:
    files = Publicatiebestand.objects.filter(
        pad="brief.json", publicatie__in=Publicatie.objects.newest_per_slug()
    ).select_related("publicatie")
    # One letter at a time: each is some hundred kilobytes.
    for file in files.defer("gzip").order_by("pk").iterator(chunk_size=1):
        yield file.publicatie, msgspec.json.decode(file.inhoud, type=_Citaten).citaten


def letters_telling(sleutels: Iterable[str]) -> Iterator[str]:
    """Where acties with these lasting names are told of in what was published, whatever the drafts
    behind it say by now."""
    wanted = [f'"{sleutel}"'.encode() for sleutel in sleutels]
    files = Publicatiebestand.objects.filter(pad="brief.json").defer("gzip").order_by("pk")
    for file in files.iterator(chunk_size=1) if wanted else ():
        if any(naam in bytes(file.inhoud) for naam in wanted):
            yield "gepubliceerde brieven"
            return
