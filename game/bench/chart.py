"""Small charts as SVG: bars with their intervals, ranges, and bars to either side of nought. Each says what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDE: Final = 760
_LABEL: Final = 230
_ROW: Final = 24
_PLOT: Final = WIDE - _LABEL - 170


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
        y = 8 + position * _ROW
        end = _LABEL + _PLOT * _within(row.value / most)
        parts.append(f'<rect class="bar" x="{_LABEL}" y="{y + 3}" width="{max(end - _LABEL, 0.5):.1f}" height="{_ROW - 9}"/>')
        if row.high > row.low:
            parts.append(_whisker(_LABEL + _PLOT * _within(row.low / most), _LABEL + _PLOT * _within(row.high / most), y))
        parts += _words(row, y)
    return _chart(number, title, rows, parts)


def ranges(number: str, title: str, rows: Sequence[Bar]) -> str:
    """A line from low to high in each row with a mark at the value, all on one scale from the least low to the greatest high."""
    least, most = min((row.low for row in rows), default=0.0), max((row.high for row in rows), default=1.0)
    span = (most - least) or 1.0
    parts = []
    for position, row in enumerate(rows):
        y = 8 + position * _ROW
        low, mark, high = (_LABEL + _PLOT * (one - least) / span for one in (row.low, row.value, row.high))
        parts.append(_whisker(low, high, y))
        parts.append(f'<rect class="mark" x="{mark - 3:.1f}" y="{y + 4}" width="6" height="{_ROW - 11}"/>')
        parts += _words(row, y)
    return _chart(number, title, rows, parts)


def swings(number: str, title: str, rows: Sequence[tuple[Bar, float]]) -> str:
    """Bars to either side of nought: each row's value, and a second one that is hatched."""
    most = max((abs(one) for row, other in rows for one in (row.value, other)), default=1.0) or 1.0
    middle = _LABEL + _PLOT / 2
    parts = [f'<line class="axis" x1="{middle}" x2="{middle}" y1="4" y2="{12 + len(rows) * _ROW}"/>']
    for position, (row, other) in enumerate(rows):
        y = 8 + position * _ROW
        for value, style, offset in ((row.value, "bar", 2), (other, "hatched", 2 + (_ROW - 6) / 2)):
            wide = abs(value) / most * _PLOT / 2
            x = middle if value >= 0 else middle - wide
            size = f'width="{max(wide, 0.5):.1f}" height="{(_ROW - 8) / 2}"'
            parts.append(f'<rect class="{style}" x="{x:.1f}" y="{y + offset}" {size}/>')
        parts += _words(row, y)
    return _chart(number, title, [row for row, _ in rows], parts)


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _whisker(low: float, high: float, y: float) -> str:
    middle = y + _ROW / 2 - 1.5
    return f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 4}v8M{high:.1f} {middle - 4}v8"/>'


def _words(row: Bar, y: float) -> list[str]:
    base = y + _ROW - 10
    label = row.label if len(row.label) <= 34 else f"{row.label[:33]}…"
    return [
        f'<text x="{_LABEL - 8}" y="{base}" text-anchor="end">{escape(label)}</text>',
        f'<text x="{_LABEL + _PLOT + 8}" y="{base}">{escape(row.told)}</text>',
    ]


def _chart(number: str, title: str, rows: Sequence[Bar], parts: list[str]) -> str:
    high = 16 + len(rows) * _ROW
    words = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return (
        f'<svg role="img" aria-labelledby="{number}-title {number}-desc" viewBox="0 0 {WIDE} {high}" class="chart">'
        f'<title id="{number}-title">{escape(title)}</title><desc id="{number}-desc">{escape(words)}</desc>'
        f"{''.join(parts)}</svg>"
    )
