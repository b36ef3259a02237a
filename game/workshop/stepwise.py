"""The debrief step by step for a device that has joined: what the facilitator has opened so far, as pieces of plain words.

It says what the page of a browser says, and nothing of a step that is not open yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from game.core.observe import PUBLIC
from game.debrief.beliefs import TOGETHER, TOLD_TO_LEAD, own_first, titled
from game.debrief.really import Really
from game.debrief.results import of_real
from game.translation import later, say
from game.words.grammar import called
from game.workshop.aftermath import Opened, opened
from game.workshop.comparison import Comparison
from game.workshop.reflection import key_of, shared, written
from game.workshop.room import Room
from game.workshop.sitting import Sitting
from game.workshop.table import Table

Piece = dict[str, Any]

_AT_ONCE: Final = ("ending", "aftermath", "compare")
"""Steps for which nothing has to be found out first."""

_MADE_UP: Final = later("This place tells of no real leaders whose line could stand beside this one.")


def steps(room: Room, table: Table, at: Sitting | None, comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    """Every step that is open, as it travels: see `game.play.message.StepPart`.

    Arguments:
        room: what the facilitator has opened there.
        table: whose debrief it is.
        at: at a round table, whose device it is for.
        comparisons: all tables side by side; it is read where that step is open.
    """
    # The findings take seconds, which is longer than a device waits for an answer: it is told when they are there.
    ready = {key: title for key, title in room.opened_steps.items() if table.found is not None or key in _AT_ONCE}
    found = opened(table, room, ready)
    tellers: Mapping[str, Callable[[], Iterable[Piece]]] = {
        "ending": lambda: _ending(found),
        "aftermath": lambda: _aftermath(found),
        "results": lambda: _results(found),
        "moments": lambda: _moments(found),
        "between": lambda: _between(found),
        "really": lambda: _really(found),
        "seats": lambda: _seats(found, at),
        "questions": lambda: _questions(found, room, table, at),
        "compare": lambda: _compare(comparisons),
    }
    waits = _text(say("The books are being opened. This comes here by itself in a few seconds."))
    told = [(title, list(tellers[key]()) if key in ready else [waits], key in ready) for key, title in room.opened_steps.items()]
    if told and at is not None and at.seat != table.session.place.lead:
        told[0][1].insert(0, _note(say(TOLD_TO_LEAD)))
    return [{"title": title, "pieces": pieces, "is_ready": is_ready} for title, pieces, is_ready in told]


def _heading(text: str) -> Piece:
    return {"kind": "heading", "text": text}


def _text(text: str) -> Piece:
    return {"kind": "text", "text": text}


def _note(text: str) -> Piece:
    return {"kind": "note", "text": text}


def _points(texts: Iterable[str]) -> Iterator[Piece]:
    return ({"kind": "point", "text": text} for text in texts)


def _listed(title: str, ones: Sequence[Any]) -> Iterator[Piece]:
    """Findings under a heading; nothing where there are none."""
    if ones:
        yield _heading(title)
        yield from _points(one.text for one in ones)


def _ending(found: Opened) -> Iterator[Piece]:
    yield _heading(found.ending.title)
    for one in (*found.ending.paragraphs, found.ending.stopped):
        if one:
            yield _text(one)


def _aftermath(found: Opened) -> Iterator[Piece]:
    told = found.aftermath
    yield _text(told.opening)
    for one in told.left:
        before, after = round(100 * one.before), round(100 * one.after)
        yield from _points(
            (
                say(
                    "{what}: {before} of 100 when it stopped, {after} at the very end.",
                    what=one.label,
                    before=before,
                    after=after,
                ),
            )
        )
    if told.verdict:
        yield _text(told.verdict)


def _results(found: Opened) -> Iterator[Piece]:
    yield from (_text(text) for text in (found.debrief.results.text, *found.debrief.results.further))
    has_real = found.debrief.has_real
    yield from _points(f"{one.text} {of_real(real) if has_real else ''}".strip() for one, real in found.told["results"])


def _moments(found: Opened) -> Iterator[Piece]:
    moments = found.debrief.moments
    for one in moments.decisive:
        yield _heading(one.title)
        yield from (_text(text) for text in (one.text, one.came) if text)
    if not moments.decisive:
        yield _text(
            say("On no decision hung anything that can be felt: whatever you had chosen, things would have gone much alike.")
        )
    yield from _listed(say("The tokens of attention on which most hung"), found.told["tokens"])
    if moments.luck.spreads:
        yield _heading(say("How much was luck"))
        yield _text(moments.luck.text)
        yield from _points(one.text for one in moments.luck.spreads)
        yield _note(moments.luck.method)
    if found.debrief.firm:
        yield _heading(say("How far this hangs on what the model assumes"))
        yield from _points(found.debrief.firm)
    yield _heading(say("The largest changes, and what they really came from"))
    if found.debrief.looked_at:
        yield _text(found.debrief.looked_at)
    for one in found.debrief.changes:
        yield _text(one.text)
        yield from _points(pull.text for pull in one.pulls)
        if one.rest_text:
            yield from _points((one.rest_text,))
    yield from (_note(text) for text in (moments.text, *moments.further))
    yield _heading(say("Take another way"))
    yield {
        "kind": "ways",
        "text": say("Go back to any decision, take another of its options, and see both lines with the luck you had."),
    }


def _between(found: Opened) -> Iterator[Piece]:
    debrief, told = found.debrief, found.told
    yield _heading(say("Promises"))
    yield _text(debrief.promises.text)
    yield from _points(one.text for one in debrief.promises.promises)
    yield from _listed(say("Word and deed: where they lay furthest apart"), told["gaps"])
    yield _heading(say("Who paid, and who gained"))
    yield from (_text(text) for text in (debrief.pockets.text, *debrief.pockets.further))
    yield from _points(one.text for one in debrief.pockets.pockets)
    yield _heading(say("Trust"))
    yield from (_text(text) for text in (debrief.network.text, *debrief.network.further))
    yield from _listed(say("Your own ties that hang on one person"), told["ties"])
    yield _heading(say("Sharing, and its four gates"))
    yield _text(debrief.gates.text)
    yield from _points(told["gates"])
    yield _heading(say("Whose masters stood behind them"))
    yield _text(debrief.backings.text)
    yield _heading(say("What remained"))
    yield _text(debrief.remains.text)
    yield _heading(say("How you led"))
    yield from _points(debrief.style.texts)


def _really(found: Opened) -> Iterator[Piece]:
    debrief, told = found.debrief, found.told
    yield _heading(told["heading"])
    yield _text(told["introduced"])
    if told["ended"]:
        yield _text(told["ended"])
    for facts, own, other in told["measures"]:
        line = (
            say("{measure}: you {own}, the real line {other}.", measure=facts.name, own=own, other=other)
            if debrief.has_real
            else f"{facts.name}: {own}."
        )
        yield from _points((line,))
    yield from _line_of_others(debrief.really, told) if told["is_known"] else (_text(say(_MADE_UP)),)
    yield from (_note(text) for text in (told["illustrative"], debrief.really.caveat, debrief.really.spent) if text)


def _line_of_others(really: Really, told: Mapping[str, Any]) -> Iterator[Piece]:
    """What the real leaders did, dilemma by dilemma."""
    yield _text(really.text)
    for one in really.dilemmas:
        yield _heading(f"{told['whens'][one.turn, one.dilemma]}: {one.title}")
        yield from (_text(text) for text in (one.text, one.followed) if text)
        yield from (_note(text) for text in (one.thin, one.assumption) if text)


def _seats(found: Opened, at: Sitting | None) -> Iterator[Piece]:
    """Each seat's private view, the device's own first; those that nobody played last."""
    own, views = at.seat if at is not None else PUBLIC, found.debrief.seats
    if found.debrief.shared:
        yield _heading(say(TOGETHER))
        yield from _points(one.told for one in found.debrief.shared)
    for view in own_first(views, own):
        yield _heading(titled(view, own))
        yield from _points(one.told for one in view.aims)
        yield _text(" ".join(view.own))
        yield from _points(one.text for one in (*view.beliefs, *view.mistaken))
        yield from _points(view.promises)


def _questions(found: Opened, room: Room, table: Table, at: Sitting | None) -> Iterator[Piece]:
    seat = at.id if at is not None else ""
    may_write = at is None or at.seat != PUBLIC
    own, others = written(room, table, seat), shared(room, table)
    further = [(say("More questions: {phase}", phase=title), asked) for title, asked in found.further or ()]
    for title, questions in (*(found.questions or ()), *further):
        yield _heading(title)
        for one in questions:
            text, said = own.at(one.text, one.key), [each for each in others if each.is_at(one.text, one.key)]
            is_shared = any(each.seat == seat for each in said)
            question = {"kind": "question", "text": one.text, "key": one.key, "written": text, "was": key_of(text)}
            # Whoever watches writes nothing.
            yield question | {"is_shared": is_shared and bool(seat)} if may_write else {"kind": "point", "text": one.text}
            for each in said:
                if each.seat != seat:
                    name = called(room.place, room.place.agency(each.seat), PUBLIC)
                    yield from _points((f"{name}: {each.text}",))


def _compare(comparisons: Sequence[Comparison]) -> Iterator[Piece]:
    for one in comparisons:
        yield _heading(one.label)
        yield from _points(
            say("{table}: from {first} to {now}.", table=row.name, first=row.first, now=row.now) for row in one.rows
        )
