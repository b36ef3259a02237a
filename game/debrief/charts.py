"""The charts of a run: its line beside the real one, decisions, results, word and deed, who paid, and the network of trust.

Each is drawn from a finding of the debrief, so that chart, table and sentence tell the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from game.briefing.position import positions
from game.core.place import Place
from game.debrief.analysis import Debrief
from game.debrief.drawing import (
    INK,
    OTHER,
    OWN,
    PALE,
    RULE,
    SOFT,
    canvas,
    in_png,
    level_axis,
    lines_of,
    picture,
    quarters_axis,
)
from game.debrief.lines import Line
from game.debrief.network import GOOD, Network
from game.debrief.paper import Picture
from game.translation import say
from game.words import measure
from game.words.grammar import short
from game.words.money import about

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PANELS: Final = ("results", "people", "trust", "sharing", "money", "self")
_WIDE: Final = 34  # signs in a row of what names a bar
_MOST_LABELS: Final = 5
_MOST_ROWS: Final = 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart in the making: its size in inches, its parts, and what draws into them."""

    name: str
    text: str
    size: tuple[float, float]
    parts: tuple[int, int]
    draw: Callable[[Figure, list[Axes]], None]

    def picture(self, key: str) -> Picture:
        """The chart for a page, or as an SVG file; `key` is a word of its own among the charts of one page."""
        with canvas(*self.size, *self.parts) as (figure, axes):
            self.draw(figure, axes)
            return picture(figure, key, self.name, self.text)

    def png(self) -> bytes:
        """The chart as a PNG."""
        with canvas(*self.size, *self.parts) as (figure, axes):
            self.draw(figure, axes)
            return in_png(figure)


def charts(place: Place, found: Debrief) -> Mapping[str, Drawn]:
    """The charts of a run, by name."""
    return {
        "lines": trajectories(found.own, found.real if found.has_real else None),
        "decisions": decisions(found),
        "results": results(found),
        "words": words_and_deeds(place, found),
        "pockets": pockets(place, found),
        "network": networks(place, found.network),
    }


def trajectories(own: Line, other: Line | None, names: tuple[str, str] | None = None) -> Drawn:
    """A line of play over time, and another beside it, a panel for each of six headline measures."""
    looks = ((OWN, "-", "o"), (OTHER, (0, (4, 2)), "s"))
    names = names or (say("you"), say("the real line"))
    lines = tuple(zip((own,) if other is None else (own, other), names, looks, strict=False))

    def draw(figure: Figure, parts: list[Axes]) -> None:
        for axes, key in zip(parts, _PANELS, strict=True):
            facts = measure.MEASURES[key]
            axes.set_title(facts.name)
            for line, _, (colour, dash, mark) in reversed(lines):
                values = line.series[key]
                axes.plot(values, color=colour, linestyle=dash, linewidth=1.8)
                end = ([line.last], [values[line.last]])
                axes.plot(*end, marker=mark, color=colour, markersize=5, markerfacecolor="white", clip_on=False)
            axes.axvspan(own.last, len(own.dates) - 1, color=PALE, linewidth=0, zorder=0)
            if facts.unit == "level":
                level_axis(axes)
            else:
                most = max(max(line.series[key]) for line, *_ in lines)
                axes.set_ylim(0, None if most else 1)
                axes.yaxis.set_major_formatter(_in_pounds if facts.unit == "pounds" else _in_whole)
                axes.locator_params(axis="y", nbins=4)
            axes.grid(axis="y", color=RULE, linewidth=0.5)
            quarters_axis(axes, own.dates)
        _key(figure, lines)

    told = "; ".join(
        f"{measure.MEASURES[key].name.lower()}: "
        + ", ".join(f"{name} {measure.value(key, line.headline[key])}" for line, name, _ in lines)
        for key in _PANELS
    )
    return Drawn(
        say("The game over time") if other is None else say("Two lines of play over time"),
        say("Six small charts, quarter by quarter; the epilogue is shaded. How it came out: {told}.", told=told),
        (7.0, 4.1),
        (3, 2),
        draw,
    )


def _in_pounds(value: float, _position: float) -> str:
    return about(value)


def _in_whole(value: float, _position: float) -> str:
    return f"{value:,.0f}"


def _key(figure: Figure, lines: Sequence[tuple[Line, str, tuple[str, Any, str]]]) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=colour, marker=mark, markerfacecolor="white", linestyle=dash, linewidth=1.8, label=name)
        for _, name, (colour, dash, mark) in lines
    ]
    figure.legend(handles=marks, loc="outside upper left", ncols=2, frameon=False)


