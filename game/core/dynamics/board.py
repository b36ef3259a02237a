"""Board: votes assure those who have them, and a table at which everybody sits takes everybody's time."""

from __future__ import annotations

from typing import Any

from game.core.rule import flow, reading


@reading("inclusion", "place", "§3.3 NWL-14, NWL-19; size assumed")
def sitting_down(seats: Any, board_half: Any) -> Any:
    """The larger the board, the more of those it concerns are in the room."""
    return seats / (seats + board_half)


@reading("accord", "place", "§3.3 NWL-19, §3.5 NWL-20; sizes assumed")
def taking_part_in_it(governance: Any, inclusion: Any, accord_base: Any, accord_reach: Any) -> Any:
    """Deciding together is worth more to those who sit at the table."""
    return governance * (accord_base + accord_reach * inclusion) / (accord_base + accord_reach)


@reading("upkeep", "place", "§3.5 NWL-18; sizes assumed")
def convening(governance: Any, inclusion: Any, upkeep_base: Any, upkeep_reach: Any) -> Any:
    """A large table takes more meetings for every decision."""
    return governance * (upkeep_base + upkeep_reach * inclusion) / (upkeep_base + 0.5 * upkeep_reach)


@reading("voice", "agency", "§3.1 NWL-15, §3.4 NWL-23")
def counting_votes(vote: Any, even_vote: Any) -> Any:
    """An agency is as sure to be heard as its votes weigh beside an even share."""
    return vote / (vote + even_vote)


@reading("felt_control", "agency", "§3.4 NWL-21, NWL-23; size assumed")
def fearing_less(control: Any, voice: Any, board_assures: Any) -> Any:
    """A lead's control frightens those less who could outvote it."""
    return control * (1.0 - board_assures * voice)


@flow("energy", "place", ("inclusion",), "§3.5 NWL-18; size assumed")
def steering(inclusion: Any, running: Any, board_energy: Any) -> Any:
    """A table at which everybody sits has to be prepared with everybody."""
    return (-running * board_energy * inclusion,)


RULES = (sitting_down, taking_part_in_it, convening, counting_votes, fearing_less, steering)
