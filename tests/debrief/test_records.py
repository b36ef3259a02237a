"""Learning records of a run."""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from game.core.outcome import MEASURES
from game.core.promise import STATUS_NAMES
from game.debrief.records import BASE, Learner, Statement, in_bytes, statements
from game.play.expectation import key, question
from game.play.policy import policy_named
from game.play.session import Session
from game.translation import speak
from game.translation.pseudo import Pseudo
from tests.places.game import header
from tests.places.laboratory import laboratory
from tests.places.tiny import tiny

IRI = re.compile(r"https?://[A-Za-z0-9._~:/@!$&'()*+,;=%-]+")


@cache
def session(policy: str = "history") -> Session:
    """A game of the laboratory that is over. The real line makes promises, and breaks some."""
    return Session.played(laboratory(), 5, policy_named(policy, laboratory()))


@cache
def found(policy: str = "history") -> tuple[Statement, ...]:
    """Its records."""
    return tuple(statements(header(laboratory(), 5), session(policy)))


def of_verb(records: tuple[Statement, ...] | list[Statement], verb: str) -> list[Statement]:
    """The records with one verb."""
    return [one for one in records if one["verb"]["id"] == f"{BASE}/verbs/{verb}"]


def test_ids_are_made_of_contents() -> None:
    """The same run gives the same bytes, and no two statements of a run have one id."""
    again = statements(header(laboratory(), 5), Session.played(laboratory(), 5, policy_named("history", laboratory())))
    assert in_bytes(again) == in_bytes(found())
    assert len({one["id"] for one in again}) == len(again)
    assert {uuid.UUID(one["id"]).version for one in again} == {5}


def test_another_run_has_other_ids() -> None:
    """Another game, another player or other words under the same roof share no id."""
    place, own = laboratory(), {one["id"] for one in found()}
    later = replace(header(place, 5), started="2031-02-03T09:30:01+00:00")
    for other in (
        statements(later, session()),
        statements(header(place, 5), session(), learner=Learner("p17", "https://accounts.example")),
        statements(header(place, 5), session(), base="https://other.example/xapi"),
    ):
        assert not own & {one["id"] for one in other}


@pytest.mark.parametrize("turns", [0, 1, 5, 9])
def test_a_run_that_goes_on_only_adds(turns: int) -> None:
    """What was sent of a running game is, word for word, the beginning of what is sent of the whole."""
    running = Session(laboratory(), 5)
    for choices, tokens in session().decided[:turns]:
        for dilemma, option in choices.items():
            assert running.choose(dilemma, option) is None
        for token in tokens:
            assert running.attend(token) is None
        assert running.end_turn() is None
    part = statements(header(laboratory(), 5), running)
    assert part == list(found()[: len(part)])
    assert not of_verb(part, "completed")


def test_every_decision_is_there() -> None:
    """Each choice and each quarter's attention is one statement, under the turn in which it was decided."""
    told = [(one["context"]["extensions"][f"{BASE}/extensions/turn"], one["result"]) for one in of_verb(found(), "decided")]
    wanted: list[tuple[int, dict[str, Any]]] = []
    for turn, (choices, tokens) in enumerate(session().decided, 1):
        wanted += [(turn, {"response": option}) for option in choices.values()]
        wanted += [(turn, {"extensions": {f"{BASE}/extensions/attention": tokens}})] if tokens else []
    assert told == wanted


def test_promises_are_those_of_the_ledger() -> None:
    """What the leader promised, kept, owned up to and broke is what the ledger tells of it, no more and no less."""
    place = laboratory()
    own = {terms.id for terms in place.promises if terms.giver == place.lead}
    words: Counter[str] = Counter()
    for ledger in session().ledgers:
        words.update(one.text for one in ledger.told() if one.kind == "promise" and one.name in own)
    told = Counter(
        one["result"]["extensions"][f"{BASE}/extensions/promise"]
        for verb in ("promised", "kept", "owned-up", "broke")
        for one in of_verb(found(), verb)
    )
    assert told == words
    assert told["made"] >= 1
    assert set(told) <= {"made", *STATUS_NAMES}
    names = [one["object"]["definition"]["name"]["en-GB"] for one in of_verb(found(), "promised")]
    assert not [name for name in names if re.search(r"\byou\b", name, re.IGNORECASE)], "who reads a record is not who played"


def test_a_run_ends_without_a_score() -> None:
    """The end tells the seven measures and the ending, and neither score nor success."""
    (end,) = of_verb(found(), "completed")
    measures = {name: end["result"]["extensions"][f"{BASE}/extensions/measures/{name}"] for name in MEASURES}
    assert measures == session().headline()
    ending = session().ending()
    assert ending is not None
    assert end["result"]["extensions"][f"{BASE}/extensions/ending"]["id"] == ending.id
    assert end["result"].keys() == {"completion", "extensions"}
    assert not [one for one in found() if {"score", "success"} & one["result"].keys()]


