"""What is fuzzed: each way in for bytes from outside, with what must hold whatever they are.

A target takes any bytes and raises where its law does not hold: `Broken` where an answer is wrong, and whatever else escapes is a
traceback that somebody would have seen. It must not mind what came before, so that an input found once is found again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from game.core.rng import seeds_of
from game.core.step import begin
from game.play.pending import ReplayDiffers
from game.play.record import Header, SaveFault, Unreadable, last_records, scan, write
from game.play.session import Session
from game.scenario import rules
from game.scenario.check import check_path, check_source
from game.scenario.compiler import ScenarioFault, compile_checked
from game.scenario.declaration import declared, spots_of
from game.scenario.diagnostic import Diagnostic
from game.scenario.expression import compile_condition, compile_number
from game.scenario.meaning import Complaint
from game.scenario.names import Names
from game.scenario.reader import read_scenario
from tests.places.laboratory import LABORATORY, laboratory

FOLDER: Final = Path(__file__).parent
MOST_SECONDS: Final = 1.0


class Broken(AssertionError):  # noqa: N818 - said of a law
    """A law does not hold."""


@dataclass(frozen=True)
class Target:
    """A way in.

    Arguments:
        name: what it is called on the command line.
        one: takes one input; raises where the law does not hold.
        seeds: inputs to begin from.
        words: what inputs are made of, for a fuzzer's dictionary.
        share: how many of a hundred inputs are its own.
        longest: bytes of the longest input that is tried.
    """

    name: str
    one: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    words: Callable[[], Iterable[str]]
    share: int
    longest: int = 4096

    def timed(self, data: bytes) -> None:
        """Takes one input, and holds it to its second of work."""
        begun = time.process_time()
        self.one(data)
        seconds = time.process_time() - begun
        if seconds > MOST_SECONDS:
            raise Broken(f"{self.name} took {seconds:.1f} seconds for {len(data)} bytes")


def expect(holds: object, words: str) -> None:
    """Raises `Broken` where something does not hold."""
    if not holds:
        raise Broken(words)


# Scenario files.


def scenario(data: bytes) -> None:
    """A scenario file has a place for each of its faults, and can be played where it has none."""
    checked = check_source(data, "place.yaml")
    _are_located(data, checked.diagnostics)
    expect(checked.data is not None or checked.diagnostics, "nothing was read and nothing said")
    if checked.is_playable:
        try:
            place = compile_checked(checked)
        except ScenarioFault as fault:
            raise Broken(f"check found nothing, and compiling did: {fault}") from fault
        begin(place, seeds_of(1, 1))


def parsers(data: bytes) -> None:
    """What one parser takes the other takes too, and alike: the fast one, and the one for machines that lack it.

    Where both refuse a text they may find the fault in different places; `tests/scenario/test_both_parsers.py` holds them to one
    place for damage of the kinds that people do.
    """
    fast, slow = read_scenario(data, "x"), read_scenario(data, "x", is_pure=True)
    expect(bool(fast[1]) == bool(slow[1]), "one parser refuses what the other takes")
    expect(fast[1] or fast[0] == slow[0], "the two parsers read something else")


def _are_located(data: bytes, diagnostics: Iterable[Diagnostic]) -> None:
    lines = data.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in diagnostics:
        expect(1 <= one.line <= max(1, len(lines)), f"{one.code} is said of line {one.line} of {len(lines)}")
        expect(one.column >= 1, f"{one.code} is said of column {one.column}")
        expect(one.format_text().strip(), f"{one.code} says nothing")


@cache
def suite() -> tuple[bytes, ...]:
    """The texts of the yaml-test-suite."""
    found = json.loads((FOLDER / "yaml-test-suite.json").read_text(encoding="utf-8"))["files"]
    return tuple(text.encode("utf-8", "surrogatepass") for text in found.values())


def _scenario_seeds() -> Iterable[bytes]:
    yield (FOLDER.parent / "scenario" / "smallest.yaml").read_bytes()
    for page in rules.pages():
        if page.has_examples and page.code not in ("WP117", "WP008"):
            yield from (str(page.example(kind)).encode() for kind in ("Broken", "Repaired"))
    yield from suite()


def _scenario_words() -> Iterable[str]:
    yield from (
        ": ",
        "- ",
        "\n  ",
        "|\n",
        ">\n",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!",
        "---\n",
        "...\n",
        "%",
        "# ",
        "? ",
    )
    for text in LABORATORY.read_text(encoding="utf-8").split():
        if text.isascii() and 2 < len(text) < 24:
            yield text


# Expressions.


@cache
def _names() -> Names:
    data = check_path(LABORATORY).data
    return declared(data, spots_of(data)).names


def expression(data: bytes) -> None:
    """A condition or a sum becomes a tree that can be asked, or complaints, each about a part of the text."""
    text = data.decode(errors="replace")
    for compiles in (compile_condition, compile_number):
        found, complaints = compiles(text, _names())
        expect((found is None) == bool(complaints), "neither a tree nor a complaint, or both")
        for one in complaints:
            _is_within(text, one)


def _is_within(text: str, complaint: Complaint) -> None:
    expect(0 <= complaint.start <= len(text), f"{complaint.code} begins at {complaint.start} of {len(text)}")
    expect(complaint.code in rules.codes(), f"{complaint.code} has no page")


def _expression_seeds() -> Iterable[bytes]:
    yield from (b"turn > 3", b"trust(council, police) > .4 and turn < 3", b"not (flag(x) or picked(a, b))", b"1 + 2 * -3 / 4")
    yield from (b"min(trust) >= 0.5", b"(" * 30, b"a" * 600, b"1e999", b"if", b"not not turn", b"1 < 2 < 3")


def _expression_words() -> Iterable[str]:
    from game.scenario.vocabulary import QUESTIONS

    yield from QUESTIONS
    yield from _names().agencies
    yield from _names().dilemmas
    yield from (" and ", " or ", "not ", "turn", "==", ">=", "<=", "!=", "(", ")", ", ", "0.5", "1e9", " if ", " else ", "lambda")


# Saved games.


def save(data: bytes) -> None:
    """A saved game is read as far as it is good, or refused in words, and a part of one is looked at in a list."""
    last_records(data)
    try:
        found = scan(data, "a.wholeplace")
    except SaveFault as fault:
        expect(fault.found and fault.expected and fault.help, "a fault without words")
        return
    expect(found.good + found.rest == data, "bytes went missing")
    again = scan(found.good, "a.wholeplace")
    expect(again.records == found.records and not again.rest, "what was good is read otherwise")


def _header() -> Header:
    place = laboratory()
    return Header(place.id, place.digest, 7, "0.1.0", "2031-02-03T09:30:00+00:00", place.title)


@cache
def _played() -> tuple[dict[str, Any], ...]:
    """The records of a short game, as its log holds them."""
    kept: list[dict[str, Any]] = []

    class Kept:
        """A log that only keeps."""

        def append(self, record: Any) -> int:
            """Keeps a record."""
            kept.append(dict(record))
            return len(kept)

    session = Session(laboratory(), 7, log=Kept())
    for _ in range(2):
        for number in session.open_dilemmas():
            dilemma = session.place.dilemmas[number]
            session.choose(dilemma.id, next(one.id for one in dilemma.options if session.choose(dilemma.id, one.id) is None))
        session.attend({"token": "listen"})
        session.end_turn()
    session.back(2)
    session.inject("A strike", "Nobody came.")
    return tuple(kept)


def _save_seeds() -> Iterable[bytes]:
    whole, _ = write(_header(), _played())
    yield whole
    yield whole[: len(whole) // 2]
    yield whole.split(b"\n")[0] + b"\n"


def _save_words() -> Iterable[str]:
    yield from [
        "choose",
        "attend",
        "end_turn",
        "back",
        "inject",
        "take_back",
        "sit",
        "recommend",
        "wish",
        "wholeplace",
        "seed",
        "null",
        "true",
        "1e999",
        "-1",
        "NaN",
        "\\ud800",
    ]
    yield from ("do", "n", "check", "token", "with", "dilemma", "option", "turn", "slot", "seats", "seat", "digest")
    yield from ('{"', '"}', "[", "]", '": "', '": ', '", "', '"token": {"token": "', '", "check": "')


def records(data: bytes) -> None:
    """Records that are sealed as a save's are come back as they were, and play, or are refused in words; nothing else."""
    given = []
    for line in data.split(b"\n")[:40]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            given.append(value)
    try:
        whole, _ = write(_header(), given)
    except (Unreadable, TypeError):
        return
    found = scan(whole, "a.wholeplace")
    told = [{**one, "n": number} for number, one in enumerate(given, 1)]
    if found.damage:  # a record that says nothing to do
        expect(len(found.records) < len(given), "damage, and nothing missing")
    else:
        expect(json.dumps(list(found.records), sort_keys=True) == json.dumps(told, sort_keys=True), "records changed on the way")
    try:
        session = Session.resumed(laboratory(), 7, found.records)
    except (ReplayDiffers, ValueError) as fault:
        expect(str(fault), "a refusal without words")
        return
    for name in session.state:
        expect(np.isfinite(session.state[name]).all(), f"{name} is no number")


