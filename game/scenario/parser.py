"""PyYAML's two parsers as one: the fast one in C, and the one in Python for machines that lack it.

They differ in a few places, where this module makes the slow one behave like the fast one, so that a scenario means the same on
every machine: question marks and colons within brackets, tags, directives, and escaped numbers of characters that do not exist.
"""

from __future__ import annotations

import re
from typing import Any, Final, Protocol

import yaml
from yaml.events import ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken, TagToken

_BLANK: Final = "\0 \r\n"
_DIRECTIVES: Final = frozenset({"YAML", "TAG"})
_SIGNS: Final = frozenset("+-123456789")
_IN_TAG: Final = frozenset("-;/?:@&=+$_.!~*'()%")
_IN_VERBATIM_TAG: Final = _IN_TAG | frozenset(",[]<")
_HANDLE = re.compile(r"![A-Za-z0-9_-]*!")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class EventSource(Protocol):
    """What both parsers are to the reader."""

    def get_event(self) -> Any:
        """The next event, or None behind the last."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python, as strict and as lenient as the one in C."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_plain(self) -> ScalarToken:
        """The token of an unquoted text; within brackets it may hold a question mark, and no colon before a comma or bracket."""
        start = end = self.get_mark()
        pieces: list[str] = []
        spaces: list[str] | None = []
        while spaces is not None and self.peek() != "#" and (length := self._plain_length(start)):
            self.allow_simple_key = False
            pieces += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, start)
            if not spaces or (not self.flow_level and self.column < self.indent + 1):
                break
        return ScalarToken("".join(pieces), plain=True, start_mark=start, end_mark=end)

    def _plain_length(self, start: Any) -> int:
        """The number of characters up to the next space or sign that ends an unquoted text."""
        length = 0
        while (character := self.peek(length)) not in _BLANK:
            if self.flow_level and character in ",[]{}":
                break
            if character == ":":
                following = self.peek(length + 1)
                if self.flow_level and following in ",?[]{}":
                    self.forward(length)
                    raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
                if following in _BLANK:
                    break
            length += 1
        return length

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:
        """The pieces of a quoted text; refuses the numbers of characters that do not exist."""
        before = self.get_mark()
        try:
            pieces: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):
            pieces = ["\ud800"]
        if any("\ud800" <= piece <= "\udfff" for piece in pieces):
            raise ScannerError("while scanning a quoted scalar", start_mark, "found invalid character escape", before)
        return pieces

    def scan_directive(self) -> Any:
        """The token of a line that begins with a per cent sign; refuses one of an unknown name, as the parser in C does."""
        start = self.get_mark()
        token = super().scan_directive()
        if token.name not in _DIRECTIVES:
            raise ScannerError("while scanning a directive", start, "found unknown directive name", start)
        return token

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """What stands behind `|` or `>`: a sign for the last line ends, a digit for the indentation, either, both or none."""
        keeps: bool | None = None
        indentation: int | None = None
        while (character := self.peek()) in _SIGNS:
            if character in "+-" and keeps is None:
                keeps = character == "+"
            elif character in "123456789" and indentation is None:
                indentation = int(character)
            else:
                break
            self.forward()
        if character not in _BLANK and character != "#":
            raise ScannerError("while scanning a block scalar", start_mark, "did not find expected line break", self.get_mark())
        return keeps, indentation

    def parse_flow_mapping_key(self, first: bool = False) -> Any:
        """The event of a key within brackets; one that is left out after a question mark stands where the next sign does."""
        event: Any = super().parse_flow_mapping_key(first=first)
        if isinstance(event, ScalarEvent) and event.anchor is None and event.tag is None:
            start, end, following = event.start_mark, event.end_mark, self.peek_token()  # type: ignore[no-untyped-call]
            if start is not None and end is not None and start.index == end.index:
                event.start_mark = event.end_mark = following.start_mark
        return event

    def scan_tag(self) -> TagToken:
        """The token of a word that begins with an exclamation mark; within brackets a comma or bracket ends it."""
        start = self.get_mark()
        is_verbatim = self.peek(1) == "<"
        allowed = _IN_VERBATIM_TAG if is_verbatim else _IN_TAG
        length = 1
        while (character := self.peek(length)).isascii() and (character.isalnum() or character in allowed):
            length += 1
        if is_verbatim and character == ">":
            length += 1
            character = self.peek(length)
        word: str = self.prefix(length)
        self.forward(length)
        end = self.get_mark()
        handle, suffix = _split(word)
        if not suffix or (is_verbatim and not word.endswith(">")) or _BAD_ESCAPE.search(word):
            raise ScannerError("while parsing a tag", start, "did not find expected tag URI", end)
        if character not in _BLANK and not (self.flow_level and character == ","):
            raise ScannerError("while scanning a tag", start, "did not find expected whitespace or line break", end)
        return TagToken((handle, suffix), start, end)


def _split(word: str) -> tuple[str | None, str]:
    """The handle of a tag, such as `!` or `!!`, if it has one, and what follows it."""
    if word == "!":
        return None, word
    if word.startswith("!<"):
        return None, word.removeprefix("!<").removesuffix(">")
    handle = _HANDLE.match(word)
    return (handle[0], word[handle.end() :]) if handle else ("!", word[1:])


def event_source(text: str, *, is_pure: bool = False) -> EventSource:
    """A parser over `text`.

    Arguments:
        text: the whole of a file.
        is_pure: take the parser in Python even where the one in C is at hand.
    """
    if is_pure or not yaml.__with_libyaml__:
        return PureParser(text)
    from yaml._yaml import CParser

    return CParser(text)
