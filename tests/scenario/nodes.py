"""The tree of a scenario file, taken apart for tests."""

from __future__ import annotations

from game.scenario.node import ListNode, Node, ScalarNode


def scalars(node: Node) -> list[ScalarNode]:
    """Every scalar below a node, keys too."""
    if isinstance(node, ScalarNode):
        return [node]
    if isinstance(node, ListNode):
        return [scalar for item in node.value for scalar in scalars(item)]
    return [*node.keys.values(), *(scalar for item in node.value.values() for scalar in scalars(item))]
