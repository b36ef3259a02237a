"""The findings of a debrief as plain data, for programs: what hung on what, what was luck, and who paid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from game import __version__
from game.debrief.analysis import Debrief
from game.debrief.moments import Effect, Moment
from game.debrief.pockets import Pocket
from game.debrief.promises import Promise
from game.play.session import Session
from game.words.measure import MEASURES

FORMAT = 1
"""The version of the document's shape."""


def document(session: Session, found: Debrief) -> dict[str, Any]:
    """A debrief as plain data; every key is described in the reference pages.

    Arguments:
        session: the game, which is over.
        found: its debrief.
    """
    place, ending = session.place, session.ending()
    return {
        "format": FORMAT,
        "kind": "debrief",
        "version": __version__,
        "scenario": {"id": place.id, "title": place.title, "digest": place.digest, "cut": place.cut},
        "seed": session.seed,
        "quarters": session.last_turn_played,
        "stopped": found.own.stopped,
        "ending": {"id": ending.id, "title": ending.title} if ending else None,
        "measures": _measures(found),
        "n_futures": found.moments.n_futures,
        "moments": [_moment(one) for one in found.moments.moments],
        "tokens": [
            {"turn": one.turn, "token": dict(one.written), "effects": _effects(one.effects), "is_decisive": one.is_decisive}
            for one in found.tokens
        ],
        "unseen": [place.agency_ids[number] for number in found.style.unseen],
        "promises": [_promise(place.agency_ids, one) for one in found.promises.promises],
        "pockets": [_pocket(place.agency_ids, one) for one in found.pockets.pockets],
        "results": [
            {
                "outcome": place.outcome_ids[one.outcome],
                "reported": one.reported,
                "helped": one.helped,
                "mended": one.mended,
                "counted": one.counted,
                "attributable": one.attributable,
                "lasting": one.lasting,
                "weight": one.weight,
            }
            for one in found.results.outcomes
        ],
    }


def _measures(found: Debrief) -> dict[str, Any]:
    spreads = {one.measure: one for one in found.moments.luck.spreads}
    return {
        one.measure: {
            "unit": MEASURES[one.measure].unit,
            "own": one.own,
            "real": one.other if found.has_real else None,
            "other_luck": list(spreads[one.measure].under_other_luck) if spreads else None,
            "by_chance": list(spreads[one.measure].by_chance) if spreads else None,
        }
        for one in found.measures
    }


def _moment(one: Moment) -> dict[str, Any]:
    return {
        "turn": one.turn,
        "dilemma": one.dilemma,
        "taken": one.taken,
        "is_decisive": one.is_decisive,
        "weight": one.weight,
        "measure": one.measure or None,
        "ways": [{"option": way.option, "is_real": way.is_real, "effects": _effects(way.effects)} for way in one.ways],
    }


def _effects(effects: Iterable[Effect]) -> dict[str, Any]:
    return {
        one.measure: {"mean": one.mean, "low": one.low, "high": one.high, "share": one.share, "better": one.better}
        for one in effects
    }


def _promise(ids: tuple[str, ...], one: Promise) -> dict[str, Any]:
    return {
        "giver": ids[one.giver],
        "receiver": ids[one.receiver],
        "made": one.made,
        "due": one.due,
        "settled": one.settled or None,
        "became": one.became,
        "trust": one.trust,
    }


def _pocket(ids: tuple[str, ...], one: Pocket) -> dict[str, Any]:
    return {
        "agency": ids[one.agency],
        "cost": one.cost,
        "given": one.given,
        "lent": one.lent,
        "other": one.other,
        "avoided": one.avoided,
        "cashable": one.cashable,
        "lost": one.lost,
    }
