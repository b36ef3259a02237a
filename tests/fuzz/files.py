"""The smaller ways in: the file of settings, the answer of a store of learning records, and what goes with a scenario."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

import httpx
import pytest

from game.bench.cases import Subject, _Reading, subject_of
from game.bench.sheet import Sheet, SheetFault, read_parameters, read_script
from game.briefing.result import largest
from game.cli import join
from game.core.decision import Refusal
from game.debrief.elsewhere import read_decisions, read_tried, written_decisions, written_tried
from game.debrief.rewind import decisions, tried
from game.debrief.sending import SendFault, _post
from game.desktop.controls import DEFAULT_KEYS
from game.desktop.settings import Settings, format_settings, load, parse_settings
from game.play import wire
from game.play.drafts import read_drafts
from game.play.message import TurnPart
from game.play.policy import policy_named
from game.play.reflection import LONGEST
from game.play.session import Session
from tests.fuzz.target import expect
from tests.places.laboratory import LABORATORY, laboratory


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="wholeplace-fuzz-")


def settings(data: bytes) -> None:
    """A file of settings gives settings, and a sentence about what could not be used; nothing in it is lost."""
    file = Path(_folder().name) / "settings.json"
    for one in file.parent.glob("settings*"):
        one.unlink()
    file.write_bytes(data)
    found, said = load(file)
    expect(isinstance(found, Settings), "no settings")
    expect([one.read_bytes() for one in file.parent.glob("settings*")] == [data], "the file is not as it was")
    if not said:
        again, unused = parse_settings(format_settings(found))
        expect(again == found and not unused, "what was taken cannot be kept")


def settings_seeds() -> Iterable[bytes]:
    """What is kept, and what could be mistaken for it."""
    yield json.dumps(format_settings(Settings())).encode()
    yield from (b"{}", b"[]", b'{"text": 1e999, "keys": {"quit": ["q"]}, "seen": ["a"]}', b"[" * 1_000, b'{"volume": 11}')


def settings_words() -> Iterable[str]:
    """The words of settings, and of JSON."""
    yield from format_settings(Settings())
    yield from DEFAULT_KEYS
    yield from [
        '{"',
        '":',
        "[",
        "]",
        "}",
        "null",
        "true",
        "false",
        "1e999",
        "NaN",
        "-0",
        "\\ud800",
        "dark",
        "light",
        "150",
        "f1",
        "ctrl+s",
    ]


def beside(data: bytes) -> None:
    """Drafts beside a saved game, and what a device keeps of workshops, are taken as what they are, or as nothing."""
    drafts, workshops = Path(_folder().name) / "a.drafts.json", Path(_folder().name) / "joined.json"
    drafts.write_bytes(data)
    workshops.write_bytes(data)
    found = read_drafts(drafts.with_name("a.wholeplace"))
    expect(all(text.isprintable() and len(text) <= LONGEST for text in found.values()), "a draft that nobody can have typed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(join, "_file", lambda: workshops)
        for cookie in join._kept().values():
            expect(cookie.isprintable() and cookie.isascii(), "a cookie that is no header")


def beside_seeds() -> Iterable[bytes]:
    """What stands in such files, and what could be mistaken for it."""
    yield json.dumps({"What surprised you?": "Nearly all of it."}).encode()
    yield json.dumps({"http://127.0.0.1:8000": "abc.def"}).encode()
    yield from (b"[" * 2_000, b'{"a": "b\\r\\nSet-Cookie: c"}', b'{"a": 1}', b"null", b'{"a": {"b": []}}', b"9" * 4_500)


_BATCH = [{"id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}]


def answer(data: bytes) -> None:
    """Whatever a store answers, the records are sent, or it is said in words why not; the words are fit for a terminal."""
    status = 200 + (data[0] * 3) % 400 if data else 200
    where = data[1:40].decode("latin-1").replace("\r", "").replace("\n", "").replace("\0", "")

    def answered(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, stream=httpx.ByteStream(data[1:]), headers=[(b"location", where.encode("latin-1"))])

    async def sent() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answered)) as client:
            await _post(client, "http://127.0.0.1/xAPI/statements", _BATCH, "Nothing was taken.")

    try:
        asyncio.run(sent())
    except (httpx.HTTPError, httpx.InvalidURL):
        return  # which `send` tells in words: the answer is no HTTP, or points to no address
    except SendFault as fault:
        expect(str(fault).isprintable() and len(str(fault)) < 2_000, "words that no terminal should be shown")


def answer_seeds() -> Iterable[bytes]:
    """Answers of stores, and of others."""
    yield b'\0["6690e6c9-3ef0-4ed3-8b37-7f3964730bee"]'
    yield b"\0" + b"[" * 2_000
    yield from (b"\0{}", b"\0", b"\x43no such thing", b'"e:lsewhere', b"\x22elsewhere", b"\0[[1]]", b"\0[null]", b"\0[1e999]")


@cache
def _subject() -> Subject:
    return subject_of(LABORATORY)


def case(data: bytes) -> None:
    """A scenario's test, a file of decisions and a file of parameters are read, or each fault in them has its place."""
    subject = _subject()
    sheet = Sheet(data, "case.yaml")
    if sheet.tree is not None:
        _Reading(sheet, subject).case(Path("case.yaml"))
    expect(sheet.tree is not None or sheet.diagnostics, "nothing was read and nothing said")
    for one in sheet.diagnostics:
        expect(one.line >= 1 and one.column >= 1 and one.format_text(), f"{one.code} has no place")
    for read in (lambda: read_script(data, subject.place, "x"), lambda: read_parameters(data, "x")):
        try:
            read()
        except SheetFault as fault:
            expect(fault.diagnostics, "a fault that says nothing")


