"""All tables side by side, measure by measure: their lines in one picture, told apart by number and form, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from game.briefing import history
from game.core.place import Place
from game.translation import later, say
from game.words import quarter, variable
from game.words.grammar import capital, count, quoted
from game.workshop.site import Site

_WIDTH: Final = 640
_HEIGHT: Final = 300
_LEFT: Final = 10
_RIGHT: Final = 84  # room for the numbers of tables at the ends of their lines, at least
_LABEL: Final = 12  # signs of the numbers that stand in one row
_TOP: Final = 30
_FOOT: Final = 30
_APART: Final = 20  # between two numbers, where there is room
_CHARACTER: Final = 11  # how wide a character of what is written there is, on the whole at most
_FORMS: Final = 4
"""Forms of line, which take turns; so do as many colours, in another order, so that sixteen lines differ."""
_ALIKE: Final = 3  # ends that lie no farther apart have one label: lines that lie on one another are read as one

LABELS: Final = later(
    {
        "energy": "Energy of the lead",
        "credibility": "Standing of the lead",
        "cover": "Backing of the lead's own masters",
        "": "Trust in the lead, as the lead sees it",
    }
)
"""What is said of each table's own lead, where tables stand side by side; of trust, which is a mean, by no variable."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one table saw of itself.

    Arguments:
        number: the table's.
        name: what it calls itself.
        series: over the quarters, one measure after another: the same measures for every table.
        last: the last quarter in which its programme ran.
    """

    number: int
    name: str
    series: tuple[history.Series, ...]
    last: int


@dataclass(frozen=True, slots=True)
class Row:
    """One table in a comparison: its number and name, the form of its line, and where it began and stands, in numbers."""

    number: int
    name: str
    form: Markup
    first: str
    now: str
    when: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure over all tables, as each table's own seat sees it. `picture` shows what stands in the rows."""

    key: str
    label: str
    picture: Markup
    rows: tuple[Row, ...]


async def compared(site: Site) -> tuple[Comparison, ...]:
    """What each table saw over the quarters, trial runs left out. Each is asked in its own turn: none waits for another."""
    lines = []
    for table in list(site.room.counted):
        async with site.at(table):
            series = await site.work(history.series, table.session)
            lines.append(Line(table.number, site.room.name(table), series, table.session.last_turn_played))
    return await site.work(of_all, site.room.place, lines)


async def page(site: Site, request: Request, back: str, common: dict[str, Any]) -> Response:
    """The page of the comparison, once the facilitator has opened it; `back` is the address of the device's own page."""
    if "compare" not in site.room.opened_steps:
        return site.sorry(request, 404, say("Nothing is here"), say("Your facilitator has not opened that yet."), back=back)
    return site.show(request, "compare.html", comparisons=await compared(site), **common)


def of_all(place: Place, found: Sequence[Line]) -> tuple[Comparison, ...]:
    """What each table saw, table beside table; nothing where there is no table."""
    if not found:
        return ()
    return tuple(_of_one(place, found, number) for number in range(len(found[0].series)))


def _of_one(place: Place, found: Sequence[Line], which: int) -> Comparison:
    first = found[0].series[which]
    of = first.asked[0] if first.asked is not None else ""
    label = say(LABELS[of]) if of in LABELS else first.label
    rows = tuple(
        Row(
            one.number,
            one.name,
            _sample(at),
            _said(one.series[which], 0),
            _said(one.series[which], -1),
            capital(quarter.name(place, len(one.series[which].values))),
        )
        for at, one in enumerate(found)
    )
    return Comparison(f"measure-{which}", label, _picture(place, found, which, label, rows), rows)


