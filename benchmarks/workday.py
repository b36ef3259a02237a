"""Eight hours of a workshop in some minutes: three hundred participants, and whether memory, open files and speed stay level.

A hundred tables play the first quarters. Then, for each simulated hour, everybody looks round, places attention and takes it
back, holds a line open by which pages are told of changes, and comes back on new connections, as a phone does that had slept; and
the facilitator takes the last quarter back, which every table decides and ends again. So a game is as long at the end of an hour
as at its beginning, and what grows is a leak, or the log. Printed are, for each hour, the memory that the server holds, its open
files, and how long an acknowledgement takes; and for each of these the slope over the hours. Loopback only.

What is traced to grow between the second hour and the sixth are the keys of the requests that were acknowledged, a hundred bytes
each, by which a request that is sent again is known. No object holds the rest of what the system sees grow.

    python benchmarks/workday.py
    python benchmarks/workday.py --participants 30 --hours 3 --views 2
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
from line import Line
from load import Load, megabytes, percentiles
from room import GROUP, Workshop, fields_of

QUARTERS: Final = 3
PAGES: Final = (
    "/table",
    "/table/partners",
    "/table/partners/3",
    "/table/promises",
    "/table/money",
    "/table/history",
    "/table/result/1",
)
LEVEL: Final = {"megabytes": 0.01, "open_files": 0.005, "p95_ms": 0.05}
"""How much of its mean something may grow an hour and still be level."""
FEWEST_HOURS: Final = 4


class Person:
    """A participant: a connection for pages, and a line that tells of changes."""

    def __init__(self, port: int, number: int) -> None:
        self.port, self.number = port, number
        self.line = Line("127.0.0.1", port)
        self._telling: asyncio.Task[None] | None = None

    async def sit(self, code: str) -> None:
        """Comes in by a code."""
        _, _, page = await self.line.ask(f"/join/{code}")
        await self.line.ask("/sit", {**fields_of(page, "/sit"), "name": ""})

    async def wake(self) -> None:
        """Comes back on new connections, as a phone does that had slept."""
        await self.sleep()
        cookies = self.line.cookies
        self.line = Line("127.0.0.1", self.port)
        self.line.cookies = cookies
        self._telling = asyncio.create_task(self._listen())

    async def sleep(self) -> None:
        """Lets both connections go."""
        if self._telling is not None:
            self._telling.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await self._telling
            self._telling = None
        self.line.close()

    async def _listen(self) -> None:
        async for _ in self.line.events("/table/live?known=0"):
            pass

    async def look_round(self, load: Load, luck: random.Random, views: int) -> None:
        """Looks at some pages, places a token and takes it back."""
        for _ in range(views):
            before = time.perf_counter()
            status, _, _ = await self.line.ask(luck.choice(PAGES))
            load.next_page.append(time.perf_counter() - before)
            if status not in (200, 404):
                load.faults.append(f"a page answered {status}")
        _, _, page = await self.line.ask("/table/attention")
        for act in ("attend", "take-back"):
            form = fields_of(page, f"/table/do/{act}")
            if form:
                await load.send(self.line, f"/table/do/{act}", {**form, "token": "listen"} if act == "attend" else form)
                _, _, page = await self.line.ask("/table/attention")

    async def end(self, load: Load, luck: random.Random) -> None:
        """Decides what is open, and ends the quarter; the first of a table does."""
        for _ in range(6):
            await self._decide(load, luck)
            _, _, page = await self.line.ask("/table/end")
            status, _, _ = await load.send(self.line, "/table/do/end", fields_of(page, "/table/do/end"))
            if status == 303:
                return

    async def _decide(self, load: Load, luck: random.Random) -> None:
        _, _, page = await self.line.ask("/table")
        for dilemma, tag in re.findall(r'href="/table/decide/(\w+)".*?class="tag (open|done)', page, re.DOTALL):
            if tag == "open":
                _, _, page = await self.line.ask(f"/table/decide/{dilemma}")
                options = re.findall(r'type="radio"[^>]*value="(\w+)"(?![^>]*disabled)', page)
                if options:
                    fields = {**fields_of(page, "/table/do/choose"), "option": luck.choice(options)}
                    await load.send(self.line, "/table/do/choose", fields)


class Facilitator:
    """The console."""

    def __init__(self, port: int) -> None:
        self.line = Line("127.0.0.1", port)

    async def act(self, act: str, **typed: str) -> None:
        """Does something at the console."""
        _, _, page = await self.line.ask("/console")
        await self.line.ask(f"/console/do/{act}", {**fields_of(page, f"/console/do/{act}"), **typed})

    async def enter(self, key: str) -> None:
        """Comes in by the key."""
        _, _, page = await self.line.ask("/console")
        await self.line.ask("/console/enter", {**fields_of(page, "/console/enter"), "key": key})


def sample(pid: int, load: Load) -> dict[str, float]:
    """What the server holds now, and how fast it was."""
    return {
        "megabytes": megabytes([pid]),
        "open_files": sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir()),
        "p95_ms": percentiles(load.acknowledged)["p95"],
        "page_p95_ms": percentiles(load.next_page)["p95"],
        "acknowledged": len(load.acknowledged),
        "faults": len(load.faults),
    }


async def day(pid: int, port: int, code: str, key: str, given: argparse.Namespace) -> list[dict[str, float]]:
    """A working day; a sample an hour."""
    people = [Person(port, number) for number in range(given.participants)]
    facilitator, luck, first = Facilitator(port), random.Random(5), Load()  # noqa: S311 - a load, not a secret
    await facilitator.enter(key)
    for number, person in enumerate(people):
        at = code
        if number % GROUP:
            _, _, page = await people[number - number % GROUP].line.ask("/table/devices")
            found = re.search(r'class="code">(\d+) (\d+)<', page)
            at = found[1] + found[2] if found else code
        await person.sit(at)
    leaders = people[::GROUP]
    for _ in range(QUARTERS):
        await facilitator.act("open", minutes="")
        await asyncio.gather(*(leader.end(first, luck) for leader in leaders))
    samples = []
    for _ in range(given.hours):
        load = Load()
        await facilitator.act("undo")
        await asyncio.gather(*(person.wake() for person in people))
        gate = asyncio.Semaphore(given.at_once)

        async def busy(person: Person, load: Load = load, gate: asyncio.Semaphore = gate) -> None:
            async with gate:
                await person.look_round(load, luck, given.views)

        await asyncio.gather(*(busy(person) for person in people))
        await asyncio.gather(*(leader.end(load, luck) for leader in leaders))
        for person in people:  # so that what is open now are the lines that tell of changes, and nothing else
            person.line.close()
        await asyncio.sleep(1.0)
        samples.append(sample(pid, load))
        print(json.dumps(samples[-1]), flush=True)
        if load.faults:
            print(json.dumps(load.faults[:3]), flush=True)
    for person in people:
        await person.sleep()
    return samples


def slopes(samples: list[dict[str, float]]) -> dict[str, Any]:
    """The growth an hour of each measure, after the first hour, as a share of its mean; and whether all are level.

    Of each is told too how far its growth may be out (two standard errors): what may have grown by chance alone is level.
    """
    rest = samples[1:] if len(samples) > 2 else samples
    growth, give_or_take = {}, {}
    for name in LEVEL:
        values = np.array([one[name] for one in rest])
        found, spread = np.polyfit(np.arange(len(values)), values, 1, cov=True)
        growth[name] = round(float(found[0] / values.mean()), 4)
        give_or_take[name] = round(float(2.0 * np.sqrt(spread[0, 0]) / values.mean()), 4)
    is_level = all(growth[name] - give_or_take[name] <= LEVEL[name] for name in LEVEL)
    return {"growth_an_hour": growth, "give_or_take": give_or_take, "is_level": is_level}


def main() -> int:
    """Has a day of it, and prints what became of the server; the exit code says whether it stayed level."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--participants", type=int, default=300)
    parser.add_argument("--hours", type=int, default=8)
    parser.add_argument("--views", type=int, default=4, help="pages that each looks at in an hour, besides what is decided")
    parser.add_argument("--at-once", type=int, default=20, help="how many are at it at the same moment")
    given = parser.parse_args()
    if given.hours < FEWEST_HOURS:
        parser.error(f"--hours: {FEWEST_HOURS} at least, to tell growth from chance")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 4096:
        resource.setrlimit(resource.RLIMIT_NOFILE, (4096 if hard < 0 else min(4096, hard), hard))
    server = Workshop()
    server.start()
    try:
        samples = asyncio.run(day(server.pids[0], server.port, server.code, server.key, given))
    finally:
        server.stop()
    found = slopes(samples)
    print(json.dumps(found))
    return 0 if found["is_level"] else 1


if __name__ == "__main__":
    sys.exit(main())
