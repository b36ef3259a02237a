"""All tables side by side: each table's own line is taken in its own turn, so that none waits for the rest."""

from __future__ import annotations

from game.briefing import history
from game.workshop import chart
from game.workshop.site import Site


async def compared(site: Site) -> tuple[chart.Comparison, ...]:
    """What each table saw over the quarters, trial runs left out."""
    lines = []
    for table in list(site.room.counted):
        session = table.session
        async with site.at(table):
            lines.append((site.room.name(table), await site.work(history.series, session)))
    return await site.work(chart.of_all, lines)
