"""Learning records: what happened in a run as xAPI 1.0.3 statements, for a learning record store.

A statement's id is made of its contents, so a store that is sent the same run twice takes it once, and a run that has gone on
since adds only what is new. Nobody is named unless a name was given: the actor is an account by a pseudonym. A saved game
keeps no time but that of its start. Every statement bears that one, with a millisecond more than the statement before, which
keeps their order; what the statement tells belongs to the quarter it names. (Without a timestamp a store puts its own, and some
then take the same statement, sent again, for another one.)

Source: Experience API, version 1.0.3, part two (Advanced Distributed Learning, 2016).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from game import __version__
from game.core.ledger import Ledger
from game.core.observe import PUBLIC
from game.core.place import Dilemma
from game.play.expectation import is_expectation
from game.play.record import Header
from game.play.reflection import kept_with, told_by
from game.play.session import Session
from game.translation import language, later, say
from game.words import promise, quarter
from game.words.grammar import capital, full_stop

BASE: Final = "https://wholeplace.example/xapi"
"""What the ids of verbs, activities and extensions begin with, unless an organisation has its own. The name is one that
is reserved and belongs to nobody."""

VERSION: Final = "1.0.3"
MOST_REFLECTIONS: Final = 100

Statement = dict[str, Any]

# Verb, and what a person reads of it.
VERBS: Final = later(
    {
        "started": "started",
        "decided": "decided",
        "promised": "promised",
        "kept": "kept a promise",
        "owned-up": "owned up to a promise that would not be kept",
        "broke": "broke a promise",
        "completed": "completed",
        "reflected": "reflected on",
    }
)
# What the ledger says became of a promise, and the verb for it.
_BECAME: Final = {"made": "promised", "kept": "kept", "kept late": "kept", "owned up to": "owned-up", "broken": "broke"}
_CHOICE: Final = "http://adlnet.gov/expapi/activities/cmi.interaction"


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose records they are: an account by `name` at `home`. Both empty: a pseudonym made of the run."""

    name: str = ""
    home: str = ""


def statements(
    header: Header, session: Session, *, learner: Learner = Learner(), base: str = BASE, reflections: Sequence[str] = ()
) -> list[Statement]:
    """The statements of a run, in the order in which things happened.

    Arguments:
        header: what the run was saved with.
        session: the run, over or not.
        learner: whose it is.
        base: what the ids begin with, an absolute address without a slash at its end.
        reflections: what was written down elsewhere, as it stands; what is kept with the run is told without it.
    """
    writer = _Writer(header, session, learner, base)
    found = [writer.started()]
    for turn, (choices, tokens) in enumerate(session.decided, 1):
        found += writer.decided(turn, choices, tokens)
        found += writer.promises(session.ledgers[turn])
    for ledger in session.ledgers[len(session.decided) + 1 :]:
        found += writer.promises(ledger)
    if session.is_over:
        found.append(writer.completed())
    asked = {one.key: one.question for one in kept_with(session) if one.key}
    keys = {question: key for key, question in asked.items()}
    found += [writer.answered(keys.get(one, one), one, text) for one, text in told_by(session, asked=asked).items()]
    found += [writer.reflected(number, text) for number, text in enumerate(reflections, 1)]
    return found


def in_bytes(found: Sequence[Statement]) -> bytes:
    """Statements as one JSON document, the same bytes for the same statements."""
    return (json.dumps(found, indent=1) + "\n").encode("ascii")


