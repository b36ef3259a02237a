"""A round table as rows: what each seat decided, quarter by quarter, and what it believed of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.core.place import Place
from game.debrief.beliefs import seat_views
from game.play.plan import Plan
from game.play.seat_promise import BECAME, SeatPromise, what
from game.play.session import Session
from game.translation import say
from game.words.grammar import bare

Row = Sequence[object]


def seat_rows(number: int, session: Session) -> Iterator[Row]:
    """What each seat decided in each quarter that is closed, and each promise between seats; nothing of another table."""
    table = session.round_table
    if table is None:
        return
    for turn, one in enumerate(table.rounds, 1):
        for seat, plan in one.plans.items():
            by = "people" if one.is_person(seat) else "stand-in"
            for kind, about, decided in _of_plan(session.place, plan):
                yield number, turn, seat, by, kind, about, decided
    for promise in table.promises:
        yield number, promise.made, promise.giver, "", "promise", promise.receiver, _promised(session.place, promise)


def _of_plan(place: Place, plan: Plan) -> Iterator[tuple[str, str, str]]:
    for dilemma, option in plan.votes.items():
        facts = place.dilemmas[place.dilemma(dilemma)]
        yield "vote", dilemma, bare(next(one.label for one in facts.options if one.id == option))
    if plan.pledge is not None:
        yield "pledge", say("share of what it could move"), f"{plan.pledge:g}"
    for other, how in plan.sharing.items():
        yield "sharing", other, how


def _promised(place: Place, promise: SeatPromise) -> str:
    return say(
        "{promise} by quarter {quarter}: {status}",
        promise=what(place, promise),
        quarter=promise.due,
        status=say(BECAME[promise.status]),
    )


def belief_rows(number: int, session: Session) -> Iterator[Row]:
    """What each seat believed of the others beside what was so, of a round table that is over."""
    if session.round_table is None or not session.is_over:
        return
    ids = session.place.agency_ids
    for view in seat_views(session):
        for one in view.beliefs:
            yield number, ids[one.seat], ids[one.about], one.kind, one.turn, f"{one.believed:.4f}", f"{one.so:.4f}"
