"""Rule pages: one Markdown page for each code a diagnostic may carry.

A page is at once the message, the explanation and the test: its front matter holds the templates that `diagnose` fills, its prose
tells an author what the code means, and its two examples are run by the test suite. A page is read only when its code is used, so
that a scenario without faults costs no page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

Severity = Literal["fault", "warning", "advice"]

_FILE = re.compile(r"(WP\d{3})-([a-z0-9-]+)\.md")
_FIELDS = ("code", "name", "severity", "summary", "found", "expected", "help")
_OPTIONAL = ("found", "expected", "help", "example")
_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Example:
    r"""A scenario text of a page, as an author would write it in a file.

    Arguments:
        text: what the page shows.
        note: the words after `yaml` on the fence: `escapes` (each `\xNN` stands for that byte), `times=N` (the text, N times).
    """

    text: str
    note: str = ""

    def data(self) -> bytes:
        """The bytes of the example's file, its note applied."""
        data = self.text.encode()
        for word in self.note.split():
            if word == "escapes":
                data = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), data)
            elif word.startswith("times="):
                data *= int(word.removeprefix("times="))
            else:
                message = f"unknown note {word!r} on an example's fence"
                raise ValueError(message)
        return data


@dataclass(frozen=True, slots=True)
class Page:
    """One code's templates, prose and examples.

    Arguments:
        code: `WP` and three digits.
        name: the short name, as in the page's file name.
        severity: `fault` stops the scenario, `warning` and `advice` do not.
        summary: template of the first line of a message.
        found: template of what stands in the file; empty when there is nothing to say.
        expected: template of what may stand there; may be empty.
        help: template of what to try; may be empty.
        has_examples: false for the few codes that no text of a file can cause (`example: none` on the page).
        body: everything below the front matter, Markdown.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    found: str
    expected: str
    help: str
    has_examples: bool
    body: str

    def section(self, title: str) -> str:
        """The Markdown under `## title`, stripped; empty when the page has no such section."""
        match = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", self.body, re.MULTILINE | re.DOTALL)
        return match[1].strip() if match else ""

    def example(self, title: Literal["Broken", "Repaired"]) -> Example | None:
        """The first `yaml` block under `## title`; None when there is none."""
        match = re.search(r"^(`{3,})yaml([^\n]*)\n(.*?)^\1$", self.section(title), re.MULTILINE | re.DOTALL)
        return Example(match[3], match[2].strip()) if match else None


@cache
def _files() -> dict[str, str]:
    """File name of each page by code, in order of code."""
    found: dict[str, str] = {}
    for name in sorted(entry.name for entry in resources.files(__name__).iterdir()):
        if match := _FILE.fullmatch(name):
            if match[1] in found:
                message = f"two pages for {match[1]}: {found[match[1]]} and {name}"
                raise ValueError(message)
            found[match[1]] = name
    return found


def codes() -> tuple[str, ...]:
    """Every code that has a page, in order; reads no page."""
    return tuple(_files())


@cache
def page(code: str) -> Page:
    """The page of a code, read on first use and kept.

    Arguments:
        code: such as `WP111`.

    Raises:
        KeyError: no page has this code.
        ValueError: the page's front matter is not as described in this module; the message names the page.
    """
    name = _files()[code]
    return parse_page(resources.files(__name__).joinpath(name).read_text(encoding="utf-8"), name)


def pages() -> tuple[Page, ...]:
    """Every page, in order of code; reads them all."""
    return tuple(page(code) for code in codes())


def parse_page(text: str, name: str) -> Page:
    """The page written in `text`.

    Arguments:
        text: front matter of `field: text` lines between two `---` lines, then Markdown.
        name: the page's file name, which must agree with its code and name.

    Raises:
        ValueError: a field is missing, unknown or disagrees with the file's name.
    """
    match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    if not match:
        message = f"{name}: no front matter between two --- lines"
        raise ValueError(message)
    fields: dict[str, str] = {}
    for line in match[1].splitlines():
        field, colon, value = line.partition(":")
        if not colon or field in fields or field not in (*_FIELDS, *_OPTIONAL):
            message = f"{name}: front matter line not understood: {line}"
            raise ValueError(message)
        fields[field] = value.strip()
    missing = [field for field in _FIELDS if not fields.get(field) and field not in _OPTIONAL]
    if missing or f"{fields['code']}-{fields['name']}.md" != name or fields["severity"] not in get_args(Severity):
        message = f"{name}: code, name, severity and summary must all stand in the front matter and agree with the file name"
        raise ValueError(message)
    return Page(
        code=fields["code"],
        name=fields["name"],
        severity=cast("Severity", fields["severity"]),
        summary=fields["summary"],
        found=fields.get("found", ""),
        expected=fields.get("expected", ""),
        help=fields.get("help", ""),
        has_examples=fields.get("example", "") != "none",
        body=match[2],
    )
