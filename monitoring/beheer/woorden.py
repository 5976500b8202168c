"""What stands in a text about figures, as lines for a person: for a history, and beside what
somebody else wrote meanwhile."""

from collections.abc import Mapping
from typing import Any

from themas.plan.models import Thema
from veiligheid.core.saving import Inhoud

Woorden = Mapping[str, str]


def lines_of(inhoud: Inhoud, labels: Woorden, other: Inhoud | None = None) -> list[tuple[str, str]]:
    """Label and line of each piece; only those that differ from `other`, when it is given. Pieces
    without a label of their own are called after their key."""
    found = []
    for naam, stuk in inhoud.stukken.items():
        if other is None or other.stukken.get(naam) != stuk:
            found.append((labels.get(naam, _called(naam)), _line(naam, stuk)))
    if other is not None:
        gone = other.stukken.keys() - inhoud.stukken.keys()
        found += [(labels.get(naam, _called(naam)), "") for naam in sorted(gone)]
    return found


def _called(naam: str) -> str:
    """ "bedrag/2024/begroot/lasten/" → "Bedrag 2024, begroot, lasten"."""
    kind, *rest = naam.split("/")
    words = ", ".join(part for part in rest if part)
    return f"{kind.replace('_', ' ').capitalize()} {words}".strip()


def _line(naam: str, stuk: Any) -> str:
    if naam == "themas":
        titels = Thema.objects.filter(pk__in=stuk).values_list("titel", flat=True)
        return ", ".join(titels)
    if isinstance(stuk, bool):
        return "ja" if stuk else "nee"
    if isinstance(stuk, list):
        return "; ".join(_line("", rij) for rij in stuk)
    if isinstance(stuk, dict):
        return ", ".join(str(v) for v in stuk.values() if v not in ("", None, "exact"))
    return str(stuk)
