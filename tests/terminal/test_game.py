"""Whole games at the terminal, through the loop that a person meets."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.ledger import Ledger
from game.core.place import Place
from game.core.state import State
from game.play.session import Session
from game.play.shelf import Opened
from game.terminal.app import Game
from game.terminal.console import WIDEST
from game.terminal.match import example
from game.terminal.quarter import options_meant
from game.terminal.teach import HINTS, Teacher
from tests.places.laboratory import laboratory
from tests.places.shipped import barnet, bradford
from tests.terminal.script import DRAWN, LOOKS, Tape, history, play, typed

PLACES = [laboratory, barnet]
ASIDES = [
    "help",
    "look",
    "why",
    "why 1",
    "why 99",
    "why police",
    "why trust police",
    "why energy",
    "why energy in 1",
    "why energy in 40",
    "why reported",
    "why outlook police",
    "why nonsense",
    "map",
    "agency police",
    "agency",
    "agency nonsense",
    "promises",
    "money",
    "history",
    "history 1",
    "history 99",
    "back",
    "back 99",
    "save",
    "undone",
    "hlep",
    "\x1b[A",
    "x" * 5000,
]


@cache
def whole(place: Callable[[], Place]) -> tuple[Tape, Session, Session]:
    """A whole game as it was typed, the session that was played so, and the real leaders' line that was typed."""
    real = history(place(), seed=5)
    session = Session(place(), 5)
    tape = Tape([*typed(real), *[""] * 20])
    Game(tape.console, Opened(session), looks=LOOKS).play()
    return tape, session, real


@pytest.mark.parametrize("place", [laboratory, pytest.param(barnet, marks=pytest.mark.slow)])
def test_a_whole_game(place: Callable[[], Place]) -> None:
    """From the first page to the last question, and every decision is the one that was typed."""
    tape, session, real = whole(place)
    assert session.decided == real.decided
    assert session.state == real.state
    for title in (
        "Before you begin",
        "What came of",
        "Afterwards",
        "Your line, and the real leaders'",
        "Promises",
        "To think over",
    ):
        assert f"\n{title}" in tape.text, title
    assert "The numbers are illustrative" in tape.text
    assert tape.prompts[-1] == "The end> "
    assert tape.text.endswith("Goodbye.\n\n")


@pytest.mark.parametrize("place", [laboratory, pytest.param(barnet, marks=pytest.mark.slow)])
def test_everything_fits_and_reads_aloud(place: Callable[[], Place]) -> None:
    """No line is wider than eighty, and no sign of a whole game is a drawing, a colour or a name only a program knows."""
    lines = whole(place)[0].text.splitlines()
    assert max(len(line) for line in lines) <= WIDEST
    signs = {sign for line in lines for sign in line}
    assert not signs & DRAWN


@pytest.mark.parametrize("width", [30, 47, 200])
def test_narrow_and_wide(width: int) -> None:
    """A narrow window wraps, and a wide one stays readable."""
    tape = Tape([*typed(history(laboratory()))[:12], "map", "help", "promises"], width)
    Game(tape.console, Opened(Session(laboratory(), 1))).play()
    assert max(len(line) for line in tape.text.splitlines()) <= max(
        min(width, WIDEST), len("Type the number of an option, 1 to 4.") + 20
    )


def test_every_command_at_every_prompt() -> None:
    """Asking changes nothing: with every question put at every prompt, the same game is played."""
    real = history(laboratory(), seed=2)
    lines = typed(real)
    questions = itertools.cycle(ASIDES)
    asked: list[str] = []
    for line in lines:
        if line != "yes":  # the answer to a question of the game's own
            asked += [next(questions) for _ in range(3)]
        asked.append(line)
    session = Session(laboratory(), 2)
    tape = play(asked + ASIDES, laboratory(), session=session)
    assert tape.prompts[-1] == "Token 1 of 3> " or session.decided[: len(real.decided)] == real.decided


