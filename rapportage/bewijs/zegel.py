"""What a manifest says of an archive copy that nobody may read: a seal. It proves later that the
copy is the one of then, and says nothing of what is in it nor how large it is."""

from hashlib import sha256
from typing import Any

import msgspec


class Zegel(msgspec.Struct, frozen=True):
    """Of one withheld annex."""

    nummer: int
    zegel: str


def seals(publicatie: Any) -> tuple[Zegel, ...]:
    """Of the rows that are there now; none in a migration of before there were any. Reads a file
    at a time."""
    rows = getattr(publicatie, "geheime_stukken", None)
    if rows is None:
        return ()
    found: dict[int, Any] = {}
    for stuk in rows.order_by("nummer", "pad").iterator(chunk_size=1):
        if stuk.nummer not in found:
            found[stuk.nummer] = sha256(stuk.zout.encode())
        said = (stuk.pad, stuk.mediatype, stuk.sleutel, sha256(bytes(stuk.inhoud)).hexdigest())
        found[stuk.nummer].update(msgspec.json.encode(said))
    return tuple(Zegel(nummer, made.hexdigest()) for nummer, made in found.items())
