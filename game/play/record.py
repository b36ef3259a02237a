"""The format of a saved game and of a workshop's log: a header line, then one decision a line.

A save is what a player would least like to lose, and a file that anybody may have edited, truncated or sent by
mail. So each line is JSON that people can read, and ends with a check of itself and of the line before: a chain in
which a changed, missing or moved line shows, and shows where. Nothing here touches a disk; see `store`.

The check of a line is BLAKE2b, 8 bytes in hexadecimal, of the check of the line before (nothing, for the header)
followed by the line's own bytes up to the comma in front of `"check"`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NoReturn

from game.translation import say

FORMAT = 1
KIND = "wholeplace"
MAX_FILE = 32 * 2**20  # bytes
MAX_LINE = 64 * 2**10  # bytes, with the line's end
MAX_RECORDS = 50_000
MAX_VALUES = 500_000  # commas and opening brackets in a file: what reading it costs beyond its bytes
MAX_DEPTH = 16  # lists and objects within one another, the record itself counted
MAX_NUMBER = 2**64  # either side of nought; a seed may be any 64-bit number
ENDS_TURN = ("end_turn", "close")  # what a record does that ends a turn: by the lead alone, or by a whole round table
MAX_TEXT = 1_000  # characters of a text in the header

Record = dict[str, Any]
Migration = Callable[[Record, list[Record]], tuple[Record, list[Record]]]

# From each format older than FORMAT to the next: a function of the header's fields and the records, without checks.
MIGRATIONS: dict[int, Migration] = {}


class SaveFault(Exception):  # noqa: N818 - the word people use for it
    """A saved game could not be read or written, in words for the person who wanted it.

    `where` is the file and perhaps the line, `found` what is wrong, `expected` what should have been there, and
    `help` what is safe and what to try.
    """

    def __init__(self, where: str, found: str, expected: str, help: str) -> None:
        super().__init__(where, found, expected, help)
        self.where = where
        self.found = found
        self.expected = expected
        self.help = help

    def __str__(self) -> str:
        return say(
            "{where}: {found} Expected: {expected} Try: {help}",
            where=self.where,
            found=self.found,
            expected=self.expected,
            help=self.help,
        )

    @property
    def in_short(self) -> str:
        """What is wrong and what to try, in a line each, for a page on which the file stands elsewhere."""
        return "\n".join((self.found[:1].upper() + self.found[1:], say("Try: {help}", help=self.help)))

    @property
    def in_small(self) -> str:
        """What should have been there, and the file."""
        return "\n".join((say("Expected: {expected}", expected=self.expected), self.where))


class SaveInUse(SaveFault):
    """Another window or program has this saved game open for writing."""


class Unreadable(ValueError):  # noqa: N818 - said of a line
    """A line is not what this format writes; the message completes the sentence "the line ..."."""


@dataclass(frozen=True)
class Header:
    """What a saved game was played on: the first line of its file.

    `scenario` is the scenario's id and `scenario_digest` its digest in hexadecimal; `seed` is a whole number from
    -2**64 to 2**64; `version` is the program's; `started` is a time in ISO 8601, handed in by the caller; `title` is
    for people; `parameters` are the model's where they differ from its own; `more` are fields that a workshop adds.
    """

    scenario: str
    scenario_digest: str
    seed: int
    version: str
    started: str
    title: str
    parameters: Record | None = None
    more: Record = field(default_factory=dict)

    def fields(self) -> Record:
        """The header as it is written, without its check."""
        return {
            "format": FORMAT,
            "kind": KIND,
            "scenario": self.scenario,
            "scenario_digest": self.scenario_digest,
            "parameters": self.parameters,
            "seed": self.seed,
            "version": self.version,
            "started": self.started,
            "title": self.title,
            **self.more,
        }

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Header:
        """The header that these fields spell. Raises `Unreadable` when one is missing or is not of its kind."""
        texts = {name: _text(fields, name) for name in ("scenario", "scenario_digest", "version", "started", "title")}
        if not texts["scenario_digest"] or texts["scenario_digest"].strip("0123456789abcdef"):
            raise Unreadable(say('has a "scenario_digest" that is not in hexadecimal'))
        seed, parameters = fields.get("seed"), fields.get("parameters")
        if type(seed) is not int:
            raise Unreadable(say('has no whole number as its "seed"'))
        if not isinstance(parameters, dict | None):
            raise Unreadable(say('has "parameters" that are neither an object nor null'))
        known = {"format", "kind", "seed", "parameters", *texts}
        more = {name: value for name, value in fields.items() if name not in known}
        return cls(**texts, seed=seed, parameters=parameters, more=more)


@dataclass(frozen=True)
class Scan:
    """What a file holds: its header, the records before any damage, and what to do to go on writing after them.

    `good` is the file up to the end of its last good line, in today's format; `check` is that line's. `rest` is what
    follows in the file as found: nothing, or a last line cut short (`is_torn`), or damage with more after it.
    `damage` says which, in a sentence, or is empty. `written_as` is the format found; `n_values` counts what
    MAX_VALUES bounds.
    """

    header: Header
    records: tuple[Record, ...]
    good: bytes
    check: bytes
    rest: bytes
    is_torn: bool
    damage: str
    written_as: int
    n_values: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person who opens the file should be told, a sentence or two each."""
        older = say(
            "The file was written in format {written_as} and is read as format {format}.",
            written_as=self.written_as,
            format=FORMAT,
        )
        return tuple(note for note in (self.damage, "" if self.written_as == FORMAT else older) if note)


