"""Decision impact: planted effects are found, and found at their size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.bench.impact import impact_of, spread_of, widest_shifts
from game.bench.laws import no_choice_settles_it
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.ensemble import Ensemble, play_many
from game.play.tally import Columns, Tally
from tests.places.tiny import tiny
from tests.stylised.crossing import shares_of

N = 4000


def two_dilemmas(effects: dict[str, list[dict[str, object]]] | None = None) -> Place:
    """A place with two dilemmas of two options, one of which may have effects."""
    options = {"plain": {"label": "Plain."}, "other": {"label": "Other.", "effects": (effects or {}).get("other", [])}}
    one = {"title": "A", "text": "B", "options": options}
    return tiny(dilemmas={"first": {**one, "at": 1}, "second": {**one, "at": 2}})


def planted(seed: int = 1) -> Ensemble:
    """An ensemble whose measure `people` is 3 for the first dilemma's second option, 1 for each rest, and noise of variance 1."""
    place = two_dilemmas()
    luck = np.random.default_rng(seed)
    columns = Columns.of(place)
    first, second = luck.integers(0, 2, N), luck.integers(0, 2, N)
    rests = luck.integers(0, 4, N)
    decided = np.zeros((columns.n, N))
    decided[0] = 1
    decided[columns.starts[0] + first, np.arange(N)] = 1
    decided[columns.starts[1] + second, np.arange(N)] = 1
    decided[columns.tokens + 9] = rests
    values = np.rint((3.0 * first + 1.0 * rests + luck.normal(size=N)) * 4096) / 4096
    tally = Tally.nothing(place)
    tally.n = N
    tally.gram += (decided @ decided.T).astype(np.int64)
    tally.cross[MEASURES.index("people")] += ((values * 4096).astype(np.int64) @ decided.T.astype(np.int64)).astype(np.int64)
    return Ensemble(place, "random", 0, N, {name: values if name == "people" else np.zeros(N) for name in MEASURES}, tally)


def test_a_planted_effect_is_found_at_its_size() -> None:
    """An option worth 3, tokens worth 1 each and noise of 1 explain 2.25, 1.25 and 1 parts of the variance of 4.5."""
    impact = impact_of(planted())["people"]
    assert impact.dilemmas["first"] == pytest.approx(2.25 / 4.5, abs=0.03)
    assert impact.dilemmas["second"] < 0.005
    assert impact.options == pytest.approx(2.25 / 4.5, abs=0.03)
    assert impact.tokens == pytest.approx(1.25 / 4.5, abs=0.03)
    assert impact.together == pytest.approx(3.5 / 4.5, abs=0.03)


def test_an_option_shifts_a_measure_by_its_share_of_the_range() -> None:
    """The option worth 3 lies 1.5 above the mean of both, as a share of the range from the 5th to the 95th percentile."""
    ensemble = planted()
    impact = impact_of(ensemble)["people"]
    assert impact.spread == spread_of(ensemble.measures["people"])
    assert impact.shifts["first"]["other"] == pytest.approx(1.5 / impact.spread, abs=0.02)
    assert impact.shifts["first"]["plain"] == pytest.approx(-1.5 / impact.spread, abs=0.02)
    assert abs(impact.shifts["second"]["other"]) < 0.03


def test_what_does_not_vary_is_explained_by_nothing() -> None:
    """A measure that is the same in every playthrough has no shares, and no option shifts it."""
    impact = impact_of(planted())["legacy"]
    assert (impact.options, impact.tokens, impact.together, impact.spread) == (0.0, 0.0, 0.0, 0.0)
    assert set(impact.dilemmas.values()) == {0.0}
    assert impact.shifts["first"] == {"plain": 0.0, "other": 0.0}


