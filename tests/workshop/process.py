"""A workshop's server as a facilitator starts it, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from game.translation import say

_LAST: Final = "Stop with Ctrl-C; started again in the same way, it goes on from the same moment."
"""The last line that a facilitator is told, in the language of the room."""


class Server:
    """`wholeplace host` in a process of its own, that can be killed and started again."""

    def __init__(self, folder: Path, database: str = "", *, more: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._more = more
        self._database = database or f"sqlite:///{folder / 'workshop.db'}"
        self._port = "0"
        self.process: subprocess.Popen[str] | None = None
        self.told = ""
        self.start()

    def start(self) -> None:
        """Starts it, and reads what it tells its facilitator; seconds to listening are kept in `took`."""
        before = time.monotonic()
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "game",
                "host",
                "barnet",
                "--seed",
                "5",
                "--address",
                "127.0.0.1",
                "--port",
                self._port,
                "--database",
                self._database,
                *self._more,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        self.told = ""
        for line in self.process.stdout:
            self.told += line
            if line.strip() == say(_LAST):
                break
        assert say(_LAST) in self.told, self.told
        self.took = time.monotonic() - before
        self._port = self.address.rpartition(":")[2]

    @property
    def address(self) -> str:
        """Where it is reached."""
        return self._told(r"(http://127\.0\.0\.1:\d+)")

    @property
    def code(self) -> str:
        """The code to join with."""
        return self._told(r"enter the code  (\d+ \d+)")

    @property
    def key(self) -> str:
        """The facilitator's key."""
        return self._told(r"with the key  (\S+)")

    def kill(self) -> None:
        """Ends it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self._gone()

    def kill_one(self, which: int = 0) -> None:
        """Ends one of several processes that answer, as a fault of its own would; the oldest unless told otherwise."""
        assert self.process is not None
        for _ in range(300):
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            answering = [int(one) for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
            if len(answering) > which:
                os.kill(answering[which], signal.SIGKILL)
                return
            time.sleep(0.1)
        raise AssertionError(children)

    def stop(self, by: int = signal.SIGINT) -> int:
        """Stops it as its facilitator would, with Ctrl-C, or by another signal; its exit code."""
        assert self.process is not None
        self.process.send_signal(by)
        return self._gone()

    def _gone(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        code = self.process.wait(120)
        self.process.stdout.close()
        return code

    def _told(self, pattern: str) -> str:
        found = re.search(pattern, self.told)
        assert found is not None, self.told
        return found[1]