class _Writer:
    """Writes the statements of one run."""

    def __init__(self, header: Header, session: Session, learner: Learner, base: str) -> None:
        self._session, self._place, self._base = session, session.place, base
        self._started = _moment(header.started)
        self._n_written = 0
        self._run = uuid.uuid5(uuid.NAMESPACE_URL, f"{base}/runs/{json.dumps(header.fields(), sort_keys=True)}")
        self._actor = {
            "objectType": "Agent",
            "account": {"homePage": learner.home or base, "name": learner.name or f"player-{self._run.hex[:12]}"},
        }

    def started(self) -> Statement:
        """That the run began, when it did."""
        extensions = {"seed": self._session.seed, "version": __version__}
        return self._statement("started", self._activity(), 1, result={"extensions": self._named(extensions)})

    def decided(self, turn: int, choices: Mapping[str, str], tokens: Sequence[Mapping[str, str]]) -> Iterator[Statement]:
        """What was decided in a quarter: an option for each dilemma, and what attention went to."""
        place = self._place
        for dilemma_id, option_id in choices.items():
            dilemma = place.dilemmas[place.dilemma(dilemma_id)]
            yield self._statement("decided", self._dilemma(dilemma), turn, result={"response": option_id})
        if tokens:
            activity = self._part("attention", "attention", say("Attention"), say("What the leader's time goes to in a quarter."))
            extensions = {"attention": [dict(token) for token in tokens]}
            yield self._statement("decided", activity, turn, result={"extensions": self._named(extensions)})

    def promises(self, ledger: Ledger) -> Iterator[Statement]:
        """What the leader promised in a quarter, and what became of its promises."""
        for happening in ledger.told():
            number = promise.number_of(self._place, happening.name) if happening.kind == "promise" else None
            if number is None or happening.text not in _BECAME or self._place.promises[number].giver != self._place.lead:
                continue
            state = ledger.after if happening.text == "made" else ledger.before
            due = round(float(state["promise_due"][number, 0]))
            # Who reads a record is not who played.
            said = full_stop(capital(promise.sentence(self._place, number, seat=PUBLIC)))
            activity = self._part(f"promises/{quote(happening.name, safe='')}", "promise", said)
            extensions = {"promise": happening.text, "due": due}
            result = {"extensions": self._named(extensions)}
            yield self._statement(_BECAME[happening.text], activity, ledger.turn, result=result)

    def completed(self) -> Statement:
        """How the run ended. There is no score: the seven measures stand side by side."""
        ending = self._session.ending()
        extensions: dict[str, Any] = {f"measures/{name}": value for name, value in self._session.headline().items()}
        if ending is not None:
            extensions["ending"] = {"id": ending.id, "title": ending.title}
        extensions["quarters"] = self._session.last_turn_played
        result = {"completion": True, "extensions": self._named(extensions)}
        return self._statement("completed", self._activity(), self._session.last_turn_played, result=result)

    def reflected(self, number: int, text: str) -> Statement:
        """Something that was written down about the run."""
        activity = self._part(f"reflections/{number}", "reflection", say("Reflection {number}", number=number))
        return self._statement("reflected", activity, None, result={"response": text})

    def answered(self, key: str, question: str, text: str) -> Statement:
        """What was expected of a quarter, or written at a question of the debrief: one activity in whatever language."""
        number = uuid.uuid5(self._run, key).hex[:12]
        name = say("What was expected of a quarter") if is_expectation(key) else say("A question of the debrief")
        activity = self._part(f"reflections/{number}", "reflection", name, question)
        return self._statement("reflected", activity, None, result={"response": text})

    def _statement(self, verb: str, activity: dict[str, Any], turn: int | None, *, result: dict[str, Any]) -> Statement:
        statement: Statement = {
            "actor": self._actor,
            "verb": {"id": f"{self._base}/verbs/{verb}", "display": {language(): say(VERBS[verb])}},
            "object": activity,
            "result": result,
            "context": self._context(turn),
        }
        if self._started is not None:
            when = self._started + timedelta(milliseconds=self._n_written)
            statement["timestamp"] = when.isoformat(timespec="milliseconds")
        self._n_written += 1
        whole = json.dumps(statement, sort_keys=True)
        return {"id": str(uuid.uuid5(self._run, whole)), **statement, "version": VERSION}

    def _context(self, turn: int | None) -> dict[str, Any]:
        place = self._place
        context: dict[str, Any] = {
            "registration": str(self._run),
            "contextActivities": {
                "grouping": [{"objectType": "Activity", "id": self._id()}],
                "category": [{"objectType": "Activity", "id": f"{self._base}/profiles/1"}],
            },
            "revision": place.digest,
            "platform": "Whole Place",
            "language": language(),
        }
        if turn is not None:
            extensions: dict[str, Any] = {"turn": turn}
            if date := quarter.date(place, turn):
                extensions["quarter"] = date
            context["extensions"] = self._named(extensions)
        return context

    def _id(self, part: str = "") -> str:
        return f"{self._base}/places/{quote(self._place.id, safe='')}{part and '/'}{part}"

    def _activity(self) -> dict[str, Any]:
        return self._object(self._id(), f"{self._base}/activity-types/place", self._place.title)

    def _part(self, part: str, kind: str, name: str, description: str = "") -> dict[str, Any]:
        return self._object(self._id(part), f"{self._base}/activity-types/{kind}", name, description)

    def _object(self, activity: str, kind: str, name: str, description: str = "") -> dict[str, Any]:
        definition: dict[str, Any] = {"name": {language(): name}, "type": kind}
        if description:
            definition["description"] = {language(): description}
        return {"objectType": "Activity", "id": activity, "definition": definition}

    def _dilemma(self, dilemma: Dilemma) -> dict[str, Any]:
        """A dilemma as a question with choices, none of which is the right one."""
        activity = self._object(self._id(f"dilemmas/{dilemma.id}"), _CHOICE, dilemma.title, dilemma.text)
        activity["definition"]["interactionType"] = "choice"
        activity["definition"]["choices"] = [
            {"id": option.id, "description": {language(): option.label}} for option in dilemma.options
        ]
        return activity

    def _named(self, extensions: Mapping[str, Any]) -> dict[str, Any]:
        return {f"{self._base}/extensions/{name}": value for name, value in extensions.items()}


def _moment(text: str) -> datetime | None:
    """A moment with its time zone, as xAPI wants it; None where a text says no such moment."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    # Where adding to it would leave the calendar, there is no such moment either.
    return found if found.tzinfo is not None and 1000 < found.year < 9999 else None
