"""A workshop's server as a facilitator starts it, and a browser a device."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, Playwright

ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE: Final = 20_000  # milliseconds: the machine may be busy


class Server:
    """`wholeplace host` in a process of its own, that can be killed and started again."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self._folder = folder
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
            if "Ctrl-C" in line:
                break
        assert "Ctrl-C" in self.told, self.told
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

    def stop(self) -> int:
        """Stops it as its facilitator would; its exit code."""
        assert self.process is not None
        self.process.send_signal(2)
        return self._gone()

    def _gone(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        code = self.process.wait(20)
        self.process.stdout.close()
        return code

    def _told(self, pattern: str) -> str:
        found = re.search(pattern, self.told)
        assert found is not None, self.told
        return found[1]


def chromium(playwright: Playwright) -> Browser:
    """The system's Chromium; None of its tests run without it where CI says that all must."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def device(browser: Browser, width: int = 390, height: int = 844, *, has_script: bool = True) -> Page:
    """A device with a browser of its own."""
    page = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=has_script).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def join(page: Page, server: Server, name: str) -> None:
    """Comes in by typing the code, as people do."""
    page.goto(server.address)
    page.fill("#code", server.code)
    page.click("main button")
    page.fill("#name", name)
    page.click("#sit")
    page.wait_for_url("**/table")


def console(page: Page, server: Server) -> None:
    """Opens the console."""
    page.goto(f"{server.address}/console")
    page.fill("#key", server.key)
    page.click("main button")
    page.wait_for_selector("h1:text-is('Console')")


def decide(page: Page, server: Server, which: int = 0) -> None:
    """Decides every dilemma on the table by the given option."""
    page.goto(f"{server.address}/table")
    for href in [link.get_attribute("href") for link in page.query_selector_all(".tasks a[href^='/table/decide/']")]:
        page.goto(f"{server.address}{href}")
        options = page.query_selector_all("input[type=radio]:not([disabled])")
        options[which % len(options)].check()
        page.click("#decide")
        page.wait_for_url("**/table")


def end(page: Page, server: Server) -> None:
    """Ends the quarter."""
    page.goto(f"{server.address}/table/end")
    page.click("#end")
    page.wait_for_url("**/table/result/*")
