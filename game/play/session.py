"""A running game: one playthrough with its past, what is decided so far this quarter, and a log that is the truth.

One session serves solo play, a hot seat and a workshop's table alike. Every decision is written to the log and safe on disk
before it takes effect here; state is derived from the log and never the truth.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np

from game.core.decision import BY_FORM, Decisions, Refusal, attention_refusal, laid_over, none_of, place_order, refusal
from game.core.decision_words import form_refusal, from_words
from game.core.ledger import Entry, Happening, Ledger
from game.core.observe import View, Why, exact, observe, told, why
from game.core.outcome import ending, headline
from game.core.place import Ending, Place
from game.core.rng import seeds_of
from game.core.seats import SeatDecisions
from game.core.state import State
from game.core.step import Stepped, begin, inject, step
from game.play.counsel import Counsel, option_refusal, seats_refusal, wish_refusal
from game.play.expectation import key as expectation_key
from game.play.expectation import may_expect
from game.play.inject import thrown
from game.play.pending import Found, Pending, Plays, ReplayDiffers, Writes, ended, no_token, no_turn, traced
from game.play.playing import play_on
from game.play.policy import Policy
from game.play.reflection import Reflections, reflection_refusal
from game.play.replay import replay
from game.play.round_table import RoundTable, seats_vote
from game.play.views import Views
from game.translation import say


class Session:
    """One game. `states[t]` is the state at the start of turn t + 1; `ledgers[t]` is the ledger that led to it.

    `decided[t]`, `counsels[t]` and `by_seats[t]` are what was decided, what others recommended, and what the seats of a round
    table decided for their own agencies, in turn t + 1; `round_table` is that table. `seats` says who plays which agency round
    one screen, {agency id: name}; it is empty where one plays alone. `reflections` is what was written at the questions of the
    debrief, {question: text}. `injected` is what a facilitator threw in: turn, name and text.
    """

    def __init__(
        self,
        place: Place,
        seed: int,
        *,
        log: Writes | None = None,
        path: Path | None = None,
        parameters: Mapping[str, float] | None = None,
    ) -> None:
        self._set_up(place, seed, log=log, path=path, parameters=parameters)
        first = begin(place, seeds_of(seed, 1), parameters=self.parameters or None)
        self.states.append(first.state)
        self.ledgers.append(traced(first))
        self._play_on()

    def _set_up(
        self, place: Place, seed: int, *, log: Writes | None, path: Path | None, parameters: Mapping[str, float] | None
    ) -> None:
        """What a session is before its first state is known."""
        self._place = place
        self.seed, self.parameters = seed, dict(parameters or {})
        self.path, self.kept_by = path, ""  # who keeps it, in words, where that is another program
        self.states: list[State] = []
        self.ledgers: list[Ledger] = []
        self.pending = Pending()
        self.decided: list[tuple[dict[str, str], list[dict[str, str]]]] = []
        self.counsels: list[Counsel] = []
        self.by_seats: list[SeatDecisions | None] = []
        self.round_table: RoundTable | None = None
        self.seats: dict[str, str] = {}
        self.reflections = Reflections()
        self.injected: list[tuple[int, str, str]] = []
        self._log = log
        self._order = place_order(place)
        self._views = Views()

    # What there is to see.

    @property
    def state(self) -> State:
        """The state now. For the engine and the debrief; faces use `view`."""
        return self.states[-1]

    @property
    def place(self) -> Place:
        """The place, with its agencies named as they are now: an agency may have been succeeded by others."""
        return self._place.as_of(self.turn)

    plays: Plays = staticmethod(step)  # how a quarter is played: alone, or beside those that others end
    may_write = True  # whether something can be written at the questions of the debrief
    may_share = is_watching = False  # what is written is a seat's own, to show to its table; only what all may see is seen

    @property
    def seat(self) -> int:
        """Whose view it is unless another is asked for."""
        return self.place.lead

    @property
    def turn(self) -> int:
        """The turn about to be played; past the last when the game is over."""
        return self.state.turn

    @property
    def is_running(self) -> bool:
        """Whether the programme still runs, so that there is something to decide."""
        return bool(self.state["running"][0] > 0.0)

    @property
    def is_over(self) -> bool:
        """Whether the epilogue too has been played."""
        return self.turn > self.place.turns + self.place.epilogue

    @property
    def last_turn_played(self) -> int:
        """The last turn in which the programme ran."""
        return len(self.decided)

    def view(self, turn: int | None = None, seat: int | None = None) -> View:
        """What a seat sees at the start of a turn (now, and the leading seat, unless told otherwise)."""
        state, asks = self.state if turn is None else self.states[turn - 1], self._place.lead if seat is None else seat
        return self._views.view(state, asks, lambda: self._made(state, asks))

    def once(self, name: Hashable, make: Callable[[], Found], seat: int | None = None) -> Found:
        """What `make` finds of a seat's view now, whatever is decided so far: worked out once, and given again under its name."""
        state, asks = self.state, self._place.lead if seat is None else seat
        return self._views.once(state, asks, lambda: self._made(state, asks), name, make)

    def _made(self, state: State, seat: int) -> View:
        """A view, for the first time."""
        if state is self.states[-1]:  # of quarters that are over little is asked, and a workshop keeps every table's
            self._views.forget_found(state)
        return observe(self.place, state, seat, self.parameters or None)

    def told(self, turn: int | None = None, seat: int | None = None) -> list[Happening]:
        """What a seat heard on the way to the start of a turn (now, and the leading seat, unless told otherwise)."""
        return told(self.ledgers[-1 if turn is None else turn - 1], self.place.lead if seat is None else seat)

    def why(self, variable: str, index: tuple[int, ...], turn: int | None = None, seat: int | None = None) -> Why | None:
        """Why something changed on the way to the start of a turn, as far as a seat could know: the leading one where None."""
        number = len(self.ledgers) if turn is None else turn
        earlier, parameters = self.ledgers[number - 2] if number > 1 else None, laid_over(self.place, self.parameters)
        asks = self.place.lead if seat is None else seat
        return why(self.ledgers[number - 1], variable, index, asks, earlier=earlier, parameters=parameters)

    def exact(self, variable: str, index: tuple[int, ...], turn: int | None = None) -> list[Entry]:
        """Every cause of a change on the way to the start of a turn, exact: for the debrief, once the programme has ended."""
        return exact(self.ledgers[-1] if turn is None else self.ledgers[turn - 1], variable, index) if self.is_over else []

    def headline(self) -> dict[str, float]:
        """The headline measures of a game that is over."""
        measures = headline(self.place, self.states[self.last_turn_played], self.state)
        return {name: float(value[0]) for name, value in measures.items()}

    def ending(self) -> Ending | None:
        """How the programme ended, in its author's words; None where the place has none. Of traces it asks after the epilogue."""
        return ending(self.place, self.at_end, self.state)

    @property
    def at_end(self) -> State:
        """What endings look at: the last quarter that was played; there `running` says whether it ran its course, 1 or 0."""
        found = self.states[self.last_turn_played].writable()
        found["running"][...] = 1.0 if self.last_turn_played >= self.place.turns else 0.0
        return found

    def tokens_left(self) -> int:
        """How many tokens can still be placed this quarter."""
        return int(self.view().tokens_allowed[0]) - len(self.pending.tokens)

    def open_dilemmas(self) -> list[int]:
        """The numbers of the dilemmas on the table, in the order they claim it, decided or not."""
        table = self.view().agenda[:, 0].tolist()
        return [number for number in self._order if table[number]]

    def undecided(self) -> list[int]:
        """The numbers of the dilemmas that still need an answer."""
        return [number for number in self.open_dilemmas() if self.place.dilemmas[number].id not in self.pending.choices]

    # What can be done.

    def choose(self, dilemma: str, option: str) -> Refusal | None:
        """Takes an option (it can be changed until the quarter ends), or says why not."""
        refused = self.can_choose(dilemma, option) if self.round_table is None else seats_vote()
        if refused is None:
            self.write({"do": "choose", "turn": self.turn, "dilemma": dilemma, "option": option})
            self.pending.choices[dilemma] = option
        return refused

    def can_choose(self, dilemma: str, option: str) -> Refusal | None:
        """Why an option could not be taken now beside what is decided already, or None; nothing is taken."""
        return self._refused({**self.pending.choices, dilemma: option}, self.pending.tokens)

    def attend(self, token: Mapping[str, str]) -> Refusal | None:
        """Places one token of attention, or says why not."""
        refused = self.refused(token)
        if refused is None:
            self.write({"do": "attend", "turn": self.turn, "token": dict(token)})
            self.pending.tokens.append(dict(token))
        return refused

    def refused(self, token: Mapping[str, str]) -> Refusal | None:
        """Why one more token could not be placed now, or None; nothing is placed."""
        if self.tokens_left() > 0 and token.get("token") in BY_FORM:
            return form_refusal(self.place, token)
        found = self._so_far(self.pending.choices, [*self.pending.tokens, dict(token)])
        # The options were looked at when they were chosen, and a token changes nothing about them.
        return found if isinstance(found, Refusal) else attention_refusal(self.place, self.state, found, self.parameters or None)

    def take_back(self, slot: int) -> Refusal | None:
        """Takes back one token that was placed this quarter, counted from 0."""
        if not 0 <= slot < len(self.pending.tokens):
            return no_token(slot, len(self.pending.tokens))
        self.write({"do": "take_back", "turn": self.turn, "slot": slot})
        del self.pending.tokens[slot]
        return None

    def sit(self, seats: Mapping[str, str]) -> Refusal | None:
        """Says who plays which agency from now on, {agency id: name or nothing}, the lead among them."""
        refused = seats_refusal(self.place, seats)
        if refused is None:
            self.write({"do": "sit", "turn": self.turn, "seats": dict(seats)})
            self.seats = dict(seats)
        return refused

    def recommend(self, seat: str, dilemma: str, option: str | None) -> Refusal | None:
        """Notes what another seat than the lead's recommends on a dilemma, in place of what it did before; or says why not."""
        refused = option_refusal(self.place, self.open_dilemmas() if self.is_running else (), seat, dilemma, option)
        if refused is None:
            self.write({"do": "recommend", "turn": self.turn, "seat": seat, "dilemma": dilemma, "option": option})
            self.pending.counsel.recommend(seat, dilemma, option)
        return refused

    def wish(self, seat: str, token: Mapping[str, str] | None) -> Refusal | None:
        """Notes for what another seat than the lead's wishes a token, in place of what it did before; or says why not."""
        refused = wish_refusal(self.place, seat, token)
        if refused is None:
            self.write({"do": "wish", "turn": self.turn, "seat": seat, "token": None if token is None else dict(token)})
            self.pending.counsel.wish(seat, token)
        return refused

    def reflect(self, question: str, text: str, *, key: str = "", is_shared: bool = False) -> Refusal | None:  # noqa: ARG002 - see may_share
        """Keeps what was written at a question of the debrief or of this quarter, in place of what was before; or says why."""
        is_open = self.is_over or (may_expect(self) and key == expectation_key(self, self.turn))
        refused = reflection_refusal(self.reflections, question, text, key=key, is_over=is_open)
        if refused is None:
            self.write({"do": "reflect", "turn": self.turn, "question": question, "text": text, **({"key": key} if key else {})})
            self.reflections.keep(question, text, key)
        return refused

    def end_turn(self) -> Refusal | None:
        """Plays the quarter; when the programme has ended, plays the epilogue as well."""
        return self.round_table.close() if self.round_table is not None else self.end_with({"do": "end_turn"})

    def end_with(self, record: Mapping[str, Any], seats: SeatDecisions | None = None, digest: str = "") -> Refusal | None:
        """Plays the quarter with what `seats` decided besides; `record` is written, with the turn and the digest.

        Where a log is taken again, `digest` is what the state must come to. Raises `ReplayDiffers` where it does not.
        """
        stepped = self._stepped(seats)
        if isinstance(stepped, Refusal):
            return stepped
        found = stepped.state.digest()
        if digest and found != digest:
            raise ReplayDiffers(self.turn, found, digest)
        is_last = not bool(stepped.state["running"][0] > 0.0)
        self.write({**record, "turn": self.turn, "digest": found, **({"over": True} if is_last else {})})
        self._accept(stepped, seats)
        return None

    def back(self, turn: int) -> Refusal | None:
        """Goes back to the start of an earlier turn. What was played since stays in the log."""
        played = len(self.decided)
        if not 1 <= turn <= played:
            return no_turn(turn, played)
        self.write({"do": "back", "turn": turn})
        self._rewind(turn)
        return None

    def inject(self, name: str, text: str = "") -> Refusal | None:
        """Lets something happen now that a facilitator throws in: see `inject.thrown` for the arguments."""
        found = thrown(self.place, name, text, is_running=self.is_running)
        if isinstance(found, Refusal):
            return found
        self.write({"do": "inject", "turn": self.turn, "inject": name} | ({"text": text} if text else {}))
        after = inject(self.place, Stepped(self.state, self.ledgers[-1]), name, *found, parameters=self.parameters or None)
        self.injected.append((self.turn, name, text))
        self.states[-1], self.ledgers[-1] = after.state, traced(after)
        if self.round_table is not None:
            self.round_table.note()
        self._play_on()
        return None

    def stop_writing(self) -> None:
        """Goes on without a log, when the disk takes no more: what was written stays."""
        self._log = None

    def write_to(self, log: Writes) -> None:
        """Goes on with a log that holds everything so far."""
        self._log = log

    def decisions(self) -> Decisions:
        """What is decided so far, as the engine takes it."""
        return self._as_taken(self.pending.choices, self.pending.tokens, None)

    def _as_taken(self, choices: Mapping[str, str], tokens: list[dict[str, str]], seats: SeatDecisions | None) -> Decisions:
        found = from_words(self.place, choices, tokens)
        if isinstance(found, Refusal):
            raise TypeError(f"{found} Decisions are checked when they are made.")
        return found if seats is None else replace(found, seats=seats)

    # How a whole game comes about without a person, and how a saved one comes back.

    @classmethod
    def played(cls, place: Place, seed: int, policy: Policy, *, parameters: Mapping[str, float] | None = None) -> Session:
        """The game that a policy plays with the luck of a seed, to the end of its epilogue."""
        session = cls(place, seed, parameters=parameters)
        session.go_on(policy)
        return session

    def go_on(self, policy: Policy, injects: Iterable[tuple[int, str, str]] = ()) -> None:
        """Lets a policy decide what is left of the course, and plays it to its end; `injects` are thrown in on the way."""
        play_on(self, policy, injects)

    def branched(self, turn: int) -> Session:
        """This game at the start of an earlier turn, as a session of its own that writes no log; this one stays as it is.

        Raises `ValueError` for a turn that has not been decided.
        """
        if not 1 <= turn <= len(self.decided):
            raise ValueError(f"Quarter {turn} has not been decided: quarters 1 to {len(self.decided)} have.")
        branch = Session(self._place, self.seed, parameters=self.parameters)
        branch.states, branch.ledgers = self.states[:turn], self.ledgers[:turn]
        branch.counsels, branch.seats = copy.deepcopy(self.counsels[: turn - 1]), dict(self.seats)
        branch.by_seats = self.by_seats[: turn - 1]
        branch.injected = [one for one in self.injected if one[0] <= turn]
        branch.decided = [(dict(choices), [dict(token) for token in tokens]) for choices, tokens in self.decided[: turn - 1]]
        return branch

    def taken(self) -> list[Decisions]:
        """What was decided in each turn, as the engine takes it."""
        return [self._as_taken(*decided, seats) for decided, seats in zip(self.decided, self.by_seats, strict=True)]

    @classmethod
    def resumed(
        cls,
        place: Place,
        seed: int,
        records: Iterable[Mapping[str, Any]],
        *,
        log: Writes | None = None,
        path: Path | None = None,
        parameters: Mapping[str, float] | None = None,
    ) -> Self:
        """The game that a log tells.

        Raises `ReplayDiffers` where it plays differently, and `ValueError` for a record that makes no sense.
        """
        session = cls(place, seed, path=path, parameters=parameters)
        for record in records:
            session.replay(record)
        session._log = log
        return session

    def replay(self, record: Mapping[str, Any]) -> None:
        """Takes one record of a log again. Raises as `resumed` does."""
        if (refused := replay(self, record)) is not None:
            raise ValueError(str(refused))

    def _stepped(self, seats: SeatDecisions | None) -> Stepped | Refusal:
        if self.is_over or not self.is_running:
            return ended()
        decisions = self._as_taken(self.pending.choices, self.pending.tokens, seats)
        return self.plays(self.place, self.state, decisions, parameters=self.parameters or None)

    def _accept(self, stepped: Stepped, seats: SeatDecisions | None) -> None:
        self.decided.append((dict(self.pending.choices), [dict(token) for token in self.pending.tokens]))
        self.counsels.append(self.pending.counsel)
        self.by_seats.append(seats)
        self.pending = Pending()
        self._keep(stepped)
        self._play_on()

    def _play_on(self) -> None:
        """Plays what is left of the course, once the programme has ended."""
        while not self.is_running and not self.is_over:
            after = step(self.place, self.state, none_of(self.place, 1), parameters=self.parameters or None)
            if isinstance(after, Refusal):
                raise TypeError(f"{after} Nothing decided cannot be refused.")
            self._keep(after)

    def _keep(self, stepped: Stepped) -> None:
        # What was found of a quarter is not asked for again when it is over, and what was seen before it seldom.
        self._views.keep_only(self.state)
        self.ledgers[-1].pack()
        for ledger in self.ledgers[-2:-1]:  # of the turn before this one it is still asked why
            ledger.forget()
        stepped.state.share(self.state)
        self.states.append(stepped.state)
        self.ledgers.append(traced(stepped))

    def _rewind(self, turn: int) -> None:
        del self.states[turn:], self.ledgers[turn:]
        del self.decided[turn - 1 :], self.counsels[turn - 1 :], self.by_seats[turn - 1 :]
        self.injected = [one for one in self.injected if one[0] <= turn]
        self.pending = Pending()
        if self.round_table is not None:
            self.round_table.rewind(turn)

    def _refused(self, choices: Mapping[str, str], tokens: list[dict[str, str]]) -> Refusal | None:
        """Why these decisions, as far as they go, cannot be taken; that a dilemma is still open is no fault yet."""
        found, view = self._so_far(choices, tokens), self.view()
        known = view.agenda, view.offered
        return found if isinstance(found, Refusal) else refusal(self.place, self.state, found, self.parameters or None, known)

    def _so_far(self, choices: Mapping[str, str], tokens: list[dict[str, str]]) -> Decisions | Refusal:
        """Decisions as the engine takes them; for a dilemma that is still open, the cheapest option that can be taken."""
        if self.is_over or not self.is_running:
            return Refusal("over", say("The programme has ended."), say("There is nothing more to decide."))
        found = from_words(self.place, choices, tokens)
        if isinstance(found, Refusal):
            return found
        for number in self.open_dilemmas():
            if found.choice[number, 0] < 0:
                prices = np.array([option.money for option in self.place.dilemmas[number].options], dtype=np.float64)
                found.choice[number, 0] = np.where(self.view().offered[number][:, 0], prices, np.inf).argmin()
        return found

    def write(self, record: Mapping[str, Any]) -> None:
        """Writes a record to the log, where there is one: it is safe when this returns, and only then may it take effect."""
        if self._log is not None:
            self._log.append(record)
