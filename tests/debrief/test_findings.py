"""Findings agree with the ledger and the state, and looking at a game changes nothing in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from game.core.dynamics.chance import take_leave
from game.core.effects.promise import Promise
from game.core.promise import STATUS_NAMES
from game.core.state import State
from game.core.turn import Turn
from game.debrief import (
    analysis,
    backing,
    changes,
    gates,
    lines,
    monday,
    network,
    pockets,
    promises,
    really,
    remains,
    results,
    style,
)
from game.debrief.finding import StillRunning, at_end, summed
from game.debrief.gates import GATES
from game.debrief.moments import moments
from game.debrief.promises import say_do
from game.debrief.question import Findings
from game.debrief.tokens import mattered
from game.play.policy import policy_named
from game.play.session import Session
from game.words.grammar import agency, count
from game.words.level import of_hundred
from game.words.money import about
from tests.debrief.runs import FUTURES, RUNS, debriefed, run
from tests.places.laboratory import laboratory
from tests.places.lines import end_quarter
from tests.places.shipped import barnet, shipped
from tests.places.tiny import OPTIONS, tiny

on_each_run = pytest.mark.parametrize(("name", "line", "seed"), RUNS)


@on_each_run
def test_who_paid_is_what_the_ledger_says(name: str, line: str, seed: int) -> None:
    """What each gave, lent and bore otherwise adds up to its cost; sums over agencies are those of the state."""
    session, found = run(name, line, seed), debriefed(name, line, seed).pockets
    end = at_end(session)
    for one in found.pockets:
        assert one.given >= 0.0
        assert one.lent >= 0.0
        assert one.other >= 0.0
        assert one.given + one.lent + one.other == one.cost == end["cost"][one.agency, 0]
        assert one.avoided + one.later == session.state["avoided"][one.agency, 0]
    assert found.cost == end["cost"][:, 0].sum()
    assert found.avoided == end["avoided"][:, 0].sum() == session.headline()["money"]
    assert {about(end["work"][0]), about(found.cost)} <= set(re.findall(r"£[\d,.]*\dm?", found.text.partition(" It avoided")[0]))
    assert 0.0 <= found.wrong <= 1.0
    assert sum(one.share_paid for one in found.pockets) == pytest.approx(1.0)


@on_each_run
def test_a_headline_is_its_series_when_it_is_read(name: str, line: str, seed: int) -> None:
    """The large figure of each measure stands in its chart at the point at which it is said to be read."""
    found = debriefed(name, line, seed).own
    for one, value in found.headline.items():
        at = {"At the very end": -1, "When the programme stopped": found.last}[lines.read_at(one, found)]
        assert found.series[one][at] == value


@on_each_run
def test_a_finding_reads_as_a_person_would_say_it(name: str, line: str, seed: int) -> None:
    """No share is 0%, no range names its unit twice, two are both, and the lowest is not told twice."""
    found = debriefed(name, line, seed)
    parts = (found.promises, found.network, found.remains, found.backings)
    told = " ".join((*(part.text for part in parts), *(one.text for one in found.backings.partners), *found.style.texts))
    assert not re.findall(r"\b0%|of 100 to \d+ of 100|two promises: each|lowest at the start|: \d on ", told)


@on_each_run
def test_reported_is_told_to_the_last_one(name: str, line: str, seed: int) -> None:
    """Help, mending and counting add up to what was reported; what was given comes out in the end, or is still on its way."""
    session, found = run(name, line, seed), debriefed(name, line, seed).results
    place, end = session.place, at_end(session)
    assert len(found.outcomes) == len(place.outcomes)
    for one in found.outcomes:
        assert one.started == pytest.approx(0.0, abs=1e-9)
        assert one.helped + one.mended + one.counted == pytest.approx(one.reported)
        effort = sum(state["effort"][one.outcome, 0] for state in session.states[1 : session.last_turn_played + 1])
        due = 0.25 * place.constants["rate"][one.outcome, 0] * effort
        assert one.attributable + one.coming == pytest.approx(due)
        assert one.by_turn[session.last_turn_played] == (one.reported, one.attributable)
        assert one.lasting == session.state["attributable"][one.outcome, 0]
        assert end["reported"][one.outcome, 0] == one.reported
    assert found.reported == pytest.approx(session.headline()["results"])
    assert found.lasting == pytest.approx(session.headline()["people"])


@on_each_run
def test_causes_summed_over_turns_are_the_whole_change(name: str, line: str, seed: int) -> None:
    """Nothing is left out of what moved the backing of the leader's own masters."""
    session = run(name, line, seed)
    lead = session.place.lead
    turns = range(1, session.last_turn_played + 1)
    moved = summed(session, turns, "cover", (lead,))
    change = at_end(session)["cover"][lead, 0] - session.states[0]["cover"][lead, 0]
    assert sum(one.size for one in moved) == pytest.approx(change)


