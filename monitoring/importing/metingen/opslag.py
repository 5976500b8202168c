"""Figures that were uploaded, between the upload and the moment they are taken in.

A file of the whole country is never in memory as a whole: it is kept in compressed pieces, read
from a temporary file, and what remains of it (the rows about the municipality) takes its place.
Confirming then takes seconds, and comes to exactly what was shown.
"""

import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
from django.db import transaction

from monitoring.cijfers.models import Codelijstregel
from monitoring.importing.metingen.kolommen import Kolommen
from monitoring.importing.metingen.source import Bron, Broncodelijst, Bronmetingen, Regel
from monitoring.importing.models import Inleesblok
from veiligheid.core.findings import Bevinding
from veiligheid.core.inlezen import Inzending, Melder
from veiligheid.core.models import Inleesbestand
from veiligheid.core.tabellen.vraag import Antwoorden

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Grootinzending(Inzending):
    """A file that was sent, as its pieces: `stukken` once, when it comes in; later from `bestand`,
    whose own bytes are what remained of it when it has been read."""

    stukken: Iterable[bytes] = ()
    bestand: Inleesbestand | None = None

    @property
    def sha256(self) -> str:
        """Not known before all pieces went by: `bewaar` notes it."""
        return ""

    def bewaar(self, bestand: Inleesbestand) -> None:
        digest = sha256()
        for nummer, stuk in enumerate(self.stukken):
            digest.update(stuk)
            packed = zlib.compress(stuk, 1)
            Inleesblok.objects.create(bestand=bestand, nummer=nummer, inhoud=packed)
        bestand.sha256 = digest.hexdigest()
        bestand.save(update_fields=["sha256"])


def open_inzending(bestand: Inleesbestand, meld: Melder) -> Grootinzending:
    """What was sent, from its record."""
    return Grootinzending(
        bytes(bestand.inhoud), bestand.bestandsnaam, {}, meld, bestand.opties, (), bestand
    )


def pieces_of(file: Any) -> Iterator[bytes]:
    """An uploaded file in pieces, without reading it as a whole."""
    for chunk in file.chunks(_BLOCK):
        yield bytes(chunk)


@contextmanager
def on_disk(bestand: Inleesbestand) -> Iterator[Path]:
    """The file as it was uploaded, under its own name, for as long as this lasts. Raises
    RuntimeError when it is not what was uploaded."""
    with tempfile.TemporaryDirectory(prefix="inlezen-") as folder:
        path = Path(folder) / safe_name(bestand.bestandsnaam)
        digest = sha256()
        with path.open("wb") as file:
            blokken = Inleesblok.objects.filter(bestand=bestand).order_by("nummer")
            for packed in blokken.values_list("inhoud", flat=True).iterator(chunk_size=4):
                stuk = zlib.decompress(packed)
                digest.update(stuk)
                file.write(stuk)
        if digest.hexdigest() != bestand.sha256:
            raise RuntimeError(f"the bytes of {bestand.pk} are not those that were uploaded")
        yield path


def safe_name(naam: str) -> str:
    """The name of an uploaded file, which tells which table it is; of its path nothing."""
    return Path(naam.replace("\\", "/").replace("\0", "")).name[-100:] or "bestand"


def keep(bestand: Inleesbestand, bron: Bron, antwoorden: Antwoorden) -> None:
    """What remains of a file, in the place of its pieces. They stay when it was read by somebody's
    answers: those may be given differently."""
    packed = zlib.compress(msgspec.msgpack.encode({**_plain(bron), "said": dict(antwoorden)}), 6)
    with transaction.atomic():
        Inleesbestand.objects.filter(pk=bestand.pk).update(inhoud=packed)
        if not antwoorden:
            Inleesblok.objects.filter(bestand=bestand).delete()


def kept(inzending: Grootinzending, antwoorden: Antwoorden) -> Bron | None:
    """What remained of a file that was read before by these answers; None when it has to be
    read."""
    if not inzending.data or inzending.bestand is None:
        return None
    data = msgspec.msgpack.decode(zlib.decompress(inzending.data))
    pieces = Inleesblok.objects.filter(bestand=inzending.bestand)
    if data["said"] != dict(antwoorden) and pieces.exists():
        return None
    return _from_plain(data)


def _plain(bron: Bron) -> dict[str, Any]:
    if isinstance(bron, Broncodelijst):
        regels = [msgspec.to_builtins(r) for r in bron.regels]
        return {"lijst": bron.lijst.value, "tabel": bron.tabel, "regels": regels}
    return {
        "kolommen": msgspec.to_builtins(bron.kolommen),
        "namen": list(bron.rijen.columns),
        "rijen": [bron.rijen[k].tolist() for k in bron.rijen.columns],
        "nummers": [int(n) for n in bron.rijen.index],
        "naam": bron.naam,
        "sha256": bron.sha256,
        "tabel": bron.tabel,
        "gelezen": bron.gelezen,
        "gemeentenaam": bron.gemeentenaam,
        "bevindingen": [msgspec.to_builtins(b) for b in bron.bevindingen],
    }


def _from_plain(data: dict[str, Any]) -> Bron:
    if "lijst" in data:
        regels = msgspec.convert(data["regels"], list[Regel])
        return Broncodelijst(Codelijstregel.Lijst(data["lijst"]), regels, data["tabel"])
    columns = dict(zip(data["namen"], data["rijen"], strict=True))
    rijen = pd.DataFrame(columns, dtype=object, index=pd.Index(data["nummers"]))
    kolommen = msgspec.convert(data["kolommen"], Kolommen)
    return Bronmetingen(
        kolommen,
        rijen,
        data["naam"],
        data["sha256"],
        data["tabel"],
        data["gelezen"],
        data["gemeentenaam"],
        msgspec.convert(data["bevindingen"], list[Bevinding]),
    )
