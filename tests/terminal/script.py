"""Plays the terminal game with lines that were written beforehand, through the same loop that a person meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.core.decision import place_order
from game.core.place import Place
from game.play.policy import policy_named
from game.play.session import Session
from game.play.shelf import Opened
from game.terminal.app import Game
from game.terminal.console import WIDEST, Console
from game.terminal.teach import Teacher

LOOKS = {"n_futures": 12, "n_tried": 1, "n_token_futures": 4}
"""How hard the debriefs of transcripts look: under two hundred futures they tell the same, and take longer."""

GLANCE = {"n_futures": 2, "n_tried": 0, "n_token_futures": 1}
"""Enough where a test is not about what the debrief found."""

DRAWN = frozenset("_|*#~│─═┌┐└┘█▓░•\x1b\t")
"""Signs that a screen reader stumbles over, or that belong to programs."""


class Tape:
    """A console whose lines are read from a list, and what it printed."""

    def __init__(self, lines: Iterable[str], width: int = WIDEST) -> None:
        self._lines = iter(lines)
        self.printed: list[str] = []
        self.prompts: list[str] = []
        self.console = Console(self._read, self._write, is_echoing=True, width=lambda: width)

    @property
    def text(self) -> str:
        """All that was printed, prompts and typed lines included, as it would stand in a pipe."""
        return "".join(self.printed)

    def _read(self, prompt: str) -> str:
        self.prompts.append(prompt)
        self.printed.append(prompt)
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        return line

    def _write(self, text: str) -> None:
        self.printed.append(f"{text}\n")


def play(
    lines: Iterable[str],
    place: Place,
    seed: int = 1,
    *,
    is_taught: bool = True,
    session: Session | None = None,
    looks: Mapping[str, int] = GLANCE,
) -> Tape:
    """The tape of a game that is played with these lines until they end, or the game does."""
    tape = Tape(lines)
    teacher = Teacher(["choose", "undo", "tokens", "end", "why"] if is_taught else [])
    opened = Opened(session or Session(place, seed), is_new=session is None)
    Game(tape.console, opened, teacher, looks).play()
    return tape


def typed(session: Session) -> list[str]:
    """What one would type to play a whole game as it was played, from the first page to the last question."""
    lines = ["", ""]
    for turn, (choices, tokens) in enumerate(session.decided):
        for number in asked(session, turn + 1):
            dilemma = session.place.dilemmas[number]
            lines.append(str([option.id for option in dilemma.options].index(choices[dilemma.id]) + 1))
        lines += map(token_line, tokens)
        lines.append("end")
        if len(tokens) < session.view(turn + 1).tokens_allowed[0]:
            lines.append("yes")
        lines.append("")
    return lines


def asked(session: Session, turn: int) -> list[int]:
    """The dilemmas of a turn that was played, in the order in which they were asked."""
    table = session.view(turn).agenda[:, 0]
    return [number for number in place_order(session.place) if table[number]]


def token_line(token: Mapping[str, str]) -> str:
    """A token as one would type it."""
    words = {"front_line": "front", "own_up": "own up", "strand": "effort"}
    return " ".join(
        [words.get(token["token"], token["token"]), *(token[key] for key in ("what", "with", "and", "to") if key in token)]
    )


def history(place: Place, seed: int = 1) -> Session:
    """The real leaders' line, or what stands for it."""
    return Session.played(place, seed, policy_named("history", place))
