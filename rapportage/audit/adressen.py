"""The address of a judgement tells what it judges, so that a public page needs no living record
to say so."""

_VOOR, _VERSIE = "oordeel-", "-versie-"


def audit_slug(slug: str, versie: int) -> str:
    """The address of the judgement of this version."""
    tail = _VERSIE + str(versie) if versie > 1 else ""
    return f"{_VOOR}{slug}"[: 80 - len(tail)] + tail


def judged_slug(slug: str) -> str:
    """The opposite: the address of what is judged there."""
    base, found, number = slug.rpartition(_VERSIE)
    return (base if found and number.isdecimal() else slug).removeprefix(_VOOR)
