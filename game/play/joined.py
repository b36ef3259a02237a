"""A game that a workshop's server keeps, on a device that has joined it: the session every screen knows, its truth elsewhere.

It holds what the seat has been shown, turn by turn, and no more: a state here has only the variables in the seat's sight. What is
decided is sent, and counts when the server says that it is written; where the line is down the same can be tried again, and is
done once. After the whole debrief is open the server gives the table's own log, and it is played again here like any saved one.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Literal, Self
from urllib.parse import quote

import numpy as np

from game.core.decision import Refusal
from game.core.ledger import Entry, Happening
from game.core.observe import PUBLIC, View, Why
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.variables import VARIABLES
from game.play import wire
from game.play.ballot import Round
from game.play.joined_table import JoinedTable, round_of_part
from game.play.message import Message, StepPart
from game.play.pending import Found, Pending, ReplayDiffers
from game.play.reflection import Reflections
from game.play.remote import AGAIN, Answer, LineDown, News, NotSeated, ServerLine
from game.play.session import Session
from game.play.wire import Asked, Garbled
from game.scenario.diagnostic import printable
from game.translation import say


class Joined(Session):
    """One table's game, as one seat of it is shown it.

    Arguments:
        place: where it is played.
        line: to the server.
        first: the first message.
    """

    def __init__(self, place: Place, line: ServerLine, first: Message) -> None:  # begun elsewhere, so not by Session's own
        self._set_up(place, 0, log=None, path=None, parameters=None)
        self.kept_by = say("the workshop")
        self._line, self._aside = line, line.beside()
        self._now = first
        self._seat = first.seat
        self._shown: list[View] = []
        self._heard: list[list[Happening]] = []
        self._whys: list[dict[Asked, Why | None]] = []
        self._rounds: list[Round | None] = []
        self._news: deque[tuple[Message, bool]] = deque(maxlen=1)
        self._is_over, self._one = threading.Event(), threading.Lock()
        self._is_to_ask = False  # a thread of its own is about to ask what became of a deed
        self._wakes: Callable[[], None] | None = None
        self.is_down = False
        """Whether the server did not answer the last time."""
        self.lost = ""
        """Why this device has no seat any more, in words; nothing while it has one."""
        self.ended = 0
        """The last quarter that was ended on this device."""
        self.awaited = 0
        """The last quarter that was ended on this device, and held back by the facilitator."""
        self._take(first)

    # What there is to see.

    @property
    def seat(self) -> int:
        """Whose view this is."""
        return self._seat

    def view(self, turn: int | None = None, seat: int | None = None) -> View:
        """What the seat saw at the start of a turn. Raises `KeyError` for another seat than its own."""
        if seat not in (None, self._seat):
            raise KeyError(seat)
        return self._shown[-1 if turn is None else turn - 1]

    def once(self, name: Hashable, make: Callable[[], Found], seat: int | None = None) -> Found:  # noqa: ARG002 - as Session's
        """What `make` finds, each time anew: one person looks at it, and what was shown changes under it."""
        return make()

    def told(self, turn: int | None = None, seat: int | None = None) -> list[Happening]:
        """What the seat heard on the way to the start of a turn. Raises `KeyError` for another seat than its own."""
        if seat not in (None, self._seat):
            raise KeyError(seat)
        return self._heard[-1 if turn is None else turn - 1]

    def why(self, variable: str, index: tuple[int, ...], turn: int | None = None, seat: int | None = None) -> Why | None:
        """Why something changed, as the server gives it; asked once. None where it may not be asked, or nobody answers now."""
        number = len(self._shown) if turn is None else turn
        known = self._whys[number - 1]
        asked = variable, tuple(int(one) for one in index)
        if seat not in (None, self._seat):
            raise KeyError(seat)
        if asked not in known:
            of = ".".join(str(one) for one in asked[1])
            try:
                answer = self._line.ask(f"{self._base}/asked/{quote(variable)}/{number}?of={of}")
                known[asked] = wire.read_why(answer.data, self._place) if answer.status == 200 else None
            except LineDown:
                return None
            except Garbled:
                known[asked] = None
        return known[asked]

    def exact(self, variable: str, index: tuple[int, ...], turn: int | None = None) -> list[Entry]:  # noqa: ARG002 - as Session's
        """Nothing: the books are opened with the log."""
        return []

    # What can be done.

    def choose(self, dilemma: str, option: str) -> Refusal | None:
        """Takes an option, where the server agrees."""
        was = self.pending.choices.get(dilemma, "")
        return self._do("do/choose", dilemma=dilemma, option=option, was=was)

    def attend(self, token: Mapping[str, str]) -> Refusal | None:
        """Places one token of attention, where the server agrees."""
        written = {"token": token.get("token", ""), "with": token.get("with", token.get("to", "")), "and": token.get("and", "")}
        if token.get("what"):
            written["with"] = f"{written['with']} {token['what']}"
        return self._do("do/attend", n=str(len(self.pending.tokens)), **written)

    def take_back(self, slot: int) -> Refusal | None:
        """Takes back one token that was placed this quarter, counted from 0."""
        return self._do("do/take-back", n=str(len(self.pending.tokens)), slot=str(slot))

    def end_turn(self) -> Refusal | None:
        """Ends the quarter for the whole table; at a round table, says that this seat has decided."""
        turn = self.turn
        if self.round_table is not None:
            refused = self.round_table.close()
            self.ended = self.last_turn_played if refused is None and self.turn != turn else self.ended
            return refused
        refused = self._do("do/end", decided=self._now.shown)
        if refused is None and self.turn == turn:
            self.awaited = turn
            return Refusal(
                "held", say("Your quarter has ended."), say("What came of it is shown here when your facilitator shows it.")
            )
        if refused is None:
            self.ended = self.last_turn_played
        return refused

    def back(self, turn: int) -> Refusal | None:  # noqa: ARG002 - as Session's
        """Refused: it is the facilitator who takes a quarter back."""
        return Refusal("not_here", say("In a workshop a quarter is taken back by the facilitator."), say("Nothing has changed."))

    def sit(self, seats: Mapping[str, str]) -> Refusal | None:  # noqa: ARG002 - as Session's
        """Refused: who sits where is the workshop's."""
        return Refusal("not_here", say("In a workshop the room says who sits where."), say("Nothing has changed."))

    def reflect(self, question: str, text: str, *, key: str = "", is_shared: bool = False) -> Refusal | None:
        """Keeps what was written at a question of the debrief that is open; at a round table for this seat, or for all to see."""
        if self.is_watching:
            return Refusal("watches", say("This device watches."), say("What is written at the questions is the seats' own."))
        for step in self._now.steps:
            for one in step.pieces:
                # The workshop may speak another language than this device.
                if one.kind == "question" and (one.text == question or (key and one.key == key)):
                    shared = {"shared": "yes"} if is_shared else {}
                    return self._do("reflect", question=one.key, text=text, was=one.was, **shared)
        closed = say("Your facilitator has not opened that question.")
        return Refusal("no_question", closed, say("Nothing was written down."))

    def move(self, act: Literal["over", "hand-back"]) -> Refusal | None:
        """At a round table, decides for the seat from this device from now on, or hands the seat back to a stand-in."""
        try:
            answer = self._line.ask(f"/chairs/{act}", {"form_token": self._now.form_token})
            if answer.status != 200:
                said = str(answer.fields().get("text", ""))[:500]
                return Refusal("not_done", said or say("The workshop does not take that."), say("Nothing has changed."))
            self._take(self._asked())
        except (LineDown, Garbled):
            return self._unsure()
        except NotSeated as fault:
            self.lost = str(fault)
        return None

    @property
    def may_share(self) -> bool:  # type: ignore[override] # only a seat's own can be shown to others
        """Whether it is one seat's, which may keep what it writes to itself or show it to the table."""
        return self.round_table is not None

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been decided here yet."""
        if self.is_watching:
            return False
        own = self.round_table.plan(self._place.agencies[self._seat].id) if self.round_table is not None else None
        return not self.decided and not self.pending.choices and not self.pending.tokens and (own is None or own.is_empty)

    @property
    def is_watching(self) -> bool:  # type: ignore[override] # only who has joined can watch
        """Whether this device watches a round table, and has no seat there."""
        return self._seat == PUBLIC

    @property
    def may_write(self) -> bool:  # type: ignore[override] # whoever watches writes nothing
        """Whether anything can be written at the questions of the debrief from here."""
        return not self.is_watching

    @property
    def _base(self) -> str:
        return "/table" if self._now.table is None else "/seat"

    @property
    def steps(self) -> list[StepPart]:
        """What the facilitator has opened of the debrief so far."""
        return list(self._now.steps)

    def _do(self, deed: str, **fields: str) -> Refusal | None:
        """Sends a deed with what it was decided on, and takes in what came of it."""
        now = self._now
        form = {"form_token": now.form_token, "at": str(now.at), "turn": str(self.turn), **fields}
        try:
            answer = self._line.ask(f"{self._base}/{deed}", form)
            said = answer.fields()
        except (LineDown, Garbled):
            return self._unsure()
        try:
            self._take(self._asked())
        except (LineDown, Garbled, NotSeated):
            return self._unsure()
        self.is_down = False
        if answer.status == 200:
            return None
        words = [str(said.get(part, ""))[:500] for part in ("found", "expected", "help")]
        return Refusal(
            str(said.get("code", "refused"))[:40], words[0] or say("The workshop does not take that."), words[1], words[2]
        )

    # Keeping up with the server.

    @property
    def now(self) -> Message:
        """The last message that was taken in."""
        return self._now

    def follow(self, wakes: Callable[[], None]) -> None:
        """From now on fetches what changes, in a thread, and calls `wakes` when there is something to take in with `catch_up`."""
        self._wakes = wakes
        threading.Thread(target=self._line.listen, args=(f"{self._base}/live", self._is_over, self._fetch), daemon=True).start()

    def leave(self) -> None:
        """Stops following. The table stays as it is, for its other devices and for coming back."""
        self._is_over.set()
        self._line.close()
        self._aside.close()

    def asked_of(self, path: str) -> Answer:
        """What the workshop answers about this table or seat, on a line on which nothing else waits.

        Raises `LineDown` and `Garbled`.
        """
        return self._aside.ask(f"{self._base}/{path}")

    def catch_up(self) -> bool:
        """Takes in what was fetched, in the thread that shows it; whether there was anything."""
        try:
            seen, is_first = self._news.pop()
            # What was fetched before something was decided here is older than what is known.
            if is_first or _age(seen) >= _age(self._now):
                self._take(seen)
        except IndexError:
            return False
        except Garbled:
            self.is_down = True
        return True

    def opened(self) -> OpenedGame | None:
        """The game with its books open, once the facilitator has opened them; None before, or where it plays otherwise here."""
        found = self._now.opened
        if found is None:
            return None
        try:
            game = OpenedGame.resumed(self._place, found.seed, found.records)
        except (ReplayDiffers, ValueError, KeyError, TypeError):
            return None
        return game.kept_at(self)

    def _fetch(self, news: News) -> None:
        """What the line that tells of changes has told; until it is fetched, that line says nothing more."""
        was_down, self.is_down = self.is_down, news == "down"
        if news == "changed":
            self._fetch_until_there(was_down=was_down)
        elif not was_down:
            self._wake()

    def _fetch_until_there(self, *, was_down: bool) -> None:
        """Fetches what there is to see, again and again where nothing comes, and says so once."""
        with self._one:
            while not self._is_over.is_set():
                self._is_to_ask = False
                try:
                    self._news.append((self._asked(), was_down))
                except NotSeated as fault:
                    self.lost = str(fault)
                except (LineDown, Garbled):
                    self.is_down = True
                    if not was_down:
                        self._wake()
                    was_down = True
                    self._is_over.wait(AGAIN)
                    continue
                self.is_down = False
                self._wake()
                return

    def _wake(self) -> None:
        if self._wakes is not None:
            self._wakes()

    def _unsure(self) -> Refusal:
        """What is told of a deed that nobody answered; whether it was done is asked from now on until somebody answers."""
        self.is_down = True
        # Whoever is fetching just now may have its answer already, of before the deed: so another asks after it.
        if self._wakes is not None and not self._is_to_ask:
            self._is_to_ask = True
            threading.Thread(target=self._fetch_until_there, kwargs={"was_down": True}, daemon=True).start()
        return Refusal(
            "line_down",
            say("The workshop cannot be reached just now."),
            say("Whether this was decided shows as soon as it can be."),
            say("It is tried again all the time; then look, and do it again if it is not there."),
        )

    def _asked(self) -> Message:
        return ask(self._line, self._now.marks, self._base)

    def _take(self, seen: Message) -> None:
        """Takes in a message, whole or not at all. Raises `Garbled`."""
        sent = {part.turn: part for part in seen.turns}
        marks = self._now.marks if self._shown else []
        shown: list[View] = []
        heard: list[list[Happening]] = []
        whys: list[dict[Asked, Why | None]] = []
        states: list[State] = []
        rounds: list[Round | None] = []
        for turn, mark in enumerate(seen.marks, 1):
            part = sent.get(turn)
            if part is not None:
                shown.append(wire.view_of(self._place, seen.seat, part))
                states.append(_as_seen(self._place, shown[-1]))
                heard.append(wire.told_of(self._place, part))
                whys.append(dict(wire.whys_of(self._place, part)))
                rounds.append(round_of_part(self._place, part.revealed) if part.revealed is not None else None)
            elif turn <= len(marks) and marks[turn - 1] == mark:
                shown.append(self._shown[turn - 1])
                states.append(self.states[turn - 1])
                heard.append(self._heard[turn - 1])
                whys.append(self._whys[turn - 1])
                rounds.append(self._rounds[turn - 1])
            else:
                raise Garbled(say("leaves out a turn"))
        for choices, tokens in ((seen.choices, seen.tokens), *seen.decided):
            wire.must_be_of(self._place, choices, tokens)
        said = [{one.name.partition(".")[0] for one in told if one.kind == "said"} for told in heard[1:]]
        if len(said) != len(seen.decided) or any(not of <= set(made) for of, (made, _) in zip(said, seen.decided, strict=True)):
            raise Garbled(say("does not tell of this place"))
        self.round_table = self._as_told(seen, rounds)
        self._now, self._seat, self.states = seen, seen.seat, states
        self._shown, self._heard, self._whys, self._rounds = shown, heard, whys, rounds
        self.reflections = Reflections()
        for one in (one for step in seen.steps for one in step.pieces if one.written):
            self.reflections.keep(one.text, one.written, one.key)
        self.decided = [(dict(choices), [dict(token) for token in tokens]) for choices, tokens in seen.decided]
        self.pending = Pending(dict(seen.choices), [dict(token) for token in seen.tokens])

    def _as_told(self, seen: Message, rounds: list[Round | None]) -> JoinedTable | None:
        """The round table as the seat knows it; None where the table is a team's. Raises `Garbled`."""
        if seen.table is None:
            return None
        revealed = [one for one in rounds if one is not None]

        def send(deed: str, **fields: str) -> Refusal | None:
            return self._do(f"do/{deed}", **fields)

        return JoinedTable(self, self._place, seen.seat, seen.table, revealed, seen, send)


