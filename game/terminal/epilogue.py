"""The epilogue: how it ended, and what is left two years after the programme stopped."""

from __future__ import annotations

import numpy as np

from game.core.outcome import lasting
from game.core.state import State
from game.play.session import Session
from game.terminal.page import Page
from game.terminal.result import happened
from game.words import level, quarter
from game.words.grammar import capital, count, listed, of_people, short
from game.words.level import of_hundred


def ending(session: Session) -> Page:
    """How the programme ended, in its author's words."""
    found = session.ending()
    last = session.last_turn_played
    page = Page(found.title if found is not None else "The end")
    if found is not None:
        page.text(found.text)
    if last < session.place.turns:
        page.text(f"The programme was stopped after quarter {last} of {session.place.turns}.")
    return page


def page(session: Session) -> Page:
    """What happened in the quarters after the end, and what was left."""
    last = session.last_turn_played
    without = len(session.states) - 1 - last
    page = Page("Afterwards")
    if without == 0:
        return page.line("This place has no epilogue: what you have just read is the end.")
    page.line(
        "The programme is over: no more money for it, no mandate, and you have another job. "
        f"{capital(count(without, 'quarter'))} {'goes' if without == 1 else 'go'} by."
    )
    _meanwhile(page, session, range(last + 1, last + without + 1))
    _traces(page, session)
    _left(page, session.states[last], session.state, session)
    return page


def _traces(page: Page, session: Session) -> None:
    """What is still there at the end, and what is not, in the author's words."""
    place = session.place
    if not place.traces:
        return
    left = lasting(place, session.state)[:, 0]
    page.heading(f"Looked for at the end, in {quarter.name(place, session.turn - 1)}")
    for trace, is_left in zip(place.traces, left, strict=True):
        page.item(trace.text if is_left else trace.otherwise, label=f"{capital(trace.name)}: {'there' if is_left else 'not there'}.")


def _meanwhile(page: Page, session: Session, turns: range) -> None:
    """What happened in those quarters: who left, what was signed, what became of promises."""
    place = session.place
    gone: list[int] = []
    signed = astray = 0
    settled: list[str] = []
    for turn in turns:
        told = session.told(turn + 1)
        gone += [number for happening in told if happening.kind == "departure" for number in happening.agencies]
        signed += sum(happening.kind == "protocol" for happening in told)
        astray += sum(happening.kind == "incident" for happening in told)
        promises = [happening for happening in told if happening.kind == "promise"]
        settled += [
            f"{quarter.name(place, turn)}: {sentence}" for sentence in happened(session, promises, session.view(turn + 1))
        ]
    page.gap()
    if gone:
        leaders = [
            f"{place.agencies[number].leader or short(place, number)}{_times(gone.count(number))}"
            for number in dict.fromkeys(gone)
        ]
        page.item(f"{listed(leaders)}.", label="Other people sit in these chairs now:")
    if signed:
        page.item(f"{count(signed, 'protocol')} that had been begun.", label="Signed in the meantime:")
    if astray:
        page.item(f"{count(astray, 'time')}.", label="Information went astray:")
    for sentence in settled:
        page.item(sentence)


def _times(number: int) -> str:
    return "" if number == 1 else " (twice over)" if number == 2 else f" ({count(number, 'time')} over)"


def _left(page: Page, before: State, after: State, session: Session) -> None:
    """What could not be seen while playing is open now."""
    ties = session.place.ties
    page.heading("What was left")
    for text, one, other in (
        ("Sharing where it matters", _over_ties(before, "practice", ties), _over_ties(after, "practice", ties)),
        ("Trust where it matters", _over_ties(before, "trust", ties), _over_ties(after, "trust", ties)),
        ("How well the agencies worked together", _mean(before, "effectiveness"), _mean(after, "effectiveness")),
        ("How far leaders saw beyond their own door", _mean(before, "outlook"), _mean(after, "outlook")),
        (of_people(session.place, "Trust of the families"), _mean(before, "user_trust"), _mean(after, "user_trust")),
    ):
        page.item(f"{of_hundred(one)} when the programme stopped, {of_hundred(other)} at the end.", label=f"{text}:")
    families = round(float(after["families"][0]))
    page.item(f"{count(families, *session.place.people)}.", label="Still being worked with, by whoever goes on:")
    page.text(_verdict(_mean(before, "effectiveness"), _mean(after, "effectiveness")))


def _verdict(before: float, after: float) -> str:
    """What became of working together, in a sentence that does not judge."""
    moved = level.change("effectiveness", before, after)
    if moved == "about the same":
        return "Working together went on about as it was, with nobody to lead it."
    return f"How well they work together is {moved}, with nobody to lead it."


def _mean(state: State, name: str) -> float:
    return float(np.mean(state[name][..., 0]))


def _over_ties(state: State, name: str, ties: tuple[tuple[int, int], ...]) -> float:
    return float(np.mean([state[name][i, j, 0] for i, j in ties])) if ties else 0.0
