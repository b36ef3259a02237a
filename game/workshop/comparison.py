"""All tables side by side: each table's own line is taken in its own turn, so that none waits for the rest."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from game.briefing import history
from game.translation import say
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


async def page(site: Site, request: Request, back: str, common: dict[str, Any]) -> Response:
    """The page of it for a device, once the facilitator has opened that; `back` is where else the device can go."""
    if "compare" not in site.room.opened_steps:
        return site.sorry(request, 404, say("Nothing is here"), say("Your facilitator has not opened that yet."), back=back)
    return site.show(request, "compare.html", comparisons=await compared(site), **common)
