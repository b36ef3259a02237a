"""How far the facilitator has let a room go: told by the room's log alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from game.debrief.step import STEPS
from game.play.record import Unreadable
from game.translation import say

Kind = Literal["teams", "round"]
"""What a new table is: a team that decides together, or a round table with a seat for each agency."""

_OF_TIME: Final = ("open", "prepare", "limit", "pause", "resume")
_OF_TABLES: Final = ("address", "door", "kind", "trial")
_OF_SHOWING: Final = ("hold", "show", "undo")


@dataclass(frozen=True, slots=True)
class Message:
    """Something the facilitator said: to one table, or to all where `table` is empty."""

    note: str
    table: str
    at: datetime


@dataclass
class Course:
    """How far the room has been let go: derived from its log alone.

    Arguments:
        round: the last quarter that tables may end; 0 while they may only prepare.
        is_own_pace: whether quarters were opened that lie further ahead than the next.
        until: when the round closes by itself; None without a limit.
        is_paused: whether everything stands still; `left` is then what was left of the limit.
        talk: the questions of a time-out, by their note; empty while there is none.
        talk_since: since when the limit stands still for it.
        revealed: how many steps of the debrief are open.
        is_over: whether the workshop has been ended.
        trials: tables that are left out of what is compared and exported.
        messages: what was said, in order.
        since: since when the round is open.
        kind: what a table that is begun now is.
        holds: whether tables wait for the facilitator to show what came of a quarter.
        shown: the last quarter whose results were shown.
        is_shut: whether the room's code begins no table any more; to a table that there is its own code leads.
        address: where the room's devices are sent, of the addresses of the laptop; empty for the likeliest.
        closed: quarters that tables did not end themselves, {table: {quarter: what was taken for them, {dilemma: option}}}.
    """

    round: int = 0
    is_own_pace: bool = False
    until: datetime | None = None
    is_paused: bool = False
    left: timedelta | None = None
    talk: str = ""
    talk_since: datetime | None = None
    revealed: int = 0
    is_over: bool = False
    trials: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    since: datetime | None = None
    kind: Kind = "teams"
    holds: bool = False
    shown: int = 0
    is_shut: bool = False
    address: str = ""
    closed: dict[str, dict[int, Mapping[str, str]]] = field(default_factory=dict)

    @classmethod
    def told(cls, records: Iterable[Mapping[str, Any]]) -> Course:
        """How far a room has come by its log. Raises `Unreadable` for a record that no room writes."""
        course = cls()
        try:
            for record in records:
                course.take(record)
        except (LookupError, TypeError, ValueError, OverflowError):
            raise Unreadable(say("does not say what was done")) from None
        return course

    def holds_back(self, turn: int, *, is_over: bool) -> bool:
        """Whether what came of a turn waits to be shown; where the game is over, only until its debrief begins."""
        return self.holds and turn > self.shown and not (is_over and self.revealed > 0)

    def take(self, record: Mapping[str, Any]) -> None:
        """Takes one record of the room's log."""
        at = _moment(record["at"])
        if record["do"] in _OF_TIME:
            self._take_time(record, at)
        elif record["do"] in _OF_TABLES:
            self._take_tables(record)
        elif record["do"] in _OF_SHOWING:
            self._take_showing(record)
        else:
            self._take(record, at)

    def _take(self, record: Mapping[str, Any], at: datetime) -> None:
        """Takes a record of what is said, opened and ended."""
        match record["do"]:
            case "talk":
                self._take_talk(str(record["note"]), at)
            case "reveal":
                self.revealed = max(0, min(len(STEPS), int(record["step"])))
            case "message":
                self.messages.append(Message(str(record["note"]), str(record["table"]), at))
            case "closed":
                for table, (turn, taken) in dict(record["tables"]).items():
                    self.closed.setdefault(str(table), {})[int(turn)] = dict(taken)
            case "end":
                self.is_over, self.until = bool(record.get("is", True)), None
            case _:
                pass  # `seat` and `close` are told for the record; the tables' own logs hold what came of them

    def _take_tables(self, record: Mapping[str, Any]) -> None:
        """Takes a record of what tables are, and how devices come to them."""
        match record["do"]:
            case "door":
                self.is_shut = bool(record["is"])
            case "address":
                self.address = str(record["address"])
            case "kind":
                self.kind = "round" if record["kind"] == "round" else "teams"
            case "trial":
                (self.trials.add if record["is"] else self.trials.discard)(str(record["table"]))

    def _take_talk(self, note: str, at: datetime) -> None:
        """Takes the begin or the end of a time-out, for whose length the limit stands still."""
        if self.until is not None and self.talk and self.talk_since is not None:
            self.until += at - self.talk_since
        self.talk, self.talk_since = note, at if note else None

    def _take_showing(self, record: Mapping[str, Any]) -> None:
        """Takes a record of which results tables may see."""
        match record["do"]:
            case "hold":
                self.holds = bool(record["is"])
            case "show":
                self.shown = max(self.shown, int(record["round"]))
            case "undo":
                table, turn = str(record["table"]), int(record["turn"])
                if not table:
                    self.shown = min(self.shown, turn - 1)
                for quarters in [self.closed.get(table, {})] if table else self.closed.values():
                    quarters.pop(turn, None)

    def _take_time(self, record: Mapping[str, Any], at: datetime) -> None:
        """Takes a record of what the room may do, and until when."""
        match record["do"]:
            case "open":
                self.is_own_pace = bool(record.get("all", int(record["round"]) > self.round + 1))
                self.talk_since = self.talk_since and at
                self.round, self.since, self.is_paused, self.left = int(record["round"]), at, False, None
                self.until = _time(record.get("until"))
                self.shown = max(self.shown, self.round - 1)  # nobody can go on from what they have not been shown
            case "prepare":
                self.round, self.until, self.is_paused, self.left, self.is_own_pace = 0, None, False, None, False
                self.shown = min(self.shown, int(record.get("shown", self.shown)))  # what a trial run was shown, no table was
            case "limit":
                self.until = _time(record.get("until"))
            case "pause":
                self.left = self.until - (self.talk_since or at) if self.until else None
                self.is_paused, self.until = True, None
            case "resume":
                self.until = at + self.left if self.left is not None else None
                self.talk_since = self.talk_since and at
                self.is_paused, self.left = False, None


def clock(at: datetime) -> str:
    """A time of day, as the clock on the laptop has it: `14:05`."""
    return at.astimezone().strftime("%H:%M")


def _time(text: object) -> datetime | None:
    return _moment(text) if text else None


def _moment(text: object) -> datetime:
    """The moment that a text is. Raises `ValueError` where it is none, or does not say by which clock."""
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError(text)
    return found