def _records_seeds() -> Iterable[bytes]:
    yield b"\n".join(json.dumps(one).encode() for one in _played())
    yield b'{"do": "sit", "seats": {"police": "Ann"}}\n{"do": "wish", "seat": "police", "token": {"token": "rest"}}'
    yield b'{"do": "recommend", "seat": "police", "dilemma": "pitch", "option": null}\n{"do": "take_back", "slot": 0}'


def targets() -> dict[str, Target]:
    """Every target by its name."""
    from tests.fuzz import files, joined, pages, wording

    found = (
        Target("expression", expression, _expression_seeds, _expression_words, 28, 600),
        Target("save", save, _save_seeds, _save_words, 28),
        Target("records", records, _records_seeds, _save_words, 1),
        Target("scenario", scenario, _scenario_seeds, _scenario_words, 12, 2048),
        Target("parsers", parsers, _scenario_seeds, _scenario_words, 3, 512),
        Target("settings", files.settings, files.settings_seeds, files.settings_words, 10, 1024),
        Target("beside", files.beside, files.beside_seeds, files.settings_words, 2, 8192),
        Target("answer", files.answer, files.answer_seeds, files.settings_words, 5),
        Target("case", files.case, files.case_seeds, files.case_words, 4, 2048),
        Target("message", files.message, files.message_seeds, files.message_words, 2, 16_384),
        Target("joined", joined.joined, joined.joined_seeds, joined.joined_words, 1, 512),
        Target("catalogue", wording.catalogue, wording.catalogue_seeds, wording.words, 4, 4096),
        Target("po", wording.po, wording.po_seeds, wording.words, 4, 4096),
        Target("form", pages.form, pages.form_seeds, pages.words, 4, 1024),
        Target("address", pages.address, pages.address_seeds, pages.words, 2, 512),
        Target("head", pages.head, pages.head_seeds, pages.head_words, 2, 1024),
    )
    return {target.name: target for target in found}
