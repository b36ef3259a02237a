"""Reading age: syllables, sentences, and the school year of texts whose reading age is known."""

from __future__ import annotations

import pytest

from game.words.reading import n_words, reading_of, syllables

SPOKEN = {
    1: (
        "the used asked makes trust whole there lead real leave leaves judged them knew hours worked schools guess "
        "three he she we me be tried died lose rules smiles queue"
    ),
    2: (
        "table reading people wanted houses changes little being science quiet police because council social special "
        "million nation going doing language people's create every carried budget themselves sometimes business "
        "prison rhythm chaos poem judges hundred wages voices patient children tuesday question eighteen nineteen "
        "quarter money service teacher decide agree agreed loses titles fuel cruel"
    ),
    3: (
        "commander idea area partnership families agency agencies evening somebody period radio actual usual created "
        "reaction video museum probation serious various previous courageous areas diary theory officers officer "
        "governance important services decided influence"
    ),
    4: "continuous experience variety society commissioner commissioners information",
    6: "responsibility accountability",
}
"""Words by how many syllables they are spoken with."""


def test_syllables_are_those_spoken() -> None:
    """Of a hundred everyday and official words, 97 or more are counted as they are spoken, and none is off by more than one."""
    off = {
        word: (number, syllables(word)) for number, words in SPOKEN.items() for word in words.split() if syllables(word) != number
    }
    assert len(off) <= 3, off
    assert all(abs(spoken - counted) == 1 for spoken, counted in off.values())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("She waits.", 1),
        ("She waits. He does not! Why? Nobody knows…", 4),
        ("Mr Pereira came at 10.30. Dr. Shah did not.", 2),
        ("The total is 3.5 million.", 1),
        ("“Not today.” She left.", 2),
        ("A heading\n\nA text.", 2),
        ("", 0),
    ],
)
def test_a_sentence_ends_at_a_stop_that_ends_one(text: str, sentences: int) -> None:
    """A sentence ends at a stop that ends one, not at a decimal or a title."""
    assert reading_of(text).sentences == sentences


def test_numbers_and_words_with_apostrophes_are_one_word() -> None:
    """Numbers and words with apostrophes are one word each, and dashes are none."""
    assert n_words("It's 78,000 pounds - for 18 families' homes.") == 7


def test_known_grades() -> None:
    """A nursery sentence is for the youngest; the preamble of a treaty is for graduates."""
    easy = reading_of("The cat sat on the mat. It was a big mat. The cat was glad.")
    hard = reading_of(
        "The High Contracting Parties, recognising the desirability of co-ordinating administrative responsibilities, hereby "
        "undertake to facilitate multilateral consultation regarding interdependent organisational accountability."
    )
    assert easy.grade < 1
    assert easy.age == 5
    assert hard.grade > 20
    assert reading_of("").grade == 0


def test_the_grade_is_that_of_the_published_formula() -> None:
    """The grade is that of the published formula: 10 words in 2 sentences with 13 syllables."""
    reading = reading_of("The police came at ten. Nobody had said a word.")
    assert (reading.sentences, reading.words, reading.syllables) == (2, 10, 13)
    assert reading.grade == pytest.approx(0.39 * 5 + 11.8 * 1.3 - 15.59)
