"""A team's decision within a quarter, by the thread that answers: there is nothing to reckon, and only the disk to wait for.

It counts in memory before it is on disk, and nobody is shown it before it is acknowledged: the table is locked until then. Where
it could not be written, it is taken back, and what the database holds is read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager

from game.core.decision import Refusal
from game.play.session import Session
from game.workshop.database import Behind, DatabaseFault
from game.workshop.table import Table


async def decided(
    table: Table,
    once: str | None,
    do: Callable[[Session], Refusal | None],
    work: Callable[[Callable[[], Refusal | None]], Awaitable[Refusal | None]],
    aside: Callable[[], AbstractContextManager[None]],
) -> Refusal | None:
    """Does what `Table.act` does, for a decision within a quarter: it plays nothing. To be called under the table's lock.

    Arguments:
        table: where it is decided.
        once: what makes the request the same as another.
        do: the decision.
        work: does something in a thread.
        aside: what holds while there is only the disk to wait for.

    Raises:
        DatabaseFault: it could not be written; then nothing has changed.
    """
    if table.has_done(once):
        return None
    if (full := table.full()) is not None:
        return full
    pending, mark = table.session.pending.copied(), table.log.mark()
    table.log.once = once
    try:
        with table.log.writing_later() as written:
            refused = do(table.session)
    finally:
        table.log.once = None
    try:
        with aside():
            for one in written:
                # Shielded: what is on its way to the disk goes on when whoever waits is told to stop.
                await asyncio.shield(asyncio.wrap_future(one))
    except (Behind, DatabaseFault) as fault:
        table.session.pending = pending
        table.log.return_to(mark, once)
        table.n_written += 1  # a page that was told of what is taken back is told again
        error = fault
        return await work(lambda: table.unwritten(once, error))
    return refused