def case_seeds() -> Iterable[bytes]:
    """The tests that come with the game, and a script."""
    for file in sorted((Path(__file__).parents[2] / "scenarios").glob("*/tests/*.yaml")):
        yield file.read_bytes()[:2_000]
    yield b"1:\n  pitch: families\n  tokens: [{token: see, with: police}, {token: rest}]\n2: {}\n"
    yield b"neglect: 0.02\nsay_trust: 1e3\n"


def case_words() -> Iterable[str]:
    """The words of a scenario's test."""
    words = (
        "format title seeds from runs policy decisions expect measure median within equals min max share ending at refusals turn"
    )
    yield from (f"{word}: " for word in words.split())
    yield from ("final", "end", "random", "history", "trust", "reported", "tokens: [", "{token: see", "code: ", "\n  - ", "\n")


@cache
def _turn() -> dict[str, object]:
    """A turn as a workshop sends it to a device that has joined."""
    session = Session.played(laboratory(), 7, policy_named("random", laboratory()))
    return wire.written_turn(session, 2, session.place.lead, largest(session, 1))[1]


@cache
def _ways() -> tuple[bytes, bytes]:
    """The decisions of a game as a workshop sends them, and another way in the first."""
    session = Session.played(laboratory(), 7, policy_named("random", laboratory()))
    taken = decisions(session)
    way = tried(session, taken[0].turn, taken[0].dilemma, taken[0].open[0].option)
    if isinstance(way, Refusal):
        raise TypeError(str(way))
    return json.dumps(written_decisions(taken)).encode(), json.dumps(written_tried(way)).encode()


def message(data: bytes) -> None:
    """What pretends to be a workshop is taken as a view of the place, or refused as garbled: nothing else happens."""
    place = laboratory()
    for read in (wire.read, partial(wire.read_why, place=place), read_tried, partial(read_decisions, place=place)):
        with suppress(wire.Garbled):
            read(data)
    try:
        part = TurnPart.model_validate_json(data)
    except ValueError:
        return
    with suppress(wire.Garbled):
        view = wire.view_of(place, place.lead, part)
        wire.told_of(place, part)
        wire.whys_of(place, part)
        expect(view.signed.shape == (1,), "a view of another shape")


def message_seeds() -> Iterable[bytes]:
    """A turn, and turns with something in the place of a number."""
    whole = _turn()
    others: list[object] = [[[0.5], [1, 2]], [], {}, "x", -1, 1e300, None]
    yield json.dumps(whole).encode()
    yield from _ways()
    for key in whole:
        for other in others:
            yield json.dumps({**whole, key: other}).encode()
    yield from (b"{" * 5_000, b"[]", b"null", b"\xff")


def message_words() -> Iterable[str]:
    """The words of such a message."""
    yield from _turn()
    yield from ('{"', '": ', "[", "]", "}", "null", "true", "1e300", "-1", "NaN", '"x"', "[[1],[1,2]]")
