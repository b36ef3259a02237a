"""Where tables parted: on each decision that came, which table took which of its options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.briefing import history
from game.core.place import Place
from game.words import quarter
from game.words.grammar import capital
from game.workshop.site import Site


@dataclass(frozen=True, slots=True)
class Taken:
    """What one table decided on one dilemma: in which quarter, and whether its quarter was closed before it had decided."""

    number: int
    name: str
    turn: int
    dilemma: str
    label: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Parting:
    """One decision over all tables that met it.

    Arguments:
        title: the dilemma's.
        when: the quarter in which it first came to one of them.
        options: what was taken, each with the tables that took it: the number, the name, and whether by default.
    """

    title: str
    when: str
    options: tuple[tuple[str, tuple[tuple[int, str, bool], ...]], ...]

    @property
    def is_parted(self) -> bool:
        """Whether tables took different options."""
        return len(self.options) > 1


async def partings(site: Site) -> tuple[Parting, ...]:
    """Every decision that some table has taken, trial runs left out, in the order in which decisions may come."""
    found: list[Taken] = []
    for table in list(site.room.counted):
        async with site.at(table):
            closed = site.room.course.closed.get(table.id, {})
            name = site.room.name(table)
            for one in await site.work(history.played, table.session):
                taken: Mapping[str, str] = closed.get(one.turn, {})
                found += [
                    Taken(
                        table.number,
                        name,
                        one.turn,
                        made.dilemma,
                        made.label,
                        taken.get(made.dilemma) == made.option and table.session.round_table is None,
                    )
                    for made in one.decisions
                ]
    return of_all(site.room.place, found)


def of_all(place: Place, found: Iterable[Taken]) -> tuple[Parting, ...]:
    """What was taken, decision by decision."""
    from game.debrief.plan import in_order  # what only comparing needs

    by_dilemma: dict[str, list[Taken]] = {}
    for one in found:
        by_dilemma.setdefault(one.dilemma, []).append(one)
    met = [one for one in in_order(place) if one.id in by_dilemma]
    return tuple(_parting(place, one.title, by_dilemma[one.id]) for one in met)


def _parting(place: Place, title: str, found: Iterable[Taken]) -> Parting:
    by_option: dict[str, list[tuple[int, str, bool]]] = {}
    ones = list(found)
    for one in ones:
        by_option.setdefault(one.label, []).append((one.number, one.name, one.is_default))
    first = capital(quarter.name(place, min(one.turn for one in ones)))
    return Parting(title, first, tuple((label, tuple(sorted(who))) for label, who in by_option.items()))
