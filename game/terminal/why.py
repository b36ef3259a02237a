"""`why`: what moved something, as far as its leader could know, walked back from cause to cause; after the end, exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from game.core.ledger import Cause, Entry
from game.core.observe import Known
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.session import Session
from game.terminal.page import Page
from game.terminal.result import FIRST_SEEN, Asked, change, due_turns
from game.terminal.sight import partners
from game.terminal.subject import USUAL, asked, is_owned, nearest_subject
from game.words import cause, level, quarter, variable
from game.words.grammar import capital, full_stop

_WITH_TURN: Final = re.compile(r"^(.*?)\s*\b(?:in|at|after)?\s*(?:quarter|turn|q)?\s*(\d+)$", re.IGNORECASE)


@dataclass
class Thread:
    """What was asked last, so that `why 2` can ask what lies behind the second line: where each numbered line leads."""

    lines: list[tuple[Asked, int] | str] = field(default_factory=list)

    def lead_to(self, asked: list[Asked], turn: int) -> None:
        """Takes the numbered lines of a result: each can be asked about."""
        self.lines = [(one, turn) for one in asked]


def answer(session: Session, thread: Thread, typed: str) -> Page:
    """The page that answers `why` and what was typed after it.

    Arguments:
        session: the game.
        thread: what was asked last; it is changed to what is asked now.
        typed: a name, two names, a number of the last list, with or without a quarter.
    """
    wanted = typed.strip().rstrip("?").strip()
    if not wanted:
        return Page().line("Why what? Name something: `why police`, `why trust police`, `why energy`, `why reported`.")
    if wanted.isdigit():
        return _walk(session, thread, int(wanted))
    last = len(session.ledgers) - 1 if session.is_over else len(session.decided)
    turn = len(session.decided)
    found = asked(session.place, wanted)
    dated = _WITH_TURN.match(wanted)
    if not found and dated and dated[1]:
        found, turn = asked(session.place, dated[1]), int(dated[2])
        if found and not 1 <= turn <= last:
            played = f"Quarters 1 to {last} have been" if last else "No quarter has been"
            return Page().line(f"{played} played; there is no cause to tell in quarter {turn}.")
    if not found and is_owned(wanted):
        first = session.place.agencies[partners(session.view())[0]].short
        return Page().line(f"Whose? Add a partner's name, such as `why {wanted} {first.lower()}`.")
    if not found:
        near = nearest_subject(session.place, wanted)
        hint = f"Did you mean `why {near}`?" if near else f"Name a partner, or one of: {', '.join(USUAL)}."
        return Page().line(f"There is nothing by the name “{wanted}” to ask about. {hint}")
    return _sections(session, thread, found, turn)


def _sections(session: Session, thread: Thread, found: list[Asked], turn: int) -> Page:
    page = Page()
    thread.lines = []
    for one in found:
        if session.is_over:
            _exactly(page, session, thread, one, turn)
        elif turn == 0:
            _standing(page, session, one)
        else:
            _section(page, session, thread, one, turn)
    if turn == 0:
        page.text("Nothing has been played yet: this is how things stood at the start.")
    elif thread.lines:
        page.text("A number goes further back along this list: `why 1`.")
    return page


def _walk(session: Session, thread: Thread, number: int) -> Page:
    if not 1 <= number <= len(thread.lines):
        if not thread.lines:
            return Page().line("There is no numbered list yet. Ask about something by its name, such as `why police`.")
        last = len(thread.lines)
        known = "had one line" if last == 1 else f"went from 1 to {last}"
        return Page().line(f"The last list {known}. `look` goes back to the screen before it.")
    line = thread.lines[number - 1]
    if isinstance(line, str):
        return Page().line(line)
    one, turn = line
    return _sections(session, thread, [one], turn)


def _section(page: Page, session: Session, thread: Thread, one: Asked, turn: int) -> None:
    place = session.place
    found = session.why(*one, turn + 1)
    if found is None:
        _unseen(page, place, one)
        return
    if turn == 1 and one[0] in FIRST_SEEN:
        page.gap().line(f"{capital(variable.name(place, *one))}: {variable.value(one[0], found.after)}, as first seen.")
        return
    page.gap().line(f"{change(place, found).removesuffix('.')}, in {quarter.name(place, turn)}.")
    lesson, dues = _Lesson(), due_turns(session)
    told: set[tuple[str, int]] = set()
    for known in found.causes:
        said = full_stop(capital(cause.brief(place, known.cause, known.index, known.source, dues)))
        if (said, known.sign) in told:
            continue
        told.add((said, known.sign))
        thread.lines.append(_behind(session, known))
        moved = f"{level.ROUGH[known.rough]} {'up' if known.sign > 0 else 'down'}"
        page.item(f"{capital(moved)}. {said}{lesson.of(known.cause)}", label=f"{len(thread.lines)}.")
    if found.has_hidden:
        page.line("Something else was at work that you cannot see from where you sit.")
    elif not found.causes:
        page.line("Nothing you know of moved it.")


class _Lesson:
    """What a rule says of the world, told once in a list and not with each of its causes."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def of(self, one: Cause) -> str:
        lesson = cause.lesson(one)
        if not lesson or lesson in self._told:
            return ""
        self._told.add(lesson)
        return f" {lesson}"