@on_each_run
def test_what_moved_the_outlook_afterwards_is_the_whole_change(name: str, line: str, seed: int) -> None:
    """What is told of the epilogue adds up to how far the leaders' outlook went in it, the mean over agencies."""
    session, found = run(name, line, seed), debriefed(name, line, seed).remains
    change = session.state["outlook"].mean() - session.states[session.last_turn_played]["outlook"].mean()
    assert change != 0.0
    assert sum(one.size for one in found.moved) == pytest.approx(change)


@on_each_run
def test_the_gate_that_binds_is_the_one_whose_opening_adds_most(name: str, line: str, seed: int) -> None:
    """Each tie that matters has its gate; law and protocol never both add, and what sharing moves towards is the model's."""
    session, found = run(name, line, seed), debriefed(name, line, seed).gates
    assert [(one.one, one.other) for one in found.ties] == list(session.place.ties)
    assert sum(found.binding.values()) == len(found.ties)
    state = at_end(session)
    for one in found.ties:
        assert min(one.openings.values()) >= 0.0
        assert min(one.openings["law"], one.openings["protocol"]) == 0.0
        assert one.openings[one.binds] == max(one.openings.values()) > 0.0
        assert one.after == state["practice"][one.one, one.other, 0]
        assert 0.0 <= one.reach <= min(state["permission"][one.one, one.other, 0], 1.0)
    assert found.main in GATES


def test_what_a_gate_is_is_said_once_in_a_list() -> None:
    """Of several ties that one gate binds only the first says which; each says its numbers, and none stands twice."""
    found = debriefed("barnet", "keep-control", 3).gates
    ties, lines = found.widest(5), found.told(5)
    said = {tie.binds: tie.text.partition("What bound it most was ")[2].partition(":")[0] for tie in ties}
    assert len(said) < len(ties) == len(set(lines))
    for gate, words in said.items():
        assert "".join(lines).count(words) == 1, gate
    for tie, line in zip(ties, lines, strict=True):
        assert re.findall(r"\d+", line) == re.findall(r"\d+", tie.text)


def test_with_every_gate_open_none_binds() -> None:
    """Where law, protocol, tool and habit stand wide open there is nothing to open."""
    session = run(*RUNS[0])
    state = at_end(session).writable()
    for variable in ("legal", "permission", "usability", "trust", "frontline"):
        state[variable][...] = 1.0
    assert np.all(gates.reach_of(session, state) == 1.0)


def test_what_would_leave_with_a_leader_is_what_leaves() -> None:
    """The trust at stake in a tie is what the engine takes from it when that leader does leave, and nobody else."""
    session = run(*RUNS[1])
    found = network.network(session)
    place = session.place
    gone = next(number for number in range(len(place.agencies)) if number != place.lead)
    state = at_end(session).writable()
    turn = Turn(place, state, place.parameters, trace=False, in_place=True)
    leaving = place.constants["leaving"].copy() * 0.0
    leaving[gone] = 1.0
    turn.constant = lambda name: leaving if name == "leaving" else Turn.constant(turn, name)  # type: ignore[method-assign]
    before = {name: state[name].copy() for name in ("purpose", "confidence")}
    take_leave(turn)
    shares = {"purpose": place.parameters["purpose_share"], "confidence": place.parameters["confidence_share"]}
    for tie in found.ties:
        if gone in (tie.one, tie.other):
            pair = tie.one, tie.other
            lost = sum(share * float((before[name] - state[name])[(*pair, 0)]) for name, share in shares.items())
            assert tie.at_stake == pytest.approx(lost)


