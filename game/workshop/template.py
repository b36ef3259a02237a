"""The templates of the workshop, read so that a page takes little time: what is the same on every page is found once."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from game.translation import say


class Said(Extension):
    """Says a text that has no parts, `say("Place it")`, when a template is read, and not on every page again.

    A process speaks one language, which is settled before it reads a template.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The signs of a template, with what is said in the place of the call that would say it."""
        call: list[Token] = []
        for token in stream:
            call.append(token)
            if not _may_be(call):
                yield from call
                call = []
            elif len(call) == len(_CALL):
                text = call[2]
                yield Token(text.lineno, "string", say(str(text.value)))
                call = []
        yield from call


_CALL = ("name", "lparen", "string", "rparen")


def _may_be(call: list[Token]) -> bool:
    """Whether signs are, or may become, a call of `say` with a text and nothing else."""
    return call[0].value == "say" and all(token.type == kind for token, kind in zip(call, _CALL, strict=False))


class Templates(jinja2.Environment):
    """The templates by their names, each read when it is first wanted, and all with the same names at hand."""

    def __init__(self) -> None:
        super().__init__(
            loader=jinja2.PackageLoader("game.workshop"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=[Said],
        )
        self._read: dict[str, jinja2.Template] = {}

    def get_template(self, name: str | jinja2.Template, *given: Any, **named: Any) -> jinja2.Template:
        """A template, which never changes while the server runs."""
        if isinstance(name, jinja2.Template):
            return name
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = super().get_template(name, *given, **named)
        return found

    def read_all(self) -> None:
        """Reads every template there is, so that nobody waits for that who opens a page."""
        for name in self.list_templates():
            self.get_template(name)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template has at hand: a plain table, where Jinja would chain two, which it copies for every page."""
        return {**self.globals, **(d or {})}
