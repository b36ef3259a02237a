"""The text of a scenario file, fit for a YAML parser: not too large, in UTF-8, and without characters that one cannot see.

What is wrong is reported and then replaced, one character for one, so that reading goes on and every place stays true.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from game.scenario.diagnostic import Diagnostic, Location, diagnose
from game.translation import later, say

LARGEST_FILE: Final = 1_000_000
"""Bytes of the largest scenario file."""

_BOM: Final = b"\xef\xbb\xbf"
_OF_ANOTHER_KIND: Final = {
    b"\xff\xfe": later("a file in UTF-16"),
    b"\xfe\xff": later("a file in UTF-16"),
    b"{\\rtf": later("a document in RTF"),
    b"PK\x03\x04": later("a document of an office program, or a packed file"),
    b"\xd0\xcf\x11\xe0": later("a document of an office program"),
    b"%PDF": later("a PDF"),
}
"""By its first bytes, what a file is that is no plain text: it is told once, and not read."""
_MOST_LINES: Final = 20
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
# What YAML calls printable, less the two separators and U+0085, which YAML counts as line ends and editors do not.
UNFIT = re.compile("[^\\t\\n\\r -~\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""A character that no text of a scenario may hold."""
LINE_END = re.compile(r"\r\n|\r|\n")
_SPACES_OF_OTHER_KINDS: Final = "\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_INDENTATION = re.compile(f"^ *[{_SPACES_OF_OTHER_KINDS}][ {_SPACES_OF_OTHER_KINDS}]*", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |$)")
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*(%[^\r\n]*)")
_NAMES: Final = {
    "\0": later("a NUL character"),
    "\x08": later("a backspace"),
    "\x0b": later("a vertical tab"),
    "\x0c": later("a form feed"),
    "\x1b": later("an escape character"),
    "\x7f": later("a delete character"),
    "\x85": later("a next-line character"),
    "\t": later("a tab"),
    "\xa0": later("a no-break space"),
}


@dataclass(slots=True)
class SourceText:
    """The text of one file, and what was wrong with it.

    Arguments:
        text: fit for a parser, every tab a space; None when there is nothing worth parsing.
        diagnostics: what was reported so far.
        is_reliable: false when lines had to be left out, so that errors of syntax may only be their echo.
    """

    text: str | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    is_reliable: bool = True


