"""How each effect is written in YAML, made from the classes in `game.core.effects` and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from game.core.effects import EFFECTS
from game.core.effects.kind import Kind

COMMON = ("if", "because", "evidence", "assumption")
"""The keys that every effect may have besides its own."""


@dataclass(frozen=True, slots=True)
class WrittenField:
    """One key of an effect as an author writes it.

    Arguments:
        key: as in YAML, such as `from`.
        name: as in the effect's class, such as `from_`.
        kind: what it holds.
        annotation: the type of the compiled value.
        text: what it means, for people.
        default: what the effect takes where the key is left out; `MISSING` where it cannot be.
    """

    key: str
    name: str
    kind: Kind
    annotation: Any
    text: str
    default: Any

    @property
    def is_required(self) -> bool:
        """Whether the key must be written."""
        return self.default is MISSING


@cache
def written_fields(effect: str) -> tuple[WrittenField, ...]:
    """Gives the keys of an effect, its own first; what only the compiler fills in is not among them."""
    found = []
    hints = get_type_hints(EFFECTS[effect], include_extras=True)
    for field in fields(EFFECTS[effect]):
        hint = hints[field.name]
        kinds = [extra for extra in get_args(hint)[1:] if isinstance(extra, Kind)] if get_origin(hint) is Annotated else []
        if kinds:
            key = field.name.rstrip("_")
            found.append(
                WrittenField(key, field.name, kinds[0], get_args(hint)[0], field.metadata.get("text", ""), field.default)
            )
    return tuple(sorted(found, key=lambda one: (one.key != effect, one.key in COMMON)))


def effect_key(written: Mapping[Any, Any]) -> str | None:
    """Gives the name of a written effect: its first key, or the first that names an effect; None where none does."""
    return next((key for key in written if isinstance(key, str) and key in EFFECTS), None)
