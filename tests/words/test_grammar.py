"""The grammar of sentences about agencies."""

from __future__ import annotations

import pytest

from game.words.grammar import (
    agency,
    bare,
    called,
    capital,
    count,
    full_stop,
    how_many,
    listed,
    named,
    owner,
    possessive,
    quoted,
    short,
    title,
)
from tests.places.shipped import barnet


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "no families"),
        (1, "one family"),
        (2, "two families"),
        (12, "twelve families"),
        (13, "13 families"),
        (2.5, "2.5 families"),
    ],
)
def test_a_number_agrees_with_its_noun(number: float, said: str) -> None:
    """One family, two families, none."""
    assert count(number, "family", "families") == said


def test_numbers_without_a_noun() -> None:
    """What was named before is only counted."""
    assert [how_many(number) for number in (0, 1, 7, 40)] == ["none", "one", "seven", "40"]


def test_names_in_a_row_read_as_one_says_them() -> None:
    """Names in a row read as one says them."""
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["none", "a", "a and b", "a, b and c"]


def test_sentences_begin_and_end() -> None:
    """A capital at the start, one stop at the end, none inside quotation marks."""
    assert capital("the police") == "The police"
    assert capital("") == ""
    assert [full_stop(text) for text in ("Yes", "Yes.", "Who?", "“Yes.”", "")] == ["Yes.", "Yes.", "Who?", "“Yes.”", ""]
    assert quoted("Open with the storm.") == "“Open with the storm”"
    assert bare(" Wait. ") == "Wait"


def test_agencies_as_people_name_them() -> None:
    """`The` is small within a sentence, the lead is you, and names that end in s own as they should."""
    place = barnet()
    police, schools = place.agency("met"), place.agency("schools")
    assert agency(place, police) == "the police"
    assert owner(place, police) == "the police's"
    assert agency(place, schools) == "schools"
    assert title(place, schools) == called(place, schools) == "Schools"
    assert owner(place, schools) == "schools'"
    assert agency(place, place.lead) == "you"
    assert owner(place, place.lead) == "your own side's"
    assert possessive("you") == "your"
    assert [possessive(name) for name in ("Jobcentre Plus", "the press", "the charities")] == [
        "Jobcentre Plus's",
        "the press's",
        "the charities'",
    ]
    assert short(place, place.lead) == "You"


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("The police", "the police"),
        ("Barnet Homes", "Barnet Homes"),
        ("Theatre people", "Theatre people"),
        ("Schools", "Schools"),
        ("The", "The"),
        ("", ""),
    ],
)
def test_only_an_article_is_written_small_within_a_sentence(name: str, within: str) -> None:
    """A name keeps its capital where it does not begin with an article and more."""
    assert named(name) == within
