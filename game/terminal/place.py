"""The place before the game begins: what it is, what it is good for learning, and how the story starts."""

from __future__ import annotations

from collections.abc import Sequence

from game.core.place import Place
from game.play.session import Session
from game.terminal.page import Page
from game.words import quarter
from game.words.grammar import count

MINUTES_A_QUARTER = (2, 4)


def page(session: Session) -> Page:
    """What the place is about, who you are in it, and what you can and cannot do."""
    place = session.place
    page = Page(place.title)
    page.text(str(place.texts.get("summary", "")))
    low, high = (max(5, 5 * round(_quarters_long(place) * minutes / 5)) for minutes in MINUTES_A_QUARTER)
    dates = f", {quarter.name(place, 1)} to {quarter.name(place, place.turns)}" if place.begins else ""
    page.text(f"{count(place.turns, 'quarter').capitalize()}{dates}. About {low} to {high} minutes.")
    _points(page, "What it is good for learning", place.texts.get("objectives", ()))
    _points(page, "What you can do", place.texts.get("powers", ()))
    _points(page, "What you cannot", place.texts.get("limits", ()))
    return page


def prologue(session: Session) -> Page:
    """How the story starts."""
    place = session.place
    page = Page("Before you begin")
    page.text(str(place.texts.get("prologue", "")) or f"You lead {seat(place)}.")
    page.text(
        f"The numbers in this game are illustrative: they come from a model of partnerships, not from a measurement. The luck of "
        f"this game has the number {session.seed}."
    )
    return page


def seat(place: Place) -> str:
    """What the player leads, with the role of its leader where the place gives one."""
    facts = place.agencies[place.lead]
    return f"{facts.name}, as {facts.leader}" if facts.leader else facts.name


def _points(page: Page, title: str, points: Sequence[str]) -> None:
    if points:
        page.heading(title)
        for point in points:
            page.item(point)


def _quarters_long(place: Place) -> float:
    """How many quarters of the usual length a game takes: with two dilemmas in each it takes longer."""
    return max(place.turns, 0.75 * len(place.dilemmas))