def test_every_question_has_an_answer() -> None:
    """At each kind of prompt each command is answered with something, and the prompt comes again."""
    tape, _, real = whole(laboratory)
    start, prompts = [*typed(real), *[""] * 20], tape.prompts
    first = {prompt.split(" ")[0]: number for number, prompt in reversed(list(enumerate(prompts))) if prompt != "Yes or no> "}
    assert {"Enter", "Your", "Token", "The"} <= set(first)
    for kind, number in first.items():
        after = play(start[:number] + ASIDES, laboratory(), 5)
        assert after.prompts[-len(ASIDES) - 1 :] == [prompts[number]] * (len(ASIDES) + 1), kind


@pytest.mark.parametrize("place", PLACES)
def test_no_more_input_at_any_prompt(place: Callable[[], Place]) -> None:
    """Wherever the input ends, the game says goodbye and ends without an error."""
    lines = typed(history(place()))
    for end in range(0, len(lines), 7 if place is laboratory else 40):
        assert play(lines[:end], place()).text.endswith("Goodbye.\n\n")


def test_stopping_at_any_prompt() -> None:
    """Ctrl-C does what the end of the input does."""

    def interrupted(lines: list[str]) -> Any:
        yield from lines
        raise KeyboardInterrupt

    lines = typed(history(laboratory()))
    for end in range(0, len(lines), 11):
        assert play(interrupted(lines[:end]), laboratory()).text.endswith("Goodbye.\n\n")


class TestFirstQuarter:
    """The first quarter teaches."""

    def test_each_hint_comes_once(self) -> None:
        """A hint comes when it is first needed, and never again in the game."""
        lines = typed(history(laboratory()))
        text = " ".join(play(lines, laboratory(), is_taught=False).text.split())
        hints = [hint.format(partner=example(laboratory())) for hint in HINTS.values()]
        assert [text.count(" ".join(hint.split())) for hint in hints] == [1] * len(HINTS)

    def test_who_has_played_is_not_taught(self) -> None:
        """A saved game in which a quarter was ended gives no hint any more."""
        teacher = Teacher.for_records([{"do": "choose"}, {"do": "attend"}, {"do": "end_turn"}])
        assert [teacher.hint(what, "police") for what in HINTS] == [""] * len(HINTS)

    def test_who_has_only_chosen_is_taught_the_rest(self) -> None:
        """A game that stopped in its first quarter goes on teaching where it stopped."""
        teacher = Teacher.for_records([{"do": "choose"}])
        assert not teacher.hint("choose", "police")
        assert teacher.hint("tokens", "police")


class TestChoosing:
    """Deciding a dilemma."""

    def test_by_number_by_id_and_by_beginning(self) -> None:
        """An option is meant by its number, its id, its label, or a beginning that only it has."""
        option = barnet().dilemmas[0].options[1]
        for line in ("2", option.id, option.id[:4], option.label, option.label[:18].upper()):
            session = Session(barnet(), 1)
            play([line], barnet(), session=session)
            assert session.pending.choices == {"pitch": option.id}, line

    @pytest.mark.parametrize("line", ["0", "5", "-1", "open", "2 3", "end", "nonsense"])
    def test_what_is_no_answer(self, line: str) -> None:
        """A number that is not there, a beginning of two options, and `end` leave the dilemma open."""
        session = Session(barnet(), 1)
        tape = play([line], barnet(), session=session)
        assert session.pending.choices == {}
        assert tape.prompts == ["Your choice> "] * 2

    def test_a_command_is_a_command(self) -> None:
        """`map` is the map, at a dilemma as anywhere."""
        assert "Inside your own body" in play(["map"], barnet(), session=Session(barnet(), 1)).text

    def test_end_is_no_beginning_of_an_option(self) -> None:
        """`end` says that a dilemma is open, also where an option begins with it; a number that is none gets the range."""
        session = Session(bradford(), 1)
        number = next(number for number, one in enumerate(bradford().dilemmas) if options_meant(one, "end"))
        while number not in session.undecided():
            for other in session.undecided():
                session.choose(bradford().dilemmas[other].id, bradford().dilemmas[other].options[0].id)
            session.end_turn()
        for other in session.undecided()[: session.undecided().index(number)]:
            session.choose(bradford().dilemmas[other].id, bradford().dilemmas[other].options[0].id)
        facts = bradford().dilemmas[number]
        tape = play(["end", "7"], bradford(), session=session)
        assert facts.id not in session.pending.choices
        assert "is still open" in tape.text
        assert tape.text.count("Type the number of an option, 1 to 4.") == 2
        assert "not something I know" not in tape.text

    def test_second_thoughts(self) -> None:
        """`undo` asks again, Enter keeps the answer, a number changes it."""
        session = Session(barnet(), 1)
        play(["2", "undo", "", "undo", "4"], barnet(), session=session)
        assert session.pending.choices == {"pitch": barnet().dilemmas[0].options[3].id}

    def test_nothing_to_take_back(self) -> None:
        """`undo` at the start of a quarter says that there is nothing."""
        assert "nothing to take back" in play(["undo"], barnet(), session=Session(barnet(), 1)).text


