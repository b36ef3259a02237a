"""A line, or an entry with all that stands below it, that was moved to the left or to the right by mistake.

YAML has no word for it: it reads such a line as part of something else, or gives up a few lines on, and what is told then is told
of lines that are sound. So the line is looked for by trying: near the first complaints, one is moved to a column in which its
neighbours stand, and the whole is checked again. Where that leaves hardly anything to say, it was the slip, and is told alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from game.scenario.diagnostic import Diagnostic, Location, Sentence, diagnose
from game.scenario.mistake import indentation, is_entry, spaces
from game.scenario.node import ListNode, MapNode, Node
from game.scenario.source import LINE_END
from game.translation import say, say_many

_SYNTAX: Final = ("WP102", "WP103", "WP104", "WP110", "WP111", "WP120", "WP122", "WP127", "WP129")
_FORM: Final = ("WP201", "WP203")
_FIRST_OF_LATER_STAGES: Final = "WP2"
_MOST_CHARACTERS: Final = 3_000_000
"""Read again in one run, so that the largest file is tried a few times and one of usual size as often as it takes."""

_MOST_SHIFTS: Final = 3
_MOST_PLACES: Final = 3
_BLANK = re.compile(r"\s*(?:#.*)?$")
_HEADER = re.compile(r"\s*(?:- +)?[^\s:#'\"\[{][^:]*:\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Told:
    """What a check of one text has found.

    Arguments:
        tree: None where the text could not be read.
        diagnostics: in the order of the file.
    """

    tree: MapNode | None
    diagnostics: Sequence[Diagnostic]

    @property
    def suspects(self) -> list[int]:
        """The lines, from 0, of what a shifted line may have caused, none of them twice."""
        return list(dict.fromkeys(one.line - 1 for one in self.diagnostics if one.code in _SYNTAX + _FORM))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left to tell.

    Arguments:
        diagnostics: of the lines that were shifted, and of all else.
        n_shifts: how many were found.
    """

    diagnostics: list[Diagnostic]
    n_shifts: int


@dataclass(frozen=True, slots=True)
class _Shift:
    """A line that may have been shifted: from which column, to which, and how many lines move with it."""

    line: int
    written: int
    wanted: int
    n_lines: int = 1

    def moved(self, lines: Sequence[str]) -> list[str]:
        """The lines with this one moved to where it is wanted."""
        by, last = self.wanted - self.written, self.line + self.n_lines
        block = [" " * by + one if by > 0 else one[min(-by, indentation(one)) :] for one in lines[self.line : last]]
        return [*lines[: self.line], *block, *lines[last:]]


def without_shifts(text: str, name: str, told: Told, check: Callable[[str], Told]) -> Outcome:
    """Tells each line that was shifted by mistake as that alone, in the place of all that it has caused.

    Arguments:
        text: of the file.
        name: what messages call it.
        told: what is found in it.
        check: what is found in another text.
    """
    lines = LINE_END.split(text)
    was_read = told.tree is not None
    found: list[Diagnostic] = []
    budget = _MOST_CHARACTERS
    for _ in range(_MOST_SHIFTS):
        best: tuple[int, _Shift, Told] | None = None
        if not _may_be_shifted(told):
            break
        for shift in _candidates(lines, told.suspects[:_MOST_PLACES]):
            budget -= len(text)
            if budget < 0:
                break
            then = check("\n".join(shift.moved(lines)))
            if _is_better(told, then, shift) and (best is None or len(then.diagnostics) < best[0]):
                best = (len(then.diagnostics), shift, then)
                if not then.diagnostics:
                    break
        if best is None:
            break
        _, shift, then = best
        only = [(one.code, one.line - 1) for one in told.diagnostics]
        if only == [("WP122", shift.line)] and not lines[shift.line].lstrip().startswith("- "):
            break  # its dash is the slip, and is told already
        told = then
        found.append(_diagnostic(shift, lines, name))
        lines = shift.moved(lines)
    # Of what cannot be read no later stage speaks.
    left = [one for one in told.diagnostics if was_read or one.code < _FIRST_OF_LATER_STAGES]
    return Outcome([*found, *left], len(found))


def _may_be_shifted(told: Told) -> bool:
    """Whether a shifted line may be behind what is told; a single fault of form is told on its line, with what to try."""
    return bool(told.suspects) and (len(told.diagnostics) > 1 or told.diagnostics[0].code in _SYNTAX)


def _is_better(before: Told, after: Told, shift: _Shift) -> bool:
    """Whether a move has put right what one slip had done: nothing suspicious is left, or several complaints have gone."""
    if after.tree is None or not any(line == shift.line for line in _key_lines(after.tree)):
        # Moved into the text above it, a line is read no more, and nothing is told of it.
        return False
    if before.tree is None and not after.suspects:
        return True
    return len(after.diagnostics) + 1 < len(before.diagnostics) or (not after.diagnostics and len(before.diagnostics) == 1)


