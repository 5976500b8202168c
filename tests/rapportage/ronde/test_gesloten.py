"""A closed round takes nothing in, of whatever kind; the letter itself is still written."""

from typing import Any

import pytest

from rapportage.models import Brief
from tests.fabriek import iemand
from tests.rapportage.ronde.delen import (
    DELEN,
    as_client,
    deel,
    doe,
    edit,
    edited_at,
    een_brief_met_delen,
)
from themas.jaar.sluiten import close_ronde, reopen_ronde
from themas.models import Bijdrage
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Akkoordlink, Gebruiker, Logregel, Stap
from veiligheid.core.nazien import akkoord, stappen
from veiligheid.core.nazien.soorten import inzending
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.nazien.workflow import OVERGANGEN
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
ALLES = ("bijdrage", *DELEN)
GESLOTEN = (
    "Ronde 2025 is gesloten. Indienen, terugsturen, goedkeuren en heropenen kan weer als de "
    "eindredacteur de ronde opent."
)


@pytest.fixture
def brief() -> Brief:
    return een_brief_met_delen()


@pytest.fixture
def joris() -> Gebruiker:
    return iemand(Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR, first_name="Joris")


@pytest.fixture
def karin() -> Gebruiker:
    return iemand(Rol.EINDREDACTEUR, Rol.LEIDINGGEVENDE, first_name="Karin")


def one(brief: Brief, soort: str, joris: Gebruiker) -> Any:
    if soort != "bijdrage":
        return deel(brief, soort)
    bijdrage = Bijdrage.objects.filter(ronde=brief.ronde).order_by("positie")[0]
    bijdrage.adviseurs.add(joris)
    return bijdrage


def closed(record: Any, door: Gebruiker) -> Any:
    close_ronde(inzending(record).soort.ronde(record), door)  # type: ignore[attr-defined]
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize("soort", ALLES)
@pytest.mark.parametrize("naam", OVERGANGEN)
def test_nothing_moves_until_it_is_opened_again(
    soort: str, naam: str, brief: Brief, joris: Gebruiker, karin: Gebruiker
) -> None:
    record = one(brief, soort, joris)
    before = {"indienen": [], "heropenen": ["indienen", "goedkeuren"]}.get(naam, ["indienen"])
    wie = {"indienen": joris}
    for eerder in before:
        move_staat(eerder, record, wie.get(eerder, karin))
    record = closed(record, joris)
    door, staat = wie.get(naam, karin), inzending(record).staat
    assert stappen.allowed(door, record) == []
    marks = _marks()
    with pytest.raises(Geweigerd, match=GESLOTEN):
        move_staat(naam, record, door, "Daarom.")
    html = doe(door, record, naam, reden="Zo zou ik het willen.")
    assert GESLOTEN in html
    if naam in ("terugsturen", "heropenen"):
        assert "Zo zou ik het willen." in html  # what was written is not lost
    assert _marks() == marks
    assert inzending(record).staat == staat
    reopen_ronde(inzending(record).soort.ronde(record), joris, "Er kwam nog iets.")  # type: ignore[attr-defined]
    record = type(record).objects.get(pk=record.pk)
    move_staat(naam, record, door, "Daarom.")
    record.refresh_from_db()
    assert inzending(record).staat == OVERGANGEN[naam].naar


@pytest.mark.parametrize("soort", DELEN)
def test_the_letter_is_still_written(
    soort: str, brief: Brief, joris: Gebruiker, karin: Gebruiker
) -> None:
    """Who works on the letter goes on with what nobody approved, and reads why no more is asked."""
    record = closed(deel(brief, soort), joris)
    for adres in (inzending(record).adres, edited_at(record)):
        html = as_client(joris).get(adres).content.decode()
        assert GESLOTEN in html
        assert "Nazien en indienen" not in html
        assert 'name="doe" value="indienen"' not in html
    assert edit(joris, record, "Na het sluiten").status_code == 302
    record.refresh_from_db()
    assert "Na het sluiten" in str(inzending(record).soort.parts(record))
    assert inzending(record).staat == "concept"


@pytest.mark.parametrize("soort", ALLES)
def test_it_waits_for_nobody(soort: str, brief: Brief, joris: Gebruiker, karin: Gebruiker) -> None:
    """On the start page stands what one can judge now, and no link that leads nowhere."""
    record = one(brief, soort, joris)
    move_staat("indienen", record, joris)
    adres, pia = f'href="{inzending(record).adres}"', iemand(Rol.PORTEFEUILLEHOUDER)
    assert adres in as_client(karin).get("/start/").content.decode()
    assert "Wacht op uw oordeel" not in as_client(pia).get("/start/").content.decode()
    closed(record, joris)
    assert "Wacht op uw oordeel" not in as_client(karin).get("/start/").content.decode()


@pytest.mark.parametrize("soort", ALLES)
def test_nobody_is_asked_by_link(
    soort: str, brief: Brief, joris: Gebruiker, karin: Gebruiker, settings: Any
) -> None:
    """Nor is an answer to a link of before taken; it holds again when the round is opened."""
    settings.MAIL_TONEN = True
    settings.GOEDKEURSTAPPEN = [["portefeuillehouder"]]
    record = one(brief, soort, joris)
    move_staat("indienen", record, joris)
    record.refresh_from_db()
    kind = inzending(record).soort
    pia = akkoord.Gevraagde("Pia", "wethouder", "pia@stad.example", "portefeuillehouder")
    link = akkoord.invite(kind, record, pia, karin)
    Akkoordlink.objects.filter(pk=link.pk).update(sha256=akkoord._hash("sleutel"))
    record = closed(record, joris)
    html = as_client(karin).get(inzending(record).adres_akkoord).content.decode()
    assert GESLOTEN in html
    with pytest.raises(Geweigerd, match=GESLOTEN):
        akkoord.invite(kind, record, pia, karin)
    with pytest.raises(Geweigerd):
        akkoord.answer("sleutel", akkoord.AKKOORD, "")
    assert inzending(record).staat == "ingediend"
    reopen_ronde(kind.ronde(record), joris, "Er kwam nog iets.")  # type: ignore[attr-defined]
    akkoord.answer("sleutel", akkoord.AKKOORD, "")
    record.refresh_from_db()
    assert inzending(record).vast


def _marks() -> tuple[int, int]:
    """What was done and what the log says of it."""
    return Stap.objects.count(), Logregel.objects.filter(verb__in=OVERGANGEN).count()
