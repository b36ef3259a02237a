"""Turns the text of a condition into a tree of `game.core.condition`, or says what is wrong with it.

The text looks like Python and is parsed by Python's own parser, but never evaluated: characters and nesting are checked
first, the syntax tree is walked with a white list (`meaning`), and every name must be one the scenario or the model knows.
"""

from __future__ import annotations

import ast
import re
from keyword import kwlist

from game.core.condition import Condition
from game.scenario.meaning import ONLY_SIGNS, ONLY_THESE, Complaint, Walker
from game.scenario.names import Names
from game.scenario.source import named
from game.scenario.vocabulary import JOINERS, READABLE, usage
from game.translation import later, say

LONGEST = 500
DEEPEST = 20

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))|(?P<word>[A-Za-z_]\w*)|(?P<mark>[<>=!]=|[-+*/(),<>])",
    re.ASCII,
)
_KEYWORD = re.compile(rf"\b(?:{'|'.join(word for word in kwlist if word not in JOINERS)})\b", re.ASCII)
_HELP = {
    "=": later("A comparison is written with two: `==`."),
    "&": later("Write `and`."),
    "|": later("Write `or`."),
    "!": later("Write `not`, or `!=` for is not equal."),
    "'": later("Names are written without quotation marks."),
    '"': later("Names are written without quotation marks."),
    "[": later("Write round brackets: `trust(a, b)`."),
    ".": later("Names have no full stop in them; a decimal is written 0.5."),
    "%": later("Write a share of one: 0.4 for 40%."),
    "£": later("Write pounds as a plain number: 20000."),
    "≥": later("Write `>=`."),
    "≤": later("Write `<=`."),
    "≠": later("Write `!=`."),
    ";": later("Write `and` or `or`."),
    **dict.fromkeys("\u2212\u2013\u2014", later("Write a minus as `-`, the sign on the keyboard.")),
    **dict.fromkeys("\u2018\u2019\u201c\u201d", later("Names are written without quotation marks.")),
}
_TWO_NAMES = re.compile(r"([a-z_]\w*)\s+([a-z_]\w*)\s*\)", re.ASCII)
_TURNED = {"=>": ">=", "=<": "<="}
_JOINER_IN_CAPITALS = re.compile(r"\b(?i:and|or|not)\b")
_DOTTED = re.compile(r"([A-Za-z_]\w*)\.([A-Za-z_]\w*)", re.ASCII)


def compile_condition(text: str, names: Names) -> tuple[Condition | None, list[Complaint]]:
    """Compiles the text of a condition into a tree that gives truth values; None and the reasons where it cannot be."""
    return _compile(text, names, wants_truth=True)


def compile_number(text: str, names: Names) -> tuple[Condition | None, list[Complaint]]:
    """Compiles the text of a sum into a tree that gives numbers; None and the reasons where it cannot be."""
    return _compile(text, names, wants_truth=False)


def _compile(text: str, names: Names, *, wants_truth: bool) -> tuple[Condition | None, list[Complaint]]:
    complaint = _first_look(text)
    if complaint is not None:
        return None, [complaint]
    lead = len(text) - len(text.lstrip())
    try:
        body = ast.parse(_KEYWORD.sub(_spared, re.sub(r"\s", " ", text.strip())), mode="eval").body
    except SyntaxError as error:
        return None, [_unreadable(text, lead, error)]
    except (ValueError, MemoryError, RecursionError):  # the parser's own limits; the text is bounded, so this is rare
        return None, [_too_deep(text)]
    if _depth(body) > DEEPEST:
        return None, [_too_deep(text)]
    walker = Walker(text, lead, names)
    result = walker.truth(body) if wants_truth else walker.number(body)
    if result is None or walker.complaints:
        return None, walker.complaints
    return result.condition, []


def _spared(match: re.Match[str]) -> str:
    """Spares an id that Python would take for a word of its own (`pass`, `is`): ids are lower case, Python minds the case."""
    return match.group().capitalize()


def _first_look(text: str) -> Complaint | None:
    """Checks length, characters and brackets before Python's parser sees the text."""
    if len(text) > LONGEST:
        return Complaint("WP408", 0, len(text), {"length": len(text), "longest": LONGEST})
    position, depth = 0, 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return _strange(text, position)
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth > DEEPEST:
            return _too_deep(text)
        position = match.end()
    if not text.strip():
        return _unread(0, len(text), say("nothing"), say("Write a comparison such as `turn > 3`, or leave the key out."))
    return None


