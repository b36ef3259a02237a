"""Where the nodes of a picture stand: in layers from left to right, so that arrows go forward and cross little.

Source: Sugiyama, Tagawa and Toda (1981), IEEE Transactions on Systems, Man, and Cybernetics 11. Ours is the plain form: circles
are cut by a walk, a node's layer is its longest way from a beginning, and each layer is ordered by the mean place of its
neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, TypeAlias

_SWEEPS: Final = 12


Pair: TypeAlias = tuple[str, str]
Spot: TypeAlias = tuple[int, int]
"""A layer, and a place in it, both from 0."""


@dataclass(frozen=True)
class Layout:
    """Where everything stands.

    Arguments:
        spots: of each node.
        routes: of each arrow, the spots between its two ends in the layers that it passes, from left to right.
        heights: how many spots each layer has.
    """

    spots: Mapping[str, Spot]
    routes: Mapping[Pair, tuple[Spot, ...]]
    heights: tuple[int, ...]


def layered(nodes: Sequence[str], edges: Iterable[Pair], *, tallest: int = 24) -> Layout:
    """Finds where nodes stand, and where arrows that pass a layer go through it.

    Arguments:
        nodes: their ids, in the order that is kept where nothing else speaks.
        edges: pairs of them; circles are allowed.
        tallest: how many nodes a layer may hold before what is left over moves on to the next.
    """
    drawn = [pair for pair in dict.fromkeys(edges) if pair[0] != pair[1]]
    layer: dict[Any, int] = {**_layers(nodes, _without_circles(nodes, drawn), tallest)}
    n_layers = max(layer.values(), default=-1) + 1
    rows: list[list[Any]] = [[node for node in nodes if layer[node] == number] for number in range(n_layers)]
    near: dict[Any, list[Any]] = {node: [] for node in nodes}
    passes: dict[Pair, list[Any]] = {}
    for pair in drawn:
        one, other = sorted(pair, key=lambda node: layer[node])
        passes[pair] = [(*pair, number) for number in range(layer[one] + 1, layer[other])]
        for number, point in enumerate(passes[pair], layer[one] + 1):
            layer[point] = number
            rows[number].append(point)
        chain = [one, *passes[pair], other]
        for left, right in pairwise(chain):
            near.setdefault(left, []).append(right)
            near.setdefault(right, []).append(left)
    place = {point: number for row in rows for number, point in enumerate(row)}
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            row.sort(key=lambda point: _mean(point, near, place))
            place.update({point: number for number, point in enumerate(row)})
    return Layout(
        {node: (layer[node], place[node]) for node in nodes},
        {pair: tuple((layer[point], place[point]) for point in points) for pair, points in passes.items()},
        tuple(len(row) for row in rows),
    )


def _mean(point: Any, near: Mapping[Any, list[Any]], place: Mapping[Any, int]) -> float:
    others = near[point]
    # What stands alone stands below all that hangs together, in the order of the file.
    return sum(place[other] for other in others) / len(others) if others else float(len(place) + place[point])


def _without_circles(nodes: Sequence[str], edges: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arrows that go forward; one that would close a circle is turned round."""
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in edges:
        following[source].append(target)
    order: dict[str, int] = {}
    for node in nodes:
        _visit(node, following, order)
    return [(one, other) if order[one] > order[other] else (other, one) for one, other in edges]


def _visit(start: str, following: Mapping[str, list[str]], order: dict[str, int]) -> None:
    """Numbers nodes as a depth-first walk leaves them, without recursion."""
    stack: list[tuple[str, int]] = [(start, 0)]
    on_stack = {start}
    while stack:
        node, step = stack.pop()
        if step == 0 and node in order:
            continue
        if step < len(following[node]):
            stack.append((node, step + 1))
            target = following[node][step]
            if target not in order and target not in on_stack:
                on_stack.add(target)
                stack.append((target, 0))
        else:
            order[node] = len(order)


def _layers(nodes: Sequence[str], forward: list[tuple[str, str]], tallest: int) -> dict[str, int]:
    """The longest way to each node, with no layer taller than it may be."""
    before: dict[str, list[str]] = {node: [] for node in nodes}
    n_before = dict.fromkeys(nodes, 0)
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in forward:
        before[target].append(source)
        after[source].append(target)
        n_before[target] += 1
    filled = _Filled(tallest)
    ready = [node for node in nodes if not n_before[node] and after[node]]
    while ready:
        node = ready.pop(0)
        filled.put(node, max((filled.layer[one] + 1 for one in before[node]), default=0))
        for target in after[node]:
            n_before[target] -= 1
            if not n_before[target]:
                ready.append(target)
    for node in nodes:
        if after[node] and not before[node]:
            filled.bring_nearer(node, min(filled.layer[one] for one in after[node]) - 1)
    for node in nodes:
        if node not in filled.layer:
            filled.put(node, 0)
    return filled.layer


@dataclass
class _Filled:
    """Layers being filled, none taller than it may be."""

    tallest: int
    layer: dict[str, int] = field(default_factory=dict)
    height: dict[int, int] = field(default_factory=dict)

    def put(self, node: str, number: int) -> None:
        """Puts a node into a layer, or into the next that has room."""
        while self.height.get(number, 0) >= self.tallest:
            number += 1
        self.layer[node] = number
        self.height[number] = self.height.get(number, 0) + 1

    def bring_nearer(self, node: str, number: int) -> None:
        """Moves a beginning to the layer before what it leads to, if there is room: its arrows are short, and pass nothing by."""
        if number > self.layer[node] and self.height.get(number, 0) < self.tallest:
            self.height[self.layer[node]] -= 1
            self.put(node, number)