def _standing(page: Page, session: Session, one: Asked) -> None:
    """How something stands before anything has moved it."""
    found = session.why(*one, 1)
    if found is None:
        _unseen(page, session.place, one)
    elif one[0] not in FIRST_SEEN:
        page.line(f"{capital(variable.name(session.place, *one))}: {variable.value(one[0], found.after)}.")


def _unseen(page: Page, place: Place, one: Asked) -> None:
    page.text(
        f"{capital(variable.name(place, *one))}: you cannot see that from where you sit, only what comes of it. The debrief "
        "opens it."
    )


# What is so for one quarter, and is over with it.
_PASSING: Final = {
    "left": "A leader went to another post, or away. That was luck, or had reasons of its own.",
    **dict.fromkeys(
        ("time_spent", "backed", "confronted", "listening", "briefing", "resting"),
        "That is where your own attention went; the thread ends there.",
    ),
}
_ENDS: Final = {
    "option": "That was your own decision; the thread ends there.",
    "attention": "That is where your own attention went; the thread ends there.",
    "promise": "That was somebody's word; `promises` lists them all.",
    "event": "That came from outside; the thread ends there.",
    "later": "That followed from something earlier; `history` tells what you chose.",
    "chance": "That was luck.",
}


def _behind(session: Session, known: Known) -> tuple[Asked, int] | str:
    """Where a cause leads when it is asked about in turn."""
    if known.source is not None:
        return _PASSING.get(known.source[0]) or (known.source, known.turn)
    linked = cause.linked(session.place, known.cause, known.index)
    if known.cause.kind == "rule" and linked is not None:
        named = capital(variable.name(session.place, *linked))
        return f"{named}: what moved that, you cannot see from where you sit. The debrief opens it."
    return _ENDS.get(known.cause.kind, "That is how it goes by itself; the thread ends there.")


# After the end the books are open.

LEAST_TOLD: Final = 0.0005  # less would be printed as 0.0 of 100


def _exactly(page: Page, session: Session, thread: Thread, one: Asked, turn: int) -> None:
    name, index = one
    place, ledger = session.place, session.ledgers[turn]
    before, after = (float(state[name][(*index, 0)]) for state in (ledger.before, ledger.after))
    one_value, other = variable.value(name, before), variable.value(name, after)
    went = other if one_value == other else f"from {one_value} to {other}"
    page.gap().line(
        f"{capital(variable.name(place, name, index))}, as it really was: {level.change(name, before, after)}, {went}, in "
        f"{quarter.name(place, turn)}."
    )
    lesson, dues = _Lesson(), due_turns(session)
    for entry, size in summed(session.exact(name, index, turn + 1)):
        if VARIABLES[name].unit == "level" and abs(size) < LEAST_TOLD:
            continue
        thread.lines.append((entry.source, turn) if entry.source is not None else "That is where the thread ends.")
        said = full_stop(capital(cause.brief(place, entry.cause, entry.index, entry.source, dues)))
        page.item(f"{exactly(name, size)}. {said}{lesson.of(entry.cause)}", label=f"{len(thread.lines)}.")


def summed(entries: list[Entry], least: float = 1e-4) -> list[tuple[Entry, float]]:
    """Exact causes, those of one name added up, the largest first; nothing smaller than `least`."""
    sizes: dict[tuple[object, ...], tuple[Entry, float]] = {}
    for entry in entries:
        if entry.cause.kind != "rounding":
            key = (entry.cause, entry.source)
            sizes[key] = (entry, sizes[key][1] + entry.size if key in sizes else entry.size)
    return sorted((one for one in sizes.values() if abs(one[1]) >= least), key=lambda one: -abs(one[1]))


def exactly(name: str, size: float) -> str:
    """The exact size of a cause: `Up 4.2 of 100`, `Down £20,000`."""
    direction = "Up" if size > 0 else "Down"
    if VARIABLES[name].unit == "level":
        return f"{direction} {abs(size) * 100:.1f} of 100"
    return f"{direction} {variable.value(name, abs(size))}"