def _strange(text: str, position: int) -> Complaint:
    """Complains of a character that no condition has."""
    sign = text[position]
    number = re.compile(r"\.?\d[\w.]*", re.ASCII).match(text, position)
    if number is not None:
        return _unread(
            position,
            number.end(),
            f"`{number.group()}`",
            say("Write a number such as 3, 0.25 or 20000, and a space before a word."),
        )
    turned = text[position : position + 2]
    if turned in _TURNED:
        help = say("Write `{sign}`.", sign=_TURNED[turned])
        return Complaint("WP402", position, position + 2, {"part": f"`{turned}`", "help": help})
    if sign.isprintable():
        help = _help_at_dot(text, position) if sign == "." else say(_HELP.get(sign, ONLY_THESE))
        shown = f"`{sign}`"
    else:
        help = say("Type a space in its place.") if sign.isspace() else say("Delete it.")
        shown = named(sign)
    return Complaint("WP402", position, position + 1, {"part": shown, "help": help})


def _help_at_dot(text: str, position: int) -> str:
    """Says how to write what other languages write with a full stop: `hospital.cover`, `letter.wait`."""
    for match in _DOTTED.finditer(text):
        if match.start(2) == position + 1:
            one, other = match.groups()
            if other in READABLE and usage(other).count("(") and "," not in usage(other):
                return say("Write `{other}({one})`.", one=one, other=other)
            return say("Names have no full stop in them: ask for an option by `chose({one}, {other})`.", one=one, other=other)
    return say(_HELP["."])


def _unread(start: int, stop: int, found: str, help: str) -> Complaint:
    return Complaint("WP401", start, stop, {"found": found, "help": help})


def _unreadable(text: str, lead: int, error: SyntaxError) -> Complaint:
    """Complains of text that Python's parser cannot read, in our own words."""
    # Python gives no offset, or 0, for a text that ends too soon.
    start = min(lead + error.offset - 1, len(text)) if error.offset else len(text)
    if text.count("(") != text.count(")"):
        n_open, n_closed = text.count("("), text.count(")")
        counted = say("{n_open} opening and {n_closed} closing brackets", n_open=n_open, n_closed=n_closed)
        is_unopened = n_open < n_closed
        help = (
            say("Add an opening bracket, or take one away.")
            if is_unopened
            else say("Add a closing bracket; if a comma has cut it short within curly brackets, put it all in quotation marks.")
        )
        return _unread(start, len(text), counted, help)
    rest = text[start:].strip()
    word = re.match(r"\w+|.", rest)
    if word is None:
        return _unread(start, len(text), say("the end of the text"), say("Finish it: something is missing after the last word."))
    if word.group() in ("if", "else", "is", "in", "for", "lambda"):
        return _unread(start, len(text), say("`{group}` here", group=word.group()), say(ONLY_SIGNS))
    if text[start:].startswith("<>"):
        return _unread(start, start + 2, "`<>`", say("Write `{sign}`.", sign="!="))
    found = say("`{group}` here", group=word.group())
    for joiner in _JOINER_IN_CAPITALS.finditer(text):
        if not joiner.group().islower():
            small = say("Write `{joiner}` in small letters.", joiner=joiner.group().lower())
            return _unread(joiner.start(), joiner.end(), f"`{joiner.group()}`", small)
    if pair := _TWO_NAMES.match(text, start):
        return _unread(
            start,
            pair.end(),
            f"`{pair[1]} {pair[2]}`",
            say("Put a comma between them: `{one}, {other}`.", one=pair[1], other=pair[2]),
        )
    return _unread(start, len(text), found, say("Check what stands before it: a comparison, `and` or `or` may be missing."))


def _too_deep(text: str) -> Complaint:
    return Complaint("WP407", 0, len(text), {"deepest": DEEPEST})


def _depth(node: ast.AST) -> int:
    """Measures how deep a syntax tree goes, without recursion: the text decides how deep it is."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(part) if isinstance(child, ast.expr))
    return deepest
