"""How charts are drawn: one look, told apart by shape and pattern before colour, the same bytes every time.

matplotlib takes seconds to import, so only drawing imports it. Text stays text in the SVG: it can be read aloud, found and made
larger.
"""

from __future__ import annotations

import io
import logging
import re
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree import ElementTree as ET

from game.debrief.paper import Picture
from game.look.page import CUTS, SANS, in_hex, whole
from game.look.palette import PALETTES
from game.translation import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LIGHT: Final = PALETTES["light"]
INK: Final = in_hex(_LIGHT.ink)
SOFT: Final = in_hex(_LIGHT.quiet)
RULE: Final = in_hex(_LIGHT.hair)
OWN: Final = in_hex(_LIGHT.accent)
OTHER: Final = in_hex(_LIGHT.sharing)
PALE: Final = in_hex(_LIGHT.raised)

_SVG: Final = "http://www.w3.org/2000/svg"
_LINK: Final = "http://www.w3.org/1999/xlink"
_FAMILY: Final = CUTS[0].family
_FALLBACK: Final = SANS.replace('"', "'")
_LONGEST: Final = 200  # characters of an author's text on a chart


def ready() -> None:
    """Imports the library that draws. Raises `ModuleNotFoundError` if it is not installed."""
    # What it says of its own folders and fonts is nothing that whoever asked for a report can use.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl  # noqa: F401


@contextmanager
def canvas(width: float, height: float, rows: int = 1, columns: int = 1) -> Iterator[tuple[Figure, list[Axes]]]:
    """An empty figure, in inches, with its parts in reading order; what is drawn within has the house's look."""
    ready()
    import matplotlib as mpl
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in map(str, map(whole, CUTS)):
        if path not in known:
            font_manager.fontManager.addfont(path)
    look: dict[str, Any] = {
        "font.family": _FAMILY,
        "font.size": 9,
        "text.color": INK,
        "text.parse_math": False,  # a dollar sign in somebody's title is a dollar sign
        "axes.edgecolor": SOFT,
        "axes.labelcolor": INK,
        "axes.titlesize": 10,
        "axes.titleweight": 600,
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": False,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "hatch.linewidth": 0.7,
        "svg.fonttype": "none",
        "svg.hashsalt": "wholeplace",
        "savefig.facecolor": "white",
    }
    with mpl.rc_context(cast("Any", look)), warnings.catch_warnings():
        # A sign that the font lacks is drawn by the reader's own system in an SVG, and as a box in a PNG.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing")
        figure = Figure(figsize=(width, height), layout="constrained")
        made = figure.subplots(rows, columns, squeeze=False)
        yield figure, list(made.flat)


def picture(figure: Figure, key: str, name: str, text: str) -> Picture:
    """A figure as a picture for a page.

    Arguments:
        figure: what was drawn, within its `canvas`.
        key: a word that no other chart of the same page has; the ids within begin with it.
        name: what the chart is called.
        text: what it shows, for whoever cannot see it.
    """
    written = io.BytesIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return Picture(_named(written.getvalue(), key, name, text), name, text)


def in_png(figure: Figure) -> bytes:
    """A figure as a PNG of 200 dots an inch, drawn within its `canvas`."""
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=200, metadata={"Software": None})
    return written.getvalue()


def _named(svg: bytes, key: str, name: str, text: str) -> str:
    """An SVG that fits into a page: with a name and words, without a size of its own, and with no id that another has."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _LINK)
    root = ET.fromstring(svg)  # noqa: S314 - drawn by ourselves a line above
    for parent in root.iter():
        for child in list(parent):
            if child.tag.endswith("}metadata"):
                parent.remove(child)
    used = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", svg.decode()))
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own in used:
            element.set("id", f"{key}-{own}")
        for attribute, value in element.attrib.items():
            element.set(attribute, _its_own(attribute, value, key))
    del root.attrib["width"], root.attrib["height"]
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-name {key}-text")
    for position, (tag, words) in enumerate((("title", name), ("desc", text))):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{key}-{'text' if position else 'name'}"})
        element.text = words
        root.insert(position, element)
    return ET.tostring(root, encoding="unicode")


def _its_own(attribute: str, value: str, key: str) -> str:
    """An attribute's value with the ids it points to made this chart's own, and with fonts for readers who lack the first."""
    if attribute.endswith("href") and value.startswith("#"):
        return f"#{key}-{value[1:]}"
    return value.replace("url(#", f"url(#{key}-").replace(f"'{_FAMILY}'", _FALLBACK)


def lines_of(text: str, width: int, most: int = 2) -> str:
    """A text in lines of so many letters, and no more than so many lines."""
    found = textwrap.wrap(text[:_LONGEST], width, max_lines=most, placeholder=" …")
    return "\n".join(found) or text[:width]


def level_axis(axes: Axes) -> None:
    """Gives an axis of levels its range and marks: 0 to 100."""
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])


def quarters_axis(axes: Axes, names: Sequence[str]) -> None:
    """Marks some quarters on the axis below, the first and the last among them."""
    last = len(names) - 1
    step = max(1, -(-last // 4))
    marks = sorted({*range(0, last, step), last} - ({last - 1} if step > 1 else set()))
    marks = [mark for mark in marks if mark == last or last - mark >= step * 0.8]
    axes.set_xlim(0, max(last, 1))
    axes.set_xticks(marks, [(say("start") if mark == 0 else _brief(names[mark], mark)) for mark in marks], fontsize=8)


def _brief(name: str, turn: int) -> str:
    """A quarter's name as short as it can stand on an axis: `2010 Q2`, `Q3` where its name is its number."""
    return say("Q{turn}", turn=turn) if name == say("quarter {turn}", turn=turn) else name
