"""Publications as documents. What is read here never changes, so it is read once."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from rapportage.models import Briefsoort, Publicatie, Publicatiebestand
from rapportage.openbaar.stukken import Stuk, stukken_of
from veiligheid.document.brief import Briefdocument


@dataclass(frozen=True, slots=True)
class Stand:
    """What was published until now: another stand, another answer. A database that was put back
    may give a number again, but not at the same moment."""

    aantal: int
    laatste: int
    op: str
    ingetrokken: int


def stand() -> Stand:
    """One query."""
    found = Publicatie.objects.aggregate(
        n=Count("pk"), pk=Max("pk"), op=Max("gepubliceerd_op"), gone=Count("intrekking")
    )
    return Stand(found["n"], found["pk"] or 0, str(found["op"] or ""), found["gone"])


def document_of(publicatie: Publicatie) -> Briefdocument:
    """The document of this version. A query; and the bytes, when they were not read lately."""
    return _read(*_stored(publicatie))


def pieces_of(publicatie: Publicatie) -> tuple[Stuk, ...]:
    """All that can be pointed at in this version, in the order of reading. As `document_of`."""
    return _pieces(*_stored(publicatie))


def _stored(publicatie: Publicatie) -> tuple[int, str]:
    found: tuple[int, str] = publicatie.bestanden.values_list("pk", "sha256").get(pad="brief.json")
    return found


@lru_cache(maxsize=12)
def _pieces(pk: int, sha256: str) -> tuple[Stuk, ...]:
    return tuple(stukken_of(_read(pk, sha256)))


@lru_cache(maxsize=12)
def _read(pk: int, sha256: str) -> Briefdocument:
    # The hash is part of the key: a database that was put back may give the number again.
    return Briefdocument.from_json(bytes(Publicatiebestand.objects.get(pk=pk).inhoud))


def newest_letter() -> Publicatie | None:
    """The newest letter of themes, in the version that holds now."""
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF)
    return letters.first()
