"""What is typed where a number is asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.words.typed import whole


@given(st.integers(-20, 120))
def test_a_number_within_bounds_is_that_number(number: int) -> None:
    """What is written in digits is read as it was written, and nothing below or beyond what can be chosen."""
    assert whole(str(number), 3, 99) == (number if 3 <= number <= 99 else None)


@given(st.one_of(st.text(), st.sampled_from(["", " 1", "1 ", "+1", "1_0", "²", "٣", "1" * 5_000])))
def test_anything_is_a_number_or_none(text: str) -> None:
    """Whatever signs somebody types or sends, and however many, there is an answer."""
    number = whole(text, 0, 10**9)
    assert number is None or text.lstrip("0") in (str(number), "")
