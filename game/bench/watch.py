"""Watching a scenario: whenever it is saved, it is checked, the last decisions are played again, and what changed is told."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from game.core.decision import Decisions, Refusal, none_of
from game.core.decision_words import from_words, to_words
from game.core.outcome import MEASURES, endings
from game.core.place import Place
from game.core.state import State
from game.play.batch import Played, play_batch
from game.play.log import read_log
from game.play.policy import Memory, Policy, Replayed, policy_named
from game.play.record import SaveFault
from game.play.script import ScriptedTurn
from game.play.store import saved_games
from game.scenario.check import Checked, check_path
from game.scenario.compiler import compile_checked
from game.scenario.diagnostic import WIDEST
from game.translation import say, say_many
from game.words import quarter
from game.words.measure import value

POLL: Final = 0.05
"""Seconds between two looks at the file."""

PATIENCE: Final = 6
"""Looks at a file that is empty, or not there, before that is told."""


@dataclass(frozen=True)
class Line:
    """Decisions in words, turn by turn, and the seed they were taken under.

    Arguments:
        about: where they come from.
        seed: the luck.
        turns: the decisions.
        is_written: whether the file itself says them (`real`, `history`), so that they are read anew with it.
    """

    about: str
    seed: int
    turns: Mapping[int, ScriptedTurn]
    is_written: bool = False


@dataclass(frozen=True)
class Result:
    """What came of playing a line again.

    Arguments:
        measures: the headline measures.
        ending: the title of the ending; empty where the place has none.
        choices: what was decided in each turn, in words.
        tokens: likewise what attention went to.
        digests: the state after each turn.
        missing: what the line decides and the place no longer has.
    """

    measures: Mapping[str, float]
    ending: str
    choices: Mapping[int, Mapping[str, str]]
    tokens: Mapping[int, tuple[Mapping[str, str], ...]]
    digests: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """One look at a scenario: what check said, and what came of the line where it could be played."""

    checked: Checked
    result: Result | None
    place: Place | None
    seconds: float


@dataclass
class Watch:
    """Keeps what the last look found.

    Arguments:
        path: the scenario's file.
        line: the decisions that are played again; found by itself where it is left out.
    """

    path: Path
    line: Line | None = None
    last: Look | None = None
    _former: Result | None = field(default=None, repr=False)

    def look(self) -> Look:
        """Checks the file and plays the line again."""
        start = time.perf_counter()
        # A file makes tens of thousands of small objects: looking through them for garbage meanwhile costs a fifth of the time.
        gc.disable()
        try:
            checked, place, result = self._looked()
        finally:
            gc.enable()
        self._former = self.last.result if self.last is not None and self.last.result is not None else self._former
        self.last = Look(checked, result, place, time.perf_counter() - start)
        return self.last

    def _looked(self) -> tuple[Checked, Place | None, Result | None]:
        checked = check_path(self.path)
        if not checked.is_playable:
            return checked, None, None
        place = compile_checked(checked)
        if self.line is None:
            self.line = last_game(place) or line_of(place)
        elif self.line.is_written:
            self.line = line_of(place)
        return checked, place, replay(place, self.line)

    def told(self, width: int = WIDEST) -> Iterator[str]:
        """The last look in words: faults, or what came of the line and what is different from the time before."""
        look = self.last
        if look is None:
            return
        n_faults = sum(one.severity == "fault" for one in look.checked.diagnostics)
        for one in look.checked.diagnostics:
            yield one.format_text(width)
        if look.result is None or look.place is None or self.line is None:
            yield say_many(
                n_faults,
                "{n} fault: it cannot be played yet. ({milliseconds:.0f} ms)",
                "{n} faults: it cannot be played yet. ({milliseconds:.0f} ms)",
                n=n_faults,
                milliseconds=look.seconds * 1000,
            )
            return
        yield say(
            "No faults. {game} was played again. ({milliseconds:.0f} ms)", game=self.line.about, milliseconds=look.seconds * 1000
        )
        yield from differences(look.place, look.result, self._former)


def last_game(place: Place) -> Line | None:
    """The decisions of the saved game of this place, whole, that was played last; None where there is none that can be read.

    What a record says in another form than the game writes is passed over: whoever wrote it, the place can be watched.
    """
    try:
        games = [game for game in saved_games() if game.is_playable and game.scenario == place.id and not game.cut]
        reading = read_log(games[0].path) if games else None
    except SaveFault:
        return None
    if reading is None or not reading.records:
        return None
    turns: defaultdict[int, tuple[dict[str, str], list[dict[str, str]]]] = defaultdict(lambda: ({}, []))
    for record in reading.records:
        match record:
            case {"do": "choose", "turn": int(turn), "dilemma": str(dilemma), "option": str(option)}:
                turns[turn][0][dilemma] = option
            case {"do": "attend", "turn": int(turn), "token": dict(token)}:
                turns[turn][1].append({str(key): str(one) for key, one in token.items()})
            case {"do": "take_back", "turn": int(turn), "slot": int(slot)} if 0 <= slot < len(turns[turn][1]):
                turns[turn][1].pop(slot)
            case {"do": "back", "turn": int(turn)}:
                for later in [number for number in turns if number >= turn]:
                    del turns[later]
            case _:
                pass
    written = {turn: ScriptedTurn(choices, tuple(tokens)) for turn, (choices, tokens) in turns.items()}
    return Line(say("Your last game ({file})", file=games[0].path.name), int(reading.header.seed), written)


def line_of(place: Place, seed: int = 1) -> Line:
    """The real case's line where the place marks one, and else a game by chance."""
    has_history = any(dilemma.real >= 0 for dilemma in place.dilemmas)
    played = _played(place, policy_named("history" if has_history else "random", place), seed)
    turns = {}
    for turn, decisions in enumerate(played.taken[: place.turns], 1):
        choices, tokens = to_words(place, decisions)
        turns[turn] = ScriptedTurn(choices, tuple(tokens))
    about = say("The real case's line") if has_history else say("A game by chance (seed {seed})", seed=seed)
    return Line(about, seed, turns, is_written=has_history)