def _key_lines(tree: Node) -> Iterator[int]:
    """The line, from 0, of every key."""
    if isinstance(tree, MapNode):
        for key, value in tree.value.items():
            yield tree.keys[key].line - 1
            yield from _key_lines(value)
    elif isinstance(tree, ListNode):
        for item in tree.value:
            yield from _key_lines(item)


def _candidates(lines: Sequence[str], places: Sequence[int]) -> list[_Shift]:
    """The moves worth trying, the likeliest first: those that keep to the file's step, and of them the shorter ones."""
    step = _step(lines)
    shifts = [shift for place in places for line in _near(lines, place) for shift in _shifts_of(lines, line, step)]

    def unlikely(one: _Shift) -> tuple[bool, int]:
        keeps_step = one.wanted == 0 or one.wanted - _outer(lines, one.line, one.wanted) == step
        return not keeps_step, abs(one.wanted - one.written)

    return sorted(dict.fromkeys(shifts), key=unlikely)


def _step(lines: Sequence[str]) -> int:
    """By how many spaces this file goes in, most often."""
    columns = [indentation(one) for one in lines if not _BLANK.match(one) and is_entry(one)]
    steps = Counter(inner - outer for outer, inner in pairwise(columns) if inner > outer)
    return steps.most_common(1)[0][0] if steps else 2


def _near(lines: Sequence[str], place: int) -> list[int]:
    """The lines that may have been shifted where one does not fit: itself, and those above that began or ended what it is in."""
    if place >= len(lines):
        return []
    near = [place]
    before = _before(lines, place)
    if before is not None:
        near.append(before)
    column = indentation(lines[place])
    top = place
    while before is not None and indentation(lines[before]) > column:
        top, before = before, _before(lines, before)
    near += [top] if before is None else [top, before]
    return [one for one in dict.fromkeys(near) if is_entry(lines[one])]


def _before(lines: Sequence[str], line: int) -> int | None:
    """The nearest line above with anything on it."""
    return next((number for number in range(line - 1, -1, -1) if not _BLANK.match(lines[number])), None)


def _behind(lines: Sequence[str], line: int) -> int | None:
    """The nearest line below with anything on it."""
    return next((number for number in range(line + 1, len(lines)) if not _BLANK.match(lines[number])), None)


def _outer(lines: Sequence[str], line: int, column: int) -> int:
    """The column of the nearest line above that begins further left than a column; 0 where there is none."""
    return next(
        (
            indentation(lines[number])
            for number in range(line - 1, -1, -1)
            if not _BLANK.match(lines[number]) and indentation(lines[number]) < column
        ),
        0,
    )


def _shifts_of(lines: Sequence[str], line: int, step: int) -> Iterator[_Shift]:
    """The moves of one line, alone and with what stands below it, into the columns of its neighbours."""
    written = indentation(lines[line])
    behind, before = _behind(lines, line), _before(lines, line)
    columns: set[int] = {0}
    if behind is not None:
        columns |= {indentation(lines[behind]), indentation(lines[behind]) - step}
    if before is not None:
        above = indentation(lines[before])
        columns |= {above, above + step}
        while above > 0:
            above = _outer(lines, before, above)
            columns.add(above)
    last = line
    while (following := _behind(lines, last)) is not None and indentation(lines[following]) > written:
        last = following
    for wanted in sorted(columns - {written}):
        if wanted < 0:
            continue
        if _keeps_its_own(lines, line, wanted, behind):
            yield _Shift(line, written, wanted)
        if last > line:
            yield _Shift(line, written, wanted, last - line + 1)


def _keeps_its_own(lines: Sequence[str], line: int, wanted: int, behind: int | None) -> bool:
    """Whether a key without a value has, in another column, something below it still."""
    if not _HEADER.match(lines[line]):
        return True
    if behind is None:
        return False
    column = indentation(lines[behind])
    return column > wanted or (column == wanted and lines[behind].lstrip().startswith("- "))


def _diagnostic(shift: _Shift, lines: Sequence[str], name: str) -> Diagnostic:
    """What is told of a shifted line."""
    by = abs(shift.wanted - shift.written)
    many = say_many(by, "{number} space", "{number} spaces", number=by)
    if shift.n_lines > 1:
        sentence = (
            say("Move it and what stands below it {many} to the left.", many=many)
            if shift.wanted < shift.written
            else say("Move it and what stands below it {many} to the right.", many=many)
        )
    else:
        sentence = (
            say("Move this line {many} to the left.", many=many)
            if shift.wanted < shift.written
            else say("Move this line {many} to the right.", many=many)
        )
    return diagnose(
        "WP102",
        Location(name, shift.line + 1, shift.written + 1),
        text=lines[shift.line].strip(),
        spaces=spaces(shift.written),
        expected=spaces(shift.wanted),
        help=Sentence(sentence),
    )
