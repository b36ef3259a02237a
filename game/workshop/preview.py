"""What the console shows of one table: what came of its last quarter, and who of a round table has decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from game.briefing import result, round_table
from game.translation import say
from game.workshop.room import Room
from game.workshop.sitting import Sitting, round_of
from game.workshop.table import Table


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat of a round table, for the facilitator.

    Arguments:
        id: the agency's id.
        name: its short name.
        played: by whom.
        doing: what it has decided so far this quarter, in words: how much, and never what.
        is_ready: whether it says that it has decided.
        n_open: its pages that are open now, of whoever decides for it or mirrors it.
        code: what opens it.
    """

    id: str
    name: str
    played: str
    doing: str
    is_ready: bool
    is_person: bool
    n_open: int
    code: str


def seats_of(table: Table, n_open: Callable[[str], int]) -> tuple[SeatRow, ...]:
    """Who of which seat has decided; `n_open` counts the open pages of a line."""
    session, at = table.session, round_of(table)
    n_asked = len(session.open_dilemmas()) if session.is_running else 0
    rows = []
    for chair in round_table.chairs(session):
        plan = at.plan(chair.id)
        parts = [say("{votes} of {n} voted", votes=len(plan.votes), n=n_asked)] if n_asked else []
        parts += [say("pledged")] if plan.pledge is not None else []
        parts += [say("sharing set")] if plan.sharing else []
        parts += [say("{n} attention left", n=session.tokens_left())] if chair.is_lead and session.is_running else []
        rows.append(
            SeatRow(
                chair.id,
                chair.name,
                say("people") if chair.is_person else say("the stand-in"),
                ", ".join(parts) if chair.is_person else "",
                chair.is_ready,
                chair.is_person,
                n_open(Sitting(table, chair.agency, "decides").channel),
                at.codes[chair.id],
            )
        )
    return tuple(rows)


def preview(room: Room, table: Table) -> dict[str, Any]:
    """What came of the last quarter that a table has ended, for the page of a console; nothing before the first."""
    session = table.session
    turn = session.last_turn_played
    is_round = session.round_table is not None
    return {
        "base": "/console",
        "turn": turn,
        "last": turn,
        "is_held": room.is_held(table),
        "result": result.result(session, turn) if turn else None,
        "revealed": round_table.revealed(session, turn) if turn and is_round else None,
    }
