"""Every sentence that the portal makes from data, on all public pages of the demo and in its PDFs,
is worked out again from the records by another route. Printed: how many, and how many wrong."""

import re
from collections import Counter
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from lxml import html as lxml_html

from monitoring.models import Gebied, Indicator
from rapportage.models import Publicatie, Publicatiebestand
from tests.pdfhulp import htmlwoorden, structuurwoorden
from tests.zinnen.lezen import Zin, blocks, read_block, words
from tests.zinnen.opnieuw import OPNIEUW, Waarheid
from themas.toezeggingen.models import Toezegging
from veiligheid.core.zinsoorten import ZINNEN, zinsoort

_COMMAND = "veiligheid.demo.management.commands.demo"
# Kinds that only a page for one's own choices has, or that say what the demo has none of.
_NIET_IN_DE_DEMO = {"grafiek-verder", "geld-niets", "geld-vermeld-totaal", "register-maand"}
_NIET_IN_DE_DEMO |= {"looptijd-telling", "looptijd-jaren-zonder"}
_NIET_IN_DE_DEMO |= {"fenomeen-richting", "fenomeen-gebied"}
# Words that the portal puts in its sentences, and that no person in the demo wrote.
_VERRADERS = re.compile(
    r"vrijwel gelijk|(?:meer|minder|hoger|lager) dan in \d{4}\b|het hoogst in|Lasten in \d{4}"
    r"|is verteld wat ervan kwam|nog niet beoordeeld|tot een ander oordeel|Stand op \d+ \w+ \d{4}",
    re.IGNORECASE,
)


def test_every_kind_can_be_worked_out_again() -> None:
    """A new kind of sentence fails here until somebody writes how to recompute it."""
    assert ZINNEN.keys() == OPNIEUW.keys()
    assert all(soort.regel.strip() for soort in ZINNEN.values())


def test_a_kind_has_a_name_of_its_own_and_a_rule() -> None:
    with pytest.raises(ValueError, match="dubbel"):
        zinsoort("cijfer-verloop", "x")(str)

    def zonder_regel() -> None: ...

    with pytest.raises(ValueError, match="zonder regel"):
        zinsoort("nieuw", "x")(zonder_regel)
    assert "nieuw" not in ZINNEN


# What is true on some page, and what is not.
_VERVALST = (
    ("het hoogst in Binnenstad", "het hoogst in Molenrak"),
    ("11 minder dan in 2024", "11 meer dan in 2024"),
    (" (vrijwel gelijk)", ""),
    ("Over 1 van 1 ", "Over 0 van 1 "),
    ("begroot €\u00a016.", "begroot €\u00a017."),
    ("Stand op 14 januari 2025: ", "Stand op 14 januari 2025: 1"),
    ('antwoord">', 'antwoord">Bijna 30 procent van de wijken ging vooruit. '),
)


