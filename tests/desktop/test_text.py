"""Type: every sign is in the font it is set in, wrapping loses nothing, and the cache changes nothing."""

from __future__ import annotations

import os
import re
from itertools import accumulate
from pathlib import Path

import pygame
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from game.desktop.map.links import pill
from game.desktop.ui import text as setting
from game.desktop.ui.element import Kit
from game.desktop.ui.face import Face, kerning, kerning_path
from game.desktop.ui.text import OWN_SIGNS, Typesetter
from game.desktop.ui.theme import TYPES, FontName, Style
from game.look.palette import PALETTES
from game.scenario.kind import ICONS
from game.scenario.shipped import asset_root, shipped_root
from game.words.together import apart, together
from tests.picture import painted
from tests.test_docs import script
from tests.words.test_together import KEPT

FAMILIES: tuple[FontName, ...] = ("inter", "atkinson", "opendyslexic")
FONTS = sorted(path for path in (asset_root() / "fonts").rglob("*") if path.suffix in (".ttf", ".woff"))
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _fonts() -> None:
    pygame.font.init()


def cmap(path: Path) -> set[str]:
    """The signs that a font file has, by its own table."""
    return {chr(code) for code in TTFont(path).getBestCmap()}


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_each_font_has_the_signs_it_is_trusted_with(path: Path) -> None:
    """What is set in a family itself is in its table, so that no box is drawn for it; a soft hyphen is never drawn."""
    assert {sign for sign in OWN_SIGNS - cmap(path) if sign != "\u00ad"} == set()


def test_inter_has_every_sign_of_every_text() -> None:
    """Whatever a family lacks is set in Inter, which has every sign of the shipped scenarios."""
    written = set("".join(path.read_text("utf-8") for path in shipped_root().rglob("*.yaml")))
    known = cmap(asset_root() / "fonts" / "inter" / "Inter-Regular.ttf")
    assert {sign for sign in written - known if sign.isprintable()} == set()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_font_opens(family: FontName) -> None:
    """Each style can be set in each family, without a fault."""
    setter = Typesetter(family, 1.0)
    assert all(setter.width("Whole Place", style) > 0 for style in TYPES)
    assert setter.faults == []


