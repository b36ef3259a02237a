"""Parts of the model that only some places have: which rules come in the place of a usual one, and which come after it.

A place without a part has none of its variables, rules and parameters, so its course, digests and speed are what they were
before the part was written. A part names the usual rules that it changes; the change keeps the rule's name and equation and
reads something else, scales the result, or lets other rules follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from game.core.dynamics import board, count, do, joint, learn, losses, members, say, share, succession, trust
from game.core.rule import Rule, reading_instead, scaled, with_argument_scaled

Change = Callable[[tuple[Rule, ...]], tuple[Rule, ...]]
"""What a part makes of a usual rule: the rules that run at its place."""

_USUAL: Final[dict[str, Rule]] = {
    rule.name: rule
    for rule in (
        *say.RULES,
        *do.RULES,
        *trust.RULES,
        *share.RULES,
        joint.giving_in_turn,
        *count.RULES,
        *learn.RULES,
        *members.RULES,
    )
}


def _then(*rules: Rule) -> Change:
    return lambda before: (*before, *rules)


def _reading(**instead: str) -> Change:
    return lambda before: (reading_instead(before[0], **instead), *before[1:])


def _scaled(by: str) -> Change:
    return lambda before: (scaled(before[0], by), *before[1:])


def _gates(first: tuple[str, str], second: tuple[str, str]) -> Change:
    return lambda before: (with_argument_scaled(with_argument_scaled(before[0], *first), *second), *before[1:])


PARTS: Final[Mapping[str, Mapping[str, Change]]] = {
    "members": {
        "gaining": _then(members.counting_members),
        "delivering": _scaled("taking_part"),
        # Nobody can tell what a member that has not joined knows.
        "practising": _gates(("legal_from", "taking_part_from"), ("legal_to", "taking_part_to")),
        "widening": _then(members.joining_one_by_one),
    },
    "board": {
        "gaining": _then(*board.RULES[:-1]),
        "committing": _reading(control="felt_control"),
        "straining": _reading(control="felt_control"),
        "sharing_purpose": _reading(control="felt_control_from", governance="accord"),
        "seeing": _reading(governance="accord"),
        "meeting": _reading(governance="upkeep"),
        "giving_in_turn": _reading(governance="accord"),
        "joining_one_by_one": _reading(control="felt_control"),
        "tiring": _then(board.steering),
    },
    "succession": {
        "delivering": _scaled("united"),
        "widening": _then(*succession.RULES),
    },
    "losses": {
        "forgetting_a_cost": _then(*losses.RULES),
    },
}
"""What each part changes, by the name of the usual rule."""


@cache
def rules_of(parts: frozenset[str]) -> Mapping[str, tuple[Rule, ...]]:
    """The rules that run at the place of a usual one in a place with these parts, by the usual one's name."""
    changed: dict[str, tuple[Rule, ...]] = {}
    for part, changes in PARTS.items():
        for name, change in changes.items() if part in parts else ():
            changed[name] = change(changed.get(name, (_USUAL[name],)))
    # What a later part says of a rule that an earlier one let follow holds for that one too.
    return {
        name: tuple(changed[rule.name][0] if rule.name in changed and rule.name != name else rule for rule in rules)
        for name, rules in changed.items()
        if name not in {rule.name for rule in members.RULES}
    }