def decisions(found: Debrief) -> Drawn:
    """How much hung on each decision, quarter by quarter, those on which most hung by name."""
    moments = sorted(found.moments.moments, key=lambda one: one.turn)
    named = {id(one): number for number, one in enumerate(found.moments.decisive[:_MOST_LABELS], 1)}

    def draw(_: Figure, parts: list[Axes]) -> None:
        (axes,) = parts
        seen: dict[int, int] = {}
        for one in moments:
            beside = seen.get(one.turn, 0)
            seen[one.turn] = beside + 1
            across = one.turn + 0.28 * beside
            number = named.get(id(one))
            colour = OTHER if number else SOFT
            axes.vlines(across, 0, one.weight, color=colour, linewidth=2.2 if number else 1.2)
            axes.plot([across], [one.weight], marker="D" if number else "o", color=colour, markersize=6 if number else 4)
            if number:
                axes.annotate(f"{number}", (across, one.weight), (0, 6), textcoords="offset points", ha="center", fontweight=600)
        key = [
            f"{number}  {lines_of(one.title, 28, 3)}".replace("\n", "\n    ")
            for number, one in enumerate(found.moments.decisive[:_MOST_LABELS], 1)
        ]
        axes.text(1.02, 1.0, "\n".join(key), transform=axes.transAxes, va="top", linespacing=1.5)
        top = max((one.weight for one in moments), default=0.0)
        axes.set_ylim(0, max(0.05, 1.3 * top))
        axes.set_xlim(0.5, found.own.last + 0.8)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        axes.locator_params(axis="y", nbins=4)
        axes.locator_params(axis="x", integer=True)
        axes.set_xlabel(say("Quarter in which it was decided"))
        axes.set_ylabel(say("Largest effect"))
        axes.grid(axis="y", color=RULE, linewidth=0.5)

    told = "; ".join(
        say("{title}, quarter {turn}: {weight:.0%}", title=one.title, turn=one.turn, weight=one.weight)
        for one in found.moments.decisive[:_MOST_LABELS]
    )
    return Drawn(
        say("How much hung on each decision"),
        say(
            "A line for each decision, as high as the largest effect that another option would have had, as a part of the "
            "range of that measure when the place is played by chance. The highest: {decisions}.",
            decisions=told or say("none"),
        ),
        (7.0, 2.2),
        (1, 1),
        draw,
    )


def results(found: Debrief) -> Drawn:
    """What was reported and what was due to the work, outcome by outcome."""
    ones = found.results.outcomes[:_MOST_ROWS]

    def draw(_: Figure, parts: list[Axes]) -> None:
        (axes,) = parts
        for row, one in enumerate(ones):
            axes.barh(row - 0.19, one.reported, 0.36, facecolor="white", edgecolor=OTHER, hatch="////")
            axes.barh(row + 0.19, one.lasting, 0.36, color=OWN)
            _beside(axes, one.reported, row - 0.19, say("{reported:,.0f} reported", reported=one.reported))
            _beside(axes, one.lasting, row + 0.19, say("{lasting:,.0f} due to the work", lasting=one.lasting))
        axes.set_xlim(0, 1.25 * max((max(one.reported, one.lasting) for one in ones), default=1.0) or 1.0)
        _rows(axes, [one.name for one in ones])

    told = "; ".join(
        say("{name}: {reported:,.0f} and {lasting:,.0f}", name=one.name, reported=one.reported, lasting=one.lasting)
        for one in ones
    )
    return Drawn(
        say("Reported, and due to the work"),
        say(
            "Two bars for each outcome: what was reported by the end, and what was due to the work, the epilogue included. "
            "{told}.",
            told=told,
        ),
        (7.0, 0.4 + 0.36 * max(len(ones), 1)),
        (1, 1),
        draw,
    )


def _beside(axes: Axes, across: float, row: float, words: str) -> None:
    axes.annotate(words, (across, row), (5, 0), textcoords="offset points", va="center", fontsize=8)


def words_and_deeds(place: Place, found: Debrief) -> Drawn:
    """What each partner said and did over the programme, in the mean."""
    gaps = sorted(found.promises.gaps, key=lambda one: one.mean_did - one.mean_said)
    rows = [(short(place, one.agency), one.mean_said, one.mean_did) for one in gaps]
    told = "; ".join(say("{name}: said {said:.0%}, did {did:.0%}", name=name, said=said, did=did) for name, said, did in rows)
    return _apart(
        say("Word and deed"),
        say("For each partner what it said and what it did, mean over the programme, the widest gap first. {told}.", told=told),
        rows,
        (say("did"), say("said")),
    )


def pockets(place: Place, found: Debrief) -> Drawn:
    """Each agency's share in what was borne and in what was avoided."""
    ones = sorted(found.pockets.pockets, key=lambda one: one.share_paid - one.share_gained)
    rows = [(short(place, one.agency), one.share_gained, one.share_paid) for one in ones]
    told = "; ".join(
        say("{name}: {paid:.0%} of the bill, {gained:.0%} of the gain", name=name, paid=paid, gained=gained)
        for name, gained, paid in rows
    )
    return _apart(
        say("Who paid and who gained"),
        say("For each agency its share in the bill and in the cost avoided. {told}.", told=told),
        rows,
        (say("share of the bill"), say("share of the cost avoided")),
    )


