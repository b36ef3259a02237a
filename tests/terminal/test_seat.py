"""A seat of a round table at a console: what is typed decides, what is not clear is asked back, and then all is revealed."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.debrief.analysis import analyse
from game.play.shelf import Opened
from game.terminal.seated import SeatGame
from game.terminal.watching import WatchGame
from tests.places.tiny import tiny
from tests.terminal.script import Tape
from tests.workshop.devices import Workshop, running, url_of
from tests.workshop.joined import joined, look
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
            "You decide; ",
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
        assert [(promise.kind, promise.status) for promise in found.promises] == [("pledge", "kept"), ("words", "left open")]


def test_a_seat_that_abstains_is_asked_before_it_has_decided(tmp_path: Path) -> None:
    """What would lapse is named, for the lead its attention too; only a yes says that the seat has decided."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        open_round(workshop).act("open", all="yes")
        lead, partner = tiny().agency_ids[:2]
        joined(workshop, partner)
        tape = typed(workshop, lead, "", "", "ready", "no", "ready", "yes", "quit")
        said = " ".join(tape.text.split())
        assert f"You abstain on “{tiny().dilemmas[0].title}”. Three tokens left. What is not placed lapses." in said
        assert said.index("No, then.") < said.index("You have decided. ")
        table = workshop.table().session.round_table
        assert table is not None
        assert table.waiting == [partner]


def test_a_promise_falls_due_when_it_was_said_to(tmp_path: Path) -> None:
    """However a sum is written, the quarter behind it counts; what is not understood there is asked back."""
    ids = tiny().agency_ids
    said = ("pledge 50 by 2", "pledge 50% by quarter 2", "pledge 50 % by 2", "pledge 50 per cent by 2", "sharing by 2.")
    unclear = ("pledge 50 next year", "pledge 50% soon", "sharing at 2", "vote 1 1 by 2", "pledge 50x by 2")
    with running(tiny(), url_of(tmp_path)) as workshop:
        open_round(workshop).act("open", all="yes")
        tape = typed(workshop, ids[1], "", *(f"promise {ids[0]} {one}" for one in (*said[:3], *unclear, *said[3:])), "quit")
        table = workshop.room.only_round_table()
        assert table is not None
        assert table.session.round_table is not None
        found = [(promise.kind, promise.what, promise.due) for promise in table.session.round_table.promises]
    assert found == [("pledge", 0.5, 2)] * 4 + [("sharing", None, 2)]
    assert tape.text.count("What to whom?") == len(unclear)


@pytest.mark.slow
def test_who_watches_reads_what_all_may_and_decides_nothing(tmp_path: Path) -> None:
    """The news and the seats, the map, and what was revealed; of what is a seat's own nothing, and the debrief at the end."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        facilitator.act("open", all="yes")
        watching = joined(workshop, watches=True)
        lead = joined(workshop, tiny().agency_ids[0])
        look(lead)
        assert lead.end_turn() is None
        watching._fetch("changed")
        tape = Tape(["", "", "vote 1 1", "money", "promises", "map", "history 1", "", "quit"])
        WatchGame(tape.console, Opened(watching), watching).play()
        text = " ".join(tape.text.split())
        for said in (
            "What all decided",
            "The lead: decides",
            "Who sits where",
            "The seats decide. You see what everybody sees",
            "That is each seat's own.",
            "Trust in the lead",
            "What came of",
        ):
            assert said in text, said
        assert "Trust in you" not in text
        while workshop.table().session.is_running:
            facilitator.act("close")
        workshop.table().found = analyse(workshop.table().session, n_futures=2)
        for step in range(1, len(workshop.room.steps) + 1):
            facilitator.act("reveal", step=str(step))
        look(watching)
        tape = Tape([*[""] * 40, "quit"])
        game = WatchGame(tape.console, Opened(watching), watching)
        game._looks = {"n_futures": 2, "n_tried": 0}
        game.play()
        text = " ".join(tape.text.split())
        assert "To think over" in text
        assert "`note 1`" not in text
        assert "(your seat)" not in text


@pytest.mark.slow
def test_help_names_what_this_seat_can_type(tmp_path: Path) -> None:
    """A partner is told how a seat decides and nothing of attention; the lead of both; who watches of neither."""
    attention, deciding, alone = "For your attention", "  vote 1 2:", "save NAME"
    with running(tiny(), url_of(tmp_path)) as workshop:
        open_round(workshop).act("open", all="yes")
        lead, partner = tiny().agency_ids[:2]
        told = {}
        for name, session, game in (
            ("lead", joined(workshop, lead), SeatGame),
            ("partner", joined(workshop, partner), SeatGame),
            ("watching", joined(workshop, watches=True), WatchGame),
        ):
            tape = Tape(["help", "quit"])
            game(tape.console, Opened(session), session).play()
            told[name] = tape.text.partition("What you can type")[2]
    assert {name: (attention in text, deciding in text, alone in text) for name, text in told.items()} == {
        "lead": (True, True, False),
        "partner": (False, True, False),
        "watching": (False, False, False),
    }
    assert all("agency NAME" in text for text in told.values())
