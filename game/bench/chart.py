"""Small charts as SVG: bars with their intervals, ranges, and bars to either side of nought. Each says what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_WORDS: Final = 18
"""Pixels of a row for its words, which stand above what is drawn, so that they keep their size on a narrow screen."""

_DRAWN: Final = 14
_ROW: Final = _WORDS + _DRAWN + 12


@dataclass(frozen=True)
class Bar:
    """One row of a chart.

    Arguments:
        label: what it is about.
        value: where the bar ends, or the mark stands.
        low, high: the interval around it; equal to the value where there is none.
        told: the value in words, at the end of the row.
    """

    label: str
    value: float
    low: float
    high: float
    told: str


def bars(number: str, title: str, rows: Sequence[Bar], *, most: float = 1.0) -> str:
    """Bars from nought, each with its interval as a line across its end. `number` makes the ids of the chart its own."""
    parts = []
    for position, row in enumerate(rows):
        y = position * _ROW
        parts += _words(row, y)
        parts.append(_rect("bar", 0.0, row.value / most, y + _WORDS, _DRAWN))
        if row.high > row.low:
            parts.append(_whisker(row.low / most, row.high / most, y))
    return _chart(number, title, rows, parts)


def ranges(number: str, title: str, rows: Sequence[Bar]) -> str:
    """A line from low to high in each row with a mark at the value, all on one scale from the least low to the greatest high."""
    least, most = min((row.low for row in rows), default=0.0), max((row.high for row in rows), default=1.0)
    span = (most - least) or 1.0
    parts = []
    for position, row in enumerate(rows):
        y = position * _ROW
        low, mark, high = ((one - least) / span for one in (row.low, row.value, row.high))
        parts += _words(row, y)
        parts.append(f'<line class="track" x1="0" x2="100%" y1="{y + _MIDDLE}" y2="{y + _MIDDLE}"/>')
        parts.append(_whisker(low, high, y))
        size = f'width="6" height="{_DRAWN}" transform="translate(-3)"'
        parts.append(f'<rect class="mark" x="{_at(mark)}" y="{y + _WORDS}" {size}/>')
    return _chart(number, title, rows, parts)


def swings(number: str, title: str, rows: Sequence[tuple[Bar, float]]) -> str:
    """Bars to either side of nought: each row's value, and a second one that is hatched."""
    most = max((abs(one) for row, other in rows for one in (row.value, other)), default=1.0) or 1.0
    parts = []
    for position, (row, other) in enumerate(rows):
        y = position * _ROW
        parts += _words(row, y)
        for value, style, offset in ((row.value, "bar", 0), (other, "hatched", _DRAWN // 2)):
            wide = abs(value) / most / 2
            parts.append(_rect(style, 0.5 if value >= 0 else 0.5 - wide, wide, y + _WORDS + offset, _DRAWN // 2 - 1))
        parts.append(f'<line class="axis" x1="50%" x2="50%" y1="{y + _WORDS - 2}" y2="{y + _WORDS + _DRAWN + 2}"/>')
    return _chart(number, title, [row for row, _ in rows], parts)


_MIDDLE: Final = _WORDS + _DRAWN / 2


def _at(share: float) -> str:
    """A place along a chart, whatever its width, to a hundredth of a percent."""
    return f"{100 * min(max(share, 0.0), 1.0):.2f}%"


def _rect(style: str, start: float, wide: float, y: float, high: float) -> str:
    return f'<rect class="{style}" x="{_at(start)}" y="{y}" width="{_at(wide)}" height="{high}"/>'


def _whisker(low: float, high: float, y: float) -> str:
    first, last, middle = _at(low), _at(high), y + _MIDDLE
    ends = "".join(f'<line x1="{x}" x2="{x}" y1="{middle - 4}" y2="{middle + 4}"/>' for x in (first, last))
    return f'<g class="whisker"><line x1="{first}" x2="{last}" y1="{middle}" y2="{middle}"/>{ends}</g>'


def _words(row: Bar, y: float) -> list[str]:
    base = y + _WORDS - 5
    return [
        f'<text x="0" y="{base}">{escape(_fitting(row.label))}</text>',
        f'<text class="told" x="100%" y="{base}" text-anchor="end">{escape(row.told)}</text>',
    ]


_LONGEST: Final = 34


def _fitting(label: str) -> str:
    """A label as it is drawn: of a long one the title is cut, and the id in brackets after it, which one looks for, is not."""
    if len(label) <= _LONGEST:
        return label
    title, bracket, code = label.rpartition(" (")
    tail = f" ({code}" if bracket and len(code) < _LONGEST // 2 else ""
    return f"{(title if tail else label)[: _LONGEST - 1 - len(tail)].rstrip()}…{tail}"


def _chart(number: str, title: str, rows: Sequence[Bar], parts: list[str]) -> str:
    words = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return (
        f'<svg role="img" aria-labelledby="{number}-title {number}-desc" width="100%" height="{len(rows) * _ROW}" class="chart">'
        f'<title id="{number}-title">{escape(title)}</title><desc id="{number}-desc">{escape(words)}</desc>'
        f"{''.join(parts)}</svg>"
    )