def _apart(name: str, text: str, rows: Sequence[tuple[str, float, float]], key: tuple[str, str]) -> Drawn:
    """Two shares for each row, joined by a line: the first a filled circle, the second an open square."""

    def draw(_: Figure, parts: list[Axes]) -> None:
        (axes,) = parts
        for row, (_name, one, other) in enumerate(rows):
            axes.plot([one, other], [row, row], color=SOFT, linewidth=1.4, zorder=1)
            axes.plot(
                [other],
                [row],
                marker="o",
                color=OWN,
                markersize=6,
                linestyle="none",
                label=lines_of(key[0], 28) if row == 0 else None,
            )
            axes.plot(
                [one],
                [row],
                marker="s",
                color=OTHER,
                markerfacecolor="white",
                markersize=6,
                linestyle="none",
                label=lines_of(key[1], 28) if row == 0 else None,
            )
        axes.set_xlim(0, max(0.1, 1.08 * max((max(one, other) for _, one, other in rows), default=1.0)))
        axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}")
        axes.set_xlabel(say("of 100"))
        axes.grid(axis="x", color=RULE, linewidth=0.5)
        axes.set_axisbelow(True)
        _rows(axes, [row for row, *_ in rows], keeps_axis=True)
        if rows:
            axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=1, frameon=False)

    return Drawn(name, text, (3.5, 1.0 + 0.17 * max(len(rows), 1)), (1, 1), draw)


def _rows(axes: Axes, names: Sequence[str], *, keeps_axis: bool = False) -> None:
    """Names rows from the top down."""
    axes.set_yticks(range(len(names)), [lines_of(name, _WIDE, 3) for name in names], color=INK)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    if not keeps_axis:
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)


def networks(place: Place, found: Network) -> Drawn:
    """The ties with good trust, at the start and when the programme ended."""
    spots = positions(place)
    across, down = zip(*spots, strict=True)

    def draw(_: Figure, parts: list[Axes]) -> None:
        for axes, title, is_after in zip(
            parts, (say("At the start"), say("When the programme ended")), (False, True), strict=True
        ):
            axes.set_title(title)
            axes.set_axis_off()
            axes.set_xlim(min(across) - 0.12, max(across) + 0.12)
            axes.set_ylim(max(down) + 0.1, min(down) - 0.1)
            for tie in found.ties:
                back = next(one for one in found.ties if (one.one, one.other) == (tie.other, tie.one))
                if tie.one > tie.other or not (tie.matters or place.lead in (tie.one, tie.other)):
                    continue
                trust = min((tie.after, back.after) if is_after else (tie.before, back.before))
                if trust >= GOOD:
                    hangs = is_after and (tie.hangs_on_one or back.hangs_on_one)
                    ends = [spots[tie.one], spots[tie.other]]
                    axes.plot(
                        *zip(*ends, strict=True),
                        color=OTHER if hangs else OWN,
                        linewidth=0.6 + 5.0 * (trust - GOOD),
                        linestyle=(0, (2, 2)) if hangs else "-",
                        zorder=1,
                    )
            for number, spot in enumerate(spots):
                is_lead = number == place.lead
                fill = OWN if is_lead else "white"
                axes.text(
                    *spot,
                    short(place, number),
                    ha="center",
                    va="center",
                    fontsize=7.5,
                    fontweight=600 if is_lead else 400,
                    color="white" if is_lead else INK,
                    bbox={"boxstyle": "round,pad=0.25", "facecolor": fill, "edgecolor": SOFT, "linewidth": 0.7},
                    zorder=2,
                )

    return Drawn(
        say("The network of trust"),
        say(
            "Two maps of the agencies. A line joins two that are needed for the same result, or the leader and a partner, "
            "where they trust each other well, both ways; it is thicker where the trust is deeper, and broken where it hangs "
            "on one person. {text}",
            text=found.text,
        ),
        (7.0, 2.7),
        (1, 2),
        draw,
    )


Shares = Sequence[tuple[str, float, float, float]]
"""Endings, each by its title, with its share of the playthroughs and that share's 95% interval."""


def endings(lines: Sequence[tuple[str, Shares]]) -> Drawn:
    """How often each ending was met in many playthroughs, a panel for each line of play."""
    most = max((high for _, shares in lines for *_, high in shares), default=1.0)

    def draw(_: Figure, parts: list[Axes]) -> None:
        for axes, (title, shares) in zip(parts, lines, strict=True):
            for row, (_title, share, low, high) in enumerate(shares):
                axes.barh(row, share, 0.55, facecolor=PALE, edgecolor=OWN)
                axes.plot([low, high], [row, row], color=INK, linewidth=1.6, marker="|", markersize=7)
                _beside(axes, high, row, f"{share:.1%}")
            axes.set_xlim(0, 1.2 * most or 1.0)
            axes.set_title(title)
            _rows(axes, [ending for ending, *_ in shares])

    told = " ".join(
        f"{title}: {', '.join(f'{ending} {share:.1%} ({low:.1%} to {high:.1%})' for ending, share, low, high in shares)}."
        for title, shares in lines
    )
    rows = sum(max(len(shares), 1) for _, shares in lines)
    return Drawn(
        say("How it ends"),
        say("A bar for each ending with its share of the playthroughs and the 95% interval. {told}", told=told),
        (7.0, 0.45 * len(lines) + 0.3 * rows),
        (max(len(lines), 1), 1),
        draw,
    )
