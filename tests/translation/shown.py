"""What the faces of the game show, in the language that was chosen: a whole game, every screen, every page.

`python -m tests.translation --shown FACE` prints it as JSON, one place and its text a line. It is a process of its own that does
so, in which nothing was said in English before.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.translation.seat import seat

Shown = Iterator[tuple[str, str]]

_READ: Final = frozenset({"alt", "aria-label", "aria-description", "title", "placeholder", "content"})
_MOST_PAGES: Final = 90


def terminal(name: str = "barnet") -> Shown:
    """A whole game in the terminal, its questions and its debrief."""
    from game.scenario.compiler import load
    from game.terminal.match import find_agencies
    from game.translation import speak, spoken
    from tests.playthroughs import script

    spoke = spoken()
    speak(None)
    english = load(name)
    speak(spoke)

    def by_id(word: str) -> str:
        found = find_agencies(english, word)
        return english.agencies[found[0][0]].id if len(found) == 1 and len(found[0]) == 1 else word

    all_asked = {"barnet": script.QUESTIONS, "bradford": script.QUESTIONS_BRADFORD, "nw_london": script.QUESTIONS_NW_LONDON}
    asked = {turn: [" ".join(map(by_id, line.split())) for line in lines] for turn, lines in all_asked[name].items()}
    questions = {**asked, 1: [*asked.get(1, []), "help", "help trust", "history", "nonsense", "why nothing", "undo", "undo"]}
    told = script.real_line(load(name), questions, 18)
    yield f"terminal, {name}", re.sub(r"^([^\n>]*> ).*$", r"\1", told, flags=re.MULTILINE)  # without what was typed


def window() -> Shown:
    """Every screen of the window, with what only a screen reader is told."""
    from tests.desktop.hand import a_window
    from tests.desktop.test_every_screen import shown

    at = a_window(has_motion=False)
    for name, screen in shown(at):
        told = (text for node in at.stage.nodes().walk() for text in (node.name, node.value, node.description))
        yield f"window, {name}", "\n".join([screen.called, *told, *(text for pair in screen.help() for text in pair)])


def workshop() -> Shown:
    """Every page of a workshop that leads to another: of a table, of a round table's seat, of the facilitator, of the wall."""
    from game.scenario.compiler import load
    from tests.workshop import table
    from tests.workshop.devices import running, url_of
    from tests.workshop.over import told_at_the_end

    with tempfile.TemporaryDirectory() as folder, running(load("barnet"), url_of(Path(folder))) as room:
        facilitator, device = room.facilitator(), room.device()
        yield "workshop, the door", _read(device.open("/"))
        yield "workshop, an unknown code", _read(device.open("/join/000000"))
        yield "workshop, the console before it opens", _read(facilitator.open("/console"))
        facilitator.act("open", minutes="30")
        device = room.seated("A")
        device.decide()
        device.end()
        yield from _crawled("workshop, a table", device.open, "/table")
        fields = device.fields_at("/table/end")
        yield "workshop, what is wrong at a table", _read(device.send("/table/do/end", fields, decided=""))
        yield from _crawled("workshop, the console", facilitator.open, "/console", "/projector", "/console/compare")
        told = told_at_the_end(room, facilitator, room.table(1))
        yield from _crawled("workshop, a table at the end", device.open, "/table", "/table/compare")
        yield "workshop, a joined table at the end", told
        yield from _crawled("workshop, the console at the end", facilitator.open, "/console", "/projector")
    with tempfile.TemporaryDirectory() as folder, running(load("barnet"), url_of(Path(folder))) as room:
        facilitator = table.open_round(room)
        facilitator.act("open")
        lead, police = table.seated(room, table.LEAD, table.POLICE)
        police.open("/seat/promises")
        police.send("/seat/do/give-word", to="schools", what="sharing", due="1")
        for seat in (lead, police):
            table.vote(seat)
            table.ready(seat)
        for name, seat in (("the lead's seat", lead), ("a seat", police)):
            yield from _crawled(f"workshop, {name}", seat.open, "/seat", *(f"/seat{path}" for path in table.PAGES))
        yield from _crawled("workshop, the console of a round table", facilitator.open, "/console", "/projector")
        told = told_at_the_end(room, facilitator, room.table(1))
        yield from _crawled("workshop, a seat at the end", police.open, "/seat")
        yield "workshop, a joined seat at the end", told


def report() -> Shown:
    """The report of a game that is over, the facilitator's pack and its slides."""
    from game.debrief import pack
    from game.debrief import report as reports
    from tests.debrief.runs import debriefed, run

    session = run("barnet", "history", 1)
    packed = pack.pack(session.place)
    yield "report", _read(reports.in_html(session, debriefed("barnet", "history", 1)).decode())
    yield "pack", _read(pack.in_html(packed).decode())
    yield "slides", _read(pack.slides(packed).decode())