def test_a_missing_font_is_told_and_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a font file is gone, the game goes on with a plain one and says which file it was."""
    monkeypatch.setattr(setting, "asset_root", lambda: tmp_path)
    setter = Typesetter("inter", 1.0)
    assert setter.line("Whole Place", "body", (0, 0, 0)).get_width() > 0
    assert "Inter-Regular.ttf cannot be opened" in str(setter.faults[0])


@given(st.text(alphabet="abc def-é“”→ ", max_size=200), st.integers(30, 400))
def test_wrapping_loses_nothing(words: str, width: int) -> None:
    """The lines hold every word in order; none is wider than the room, unless a single sign is."""
    pygame.font.init()
    setter = Typesetter("inter", 1.0)
    lines = setter.wrap(words, "body", width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)
    assert all(setter.width(line, "body") <= width or len(line) == 1 for line in lines)


@given(st.text(alphabet="abc def-é“”→ ", max_size=80), st.integers(30, 400))
def test_a_heading_is_set_in_lines_of_about_one_length(words: str, width: int) -> None:
    """A heading has no more lines than in the order of its words, loses none, and a point less of room would add a line."""
    pygame.font.init()
    setter = Typesetter("inter", 1.0)
    lines = setter.wrap(words, "heading", width)
    widest = max(setter.width(line, "heading") for line in lines)
    longest = max((setter.width(word, "heading") for word in words.split()), default=0)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)
    assert len(lines) == len(setter._wrap(words, "heading", width))
    if len(lines) > 1 and longest <= width:
        assert setter.wrap(words, "heading", widest) == lines
        assert widest == longest or len(setter.wrap(words, "heading", widest - 1)) > len(lines)


def test_a_short_last_word_is_not_left_alone() -> None:
    """It takes the word before it along, at every width at which it would stand alone, and adds no line by it."""
    setter, text, n_alone = (
        Typesetter("inter", 1.0),
        "Say one purpose in several languages, and notice when all of them compare it.",
        0,
    )
    for width in range(200, 500):
        lines, fitted = setter.wrap(text, "body", width), setter._wrap(text, "body", width)
        assert (len(lines), " ".join(lines)) == (len(fitted), text)
        assert len(lines) == 1 or " " in lines[-1]
        n_alone += fitted[-1] == "it."
    assert n_alone


@given(st.lists(st.sampled_from(("and", "together", *KEPT)), min_size=2, max_size=20), st.integers(130, 500))
def test_what_belongs_on_one_line_is_set_on_one(words: list[str], width: int) -> None:
    """A date or a figure with its unit ends no line half way, in running text or in a heading, where a line has room for it."""
    setter, text = Typesetter("inter", 1.0), " ".join(words)
    for style in ("body", "heading"):
        lines = setter.wrap(text, style, width)
        assert " ".join(lines) == text
        ends = set(accumulate(len(line) + 1 for line in lines))
        for found in re.finditer("[^ ]+", together(text)):
            if setter.width(apart(found[0]), style) <= width:
                assert ends.isdisjoint(range(found.start() + 1, found.end())), (found[0], lines)


@pytest.mark.parametrize("style", TYPES)
def test_no_line_has_more_letters_than_can_be_read(style: Style) -> None:
    """In a room as wide as can be, a text goes on in the next line after 80 letters, and loses no word."""
    setter, text = (
        Typesetter("inter", 1.0),
        "Nobody will tell you it is late until it is, and then all of them will, at once. " * 4,
    )
    lines = setter.wrap(text, style, 10_000)
    assert max(map(len, lines)) <= 80
    assert " ".join(lines) == text.strip()


@given(st.lists(st.text("abcdefgh-", min_size=1, max_size=9), min_size=3, max_size=9), st.integers(90, 400))
def test_a_path_goes_on_after_the_name_of_a_folder(folders: list[str], width: int) -> None:
    """A path that has no room on one line is broken after a folder, and within a name only where that alone has no room."""
    setter, path = Typesetter("inter", 1.0), str(Path(os.sep, *folders))
    lines = setter.wrap(path, "small", width)
    assert "".join(lines) == path
    assert all(line.endswith(os.sep) for line in lines[:-1])  # each of these names has room


@pytest.mark.parametrize("size", [13, 15, 16, 21])
def test_letters_stand_where_the_font_puts_them(size: int) -> None:
    """A word is as wide as its letters are in the font's own table, to a third of a pixel each, however small they are set."""
    path = asset_root() / "fonts" / "inter" / "Inter-Regular.ttf"
    with TTFont(path) as font:
        names, advances, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        face, widths = (
            Face(path, size),
            {sign: size * advances[names[ord(sign)]][0] / units for sign in "abcdefghijklmnopqrstuvwxyz"},
        )
    for sign, wide in widths.items():
        ten = face.width(f"n{sign * 10}n") - face.width("nn")
        kerned = 9 * kerning(path.stem).get(2 * sign, 0) * size / 1000
        assert ten == pytest.approx(10 * wide + kerned, abs=5), sign


@given(st.text(alphabet="AVTo.jfy w\u2019", min_size=1, max_size=30), st.sampled_from((13, 15, 24)))
def test_a_line_is_as_wide_as_it_is_measured(text: str, size: int) -> None:
    """What is drawn takes the pixels that were told, and of no letter more than its edge is cut off at either end."""
    face = Face(asset_root() / "fonts" / "source-serif" / "SourceSerif4-Italic.ttf", size)
    drawn, roomy = face.render(text, (0, 0, 0)), face.render(f"  {text}  ", (0, 0, 0))
    assert drawn.get_width() == face.width(text)
    inks = [int(pygame.surfarray.array_alpha(one).sum()) for one in (drawn, roomy)]
    assert inks[0] == pytest.approx(inks[1], rel=0.03)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_sign_that_no_font_has_takes_its_place(path: Path) -> None:
    """A name in another script, or with a picture in it, is seen to be there, and nothing beside it is cut off."""
    for size in (15, 24, 40):
        face = Face(path, size)
        for sign in "\u4e2d\U0001f600\t":
            line, word = face.render(f"{sign}{sign}end", (0, 0, 0)), face.render("end", (0, 0, 0))
            assert line.get_width() == face.width(f"{sign}{sign}end") > word.get_width() + size // 2
            inks = [one.get_bounding_rect() for one in (line, word)]
            assert line.get_width() - inks[0].right == pytest.approx(word.get_width() - inks[1].right, abs=1)
            assert face.render(sign, (0, 0, 0)).get_bounding_rect().width > size // 4


@pytest.mark.parametrize("family", FAMILIES)
def test_a_letter_and_its_accent_are_set_as_one(family: FontName) -> None:
    """A name that comes letter by accent, or with marks that only say how signs hang together, is set as anybody writes it."""
    setter = Typesetter(family, 1.0)
    for odd, usual in (
        ("Ty\u0302 dw\u0302r, e\u0301cole", "T\u0177 d\u0175r, \u00e9cole"),
        ("a\u00adb\u200dc\ufe0f\u200b\u00e9", "abc\u00e9"),
    ):
        assert setter.width(odd, "body") == setter.width(usual, "body")
        assert painted(setter.line(odd, "body", (0, 0, 0))) == painted(setter.line(usual, "body", (0, 0, 0)))
    assert setter.line("\u200b", "body", (0, 0, 0)).get_width() == 1