class TestAttention:
    """Spending tokens, and ending the quarter."""

    def test_tokens_are_placed_and_taken_back(self) -> None:
        """`undo` takes back the last one."""
        session = Session(barnet(), 1)
        play(["1", "time police", "listen", "undo", "rest"], barnet(), session=session)
        assert session.pending.tokens == [{"token": "time", "with": "met"}, {"token": "rest"}]

    def test_a_token_too_many(self) -> None:
        """The fourth is refused with what to do."""
        session = Session(barnet(), 1)
        tape = play(["1", "rest", "rest", "rest", "listen"], barnet(), session=session)
        assert len(session.pending.tokens) == 3
        assert "`undo` takes the last one back" in tape.text

    def test_a_token_may_come_before_the_choice(self) -> None:
        """Attention can be placed while a dilemma is still open."""
        session = Session(barnet(), 1)
        play(["time police"], barnet(), session=session)
        assert session.pending.tokens == [{"token": "time", "with": "met"}]

    def test_tokens_that_lapse_are_asked_about(self) -> None:
        """Ending early asks first; no stays in the quarter, yes ends it."""
        session = Session(barnet(), 1)
        play(["1", "end", "no", "end", "perhaps"], barnet(), session=session)
        assert session.turn == 1
        play(["end", "yes"], barnet(), session=session)
        assert session.turn == 2

    def test_a_refusal_is_told(self) -> None:
        """What the engine refuses is said in its words, and nothing is placed."""
        session = Session(barnet(), 1)
        tape = play(["1", "own up police"], barnet(), session=session)
        assert "no open promise" in tape.text
        assert session.pending.tokens == []

    @pytest.mark.parametrize(
        ("line", "near"), [("tiem police", "time police"), ("wy police", "why police"), ("lisen", "listen"), ("ened", "end")]
    )
    def test_typing_mistakes(self, line: str, near: str) -> None:
        """A slip is answered with the nearest line."""
        assert f"Did you mean `{near}`?" in " ".join(play(["1", line], barnet(), session=Session(barnet(), 1)).text.split())

    def test_no_where_nothing_was_asked(self) -> None:
        """It is an answer, and not the beginning of a command."""
        told = " ".join(play(["1", "no"], barnet(), session=Session(barnet(), 1)).text.split())
        assert "“no” is not something I know here. `help` lists what you can type." in told