def test_an_effect_in_the_model_is_found() -> None:
    """An option that takes much of the leader's energy explains much of the measure `self`, one without effects nothing."""
    place = two_dilemmas()
    strong = {"label": "Other.", "effects": [{"change": "credibility", "by": -0.5}]}
    first = {"title": "A", "text": "B", "at": 1, "options": {"plain": {"label": "Plain."}, "other": strong}}
    second = {"title": "C", "text": "D", "at": 2, "options": {"plain": {"label": "Plain."}, "other": {"label": "Other."}}}
    place = tiny(dilemmas={"first": first, "second": second})
    impact = impact_of(play_many(place, "random", runs=600))["self"]
    assert impact.dilemmas["first"] > 0.3
    assert impact.dilemmas["second"] < 0.03
    assert impact.shifts["first"]["other"] < -0.1 < 0.1 < impact.shifts["first"]["plain"]


def test_shares_by_crossing_tell_options_from_tokens_and_luck() -> None:
    """What an option sets is put down to options; where no option does anything, it is put down to tokens."""
    options = {"plain": {"label": "Plain."}, "other": {"label": "Other.", "effects": [{"change": "credibility", "by": -0.5}]}}
    idle = {"plain": {"label": "Plain."}, "other": {"label": "Other."}}
    place, idle_place = (
        tiny(dilemmas={"first": {"title": "A", "text": "B", "at": 1, "options": given}}) for given in (options, idle)
    )
    chosen, left = shares_of(place, first=1, games=300)["self"], shares_of(idle_place, first=1, games=300)["self"]
    assert chosen.options > 0.7
    assert left.tokens > 0.6
    assert max(chosen.tokens, left.options) < 0.2
    assert chosen.chance < left.chance < 0.4


def test_what_never_varies_is_put_down_to_nothing() -> None:
    """A measure that is the same in every game has no shares, luck's included: here nobody can avoid any cost."""
    shares = shares_of(two_dilemmas(), first=1, games=30)["money"]
    assert (shares.options, shares.tokens, shares.chance) == (0.0, 0.0, 0.0)


def test_shares_do_not_hang_on_anything_but_the_seeds() -> None:
    """The same seeds give the same shares; other seeds other ones."""
    place = two_dilemmas()
    assert shares_of(place, first=1, games=40) == shares_of(place, first=1, games=40)
    assert shares_of(place, first=1, games=40) != shares_of(place, first=2, games=40)


def test_too_few_playthroughs_explain_nothing() -> None:
    """Of two playthroughs no share is told."""
    ensemble = planted()
    few = replace(ensemble, tally=replace(ensemble.tally, n=2), measures={name: np.array([1.0, 2.0]) for name in MEASURES})
    assert impact_of(few)["people"].options == 0.0


def idle(n: int) -> Place:
    """A place with dilemmas of three options, one after the other, that do nothing."""
    options = {name: {"label": f"{name}."} for name in ("one", "two", "three")}
    return tiny(dilemmas={f"d{number}": {"title": f"D{number}", "text": "B", "options": options} for number in range(n)})


def test_options_that_do_nothing_move_nothing() -> None:
    """In nine of ten samples or more no shift is told of idle options; they explain nothing, and fail the law against them."""
    place = idle(6)
    impacts = [impact_of(play_many(place, "random", first=1 + 300 * number, runs=300)) for number in range(10)]
    assert sum(bool(widest_shifts(impact)) for impact in impacts) <= 1
    assert np.median([share for impact in impacts for one in impact.values() for share in one.dilemmas.values()]) < 0.002
    assert not any(no_choice_settles_it(impact).clauses[0].holds for impact in impacts)


@pytest.mark.slow
def test_the_interval_of_a_shift_holds_it() -> None:
    """In 95 of a hundred samples or so an interval holds what was planted; a shift that is large is never put down to chance."""
    held = 0
    for seed in range(200):
        impact = {name: one for name, one in impact_of(planted(seed)).items() if name == "people"}
        one = impact["people"]
        held += abs(one.shifts["second"]["other"]) <= one.errors["second"]["other"]
        assert {shift.option for shift in widest_shifts(impact)} >= {"first.plain", "first.other"}
        assert one.beyond_chance("first", "other") == pytest.approx(one.shifts["first"]["other"] - one.errors["first"]["other"])
    assert 180 <= held <= 198