def test_a_name_of_a_file_that_no_writing_has_is_set() -> None:
    """What the system cannot read as letters, as in a name from an old computer, stops no game from being listed."""
    name = os.fsdecode(b"caf\xe9-2026")
    setter = Typesetter("inter", 1.0)
    assert setter.width(name, "body") > setter.width("caf-2026", "body")
    assert setter.wrap(name, "body", 400) == (name,)
    assert setter.line(name, "body", (0, 0, 0)).get_width() == setter.width(name, "body")


def test_no_line_is_drawn_wider_than_pygame_can_make_smaller() -> None:
    """Of a word of many hundred letters what any screen can show is drawn; the rest would lie beyond what memory is reserved."""
    face = Face(FONTS[0], 15)
    line, more = (face.render("W" * n, (0, 0, 0)) for n in (700, 720))
    assert 7680 < line.get_width() == more.get_width() <= 32_767 // 4


def test_pairs_come_nearer() -> None:
    """A T takes an o under its roof, as the font says, and two figures keep their distance."""
    face = Face(asset_root() / "fonts" / "source-serif" / "SourceSerif4-SemiBold.ttf", 38)
    assert face.width("To") < face.width("T") + face.width("o") - 1
    assert abs(face.width("11") - 2 * face.width("1")) <= 1


@pytest.mark.slow
def test_the_kerning_is_that_of_the_fonts() -> None:
    """What is kept is what `docs/kerning.py` makes today of the fonts."""
    assert kerning_path().read_text("utf-8") == script("kerning").made(kerning_path().parent)


def test_apostrophes_are_set_curled() -> None:
    """A straight apostrophe and a curled one are one picture, as wide, alone and beside a sign the family lacks."""
    setter = Typesetter("atkinson", 1.0)
    for straight in ("Children's centres", "The leaders' line \u2192"):
        curled = straight.replace("'", "\u2019")
        pictures = [painted(setter.line(text, "body", (10, 20, 30))) for text in (straight, curled)]
        assert pictures[0] == pictures[1]
        assert setter.width(straight, "body") == setter.width(curled, "body")


def test_the_cache_changes_nothing() -> None:
    """A line set again is the same picture, and the cache keeps within its bounds."""
    setter = Typesetter("inter", 2.0)
    first = painted(setter.line("Say and do", "display", (10, 20, 30)))
    for number in range(3000):
        setter.line(f"A line of some length, number {number}", "display", (10, 20, 30))
    assert setter._bytes <= setting.CACHE_BYTES
    assert painted(setter.line("Say and do", "display", (10, 20, 30))) == first


@pytest.mark.parametrize("name", ICONS)
def test_every_pictogram_an_agency_can_have_is_there(name: str) -> None:
    """Each icon of the language is a file that can be drawn."""
    path = asset_root() / "icons" / f"{name}.svg"
    assert path.is_file()
    assert pygame.image.load_sized_svg(path, (24, 24)).get_bounding_rect().width > 8


def test_every_pictogram_in_the_code_is_there() -> None:
    """Each icon that a screen names is a file."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "game" / "desktop").rglob("*.py"))
    named = set(re.findall(r'(?:icon|after)="([a-z0-9-]+)"', source)) | set(re.findall(r'Icon\("([a-z0-9-]+)"', source))
    assert named
    assert {name for name in named if not (asset_root() / "icons" / f"{name}.svg").is_file()} == set()


def test_licences_lie_beside() -> None:
    """Each folder of fonts and icons has its licence."""
    folders = [*(path for path in (asset_root() / "fonts").iterdir() if path.is_dir()), asset_root() / "icons"]
    assert all(any(path.name in ("OFL.txt", "LICENSE") for path in folder.iterdir()) for folder in folders)


def test_another_family_is_seen_at_once_whatever_was_kept() -> None:
    """Changed over and over, the numbers on the map are always set in the family that was chosen last."""
    seen = {family: set[str]() for family in FAMILIES}
    for family in FAMILIES * 20:  # a setter comes to lie in memory where an earlier one has lain
        kit = Kit(PALETTES["light"], Typesetter(family, 1.0), 1.0)
        seen[family].add(painted(pill(kit, "25", "40", kit.palette.ink)))
    assert [len(one) for one in seen.values()] == [1, 1, 1]
    assert len(set.union(*seen.values())) == 3
