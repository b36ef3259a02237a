"""A game of a workshop that is over, with all of its debrief open: what a device that has joined and the export tell then."""

from __future__ import annotations

import io
import re
import zipfile

from game.core.observe import PUBLIC
from game.workshop.comparison import compared
from game.workshop.export import archive
from game.workshop.sitting import Sitting
from game.workshop.stepwise import steps
from game.workshop.table import Table, close_quarter
from tests.workshop.devices import Device, Workshop


def told_at_the_end(workshop: Workshop, facilitator: Device, table: Table) -> str:
    """Plays a table's programme to its end by default, opens every step, and gives what is told then beside the pages."""
    portal = workshop.server.portal
    assert portal is not None
    facilitator.act("open", all="yes")
    while not table.session.is_over:
        assert table.act(None, close_quarter) is None
    for step in range(1, len(workshop.room.steps) + 1):
        facilitator.act("reveal", step=str(step))
    table.found = None
    portal.call(workshop.site.analyses.ready, table)
    at = Sitting(table, PUBLIC, "watches") if table.session.round_table is not None else None
    told = steps(workshop.room, table, at, portal.call(compared, workshop.site))
    with zipfile.ZipFile(io.BytesIO(portal.call(archive, workshop.site))) as found:
        read_me = found.read("README.txt").decode()
    read_me = re.sub(r"^\S+/\S+|^\w+\.\w+", "", read_me, flags=re.MULTILINE)  # the files' names
    return "\n".join([*(text for one in told for text in (one["title"], *(piece["text"] for piece in one["pieces"]))), read_me])
