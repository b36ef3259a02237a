"""All tables side by side: each table's own line is taken in its own turn, so that none waits for the rest."""

from __future__ import annotations

from game.briefing import history
from game.workshop import side_by_side
from game.workshop.site import Site


async def compared(site: Site) -> tuple[side_by_side.Comparison, ...]:
    """What each table saw over the quarters, trial runs left out."""
    lines = []
    for table in list(site.room.counted):
        async with site.at(table):
            series = await site.work(history.series, table.session)
            lines.append(side_by_side.Line(table.number, site.room.name(table), series, table.session.last_turn_played))
    return await site.work(side_by_side.of_all, site.room.place, lines)
