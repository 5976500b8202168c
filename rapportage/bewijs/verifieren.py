"""Verifying all publications: every row against its manifest, every manifest against the one before
it. What does not fit is named; nothing is mended."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import decompress
from typing import Any

from rapportage.bewijs.manifest import (
    VELDEN,
    Bestandsregel,
    Gebeurtenis,
    Manifestinhoud,
    Vormregel,
    digest,
    event_digest,
    row_digest,
    slug_of,
)
from rapportage.bewijs.models import OVER
from rapportage.bewijs.stempel import says_of
from rapportage.bewijs.zegel import seals
from rapportage.models import (
    Besluit,
    Intrekking,
    Manifest,
    Opheffing,
    Publicatie,
    Publicatiebestand,
    Vormbestand,
)


@dataclass(frozen=True, slots=True)
class Gebrek:
    """What is not as it was published: which row, and what of it."""

    waar: str
    wat: str

    def __str__(self) -> str:
        return f"{self.waar}: {self.wat}"


@dataclass(frozen=True, slots=True)
class Nagekeken:
    """What a verification looked at, and what it found. `top`: the SHA-256 of the last manifest:
    who keeps it elsewhere knows next year that nothing before it was changed."""

    publicaties: int
    bestanden: int
    top: str
    gebreken: tuple[Gebrek, ...]


def verify(bevat: str = "") -> Nagekeken:
    """Everything that was published. bevat: a SHA-256 that somebody kept, of a manifest that has to
    be in the chain. Reads a file at a time."""
    found: list[Gebrek] = []
    publicaties = bestanden = 0
    top, hashes = "", set[str]()
    chain = Manifest.objects.select_related(*OVER, "tijdstempel").iterator(chunk_size=1)
    for nummer, manifest in enumerate(chain, start=1):
        inhoud, wrong = _manifest(manifest, nummer, top)
        found += wrong
        top = manifest.sha256
        hashes.add(top)
        stempel = getattr(manifest, "tijdstempel", None)
        if stempel is not None and not says_of(stempel, bytes(manifest.inhoud)):
            found.append(Gebrek(str(manifest), "de tijdstempel is van iets anders"))
        publicaties += manifest.publicatie is not None
        if isinstance(inhoud, Gebeurtenis):
            found += _gebeurtenis(manifest, inhoud)
        elif inhoud is not None and manifest.publicatie is not None:
            bestanden += len(inhoud.bestanden)
            found += _publicatie(manifest.publicatie, inhoud)
            found += _geheim(manifest.publicatie, inhoud)
    found += _without_manifest()
    found += _vormen()
    if bevat and bevat not in hashes:
        found.append(Gebrek("keten", f"het manifest {bevat} zit er niet (meer) in"))
    return Nagekeken(publicaties, bestanden, top, tuple(found))


def _manifest(
    manifest: Manifest, nummer: int, vorige: str
) -> tuple[Manifestinhoud | Gebeurtenis | None, list[Gebrek]]:
    read = Gebeurtenis.from_json if manifest.publicatie is None else Manifestinhoud.from_json
    waar = f"manifest {manifest.nummer}"
    data = bytes(manifest.inhoud)
    wrong = []
    if digest(data) != manifest.sha256:
        wrong.append(Gebrek(waar, "de inhoud past niet bij zijn SHA-256"))
    try:
        inhoud = read(data)
    except ValueError:
        return None, [*wrong, Gebrek(waar, "de inhoud is niet te lezen")]
    if manifest.nummer != nummer or inhoud.nummer != manifest.nummer:
        wrong.append(Gebrek(waar, f"het is nummer {nummer} in de keten en zegt {inhoud.nummer}"))
    if inhoud.vorige != vorige:
        wrong.append(Gebrek(waar, "het past niet aan het manifest ervoor"))
    return inhoud, wrong


def _publicatie(publicatie: Publicatie, inhoud: Manifestinhoud) -> Iterator[Gebrek]:
    waar = f"{publicatie.slug}, versie {publicatie.versie}"
    if row_digest(publicatie) != inhoud.gegevens:
        fields = {
            "slug": inhoud.slug,
            "versie": inhoud.publicatieversie,
            "soort": inhoud.soort,
            "titel": inhoud.titel,
            "datum": inhoud.datum,
            "gepubliceerd_op": inhoud.gepubliceerd_op,
            "reden": inhoud.reden,
        }
        other = [naam for naam, was in fields.items() if getattr(publicatie, naam) != was]
        which = ", ".join(other) or "van wie, waarover of hoeveel bladzijden"
        yield Gebrek(waar, f"de gegevens zijn veranderd ({which})")
    expected = {regel.pad: regel for regel in inhoud.bestanden}
    for bestand in publicatie.bestanden.order_by("pad").iterator(chunk_size=1):
        regel = expected.pop(bestand.pad, None)
        here = f"{waar}, {bestand.pad}"
        if regel is None:
            yield Gebrek(here, "dit bestand hoort er niet bij")
        else:
            yield from (Gebrek(here, wat) for wat in _bestand(bestand, regel))
    for pad in expected:
        yield Gebrek(f"{waar}, {pad}", "dit bestand is weg")


def _bestand(bestand: Publicatiebestand, regel: Bestandsregel) -> Iterator[str]:
    inhoud = bytes(bestand.inhoud)
    if digest(inhoud) != regel.sha256:
        yield "de inhoud is veranderd"
    if bestand.sha256 != regel.sha256:
        yield "de SHA-256 is veranderd"
    if bestand.mediatype != regel.mediatype:
        yield "de soort bestand is veranderd"
    if bestand.grootte != regel.grootte:
        yield "de grootte is veranderd"
    packed = None if bestand.gzip is None else digest(bytes(bestand.gzip))
    if packed != regel.gzip:
        yield "de gecomprimeerde vorm is veranderd"


def _gebeurtenis(manifest: Manifest, inhoud: Gebeurtenis) -> Iterator[Gebrek]:
    """What was decided or done, against its row."""
    row = getattr(manifest, inhoud.wat, None) if inhoud.wat in VELDEN else None
    waar = f"{inhoud.wat} over {inhoud.slug}"
    if row is None:
        yield Gebrek(waar, "het is weg, of van een andere soort")
    elif (
        event_digest(inhoud.wat, row) != inhoud.gegevens or slug_of(inhoud.wat, row) != inhoud.slug
    ):
        yield Gebrek(waar, "de gegevens zijn veranderd")


def _geheim(publicatie: Publicatie, inhoud: Manifestinhoud) -> Iterator[Gebrek]:
    """The archive copies of what is withheld, against their seals and against themselves."""
    waar = f"{publicatie.slug}, versie {publicatie.versie}"
    said, now = (
        {z.nummer: z.zegel for z in zegels} for zegels in (inhoud.geheim, seals(publicatie))
    )
    for nummer in sorted(said.keys() | now.keys()):
        if said.get(nummer) != now.get(nummer):
            yield Gebrek(f"{waar}, bijlage {nummer}", "de archiefkopie is veranderd of weg")
    # The seal is made with the salt of an annex's first file; all of them have the same.
    salts: dict[int, str] = {}
    for stuk in publicatie.geheime_stukken.iterator(chunk_size=1):
        data = bytes(stuk.inhoud)
        salt = salts.setdefault(stuk.nummer, stuk.zout)
        if (digest(data), len(data), salt) != (stuk.sha256, stuk.grootte, stuk.zout):
            yield Gebrek(
                f"{waar}, bijlage {stuk.nummer}", "een bestand van de archiefkopie is anders"
            )


def _without_manifest() -> Iterator[Gebrek]:
    for publicatie in Publicatie.objects.filter(manifest=None):
        yield Gebrek(f"{publicatie.slug}, versie {publicatie.versie}", "er is geen manifest van")
    events: dict[str, Any] = {"besluit": Besluit, "intrekking": Intrekking, "opheffing": Opheffing}
    for wat, model in events.items():
        for row in model.objects.filter(manifest=None):
            yield Gebrek(f"{wat} over {slug_of(wat, row)}", "er is geen schakel van in de keten")


def _vormen() -> Iterator[Gebrek]:
    """Stylesheets, scripts and fonts are shared by publications: each against what the manifests
    say of it, and what no manifest names against itself."""
    said: dict[str, Vormregel] = {}
    for manifest in Manifest.objects.exclude(publicatie=None).iterator(chunk_size=1):
        try:
            named = Manifestinhoud.from_json(bytes(manifest.inhoud)).vorm
        except ValueError:
            continue
        said |= {regel.sha256: regel for regel in named}
    for part in Vormbestand.objects.iterator(chunk_size=1):
        here = f"vorm {part.naam} ({part.sha256[:12]})"
        regel = said.pop(part.sha256, None)
        inhoud = bytes(part.inhoud)
        if digest(inhoud) != part.sha256:
            yield Gebrek(here, "de inhoud past niet bij de SHA-256")
        if regel is not None and (part.naam, part.mediatype) != (regel.naam, regel.mediatype):
            yield Gebrek(here, "de naam of de soort is veranderd")
        packed = None if part.gzip is None else bytes(part.gzip)
        if not _packed_as_said(packed, regel, inhoud):
            yield Gebrek(here, "de gecomprimeerde vorm is veranderd")
    for regel in said.values():
        yield Gebrek(f"vorm {regel.naam} ({regel.sha256[:12]})", "dit bestand is weg")


def _packed_as_said(packed: bytes | None, regel: Vormregel | None, inhoud: bytes) -> bool:
    """By what a manifest says of it; without one, by unpacking it."""
    if regel is not None:
        return regel.gzip == (None if packed is None else digest(packed))
    try:
        return packed is None or decompress(packed) == inhoud
    except (OSError, EOFError, zlib.error):
        return False
