"""How fast a workshop acknowledges: participants in groups of three, ten rounds, against `wholeplace host` on this machine.

The shape of a classroom experiment: each participant opens a page, thinks, sends a form, is acknowledged when the decision is on
disk, and sees the next page; the others of the group are told. Think times can be divided by a number, so that a run takes a
minute and the load is a faster room's. With a peer, both are measured in turn in one run, so that ratios hold whatever else the
machine does. Loopback only; the client shares the machine with the server.

    python benchmarks/workshop.py                                       30 and then 300 participants, thinking 2 to 8 seconds
    python benchmarks/workshop.py --participants 300 --think 0 0 --rounds 3 --peer otree
    python benchmarks/workshop.py --kills 20                            killed under load, and nothing lost
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Final

from load import Load, Peer, Shape, cpu_seconds, megabytes, percentiles
from peer_otree import OTree
from room import Workshop, hammer

MOST_SECONDS: Final = 300.0


def measure(peer: Peer, shape: Shape) -> dict[str, object]:
    """One run against a server of its own."""
    peer.start()
    try:
        load, began = Load(), time.process_time()
        began_at, is_finished = time.perf_counter(), True
        try:
            took = asyncio.run(asyncio.wait_for(peer.play(load, shape), MOST_SECONDS))
        except TimeoutError:  # it has collapsed: what it had acknowledged by then is what it could do
            took, is_finished = time.perf_counter() - began_at, False
        spent = cpu_seconds(peer.pids) - load.spent_before
        memory = megabytes(peer.pids)
    finally:
        peer.stop()
    n = max(1, len(load.acknowledged) - load.n_conflicts)
    return {
        "peer": peer.name,
        "participants": shape.n,
        "rounds": shape.rounds,
        "think_seconds": shape.think,
        "posts": n,
        "is_finished": is_finished,
        "posts_a_second": round(n / took, 1),
        "acknowledged_ms": percentiles(load.acknowledged),
        "next_page_ms": percentiles(load.next_page),
        "seen_by_the_group_ms": percentiles(load.seen) if load.seen else None,
        "conflicts_told": load.n_conflicts,
        "faults": load.faults[:3],
        "n_faults": len(load.faults),
        "seconds": round(took, 1),
        "client_cpu_ms_a_post": round(1000 * (time.process_time() - began) / n, 2),
        "requests_a_post": round(load.n_asked / n, 2),
        "server_cpu_ms_a_post": round(1000 * spent / n, 2),
        "listening_after_seconds": round(peer.listening_after, 2) if isinstance(peer, Workshop) else None,
        "server_megabytes": memory,
    }


def ratios(ours: dict[str, object], theirs: dict[str, object]) -> dict[str, float]:
    """How many times the peer's throughput, p95 and cost a post."""

    def of(run: dict[str, object], name: str) -> float:
        value = run[name]
        found = value["p95"] if isinstance(value, dict) else value
        return float(found) if isinstance(found, (int, float)) else 0.0

    return {
        "throughput": round(of(ours, "posts_a_second") / max(1e-9, of(theirs, "posts_a_second")), 1),
        "p95_of_acknowledging_as_part_of_theirs": round(
            of(ours, "acknowledged_ms") / max(1e-9, of(theirs, "acknowledged_ms")), 3
        ),
        "processor_time_a_post_as_part_of_theirs": round(
            of(ours, "server_cpu_ms_a_post") / max(1e-9, of(theirs, "server_cpu_ms_a_post")), 3
        ),
    }


async def killed(server: Workshop, n_kills: int, n_tables: int) -> dict[str, object]:
    """Kills a server under load again and again, and compares each table's log with what its device was told."""
    load = Load()
    devices = await server.seated(load, n_tables, 1)
    is_done = asyncio.Event()
    acknowledged: list[list[str]] = [[] for _ in devices]
    senders = [asyncio.create_task(hammer(server, *one, is_done)) for one in zip(devices, acknowledged, strict=True)]
    back = []
    for _ in range(n_kills):
        await asyncio.sleep(0.7)
        await asyncio.to_thread(server.kill)
        before = time.perf_counter()
        await asyncio.to_thread(server.start)
        back.append(time.perf_counter() - before)
    await asyncio.sleep(0.5)
    is_done.set()
    await asyncio.wait_for(asyncio.gather(*senders), 60)
    server.kill()
    from game.workshop.database import Database
    from game.workshop.stream import Stream

    database = Database(server.database)
    n_lost = n_damaged = 0
    for number, told in enumerate(acknowledged, 1):
        _, records, damage = Stream(database, f"table-{number}").read()
        n_lost += [record["do"] for record in records] != told
        n_damaged += bool(damage)
    database.close()
    return {
        "kills": n_kills,
        "tables": n_tables,
        "acknowledged": sum(len(told) for told in acknowledged),
        "tables_whose_log_differs": n_lost,
        "tables_damaged": n_damaged,
        "faults": load.faults[:3],
        "back_after_seconds": percentiles([one / 1000 for one in back])["p50"],
    }


def main() -> None:
    """Measures, and prints one JSON document a run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--participants", type=int, nargs="*", default=[30, 300])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--think", type=float, nargs=2, default=(2.0, 8.0), metavar=("LOW", "HIGH"), help="seconds of thinking")
    parser.add_argument("--faster", type=float, default=1.0, help="what think times are divided by")
    parser.add_argument("--database", default="", help="an SQLAlchemy URL; a file of SQLite where it is left out")
    parser.add_argument("--processes", type=int, default=1, help="how many processes serve the workshop")
    parser.add_argument("--peer", choices=["otree"], help="whom to measure beside it, in the same run")
    parser.add_argument("--peer-home", type=Path, help="the peer's virtual environment; made where it is not there")
    parser.add_argument("--kills", type=int, default=0, help="instead: how often it is killed under load")
    given = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard) if hard > 0 else 4096, hard) if soft < 4096 else (soft, hard))
    more = ("--processes", str(given.processes)) if given.processes > 1 else ()
    if given.kills:
        sys.path.insert(0, str(Path(__file__).parents[1]))
        server = Workshop(given.database, *more)
        server.start()
        print(json.dumps(asyncio.run(killed(server, given.kills, 30))))
        return
    think = (given.think[0] / given.faster, given.think[1] / given.faster)
    for n in given.participants:
        shape = Shape(min(n, 600), given.rounds, think)
        ours = measure(Workshop(given.database, *more), shape)
        print(json.dumps(ours), flush=True)
        if given.peer:
            theirs = measure(OTree(given.rounds, given.peer_home), shape)
            print(json.dumps(theirs), flush=True)
            print(json.dumps({"peer": given.peer, "participants": n, **ratios(ours, theirs)}), flush=True)


if __name__ == "__main__":
    main()