@on_each_run
def test_the_network_is_that_of_the_states(name: str, line: str, seed: int) -> None:
    """Density counts ties of good trust, and the most trusted is whom the others trust most."""
    session, found = run(name, line, seed), debriefed(name, line, seed).network
    n = len(session.place.agencies)
    trust = at_end(session)["trust"][..., 0]
    apart = ~np.eye(n, dtype=bool)
    assert len(found.ties) == n * (n - 1)
    assert f"and in {(trust[apart] >= network.GOOD).mean():.0%} when the programme ended" in found.text
    assert f"to {of_hundred(trust[apart].mean())}. This is trust" in found.text
    means = [(trust[:, number].sum() - 1.0) / (n - 1) for number in range(n)]
    assert found.trusted_after == pytest.approx(means)
    most = agency(session.place, int(np.argmax(means)))
    assert f"at the end {most}." in found.text or f"trusted {most} most throughout." in found.text


@on_each_run
def test_promises_are_those_that_were_made(name: str, line: str, seed: int) -> None:
    """Each promise that the ledger made is there once, and what became of it is what the state says at the end."""
    session, found = run(name, line, seed), debriefed(name, line, seed).promises
    made = [
        happening.name
        for ledger in session.ledgers[: session.last_turn_played + 1]
        for happening in ledger.told()
        if happening.kind == "promise" and happening.text == "made"
    ]
    terms = session.place.promises
    assert sorted(terms[one.number].id for one in found.promises) == sorted(made)
    last: dict[int, promises.Promise] = {}
    for one in found.promises:
        last[one.number] = one
        assert one.settled == 0 or one.made <= one.settled <= session.last_turn_played
    for number, one in last.items():
        assert STATUS_NAMES[int(at_end(session)["promise_status"][number, 0])] == one.became
    assert sum(found.own.values()) + sum(found.theirs.values()) == len(found.promises)


@on_each_run
def test_the_causes_of_the_largest_changes_add_up(name: str, line: str, seed: int) -> None:
    """The exact causes told, with the rest together, give the change."""
    found = debriefed(name, line, seed).changes
    assert len(found) == changes.LARGEST
    for one in found:
        assert sum(pull.size for pull in one.pulls) + one.rest == pytest.approx(one.after - one.before, abs=0.002)


@on_each_run
def test_the_line_ends_at_the_headline(name: str, line: str, seed: int) -> None:
    """Of each measure, the series passes through the headline where that is taken."""
    session, found = run(name, line, seed), debriefed(name, line, seed).own
    for measure in ("trust", "results", "sharing", "money", "self"):
        assert found.series[measure][found.last] == pytest.approx(found.headline[measure])
    for measure in ("people", "legacy"):
        assert found.series[measure][-1] == pytest.approx(found.headline[measure])
    assert {len(values) for values in found.series.values()} == {len(session.states)} == {len(found.dates)}


@on_each_run
def test_what_happened_is_told_of_every_dilemma_met(name: str, line: str, seed: int) -> None:
    """Each dilemma is there once, in the order met, and the same choice is called the same."""
    session, found = run(name, line, seed), debriefed(name, line, seed).really
    met = [(dilemma, option) for choices, _ in session.decided for dilemma, option in choices.items()]
    assert [(one.dilemma, one.taken) for one in found.dilemmas] == met
    for one in found.dilemmas:
        facts = session.place.dilemmas[session.place.dilemma(one.dilemma)]
        assert one.is_same == (facts.real >= 0 and facts.options[facts.real].id == one.taken)
        is_thin = not one.sources or facts.is_inferred or not facts.followed or (facts.real >= 0 and len(one.sources) == 1)
        assert bool(one.thin) == is_thin
        assert ("is not known" in one.text) == (facts.real < 0)


