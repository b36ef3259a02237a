"""Goals and traces: what no game met, and what every game did, is told where it stands."""

from __future__ import annotations

import pytest

from game.bench.finding import findings_of
from game.bench.lint.play import play_advice, try_out
from tests.places.tiny import tiny

GAMES = 512
CONDITIONS = {
    "mean(trust) > 0.99": "WP650",
    "mean(trust) > 0.99 or mean(practice) > 0.99": "WP650",
    "mean(trust) > 0.01": "WP651",
    "turn > 0": "WP651",
    "chose(first, plain)": None,
}
OPTIONS = {"plain": {"label": "Plain."}, "other": {"label": "Other."}}


@pytest.mark.parametrize(("when", "code"), CONDITIONS.items())
def test_what_is_never_or_always_met_is_told_of_goals_and_of_traces(when: str, code: str | None) -> None:
    """A goal of an agency, one of all and a trace are told alike, each on its own condition, by lint and in a simulation."""
    place = tiny(
        dilemmas={"first": {"title": "A", "text": "B", "at": 1, "options": OPTIONS}},
        goals=[{"text": "Do it.", "when": when}],
        traces={"post": {"name": "The post", "when": when, "text": "There.", "otherwise": "Gone.", "assumption": "Made up."}},
    )
    gauged = try_out(place, games=GAMES)
    paths = {("goals", 0, "when"), ("traces", "post", "when")}
    told = {fault.path: fault.code for fault in play_advice(gauged) if fault.code in ("WP650", "WP651")}
    assert told == ({} if code is None else dict.fromkeys(paths, code))
    found = {one.about: one.code for one in findings_of(place, gauged.tally, gauged, {})}
    assert [found.get(about) for about in ("goals[0].when", "traces.post.when")] == [code, code]


def test_of_what_is_never_met_it_is_told_how_near_it_came() -> None:
    """The parts of a goal's condition that never held are told with the value that came nearest."""
    place = tiny(goals=[{"text": "Do it.", "when": "mean(trust) > 0.99 and turn > 1"}])
    [fault] = [one for one in play_advice(try_out(place, games=GAMES)) if one.code == "WP650"]
    assert "`mean(trust) > 0.99` never held: 0." in str(fault.values["near"])


def test_few_games_do_not_say_always() -> None:
    """Of a handful of games it is not told that a goal was always met."""
    place = tiny(goals=[{"text": "Do it.", "when": "turn > 0"}])
    assert not [one for one in play_advice(try_out(place, games=64)) if one.code == "WP651"]
