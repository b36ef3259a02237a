"""What a load on a server measures on its connections, and what the server spent."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from line import Line


@dataclass
class Load:
    """What a run measures, in seconds: until a form is acknowledged, until the next page is there, until others have seen it."""

    acknowledged: list[float] = field(default_factory=list)
    next_page: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    n_conflicts: int = 0
    n_asked: int = 0
    spent_before: float = 0.0

    def begins(self, pids: list[int]) -> float:
        """Everybody is in, and plays from now on: when that is. What it took to begin and to let them in is no part of it."""
        self.acknowledged.clear()
        self.next_page.clear()
        self.n_asked, self.spent_before = 0, cpu_seconds(pids)
        return time.perf_counter()

    async def send(self, line: Line, path: str, fields: Mapping[str, str], *headers: str) -> tuple[int, str, str]:
        """Sends a form and asks for the page it leads to, unless it is answered with that: its status, where one is, the page."""
        self.n_asked += 1
        before = time.perf_counter()
        status, where, page = await line.ask(path, fields, *headers)
        now = line.headed_at
        self.acknowledged.append(now - before)
        if status == 409:
            self.n_conflicts += 1
        elif status not in (302, 303) and not where:
            self.faults.append(f"{path}: {status} {page[:200]}")
        if where:
            path, page = await self.look(line, where) if status != 200 else (where, page)
            self.next_page.append(time.perf_counter() - now)
        return status, path, page

    async def look(self, line: Line, path: str, home: str = "") -> tuple[str, str]:
        """A page, wherever its address leads, and where that is; `home` where it is there no longer, as a page's script does."""
        for _ in range(5):
            self.n_asked += 1
            status, where, page = await line.ask(path)
            where = where or (home if status == 404 and path != home else "")
            if not where:
                break
            path = where
        if status != 200:
            self.faults.append(f"{path}: {status}")
        return path, page


@dataclass(frozen=True)
class Shape:
    """A room: how many take part, over how many rounds, and between how many seconds they think."""

    n: int
    rounds: int
    think: tuple[float, float]


class Peer(Protocol):
    """A server that is under load."""

    name: str

    def start(self) -> None:
        """Starts it with an empty database on disk, and waits until it answers."""

    async def play(self, load: Load, shape: Shape) -> float:
        """A whole room: comes in and plays; how many seconds the playing took."""

    @property
    def pids(self) -> list[int]:
        """Its processes."""

    def stop(self) -> None:
        """Stops it."""


def percentiles(times: list[float]) -> dict[str, float]:
    """The 50th, 95th and 99th percentile in milliseconds."""
    ordered = sorted(times) or [0.0]
    return {f"p{share}": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1) for share in (50, 95, 99)}


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = {int(child) for task in tasks for child in (task / "children").read_text().split()}
    except OSError:
        return []
    return [pid, *(one for child in sorted(children) for one in family(child))]


def cpu_seconds(pids: list[int]) -> float:
    """Seconds of processor time that processes have taken so far."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def megabytes(pids: list[int]) -> int:
    """Memory that processes hold now."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024