def test_what_is_only_inferred_is_never_told_as_known() -> None:
    """An option that the source names and one that stands for the real leaders by our reading are told and counted apart."""
    sources = {"T-01": {"section": "1", "says": "They met."}, "T-02": {"section": "2", "says": "Twice."}}
    written = {"text": "Now.", "evidence": list(sources), "options": OPTIONS, "real": "one", "followed": "It rained."}
    named, read = {**written, "title": "Named", "at": 1}, {**written, "title": "Read", "at": 2, "inferred": True}
    place = tiny(sources=sources, dilemmas={"named": named, "read": read})
    session = Session.played(place, 1, policy_named("history", place))
    found = really.really(session, session)
    known, inferred = found.dilemmas
    assert (known.text, known.thin) == ("You, and the real leaders: “One”.", "")
    assert inferred.text == "You, and the real leaders as we read the source: “One”."
    assert inferred.thin.startswith("The source names no choice")
    assert found.text == (
        "You met two decisions. The real leaders' choice is known in one and is our reading of the source in one; you took the "
        "same in two of these."
    )


@cache
def in_bradford(seed: int) -> Session:
    """The real line of Bradford; with 14 a partner's leader goes at the very end of the last quarter, with 1 nobody does."""
    place = shipped("bradford")
    return Session.played(place, seed, policy_named("history", place))


def test_totals_that_are_no_plain_sum_say_so() -> None:
    """Where one outcome counts for more than another, the totals and each such outcome say so; else nothing is said of it."""
    found, plain = results.results(in_bradford(14)), debriefed(*RUNS[1]).results
    assert found.reported != pytest.approx(sum(one.reported for one in found.outcomes), abs=0.5)
    assert results.WEIGHED in found.further
    assert all((f"each of these counts as {one.weight:g}." in one.text) == (one.weight != 1.0) for one in found.outcomes)
    assert plain.reported == pytest.approx(sum(one.reported for one in plain.outcomes))
    assert results.WEIGHED not in plain.further


def test_trust_that_went_at_the_last_is_told_beside_what_was_read_before() -> None:
    """A leader who leaves when trust has been read in the last quarter is in no number of it, and the network says so."""
    session = in_bradford(14)
    end, place = at_end(session), session.place
    (gone,) = (one.agencies[0] for one in session.ledgers[session.last_turn_played].told() if one.kind == "departure")
    share = place.parameters["purpose_share"]
    really = share * end["purpose"][gone, place.lead, 0] + (1.0 - share) * end["confidence"][gone, place.lead, 0]
    read = end["trust"][gone, place.lead, 0]
    assert really < read - 0.1
    assert f"trust in you was {of_hundred(really)} and not {of_hundred(read)}." in " ".join(
        (network.network(session).text, *network.network(session).further)
    )
    assert "What came" not in " ".join(network.network(in_bradford(1)).further)


def test_nobody_is_said_to_have_had_most_who_had_less_than_half() -> None:
    """Whoever was given more attention than any other is told so, with how much; a long list of equals is not given."""
    for one, n_first in zip(RUNS, (1, 5), strict=True):
        session, found = run(*one), debriefed(*one).style
        times = Counter(name for _, placed in session.decided for one in placed for key, name in one.items() if key != "token")
        most = max(times[one.id] for one in session.place.agencies)
        assert [times[one.id] for one in session.place.agencies].count(most) == n_first
        said = f"than any other partner: {count(most, 'token')}." in found.texts[2]
        assert said == (n_first <= style.MOST_NAMED)
        assert said or "than any other" not in found.texts[2]


def test_nobody_is_named_before_they_were_there() -> None:
    """A change is told of an agency by the name it then had, also where others have come in its place since."""
    place = shipped("nw_london")
    session = Session.played(place, 1, policy_named("savings-only", place))
    told = [one for one in changes.changes(session) if one.index and one.index[0] == place.agency("pct") and one.turn < 10]
    assert told
    assert all(one.text.startswith("The Primary Care Trust's ") for one in told)
    assert "none of your partners" in style.style(session).texts[2].lower()


@on_each_run
def test_a_finding_is_told_once(name: str, line: str, seed: int) -> None:
    """What is chosen to be told repeats no token, tie, partner or sentence, and begins with the weightiest."""
    found = debriefed(name, line, seed)
    told: list[list[object]] = [
        [one.words for one in mattered(found.tokens)],
        [frozenset((one.one, one.other)) for one in found.gates.widest(5)],
        [frozenset((one.one, one.other)) for one in found.network.own_personal],
        [one.text for one in found.changes],
        [one.title for one in found.moments.decisive],
        [one.text for one in found.conversation.questions],
    ]
    assert all(len(ones) == len(set(ones)) for ones in told)
    assert all(one.n_rest != 1 for one in found.changes)
    assert [one.weight for one in found.moments.decisive] == sorted((one.weight for one in found.moments.decisive), reverse=True)


