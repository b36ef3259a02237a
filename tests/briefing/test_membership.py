"""What an agency is made of and has at stake: told where there is something to tell, and only there."""

from __future__ import annotations

from functools import cache

import pytest

from game.briefing.agency import partnership, sheet
from game.briefing.why import why
from game.core.place import Place
from game.play.policy import policy_named
from game.play.session import Session
from game.words.grammar import capital
from tests.places.shipped import shipped


@cache
def place() -> Place:
    """North West London, which has every one of them."""
    return shipped("nw_london")


@cache
def game(turns: int) -> Session:
    """The real line, so many quarters on."""
    whole = Session.played(place(), 1, policy_named("history", place()))
    return whole.branched(turns + 1)


def told(turns: int, agency: str) -> dict[str, str]:
    """What the sheet of an agency says of its stakes after some quarters."""
    return {one.label: one.words for one in sheet(game(turns), place().agency(agency)).stakes}


def test_members_are_counted_by_name() -> None:
    """Practices are told as so many of so many, and who is one body as nothing."""
    assert told(0, "gps")["Have joined"] == "6 of 104 practices"
    assert "Have joined" not in told(0, "cw")
    joined = {one.name: one.joined for one in partnership(game(0)).outside if one.joined}
    assert list(joined) == ["GP practices"]


def test_why_counts_members_too() -> None:
    """Asked why they joined, the game tells practices and not hundredths; after the end, by how many each cause moved them."""
    asked = ("joined", (place().agency("gps"),))
    assert why(game(1), asked, 1).heading.endswith("from 6 to 7 of 104 practices.")
    whole = Session.played(place(), 1, policy_named("history", place()))
    opened = why(whole, asked, 8)
    assert "of 104 practices" in opened.heading
    assert opened.reasons
    assert all("of 104 practices" in reason.size for reason in opened.reasons)
    moved = sum(float(reason.size.split()[1]) * reason.direction for reason in opened.reasons)
    assert abs(moved - 104 * ((opened.after or 0.0) - (opened.before or 0.0))) < 0.05 * (len(opened.reasons) + 1)


def test_votes_are_told_once_there_is_a_board() -> None:
    """Before anybody sits at it nobody is told to have votes; then the practices have half and one more."""
    assert "At the board" not in told(4, "gps")
    assert told(5, "gps")["At the board"] == "51 of 100 votes"
    assert "At the board" not in told(5, "chair")


@pytest.mark.parametrize(("turns", "name"), [(8, "The Primary Care Trust"), (9, "The four commissioning groups")])
def test_successors_are_told_by_their_own_name(turns: int, name: str) -> None:
    """From their date on sheet and session call them what they are, and say how far they act as one."""
    session = game(turns)
    assert sheet(session, place().agency("pct")).name == name
    assert capital(session.place.agencies[place().agency("pct")].name) == name
    assert ("Acting as one" in told(turns, "pct")) == (turns == 9)


def test_income_lost_is_told_to_who_loses_it() -> None:
    """Once beds are empty the lead's own sheet says what they cost it."""
    assert told(0, "imp") == {}
    assert told(9, "imp")["Income lost so far"].startswith("£")