def commands() -> Shown:
    """The help of every command."""
    from game.cli.main import COMMANDS

    wrong = (
        ["nonsense"],
        ["play", "--nonsense"],
        ["host", "--port", "x"],
        ["check"],
        ["check", "nowhere"],
        ["run", "barnet", "a", "b"],
    )
    for words in (["--help"], *([name, "--help"] for name in COMMANDS), *wrong):
        yield f"wholeplace {' '.join(words)}", _printed(words)


_CASE: Final = """format: 1
title: x
policy: random
seeds: {from: 1, runs: 5}
expect:
  - {measure: people, median: 5, within: 0.1, random_outside: true}
  - {measure: "trust(police, council)", at: 1, from: 1, min: 0.9, max: 1}
  - {measure: people, equals: 2, share: 0.5}
refusals:
  - {turn: 1, choices: {first_meeting: listen}, code: x}
"""
_WRONG_CASE: Final = """format: 1
titl: x
seeds: {from: 1}
expect:
  - {measure: trust, at: 3, median: x}
  - {ending: z}
  - 3
"""


def designing() -> Shown:
    """What whoever writes a place is told: its faults, advice, its tests, watching it, simulations of it, and pictures."""
    from game.bench.page import page
    from game.bench.report import text
    from game.bench.sensitivity import Swing
    from game.bench.simulate import simulate
    from game.scenario.compiler import load
    from tests.translation.extraction import descriptions

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "place"
        scenario, case = path / "scenario.yaml", path / "tests" / "first.yaml"
        place = str(path)
        yield "new", _printed(["new", place])
        yield "the schema", "\n".join(descriptions(json.loads(_printed(["schema"]))))
        yield "lint", _printed(["lint", place, "--games", "300"])
        for written in (_CASE, _WRONG_CASE):
            case.write_text(written, "utf-8")
            yield "test", _printed(["test", place])
        yield "watch", _printed(["watch", place, "--once"])
        yield "simulate", _printed(["simulate", place, "--runs", "250"])
        yield "a graph", _read(_printed(["graph", place, "--format", "svg"]))
        scenario.write_text(scenario.read_text("utf-8").replace("turns:", "tarns:", 1), "utf-8")
        yield "watch a fault", _printed(["watch", place, "--once"])
    swings = (Swing("trust_gain", "trust", 0.1, 0.2, -0.1, 0.1, 0.01), Swing("trust_loss", "trust", 0.1, 0.2, 0.0, 0.0, 0.01))
    report = replace(simulate(load("barnet"), runs=250), sensitivity=swings, is_complete=False, parameters={"trust_gain": 0.1})
    yield "a simulation", text(report)
    yield "the page of a simulation", _read(page(report))
    yield "the graph of causes", _read(_printed(["graph", "--causes", "--format", "svg"]))


def _printed(words: list[str]) -> str:
    from game.cli.main import main

    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        main(words)
    return told.getvalue()


FACES: Final[Mapping[str, Callable[[], Shown]]] = MappingProxyType(
    {
        "terminal": terminal,
        "terminal-bradford": lambda: terminal("bradford"),
        "terminal-nw_london": lambda: terminal("nw_london"),
        "window": window,
        "seat": seat,
        "workshop": workshop,
        "report": report,
        "commands": commands,
        "designing": designing,
    }
)
"""What can be asked for, by name."""


def _crawled(where: str, open_page: Callable[[str], str], *first: str) -> Shown:
    """Every page that can be reached by links from the first ones, as far as they are looked at."""
    waiting, seen = list(first), set(first)
    while waiting and len(seen) < _MOST_PAGES * 3:
        path = waiting.pop(0)
        page = open_page(path)
        yield f"{where}, {path}", _read(page)
        for link in re.findall(r'href="(/[a-z][^"#]*)"', page):
            kind = re.sub(r"\d+", "0", link)
            if kind not in seen and not link.startswith(("/static", "/console/export", "/join/")) and len(seen) < _MOST_PAGES:
                seen |= {link, kind}
                waiting.append(link.replace("&amp;", "&"))


class _Reader(HTMLParser):
    """Gathers what a page says: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps attributes that are read out; what stands in a style or script is not, and what one types is a code."""
        self._silent += tag in {"style", "script", "code"}
        read = dict(attrs)
        if tag != "meta" or read.get("name") == "description":
            self.told += [text for name, text in attrs if name in _READ and text]

    def handle_endtag(self, tag: str) -> None:
        """Goes on reading after a style, a script or a code."""
        self._silent -= tag in {"style", "script", "code"}

    def handle_data(self, data: str) -> None:
        """Keeps text."""
        if not self._silent and data.strip():
            self.told.append(data.strip())


def _read(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    return "\n".join(reader.told)
