"""How pages look: one palette, and fonts that have every sign that is ever said."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from functools import cache
from hashlib import blake2b
from pathlib import Path

import pytest

from game.bench.drawing import svg
from game.bench.graph import graph_of
from game.look.page import CUTS, Cut, faces, font, held, in_hex, tokens, whole
from game.look.palette import PALETTES, Palette
from tests.places.shipped import barnet
from tests.test_docs import script

ROOT = Path(__file__).parents[2]
SHEETS = [
    "game/workshop/static/workshop.css",
    "game/debrief/templates/style.css",
    "game/debrief/templates/slides.html",
    "game/bench/page.py",
    "game/bench/drawing.py",
]
PLAIN = {"#fff", "#000"}
"""Paper, ink on paper, and the ground of a QR code, which no theme may change."""


def properties(css: str) -> dict[str, str]:
    """The custom properties of a rule."""
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6});", css))


def test_pages_have_the_colours_of_the_window() -> None:
    """Each colour of the light and the dark palette is a property by its name; paper has the light ones alone."""
    light, dark = tokens().split("@media screen and (prefers-color-scheme:dark)")
    for css, palette in ((light, PALETTES["light"]), (dark, PALETTES["dark"])):
        found = properties(css)
        assert found == {name.replace("_", "-"): in_hex(value) for name, value in asdict(palette).items() if name != "veil"}
    assert "dark" not in tokens(has_dark=False)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_sheet_has_colours_of_its_own(sheet: str) -> None:
    """A style sheet names the palette's colours; what it asks for there is."""
    text = (ROOT / sheet).read_text("utf-8")
    known = {in_hex(value) for one in PALETTES.values() for value in asdict(one).values()}
    assert set(re.findall(r"#[0-9a-f]{3,6}\b(?=[;\"}) ])", text)) <= known | PLAIN
    set_here = set(re.findall(r"--([\w-]+):", text))
    named = {one.name.replace("_", "-") for one in fields(Palette)} | {"sans", "serif"}
    assert set(re.findall(r"var\(--([\w-]+)\)", text)) <= named | set_here


def test_a_graph_goes_with_the_dark() -> None:
    """Its colours are written out, for whoever shows pictures and knows no custom properties."""
    drawn = svg(graph_of(barnet()))
    assert "var(" not in drawn
    assert in_hex(PALETTES["light"].panel) in drawn
    assert in_hex(PALETTES["dark"].panel) in drawn


def test_a_page_names_every_cut_and_holds_it() -> None:
    """A page that is read without a network has its fonts with it."""
    css = faces(held)
    assert css.count("@font-face") == css.count("data:font/woff2;base64,") == len(CUTS)


@cache
def said() -> frozenset[str]:
    """Every sign of every text of the game and of the shipped places."""
    texts = [*(ROOT / "game/translation/catalogues").rglob("*.po"), *(ROOT / "scenarios").rglob("*.yaml")]
    texts += [*ROOT.glob("game/*/templates/*.html"), *(ROOT / "scenarios").rglob("*.po")]
    assert len(texts) > 60
    return frozenset(sign for text in texts for sign in text.read_text("utf-8")) - {"\n"}


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: Path(cut.file).stem)
class TestFonts:
    """The fonts of pages, made from the window's."""

    def test_it_has_every_sign_that_is_said(self, cut: Cut) -> None:
        """Nothing that the game or a shipped place says, in any language, is set in another font."""
        pytest.importorskip("brotli", reason="comes with the extra `report`")
        tt = pytest.importorskip("fontTools.ttLib", reason="comes with the extra `report`")
        with tt.TTFont(font(cut)) as made:
            assert said() - set(map(chr, made.getBestCmap())) == set()

    def test_it_is_a_tenth_of_the_whole(self, cut: Cut) -> None:
        """Thirty phones fetch it from one laptop."""
        assert font(cut).stat().st_size < whole(cut).stat().st_size / 10

    @pytest.mark.slow
    def test_it_is_current(self, cut: Cut, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is kept is what `docs/fonts.py` makes today, to the byte."""
        pytest.importorskip("fontTools", reason="comes with the extra `report`")
        pytest.importorskip("brotli", reason="comes with the extra `report`")
        fonts = script("fonts")
        monkeypatch.setattr(fonts, "font", lambda _: tmp_path / "made.woff2")
        fonts.make(cut)
        made, kept = (blake2b(file.read_bytes()).hexdigest() for file in (tmp_path / "made.woff2", font(cut)))
        assert made == kept
