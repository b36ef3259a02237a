"""`wholeplace host` under a load: tables of three devices, each with its line that tells it of changes, as open pages have."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from typing import Final

from line import Broken, Line
from load import Load, Shape, family

GROUP: Final = 3
TOKENS: Final = ("listen", "upwards", "rest")
DEEDS: Final = ("choose", "attend", "take-back")
_VERSION: Final = re.compile(r'data-version="\d+\.(\d+)[."]')
_SHOWS: Final = re.compile(r'data-shows="(\w+)" data-shown="([^"]*)"')
_OPTION: Final = re.compile(r'type="radio"[^>]*value="(\w+)"(?![^>]*disabled)')
_TASK: Final = re.compile(r'href="/table/decide/(\w+)".*?class="tag (open|done)', re.DOTALL)
_HIDDEN: Final = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')

SENT: Final = ("Prefer: return=representation",)
"""What a page's own script says of a form that it sends: the page that it leads to is to come with the answer."""
SHOWN: Final = {"/table/decide/": DEEDS[:1], "/table/attention": DEEDS[1:]}
"""What a page shows of what others at its table do; any other shows all of it."""


class Workshop:
    """A workshop's server on a database on disk, each write flushed; it can be killed and started again."""

    name = "wholeplace"

    def __init__(self, database: str = "", *more: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.database = database or f"sqlite:///{Path(self._folder.name) / 'workshop.db'}"
        self._more = more
        self._server: subprocess.Popen[str] | None = None
        self.port = 0
        self.code = self.key = ""
        self.listening_after = 0.0

    def start(self) -> None:
        """Starts it, and waits until it listens."""
        before = time.perf_counter()
        command = [sys.executable, "-m", "game", "host", "barnet", "--seed", "5", "--address", "127.0.0.1"]
        command += ["--port", str(self.port), "--database", self.database, *self._more]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        told = ""
        for line in self._server.stdout or ():
            told += line
            if "Ctrl-C" in line:
                break
        self.listening_after = time.perf_counter() - before
        found = [re.search(pattern, told) for pattern in (r"127\.0\.0\.1:(\d+)", r"the code  (\d+ \d+)", r"the key  (\S+)")]
        if not all(found):
            message = f"The server said: {told}"
            raise SystemExit(message)
        port, code, key = (one[1] for one in found if one)
        self.port, self.code, self.key = int(port), code.replace(" ", ""), key

    async def play(self, load: Load, shape: Shape) -> float:
        """A whole room: comes in, plays, and how many seconds the playing took."""
        devices = await self.seated(load, shape.n, GROUP)
        luck = random.Random(5)  # noqa: S311 - a load, not a secret
        ears = [asyncio.create_task(device.listen()) for device in devices]
        before = load.begins(self.pids)
        players = [
            device.play(number % GROUP, shape, random.Random(luck.random()))  # noqa: S311 - as above
            for number, device in enumerate(devices)
        ]
        await asyncio.gather(*players)
        took = time.perf_counter() - before
        await asyncio.sleep(0.5)  # the last are still told
        for ear in ears:
            ear.cancel()
        for at in range(0, len(devices), GROUP):
            load.seen += seen(devices[at : at + GROUP])
        for device in devices:
            device.line.close()
        return took

    async def seated(self, load: Load, n: int, group: int) -> list[Device]:
        """Devices at their tables, in a room whose facilitator lets them play as far as they like."""
        console = Device(Line("127.0.0.1", self.port), load)
        await console.look("/console")
        await console.post("/console/enter", key=self.key)
        await console.post("/console/do/open", minutes="", all="yes")
        console.line.close()
        devices = [Device(Line("127.0.0.1", self.port), load) for _ in range(n)]
        for number, device in enumerate(devices):
            device.others = devices[number - number % group : number - number % group + group]
            device.talk = device.others[0].talk
        for number, device in enumerate(devices):
            at = self.code
            if number % group:
                first = devices[number - number % group]
                await first.look("/table/devices")
                found = re.search(r'class="code">(\d+) (\d+)<', first.page)
                at = found[1] + found[2] if found else at
            await device.look(f"/join/{at}")
            await device.post("/sit", name="")
        return devices

    @property
    def pids(self) -> list[int]:
        """Its processes."""
        return family(self._server.pid) if self._server is not None else []

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def stop(self) -> None:
        """Stops it, and takes its folder away."""
        if self._server is not None:
            self._server.send_signal(2)
            self._server.wait()
        self._folder.cleanup()


class Device:
    """A phone with a page open. What it was told of, it asks for again, unless a form of its own is on the way.

    Those at one table talk, and one of them presses at a time, with what the others have just done on the page: `talk`.
    """

    def __init__(self, line: Line, load: Load, talk: asyncio.Lock | None = None) -> None:
        self.line, self.load, self.talk = line, load, talk or asyncio.Lock()
        self.others: list[Device] = []
        self.path = self.page = ""
        self.decided: list[tuple[int, float]] = []
        self.known: list[tuple[int, float]] = []
        self.last: dict[str, int] = {}
        self._one = asyncio.Lock()

    @property
    def version(self) -> int:
        """Which version of its table the open page is of."""
        found = _VERSION.search(self.page)
        return int(found[1]) if found else -1

    def is_old(self, told: str) -> bool:
        """Whether what the page shows has changed by what was told, as the page's own script finds it."""
        found = _SHOWS.search(self.page)
        return found is None or f"&{found[1]}={found[2]}&" not in f"&{told}&"

    async def look(self, path: str) -> None:
        """Opens a page."""
        async with self._one:
            self.path, self.page = await self.load.look(self.line, path, "/table")
            self.known.append((self.version, time.perf_counter()))

    async def post(self, action: str, **typed: str) -> int:
        """Sends a form of the open page, with what is typed into it, and follows where it leads: the form's status.

        0 where the page has been brought up to date meanwhile, and the form is not on it any more.
        """
        async with self._one:
            fields = fields_of(self.page, action)
            if not fields:
                return 0
            fields |= typed
            before, n_before = time.perf_counter(), len(self.load.acknowledged)
            status, path, self.page = await self.load.send(self.line, action, fields, *SENT)
            if status in (200, 303):
                self.path = path
                self.decided.append((self.version, before + self.load.acknowledged[n_before]))
                self.last[action.rpartition("/")[2]] = self.version
            self.known.append((self.version, time.perf_counter()))
            return status

    async def listen(self) -> None:
        """Keeps the line open that tells of changes."""
        async for told in self.line.events("/table/live"):
            number = int(told.partition(".")[2].partition(".")[0] or 0)
            if number > self.version and not self._one.locked():
                if self.is_old(told):
                    await self.look(self.path)
                else:
                    self.known.append((number, time.perf_counter()))

    async def play(self, number: int, shape: Shape, luck: random.Random) -> None:
        """One of a table: the first decides and ends the quarter, the others place its attention and take it back."""
        for _ in range(shape.rounds):
            if number:
                await self._attend(shape, luck)
            else:
                await self._decide(shape, luck)

    async def _attend(self, shape: Shape, luck: random.Random) -> None:
        await self.look("/table/attention")
        for _ in range(2):
            await asyncio.sleep(luck.uniform(*shape.think))
            async with self.talk:
                await self.freshen()
                act = "attend" if 'action="/table/do/attend"' in self.page else "take-back"
                if f'action="/table/do/{act}"' in self.page:  # and not where the programme has ended meanwhile
                    await self.post(f"/table/do/{act}", **({"token": luck.choice(TOKENS)} if act == "attend" else {}))

    async def _decide(self, shape: Shape, luck: random.Random) -> None:
        await self.look("/table")
        for dilemma, tag in _TASK.findall(self.page):
            await self.look(f"/table/decide/{dilemma}")
            await asyncio.sleep(luck.uniform(*shape.think))
            async with self.talk:
                await self.freshen()
                options = _OPTION.findall(self.page)
                if options and tag == "open":
                    await self.post("/table/do/choose", option=luck.choice(options))
        await self.look("/table/end")
        await asyncio.sleep(luck.uniform(*shape.think))
        async with self.talk:
            await self.freshen()
            await self.post("/table/do/end")

    async def freshen(self) -> None:
        """Asks for the open page again where somebody at the table has decided something since that it shows."""
        shown = next((deeds for page, deeds in SHOWN.items() if self.path.startswith(page)), DEEDS)
        last = [device.last[deed] for device in self.others for deed in (*shown, "end") if deed in device.last]
        if self.version < max(last, default=0):
            await self.look(self.path)


def fields_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form of a page that is sent to an address."""
    at = page.find(f'action="{action}"')
    form = page[at : page.find("</form>", at)] if at >= 0 else ""
    return {name: unescape(value) for name, value in _HIDDEN.findall(form)}


def seen(table: list[Device]) -> list[float]:
    """For each thing one device of a table decided: seconds from its acknowledgement until the last of the others showed it."""
    found = []
    for device in table:
        for version, at in device.decided:
            others = [
                next((known for number, known in other.known if number >= version), None)
                for other in table
                if other is not device
            ]
            found.append(max((0.0, *(known - at for known in others if known is not None))))
    return found


async def hammer(server: Workshop, device: Device, acknowledged: list[str], is_done: asyncio.Event) -> None:
    """Decides as fast as it is acknowledged, and notes what was; where the line breaks, the same form is sent again."""
    while not is_done.is_set():
        with contextlib.suppress(Broken):
            device.path, device.page = await device.load.look(device.line, "/table/attention")
            act = "take-back" if 'action="/table/do/take-back"' in device.page else "attend"
            fields = fields_of(device.page, f"/table/do/{act}") | ({"token": "listen"} if act == "attend" else {})
            while True:
                device.line.port = server.port
                try:
                    status, _, _ = await device.line.ask(f"/table/do/{act}", fields)
                except Broken:
                    await asyncio.sleep(0.05)
                    continue
                break
            if status == 303:
                acknowledged.append({"take-back": "take_back"}.get(act, act))
            else:
                device.load.faults.append(f"{act}: {status}")
