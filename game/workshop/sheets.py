"""A quarter on paper, for when devices fail: what a table, or each seat of a round table, can decide, with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from game.briefing import attention, round_table, scene
from game.briefing.quarter import heading, standing
from game.core.observe import PUBLIC
from game.play.session import Session
from game.words.grammar import called
from game.workshop.room import Room
from game.workshop.table import Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one sheet.

    Arguments:
        table: whose it is, by name.
        seat: which seat's, by name; empty for a team's.
        code: with which a device comes back to it.
        heading: the quarter.
        stands: where it stands, in sentences.
        scenes: the dilemmas on the table.
        n_tokens: how many tokens of attention can be given; 0 for a seat that gives none.
        kinds: what they can go to.
        purse: what the seat can pledge; None for a team, and for the lead's seat.
        lines: with whom the seat shares; `ways` says how it can.
    """

    table: str
    seat: str
    code: str
    heading: str
    stands: tuple[str, ...]
    scenes: tuple[scene.Scene, ...]
    n_tokens: int
    kinds: tuple[attention.Kind, ...]
    purse: Any
    lines: tuple[round_table.Line, ...]


def sheets(room: Room, table: Table) -> Iterator[Sheet]:
    """The sheets of a table whose programme runs: a team's one, or one for each seat that people play."""
    session = table.session
    if not session.is_running:
        return
    if session.round_table is None:
        yield _sheet(room, table, session.place.lead, "", table.code)
        return
    for agency in session.round_table.seated:
        seat = session.place.agency(agency)
        yield _sheet(room, table, seat, called(session.place, seat, PUBLIC), session.round_table.codes[agency])


def _sheet(room: Room, table: Table, seat: int, name: str, code: str) -> Sheet:
    session = table.session
    is_lead, is_round = seat == session.place.lead, session.round_table is not None
    return Sheet(
        room.name(table),
        name,
        code,
        heading(session),
        _stands(session, seat),
        scene.scenes(session, seat) if is_round else scene.scenes(session),
        session.tokens_left() + len(session.pending.tokens) if is_lead else 0,
        attention.kinds_of(session.place) if is_lead else (),
        round_table.purse(session, seat) if is_round else None,
        round_table.lines(session, seat) if is_round else (),
    )


def _stands(session: Session, seat: int) -> tuple[str, ...]:
    told = standing(session, seat)
    figures = (told.energy, told.credibility, told.cover, told.budget, told.pot, told.work)
    return tuple(f"{one.label}: {one.sentence}" for one in figures)
