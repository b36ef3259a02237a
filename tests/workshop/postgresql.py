"""A real PostgreSQL server for a run of tests: made in a folder, reached over loopback alone, and gone afterwards."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import a_port


class Cluster:
    """A server that can be stopped and started. It listens at `address`, to which a database's name is added."""

    def __init__(self, tools: Path, folder: Path, port: int) -> None:
        self.address = f"postgresql+psycopg://wp@127.0.0.1:{port}/"
        self._tools = tools
        self._data = str(folder / "data")
        self._log = str(folder / "log")
        self._options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        # It refuses to run as root.
        is_root = getpass.getuser() == "root" and shutil.which("runuser") is not None
        self._before = ["runuser", "-u", "postgres", "--"] if is_root else []
        if is_root:
            shutil.chown(folder, "postgres", "postgres")

    def make(self) -> None:
        """Makes its folder."""
        self._run("initdb", "-D", self._data, "-U", "wp", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        self._run("pg_ctl", "-D", self._data, "-w", "-t", "300", "-l", self._log, "-o", self._options, "start")

    def stop(self, how: str = "immediate") -> None:
        """Stops it: at once as a crash would (`immediate`), or with every connection cut first (`fast`)."""
        self._run("pg_ctl", "-D", self._data, "-w", "-t", "300", "-m", how, "stop")

    def _run(self, tool: str, *arguments: str) -> None:
        command = [*self._before, str(self._tools / tool), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server that runs. Passes itself over where there is none, except in CI."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        if os.environ.get("CI"):
            pytest.fail("CI has to try PostgreSQL, and it is not installed")
        pytest.skip("no PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="wholeplace-pg-"))
    try:
        running = Cluster(found[-1], folder, a_port())
        running.make()
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[str]:
    """The address of a server that runs, to which a database's name is added."""
    with cluster() as running:
        yield running.address
