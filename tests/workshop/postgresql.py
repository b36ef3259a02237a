"""A real PostgreSQL server for a run of tests: made in a folder, reached over loopback alone, and gone afterwards."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def server() -> Iterator[str]:
    """The address of a server, to which a database's name is added. Passes itself over where there is none, except in CI."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        if os.environ.get("CI"):
            pytest.fail("CI has to try PostgreSQL, and it is not installed")
        pytest.skip("no PostgreSQL here")
    tools = found[-1]
    # It refuses to run as root.
    is_root = getpass.getuser() == "root" and shutil.which("runuser") is not None
    before = ["runuser", "-u", "postgres", "--"] if is_root else []
    folder = Path(tempfile.mkdtemp(prefix="wholeplace-pg-"))
    if is_root:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(tool: str, *arguments: str) -> None:
        subprocess.run(
            [*before, str(tools / tool), *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/"
        )

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "wp", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://wp@127.0.0.1:{port}/"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
