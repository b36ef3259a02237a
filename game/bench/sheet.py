"""Small YAML or JSON files beside a scenario, read with the scenario's own reader and checked value by value.

Every fault is found in one run and told like a fault of a scenario: with a code, its place, what was found, what was expected and
what to try.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from game.core.decision import MOST_TOKENS, Refusal
from game.core.decision_words import token_from_words
from game.core.parameters import PARAMETERS
from game.core.place import Place
from game.play.script import Script, ScriptedTurn
from game.scenario.diagnostic import FileFault, Location, Sentence, diagnose
from game.scenario.names import instead_of, listed
from game.scenario.node import ListNode, MapNode, Node, ScalarNode, to_plain
from game.scenario.reader import read_scenario
from game.scenario.scalar import meant
from game.scenario.slip import help_with_key, key_meant
from game.scenario.slip_value import out_of_range
from game.scenario.structure import describe
from game.translation import say, say_many

Keys: TypeAlias = tuple[str | int, ...]
_OURS = ("help", "expected", "keys", "owner", "usage", "words")
"""Values of a fault that are sentences of ours, told in full."""

_NUMBER = re.compile("0|[1-9][0-9]*")
_DECISIONS = "`1: {choices: {dilemma: option}}`"

At: TypeAlias = tuple[Node, Keys]
"""A value, and the keys that lead to it."""


class SheetFault(FileFault):
    """A file beside a scenario that cannot be used; `diagnostics` say why."""


class Sheet:
    """One file being read. The methods give a value, or None after they have noted why there is none.

    Arguments:
        source: the file, or its bytes.
        name: what messages call it; the file's own name if left out.
    """

    def __init__(self, source: Path | bytes, name: str = "") -> None:
        self.name = name or str(source)
        self.tree, self.diagnostics = read_scenario(source, self.name)

    @property
    def is_sound(self) -> bool:
        """Whether no fault was found so far."""
        return self.tree is not None and not any(one.severity == "fault" for one in self.diagnostics)

    def raise_faults(self) -> None:
        """Raises `SheetFault` if any fault was found."""
        if not self.is_sound:
            raise SheetFault(sorted(self.diagnostics, key=lambda one: one.location))

    def root(self) -> At:
        """The whole file. Raises `SheetFault` where it could not be read."""
        if self.tree is None:
            raise SheetFault(self.diagnostics)
        return self.tree, ()

    def fault(self, code: str, at: At, column: int = 0, **values: object) -> None:
        """Notes a fault at a value, `column` characters behind its beginning."""
        node, path = at
        shown = {key: Sentence(value) if key in _OURS and isinstance(value, str) else value for key, value in values.items()}
        self.diagnostics.append(diagnose(code, Location(self.name, node.line, node.column + column), path, **shown))

    def wrong(self, at: At, expected: str, help: str = "") -> None:
        """Notes that something of another kind stands where `expected` should."""
        node, _ = at
        if isinstance(node, ScalarNode) and node.is_broken:
            return
        self.fault("WP203", at, found=describe(to_plain(node)), expected=expected, help=help)

    def record(self, at: At, owner: str, known: Iterable[str], required: Iterable[str] = ()) -> dict[str, At]:
        """The values of a map with keys of its own, by key; unknown and missing keys are noted."""
        node, path = at
        keys = list(known)
        if not isinstance(node, MapNode):
            self.wrong(at, say("{owner}: a map with {keys}", owner=owner, keys=listed(keys, 20)))
            return {}
        found = {}
        missing = [key for key in required if key not in node.value]
        for key, value in node.value.items():
            if key in keys:
                found[key] = (value, (*path, key))
                continue
            close = key_meant(key, keys, missing, node.value)
            help = (
                say("Did you mean `{close}`?", close=close)
                if close
                else help_with_key(key, to_plain(value), keys, node.value, ())
            )
            self.fault("WP201", (node.keys[key], (*path, key)), key=key, owner=owner, help=help)
            # A key that is nearly a missing one is that one, mistyped: one fault, not two.
            if close in missing:
                missing.remove(close)
        if missing:
            self.lacks(at, ", ".join(f"`{key}`" for key in missing), owner, len(missing))
        return found

    def lacks(self, at: At, keys: str, owner: str, n: int = 1) -> None:
        """Notes that so many keys are missing; `owner` is what lacks them, in words."""
        self.fault("WP202", at, keys=keys, are=say_many(n, "is", "are"), owner=owner)

    def entries(self, at: At, expected: str) -> dict[str, At]:
        """The values of a map whose keys are ids or numbers."""
        node, path = at
        if not isinstance(node, MapNode):
            self.wrong(at, expected)
            return {}
        return {key: (value, (*path, key)) for key, value in node.value.items()}

    def items(self, at: At, expected: str) -> list[At]:
        """The values of a list."""
        node, path = at
        if not isinstance(node, ListNode):
            self.wrong(at, expected)
            return []
        return [(value, (*path, number)) for number, value in enumerate(node.value)]

    def text(self, at: At, expected: str = "") -> str | None:
        """A text; `expected` says what sort of one."""
        node, _ = at
        if isinstance(node, ScalarNode) and isinstance(node.value, str) and node.value and not node.is_broken:
            return node.value
        self.wrong(at, expected or say("a text"))
        return None

    def number(self, at: At, low: float = -1e12, high: float = 1e12) -> float | None:
        """A number within bounds."""
        node, _ = at
        if not isinstance(node, ScalarNode) or isinstance(node.value, bool | str | None) or node.is_broken:
            number = meant(node.value) if isinstance(node, ScalarNode) and isinstance(node.value, str) else None
            self.wrong(at, say("a number"), say("Write {number}.", number=number) if number else "")
            return None
        if values := out_of_range(node.value, low, high):
            self.fault("WP204", at, 0, **values)
            return None
        return float(node.value)

    def whole(self, at: At, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        node, _ = at
        if isinstance(node, ScalarNode) and isinstance(node.value, float):
            self.wrong(at, say("a whole number"))
            return None
        value = self.number(at, low, high)
        return None if value is None else int(value)

    def yes(self, at: At) -> bool:
        """Yes or no; no where it is neither."""
        node, _ = at
        if isinstance(node, ScalarNode) and isinstance(node.value, bool):
            return node.value
        self.wrong(at, say("true or false"))
        return False

    def word(self, at: At, words: Iterable[str]) -> str | None:
        """One of some words."""
        every = list(words)
        value = self.text(at, say("one of: {words}", words=listed(every, 20)))
        if value is not None and value not in every:
            self.fault("WP208", at, found=describe(value), words=listed(every, 20), help=instead_of(value, every))
            return None
        return value

    # What a place's decisions look like in a file.

    def script(self, at: At, place: Place) -> Script:
        """Decisions by turn: `{3: {choices: {dilemma: option}, tokens: [{token: time, with: met}]}}`."""
        # As the game itself writes them: `03` beside `3` would silently take its place.
        turns = {str(turn): turn for turn in range(1, place.turns + 1)}
        found: dict[int, ScriptedTurn] = {}
        for key, value in self.entries(at, say("a map from turn to decisions")).items():
            if key in turns:
                found[turns[key]] = self.written(value, place)
            elif _NUMBER.fullmatch(key):
                self.fault("WP310", value, turn=key, turns=place.turns)
            else:
                self.fault(
                    "WP203",
                    value,
                    found=say("`{key}` in the place of a quarter", key=key),
                    expected=say("the number of a quarter, 1 to {turns}", turns=place.turns),
                    help=say("Write decisions below the number of their quarter: {example}.", example=_DECISIONS),
                )
        return found

    def written(self, at: At, place: Place) -> ScriptedTurn:
        """The decisions of one turn."""
        return self.written_in(self.record(at, say("a turn's decisions"), ("choices", "tokens")), place)

    def written_in(self, keys: Mapping[str, At], place: Place) -> ScriptedTurn:
        """The decisions under the keys `choices` and `tokens`."""
        choices: dict[str, str] = {}
        expected = say("a map from dilemma to option")
        for dilemma, value in self.entries(keys["choices"], expected).items() if "choices" in keys else ():
            if dilemma not in place.dilemma_ids:
                self.fault("WP303", value, name=dilemma, help=instead_of(dilemma, place.dilemma_ids))
                continue
            option = self.text(value, say("the id of an option"))
            options = [one.id for one in place.dilemmas[place.dilemma(dilemma)].options]
            if option is not None and option not in options:
                self.fault("WP309", value, name=option, help=instead_of(option, options))
            elif option is not None:
                choices[dilemma] = option
        tokens = self._tokens(keys["tokens"], place) if "tokens" in keys else None
        return ScriptedTurn(choices, tokens)

    def _tokens(self, at: At, place: Place) -> tuple[dict[str, str], ...]:
        items = self.items(at, say("a list of tokens"))
        if len(items) > MOST_TOKENS:
            self.fault("WP205", at, key="tokens", count=len(items), limit=say("at most {number:g}", number=MOST_TOKENS))
        tokens = []
        for item in items[:MOST_TOKENS]:
            expected = say("a token, such as {example}", example="{token: rest}")
            written = {key: self.text(value) for key, value in self.entries(item, expected).items()}
            if None in written.values() or not written:
                continue
            found = token_from_words(place, written)
            if isinstance(found, Refusal):
                self.fault("WP208", item, found=found.found, words=say("a token as the reference page has it"), help=found.help)
            else:
                tokens.append({key: str(value) for key, value in written.items()})
        return tuple(tokens)


def read_script(source: Path | bytes, place: Place, name: str = "") -> Script:
    """The decisions in a file. Raises `SheetFault` when it cannot be read, or names what the place does not have."""
    sheet = Sheet(source, name)
    script = sheet.script(sheet.root(), place)
    sheet.raise_faults()
    return script


def read_parameters(source: Path | bytes, name: str = "") -> dict[str, float]:
    """The parameters in a file, `{name: value}`. Raises `SheetFault` when it cannot be read, or names none of the model's."""
    sheet = Sheet(source, name)
    found: dict[str, float] = {}
    for key, value in sheet.entries(sheet.root(), say("a map from parameter to number")).items():
        known = PARAMETERS.get(key)
        if known is None:
            sheet.fault(
                "WP307", value, name=key, help=instead_of(key, PARAMETERS, say("The reference page lists every parameter."))
            )
            continue
        number = sheet.number(value, known.low, known.high)
        if number is not None:
            found[key] = number
    sheet.raise_faults()
    return found
