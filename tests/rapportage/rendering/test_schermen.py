"""The screens around the letter, and the look they share."""

import re
from pathlib import Path

import pytest
from django.contrib.messages import ERROR, SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from rapportage.rendering import html
from tests.rapportage.rendering.paginas import text, tree

# -- The screens around it ------------------------------------------------------------------------


def test_not_allowed_looks_exactly_like_not_there(rf: RequestFactory) -> None:
    pages = {
        render_to_string("404.html", {"request_path": path, "exception": reason}, rf.get(path))
        for path, reason in (("/concept/geheim/", "Geen recht"), ("/bestaat-niet/", "Resolver404"))
    }
    assert len(pages) == 1
    assert "Deze pagina is er niet" in pages.pop()


def test_the_page_of_an_error_needs_no_request_and_no_context() -> None:
    page = get_template("500.html").render()
    assert text(tree(page).xpath("//h1")[0]) == "Er ging iets mis"
    assert "/brieven/" in page


@pytest.mark.django_db
def test_the_other_screens_have_landmarks_and_say_what_happened(rf: RequestFactory) -> None:
    request = rf.get("/brieven/")
    messages = [Message(SUCCESS, "De tekst is opgeslagen."), Message(ERROR, "<b>")]
    page = render_to_string("base.html", {"messages": messages}, request)
    root = tree(page)
    assert [len(root.xpath(f"//{tag}")) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert root.xpath("//a[@href='/brieven/' and @aria-current]")
    alerts = root.xpath("//div[@role='status']/p")
    assert [text(p) for p in alerts] == [
        "Gelukt. De tekst is opgeslagen.",
        "Niet gelukt. <b>",
    ]
    assert "utrecht-alert--ok" in alerts[0].get("class")
    assert not root.xpath("//@style|//style")


# -- Style ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*html.WEB_CSS, *html.WEB_JS, *html.PAPIER_CSS])
def test_every_file_of_the_look_is_there(name: str) -> None:
    assert finders.find(name)


def test_tokens_come_first_and_the_paper_fetches_nothing() -> None:
    assert html.WEB_CSS[0] == html.PAPIER_CSS[0] == "css/tokens.css"
    css = html.papier_css()
    assert "@page" in css
    assert "url(" not in css
    assert "@import" not in css


def test_addresses_for_previews() -> None:
    vorm = html.static_vorm()
    assert vorm.stylesheets[0].endswith("css/tokens.css")
    assert len(vorm.scripts) == len(html.WEB_JS)


@pytest.mark.parametrize("name", sorted({*html.WEB_CSS, *html.PAPIER_CSS}))
def test_every_custom_property_is_a_token(name: str) -> None:
    path = finders.find(name)
    tokens = finders.find("css/tokens.css")
    assert isinstance(path, str)
    assert isinstance(tokens, str)
    defined = set(re.findall(r"^\s*(--[\w-]+):", _read(tokens), re.M))
    used = re.findall(r"var\((--[\w-]+)(,?)", _read(path))
    # Those of a theme's candidate components are a municipality's to give: ours stand behind them.
    assert {naam for naam, _ in used if not naam.startswith("--nl-")} <= defined
    assert all(fallback for naam, fallback in used if naam.startswith("--nl-"))


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")
