"""What a simulation found that a designer should look at: each cause once, where it stands, and a small game that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.bench.impact import Impact
from game.bench.instrument import Gauge, Instrumented, Witness
from game.bench.invariants import Broken
from game.bench.lint.play import Gauged, leaders, lost_effects, never_came, never_held
from game.bench.minimise import Minimised, minimise
from game.core.arithmetic import Mask
from game.core.place import Place
from game.play.tally import Tally
from game.scenario.check import Checked, placed
from game.scenario.diagnostic import Diagnostic, Location, dotted
from game.scenario.fault import Fault
from game.scenario.node import MapNode
from game.scenario.shape import Path
from game.translation import later, say

MOST_MINIMISED: Final = 12
"""Games that are made small at most; each takes a second or so."""


_WITHOUT_PAGE: Final = later(("hard to reach", "broken law"))
"""Codes that are words, since they have no rule page."""


@dataclass(frozen=True)
class Finding:
    """One cause.

    Arguments:
        code: its rule page, or `hard to reach`, or `broken law`.
        about: the path of the object in the scenario, dotted.
        what: in a sentence.
        where: file, line and column; empty where there is no file.
        help: what to try.
        replay: a small game that shows it; None where it is about what never happens.
    """

    code: str
    about: str
    what: str
    where: str
    help: str = ""
    replay: Minimised | None = None

    @property
    def kind(self) -> str:
        """Its code as it is shown: one that is words in the language of the game."""
        return say(self.code) if self.code in _WITHOUT_PAGE else self.code

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "code": self.code,
            "about": self.about,
            "what": self.what,
            "where": self.where,
            "help": self.help,
            "replay": None if self.replay is None else self.replay.to_json(),
        }


def findings_of(
    place: Place,
    tally: Tally | None,
    gauged: Gauged | None,
    impact: Mapping[str, Impact],
    by_chance: Tally | None = None,
    checked: Checked | None = None,
) -> Iterator[Finding]:
    """Yields what was found, cause by cause.

    Arguments:
        place: the place.
        tally: what all games came to; None where only lines of play were played, which show nothing of other ways.
        gauged: games with gauges on, if there were any.
        impact: what explains each measure over play by chance; empty where there was too little of it.
        by_chance: what the games by chance came to that `impact` is of.
        checked: the file, for where things stand.
    """
    barred: set[Path] = set()
    faults: list[Fault] = []
    if gauged is not None:
        for path, gauge in gauged.instrumented.conditions().items():
            if gauge.asked and not gauge.held:
                barred.add(path)
                faults.append(Fault("WP640", path, never_held(gauge, place, gauged.tally.n)))
        faults += lost_effects(gauged.instrumented)
        faults += gauged.closings.faults()
    if tally is not None:
        faults += never_came(place, tally, barred)
    faults = [fault for fault in faults if not (place.cut and _is_of_the_whole(fault.code, fault.path, place))]
    if impact and by_chance is not None:
        faults += leaders(place, impact, by_chance)
    n_minimised = 0
    for fault in faults:
        diagnostic = _told(fault, checked)
        replay = None
        witness = gauged.instrumented.gauges[fault.path].witness.get("lost") if gauged and fault.code in _LOST else None
        if gauged is not None and witness is not None and n_minimised < MOST_MINIMISED:
            n_minimised += 1
            replay = shown_by(gauged.instrumented, gauged.instrumented.gauges[fault.path], "lost", witness)
        what = f"{diagnostic.summary}: {diagnostic.found}" if diagnostic.found else diagnostic.summary
        where = str(diagnostic.location) if checked is not None else ""
        yield Finding(fault.code, dotted(fault.path), what, where, diagnostic.help, replay)
    if gauged is not None:
        yield from _hard_to_reach(gauged, checked, MOST_MINIMISED - n_minimised)
        yield from _broken(place, gauged.broken)


_COMES: Final = ("WP640", "WP642", "WP643", "WP644", "WP650", "WP651", "WP652")
"""What tells that something never came, or always did."""


def _is_of_the_whole(code: str, path: Path, place: Place) -> bool:
    """Whether a cut is no reason to tell of something: it leaves out quarters and decisions, and with them what hangs on those.

    Of its own decisions, and of endings that name it, an author wants to know that they never come.
    """
    if code not in _COMES or path[0] == "dilemmas":
        return False
    return path[0] != "endings" or not any(ending.cuts for ending in place.endings if ending.id == path[1])


_LOST: Final = ("WP645", "WP646", "WP647")


def _told(fault: Fault, checked: Checked | None) -> Diagnostic:
    if checked is not None and checked.tree is not None:
        return placed(fault, checked.tree, checked.name)
    return placed(fault, MapNode({}, 1, 1, (1, 1), {}), "")


def shown_by(instrumented: Instrumented, gauge: Gauge, what: str, witness: Witness) -> Minimised | None:
    """The few decisions of a game without which a condition does not hold, or an effect is not lost."""

    def meets(n: int) -> Mask:
        rows = gauge.rows.get(what)
        found = np.zeros(n, dtype=bool) if rows is None or len(rows) != n else rows.copy()
        instrumented.forget()
        return found

    instrumented.forget()
    return minimise(instrumented.bare, witness.taken, witness.seed, meets, played_on=instrumented.place)


def _hard_to_reach(gauged: Gauged, checked: Checked | None, most: int) -> Iterator[Finding]:
    """Yields conditions that only play which seeks what is new has met, with the shortest way there."""
    for path, gauge in gauged.instrumented.conditions().items():
        witness = gauge.witness.get("held")
        is_elsewhere = gauged.instrumented.bare.cut and _is_of_the_whole("WP640", path, gauged.instrumented.bare)
        if witness is None or witness.policy == "random" or most <= 0 or is_elsewhere:
            continue
        most -= 1
        replay = shown_by(gauged.instrumented, gauge, "held", witness)
        where = str(_spot(path, checked)) if checked is not None else ""
        what = say(
            "play by chance never met this condition in {games:,} games; play that seeks what is new did",
            games=gauged.by_chance.n,
        )
        yield Finding("hard to reach", dotted(path), what, where, "", replay)


def _spot(path: Path, checked: Checked) -> Location:
    return _told(Fault("WP640", path, {"games": "", "asked": "", "near": ""}), checked).location


def _broken(place: Place, broken: Iterable[Broken]) -> Iterator[Finding]:
    """Yields laws of the model that were broken: a fault of ours."""
    for says in dict.fromkeys(one.says for one in broken):
        every = [one for one in broken if one.says == says]
        what = say(
            "not so in {games:,} games: {law}. This is a fault of ours: please send it to us",
            games=sum(one.count for one in every),
            law=says,
        )
        witness = every[0].witness
        yield Finding("broken law", place.id, what, "", "", Minimised(witness.seed, {}, len(witness.taken)))
