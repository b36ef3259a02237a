"""Draws the README's picture, two screens of the game as it prints them today: `python docs/picture.py` (or `make docs`).

The text is what the command really prints; only the frame around it is drawn here. An SVG stays sharp at any size, and its
text can be read aloud and searched.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

PICTURE = Path(__file__).parent / "pictures" / "quarter.svg"
TYPED = "\n\n3\ntime csc\nlisten\nupwards\nend\n"
LEFT = ("Nine minutes with the panel", "How to play")
RIGHT = ("What came of 2010 Q2", "Enter for 2010 Q3")

_TITLE = "Two screens of the game in the terminal: a dilemma with four options, and what came of the quarter."
_FONTS = "ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace"
_LINE, _CHARACTER, _PAD, _GAP = 19.0, 8.43, 26, 22
_GROUND, _PANE, _INK, _BRIGHT = "#e9e4da", "#16202b", "#d7dee6", "#ffffff"


def main() -> None:
    """Plays the first quarter and writes the picture."""
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(drawn(played()), encoding="utf-8")


def played() -> str:
    """What the game prints for the first quarter of Barnet."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", "game", "play", "barnet", "--text", "--seed", "3"],
            input=TYPED,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "WHOLEPLACE_HOME": home},
        )
    return done.stdout


def drawn(text: str) -> str:
    """The two screens side by side, as SVG."""
    lines = text.splitlines()
    panes = [_between(lines, *LEFT), _between(lines, *RIGHT)]
    tall = max(len(pane) for pane in panes)
    width = 2 * (80 * _CHARACTER + 2 * _PAD) + 3 * _GAP
    height = tall * _LINE + 2 * _PAD + 2 * _GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="title">',
        f'<title id="title">{_TITLE}</title>',
        f'<rect width="100%" height="100%" fill="{_GROUND}"/>',
    ]
    for number, pane in enumerate(panes):
        left = _GAP + number * (80 * _CHARACTER + 2 * _PAD + _GAP)
        parts.append(
            f'<rect x="{left:.0f}" y="{_GAP}" width="{80 * _CHARACTER + 2 * _PAD:.0f}" height="{tall * _LINE + 2 * _PAD:.0f}" '
            f'rx="10" fill="{_PANE}"/>'
        )
        parts.append(f'<g font-family="{_FONTS}" font-size="14" fill="{_INK}" xml:space="preserve">')
        for row, line in enumerate(pane):
            is_bright = bool(line) and not line.startswith((" ", "-")) and (row == 0 or not pane[row - 1])
            is_head = is_bright and (len(line) < 60 or line[0].isdigit())
            style = f' fill="{_BRIGHT}" font-weight="600"' if is_head else ""
            parts.append(f'<text x="{left + _PAD:.0f}" y="{_GAP + _PAD + (row + 0.8) * _LINE:.1f}"{style}>{escape(line)}</text>')
        parts.append("</g>")
    return "\n".join([*parts, "</svg>"]) + "\n"


def _between(lines: list[str], first: str, last: str) -> list[str]:
    """The lines from the one that begins with `first` up to the one before that which begins with `last`."""
    start = next(number for number, line in enumerate(lines) if line.startswith(first))
    stop = next(number for number, line in enumerate(lines) if number > start and line.startswith(last))
    found = lines[start:stop]
    while found and not found[-1]:
        found.pop()
    return found


if __name__ == "__main__":
    main()
