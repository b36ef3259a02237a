"""`help WORD`: what a word of the field means in this game."""

from __future__ import annotations

from game.terminal.help import meaning


def test_a_word_is_explained() -> None:
    """By its own name, by another name for it, and by the beginning of it."""
    for typed in ("buy-in", "commitment", "the buy"):
        assert "committed to the joint work" in " ".join(meaning(typed).lines(80))


def test_a_word_that_is_not_there() -> None:
    """The nearest is offered, and all there are."""
    shown = " ".join(meaning("protocl").lines(80))
    assert "Did you mean “protocol”?" in shown
    assert "wrong pockets" in shown
