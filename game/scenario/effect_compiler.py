"""Turns effects as written into the effects that the engine runs: names become numbers, words become sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game.core.condition import Condition
from game.core.effects import EFFECTS, Effect
from game.core.effects.kind import Kind
from game.core.parameters import size_in_words
from game.core.place import Later
from game.core.promise import PromiseTerms
from game.core.variables import VARIABLES
from game.scenario.declaration import COUNTED, Declaration
from game.scenario.effect import effect_key, written_fields
from game.scenario.expression import compile_condition
from game.scenario.shape import Path


class EffectCompiler:
    """Compiles the effects of one checked scenario, and gathers the promises and delays among them.

    Arguments:
        declaration: the scenario's names and slots.
        inside: the numbers of the agencies of the seat's own body.
        protocols: the pairs that need a sharing protocol.
    """

    def __init__(self, declaration: Declaration, inside: tuple[int, ...], protocols: tuple[tuple[int, int], ...]) -> None:
        self.declaration = declaration
        self.names = declaration.names
        self.protocols = protocols
        everyone = tuple(range(len(self.names.agencies)))
        self.groups = {"all": everyone, "inside": inside, "outside": tuple(i for i in everyone if i not in inside)}
        self.promises: dict[int, PromiseTerms] = {}
        self.laters: dict[int, Later] = {}

    def condition(self, written: Any) -> Condition | None:
        """Compiles a condition; none was written, none comes back.

        Raises:
            ValueError: the condition has faults, so the scenario was not checked.
        """
        if written is None:
            return None
        compiled, complaints = compile_condition(str(written), self.names)
        if complaints:
            raise ValueError(f"unchecked condition {written!r}: {complaints[0]}")
        return compiled

    def effects(self, written: list[dict[str, Any]], path: Path, origin: str) -> tuple[Effect, ...]:
        """Compiles a list of effects; `origin` names the option, event or inject they belong to, as the ledger will."""
        return tuple(self.effect(one, (*path, number), origin) for number, one in enumerate(written))

    def effect(self, written: dict[str, Any], path: Path, origin: str) -> Effect:
        """Compiles one effect.

        Raises:
            ValueError: no key of it names an effect, so the scenario was not checked.
        """
        key = effect_key(written)
        if key is None:
            raise ValueError(f"unchecked effect {written!r}")
        values: dict[str, Any] = {}
        for field in written_fields(key):
            if field.key in written:
                values[field.name] = self._value(
                    field.kind, written[field.key], (*path, field.key), origin, _subject(key, written)
                )
        slot = self.declaration.slot(path)
        if key == "promise":
            values["id"] = slot
            self.promises[slot] = self._terms(written, values, slot)
        elif key in COUNTED:
            values["number"] = slot
        if key == "after":
            self.laters[slot] = Later(values["then"], origin)
        return EFFECTS[key](**values)

    def _value(self, kind: Kind, written: Any, path: Path, origin: str, subject: str) -> Any:
        match kind.name:
            case "effects":
                return self.effects(written, path, origin)
            case "expression":
                return self.condition(written)
            case "size" | "amount":
                return size_in_words(written, subject) if isinstance(written, str) else float(written)
            case "targets":
                return self._targets(written, subject)
            case "ties":
                return self.protocols if written == "all" else (self._pair(written),)
            case "number" | "share":
                return float(written)
            case "evidence":
                return tuple(written)
        find = self._finders().get(kind.name)
        return written if find is None else find(written)

    def _finders(self) -> dict[str, Callable[[Any], Any]]:
        names = self.names
        return {
            "agency": lambda written: names.agencies[written],
            "agencies": self.agencies,
            "pair": self._pair,
            "account": lambda written: -1 if written == "pot" else names.agencies[written],
            "flag": lambda written: names.flags[written],
            "dilemma": names.dilemma,
            "votes": self.votes,
            "outcome": lambda written: names.outcomes[written],
        }

    def agencies(self, written: str | list[str]) -> tuple[int, ...]:
        """Gives the numbers of the agencies that an id, a list or a word for several stands for."""
        if isinstance(written, str):
            return self.groups.get(written) or (self.names.agencies[written],)
        return tuple(dict.fromkeys(self.names.agencies[one] for one in written))

    def votes(self, written: Mapping[str, float]) -> tuple[float, ...]:
        """Gives every agency's share of the votes: what is named, and of the rest an even part to each that is not."""
        unnamed = [name for name in self.names.agencies if name not in written]
        rest = max(0.0, 1.0 - sum(written.values()))
        return tuple(float(written.get(name, rest / len(unnamed) if unnamed else 0.0)) for name in self.names.agencies)

    def _targets(self, written: str | list[str], subject: str) -> tuple[int, ...]:
        if VARIABLES[subject].over == "frame":
            return tuple(self.names.frames[one] for one in ([written] if isinstance(written, str) else written))
        found = self.agencies(written)
        if VARIABLES[subject].part == "members":
            # `all` means all that have members: one body has joined as a whole, and stays so.
            return tuple(one for one in found if one in {self.names.agencies[name] for name in self.names.many})
        return found

    def _pair(self, written: list[str]) -> tuple[int, int]:
        return (self.names.agencies[written[0]], self.names.agencies[written[1]])

    def _terms(self, written: dict[str, Any], values: dict[str, Any], slot: int) -> PromiseTerms:
        return PromiseTerms(
            id=written.get("id", f"promise:{slot + 1}"),
            text=written["promise"],
            giver=values["by"],
            receiver=values["to"],
            kind="condition" if "kept" in values else "delivery",
            quarters=written["due"],
            kept=values.get("kept"),
        )


def _subject(key: str, written: dict[str, Any]) -> str:
    """Names what a size belongs to: the variable that is changed, or else the effect itself."""
    return str(written[key]) if key in ("change", "set") else key
