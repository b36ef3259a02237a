"""Keys that stand twice in one map: one that was copied and not changed, or a second map whose own key is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from game.scenario.diagnostic import Sentence
from game.scenario.names import listed
from game.scenario.node import ScalarNode

_FEW = 3
"""Different keys that stand twice, from which on nobody has copied one alone; two that follow one another are enough too."""


@dataclass(frozen=True, slots=True)
class Again:
    """A key that stands in its map already: which of the map's keys it is, counted from 0, and where and how it is written."""

    number: int
    node: ScalarNode


def again_in(
    keys: Mapping[str, ScalarNode], repeated: Sequence[Again], torn: Sequence[int]
) -> Iterator[tuple[str, ScalarNode, dict[str, object]]]:
    """Yields what is to be said of keys that stand twice: the code, the key, and the values of its page.

    Arguments:
        keys: of the map, where each first stands.
        repeated: those that stand there again, in the order of the file.
        torn: lines, from 0, that were left out of the reading: what was below one of them has fallen to the map above.
    """
    mine = [one for one in repeated if not any(keys[one.node.text].line <= line < one.node.line for line in torn)]
    names = list(dict.fromkeys(one.node.text for one in mine))
    first = mine[0] if mine else None
    if first and (len(names) >= _FEW or (len(names) == len(mine) == 2 and mine[1].number == first.number + 1)):
        lines = [keys[name].line for name in names]
        yield "WP129", first.node, {"keys": Sentence(listed((f"`{name}`" for name in names), _FEW)), "first": min(lines)}
        return
    for one in mine:
        yield "WP111", one.node, {"key": one.node.text, "first": keys[one.node.text].line}
