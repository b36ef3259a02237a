"""The whole debrief of one run: every finding, and the questions they lead to."""

from __future__ import annotations

from dataclasses import dataclass

from game.debrief import tokens as attention
from game.debrief.backing import Backings, backings
from game.debrief.beliefs import Aim, SeatView, seat_views, shared_aims
from game.debrief.changes import LOOKED_AT, Change, changes
from game.debrief.conversation import Conversation, conversation
from game.debrief.counsel import Counsel, counsel
from game.debrief.finding import opened
from game.debrief.fragility import TriedFinding, firmness, fragility
from game.debrief.gates import Gates, gates
from game.debrief.lines import Beside, Line, beside, has_real_line, line
from game.debrief.moments import FUTURES, Moments, moments
from game.debrief.network import Network, network
from game.debrief.pockets import Pockets, pockets
from game.debrief.promises import SayDo, say_do
from game.debrief.question import Findings
from game.debrief.really import Really, really
from game.debrief.remains import Remains, remains
from game.debrief.results import Results, results
from game.debrief.style import Style, style
from game.debrief.tokens import Token
from game.play.policy import policy_named
from game.play.session import Session
from game.translation import say

MOST_TRIED = 3
"""How many findings a face that has the time tries with every assumption a quarter off."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """One run, opened: see each part's own class.

    `own` and `real` are the two lines, `measures` both side by side, and `real_results` what the real line reported; where
    nobody knows what real leaders did (`has_real` is false), that line is the engine's own and nobody is told of it. `tried` are
    the most decisive findings, tried with every assumption a quarter off, and `tokens` what each token of attention was worth;
    both are empty where they were not asked for.
    """

    own: Line
    real: Line
    has_real: bool
    measures: tuple[Beside, ...]
    changes: tuple[Change, ...]
    moments: Moments
    promises: SayDo
    pockets: Pockets
    results: Results
    real_results: Results
    network: Network
    gates: Gates
    backings: Backings
    remains: Remains
    tried: tuple[TriedFinding, ...]
    tokens: tuple[Token, ...]
    style: Style
    really: Really
    counsel: Counsel
    seats: tuple[SeatView, ...]
    shared: tuple[Aim, ...]
    conversation: Conversation

    @property
    def looked_at(self) -> str:
        """A sentence that says which changes were compared to find the largest; empty if there are none."""
        return say(LOOKED_AT) if self.changes else ""

    @property
    def firm(self) -> tuple[str, ...]:
        """Sentences that say how far the most decisive findings hang on the model's assumptions; none if that was not tried."""
        return firmness(self.tried)


def real_line(session: Session) -> Session:
    """The real leaders' line, played by the engine with the same luck and parameters as a game."""
    return Session.played(session.place, session.seed, policy_named("history", session.place), parameters=session.parameters)


def analyse(
    session: Session,
    real: Session | None = None,
    *,
    n_futures: int = FUTURES,
    n_tried: int = 0,
    n_token_futures: int | None = None,
    told: Moments | None = None,
) -> Debrief:
    """Opens a game that is over; the game stays as it is. Raises `StillRunning` for one that is not.

    Arguments:
        session: the game.
        real: the real leaders' line with the same luck, where it has been played already.
        n_futures: under how many futures each way that was not taken is played on.
        n_tried: how many of the most decisive findings to try with every assumption a quarter off, for which each takes as long
            as some six hundred playthroughs.
        n_token_futures: under how many futures to play each quarter on without each of its tokens: as many as tell them
            apart, if left out, and no more than `n_futures`; 0 leaves that out.
        told: what hung on each decision, where it is known already; it is what takes longest to find.
    """
    opened(session)
    has_real = has_real_line(session.place)
    other = real if real is not None else real_line(session)
    promised = say_do(session)
    own, there = line(session), line(other)
    found = Findings(
        session,
        told if told is not None else moments(session, n_futures=n_futures),
        promised,
        pockets(session),
        results(session),
        network(session),
        gates(session),
        backings(session),
        remains(session),
        style(session, promised),
        really(session, other),
        seat_views(session),
    )
    n_each = min(n_futures, attention.FUTURES) if n_token_futures is None else n_token_futures
    weighed = attention.tokens(session, n_futures=n_each) if n_each else ()
    tried = fragility(session, found.moments, most=n_tried)
    parts = {name: getattr(found, name) for name in Findings.__slots__ if name != "session"}
    return Debrief(
        own,
        there,
        has_real,
        beside(own, there, whose=say("the real line") if has_real else ""),
        changes(session),
        **parts,
        real_results=results(other),
        counsel=counsel(session),
        shared=shared_aims(session) if found.seats else (),
        tried=tried,
        tokens=weighed,
        conversation=conversation(found),
    )
