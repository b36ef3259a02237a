"""Names as people type them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.core.place import Place
from game.terminal.match import agency_names, example, find, find_agencies, nearest, normal
from tests.places.shipped import barnet, bradford, nw_london


@pytest.mark.parametrize(
    ("typed", "agency"),
    [
        ("police", "met"),
        ("The Police", "met"),
        ("the police.", "met"),
        ("met", "met"),
        ("pol", "met"),
        ("jobcentre", "jcp"),
        ("Jobcentre Plus", "jcp"),
        ("social care", "csc"),
        ("children's social care", "csc"),
        ("borough commander", "met"),
        ("commissioners", "hcom"),
        ("you", "core"),
    ],
)
def test_an_agency_by_any_of_its_names(typed: str, agency: str) -> None:
    """Short, long, by its id, by its leader, or by a beginning."""
    place = barnet()
    assert find(typed, agency_names(place)) == [place.agency(agency)]


def test_several_are_told_and_none_is_none() -> None:
    """An ambiguous beginning gives all it could be; an unknown name gives none."""
    place = barnet()
    assert len(find("s", agency_names(place))) > 1
    assert find("navy", agency_names(place)) == []
    assert find("  ", agency_names(place)) == []


@pytest.mark.parametrize(
    "typed", ["police schools", "police and schools", "the police, the schools", "police with the schools", "met schools"]
)
def test_two_agencies_in_a_row(typed: str) -> None:
    """Two names are told apart however they are joined."""
    place = barnet()
    assert find_agencies(place, typed) == [[place.agency("met"), place.agency("schools")]]


def test_one_agency_of_several_words_is_one() -> None:
    """A long name is not taken for two agencies."""
    place = barnet()
    number = place.agency("gp")
    named = replace(place.agencies[number], name="Police surgeons and schools nurses")
    place = replace(place, agencies=(*place.agencies[:number], named, *place.agencies[number + 1 :]))
    assert find_agencies(place, "Police surgeons and schools nurses") == [[number]]


def test_a_slip_of_the_finger_finds_its_name() -> None:
    """A slip of the finger finds its name, and nonsense finds none."""
    assert nearest("polcie", ["Police", "Schools"]) == "Police"
    assert nearest("xyzzy", ["Police", "Schools"]) == ""


def test_case_points_and_a_leading_article_do_not_matter() -> None:
    """Case, points and a leading article do not matter."""
    assert normal("  The  Police_Force! ") == "police force"
    assert normal("the") == "the"


@pytest.mark.parametrize("place", [barnet(), bradford(), nw_london()], ids=lambda place: place.id)
def test_an_example_names_a_partner_of_the_place(place: Place) -> None:
    """What a hint gives as an example can be typed in that place, and means one partner, whoever is told."""
    for seat in (None, find_agencies(place, example(place))[0][0]):
        (found,) = find_agencies(place, example(place, seat))
        assert len(found) == 1
        assert found[0] not in (place.lead, seat)
