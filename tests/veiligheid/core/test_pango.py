"""The question whether this system can make PDFs at all."""

import pytest

from rapportage.rendering.pdf.contract import Opdracht
from rapportage.rendering.pdf.worker import render
from veiligheid.core import pango
from veiligheid.core.checks import check_pango
from veiligheid.core.pango import pango_ontbreekt


def test_all_is_there() -> None:
    assert pango_ontbreekt() is None


@pytest.mark.parametrize(
    ("missing", "packages"),
    [
        ("pango-1", "libpango-1.0-0"),
        ("pangoft2", "libpangoft2-1.0-0"),
        ("", "libpango-1.0-0 libpangoft2-1.0-0"),
    ],
)
def test_names_the_packages(missing: str, packages: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "_loads", lambda name: bool(missing) and missing not in name)
    sentence = pango_ontbreekt()
    assert sentence is not None
    # What cuts the fonts in the image comes along, and is never asked for by itself.
    assert f"apt-get install {packages} libharfbuzz-subset0" in sentence


def test_other_commands_work_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "_loads", lambda name: False)
    (found,) = check_pango()
    assert found.id == "core.W001"
    assert not found.is_serious()


def test_a_library_that_does_not_exist() -> None:
    assert not pango._loads("libbestaat-niet.so.0")


def test_worker_says_it_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pango, importing WeasyPrint raises OSError."""
    import builtins
    import sys

    real = builtins.__import__

    def without_pango(name: str, *args: object, **kwargs: object) -> object:
        if name == "engine":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "rapportage.rendering.pdf.engine", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_pango)
    monkeypatch.setattr(pango, "_loads", lambda name: False)
    assert "apt-get install libpango" in render(Opdracht("<p>x</p>")).melding