def replay(place: Place, line: Line) -> Result:
    """Plays a line; where what it decides is not on the table, or closed, the first option that is open is taken."""
    taken: list[Decisions] = []
    missing: list[str] = []
    for turn in range(1, place.turns + 1):
        written = line.turns.get(turn, ScriptedTurn())
        decisions = none_of(place, 1)
        for dilemma, option in written.choices.items():
            found = from_words(place, {dilemma: option}, ())
            if isinstance(found, Refusal):
                missing.append(f"{quarter.name(place, turn)}: {found}")
            else:
                decisions = Decisions(found.choice.clip(decisions.choice), decisions.attention)
        found = from_words(place, {}, written.tokens or ())
        if isinstance(found, Refusal):
            missing.append(f"{quarter.name(place, turn)}: {found}")
        else:
            decisions = Decisions(decisions.choice, found.attention)
        taken.append(decisions)
    digests: list[str] = []
    played = _played(place, Replayed(place, taken), line.seed, lambda state: digests.append(state.digest()))
    told = [to_words(place, one) for one in played.taken[: place.turns]]
    number = int(endings(place, played.at_end, played.final)[0])
    return Result(
        {name: float(measure[0]) for name, measure in played.measures.items()},
        place.endings[number].title if number >= 0 else "",
        {turn: choices for turn, (choices, _) in enumerate(told, 1)},
        {turn: tuple(tokens) for turn, (_, tokens) in enumerate(told, 1)},
        tuple(digests),
        tuple(missing),
    )


def _played(place: Place, policy: Policy, seed: int, see: Callable[[State], None] | None = None) -> Played:
    before = None if see is None else lambda state, _: see(state)
    memory = Memory(place.parameters)
    return play_batch(place, policy, seed, 1, memory, is_overlaid=False, keeps_decisions=True, before=before)


def differences(place: Place, now: Result, former: Result | None) -> Iterator[str]:
    """What came of a line, beside what came of it the time before, in words."""
    yield from (f"  {say('no longer there: {what}', what=one)}" for one in now.missing)
    if former is None:
        yield from (f"  {name:<8} {value(name, now.measures[name])}" for name in MEASURES)
        if now.ending:
            yield f"  {say('It ends with: {ending}', ending=now.ending)}"
        return
    if now.digests == former.digests and now.measures == former.measures and now.ending == former.ending:
        yield f"  {say('Nothing came out differently.')}"
        return
    yield from _decided(place, now, former)
    for name in MEASURES:
        before, after = value(name, former.measures[name]), value(name, now.measures[name])
        if before != after:
            yield f"  {name:<8} {before} -> {after}"
        elif now.measures[name] != former.measures[name]:
            if now.measures[name] > former.measures[name]:
                yield f"  {name:<8} {say('{value}, a hair more than before', value=after)}"
            else:
                yield f"  {name:<8} {say('{value}, a hair less than before', value=after)}"
    if now.ending != former.ending:
        no = say("no ending")
        yield f"  {say('It ends with: {before} -> {after}', before=former.ending or no, after=now.ending or no)}"


def _decided(place: Place, now: Result, former: Result) -> Iterator[str]:
    """The first turn that differs, and every choice that does."""
    pairs = zip(now.digests, former.digests, strict=False)
    first = next((turn for turn, (one, other) in enumerate(pairs, 1) if one != other), None)
    if first is not None:
        yield f"  {say('It runs differently from the start of {quarter} on.', quarter=quarter.name(place, first))}"
    for turn in range(1, place.turns + 1):
        one, other = former.choices.get(turn, {}), now.choices.get(turn, {})
        for dilemma in dict.fromkeys((*one, *other)):
            if one.get(dilemma) != other.get(dilemma):
                was, is_ = (decided.get(dilemma) or say("not asked") for decided in (one, other))
                yield f"  {quarter.name(place, turn)}, {dilemma}: {was} -> {is_}"


def changes(path: Path, *, wait: Callable[[float], None] = time.sleep) -> Iterator[bool]:
    """Yields whenever the file was saved, also when an editor writes beside it and renames; and once when it has gone.

    Some editors empty a file and then fill it, and some take it away and put another there: what is empty, or not there, is
    believed only when it still is so some looks later.

    Returns:
        whether the file is there.
    """
    seen: tuple[int, int, int] | None = _stamp(path)
    patience = PATIENCE
    while True:
        wait(POLL)
        stamp = _stamp(path)
        if stamp == seen:
            patience = PATIENCE
        elif stamp is not None and stamp[1]:
            seen, patience = stamp, PATIENCE
            yield True
        elif not (patience := patience - 1):
            seen, patience = stamp, PATIENCE
            yield stamp is not None


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
