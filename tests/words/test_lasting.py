"""What is said of a place and hangs on nothing else."""

from __future__ import annotations

import copy

from game.core.place import Place
from game.translation import say, speak
from game.translation.pseudo import Pseudo
from game.words.lasting import MOST, lasting
from tests.places.shipped import barnet


def test_what_is_found_is_kept_for_its_place_and_its_language() -> None:
    """A place, a seat and a language are told apart, and so are two places of one digest; each is asked once."""
    asked = list[tuple[Place, int]]()

    @lasting
    def said(place: Place, seat: int) -> str:
        asked.append((place, seat))
        return say("You")

    one, other = barnet(), copy.copy(barnet())
    assert one == other
    for _ in range(2):
        assert [said(one, 1), said(one, 2), said(other, 1)] == ["You"] * 3
    speak(Pseudo())
    try:
        assert said(one, 1) == said(one, 1) != "You"
    finally:
        speak(None)
    assert [seat for _, seat in asked] == [1, 2, 1, 1]


def test_no_more_is_kept_than_its_bound() -> None:
    """However much is asked, what was kept long ago is let go, and found again to the same."""
    n_asked = 0

    @lasting
    def twice(_: Place, number: int) -> int:
        nonlocal n_asked
        n_asked += 1
        return 2 * number

    place = barnet()
    for number in (*range(MOST + 1), 0):
        assert twice(place, number) == 2 * number
    assert n_asked == MOST + 2
