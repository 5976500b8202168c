"""A word in every remark, suggestion and reason, looked for wherever a letter goes: 0 hits."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapportage.besluit.transitions import Beslissing, change_staat
from rapportage.besluit.workflow import Uitkomst
from rapportage.composition import compose
from rapportage.models import Bijlage, Brief, Publicatie
from rapportage.rendering.paper import bijlage_pdf, letter_pdf
from tests.fabriek import iemand
from tests.pdfhulp import geschilderde_tekst
from tests.rapportage import test_rechten
from tests.rapportage.publiceren import publish_quickly
from tests.rechten import API, WIE_MAG
from themas.jaar.saving import VoortgangDoel, blokken_of
from themas.jaar.sluiten import close_ronde, reopen_ronde
from themas.jaar.terugkomst.op_scherm import propose
from themas.models import Bijdrage, Voortgang
from veiligheid.core.mail.signalen import send_digests
from veiligheid.core.models import (
    Anker,
    Bericht,
    Gebruiker,
    Inleesbestand,
    Logregel,
    Opmerking,
    Opmerkingstap,
    Signaal,
    Stap,
    Taak,
)
from veiligheid.core.nazien.akkoord import Gevraagde, invite
from veiligheid.core.nazien.akkoord import answer as answer_link
from veiligheid.core.nazien.soorten import get_soort, soort_van
from veiligheid.core.nazien.verbs import move_staat, object_to_edits, withdraw_objection
from veiligheid.core.opmerkingen import plaatsen
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import Inhoud, Opslag, save

pytestmark = [pytest.mark.django_db, pytest.mark.eenmaal]
argumenten = test_rechten.argumenten
KANARIE = "kanarievogel"
# Where who works on a text reads remarks, suggestions and reasons: that is what they are for.
_BUREAU = {
    "paragraaf",
    "bijdrage",
    "brief-opmerkingen",
    "onderdeel",
    "bijlage-schrijven",
    "terugkomst",
    "terugkomsten",
    "versies",
    "brief-feiten",
    "deel",
    "deel-versies",
    "ronde-staat",
    "brief-besluit",
}
# Who has no business with any of it.
_BUITEN = (
    None,
    Rol.RAADSLID,
    Rol.GRIFFIE,
    Rol.AUDITCOMMISSIE,
    Rol.SECRETARIAAT,
    Rol.BEHEERDER,
    Rol.PORTEFEUILLEHOUDER,
    Rol.LEIDINGGEVENDE,
)


def planted(argumenten: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> int:
    """Put it in every remark, suggestion and reason that there can be, by the verbs that people
    use; gives in how many."""
    joris = iemand(Rol.EINDREDACTEUR, email="joris@example.org")
    rosa = iemand(Rol.LEIDINGGEVENDE, email="rosa@example.org")
    greet = iemand(Rol.SECRETARIAAT, email="greet@example.org")
    naima = iemand(Rol.BELEIDSADVISEUR, first_name="Naima", email="naima@example.org")
    bijdrage = Bijdrage.objects.select_related("ronde__plan").get(pk=argumenten["bijdrage"]["pk"])
    bijdrage.adviseurs.add(naima)
    paragraaf = Voortgang.objects.get(pk=argumenten["paragraaf"]["voortgang"])
    brief = Brief.objects.get(slug=argumenten["concept"]["slug"])
    Bijdrage.objects.filter(pk=bijdrage.pk).update(staat="concept")

    def edit(door: Gebruiker) -> None:
        doel = VoortgangDoel(paragraaf, redactie=True)
        versie, inhoud = doel.read()
        new = Inhoud({**inhoud.stukken, "kop": f"Kop {versie}"}, inhoud.volgorde)
        assert save(doel, Opslag(uuid4(), versie, new), door).gelukt

    n = _remarks(bijdrage, paragraaf, brief, joris, naima)
    versie, inhoud = VoortgangDoel(paragraaf).read()
    sent = {"basis": versie, "kop": f"Een {KANARIE}", "uuid": uuid4()}
    assert propose(paragraaf, sent, blokken_of(inhoud), joris)
    move_staat("indienen", bijdrage, naima)
    move_staat("terugsturen", bijdrage, joris, f"Terug om de {KANARIE}.")
    move_staat("indienen", bijdrage, naima)
    edit(joris)
    object_to_edits(bijdrage, naima, f"Niet zonder {KANARIE}.")
    withdraw_objection(bijdrage, naima)
    ander = iemand(Rol.EINDREDACTEUR)
    monkeypatch.setattr("secrets.token_urlsafe", lambda size: "de-sleutel")
    invite(
        soort_van(bijdrage),
        bijdrage,
        Gevraagde("B. de Zwart", "wethouder", "b@example.org", "eindredacteur"),
        joris,
    )
    answer_link("de-sleutel", "niet akkoord", f"Er mist een {KANARIE}.")
    move_staat("indienen", bijdrage, naima)
    move_staat("goedkeuren", bijdrage, ander)
    move_staat("heropenen", bijdrage, joris, f"Open om een {KANARIE}.")
    for deel in (brief, brief.onderdelen.all()[0], Bijlage.objects.filter(brief=brief)[0]):
        move_staat("indienen", deel, joris)
        move_staat("terugsturen", deel, ander, f"Terug om de {KANARIE}.")
    monkeypatch.setattr("secrets.token_urlsafe", lambda size: "nog-een-sleutel")
    invite(get_soort("brief"), brief, Gevraagde("P.", "wethouder", "p@example.org"), joris)
    answer_link("nog-een-sleutel", "niet akkoord", f"Er mist een {KANARIE}.")
    close_ronde(bijdrage.ronde, joris)
    reopen_ronde(bijdrage.ronde, joris, f"De {KANARIE} kwam terug.")
    Bijdrage.objects.update(staat="goedgekeurd")
    change_staat("aanbieden", brief, joris)
    change_staat("terugnemen", brief, greet, f"De {KANARIE} ontbrak.")
    change_staat("aanbieden", brief, joris)
    besloten = Beslissing(Uitkomst.CONFORM, timezone.localdate())
    change_staat("vaststellen", brief, greet, beslissing=besloten)
    change_staat("heropenen", brief, greet, f"Een {KANARIE} te veel.")
    assert rosa.is_active
    return n + 1 + Stap.objects.filter(reden__contains=KANARIE).count()


def _remarks(
    bijdrage: Bijdrage, paragraaf: Voortgang, brief: Brief, joris: Gebruiker, naima: Gebruiker
) -> int:
    texts = [
        ("bijdrage", bijdrage.pk),
        ("voortgang", paragraaf.pk),
        ("onderdeel", brief.onderdelen.all()[0].pk),
        ("bijlage", Bijlage.objects.filter(brief=brief)[0].pk),
    ]
    for soort, pk in texts:
        made = plaatsen.place(soort, pk, None, f"@Naima, een {KANARIE}?", joris)
        plaatsen.answer(made, f"@Naima: ja, een {KANARIE}.", joris)
        plaatsen.settle(made, naima)
        plaatsen.reopen(made, naima)
    kop = paragraaf.kop.split()[0]
    doel = VoortgangDoel(paragraaf)
    plaatsen.place("voortgang", paragraaf.pk, doel, f"Bij {KANARIE}.", joris, citaat=kop)
    said = Opmerking.objects.filter(tekst__contains=KANARIE).count()
    return said + Opmerkingstap.objects.filter(tekst__contains=KANARIE).count()


def inside(data: bytes) -> Iterator[str]:
    """What a file says: of an archive or a Word file every part of it, of a PDF its words too."""
    yield data.decode("utf-8", errors="replace")
    if data[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from inside(archive.read(name))
    if data[:5] == b"%PDF-":
        yield geschilderde_tekst(data)


class Zoeker:
    """Looks for it, and counts where."""

    def __init__(self) -> None:
        self.bekeken = self.geraakt = 0
        self.waar: list[str] = []

    def look(self, waar: str, data: bytes | str) -> None:
        self.bekeken += 1
        raw = data.encode() if isinstance(data, str) else data
        if any(KANARIE in text.casefold() for text in inside(raw)):
            self.geraakt += 1
            self.waar.append(waar)


def test_it_sings_nowhere(
    argumenten: dict[str, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    caplog.set_level("INFO")
    n = planted(argumenten, monkeypatch)
    # 5 remarks and 4 answers, two remarks by link, a suggestion, and eleven reasons.
    assert n >= 21
    brief = Brief.objects.get(slug=argumenten["concept"]["slug"])
    publish_quickly(brief, "Iets verbeterd.")
    # In concept again, so that whoever judges what was handed in has no business with it either.
    Bijdrage.objects.filter(pk=argumenten["bijdrage"]["pk"]).update(staat="concept")
    zoeker = Zoeker()
    for rol in _BUITEN:
        _walk(zoeker, argumenten, rol)
    _files_of_who_works_on_it(zoeker, argumenten)
    _letter_on_paper(zoeker, brief)
    for publicatie in Publicatie.objects.all():
        for bestand in publicatie.bestanden.all():
            zoeker.look(f"publicatie/{bestand.pad}", bytes(bestand.inhoud))
    (tmp_path / "site").mkdir()
    call_command("exporteer_site", str(tmp_path / "site"))
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file() and path.suffix not in {".gz", ".br"}:
            zoeker.look(f"site/{path.name}", path.read_bytes())
    send_digests()
    for model in (Bericht, Signaal, Logregel, Taak):
        for row in model.objects.values():
            zoeker.look(f"{model.__name__}/{row.get('verb', row.get('soort', ''))}", str(row))
    assert Bericht.objects.count() > 5
    for record in caplog.records:
        zoeker.look(f"log/{record.name}", record.getMessage())
    assert zoeker.waar == []
    # It was there to be found.
    editor = Client()
    editor.force_login(iemand(Rol.EINDREDACTEUR))
    assert (
        KANARIE in editor.get(reverse("bijdrage", kwargs=argumenten["bijdrage"])).content.decode()
    )
    assert Anker.objects.filter(open=True).count() >= 6
    print(f"planted {n} times; {zoeker.bekeken} looked at, {zoeker.geraakt} hits")


def _walk(zoeker: Zoeker, argumenten: dict[str, dict[str, Any]], rol: Rol | None) -> None:
    client = Client()
    if rol is not None:
        wie = iemand(rol)
        client.force_login(wie)
        Inleesbestand.objects.update(gebruiker=wie)
    # The office and who administers read here why a letter or a round was opened again.
    own = {"brief-besluit", "ronde-staat"} if rol in (Rol.SECRETARIAAT, Rol.BEHEERDER) else set()
    for naam in sorted(WIE_MAG.keys() - own):
        answer = client.get(reverse(naam, kwargs=argumenten.get(naam)))
        zoeker.look(f"{rol}: {naam}", _body(answer))


def _files_of_who_works_on_it(zoeker: Zoeker, argumenten: dict[str, dict[str, Any]]) -> None:
    """Everything but their desks: the letter in concept, exports, Word, PDF, lists."""
    wie = iemand(*(rol for rol in Rol if rol is not Rol.BEHEERDER))
    Bijdrage.objects.get(pk=argumenten["bijdrage"]["pk"]).adviseurs.add(wie)
    client = Client()
    client.force_login(wie)
    seen = 0
    for naam in sorted(WIE_MAG.keys() - _BUREAU):
        answer = client.get(reverse(naam, kwargs=argumenten.get(naam)), follow=True)
        if naam == "voorstel-doen" or answer.status_code != 200:
            continue
        zoeker.look(f"bureau: {naam}", _body(answer))
        seen += not answer["Content-Type"].startswith("text/html")
    assert seen > 20 + len(API)
    for bestand in Taak.objects.exclude(bestand=None):
        zoeker.look("taakbestand", bytes(bestand.bestand.inhoud))


def _letter_on_paper(zoeker: Zoeker, brief: Brief) -> None:
    document = compose(brief).document
    zoeker.look("brief.pdf", letter_pdf(document)[0])
    for bijlage in document.gevulde_bijlagen:
        zoeker.look("bijlage.pdf", bijlage_pdf(document, bijlage.nummer))
    zoeker.look("brief.json", document.to_json())


def _body(answer: Any) -> bytes:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(body) + str(answer.headers).encode()