@on_each_run
def test_style_counts_and_never_scores(name: str, line: str, seed: int) -> None:
    """Tokens by kind are all that were placed, and no sentence calls anybody a type or gives a mark."""
    session, found = run(name, line, seed), debriefed(name, line, seed).style
    placed = sum(len(tokens) for _, tokens in session.decided)
    assert sum(found.attention.values()) == found.placed == placed <= found.allowed
    assert found.control[-1] == at_end(session)["control"][0]
    assert not any(word in text.lower() for text in found.texts for word in ("type", "score", "style", "points", "you are a"))


@on_each_run
def test_a_debrief_changes_nothing(name: str, line: str, seed: int) -> None:
    """States, ledgers and decisions are the same after as before, and so is a second debrief."""
    session = run(name, line, seed)
    before = [state.digest() for state in session.states]
    blocks = [len(ledger.blocks) for ledger in session.ledgers]
    decided = repr(session.decided)
    again = analysis.analyse(session, n_futures=FUTURES)
    assert [state.digest() for state in session.states] == before
    assert [len(ledger.blocks) for ledger in session.ledgers] == blocks
    assert repr(session.decided) == decided
    assert repr(again) == repr(debriefed(name, line, seed))


FINDINGS: dict[str, Callable[[Session], Any]] = {
    "analyse": analysis.analyse,
    "moments": moments,
    "say_do": promises.say_do,
    "pockets": pockets.pockets,
    "results": results.results,
    "network": network.network,
    "gates": gates.gates,
    "backings": backing.backings,
    "remains": remains.remains,
    "style": style.style,
    "changes": changes.changes,
    "line": lines.line,
    "really": lambda session: really.really(session, session),
}


@pytest.mark.parametrize("finding", FINDINGS)
def test_the_books_stay_closed_while_the_programme_runs(finding: str) -> None:
    """Nothing of the debrief is to be had from the first quarter to the last, nor after going back."""
    session = Session(laboratory(), 1)
    with pytest.raises(StillRunning):
        FINDINGS[finding](session)
    over = run(*RUNS[0]).branched(3)
    with pytest.raises(StillRunning):
        FINDINGS[finding](over)


def test_a_place_that_tells_nothing_has_a_debrief() -> None:
    """Without texts, sources, promises, benefits or an epilogue every part still has its sentence."""
    session = Session(tiny(epilogue=0), 1)
    while session.is_running:
        for number in session.undecided():
            dilemma = session.place.dilemmas[number]
            assert session.choose(dilemma.id, dilemma.options[0].id) is None
        assert session.end_turn() is None
    found = analysis.analyse(session, n_futures=2)
    for part in (found.moments, found.promises, found.pockets, found.results, found.network, found.gates, found.backings):
        assert part.text
        assert part.text[-1] in ".!?"
    assert found.remains.text == "This place has no epilogue: nobody looked again."
    assert all(text[-1] in ".!?" for text in found.style.texts)
    assert isinstance(session.state, State)


def test_owning_up_is_not_told_as_silence() -> None:
    """A promise that was owned up to is counted as that, and its question asks about the next and not whether it was kept."""
    session = Session(barnet(), 1)
    pitch = session.place.dilemmas[session.place.dilemma("pitch")]
    (option,) = (one for one in pitch.options if any(isinstance(effect, Promise) for effect in one.effects))
    assert session.choose(pitch.id, option.id) is None
    end_quarter(session)
    end_quarter(session, {"token": "own_up", "with": "asc"})
    session.go_on(policy_named("keep-control", session.place))
    promised = say_do(session)
    told = style.style(session, promised).texts[3]
    assert "one owned up to" in told
    assert "not kept" not in told
    found = SimpleNamespace(session=session, promises=promised, style=style.style(session))
    question = monday._own_word(cast("Findings", found))
    assert question is not None
    assert question.text.startswith("You owned up to adult social care that ")
