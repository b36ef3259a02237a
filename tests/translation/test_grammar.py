"""The little grammar of sentences in another language: nothing of English is left in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.translation import speak
from game.translation.catalogue import parse
from game.translation.pseudo import Pseudo
from game.words.grammar import agency, called, count, either, how_many, listed, named, of_people, owner, possessive, quoted, title
from tests.places.laboratory import laboratory
from tests.translation.english import left
from tests.translation.test_language import compiled

FORMS = ("{number} o deuluoedd", "un teulu", "dau deulu", "tri theulu", "chwe theulu")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 o deuluoedd"),
        (1, "un teulu"),
        (2, "dau deulu"),
        (3, "tri theulu"),
        (6, "chwe theulu"),
        (7, "7 o deuluoedd"),
        (12, "12 o deuluoedd"),
        (1234, "1,234 o deuluoedd"),
        (2.5, "2.5 o deuluoedd"),
        (2.01, "dau deulu"),
    ],
)
def test_welsh_counts_in_five_forms(number: float, said: str) -> None:
    """A number is said with its noun as Welsh has it; what is not whole, as very many are."""
    speak(parse(compiled({("{number} family", "{number} families"): FORMS}), "cy", "here"))
    assert count(number, "family", "families") == said


def test_a_noun_of_a_scenario_is_no_pattern() -> None:
    """A place's own word with a brace in it is counted as it stands."""
    speak(parse(compiled({"Yes": "Ie"}), "cy", "here"))
    assert (count(1, "{x", "{x}s"), count(2, "{x", "{x.y}"), count(2.5, "}", "}")) == ("1 {x", "2 {x.y}", "2.5 }")


def test_names_in_a_row_and_owners() -> None:
    """How names stand together, who owns what, and which articles are small, is the language's own."""
    texts = {
        "{names} and {last}": "{names} a {last}",
        "{owner}'s": "{owner}",
        "{one} or {other}": "{one} neu {other}",
        "you": "chi",
    }
    speak(parse(compiled(texts | {"your": "eich", "“{text}”": "«{text}»"}), "cy", "here"))
    assert listed(["Ann", "Bob", "Cai"]) == "Ann, Bob a Cai"
    assert either(["Ann", "Bob", "Cai"]) == "Ann, Bob neu Cai"
    assert (possessive("Ysgolion"), possessive("Schools"), possessive("chi")) == ("Ysgolion", "Schools", "eich")
    assert quoted("Ie.") == "«Ie»"
    of = "articles that begin a name and are written small within a sentence, a space between them"
    speak(parse(compiled({"The": "Y Yr"}, of=of), "cy", "here"))
    assert (named("Yr heddlu"), named("Y cyngor"), named("The police"), named("Yr")) == (
        "yr heddlu",
        "y cyngor",
        "The police",
        "Yr",
    )


def test_what_a_place_calls_its_people() -> None:
    """A place's own word stands where the language's word for families would."""
    place = replace(laboratory(), people=("person", "pobl"))
    speak(parse(compiled({"families": "teuluoedd", "family": "teulu"}, of="a place's own word"), "cy", "here"))
    assert of_people(place, "Ymddiriedaeth y teuluoedd") == "Ymddiriedaeth y pobl"


def test_nothing_is_made_in_english() -> None:
    """In the language that nobody speaks, none of these words is English but a name that was handed in."""
    place, lead = laboratory(), laboratory().lead
    other = next(number for number in range(len(place.agencies)) if number != lead)
    speak(Pseudo())
    said = [
        count(2, "family", "families"), how_many(0), listed([]), listed(["1", "2"]), either(["1", "2"]), possessive("1"),
        agency(place, lead), agency(place, lead, other), owner(place, lead), title(place, lead, other), called(place, lead),
    ]  # fmt: skip
    assert [left(one) for one in said if left(one)] == []