def encode(fields: Mapping[str, Any], previous: bytes) -> tuple[bytes, bytes]:
    """The line that holds these fields, with its end, and its check; `previous` is the check of the line before.

    Raises `Unreadable` when reading would refuse the line (too long, too deep, a number without bounds, half a
    character), and `TypeError` when the fields would not come back equal (a tuple, a key that is not text, an array).
    """
    try:
        body = json.dumps(fields, ensure_ascii=False)[:-1].encode()
    except RecursionError:
        _too_deep()
    except UnicodeEncodeError:
        raise Unreadable(say("holds half of a character, which no file can keep")) from None
    check = _check(previous, body)
    line = body + _SEAL + check + b'"}\n'
    if decode(line, previous)[0] != fields:
        message = f"a record holds text, numbers, true, false, null, lists, and objects with text as keys: {fields!r}"
        raise TypeError(message)
    return line, check


def decode(line: bytes, previous: bytes | None) -> tuple[Record, bytes]:
    """The fields of one line without its check, and the check; `previous` is None where the line before is unknown.

    Raises `Unreadable`, and nothing else, whatever the bytes.
    """
    fields = _parse(line)
    bare = line.rstrip(b"\r\n")
    body, seal = bare[:-_SEAL_LENGTH], bare[-_SEAL_LENGTH:]
    check = seal[len(_SEAL) : -2]
    if seal != _SEAL + check + b'"}' or fields.pop("check", None) != check.decode("ascii", "replace"):
        raise Unreadable(say("does not end with its check"))
    if previous is not None and check != _check(previous, body):
        raise Unreadable(say("does not fit its check: it was changed, or a line before it was taken out"))
    return fields, check


def scan(data: bytes, where: str) -> Scan:
    """What the bytes of a file hold, as far as they are good; `where` names the file in what is said to people.

    Raises `SaveFault` when not even the header can be read, or a newer program wrote it.
    """
    try:
        first = _line(data, 0)
        written_as = _format(_parse(first), where)
        fields, check = decode(first, b"")
        records, end, check, reason = _follow(data, len(first), check, 1)
        header, good = Header.of(fields) if written_as == FORMAT else None, data[:end]
        if header is None:
            header, records = _migrated(fields, records, written_as)
            good, check = write(header, records)
    except Unreadable as error:
        raise SaveFault(
            say("{where}, line 1", where=where),
            say("this does not begin as a saved game does: the line {error}.", error=error),
            say("the header of a saved game of Whole Place."),
            say("choosing another file. This one has not been changed."),
        ) from None
    rest = data[end:]
    damage = _damage(len(records), reason, rest) if rest else ""
    return Scan(header, tuple(records), good, check, rest, _is_last(rest), damage, written_as, count_values(good))


def last_records(tail: bytes) -> tuple[list[Record], str]:
    """The records in the last part of a long file, from its first whole line on, and what is wrong there, if anything.

    The first of them is taken on trust: the check it builds on is not in sight.
    """
    records, end, _, reason = _follow(tail, tail.find(b"\n") + 1, None, None)
    rest = tail[end:]
    if not rest:
        return records, ""
    if not records:
        return records, say("The end of the file cannot be read.")
    return records, _damage(records[-1]["n"], reason, rest)


def count_values(data: bytes) -> int:
    """The commas and opening brackets in a file or line, also those in texts: see MAX_VALUES."""
    return data.count(b",") + data.count(b"[") + data.count(b"{")


def write(header: Header, records: Iterable[Mapping[str, Any]]) -> tuple[bytes, bytes]:
    """A whole file and the check of its last line; the records are numbered anew. Raises as `encode` does."""
    Header.of(header.fields())  # what cannot be read must not be written
    line, check = encode(header.fields(), b"")
    lines = [line]
    for number, record in enumerate(records, 1):
        line, check = encode({"n": number} | dict(record) | {"n": number}, check)
        lines.append(line)
    return b"".join(lines), check


_SEAL = b', "check": "'
_SEAL_LENGTH = len(_SEAL) + 16 + 2


def _check(previous: bytes, body: bytes) -> bytes:
    return blake2b(previous + body, digest_size=8).hexdigest().encode()


def _follow(data: bytes, start: int, check: bytes | None, number: int | None) -> tuple[list[Record], int, bytes, str]:
    """The good records from `start` on, where they end, the last check, and why the next line is not good."""
    records: list[Record] = []
    n_values = 0
    while start < len(data):
        try:
            line = _line(data, start)
            n_values += count_values(line)
            if len(records) >= MAX_RECORDS or n_values > MAX_VALUES:
                return records, start, check or b"", say("is more than a saved game may hold")
            record, following = decode(line, check)
            number = _number(record, number) + 1
        except Unreadable as error:
            return records, start, check or b"", str(error)
        records.append(record)
        start += len(line)
        check = following
    return records, start, check or b"", ""


