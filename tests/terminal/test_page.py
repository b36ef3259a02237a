"""Pages: wrapped text without drawing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.terminal.page import Page, plain


@given(st.text(), st.integers(30, 80))
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    """Whatever is written, every line fits."""
    page = Page("A title").text(text).item(text).item(text, label="Name:").under(text).line(text)
    assert all(len(line) <= width for line in page.lines(width))


@given(st.text())
def test_nothing_a_terminal_would_obey(text: str) -> None:
    """Control characters of a scenario or a file's name do not reach the screen."""
    assert all(sign.isprintable() for line in Page().text(text).exactly(text).lines(80) for sign in line)
    assert plain(plain(text)) == plain(text)


def test_escape_sequences_and_brackets() -> None:
    """An escape is taken out, and brackets are only brackets."""
    assert Page().line("\x1b[31mred [bold]b[/bold] \x07").lines(80) == ["[31mred [bold]b[/bold]"]


def test_paragraphs_stand_apart() -> None:
    """One empty line between paragraphs, never two, and none at the top."""
    page = Page().gap().text("One.\n\n\nTwo.").gap().gap().heading("Three").line("Four.")
    assert page.lines(80) == ["One.", "", "Two.", "", "Three", "Four."]


def test_lists_are_indented_under_their_text() -> None:
    """A short label's lines align; a name's go in by two."""
    assert Page().item("aaa bbb", label="1.").lines(7) == ["1. aaa", "   bbb"]
    assert Page().item("aaa bbb", label="Name:").lines(10) == ["Name: aaa", "  bbb"]


def test_what_is_to_be_copied_is_not_wrapped() -> None:
    """A path stays whole, however long, and as it is."""
    path = "a-long  name/" * 20
    assert Page().exactly(path).lines(40) == [f"  {path}"]


def test_a_label_that_takes_up_a_line_is_wrapped_and_cuts_no_word() -> None:
    """Forty columns hold a long label and its text in whole words, in their order."""
    page = (
        Page()
        .item("63 of 100 at the end.", label="Trust where it matters, as it really was:")
        .item("Independent chair.", label="- x:")
    )
    assert page.lines(40) == ["Trust where it matters, as it really", "  was: 63 of 100 at the end.", "- x: Independent chair."]


_WORDS = st.lists(st.text("abc,", min_size=1, max_size=20), min_size=1)


@given(_WORDS, _WORDS)
def test_words_that_fit_are_never_cut(label: list[str], text: list[str]) -> None:
    """Whatever label stands before it, a screen reader hears the words that were written."""
    lines = Page().item(" ".join(text), label=" ".join(label)).lines(30)
    assert " ".join(lines).split() == [*label, *text]
    assert all(len(line) <= 30 for line in lines)
