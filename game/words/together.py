"""What is kept on one line: dates, figures with their units, short brackets, and a title with its name.

Whatever face lays a text out asks this one rule, and breaks a line only at the blanks that it leaves.
"""

from __future__ import annotations

import re
from typing import Final

BLANK: Final = "\u00a0"
"""A blank at which no line is broken."""

LONGEST: Final = 24
"""Signs that are kept on one line at most: more would leave gaps at the ends of lines."""

_BRACKET: Final = re.compile(r"\([^()\n]{1,22}\)")
_LINKING: Final = "(?!(?:from|have|into|than|that|then|they|this|were|when|will|with)\\b)"
_NO_YEAR: Final = r"(?<!\b(?:19|20)\d\d)(?<!Q\d)"
_BLANKS: Final = re.compile(
    "|".join(
        (
            rf"(?<=\d){_NO_YEAR} (?=[a-z]{{1,2}} [£\d])",  # 41 |of 100, £1.2m |to £1.7m: a date is no figure
            r"(?<=\d [a-z]) (?=[£\d])|(?<=\d [a-z]{2})(?<!\b(?:19|20)\d\d [a-z]{2})(?<!Q\d [a-z]{2}) (?=[£\d])",
            rf"(?<=\d){_NO_YEAR} (?={_LINKING}[a-z]{{4}})",  # 12 families, £1.2 million
            r"(?<=\d) (?=(?:am|pm|bn|cm|kg|km)\b)",
            r"(?<=\b\d) (?=[A-Z]\w{2})|(?<=\b\d\d) (?=[A-Z]\w{2})",  # 30 June
            r"(?<=[^\W\d_]) (?=(?:19|20)\d\d\b(?! \w*Q))",  # June 2012, in 2012
            r"(?<=\d\d\d\d) (?=[A-Z][a-z]?\d\b)",  # 2012 Q3
            r"(?<=\bM[rs]) (?=[A-Z])|(?<=\bDr) (?=[A-Z])|(?<=\bSt) (?=[A-Z])|(?<=\bMrs) (?=[A-Z])",
        )
    )
)


def together(text: str, most: int = LONGEST) -> str:
    """The text with unbreakable blanks within whatever is kept on one line, sign for sign as long as it was.

    Arguments:
        text: what is to be laid out.
        most: signs that are kept together at most; what would be longer is left as it was.
    """
    kept = _BLANKS.sub(BLANK, _BRACKET.sub(lambda found: found[0].replace(" ", BLANK), text))
    return " ".join(part if len(part) <= most else apart(part) for part in kept.split(" "))


def apart(text: str) -> str:
    """The text with ordinary blanks only: as it is drawn, measured and compared."""
    return text.replace(BLANK, " ")
