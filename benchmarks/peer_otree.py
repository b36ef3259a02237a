"""oTree under the same load: groups of three, two forms a round, and a page between them that waits for the group."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Final

from line import Line
from load import Load, Shape, family

GROUP: Final = 3
VERSION: Final = "otree==6.0.15"
_KEY: Final = "load"

_SETTINGS: Final = """
from os import environ
SESSION_CONFIGS = [dict(name='load', app_sequence=['contributions'], num_demo_participants=3)]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=1.0, participation_fee=0.0, doc='')
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = 'en'
REAL_WORLD_CURRENCY_CODE = 'GBP'
USE_POINTS = True
ADMIN_USERNAME = 'admin'
ADMIN_PASSWORD = environ.get('OTREE_ADMIN_PASSWORD')
DEMO_PAGE_INTRO_HTML = ''
SECRET_KEY = 'only for a load'
"""
_APP: Final = """
from otree.api import *
class C(BaseConstants):
    NAME_IN_URL = 'contributions'
    PLAYERS_PER_GROUP = 3
    NUM_ROUNDS = {rounds}
class Subsession(BaseSubsession): pass
class Group(BaseGroup):
    total = models.IntegerField()
class Player(BasePlayer):
    given = models.IntegerField(min=0, max=100)
def add_up(group: Group):
    group.total = sum(player.given for player in group.get_players())
class Give(Page):
    form_model = 'player'
    form_fields = ['given']
class Wait(WaitPage):
    after_all_players_arrive = add_up
class Results(Page): pass
page_sequence = [Give, Wait, Results]
"""
_WAITS: Final = re.compile(r'makeReconnectingWebSocket\("(/wait_page[^"]+)"\)')
_GIVE: Final = "{{ block content }}{{ formfields }}{{ next_button }}{{ endblock }}"
_RESULTS: Final = "{{ block content }}<p>{{ group.total }}</p>{{ next_button }}{{ endblock }}"


class OTree:
    """oTree in production mode on its default database, in a virtual environment of its own."""

    name = "otree"

    def __init__(self, rounds: int, home: Path | None = None) -> None:
        self._home = home or Path(tempfile.gettempdir()) / "wholeplace-otree"
        self._rounds = rounds
        self._folder = tempfile.TemporaryDirectory()
        self._server: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self) -> None:
        """Installs oTree where it is not yet, writes the experiment, and starts the server."""
        tool = self._home / "bin" / "otree"
        if not tool.exists():
            subprocess.run([sys.executable, "-m", "venv", str(self._home)], check=True)
            subprocess.run([str(self._home / "bin" / "pip"), "install", "--quiet", VERSION], check=True)
        project = Path(self._folder.name)
        for folder in ("contributions", "_static", "_templates"):
            (project / folder).mkdir()
        (project / "settings.py").write_text(_SETTINGS, "utf-8")
        (project / "contributions" / "__init__.py").write_text(_APP.format(rounds=self._rounds), "utf-8")
        (project / "contributions" / "Give.html").write_text(_GIVE, "utf-8")
        (project / "contributions" / "Results.html").write_text(_RESULTS, "utf-8")
        path = f"{self._home / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "OTREE_PRODUCTION": "1", "OTREE_REST_KEY": _KEY, "OTREE_ADMIN_PASSWORD": _KEY}
        subprocess.run([str(tool), "resetdb", "--noinput"], cwd=project, env=environment, check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._server = subprocess.Popen(
            [str(tool), "prodserver", str(self.port)],
            cwd=project,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            try:
                self._rest("otree_version")
            except OSError:
                time.sleep(0.1)
            else:
                return
        message = "oTree does not answer."
        raise SystemExit(message)

    async def play(self, load: Load, shape: Shape) -> float:
        """A whole room: comes in, plays, and how many seconds the playing took."""
        made = await asyncio.to_thread(self._rest, "sessions", {"session_config_name": "load", "num_participants": shape.n})
        told = await asyncio.to_thread(self._rest, f"sessions/{made['code']}")
        lines = [Line("127.0.0.1", self.port) for _ in range(shape.n)]
        pages = [
            await load.look(line, f"/InitializeParticipant/{one['code']}")
            for line, one in zip(lines, told["participants"], strict=True)
        ]
        luck = random.Random(5)  # noqa: S311 - a load, not a secret
        before = load.begins(self.pids)
        await asyncio.gather(
            *(_play(load, line, page, shape, random.Random(luck.random())) for line, page in zip(lines, pages, strict=True))  # noqa: S311
        )
        took = time.perf_counter() - before
        for line in lines:
            line.close()
        return took

    @property
    def pids(self) -> list[int]:
        """Its processes."""
        return family(self._server.pid) if self._server is not None else []

    def stop(self) -> None:
        """Stops it, and takes its folder away."""
        for pid in reversed(self.pids):
            os.kill(pid, 9)
        if self._server is not None:
            self._server.wait()
        self._folder.cleanup()

    def _rest(self, path: str, given: dict[str, object] | None = None) -> dict[str, object]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}",
            json.dumps(given).encode() if given is not None else None,
            {"otree-rest-key": _KEY, "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310 - of this machine
            found: dict[str, object] = json.load(answer)
        return found


async def _play(load: Load, line: Line, at: tuple[str, str], shape: Shape, luck: random.Random) -> None:
    """One participant: gives, waits for the group, reads what came of it, and goes on."""
    path, page = at
    for _ in range(shape.rounds):
        for fields in ({"given": str(luck.randrange(101))}, {}):
            await asyncio.sleep(luck.uniform(*shape.think))
            _, path, page = await load.send(line, path, fields)
            while found := _WAITS.search(page):
                await line.told(found[1].replace("&amp;", "&"))
                path, page = await load.look(line, path)
