"""Faults of a workshop's server, its database and its network, while tables decide as fast as they are acknowledged."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from tests.reliability.outcome import Outcome, missing
from tests.workshop import postgresql
from tests.workshop.process import Server
from tests.workshop.senders import Sender, go_on, kept, opened, seated, until

N_TABLES = 4
MOUNT = shutil.which("mount") or "mount"
UNMOUNT = shutil.which("umount") or "umount"
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


def under_load(
    folder: Path, disturb: Callable[[Server, list[Sender]], None], url: str = "", more: tuple[str, ...] = ()
) -> tuple[Outcome, list[Sender]]:
    """A workshop at work, disturbed once; afterwards each table's log is held to what its device was told."""
    server = Server(folder, url, more=more)
    try:
        opened(server)
        senders = seated(server, N_TABLES)
        stuck = not go_on(senders)
        time.sleep(0.7)
        disturb(server, senders)
        stuck |= not go_on(senders)
        for sender in senders:
            sender.end()
    finally:
        server.kill()
    lost = 0
    for sender, records in zip(senders, kept(url or f"sqlite:///{folder / 'workshop.db'}", N_TABLES), strict=True):
        found: list[object] = [record["do"] for record in records]
        lost += missing(list(sender.acknowledged), found) + abs(len(found) - len(sender.acknowledged))
    return Outcome(1, sum(len(sender.acknowledged) for sender in senders), lost, int(stuck)), senders


def killed(folder: Path) -> Outcome:
    """The server is killed by -9, and started again."""

    def disturb(server: Server, _: list[Sender]) -> None:
        server.kill()
        server.start()

    return under_load(folder, disturb)[0]


def process_killed(folder: Path) -> Outcome:
    """One of the processes that answer behind one address is killed by -9; the server starts another."""

    def disturb(server: Server, _: list[Sender]) -> None:
        server.kill_one()

    return under_load(folder, disturb, more=("--processes", "3"))[0]


def database_restarted(folder: Path, how: str = "immediate") -> Outcome:
    """PostgreSQL is stopped in the middle of a round, as by a crash or in order, and started a second later."""
    with postgresql.cluster() as cluster:
        engine = sa.create_engine(f"{cluster.address}postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("CREATE DATABASE workshop")
        engine.dispose()

        def disturb(_: Server, __: list[Sender]) -> None:
            cluster.stop(how)
            time.sleep(1.0)
            cluster.start()

        return under_load(folder, disturb, f"{cluster.address}workshop")[0]


def databases_restarted(folder: Path) -> Outcome:
    """Both ways of stopping it."""
    return database_restarted(folder) + database_restarted(folder, "fast")


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own with little room. Raises `PermissionError` for whoever may not mount one."""
    where = folder / "disk"
    where.mkdir()
    done = subprocess.run([MOUNT, "-t", "tmpfs", "-o", f"size={size}", "none", str(where)], check=False, capture_output=True)
    if done.returncode:
        raise PermissionError(done.stderr.decode())
    try:
        yield where
    finally:
        subprocess.run([UNMOUNT, "--lazy", str(where)], check=True)


def fill(folder: Path) -> Path:
    """Takes all the room there is; the file that has it."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    return path


def disk_full(folder: Path) -> Outcome:
    """The disk is full for two seconds in the middle of a round, and then has room again."""
    with small_disk(folder, "6m") as disk:

        def disturb(_: Server, senders: list[Sender]) -> None:
            filler = fill(disk)
            time.sleep(2.0)
            until(lambda: any(sender.refused for sender in senders))
            filler.unlink()

        outcome, senders = under_load(disk, disturb)
    others = {words for sender in senders for words in sender.refused if "could not write it down" not in words}
    assert not others, others
    assert any(sender.refused for sender in senders), "the disk was never full"
    return outcome


def clock_back(folder: Path) -> Outcome:
    """The laptop's clock steps back by a day in the middle of a round, and forward again."""
    now = folder / "now"
    now.write_text("+0", encoding="ascii")
    faked = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(now),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }

    def disturb(_: Server, __: list[Sender]) -> None:
        now.write_text("-1d", encoding="ascii")
        time.sleep(1.0)
        now.write_text("+0", encoding="ascii")

    if not FAKETIME.exists():
        raise FileNotFoundError("libfaketime is not installed")
    before = {name: os.environ.get(name) for name in faked}
    os.environ.update(faked)
    try:
        return under_load(folder, disturb)[0]
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def network_stalls(folder: Path) -> Outcome:
    """Three hundred connections stop in the middle: before a word, in a head, in a body, before the answer is read."""
    words = (
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\nAccept: ",
        b"POST /sit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\ncode=",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20,
    )
    with ExitStack() as stalled:

        def disturb(server: Server, _: list[Sender]) -> None:
            port = int(server.address.rpartition(":")[2])
            for number in range(300):
                one = stalled.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
                one.sendall(words[number % len(words)])
                if number % 8 >= 4:  # half of them go away, and half stay to the end
                    one.close()
            time.sleep(1.0)

        return under_load(folder, disturb)[0]