def _line(data: bytes, start: int) -> bytes:
    end = data.find(b"\n", start, start + MAX_LINE) + 1
    if not end:
        raise Unreadable(say("is too long") if len(data) - start > MAX_LINE else say("is cut short"))
    return data[start:end]


def _number(record: Record, expected: int | None) -> int:
    number, do = record.get("n"), record.get("do")
    if type(number) is not int or expected not in (None, number):
        raise Unreadable(say("is not numbered {expected}", expected=expected))
    if not isinstance(do, str) or not do:
        raise Unreadable(say('does not say what to "do"'))
    return number


def _is_last(rest: bytes) -> bool:
    return b"\n" not in rest.removesuffix(b"\n")


def _damage(last: int, reason: str, rest: bytes) -> str:
    if _is_last(rest):
        return say(
            "The last line, line {line}, {reason}. It is left out; the {last} records before it are whole.",
            line=last + 2,
            reason=reason,
            last=last,
        )
    return say(
        "Line {line} {reason}. The {last} records before it are whole and are used; the {rest:,} bytes from there on are not.",
        line=last + 2,
        reason=reason,
        last=last,
        rest=len(rest),
    )


def _parse(line: bytes) -> Record:
    """One line as an object, within the bounds of the format. Raises `Unreadable`, and nothing else."""
    if len(line) > MAX_LINE:
        raise Unreadable(say("is longer than {max_line:,} bytes", max_line=MAX_LINE))
    try:
        value = _DECODER.decode(line.decode())
    except Unreadable:
        raise
    except UnicodeDecodeError:
        raise Unreadable(say("is not UTF-8 text")) from None
    except ValueError:
        raise Unreadable(say("is not JSON")) from None
    except RecursionError:
        _too_deep()
    if not isinstance(value, dict):
        raise Unreadable(say("is not a JSON object"))
    if line.count(b"[") + line.count(b"{") > MAX_DEPTH:
        _measure(line)
    if b"\\u" in line:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise Unreadable(say("holds half of a character")) from None
    return value


def _measure(line: bytes) -> None:
    """Takes innermost brackets out of what is known to be JSON, as often as it may be deep."""
    brackets = _TEXTS.sub(b"", line).translate(_ROUND, _NO_BRACKETS)
    for _ in range(MAX_DEPTH):
        brackets = brackets.replace(b"()", b"")
    if brackets:
        _too_deep()


_TEXTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_ROUND = bytes.maketrans(b"[{]}", b"(())")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[{]}"))


def _too_deep() -> NoReturn:
    raise Unreadable(say("is nested more than {max_depth} deep", max_depth=MAX_DEPTH))


def _once(pairs: list[tuple[str, Any]]) -> Record:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Unreadable(say("names a field twice"))
    return result


def _whole(digits: str) -> int:
    if len(digits) > len(str(-MAX_NUMBER)) or abs(int(digits)) > MAX_NUMBER:
        raise Unreadable(say("holds a number out of bounds"))
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits)
    if not abs(number) <= MAX_NUMBER:
        raise Unreadable(say("holds a number out of bounds"))
    return number


def _neither(name: str) -> NoReturn:
    raise Unreadable(say("holds {name}, which is no number", name=name))


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=_whole, parse_float=_real, parse_constant=_neither)


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise Unreadable(say('has no text as its "{name}"', name=name))
    # These are shown in lists, also on terminals, where control characters would act.
    if len(value) > MAX_TEXT or any(unicodedata.category(letter) == "Cc" for letter in value):
        raise Unreadable(
            say(
                'has a "{name}" of more than {max_text} characters, or with control characters in it',
                name=name,
                max_text=MAX_TEXT,
            )
        )
    return value


def _format(fields: Record, where: str) -> int:
    number = fields.get("format")
    if fields.get("kind") != KIND or type(number) is not int or (number < FORMAT and number not in MIGRATIONS):
        raise Unreadable(say('does not say "kind": "{kind}" and a "format" there has been', kind=KIND))
    if number > FORMAT:
        raise SaveFault(
            say("{where}, line 1", where=where),
            say("a newer version of the game wrote this file, in format {number}.", number=number),
            say("format {format} or older.", format=FORMAT),
            say("opening it with a newer version. The file has not been changed."),
        )
    return number


def _migrated(fields: Record, records: list[Record], written_as: int) -> tuple[Header, list[Record]]:
    """Header and records brought to today's format, one step at a time."""
    try:
        for number in range(written_as, FORMAT):
            fields, records = MIGRATIONS[number](fields, records)
        return Header.of(fields), [{**record, "n": number} for number, record in enumerate(records, 1)]
    except (LookupError, TypeError, AttributeError, ArithmeticError):
        raise Unreadable(say("says format {written_as}, but the file does not hold to it", written_as=written_as)) from None
