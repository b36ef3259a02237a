"""A seat of a round table at a console: what is typed decides, what is not clear is asked back, and then all is revealed."""

from __future__ import annotations

from pathlib import Path

from game.play.shelf import Opened
from game.terminal.seated import SeatGame
from tests.places.tiny import tiny
from tests.terminal.script import Tape
from tests.workshop.devices import Workshop, running, url_of
from tests.workshop.joined import joined
from tests.workshop.table import open_round


def typed(workshop: Workshop, seat: str, *lines: str) -> Tape:
    """What a seat reads where it types these lines."""
    session, tape = joined(workshop, seat), Tape(lines)
    SeatGame(tape.console, Opened(session, is_new=session.is_untouched), session).play()
    return tape


def test_a_seat_decides_a_quarter_and_reads_what_all_decided(tmp_path: Path) -> None:
    """Brief, vote, pledge, sharing and promises by typing; what makes no sense is asked back; then the reveal and the result."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        ids = tiny().agency_ids
        partner = tiny().agencies[1]
        table = workshop.room.only_round_table()
        assert table is not None
        tape = typed(
            workshop,
            ids[1],
            "",
            "vote",
            "vote 9 1",
            "vote 1 1",
            "pledge 33",
            "pledge 50",
            "share nobody open",
            f"share {ids[0]} open",
            f"promise {ids[0]} dance",
            f"promise {ids[0]} pledge 50 by 1",
            f"promise {ids[0]} words by 1: We ring first.",
            "kept",
            "kept 1",
            "ready",
            "",
            "brief",
            "seats",
            "promises",
            "quit",
        )
        text = " ".join(tape.text.split())
        for said in (
            f"Your agency: {partner.name}",
            "What your own masters will ask of you",
            "Vote on which, and for what?",
            "How much of what you could move, of a hundred?",
            "Nobody goes by the name “nobody”",
            "What to whom?",
            "Which promise?",
            "There is no promise like that for you to judge.",
            "The quarter is closed, and what all decided is open.",
            "What all decided",
            "You: 50% of what it could move; opened up to",
            "What came of",
            "Who sits where",
        ):
            assert said in text, said
        found = table.session.round_table
        assert found is not None
        plan = found.rounds[0].plans[ids[1]]
        assert (plan.pledge, plan.sharing) == (0.5, {ids[0]: "opens"})
        assert len(plan.votes) == 1
        assert [(word.kind, word.status) for word in found.words] == [("pledge", "kept"), ("words", "left open")]