class OpenedGame(Session):
    """A game with its books open, of which the workshop keeps what is still written at the questions of its debrief."""

    joined: Joined

    def kept_at(self, joined: Joined) -> Self:
        """The same, with what this device's table or seat has written so far."""
        self.joined, self.kept_by = joined, joined.kept_by
        self.reflections = joined.reflections.again()
        return self

    @property
    def may_share(self) -> bool:  # type: ignore[override] # only a seat's own can be shown to others
        """Whether it is one seat's, which may keep what it writes to itself or show it to the table."""
        return self.joined.round_table is not None

    @property
    def may_write(self) -> bool:  # type: ignore[override] # whoever watches writes nothing
        """Whether anything can be written at the questions from here."""
        return self.joined.may_write

    def reflect(self, question: str, text: str, *, key: str = "", is_shared: bool = False) -> Refusal | None:
        """Keeps what was written at a question in the workshop, or says why not."""
        refused = self.joined.reflect(question, text, key=key, is_shared=is_shared)
        if refused is None:
            self.reflections.keep(question, text, key)
        return refused


def _age(seen: Message) -> tuple[int, int]:
    """How much had been written when a message was made: of the room, and of the table."""
    room = seen.version.partition(".")[0]
    return int(room) if room.isascii() and room.isdigit() else 0, seen.at


def ask(line: ServerLine, marks: list[str], base: str = "/table") -> Message:
    """The table as it stands, without the turns whose marks are known; `base` is `/seat` at a round table.

    Raises `LineDown`, `Garbled` and `NotSeated`.
    """
    answer = line.ask(f"{base}/seen?marks={'.'.join(marks)}")
    if answer.status != 200:
        raise NotSeated(printable(str(answer.fields().get("text", say("This device has no seat there."))), 500))
    return wire.read(answer.data)


def _as_seen(place: Place, view: View) -> State:
    """A state with what a view shows, and nothing else; of the books of each agency, the seat's own."""
    values: dict[str, Any] = {}
    for name, value in view.values.items():
        if VARIABLES[name].sight == "own":
            values[name] = np.full((*place.starting[name].shape, 1), np.nan)
            values[name][view.seat] = value
        else:
            values[name] = value
    return State(view.turn, seeds_of(0, 1), values).freeze()
