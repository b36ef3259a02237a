"""Counsel: what others recommend is kept in the log, lasts through a replay, and changes nothing in the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from game.play.counsel import LONGEST_NAME
from game.play.log import read_log
from game.play.session import Session
from game.play.shelf import SavedShelf, Unplayable
from tests.places.lines import end_quarter
from tests.places.shipped import shipped
from tests.play.saved import Kept

SEATS = {"core": "Ruth", "met": "Asha", "schools": ""}


def counselled(log: Kept | None = None) -> Session:
    """Two quarters of Barnet, with recommendations in each, one of them changed and one taken back."""
    session = Session(shipped("barnet"), 3, log=log)
    assert session.sit(SEATS) is None
    for _ in range(2):
        for number in session.open_dilemmas():
            dilemma = session.place.dilemmas[number]
            for option in dilemma.options[:2]:
                assert session.recommend("met", dilemma.id, option.id) is None
            assert session.recommend("schools", dilemma.id, dilemma.options[0].id) is None
            assert session.recommend("schools", dilemma.id, None) is None
        assert session.wish("met", {"token": "broker", "with": "schools", "and": "jcp"}) is None
        assert session.wish("schools", {"token": "rest"}) is None
        assert session.wish("schools", None) is None
        end_quarter(session)
    return session


def test_a_replay_keeps_what_was_recommended() -> None:
    """Taken up again from its log, after any record, a game has the same counsel, seats, decisions and states."""
    log = Kept()
    session = counselled(log)
    again = Session.resumed(session.place, 3, log)
    assert (again.counsels, again.seats, again.decided, again.state) == (
        session.counsels,
        SEATS,
        session.decided,
        session.state,
    )
    assert len(session.counsels) == len(session.decided) == 2
    assert all(one.wishes == {"met": {"token": "broker", "with": "schools", "and": "jcp"}} for one in session.counsels)
    assert all(set(one.options) == {"met"} for one in session.counsels)
    for end in range(len(log)):
        assert Session.resumed(session.place, 3, log[:end]).seats == (SEATS if end else {})


def test_counsel_changes_no_digest() -> None:
    """The same decisions without a word from anybody else come to the same states, bit for bit."""
    alone, log = Session(shipped("barnet"), 3), Kept()
    session = counselled(log)
    for choices, tokens in session.decided:
        for dilemma, option in choices.items():
            assert alone.choose(dilemma, option) is None
        end_quarter(alone, *tokens)
    assert [state.digest() for state in alone.states] == [state.digest() for state in session.states]
    quiet = [record for record in log if record["do"] not in {"sit", "recommend", "wish"}]
    assert Session.resumed(session.place, 3, quiet).state == session.state


def test_going_back_leaves_the_counsel_of_what_is_kept() -> None:
    """Back at an earlier quarter, or in a branch from it, there is the counsel of the quarters before it; seats stay."""
    session = counselled()
    branch = session.branched(2)
    assert (branch.counsels, branch.seats) == (session.counsels[:1], SEATS)
    assert session.back(2) is None
    assert session.counsels == branch.counsels
    assert session.pending.counsel.options == {}


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"do": "recommend", "seat": "core", "dilemma": "pitch", "option": "crisis"}, "The lead decides"),
        ({"do": "recommend", "seat": "nobody", "dilemma": "pitch", "option": "crisis"}, "no agency"),
        ({"do": "recommend", "seat": "met", "dilemma": "elsewhere", "option": "crisis"}, "not on the table"),
        ({"do": "recommend", "seat": "met", "dilemma": "pitch", "option": "shout"}, "no option"),
        ({"do": "recommend"}, "no agency"),
        ({"do": "wish", "seat": "met", "token": {"token": "dance"}}, "no token"),
        ({"do": "wish", "seat": "met", "token": {"token": "time", "with": "core"}}, "names one token"),
        ({"do": "wish", "seat": "met", "token": {"token": "broker", "with": "jcp"}}, "names one token"),
        ({"do": "wish", "seat": "met", "token": {"token": "time", "with": ["jcp"]}}, "names one token"),
        ({"do": "wish", "seat": "met", "token": 3}, "no token"),
        ({"do": "sit", "seats": {"core": ""}}, "too few"),
        ({"do": "sit", "seats": {"met": "", "schools": ""}}, "too few"),
        ({"do": "sit", "seats": {"core": "", "met": "x" * (LONGEST_NAME + 1)}}, "cannot be a name"),
        ({"do": "sit", "seats": {"core": "", "met": "a\x1b[2J"}}, "cannot be a name"),
        ({"do": "sit", "seats": {"core": "", "met": 3}}, "cannot be a name"),
        ({"do": "sit", "seats": 3}, "too few"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(record: Mapping[str, Any], code: str) -> None:
    """A record from a file that anybody may have edited is refused as a whole, with the reason."""
    session = Session(shipped("barnet"), 3)
    dilemma = session.place.dilemmas[session.open_dilemmas()[0]].id
    if record.get("dilemma") == "pitch":
        record = {**record, "dilemma": dilemma}
    with pytest.raises(ValueError, match=code):
        session.replay(record)
    assert (session.seats, session.pending.counsel.options, session.pending.counsel.wishes) == ({}, {}, {})


def test_it_is_kept_in_a_saved_game(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On disk too: resumed and branched from a file, seats and counsel are there; what makes no sense is told in words."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    shelf = SavedShelf(3)
    session = shelf.begin("barnet").session
    assert session.path is not None
    assert not shelf.saved()[0].is_shared
    assert session.sit(SEATS) is None
    assert shelf.saved()[0].is_shared
    dilemma = session.place.dilemmas[session.open_dilemmas()[0]]
    assert session.recommend("met", dilemma.id, dilemma.options[0].id) is None
    end_quarter(session)
    end_quarter(session)
    assert [record["do"] for record in read_log(session.path).records[:2]] == ["sit", "recommend"]
    branched = shelf.branch(session.path, 2).session
    assert (branched.counsels, branched.seats) == (session.counsels[:1], SEATS)
    again = shelf.resume(session.path).session
    assert again.counsels == session.counsels
    assert again._log is not None
    again._log.append({"do": "wish", "turn": 3, "seat": "core", "token": None})
    with pytest.raises(Unplayable, match="The lead decides"):
        shelf.resume(session.path)
    shelf.close()
