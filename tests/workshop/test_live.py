"""The lines that tell open pages of changes."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.types import Message

from game.workshop.live import MOST_OF_ONE, Live


def test_no_device_takes_the_lines_of_others() -> None:
    """A device that opens one line after the other has some, of which the oldest gives way; those of others stay open."""

    async def never() -> Message:
        await asyncio.Event().wait()
        return {}

    async def sent(_: Message) -> None:
        """Takes what is sent."""

    async def opened() -> None:
        live = Live()

        def begin(device: str) -> asyncio.Task[None]:
            request = Request({"type": "http", "headers": [], "query_string": b""})
            return asyncio.create_task(live.line(request, device, "table-1", lambda: "1")({}, never, sent))

        others, greedy = [begin("other") for _ in range(MOST_OF_ONE)], [begin("greedy") for _ in range(5 * MOST_OF_ONE)]
        while sum(one.done() for one in greedy) < 4 * MOST_OF_ONE:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert [one.done() for one in greedy] == [True] * 4 * MOST_OF_ONE + [False] * MOST_OF_ONE
        assert not any(one.done() for one in others)
        assert live.n_open("table-1") == 2 * MOST_OF_ONE
        live.close()
        await asyncio.gather(*others, *greedy)
        assert live.counts() == {}

    async def bounded() -> None:
        async with asyncio.timeout(60):
            await opened()

    asyncio.run(bounded())