def _picture(place: Place, found: Sequence[Line], which: int, label: str, rows: Sequence[Row]) -> Markup:
    """All lines over the same quarters: where a table has played fewer, its line is shorter."""
    series = [one.series[which] for one in found]
    n = max(2, *(len(one.values) for one in series))
    top = 1.0 if series[0].is_level else max(1.0, *(value for one in series for value in one.values))

    def x(position: int) -> float:
        return _LEFT + (edge - _LEFT) * position / (n - 1)

    def y(value: float) -> float:
        return _HEIGHT - _FOOT - (_HEIGHT - _TOP - _FOOT) * max(0.0, min(1.0, value / top))

    ends = _alike([(y(one.values[-1]), len(one.values) - 1, at.number) for one, at in zip(series, found, strict=True)])
    edge = _WIDTH - max(_RIGHT, _CHARACTER * (2 + max(len(label) for *_, label in ends)))

    began, ends_here = capital(quarter.name(place, 1)), say("programme ends")
    parts = [
        Markup('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(_LEFT, edge, y(0.0), y(0.0)),
        Markup('<line class="axis-top" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(_LEFT, edge, y(top), y(top)),
        Markup('<text x="{}" y="{}">{}</text>').format(_LEFT, y(top) - 8, _in_short(series[0], top)),
        Markup('<text x="{}" y="{}">{}</text>').format(_LEFT, _HEIGHT - 6, began),
    ]
    ended = max(one.last for one in found)
    if n > ended + 1:
        parts.append(Markup('<line class="axis-top" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(x(ended), y(top), y(0.0)))
        # In the middle below its mark, or where the programme was short, as near as the name of the first quarter lets it.
        middle = max(x(ended), _LEFT + _CHARACTER * (len(began) + 1 + len(ends_here) / 2))
        parts.append(Markup('<text class="ended" x="{:.0f}" y="{}">{}</text>').format(middle, _HEIGHT - 6, ends_here))
    for at, one in enumerate(series):
        path = " ".join(f"{x(position):.1f},{y(value):.1f}" for position, value in enumerate(one.values))
        parts.append(Markup('<polyline class="line {}" points="{}"/>').format(_look(at), path))
    heights = _spread([high for high, *_ in ends])
    parts += [_end(high, x(last), label, at, edge) for (high, last, label), at in zip(ends, heights, strict=True)]
    order = sorted(range(len(series)), key=lambda at: -series[at].values[-1])
    most, least = rows[order[0]], rows[order[-1]]
    text = say(
        "Lines of {tables}. Highest now: {highest}, {most}. Lowest: {lowest}, {least}. The table has every number.",
        tables=count(len(series), "table"),
        highest=quoted(most.name),
        most=most.now,
        lowest=quoted(least.name),
        least=least.now,
    )
    return Markup(
        '<svg class="chart together" viewBox="0 0 {} {}" role="img" aria-labelledby="{k}-name {k}-text">'
        '<title id="{k}-name">{}</title><desc id="{k}-text">{}</desc>{}</svg>'
    ).format(_WIDTH, _HEIGHT, label, text, Markup("").join(parts), k=f"measure-{which}")


def _look(at: int) -> str:
    """What sets one table's line apart: a form for whoever sees no colours, and a colour."""
    return f"form-{at % _FORMS} hue-{(at + at // _FORMS) % _FORMS}"


def _alike(ends: Sequence[tuple[float, int, int]]) -> list[tuple[float, int, str]]:
    """Where lines end, from above: those that end in one place together, by the numbers of their tables.

    Arguments:
        ends: of each line how high it ends, in which quarter, and its table's number.
    """
    found: list[tuple[float, int, list[int]]] = []
    for high, last, number in sorted(ends):
        one = next((one for one in found if one[1] == last and abs(one[0] - high) <= _ALIKE), None)
        if one is None:
            found.append((high, last, [number]))
        else:
            one[2].append(number)
    return [(high, last, label) for high, last, numbers in found for label in _labels(sorted(numbers))]


def _labels(numbers: Sequence[int]) -> list[str]:
    """Numbers in as few rows as hold them; three neighbours and more as a span."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    parts = [part for run in runs for part in (map(str, run) if len(run) < 3 else [f"{run[0]}\u2013{run[-1]}"])]
    rows = [parts[0]]
    for part in parts[1:]:
        if len(rows[-1]) + len(part) + 2 <= _LABEL:
            rows[-1] += f", {part}"
        else:
            rows.append(part)
    return rows


def _end(high: float, right: float, label: str, at: float, edge: float) -> Markup:
    """The end of tables' lines, with the tables' numbers at a height where they can be read, and a line that leads there."""
    return Markup(
        '<circle class="dot" cx="{right:.1f}" cy="{high:.1f}" r="4"/>'
        '<path class="leader" d="M{right:.1f} {high:.1f}L{to} {at:.1f}"/>'
        '<text class="end" x="{text}" y="{foot:.1f}">{number}</text>'
    ).format(right=right, high=high, to=edge + 14, at=at, text=edge + 18, foot=at + 6, number=label)


def _spread(heights: Sequence[float]) -> list[float]:
    """Heights in their order, moved apart so that what is written there can be read."""
    room = _HEIGHT - _TOP - _FOOT
    apart = min(_APART, room / max(1, len(heights) - 1))
    found: list[float] = []
    for one in heights:
        found.append(max(one, found[-1] + apart) if found else one)
    over = found[-1] - (_HEIGHT - _FOOT) if found else 0.0
    if over > 0.0:
        found[-1] -= over
        for at in range(len(found) - 2, -1, -1):
            found[at] = min(found[at], found[at + 1] - apart)
    return found


def _sample(at: int) -> Markup:
    """The form of one table's line, for the eye, beside its name."""
    return Markup(
        '<svg class="sample" viewBox="0 0 40 12" aria-hidden="true" focusable="false">'
        '<polyline class="line {}" points="0,6 40,6"/></svg>'
    ).format(_look(at))


def _said(one: history.Series, at: int) -> str:
    value = one.values[at]
    if one.is_level:
        return say("{value:.0f} of 100", value=100 * value)
    return variable.value(one.asked[0], value) if one.asked is not None else f"{value:,.0f}"


def _in_short(one: history.Series, value: float) -> str:
    """What the upper edge of a picture stands for."""
    if one.is_level:
        return "100"
    return variable.value(one.asked[0], value) if one.asked is not None else f"{value:,.0f}"
