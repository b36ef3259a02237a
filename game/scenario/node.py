"""Located nodes: the values of a scenario file, each with the place where it stands.

The tree resembles the author's text. Stages that want ordinary dicts and lists take `to_plain`; when they find something wrong,
`locate` leads from the keys back to the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from game.scenario.scalar import Scalar, meant

Position: TypeAlias = tuple[int, int]
"""Line and column, both from 1, the column in characters."""

Style: TypeAlias = Literal["plain", "quoted", "block"]


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A number, a text, true or false, or nothing.

    Arguments:
        value: what it stands for; None for `null`, `~` or nothing.
        line: of its first character, from 1.
        column: of its first character, from 1.
        end: just behind its last character.
        text: what was written, without quotes; equals `value` when that is text.
        style: `plain`, `quoted`, or `block` for a text after `|` or `>`.
        is_broken: the reader has already refused it (an alias, a tag, an unfit number); `value` then means nothing.
    """

    value: Scalar
    line: int
    column: int
    end: Position
    text: str
    style: Style = "plain"
    is_broken: bool = False

    @property
    def meant(self) -> str | None:
        """How to write what a text most likely meant (`12` for `012` or `"12"`); None when it is plainly a text, or no text."""
        return meant(self.text) if isinstance(self.value, str) else None


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list of nodes.

    Arguments:
        value: the items in order.
        line: of the first dash or of the opening bracket, from 1.
        column: likewise, from 1.
        end: just behind the closing bracket, or behind the last item.
    """

    value: tuple[Node, ...]
    line: int
    column: int
    end: Position


@dataclass(frozen=True, slots=True)
class MapNode:
    """A map from keys to nodes. Every key is a text, also when it looks like a number.

    Arguments:
        value: the nodes by key, in the order of the file.
        line: of the first key or of the opening brace, from 1.
        column: likewise, from 1.
        end: just behind the closing brace, or behind the last value.
        keys: where each key stands, as a node, in the same order.
    """

    value: Mapping[str, Node]
    line: int
    column: int
    end: Position
    keys: Mapping[str, ScalarNode]


Node: TypeAlias = ScalarNode | ListNode | MapNode


def to_plain(node: Node) -> Any:
    """The node as ordinary dicts, lists and scalars; the reader has bounded its depth."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, ListNode):
        return [to_plain(item) for item in node.value]
    return {key: to_plain(item) for key, item in node.value.items()}


def locate(node: Node, path: Sequence[str | int], key: bool = False) -> Position:
    """The place in the file to which a path of keys leads.

    Steps that the file does not have are passed over, so that the path of a missing key leads to the map that lacks it, and a
    step that a schema put in (the name of a variant) does no harm.

    Arguments:
        node: where the path starts.
        path: keys of maps and indices of lists (from 0), as pydantic gives them in `loc`; a last `[key]` asks for the key.
        key: ask for the place of the last key found, not of its value.

    Returns:
        line and column, both from 1.
    """
    here: Node = node
    place = named = (node.line, node.column)
    for step in path:
        if step == "[key]":
            key = True
        elif isinstance(here, MapNode) and str(step) in here.value:
            at = here.keys[str(step)]
            here = here.value[str(step)]
            named = (at.line, at.column)
            place = (here.line, here.column)
        elif isinstance(here, ListNode) and isinstance(step, int) and 0 <= step < len(here.value):
            here = here.value[step]
            named = place = (here.line, here.column)
    return named if key else place
