"""Tokens as they are typed."""

from __future__ import annotations

import pytest

from game.core.decision import TOKENS, Token
from game.core.decision_words import token_from_words
from game.play.session import Session
from game.terminal.token import KINDS, begins, understood
from tests.places.shipped import barnet
from tests.terminal.script import history, token_line


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("time police", {"token": "time", "with": "met"}),
        ("Time with the police.", {"token": "time", "with": "met"}),
        ("ti met", {"token": "time", "with": "met"}),
        ("broker police jobcentre", {"token": "broker", "with": "met", "and": "jcp"}),
        ("broker the police and the Jobcentre", {"token": "broker", "with": "met", "and": "jcp"}),
        ("front schools", {"token": "front_line", "with": "schools"}),
        ("front line at schools", {"token": "front_line", "with": "schools"}),
        ("front_line schools", {"token": "front_line", "with": "schools"}),
        ("listen", {"token": "listen"}),
        ("listen to the families", {"token": "listen"}),
        ("upwards", {"token": "upwards"}),
        ("promise visit police", {"token": "promise", "what": "visit", "with": "met"}),
        ("promise the police a visit", {"token": "promise", "what": "visit", "with": "met"}),
        ("promise money to health", {"token": "promise", "what": "money", "with": "hcom"}),
        ("own up police", {"token": "own_up", "with": "met"}),
        ("own up to the police", {"token": "own_up", "with": "met"}),
        ("money pot", {"token": "money", "with": "pot"}),
        ("money for the pot", {"token": "money", "with": "pot"}),
        ("money police", {"token": "money", "with": "met"}),
        ("confront csc", {"token": "confront", "with": "csc"}),
        ("rest", {"token": "rest"}),
    ],
)
def test_what_is_typed_is_what_is_meant(line: str, written: dict[str, str]) -> None:
    """Every kind of token, in the words of the help and in others that come naturally."""
    assert begins(line)
    assert understood(barnet(), line) == written
    assert isinstance(token_from_words(barnet(), written), Token)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("time", "Which partner?"),
        ("time polcie", "Did you mean Police?"),
        ("time s", "That could be"),
        ("time navy", "The partners are"),
        ("broker police", "Between the police and whom?"),
        ("broker police skools", "Did you mean `broker police schools`?"),
        ("broker", "Between whom?"),
        ("listen to the police", "`listen` is with no partner. To see Police, type `time Police`."),
        ("promise police", "Promise what?"),
        ("promise", "Promise what?"),
        ("promise visit", "Which partner?"),
        ("money navy", "Nobody goes by that name."),
    ],
)
def test_what_is_missing_is_asked_for(line: str, answer: str) -> None:
    """A token that lacks something is answered with what it lacks, and with the nearest name."""
    said = understood(barnet(), line)
    assert isinstance(said, str)
    assert answer in said


def test_every_kind_can_be_typed() -> None:
    """The terminal knows the engine's tokens, all of them and no other."""
    assert sorted(kind.token for kind in KINDS) == sorted(TOKENS)


def test_tokens_of_a_whole_game_can_be_typed() -> None:
    """What the real leaders' time went to can be typed as tokens."""
    game: Session = history(barnet())
    tokens = [token for _, placed in game.decided for token in placed]
    assert len(tokens) > 20
    assert [understood(game.place, token_line(token)) for token in tokens] == tokens


@pytest.mark.parametrize("line", ["", "   ", "2", "why police", "map", "!?", "own"])
def test_what_is_no_token(line: str) -> None:
    """Numbers, commands and nothing at all are not taken for tokens; a lone `own` asks which partner."""
    if line == "own":
        assert "Which partner?" in str(understood(barnet(), line))
    else:
        assert not begins(line)
