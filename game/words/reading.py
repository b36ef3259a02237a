"""How hard a text is to read: sentences, words and syllables counted, and the school year that they ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SENTENCE_END: Final = re.compile(r"[.!?…;:]+[\"'”\u2019)\]]*(?=\s|$)|\n\s*\n")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['\u2019][A-Za-z]+)*|\d[\d,.]*")
_VOWELS: Final = re.compile(r"[aeiouyà-öø-ÿ]+")
_SILENT: Final = re.compile(
    r"(?:[^laeiou]es|[aeiou]les|[^aeioutd]ed|(?:[^le]|[aeiou]l)e)$|some(?=[a-z])|(?<=ev)e(?=ry)|(?<=bus)i(?=n)"
)
_SPOKEN_END: Final = re.compile(r"(?:[sxzcg]|[cs]h)es$|dred$|[^aeiou]e$(?<=\bthe)")
_APART: Final = re.compile(
    r"ia(?!l|n$|n[st]|g|ti|ge)|io(?!u|n)|iu|eo(?!pl|us|n$)|(?<=cr)ea|(?<=\br)ea(?=ct)|(?<=\bid)ea|(?<=\bar)ea"
    r"|ie(?=t)|(?<=\bsc)ie|(?<=per)ie(?=n)|(?<=[rv])iou|(?<=[ts])ua(?=l)|ue(?=nt|nc|l$)|[aeou]ing\b|uou|eu(?=m)|oe(?=m)|ao|[st]h?m$"
)
"""Where letters that stand together are spoken as two syllables, or a last consonant as one of its own."""
_ABBREVIATED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|etc)\.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text.

    Arguments:
        sentences: at least one where there is a word; what a semicolon or a colon marks off counts as one (Flesch 1948).
        words: numbers count as words of one syllable.
        syllables: by the letters of each word, which is right for nine English words in ten.
    """

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The school year (United States) that the text asks for; 0 for the easiest.

        Source: Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75.
        """
        if not self.words:
            return 0.0
        return max(0.0, 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59)

    @property
    def age(self) -> int:
        """The age in years at which most people read this without effort: a first year at school begins at five or six."""
        return round(self.grade) + 5


def reading_of(text: str) -> Reading:
    """What there is to count in a text."""
    plain = _ABBREVIATED.sub(lambda match: match[0].replace(".", ""), text)
    pieces = [piece for piece in _SENTENCE_END.split(plain) if _WORD.search(piece)]
    words = _WORD.findall(plain)
    return Reading(len(pieces), len(words), sum(syllables(word) for word in words))


def syllables(word: str) -> int:
    """How many syllables a word has, told by its letters; at least one."""
    letters = word.lower().replace("\u2019", "'").removesuffix("'s")
    if not letters or letters[0].isdigit():
        return 1
    count = len(_VOWELS.findall(letters)) + len(_APART.findall(letters)) - len(_SILENT.findall(letters))
    return max(count + bool(_SPOKEN_END.search(letters) and _SILENT.search(letters)), 1)


def n_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))