def test_dilemmas_are_questions_without_a_right_answer() -> None:
    """A dilemma tells all its options, the response is one of them, and none is marked as right."""
    asked = [one for one in of_verb(found(), "decided") if "response" in one["result"]]
    assert asked
    for one in asked:
        definition = one["object"]["definition"]
        assert one["result"]["response"] in {choice["id"] for choice in definition["choices"]}
        assert "correctResponsesPattern" not in definition


def test_nobody_is_named() -> None:
    """Without a name given, the actor is a pseudonym made of the run, and nothing else says who played."""
    actors = {json.dumps(one["actor"]) for one in found()}
    assert len(actors) == 1
    account = json.loads(actors.pop())["account"]
    assert account["homePage"] == BASE
    assert re.fullmatch(r"player-[0-9a-f]{12}", account["name"])
    named = statements(header(laboratory(), 5), session(), learner=Learner("p17", "https://accounts.example"))
    assert {one["actor"]["account"]["name"] for one in named} == {"p17"}


def test_what_was_written_in_the_game_is_told() -> None:
    """A reflection that is kept with the run is a statement with its question, and a second leaves its id alone."""
    place = tiny()
    run = Session.played(place, 5, policy_named("random", place))
    assert run.reflect("What did you see?", "Nobody asked.") is None
    (first,) = of_verb(statements(header(place, 5), run), "reflected")
    assert first["result"]["response"] == "Nobody asked."
    assert first["object"]["definition"]["description"] == {"en-GB": "What did you see?"}
    assert run.reflect("And on Monday?", "Ask.") is None
    both = of_verb(statements(header(place, 5), run), "reflected")
    assert [one["result"]["response"] for one in both] == ["Nobody asked.", "Ask."]
    assert both[0] == first


def test_an_expectation_is_called_one() -> None:
    """What was expected of a quarter is a statement with its question, under the name of what it is."""
    place = tiny()
    run = Session(place, 5)
    assert run.reflect(question(run, 1), "They will wait.", key=key(run, 1)) is None
    (told,) = of_verb(statements(header(place, 5), run), "reflected")
    assert told["object"]["definition"]["name"] == {"en-GB": "What was expected of a quarter"}
    assert told["object"]["definition"]["description"] == {"en-GB": question(run, 1)}


def test_reflections_are_kept_as_written() -> None:
    """Each reflection is a statement of its own, with its words unchanged."""
    texts = ["I did not ask the police.\nNot once.", "On Monday: “ring health”."]
    records = statements(header(laboratory(), 5), session(), reflections=texts)
    assert records[: len(found())] == list(found())
    assert [one["result"]["response"] for one in of_verb(records, "reflected")] == texts


def test_order_is_in_the_timestamps() -> None:
    """Timestamps are the start of the game, a millisecond apart; a start that is no time gives none."""
    times = [one["timestamp"] for one in found()]
    assert times[0] == "2031-02-03T09:30:00.000+00:00"
    assert all(one < other for one, other in pairwise(times))
    for words in ("yesterday", "2031-02-03", "9999-12-31T23:59:59+00:00", ""):
        records = statements(replace(header(laboratory(), 5), started=words), session())
        assert not [one for one in records if "timestamp" in one]


def test_a_place_of_any_name() -> None:
    """Ids stay addresses, whatever the place's id is, and a place without dates has no quarters."""
    place = replace(tiny(), id="my place/é?#")
    played = Session.played(place, 1, policy_named("random", place))
    records = statements(header(place, 1), played)
    assert all(IRI.fullmatch(one["object"]["id"]) for one in records)
    assert f'"{BASE}/extensions/quarter"' not in json.dumps(records)


def test_words_of_another_language_are_labelled_with_it() -> None:
    """What a record displays bears the language it is in; verbs, activities and the run keep their ids."""
    english = found()
    speak(Pseudo())
    try:
        other = statements(header(laboratory(), 5), session())
    finally:
        speak(None)
    for one, before in zip(other, english, strict=True):
        assert list(one["verb"]["display"]) == list(one["object"]["definition"]["name"]) == [Pseudo().language]
        assert one["verb"]["display"] != before["verb"]["display"]
        assert one["verb"]["id"] == before["verb"]["id"]
        assert one["object"]["id"] == before["object"]["id"]
        assert one["context"]["registration"] == before["context"]["registration"]
