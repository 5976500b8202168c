"""Roles that should not meet in one person: then nobody looks along."""

from collections.abc import Iterable

from veiligheid.core.rollen import Rol

_BOTSEN = {
    (Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR): "schrijft en keurt goed",
    (Rol.BELEIDSADVISEUR, Rol.LEIDINGGEVENDE): "schrijft en keurt goed",
    (Rol.EINDREDACTEUR, Rol.SECRETARIAAT): "redigeert en publiceert",
    (Rol.BELEIDSADVISEUR, Rol.SECRETARIAAT): "schrijft en publiceert",
    (Rol.EINDREDACTEUR, Rol.AUDITCOMMISSIE): "redigeert en controleert",
    (Rol.BELEIDSADVISEUR, Rol.AUDITCOMMISSIE): "schrijft en controleert",
}


def clashes(rollen: Iterable[Rol]) -> list[str]:
    """For each pair that should not meet, what that person then does: "schrijft en keurt goed
    (Beleidsadviseur en Eindredacteur)". Nothing is refused: a small office may have to."""
    held = set(rollen)
    return [
        f"{wat} ({een.label} en {ander.label})"
        for (een, ander), wat in _BOTSEN.items()
        if {een, ander} <= held
    ]
