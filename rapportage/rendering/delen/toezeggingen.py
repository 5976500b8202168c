"""The register of promises on the letter's own day."""

from dataclasses import dataclass
from datetime import date

from rapportage.rendering.delen.register import Deelsoort, Plek, register
from themas.toezeggingen import zinnen
from themas.toezeggingen.workflow import Staat
from veiligheid.document.delen import Registerdeel
from veiligheid.document.register import Registerrij


@dataclass(frozen=True, slots=True)
class Registerregel:
    """An entry with what is said of it: its state, how late it was, and what stands before that by
    which it was settled."""

    rij: Registerrij
    in_staat: str
    hoe_laat: str
    waarmee: str


@dataclass(frozen=True, slots=True)
class RegisterWeergave:
    zin: str
    regels: tuple[Registerregel, ...]


def _toon(deel: Registerdeel, plek: Plek) -> RegisterWeergave:
    zin = zinnen.register_op(deel.dag, [rij.te_laat for rij in deel.rijen])
    return RegisterWeergave(zin, tuple(regel(rij, deel.dag) for rij in deel.rijen))


def regel(rij: Registerrij, dag: date) -> Registerregel:
    """An entry as the letter of this day shows it."""
    late = zinnen.hoe_laat(rij.termijn_op, dag) if rij.te_laat and rij.termijn_op else ""
    return Registerregel(
        rij,
        zinnen.in_staat(rij.staat, rij.afgedaan_op, dag_onbekend=rij.dag_onbekend),
        late,
        zinnen.waarmee(deels=rij.staat == Staat.DEELS),
    )


register(Deelsoort(Registerdeel, "document/delen/_register.html", toon=_toon))