@pytest.mark.eenmaal
def test_every_sentence_is_true(
    demo: dict[str, str], client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    waarheid, written = Waarheid(client), _written()
    found = [z for page, html in demo.items() for z in _read(page, html, written)]
    made = [z for z in found if isinstance(z, Zin)]
    wrong = [w for page, html in demo.items() for w in _wrong(waarheid, page, html, written)]
    per_kind = Counter(z.soort for z in made)
    on_paper, wrong_on_paper = _paper(made, written)
    with capsys.disabled():
        print(f"\n{len(made)} zinnen op {len(demo)} bladzijden, {len(wrong)} fout")
        print(f"{on_paper} zinnen in pdf’s, {len(wrong_on_paper)} fout")
        print(", ".join(f"{n} {soort}" for soort, n in sorted(per_kind.items())))
    assert wrong == []
    assert wrong_on_paper == []
    assert per_kind.keys() == ZINNEN.keys() - _NIET_IN_DE_DEMO
    # And the walker tells what is not true, or made by nobody it knows.
    for waar, onwaar in _VERVALST:
        page, html = next((a, h) for a, h in demo.items() if waar in h)
        assert _wrong(waarheid, page, html.replace(waar, onwaar, 1), written), (page, onwaar)


@pytest.fixture
def demo(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any, db: None
) -> dict[str, str]:
    """All public pages of the demo by address: what is published as it is stored, the rest as it is
    served."""
    monkeypatch.setattr(f"{_COMMAND}.is_embedded", lambda: True)
    monkeypatch.setattr(f"{_COMMAND}.call_command", lambda *a, **k: 0)
    settings.VAR_DIR = tmp_path
    call_command("demo", geen_server=True, stdout=StringIO())
    stored = Publicatiebestand.objects.filter(pad__endswith=".html").select_related("publicatie")
    pages = {f"{b.publicatie.slug}/{b.pad}": bytes(b.inhoud).decode() for b in stored}
    for adres in _live():
        answer = client.get(adres)
        assert answer.status_code == 200, adres
        pages[adres] = answer.content.decode()
    return pages


def _live() -> list[str]:
    areas = [g.code for g in Gebied.objects.all()]
    shown = Indicator.objects.public().filter(metingen__isnull=False).distinct()
    slugs = [i.slug for i in shown]
    return [
        *("/", "/brieven/", "/toezeggingen/", "/cijfers/"),
        *(f"/cijfers/gebied/{code}/" for code in areas),
        *(f"/cijfers/?indicator={slug}&gebied={code}" for slug in slugs for code in areas),
        *(
            f"/cijfers/?indicator={slug}&gebied=GM0000&per={per}&naast=wijken"
            for slug in slugs
            for per in ("aantal", "inwoner")
        ),
        *(t.get_absolute_url() for t in Toezegging.objects.filter(openbaar=True)),
    ]


def _read(page: str, html: str, written: str) -> list[Zin | str]:
    return [z for text, plek in blocks(html, page) for z in read_block(text, plek, written)]


def _wrong(waarheid: Waarheid, page: str, html: str, written: str) -> list[str]:
    """What is not true, or made by nobody who is known."""
    found = []
    for zin in _read(page, html, written):
        if isinstance(zin, str):
            found.append(f"{page}: {zin}")
        elif (right := waarheid.expected(zin)) != zin.tekst:
            found.append(f"{page}: {zin.soort}\n  {zin.tekst}\n  {right}")
    return found


def _paper(made: list[Zin], written: str) -> tuple[int, list[str]]:
    """The sentences of the annexes and the documents stand in their PDFs too, word for word, and
    what is left there was made by nobody else. A picture's words are no text on paper."""
    count, wrong = 0, []
    for publicatie in Publicatie.objects.all():
        mine = [z for z in made if z.plek.pagina.startswith(f"{publicatie.slug}/")]
        for bestand in publicatie.bestanden.filter(pad__endswith=".pdf"):
            folder = bestand.pad.rpartition("/")[0]
            page = f"{publicatie.slug}/{folder}{'/' if folder else ''}index.html"
            here = [
                z.tekst
                for z in mine
                if z.plek.pagina == page
                and z.plek.element.tag != "title"
                and not any(_hidden(e) for e in (z.plek.element, *z.plek.element.iterancestors()))
            ]
            text = " ".join(structuurwoorden(bytes(bestand.inhoud))).lower()
            for tekst in sorted(set(here), key=len, reverse=True):
                if tekst.startswith(("Bij de ", "Eén thema")):
                    continue  # paper has a heading of its own for what it is of
                count += 1
                if _flat(tekst) not in text:
                    wrong.append(f"{page}: niet in de pdf: {tekst}")
                text = text.replace(_flat(tekst), " ")
            elsewhere = {_flat(z.tekst) for z in mine}
            for tekst in sorted(elsewhere, key=len, reverse=True):
                text = text.replace(tekst, " ")
            wrong += [
                f"{page}: alleen in de pdf: {text[max(0, m.start() - 80) : m.end() + 80]}"
                for m in _VERRADERS.finditer(text)
                if m[0] not in written
            ]
    return count, wrong


def _hidden(element: Any) -> bool:
    return bool({"vb-hulp", "vb-alleen-voorlezen"} & set((element.get("class") or "").split()))


def _flat(text: str) -> str:
    """Its words alone: what paper does with spaces, signs and hyphens says nothing."""
    return " ".join(htmlwoorden(f"<body><p>{escape(text)}</p></body>")).lower()


def _written() -> str:
    """Everything that people wrote, of every record."""
    found = []
    for model in apps.get_models():
        if model in (Publicatie, Publicatiebestand) or model._meta.app_label == "sessions":
            continue
        names = [
            f.name
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField)
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            found += [part for value in row if value for part in _parts(str(value))]
    return "\n".join(found)


def _parts(value: str) -> list[str]:
    """Rich text as its words and, apart, its notes, which stand in its links."""
    if "<" not in value:
        return [words(value)]
    root: Any = lxml_html.fragment_fromstring(value, create_parent="div")
    notes = root.xpath(".//a/@title")
    return [words(" ".join(p.itertext())) for p in root] + [words(n) for n in notes]
