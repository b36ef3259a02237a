"""How fast a workshop acknowledges: participants in groups of three, ten rounds, against `wholeplace host` on this machine.

The shape of a classroom experiment: each participant opens a page, thinks, sends a form, and is acknowledged when the decision
is on disk. Think times are divided by a number, so that a run takes a minute and the load is a faster room's. Loopback only.

    python benchmarks/workshop.py                       30 and then 300 participants
    python benchmarks/workshop.py --participants 300 --think 0 --rounds 3
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlencode

GROUP: Final = 3
MOST_SECONDS: Final = 240.0
TOKENS: Final = ("listen", "upwards", "rest")


class Line:
    """One connection to the server, kept alive, with a cookie: as little work as a client can be, for it shares the machine."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port, self.cookie = host, port, ""
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, path: str, fields: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        """The status, where to look next, and the body of an answer."""
        body = urlencode(fields).encode() if fields is not None else b""
        origin = f"http://{self.host}:{self.port}"
        head = [f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Origin: {origin}"]
        if self.cookie:
            head.append(f"Cookie: {self.cookie}")
        if fields is not None:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        sent = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        try:
            self._writer.write(sent)
            return await self._answer()
        except (ConnectionError, asyncio.IncompleteReadError):
            # An idle line that the server has closed is opened anew, as browsers do.
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
            self._writer.write(sent)
            return await self._answer()

    async def _answer(self) -> tuple[int, str, str]:
        assert self._reader is not None  # noqa: S101 - opened a line above
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        headers = dict(line.lower().split(": ", 1) if ": " in line else (line, "") for line in head.split("\r\n")[1:])
        found = re.search(r"(?im)^set-cookie: ([^;\r]+)", head)
        if found:
            self.cookie = found[1]
        n_bytes = int(headers.get("content-length", "0"))
        body = (await self._reader.readexactly(n_bytes)).decode() if n_bytes else ""
        return status, re.sub(r"^http://[^/]+", "", headers.get("location", "")), body

    def close(self) -> None:
        """Closes the connection."""
        if self._writer is not None:
            self._writer.close()


def fields_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of a form on a page."""
    form = re.search(rf'action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])) if form else {}


class Load:
    """What a run measures."""

    def __init__(self) -> None:
        self.acknowledged: list[float] = []
        self.seen: list[float] = []
        self.faults: list[str] = []
        self.n_conflicts = 0

    async def send(self, line: Line, path: str, fields: Mapping[str, str]) -> bool:
        """Sends a form, and measures until it is acknowledged; whether it was decided."""
        before = time.perf_counter()
        status, where, body = await line.ask(path, fields)
        self.acknowledged.append(time.perf_counter() - before)
        if status == 409:
            self.n_conflicts += 1
        elif status != 303:
            self.faults.append(f"{path}: {status} {body[:200]}")
        if where:
            before = time.perf_counter()
            status, _, _ = await line.ask(where)
            self.seen.append(time.perf_counter() - before)
            if status != 200:
                self.faults.append(f"{where}: {status}")
        return status == 200


async def participant(load: Load, line: Line, number: int, rounds: int, think: tuple[float, float], luck: random.Random) -> None:
    """One of a group: the first decides and ends the quarter, the others place its attention."""
    for _ in range(rounds):
        for _ in range(2):
            await asyncio.sleep(luck.uniform(*think))
            if number == 0:
                await decide(load, line, luck)
            else:
                await attend(load, line, luck)
        if number == 0:
            await asyncio.sleep(luck.uniform(*think))
            for _ in range(6):  # the others may change something meanwhile, and then it is to be looked at again
                await decide(load, line, luck)
                _, _, page = await line.ask("/table/end")
                if await load.send(line, "/table/do/end", fields_of(page, "/table/do/end")):
                    break


async def decide(load: Load, line: Line, luck: random.Random) -> None:
    """Decides what is still open."""
    _, _, page = await line.ask("/table")
    for dilemma, tag in re.findall(r'href="/table/decide/(\w+)".*?class="tag (open|done)', page, re.DOTALL):
        if tag == "open":
            _, _, page = await line.ask(f"/table/decide/{dilemma}")
            options = re.findall(r'type="radio"[^>]*value="(\w+)"(?![^>]*disabled)', page)
            if options:
                await load.send(line, "/table/do/choose", {**fields_of(page, "/table/do/choose"), "option": luck.choice(options)})


async def attend(load: Load, line: Line, luck: random.Random) -> None:
    """Places one token, if one is left."""
    _, _, page = await line.ask("/table/attention")
    form = fields_of(page, "/table/do/attend")
    if form and form["n"] < "3":
        await load.send(line, "/table/do/attend", {**form, "token": luck.choice(TOKENS)})


async def room(load: Load, port: int, code: str, key: str, n: int, rounds: int, think: tuple[float, float]) -> float:
    """A whole room: comes in, plays, and how many seconds the playing took."""
    lines = [Line("127.0.0.1", port) for _ in range(n)]
    console = Line("127.0.0.1", port)
    _, _, page = await console.ask("/console")
    await console.ask("/console/enter", {**fields_of(page, "/console/enter"), "key": key})
    _, _, page = await console.ask("/console")
    await console.ask("/console/do/open", {**fields_of(page, "/console/do/open"), "minutes": "", "all": "yes"})
    for number, line in enumerate(lines):
        at = code
        if number % GROUP:
            _, _, page = await lines[number - number % GROUP].ask("/table/devices")
            found = re.search(r'class="code">(\d+) (\d+)<', page)
            at = found[1] + found[2] if found else code
        _, _, page = await line.ask(f"/join/{at}")
        await line.ask("/sit", {**fields_of(page, "/sit"), "name": ""})
    luck = random.Random(5)  # noqa: S311 - a load, not a secret
    before = time.perf_counter()
    players = [
        participant(load, line, number % GROUP, rounds, think, random.Random(luck.random()))  # noqa: S311 - as above
        for number, line in enumerate(lines)
    ]
    await asyncio.wait_for(asyncio.gather(*players), MOST_SECONDS)
    took = time.perf_counter() - before
    for line in (*lines, console):
        line.close()
    return took


class Hosted(NamedTuple):
    """A server that runs: its process, and what it told its facilitator."""

    pid: int
    port: int
    code: str
    key: str
    listening: float


@contextmanager
def hosted() -> Iterator[Hosted]:
    """A server of its own, whose database is on disk with fsync; `listening` is after how many seconds it was reached."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        command = [sys.executable, "-m", "game", "host", "barnet", "--seed", "5", "--address", "127.0.0.1", "--port", "0"]
        command += ["--database", f"sqlite:///{Path(folder) / 'workshop.db'}"]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
            told = ""
            for line in server.stdout or ():
                told += line
                if "Ctrl-C" in line:
                    break
            listening = time.perf_counter() - started
            patterns = (r"127\.0\.0\.1:(\d+)", r"the code  (\d+ \d+)", r"the key  (\S+)")
            port, code, key = (re.search(pattern, told) for pattern in patterns)
            try:
                if not (port and code and key):
                    message = f"The server said: {told}"
                    raise SystemExit(message)
                yield Hosted(server.pid, int(port[1]), code[1].replace(" ", ""), key[1], listening)
            finally:
                server.send_signal(2)


def megabytes(pid: int) -> float:
    """The memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def measure(n: int, rounds: int, think: tuple[float, float]) -> dict[str, object]:
    """One run against a server of its own."""
    with hosted() as server:
        load = Load()
        took = asyncio.run(room(load, server.port, server.code, server.key, n, rounds, think))
        memory = megabytes(server.pid)
    return {
        "participants": n,
        "think_seconds": think,
        "posts": len(load.acknowledged),
        "posts_a_second": round(len(load.acknowledged) / took, 1),
        "acknowledged_ms": percentiles(load.acknowledged),
        "next_page_ms": percentiles(load.seen),
        "conflicts_told": load.n_conflicts,
        "faults": load.faults[:5],
        "n_faults": len(load.faults),
        "seconds": round(took, 1),
        "listening_after_seconds": round(server.listening, 2),
        "server_megabytes": round(memory),
    }


def percentiles(times: list[float]) -> dict[str, float]:
    """The 50th, 95th and 99th percentile in milliseconds."""
    ordered = sorted(times) or [0.0]
    return {f"p{share}": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1) for share in (50, 95, 99)}


def main() -> None:
    """Measures, and prints one JSON document a run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--participants", type=int, nargs="*", default=[30, 300])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--think", type=float, nargs=2, default=(2.0, 8.0), metavar=("LOW", "HIGH"), help="seconds of thinking")
    parser.add_argument("--faster", type=float, default=1.0, help="what think times are divided by")
    given = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard) if hard > 0 else 4096, hard) if soft < 4096 else (soft, hard))
    think = (given.think[0] / given.faster, given.think[1] / given.faster)
    for n in given.participants:
        print(json.dumps(measure(min(n, 600), given.rounds, think)))


if __name__ == "__main__":
    main()