class TestGoingBack:
    """Rewinding to an earlier quarter."""

    def test_another_way_from_there(self) -> None:
        """Going back forgets what was played since, and the game branches."""
        session = Session(barnet(), 1)
        lines = ["1", "end", "yes", "", "1", "end", "yes", ""]
        play([*lines, "back 1", "no"], barnet(), session=session)
        assert session.turn == 3
        play(["back 1", "yes", "2"], barnet(), session=session)
        assert session.turn == 1
        assert session.pending.choices == {"pitch": barnet().dilemmas[0].options[1].id}

    @pytest.mark.slow
    def test_after_the_end(self) -> None:
        """A game that is over can be taken up again at any quarter."""
        session = Session(laboratory(), 1)
        play([*typed(history(laboratory()))[2:], *[""] * 20, "back 3", "yes"], laboratory(), session=session)
        assert session.turn == 3
        assert session.is_running

    @pytest.mark.slow
    def test_what_one_thinks_is_kept_at_its_question(self) -> None:
        """`note` and a number keep the words that follow with the game; the debrief shows them from then on."""
        early = play(["note 1 Too early."], laboratory())
        assert "when the programme has ended" in early.text
        session = history(laboratory())
        lines = ["note", "note 99 x", "note 2 Nobody asked the  tenants.", "note 1. Ring her."]
        tape = play([*[""] * 14, *lines], laboratory(), session=session)
        assert "At which question?" in tape.text
        assert list(session.reflections.values()) == ["Nobody asked the  tenants.", "Ring her."]
        assert "You wrote: Ring her." in play([*[""] * 20, "note 1"], laboratory(), session=session).text
        looked = play([*[""] * 14, "note 1", "note 3"], laboratory(), session=session).text
        assert "`note 1 -` takes it away." in " ".join(looked.split())
        assert "Nothing is written here yet." in looked
        assert list(session.reflections.values()) == ["Nobody asked the  tenants.", "Ring her."]
        assert "Nothing is written at question 1 now." in play([*[""] * 14, "note 1 -"], laboratory(), session=session).text
        assert list(session.reflections.values()) == ["Nobody asked the  tenants."]


SEALED = ("game.terminal", "game.briefing")


class Sealed(Session):
    """A game whose inside the terminal and its briefing may not touch while it is played."""

    @property
    def states(self) -> list[State]:
        """The states, for the engine."""
        self._guard()
        return self._states

    @states.setter
    def states(self, value: list[State]) -> None:
        self._states = value

    @property
    def ledgers(self) -> list[Ledger]:
        """The ledgers, for the engine."""
        self._guard()
        return self._ledgers

    @ledgers.setter
    def ledgers(self, value: list[Ledger]) -> None:
        self._ledgers = value

    def _guard(self) -> None:
        caller = sys._getframe(2).f_globals["__name__"]
        assert not caller.startswith(SEALED) or self._states[-1].turn > self._place.turns + self._place.epilogue, caller


@pytest.mark.slow
def test_the_terminal_shows_only_what_the_leader_sees() -> None:
    """While the game is played, no screen looks into the state or the ledger; afterwards everything is open."""
    session = Sealed(laboratory(), 1)
    lines = typed(history(laboratory()))
    asked = [one for line in lines for one in ([*ASIDES, line] if line == "end" else [line])]
    play(asked[2:] + [""] * 20, laboratory(), session=session)
    assert session.is_over
    with pytest.raises(AssertionError):
        play(["why energy"], laboratory(), session=_broken(Sealed(laboratory(), 1)))


def _broken(session: Session) -> Session:
    """A session through which a terminal screen does look into the state, so that the guard is seen to guard."""

    def peeking(*_: object) -> None:
        from game.terminal import why

        exec("session.states", {"__name__": why.__name__, "session": session})  # noqa: S102 - as that module would

    session.why = peeking  # type: ignore[method-assign, assignment]
    return session


LINES = """1, 2, 3, , end, yes, no, undo, undo 1, rest, listen, time police, time care, broker police care, promise visit police,
promise protocol care, own up police, money pot, money police, confront care, front police, upwards, back 1, back 2, next, save x,
1 2 3, why 2, why 3, -1, 2., (3)"""
WORDS = st.sampled_from([*ASIDES[:-1], *(line.strip() for line in LINES.split(","))])


@settings(max_examples=25)
@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=120), st.integers(0, 50))
def test_whatever_is_typed(lines: list[str], seed: int) -> None:
    """No line, however odd, ends the game with an error, and every line printed fits."""
    tape = play(["", "", *lines], laboratory(), seed)
    assert tape.text.endswith("Goodbye.\n\n")
    typed_ones = {prompt + line for prompt in tape.prompts for line in ("", *lines)}
    assert all(len(line) <= WIDEST for line in tape.text.split("\n") if line not in typed_ones and "> " not in line)
