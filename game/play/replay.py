"""Replaying a log: each record is the decision that wrote it, whatever else somebody may have written there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from game.core.decision import Refusal
from game.play.round_table import RoundTable
from game.translation import say

if TYPE_CHECKING:
    from game.play.session import Session


def replay(session: Session, record: Mapping[str, Any]) -> Refusal | None:
    """Takes one record again.

    Raises `ValueError` for one that no game can do, and `ReplayDiffers` for the end of a turn that comes to another state.
    """
    match record.get("do"):
        case "end_turn":
            return session.end_with({"do": "end_turn"}, digest=str(record.get("digest")))
        case "choose":
            return session.choose(str(record.get("dilemma")), str(record.get("option")))
        case "attend":
            token = record.get("token")
            return session.attend(token if isinstance(token, Mapping) else {})
        case "take_back":
            slot = record.get("slot")
            return session.take_back(slot if isinstance(slot, int) else -1)
        case "back":
            turn = record.get("turn")
            return session.back(turn if isinstance(turn, int) else -1)
        case _:
            return _from_beside(session, record)


def _from_beside(session: Session, record: Mapping[str, Any]) -> Refusal | None:
    """A record that changes no decision of the lead's: another seat's, a facilitator's, or one of the debrief."""
    match record.get("do"):
        case "inject":
            return session.inject(str(record.get("inject")), str(record.get("text") or ""))
        case "sit":
            seats = record.get("seats")
            return session.sit(seats if isinstance(seats, Mapping) else {})
        case "recommend":
            option = record.get("option")
            return session.recommend(str(record.get("seat")), str(record.get("dilemma")), None if option is None else str(option))
        case "wish":
            token = record.get("token")
            return session.wish(str(record.get("seat")), token if isinstance(token, Mapping | None) else {})
        case "convene":
            codes = record.get("codes")
            return RoundTable.convene(session, codes if isinstance(codes, Mapping) else {})
        case "reflect" if "seat" not in record:
            return session.reflect(str(record.get("question")), str(record.get("text")), key=str(record.get("key") or ""))
        case "seat" if "table" in record:
            raise ValueError(
                say(
                    "this is what the facilitator of a workshop did, and no game. Expected: the saved game of one of its tables. "
                    "Try: one of the folder `tables` beside it."
                )
            )
        case other:
            if session.round_table is not None:
                return session.round_table.replay(record)
            raise ValueError(f"“{other}” is not something a game can do.")
