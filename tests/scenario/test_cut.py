"""Cuts: shorter versions of a place play by the place's own rules, and keep only what they say they keep."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest

from game.bench.laws import REFERENCE, no_dominant_line
from game.briefing.goals import goals
from game.play.ensemble import play_many
from game.play.policy import policy_named
from game.play.session import Session
from game.play.shelf import SavedShelf, Unplayable
from game.scenario.compiler import load
from game.scenario.cut import NoSuchCut, shortened
from game.scenario.shipped import shipped_ids
from tests.places.shipped import shipped
from tests.places.tiny import tiny

CUTS = [(place, cut) for place in shipped_ids() for cut in shipped(place).texts["cuts"]]


@pytest.mark.slow
@pytest.mark.parametrize(("place_id", "cut"), CUTS)
def test_only_what_is_kept_comes(place_id: str, cut: str) -> None:
    """Played by several policies, a cut ends after its quarters and each of the decisions it keeps comes in one or another."""
    place = load(place_id, cut=cut)
    written = place.texts["cuts"][cut]
    met: set[str] = set()
    for policy in ("history", "cede", "adaptive", "random"):
        session = Session.played(place, 11, policy_named(policy, place))
        assert session.is_over
        assert len(session.decided) == written["turns"] == place.turns
        met |= {dilemma for choices, _ in session.decided for dilemma in choices}
    assert met == set(written["dilemmas"])


@pytest.mark.parametrize("place_id", ["barnet", "nw_london"])
def test_begins_as_the_whole_does(place_id: str) -> None:
    """Until a decision is left out, a cut plays as the whole place does, to the same bits."""
    whole = shipped(place_id)
    short = shortened(whole, "hour")
    long, brief = (Session.played(place, 5, policy_named("history", place)) for place in (whole, short))
    alike = (one == other for one, other in zip(long.decided, brief.decided, strict=False))
    same = min(sum(takewhile(bool, alike)), short.turns - 1)  # the end of a cut is no longer like the whole
    assert same > 0
    assert long.states[same].digest() == brief.states[same].digest()


def test_a_cut_has_the_winters_that_it_is_long_enough_for() -> None:
    """Of an event on several dates those come that lie within the cut; one of later dates alone is left out."""
    place = load("barnet")
    events = (replace(place.events[0], at=(2, 4, 6)), replace(place.events[1], at=(7, 8)), *place.events[2:])
    first, second, *_ = shortened(replace(place, events=events), "hour").events
    assert place.texts["cuts"]["hour"]["turns"] == 6
    assert first.at == (2, 4, 6)
    assert second.is_left_out
    one, *_ = shortened(replace(place, events=(replace(events[0], at=(2, 7)), *events[1:])), "hour").events
    assert one.at == (2,)


def test_nothing_happens_between_its_end_and_the_places_own() -> None:
    """Barnet's national programme comes in its ninth quarter, and so not in the hour that ends with the sixth."""
    place = load("barnet", cut="hour")
    session = Session.played(place, 1, policy_named("history", place))
    late = {event.id for event in shipped("barnet").events if event.at and place.turns < min(event.at)}
    assert "national_programme" in late
    for number, event in enumerate(place.events):
        if event.id in late:
            assert session.state["happened"][number, 0] == 0.0


@pytest.mark.parametrize(("place_id", "cut"), CUTS)
def test_a_cut_asks_for_what_it_can_give(place_id: str, cut: str) -> None:
    """What was written for the whole is not asked of a shorter game; the brief stays."""
    whole, short = shipped(place_id), load(place_id, cut=cut)
    for number, facts in enumerate(short.agencies):
        assert facts.brief == whole.agencies[number].brief
        assert {goal.kind for goal in goals(short, number)} <= {"backing", "books", "burden", "trust"}


ENDINGS = {
    "early": {"title": "Early", "text": "It began.", "when": "turn <= 3", "cuts": ["hour"]},
    "late": {"title": "Late", "text": "It went on.", "when": "turn > 3"},
    "rest": {"title": "Or", "text": "Nobody knows."},
}


def test_an_ending_of_a_cut_is_read_in_it_alone() -> None:
    """It stands among the others in the order of the file, and neither the whole place nor another cut has it."""
    facts = {"title": "A cut", "turns": 2, "dilemmas": ["first"]}
    whole = tiny(turns=4, endings=ENDINGS, cuts={"hour": facts, "other": facts})
    assert [one.id for one in whole.endings] == ["late", "rest"]
    assert [one.id for one in shortened(whole, "other").endings] == ["late", "rest"]
    hour = shortened(whole, "hour")
    assert [one.id for one in hour.endings] == ["early", "late", "rest"]
    played = play_many(hour, "random", runs=20)
    assert played.tally.endings.tolist() == [20, 0, 0, 0]


@pytest.mark.slow
@pytest.mark.parametrize(("place_id", "cut"), CUTS)
def test_a_cut_teaches_what_the_whole_does(place_id: str, cut: str) -> None:
    """No line of play is the best at too much in it (100 games each), and no one ending is read at nearly every table (1,000)."""
    place = load(place_id, cut=cut)
    verdict = no_dominant_line({line: play_many(place, line, runs=100) for line in REFERENCE})
    assert verdict.holds, verdict.clauses
    ends = play_many(place, "random", runs=1_000).tally.endings
    assert np.max(ends) <= 700, ends


def test_a_cut_has_a_digest_of_its_own() -> None:
    """A saved game of a cut is not taken for one of the whole, nor one of another cut."""
    whole = shipped("nw_london")
    digests = {whole.digest, *(shortened(whole, cut).digest for cut in whole.texts["cuts"])}
    assert len(digests) == 1 + len(whole.texts["cuts"])


def test_a_saved_game_goes_on_as_the_cut_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is resumed is the cut that was begun."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    shelf = SavedShelf(7)
    begun = shelf.begin("barnet", "hour").session
    assert begun.path is not None
    shelf.close()
    opened = shelf.resume(begun.path)
    shelf.close()
    assert opened.session.place.cut == "hour"
    assert opened.session.place.turns == 6


@pytest.mark.slow
def test_a_cut_that_is_not_there() -> None:
    """Whoever asks for a cut that a place does not have is told what it has."""
    with pytest.raises(NoSuchCut, match="Did you mean `hour`"):
        load("barnet", cut="our")
    with pytest.raises(NoSuchCut, match="only be played whole"):
        shortened(tiny(), "hour")
    with pytest.raises(Unplayable, match="no cut `our`"):
        SavedShelf(7).begin("barnet", "our")