def fetch(source: Path | bytes, name: str) -> SourceText:
    """The text of a file or of the bytes of one.

    Arguments:
        source: a path, of which no more than the largest allowed size is read, or the file's bytes.
        name: what messages call the file.
    """
    if isinstance(source, Path):
        try:
            if source.exists() and not source.is_file():
                reason = say("a folder") if source.is_dir() else say("not an ordinary file")
                return SourceText(diagnostics=[diagnose("WP001", Location(name), reason=reason)])
            size = source.stat().st_size
            with source.open("rb") as file:
                data = b"" if size > LARGEST_FILE else file.read(LARGEST_FILE + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            return SourceText(diagnostics=[diagnose("WP001", Location(name), reason=reason[:1].lower() + reason[1:])])
        size = max(size, len(data))
    else:
        data, size = source, len(source)
    if size > LARGEST_FILE:
        return SourceText(diagnostics=[diagnose("WP002", Location(name), size=f"{size:,}", largest=f"{LARGEST_FILE:,}")])
    kind = next((kind for beginning, kind in _OF_ANOTHER_KIND.items() if data.startswith(beginning)), "")
    if kind:
        return SourceText(diagnostics=[diagnose("WP003", Location(name), found=say(kind))])
    result = SourceText()
    data = data.removeprefix(_BOM)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        result.diagnostics.append(_not_utf8(data, error.start, name))
        text = data.decode(errors="replace")
    result.text = text
    _refuse_unfit_characters(result, name)
    if result.text is not None:
        _refuse_conflicts(result, name)
    if result.text is not None:
        _refuse_odd_indentation(result, name)
        _refuse_directives(result, name)
    if result.text is not None:
        result.text = result.text.replace("\t", " ")
    return result


def _not_utf8(data: bytes, start: int, name: str) -> Diagnostic:
    """The diagnostic for the first byte that is not UTF-8, with what it would be in a Windows text."""
    before = data[:start].decode()
    byte = data[start : start + 1]
    in_windows = byte.decode("cp1252", errors="replace")
    found = say("the byte {byte:02X}", byte=byte[0])
    if in_windows.isprintable() and in_windows != _REPLACEMENT:
        found = say(
            "the byte {byte:02X}, which is `{sign}` in files saved as Windows-1252 or ANSI", byte=byte[0], sign=in_windows
        )
    return diagnose("WP003", _location(before, len(before), name), found=found)


def _refuse_unfit_characters(result: SourceText, name: str) -> None:
    """Reports control characters and their like, once a line, and replaces them; gives up on what is no text at all."""
    text = result.text or ""
    n_lines, position = 0, 0
    while match := UNFIT.search(text, position):
        n_lines += 1
        result.diagnostics.append(diagnose("WP004", _location(text, match.start(), name), character=named(match[0])))
        if n_lines >= _MOST_LINES or match[0] == "\0":
            # A NUL never comes from a keyboard: the file is of another kind, and the rest of it would only add noise.
            result.text = None
            return
        line_end = LINE_END.search(text, match.end())
        position = line_end.end() if line_end else len(text)
    if n_lines:
        result.text = UNFIT.sub(_REPLACEMENT, text)


def _refuse_conflicts(result: SourceText, name: str) -> None:
    """Reports where a merge has left two versions side by side; with any of them the text is not read."""
    runs: list[list[int]] = []
    is_open = False
    lines = LINE_END.split(result.text or "")
    for number, line in enumerate(lines):
        if match := _CONFLICT.match(line):
            if not is_open or match[0][0] == "<":
                runs.append([])
            runs[-1].append(number)
            is_open = match[0][0] != ">"
    for run in runs[:_MOST_LINES]:
        location = Location(name, run[0] + 1)
        result.diagnostics.append(diagnose("WP128", location, lines=_rows(run[0], run[-1]), mark=lines[run[0]].strip()))
        result.text = None


def _rows(first: int, last: int) -> str:
    """Lines in words, from their numbers from 0."""
    if first == last:
        return say("line {first}", first=first + 1)
    return say("lines {first} to {last}", first=first + 1, last=last + 1)


def _refuse_odd_indentation(result: SourceText, name: str) -> None:
    """Reports runs of lines that are indented with tabs or other odd spaces, and leaves those lines empty."""
    text = result.text or ""
    if not _INDENTATION.search(text):
        return
    lines = LINE_END.split(text)
    kept = list(lines)
    runs: list[list[int]] = [[]]
    for number, line in enumerate(lines):
        match = _INDENTATION.match(line)
        if match:
            kept[number] = ""
            if match.end() < len(line):
                runs[-1].append(number)
        elif line.strip() and runs[-1]:
            runs.append([])
    for run in runs[:_MOST_LINES]:
        if run:
            first = lines[run[0]]
            column = len(first) - len(first.lstrip(" "))
            location = Location(name, run[0] + 1, column + 1)
            rows = _rows(run[0], run[-1])
            result.diagnostics.append(diagnose("WP101", location, character=named(first[column]), lines=rows))
            result.is_reliable = False
    result.text = "\n".join(kept)


def _refuse_directives(result: SourceText, name: str) -> None:
    """Reports lines before the first content that begin with a per cent sign, and leaves them empty."""
    text = result.text or ""
    position = 0
    while match := _DIRECTIVE.match(text, position):
        result.diagnostics.append(diagnose("WP119", _location(text, match.start(1), name), text=match[1].strip()))
        text = text[: match.start(1)] + " " * len(match[1]) + text[match.end(1) :]
        position = match.end(1)
        if len(result.diagnostics) >= _MOST_LINES:
            result.text = None
            return
    result.text = text


def _location(text: str, index: int, name: str) -> Location:
    """The line and column of a character of the text."""
    line, start = 1, 0
    for match in LINE_END.finditer(text, 0, index):
        line, start = line + 1, match.end()
    return Location(name, line, index - start + 1)


def named(character: str) -> str:
    """What people call a character that does not show, with its number."""
    name = _NAMES.get(character)
    if name is None:
        official = unicodedata.name(character, "").lower()
        name = say("a character called {official}", official=official) if official else say("a control character")
    return f"{name} (U+{ord(character):04X})"
