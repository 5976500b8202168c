"""A file taken in as somebody does it: by its command, or through its screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html as lxml_html

from veiligheid.core.models import Inleesbestand

COMMANDO, SCHERM = "commando", "scherm"
WEGEN = (COMMANDO, SCHERM)
_COMMANDO = {"cijfers": "importeer_metingen"}
# More questions than any file may ask.
_MEEST = 3


@dataclass
class Uitkomst:
    """All that was said, tags left out; whether it was refused; and what was asked, by the names of
    the fields."""

    tekst: str
    geweigerd: bool = False
    vragen: tuple[tuple[str, ...], ...] = ()


def take_in(
    weg: str,
    client: Client,
    soort: str,
    path: Path,
    *,
    opties: Mapping[str, Any] | None = None,
    velden: Mapping[str, Any] | None = None,
    antwoorden: Mapping[str, str] | None = None,
) -> Uitkomst:
    """opties: of the command. velden: of the form. antwoorden: to what is asked on screen, by the
    name of the field; else what stands there already. `client` is of somebody who may."""
    if weg == COMMANDO:
        return by_command(_COMMANDO.get(soort, f"importeer_{soort}"), path, **(opties or {}))
    return by_screen(client, soort, path, velden or {}, antwoorden or {})


def by_command(commando: str, path: Path, **opties: Any) -> Uitkomst:
    uit = StringIO()
    try:
        call_command(
            commando, path, **{"toepassen": True, **opties}, stdout=uit, stderr=uit, no_color=True
        )
    except CommandError as fout:
        return Uitkomst(f"{uit.getvalue()}{fout}", geweigerd=True)
    return Uitkomst(uit.getvalue())


def by_screen(
    client: Client,
    soort: str,
    path: Path,
    velden: Mapping[str, Any],
    antwoorden: Mapping[str, str],
) -> Uitkomst:
    """Sends it, answers what is asked, looks, and confirms."""
    sent = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post(f"/importeren/{soort}/", {"bestand": sent, **velden})
    assert answer.status_code == 302, _words(answer)
    adres = answer["Location"]
    page, said, asked = client.get(adres), "", []
    while _state() == Inleesbestand.Staat.VRAAG:
        fields = page.context["vraag"].velden
        asked.append(tuple(veld.naam for veld in fields))
        assert len(asked) <= _MEEST, asked
        said += _words(page)
        data = {f"veld-{n}": antwoorden.get(v.naam, v.begin) for n, v in enumerate(fields)}
        page = client.post(adres, {**data, "doe": "antwoorden"}, follow=True)
    said += _words(page)
    if _state() == Inleesbestand.Staat.KLAAR and "Inlezen zoals hierboven" in said:
        page = client.post(adres, {"doe": "inlezen"}, follow=True)
        assert "Ingelezen." in _words(page)
    return Uitkomst(said, _state() == Inleesbestand.Staat.GEWEIGERD, tuple(asked))


def _state() -> Any:
    return Inleesbestand.objects.select_related("taak").latest("op").staat


def _words(answer: Any) -> str:
    root: Any = lxml_html.document_fromstring(answer.content.decode())
    return " ".join(str(root.text_content()).split())
