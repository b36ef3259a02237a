"""Tables side by side: one picture a measure on the same quarters, in which every table can be told apart, and its numbers."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from game.briefing.history import Series
from game.workshop.comparison import Line, of_all
from tests.places.tiny import tiny


def table(number: int, *values: float, last: int = 3) -> Line:
    """A table that saw these values of one level and of money."""
    level = Series("Your energy", values, "good", ("energy", ()), is_level=True)
    money = Series("The pot", tuple(1_000.0 * one for one in values), "£1", ("pot", ()), is_level=False)
    return Line(number, f"Table {number}", (level, money), last)


def test_lines_end_at_the_quarter_that_a_table_has_reached() -> None:
    """A table that has played half as far has half as long a line, and each line ends with its table's number."""
    energy, pot = of_all(tiny(), [table(1, 0.8, 0.7, 0.6, 0.5, 0.4), table(2, 0.8, 0.5, 0.2)])
    assert (energy.label, pot.label) == ("Energy of the lead", "The pot")
    lines = re.findall(r'<polyline class="line form-(\d) hue-\d" points="([^"]+)"', energy.picture)
    ends = [float(points.split()[-1].partition(",")[0]) for _, points in lines]
    assert [form for form, _ in lines] == ["0", "1"]
    start = float(lines[0][1].partition(",")[0])
    assert abs((ends[1] - start) * 2 - (ends[0] - start)) < 0.2
    assert re.findall(r'class="end"[^>]*>(\d)<', energy.picture) == ["1", "2"]
    assert [(row.first, row.now) for row in pot.rows] == [("£800", "£400"), ("£800", "£200")]
    assert "Highest now: “Table 1”, 40 of 100." in energy.picture


@pytest.mark.parametrize("last", range(1, 9))
def test_the_end_of_a_short_programme_is_written_beside_its_beginning(last: int) -> None:
    """Wherever in ten years the programme ends, what is written below its mark covers nothing else."""
    (energy, _) = of_all(tiny(), [replace(table(1, *[0.5] * 41), last=last)])
    began, ends = re.findall(r'<text(?: class="ended")? x="([^"]+)" y="294">([^<]+)<', energy.picture)
    half = len(ends[1]) / 2 * 10  # of twenty high, a letter is half as wide
    assert float(ends[0]) - half >= float(began[0]) + len(began[1]) * 10


def test_numbers_at_the_ends_of_many_lines_lie_apart() -> None:
    """Also where thirty tables end close together, each number has a height of its own within the picture."""
    (energy, _) = of_all(tiny(), [table(number, 0.5, 0.5, 0.5 + number / 60) for number in range(1, 31)])
    heights = sorted(float(one) for one in re.findall(r'class="end" x="[^"]+" y="([^"]+)"', energy.picture))
    assert len(heights) == 30
    assert min(two - one for one, two in itertools.pairwise(heights)) > 5
    assert heights[0] > 0
    assert heights[-1] < 300


def test_tables_that_stand_at_the_same_have_one_label() -> None:
    """Where lines lie on one another, their tables' numbers stand once, neighbours as a span; a shorter line's does not."""
    at_the_same = [table(number, 0.5, 0.5, 0.4) for number in (2, 5, 6, 7, 8, 10, 11)]
    (energy, _) = of_all(tiny(), [table(1, 0.5, 0.5, 0.9), *at_the_same, table(9, 0.5, 0.4)])
    assert re.findall(r'class="end"[^>]*>([^<]+)<', energy.picture) == ["1", "9", "2, 5\u20138, 10", "11"]


def test_no_two_of_sixteen_lines_look_the_same() -> None:
    """Each has a form and a colour together that no other has, in the picture as beside the table's name."""
    (energy, _) = of_all(tiny(), [table(number, 0.5, number / 20) for number in range(1, 17)])
    looks = re.findall(r'<polyline class="line ([^"]+)"', energy.picture)
    assert len(set(looks)) == 16
    assert [re.findall(r'class="line ([^"]+)"', row.form)[0] for row in energy.rows] == looks
