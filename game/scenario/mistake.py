"""Errors of YAML syntax in plain English.

A parser says "did not find expected key" where a person sees a quotation mark too few. From the parser's complaint, the text
around it and what had been read by then, `explain` tells which of the common mistakes it is. PyYAML's two parsers word their
complaints differently; both lead to the same explanation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from yaml.error import Mark, MarkedYAMLError

from game.scenario.diagnostic import Sentence
from game.scenario.slip import dash_meant, minus_meant
from game.scenario.swallowed import open_quote
from game.translation import say, say_many

Spot: TypeAlias = tuple[int, int]
"""Line and column, both from 0, as parsers count."""

_ENTRY = re.compile(r"""\s*(?:-(?:\s+|$)|(?:[^\s:#'"\[{][^:]*|"[^"]*"|'[^']*')\s*:(?:\s|$))""")
_NO_SPACE = re.compile(r"(?:- +)*([A-Za-z_][\w-]*):(\S.*)")
_ESCAPE = re.compile(
    r"\\(?:[0abtnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}"
    r"|U0000(?![dD][89a-fA-F])[0-9A-Fa-f]{4}|U000[1-9A-Fa-f][0-9A-Fa-f]{4}|U0010[0-9A-Fa-f]{4})"
)
_OTHER_COLON = re.compile(r"([A-Za-z_][\w-]*)(?:\s*[=;\uff1a]\s*|:[\u00a0\u2007\u202f]\s*)(\S.*)")
_HASH = re.compile(r"\s#\S")
_CURLY: Final = frozenset("\u2018\u2019\u201c\u201d")
_CLOSING: Final = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Seen:
    """The last value or key that was read in full.

    Arguments:
        kind: how it was written; `flow` is a list or map in brackets, `alias` a name for a value, already refused.
        start: its first character.
        end: just behind its last character.
    """

    kind: Literal["plain", "quoted", "block", "flow", "alias"]
    start: Spot
    end: Spot


@dataclass(frozen=True, slots=True)
class Scene:
    """What had been read when the parser gave up.

    Arguments:
        lines: the whole text.
        last: the last value or key read in full, if any.
        columns: of the open lists and maps written without brackets, and of the one closed last, outermost first, from 0.
        brackets: the opening brackets not yet closed, outermost first.
    """

    lines: list[str]
    last: Seen | None = None
    columns: tuple[int, ...] = ()
    brackets: tuple[Spot, ...] = ()

    def line(self, number: int) -> str:
        """A line by its number from 0; empty beyond the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def rest(self, spot: Spot) -> str:
        """What stands on the line from `spot` on."""
        return self.line(spot[0])[spot[1] :].strip()

    def is_first(self, spot: Spot) -> bool:
        """Whether nothing but spaces stands before `spot` on its line."""
        return not self.line(spot[0])[: spot[1]].strip()

    def is_end(self, spot: Spot) -> bool:
        """Whether nothing but comments stands from `spot` on."""
        return all(not line.strip() or line.lstrip().startswith("#") for line in (self.rest(spot), *self.lines[spot[0] + 1 :]))

    def is_behind_last(self, spot: Spot) -> bool:
        """Whether only spaces, if anything, part `spot` from the last value on the same line."""
        if self.last is None or self.last.kind == "block" or self.last.end[0] != spot[0]:
            return False
        return not self.line(spot[0])[self.last.end[1] : spot[1]].strip()


@dataclass(frozen=True, slots=True)
class Mistake:
    """An explained error.

    Arguments:
        code: of the rule page.
        spot: where to look.
        values: what the page's templates name.
        first_line: from 0, where the object begins that cannot be read; reading may go on behind it.
    """

    code: str
    spot: Spot
    values: dict[str, object] = field(default_factory=dict)
    first_line: int = 0


def explain(error: MarkedYAMLError, scene: Scene) -> Mistake:
    """The common mistake behind a parser's complaint.

    Arguments:
        error: what either of PyYAML's parsers raised.
        scene: what had been read by then.
    """
    problem, context = (error.problem or "").lower(), (error.context or "").lower()
    at = _spot(error.problem_mark) or _spot(error.context_mark) or (0, 0)
    begun = _spot(error.context_mark) or at
    for problem_words, context_words, explanation in _EXPLANATIONS:
        if re.search(problem_words, problem) and re.search(context_words, context):
            return explanation(scene, at, begun)
    return _unclear(scene, at, begun)


def indentation(line: str) -> int:
    """The number of spaces before a line's first character."""
    return len(line) - len(line.lstrip(" "))


def is_entry(line: str) -> bool:
    """Whether a line looks like `key: ...` or `- ...`."""
    return _ENTRY.match(line) is not None


def _spot(mark: Mark | None) -> Spot | None:
    """The place of a parser's mark."""
    return (mark.line, mark.column) if mark is not None else None


def _unclear(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001 - every explanation takes the same three
    """No mistake that we know."""
    return Mistake("WP110", at, {"text": scene.rest(at) or scene.line(at[0]).strip() or say("the end of the file")}, at[0])


def _unclosed_quote(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """A quotation mark that opens a text and has no partner."""
    return Mistake("WP105", begun, {"quote": scene.rest(begun)[:1], "text": scene.rest(begun)}, begun[0])


def _escape(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """A backslash in double quotes with something behind it that means nothing."""
    for number in range(begun[0], at[0] + 1):
        line, column = scene.line(number), begun[1] if number == begun[0] else 0
        while (column := line.find("\\", column)) >= 0:
            if column + 1 < len(line) and not (match := _ESCAPE.match(line, column)):
                return Mistake("WP109", (number, column), {"escape": line[column : column + 2]}, begun[0])
            column = match.end() if column + 1 < len(line) and match else column + 1
    return _unclear(scene, at, begun)


def _first_character(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """A text that begins with a character that means something else to YAML."""
    text = scene.rest(at)
    if scene.is_first(at) and (help := dash_meant(text)):
        return Mistake("WP122", at, {"text": text, "first": begun[0] + 1, "help": Sentence(help)}, at[0])
    return Mistake("WP107", at, {"character": text[:1], "text": text}, at[0])


def _first_character_begun(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """The same, where the complaint is about what follows the character."""
    return _first_character(scene, begun, begun)


def _tag(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """An exclamation mark that begins a text."""
    return Mistake("WP115", begun, {"tag": scene.rest(begun).split(" ")[0]}, begun[0])


def _directive(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """A per cent sign at the beginning of a line."""
    return Mistake("WP119", (begun[0], 0), {"text": scene.line(begun[0]).strip()}, begun[0])


def _colon(text: str, at: Spot, first_line: int) -> Mistake:
    """A colon within a text; curly quotation marks do not make it one."""
    help = (
        say("Put `{bracket}` before the first key of the map that ends here.", bracket="{")
        if text.endswith("}") and "{" not in text
        else say("Curly quotation marks are signs like any other: put straight ones round the whole text.")
        if _CURLY & set(text)
        else say("Put the whole text in double quotes; or write `>` behind its key and the text on the lines below, indented.")
    )
    return Mistake("WP104", at, {"text": text, "help": Sentence(help)}, first_line)


def _no_space(key: str, rest: str, at: Spot) -> Mistake:
    """A colon without a space behind it, or with nothing behind it."""
    is_empty = rest[:1] in {"}", "]", ","}
    help = say("Write something behind the colon, or take the key away.") if is_empty else say("Put a space behind the colon.")
    return Mistake("WP124", at, {"key": key, "rest": rest, "better": "..." if is_empty else rest, "help": Sentence(help)}, at[0])


def _missing_colon(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """A line without a colon where a key must stand, or without a space behind its colon."""
    text = scene.rest(begun)
    if match := _NO_SPACE.fullmatch(text):
        return _no_space(match[1], match[2], begun)
    return Mistake("WP103", begun, {"text": text, "help": Sentence(_without_colon(text))}, begun[0])


def _without_colon(text: str) -> str:
    """What to try with a line that has no colon where a key must stand."""
    if match := _OTHER_COLON.fullmatch(text):
        return say("Write `{key}: {rest}`, with a colon and an ordinary space.", key=match[1], rest=match[2])
    if text[:1] in _CLOSING:
        return say("Put a dash and a space before it if it is an item of the list above.")
    if text[:2] in {"//", "/*", "--"}:
        return say("Begin a comment with `#`.")
    return say("Put a colon behind the key; or indent the line further than the key above, if it goes on with that key's text.")


def _colon_in_brackets(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """Within brackets, a colon with a bracket or comma right behind it."""
    key, rest = scene.line(begun[0])[begun[1] : at[1]], scene.rest(at)[1:]
    if begun[0] == at[0]:
        return _no_space(key, rest, begun)
    return _unclear(scene, at, begun)


def _stray_colon(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """A colon where no key can stand: most often within a text, sometimes on a line that is indented too far."""
    last = scene.last
    if last is None or not scene.is_behind_last(at):
        return _colon(scene.line(at[0]).strip(), at, at[0])
    if last.kind != "plain":
        return _behind_value(scene, at, begun)
    first = last.start[0]
    if first == at[0]:
        return _colon(scene.rest(last.start), at, first)
    before = scene.line(first)[: last.start[1]]
    if not before.replace("-", " ").strip():
        return _missing_colon(scene, at, last.start)
    line = scene.line(at[0])
    if re.fullmatch(r"\s*[A-Za-z_][\w-]*\s*", line[: at[1]]):
        wanted = len(before) - len(before.lstrip(" -"))
        return _indented(scene, (at[0], indentation(line)), [wanted], first)
    return _colon(line.strip(), at, first)


def _item(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """A dash where no item of a list can stand."""
    return Mistake("WP120", at, {"text": scene.line(at[0]).strip(), "help": Sentence(minus_meant(scene.rest(at)))}, at[0])


def _text_marker(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """Something behind `|` or `>` on the same line."""
    rest = scene.rest(begun)
    return Mistake("WP123", begun, {"marker": rest[:1], "text": rest[1:].strip()}, begun[0])


def _in_brackets(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """Brackets that go on where a comma or the closing bracket should stand."""
    character, line = scene.rest(at)[:1], scene.line(at[0])
    is_next_entry = at[0] > begun[0] and is_entry(line) and indentation(line) <= indentation(scene.line(begun[0]))
    if scene.is_end(at) or is_next_entry or character in {"]", "}"}:
        return _unclosed_bracket(scene, begun)
    if scene.last and scene.last.kind == "alias" and scene.is_behind_last(at):
        return _behind_value(scene, at, begun)
    last = scene.last
    if character == ":" and last and last.kind in {"plain", "flow"} and scene.is_behind_last(at):
        is_one_word = last.start[0] == at[0] and " " not in line[last.start[1] : last.end[1]]
        if last.kind == "flow" or is_one_word:
            return _colon(scene.rest(last.start), at, begun[0])
        at = (at[0], max(line.rfind(" ", 0, last.end[1]) + 1, indentation(line)))
    return Mistake("WP121", at, {"text": scene.rest(at)}, begun[0])


def _unclosed_bracket(scene: Scene, opening: Spot) -> Mistake:
    """An opening bracket without its partner."""
    quote = open_quote(scene.line(opening[0]), opening[1])
    if quote is not None:
        return Mistake("WP105", at := (opening[0], quote), {"quote": scene.rest(at)[:1], "text": scene.rest(at)}, opening[0])
    bracket = scene.rest(opening)[:1]
    closing = _CLOSING.get(bracket, "]")
    help = (
        say("What follows ` #` is a comment: put a text with a hash in it in quotes.")
        if _HASH.search(scene.rest(opening))
        else say("Put `{closing}` where the list or map ends; a bracket in a text needs quotes round the text.", closing=closing)
    )
    values = {"bracket": bracket, "closing": closing, "text": scene.rest(opening), "help": Sentence(help)}
    return Mistake("WP106", opening, values, opening[0])


def _no_content(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """A value that is not there."""
    character = scene.rest(at)[:1]
    if scene.brackets and (scene.is_end(at) or character in {"]", "}"} or (character == "-" and scene.is_first(at))):
        return _unclosed_bracket(scene, scene.brackets[-1])
    if character in {"]", "}"}:
        return Mistake("WP125", at, {"bracket": character, "text": scene.line(at[0]).strip()}, at[0])
    if character == "," and scene.brackets:
        return Mistake("WP121", at, {"text": scene.rest(at)}, scene.brackets[0][0])
    if character in {",", "?"}:
        return _first_character(scene, at, at)
    if character == "-":
        return _item(scene, at, begun)
    if character == ":":
        return _no_key(scene, at, begun)
    return _unclear(scene, at, begun)


def _behind_value(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """Something behind a closing quotation mark or bracket."""
    last, text = scene.last, scene.line(at[0]).strip()
    if not scene.brackets and (help := dash_meant(text)):
        # Without its dash the line is a key, and its first value ends before the line does.
        spot = (at[0], indentation(scene.line(at[0])))
        return Mistake("WP122", spot, {"text": text, "first": begun[0] + 1, "help": Sentence(help)}, at[0])
    first = last.start if last else at
    character = scene.rest(at)[:1]
    if last and last.kind == "alias":
        return Mistake("WP114", first, {"alias": scene.rest(first)[1 : last.end[1] - first[1]]}, first[0])
    if character in {"]", "}"}:
        return Mistake("WP125", at, {"bracket": character, "text": scene.line(at[0]).strip()}, first[0])
    if last and last.kind == "quoted" and any(is_entry(scene.line(number)) for number in range(first[0] + 1, at[0] + 1)):
        # A text in quotes that swallowed whole entries was meant to end before them.
        return _unclosed_quote(scene, at, first)
    value = scene.rest(first)[: at[1] - first[1]].strip()
    return Mistake("WP108", at, {"text": scene.rest(at), "value": value, "help": Sentence(_in_quotes(scene, at, last))}, first[0])


def _in_quotes(scene: Scene, at: Spot, last: Seen | None) -> str:
    """What to try where something follows a value: a mark of the same kind ended the text too soon, or it is no value at all."""
    is_inside = last is not None and last.kind == "quoted" and last.end == at
    quote = scene.line(at[0])[at[1] - 1 : at[1]]
    if is_inside and quote == "'":
        return say("Write an apostrophe twice within single quotes; or put double quotes round the whole text.")
    if is_inside and quote == '"':
        return say("Write `{mark}` for a quotation mark within double quotes.", mark='\\"')
    if last is not None and re.fullmatch(r"\[[-0-9., \[\]]+", every := scene.rest(last.start)):
        return say("Put one more pair of brackets round all of it: `[{every}]`.", every=every)
    return say("Put the whole text in quotes, if it belongs to it; else give it a line of its own.")


def _behind_block(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """A line that fits neither the list or map above it nor one further out."""
    if scene.last and scene.last.kind != "plain" and scene.is_behind_last(at):
        return _behind_value(scene, at, begun)
    character = scene.rest(at)[:1]
    if character in {"]", "}"}:
        return Mistake("WP125", at, {"bracket": character, "text": scene.line(at[0]).strip()}, at[0])
    if character == ":":
        return _no_key(scene, at, begun)
    if not scene.is_first(at):
        return _unclear(scene, at, begun)
    if at[1] == begun[1]:
        text = scene.rest(at)
        help = dash_meant(text) or say("Give the list a key of its own and indent its items below it, or take the dashes away.")
        return Mistake("WP122", at, {"text": text, "first": begun[0] + 1, "help": Sentence(help)}, at[0])
    return _indented(scene, at, list(scene.columns), at[0])


def _no_key(scene: Scene, at: Spot, begun: Spot) -> Mistake:  # noqa: ARG001
    """A colon without a key."""
    return Mistake("WP112", at, {"found": say("a colon with no key before it")}, at[0])


def _no_key_in_brackets(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """Within brackets, a colon without a key, or a question mark that stands alone."""
    if match := re.search(r"(?:^|[\s,\[{])(\?)[\s,\]}]*$", scene.line(at[0])[: at[1]]):
        return _first_character(scene, (at[0], match.start(1)), begun)
    return _no_key(scene, at, begun)


def _indented(scene: Scene, at: Spot, columns: list[int], first_line: int) -> Mistake:
    """A line with another number of spaces than the lines it belongs with."""
    fewer = [column for column in columns if column < at[1]]
    more = [column for column in columns if column > at[1]]
    nearest = [spaces(column) for column in (fewer and [max(fewer)]) + (more and [min(more)])]
    expected = nearest[0] if nearest else say("another number of spaces")
    if len(nearest) > 1:
        expected = say("{one} or {other}", one=nearest[0], other=nearest[1])
    help = Sentence(say("Line it up with the other keys or dashes of the same list or map."))
    return Mistake("WP102", at, {"text": scene.rest(at), "spaces": spaces(at[1]), "expected": expected, "help": help}, first_line)


def spaces(number: int) -> str:
    """A number of spaces in words."""
    return say("no space") if number == 0 else say_many(number, "{number} space", "{number} spaces", number=number)


def _behind_document(scene: Scene, at: Spot, begun: Spot) -> Mistake:
    """Something behind the end of the whole."""
    for number, line in enumerate(scene.lines[: at[0] + 1]):
        if line.startswith("..."):
            return Mistake("WP007", (number, 0), {"text": line.strip()}, at[0])
        if line.startswith("%"):
            return _directive(scene, at, (number, 0))
    if scene.rest(at)[:1] == ":":
        return _no_key(scene, at, begun)
    if scene.last and scene.last.kind != "plain" and scene.is_behind_last(at):
        return _behind_value(scene, at, begun)
    if scene.last and scene.last.kind == "plain" and not scene.columns:
        return _missing_colon(scene, at, scene.last.start)
    if scene.columns and scene.is_first(at) and at[1] not in scene.columns:
        return _indented(scene, at, list(scene.columns), at[0])
    return _behind_block(scene, at, begun) if scene.rest(at)[:1] in {"]", "}"} else _unclear(scene, at, begun)


_EXPLANATIONS: Final[tuple[tuple[str, str, Callable[[Scene, Spot, Spot], Mistake]], ...]] = (
    (r"end of stream|document (?:indicator|separator)", r"quoted", _unclosed_quote),
    (r"escape|hexa?deci?mal", r"quoted", _escape),
    (r"cannot start any token", r"", _first_character),
    (r"alphabetic or numeric", r"alias|anchor", _first_character_begun),
    (r"", r"directive", _directive),
    (r"yaml document|directive", r"", _directive),
    (r"", r"\btag\b", _tag),
    (r"tag handle", r"", _tag),
    (r"could not find expected ':'", r"", _missing_colon),
    (r"found unexpected ':'", r"", _colon_in_brackets),
    (r"mapping values are not allowed", r"", _stray_colon),
    (r"found no key", r"", _no_key_in_brackets),
    (r"sequence entries are not allowed", r"", _item),
    (r"mapping keys are not allowed", r"", _first_character),
    (r"", r"block scalar", _text_marker),
    (r"expected ',' or", r"", _in_brackets),
    (r"node content", r"", _no_content),
    (r"<block end>|expected key|'-' indicator", r"", _behind_block),
    (r"<document start>", r"", _behind_document),
)


def leave_out(lines: list[str], first: int, *, is_misplaced: bool, is_stray: bool) -> None:
    """Empties the lines of an entry and of all that stands below it, so that the rest can be read.

    Arguments:
        lines: of the file.
        first: the entry's first line, from 0; nothing happens when it lies behind the end.
        is_misplaced: the entry's column is wrong, and its neighbours' in the same column are too.
        is_stray: the entry is a line of text in the place of a key, as its neighbours in the same column may be.
    """
    depth = indentation(lines[first]) if first < len(lines) else 0
    for number in range(first, len(lines)):
        line = lines[number]
        inside = indentation(line) - depth
        if number > first and line.strip() and inside <= 0:
            is_neighbour = is_misplaced or (is_stray and not is_entry(line))
            if inside < 0 or not is_neighbour:
                return
        lines[number] = ""
