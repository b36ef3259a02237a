"""What came of a quarter: what partners said, what they did, and what changed with its biggest causes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.core.ledger import Happening
from game.core.observe import Rough, View, Why
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.session import Session
from game.terminal.page import Page
from game.terminal.sight import by_word, partners, seen
from game.words import cause, level, promise, quarter, variable
from game.words.grammar import capital, full_stop, listed, short

Asked = tuple[str, tuple[int, ...]]

FIRST_SEEN = ("delivered", "sharing", "gap")
"""What a first quarter shows for the first time, so that nothing can have moved it."""

MOST_CHANGES = 5
MOST_ALIKE = 2  # changes of one variable
MOST_COUNTS = 1  # changes of things that are counted, which move every quarter
MOST_CAUSES = 3


@dataclass(frozen=True, slots=True)
class Result:
    """The page of a result, and what its numbered lines ask about."""

    page: Page
    asked: list[Asked]


def result(session: Session, turn: int) -> Result:
    """What came of a turn that has been played."""
    place = session.place
    page = Page(f"What came of {quarter.name(place, turn)}")
    told = session.told(turn + 1)
    if told:
        _at_once(page, session, turn, told)
    before, after = session.view(turn), session.view(turn + 1)
    _said(page, before, after)
    _did(page, session, told, before, after)
    asked = largest(session, turn)
    if asked:
        page.heading("What changed most, as far as you can see")
        for number, (name, index) in enumerate(asked):
            found = session.why(name, index, turn + 1)
            if found is not None:
                page.item(change(place, found), label=f"{number + 1}.")
                for pull in pulls(session, found):
                    page.under(pull)
    return Result(page, asked)


def _at_once(page: Page, session: Session, turn: int, told: list[Happening]) -> None:
    """What was said to each decision, in the order in which they were made; under their titles where there are several."""
    texts = {happening.name.partition(".")[0]: happening.text for happening in told if happening.kind == "said"}
    if not texts:
        return
    page.heading("At once")
    choices, _ = session.decided[turn - 1]
    place = session.place
    for dilemma in sorted(texts, key=list(choices).index):
        title = f"{full_stop(place.dilemmas[place.dilemma(dilemma)].title)} " if len(texts) > 1 else ""
        page.item(f"{title}{texts[dilemma]}")


def _moves(page: Page, variable: str, more: str, less: str, views: tuple[View, View]) -> bool:
    """Who moved up and who down, those that moved alike in one line, the most first; whether anybody did."""
    before, after = views
    groups: dict[tuple[Rough, str], list[str]] = {}
    for number in partners(after):
        was, now = seen(before, variable, number), seen(after, variable, number)
        size = level.rough(variable, was, now)
        if size is not None:
            groups.setdefault((size, more if now > was else less), []).append(short(after.place, number))
    for direction in (more, less):
        for size, word in reversed(level.ROUGH.items()):
            names = groups.get((size, direction))
            if names:
                page.item(f"{listed(names)}.", label=f"{capital(word)} {direction}:")
    return bool(groups)


def _said(page: Page, before: View, after: View) -> None:
    page.heading("What partners said")
    if not _moves(page, "stated", "more committed", "less committed", (before, after)):
        page.line("What they said before.")


def _did(page: Page, session: Session, told: list[Happening], before: View, after: View) -> None:
    """What partners did against the quarter before (in the first, how much), and what happened besides."""
    page.heading("What they did")
    if before.turn == 1:
        for word, numbers in by_word(after, "delivered", partners(after)):
            page.item(f"{listed([short(after.place, number) for number in numbers])}.", label=f"{capital(word)}:")
    elif not _moves(page, "delivered", "more than before", "less than before", (before, after)):
        page.line("About what they did before.")
    for sentence in happened(session, told, after):
        page.item(sentence)


def happened(session: Session, told: list[Happening], view: View) -> Iterator[str]:
    """What happened besides, a sentence each: promises settled, protocols signed, leaders gone, papers lost, the end."""
    place = session.place
    for happening in told:
        match happening.kind:
            case "promise":
                number = promise.number_of(place, happening.name)
                if number is not None:
                    word = happening.text if happening.text != "made" else ""
                    due = seen(view, "promise_due", number)
                    made = full_stop(capital(promise.sentence(place, number, due)))
                    yield promise.settled(place, number, word, due) if word else made
            case "protocol":
                one, other = (short(place, number) for number in happening.agencies)
                yield f"{one} and {other} have signed a protocol: what they share is covered now."
            case "departure":
                (gone,) = happening.agencies
                leader = place.agencies[gone].leader or "the leader"
                yield f"{capital(leader)} has left ({place.agencies[gone].short}). What was personal has gone too."
            case "incident":
                one, other = (short(place, number) for number in happening.agencies)
                yield f"Information went astray between {one} and {other}."
            case "ended":
                yield ended(place, happening, view.turn - 1)
            case _:
                pass


def ended(place: Place, happening: Happening, turn: int) -> str:
    """How the programme came to its end, in a sentence."""
    if turn >= place.turns:
        patience = " Your own masters had no more patience with it." if happening.name == "cover" else ""
        return f"The programme has run its course.{patience}"
    if happening.name == "cover":
        return "Your own masters have lost patience. The programme is stopped."
    return full_stop(f"The programme is stopped: {happening.text}" if happening.text else "The programme is stopped")


def largest(session: Session, turn: int) -> list[Asked]:
    """What moved most in a turn among the things a leader sees, the largest first; what is counted comes last."""
    place, before, after = session.place, session.view(turn), session.view(turn + 1)
    asked: list[Asked] = [(name, ()) for name in ("energy", "credibility", "families")]
    asked += [("cover", (place.lead,)), ("pot", ())]
    asked += [("reported", (number,)) for number in range(len(place.outcomes))]
    for number in partners(after):
        asked += [("stated", (number,)), ("trust", (number, place.lead))]
        if turn > 1:
            asked += [("delivered", (number,)), ("sharing", (number,))]
    sizes = {}
    for name, index in asked:
        shown = "estimate" if name == "trust" else name
        was, now = seen(before, shown, *index), seen(after, shown, *index)
        if level.rough(name, was, now) is not None:
            sizes[name, index] = abs(now - was) / level.span(name, was, now)
    chosen: list[Asked] = []
    for one in sorted(sizes, key=lambda one: (_is_count(one), -sizes[one])):
        alike = sum(other[0] == one[0] for other in chosen)
        if alike < MOST_ALIKE and len(chosen) < MOST_CHANGES - (0 if _is_count(one) else MOST_COUNTS):
            chosen.append(one)
    return chosen


def _is_count(asked: Asked) -> bool:
    return VARIABLES[asked[0]].unit != "level"


def change(place: Place, found: Why) -> str:
    """What changed and how far: `Your energy: a little down, to fresh (61 of 100)`, with a full stop."""
    moved = level.change(found.variable, found.before, found.after)
    said = "as it was," if moved == "about the same" else f"{moved}, to"
    named = variable.name(place, found.variable, found.index)
    return f"{capital(named)}: {said} {variable.value(found.variable, found.after)}."


def pulls(session: Session, found: Why) -> list[str]:
    """The biggest known causes of a change, a line each: those that moved it the way it went first."""
    dues = due_turns(session)
    said: dict[str, int] = {}
    for known in found.causes:
        words = cause.brief(session.place, known.cause, known.index, known.source, dues)
        said.setdefault(words, known.sign)
    went = 1 if found.after > found.before else -1
    chosen = sorted(list(said.items())[:MOST_CAUSES], key=lambda one: one[1] != went)
    lines = [f"{'Up' if sign > 0 else 'Down'} by: {full_stop(words)}" for words, sign in chosen]
    if found.has_hidden:
        lines.append("And by something that you cannot see." if lines else "What moved it lies where you cannot see.")
    return lines or ["Nothing you know of moved it."]


def due_turns(session: Session) -> dict[str, float]:
    """When each promise falls or fell due, by its id."""
    view = session.view()
    return {terms.id: seen(view, "promise_due", number) for number, terms in enumerate(session.place.promises)}
