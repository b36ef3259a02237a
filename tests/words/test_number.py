"""Money, quarters, levels and measures in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.outcome import MEASURES
from game.core.variables import VARIABLES
from game.words import level, measure, quarter
from game.words.money import about, in_short, pounds
from game.words.variable import value
from tests.places.shipped import barnet

LEVELS = [name for name, facts in VARIABLES.items() if facts.unit == "level"]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "£0"),
        (20000, "£20,000"),
        (1_400_000, "£1.4m"),
        (999_949, "£999,949"),
        (999_950, "£1.0m"),
        (-300, "minus £300"),
        (0.4, "£0"),
    ],
)
def test_pounds_are_whole_below_a_million(amount: float, said: str) -> None:
    """Whole pounds below a million, then millions with one decimal."""
    assert pounds(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"), [(31_412, "£31,000"), (99, "£99"), (8_905_218, "£8.9m"), (-1_234, "minus £1,200"), (995_000, "£1.0m")]
)
def test_a_sum_of_which_the_size_matters_has_two_figures(amount: float, said: str) -> None:
    """Two significant figures, where only the size matters."""
    assert about(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "£0"),
        (999, "£999"),
        (150_400, "£150k"),
        (999_499, "£999k"),
        (999_500, "£1.0m"),
        (1_240_000, "£1.2m"),
        (-2_000, "-£2k"),
    ],
)
def test_a_short_sum_has_at_most_four_figures_and_a_sign(amount: float, said: str) -> None:
    """At most four figures and a sign, where there is little room."""
    assert in_short(amount) == said


def test_quarters_of_a_calendar() -> None:
    """A year has four, and the year after the fourth is the next."""
    place = barnet()
    assert [quarter.date(place, turn) for turn in (1, 3, 4, 13, 14)] == ["2010 Q2", "2010 Q4", "2011 Q1", "2013 Q2", "2013 Q3"]
    assert quarter.counted(place, 3) == "quarter 3 of 13, 2010 Q4"
    assert quarter.counted(place, 15) == "quarter 2 after the end, 2013 Q4"


def test_quarters_without_a_calendar() -> None:
    """A place without dates counts."""
    place = replace(barnet(), begins=None)
    assert quarter.name(place, 3) == "quarter 3"
    assert quarter.counted(place, 3) == "quarter 3 of 13"


@pytest.mark.parametrize("name", LEVELS)
def test_every_level_has_five_words(name: str) -> None:
    """From nought to one the words rise one after another, and none comes twice; nought itself may have one of its own."""
    words = list(dict.fromkeys(level.in_words(name, number / 1000) for number in range(1001)))
    assert len(words) == 5 + (name in level.AT_NOUGHT)
    assert all("_" not in word and word == word.strip() for word in words)
    scale = level.SCALES.get(name)
    if scale is not None:
        assert words[-5:] == list(scale.words)
        assert all(one < other for one, other in pairwise(scale.bounds))


def test_a_protocol_is_signed_at_its_level() -> None:
    """The word turns at the level at which the engine counts a protocol as signed."""
    assert level.in_words("permission", barnet().signed_at) == "signed"
    assert level.in_words("permission", barnet().signed_at - 0.01) == "agreed in principle"


@given(st.floats(0, 1), st.floats(0, 1))
def test_changes_say_which_way(before: float, after: float) -> None:
    """Up is up and down is down, and the larger the change the larger the word."""
    said = level.change("trust", before, after)
    if "up" in said:
        assert after > before
    elif "down" in said:
        assert after < before
    else:
        assert abs(after - before) < 0.01
    sizes = ["about the same", "a little", "a fair bit", "a lot"]
    assert sizes.index(said.split(" ", 1)[1] if said != sizes[0] else said) == sum(
        abs(after - before) >= step for step in (0.005, 0.02, 0.0625)
    )


@pytest.mark.parametrize("name", VARIABLES)
def test_every_value_can_be_said(name: str) -> None:
    """A value of every variable can be told, without a name only a program knows."""
    for number in (0.0, 0.37, 1.0, 12.0):
        said = value(name, min(number, VARIABLES[name].high))
        assert said
        assert "_" not in said


def test_levels_are_said_in_words_and_numbers() -> None:
    """One reads the word and may check the number."""
    assert value("trust", 0.41) == "fair (41 of 100)"
    assert value("budget", 150000.0) == "£150,000"
    assert value("workers", 2.25) == "2.2 "[:-1]


def test_every_measure_has_words() -> None:
    """Each headline measure has a name, a line on what it tells, and a way to say its value."""
    assert list(measure.MEASURES) == list(MEASURES)
    for name, facts in measure.MEASURES.items():
        assert facts.name
        assert facts.text
        assert measure.value(name, 0.5)


def test_what_lies_between_two_values_is_said_with_one_unit() -> None:
    """A span of counts, of pounds and of levels: `200 to 500`, `£1.4m to £2m`, `41 to 47 of 100`."""
    assert measure.span("people", 200.4, 1500.0) == "200 to 1,500"
    assert measure.span("money", 1.4e6, 2.5e6) == "£1.4m to £2.5m"
    assert measure.span("trust", 0.412, 0.469) == "41 to 47 of 100"
