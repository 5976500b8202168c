from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from veiligheid.core import fonts


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("fonts")
    fonts.make_fonts(target)
    return target


def test_every_style_is_written_as_a_small_woff2(target: Path) -> None:
    for style in fonts.STYLES:
        content = (target / fonts.font_file(style)).read_bytes()
        assert content[:4] == b"wOF2"
        assert 10_000 < len(content) < 30_000


def test_the_licence_lies_beside_the_fonts(target: Path) -> None:
    assert "SIL OPEN FONT LICENSE" in (target / "OFL.txt").read_text().upper()


@pytest.mark.parametrize("style", fonts.STYLES)
def test_a_font_has_the_characters_of_a_dutch_letter(target: Path, style: str) -> None:
    font = TTFont(BytesIO((target / fonts.font_file(style)).read_bytes()))
    cmap = font.getBestCmap()
    missing = [c for c in "azAZ09ëïéèçñøßşŁİ€§×²½‘’“”–—…·•→↑✓☐" if ord(c) not in cmap]
    assert not missing
    assert ord("Ж") not in cmap


def test_figures_can_be_proportional_and_pairs_are_kerned(target: Path) -> None:
    font = TTFont(BytesIO((target / "SourceSans-Regular.woff2").read_bytes()))
    assert "pnum" in {r.FeatureTag for r in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "kern" in {r.FeatureTag for r in font["GPOS"].table.FeatureList.FeatureRecord}


def test_the_reserved_name_is_not_used_for_a_changed_font(target: Path) -> None:
    for style in fonts.STYLES:
        font = TTFont(BytesIO((target / fonts.font_file(style)).read_bytes()))
        for name_id in (1, 3, 4, 6):
            assert "source" not in (font["name"].getDebugName(name_id) or "").lower()


def test_a_second_run_does_nothing(target: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in target.iterdir()}
    assert fonts.make_fonts(target) == []
    assert {path: path.stat().st_mtime_ns for path in target.iterdir()} == before


def test_the_same_settings_give_the_same_bytes(target: Path, tmp_path: Path) -> None:
    fonts.make_fonts(tmp_path)
    for path in sorted(target.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_missing_file_or_another_recipe_makes_them_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "STYLES", ("Regular",))
    assert len(fonts.make_fonts(tmp_path)) == 1
    (tmp_path / "SourceSans-Regular.woff2").unlink()
    assert len(fonts.make_fonts(tmp_path)) == 1
    monkeypatch.setattr(fonts, "_FEATURES", ("kern",))
    assert len(fonts.make_fonts(tmp_path)) == 1
    assert fonts.make_fonts(tmp_path) == []


def test_it_runs_as_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fonts.main([str(tmp_path / "nieuw")])
    assert "SourceSans-Bold.woff2" in capsys.readouterr().out
    fonts.main([str(tmp_path / "nieuw")])
    assert capsys.readouterr().out == ""
