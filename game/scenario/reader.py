"""From the bytes of a scenario file to located nodes.

YAML is taken event by event and never loaded: anchors, aliases and tags are refused, depth and number of values are counted
before anything is built on them, and words become values by our own rules (see `scalar`). A stack of our own replaces recursion,
so that no nesting can exhaust Python's. After an error of syntax the faulty entry is left out and its section read again, so that
one run shows as many mistakes as possible.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from yaml import events
from yaml.error import Mark, MarkedYAMLError

from game.scenario import mistake
from game.scenario.diagnostic import Diagnostic, Location, diagnose, in_order
from game.scenario.mistake import Scene, Seen, Spot
from game.scenario.node import ListNode, MapNode, Node, ScalarNode, Style
from game.scenario.parser import event_source
from game.scenario.repeated import Again, again_in
from game.scenario.scalar import UnfitNumberError, resolve
from game.scenario.source import LINE_END, UNFIT, SourceText, fetch, named
from game.scenario.swallowed import hash_behind, keys_within
from game.translation import say

DEEPEST: Final = 40
"""Levels of lists and maps within one another."""

_HALF_AHEAD: Final = 500
"""Characters: half of what the parser in C needs for the thousand brackets at which it gives up."""

MOST_VALUES: Final = 200_000
"""Keys, values, lists and maps of one file."""

MOST_FAULTS: Final = 50
"""Faults reported in one run, after which reading stops."""

_MOST_REPEATS: Final = 10
_MOST_REPEATED: Final = 400_000  # characters
_STYLES: Final[dict[str | None, Style]] = {"'": "quoted", '"': "quoted", "|": "block", ">": "block"}


def read_scenario(source: Path | bytes, name: str, *, is_pure: bool = False) -> tuple[MapNode | None, list[Diagnostic]]:
    """The tree of a scenario file, and every fault of its text.

    Arguments:
        source: the file's path, or its bytes.
        name: what messages call the file.
        is_pure: use the parser written in Python even where the faster one in C is at hand; the results are the same.

    Returns:
        the tree, or None when the file is no YAML or no map. Where single values were refused it holds them as broken nodes.
        The diagnostics stand in the order of the file; an empty list means that the text is sound.
    """
    return read_fetched(fetch(source, name), name, is_pure=is_pure)


def read_fetched(
    fetched: SourceText, name: str, *, is_pure: bool = False, is_trial: bool = False
) -> tuple[MapNode | None, list[Diagnostic]]:
    """The same of a text that is at hand already; a trial ends at the first error of syntax and does not tell it."""
    if fetched.text is None:
        return None, in_order(fetched.diagnostics)
    reading = _Reading(name, list(fetched.diagnostics), is_pure=is_pure)
    tree = reading.read_all(fetched.text, is_reliable=fetched.is_reliable, is_trial=is_trial)
    return tree, in_order(reading.diagnostics)


class _StopReading(Exception):  # noqa: N818 - no error: the reason has been reported
    """Raised where going on would serve nobody."""


@dataclass(slots=True)
class _Frame:
    """A list or map that is being read.

    Arguments:
        is_map: a map, not a list.
        start: line and column from 0.
        is_flow: written in brackets.
        items: of a list.
        values: of a map.
        keys: of a map.
        repeated: of a map, the keys that stand there already.
        key: of a map, the key whose value comes next; None when a key comes next.
        dropped: of a map, the key that was refused and whose value, which comes next, is dropped; empty where there was no word.
        is_key: the whole stands where a key should.
        has_no_word: of a map, something stood in the place of a key that is no word.
    """

    is_map: bool
    start: Spot
    is_flow: bool
    items: list[Node] = field(default_factory=list)
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, ScalarNode] = field(default_factory=dict)
    repeated: list[Again] = field(default_factory=list)
    key: str | None = None
    dropped: str | None = None
    is_key: bool = False
    has_no_word: bool = False


class _Reading:
    """One file being read: the stack of open lists and maps, and what was found wrong."""

    def __init__(self, name: str, diagnostics: list[Diagnostic], *, is_pure: bool) -> None:
        self.name = name
        self.is_pure = is_pure
        self.diagnostics = diagnostics
        self.first_line = 0
        self.n_values = 0
        self.torn: list[int] = []  # lines, from 0, of entries in a wrong column that were left out
        self._begin(0)

    def _begin(self, first_line: int) -> None:
        """Makes ready to read from a line, counted from 0, at which a section begins."""
        self.first_line = first_line
        self.lines: list[str] = []
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.last: Any = None  # the event of the last value or key read in full
        self.last_opening: Spot = (0, 0)  # where it began, if it stood in brackets
        self.closed_column: int | None = None

    # The file as a whole

    def read_all(self, text: str, *, is_reliable: bool, is_trial: bool = False) -> MapNode | None:
        """The tree of a text; reads on behind errors of syntax to find more of them, and then returns None."""
        try:
            try:
                self._read(text)
            except MarkedYAMLError as error:
                if is_reliable and not is_trial:
                    self._read_on(text, error)
                return None
        except _StopReading:
            return None
        if self.root is None:
            self._report("WP005", (0, 0))
            return None
        if not isinstance(self.root, MapNode):
            found = say("a list") if isinstance(self.root, ListNode) else say("the text `{text}`", text=self.root.text)
            self._report("WP006", (self.root.line - 1, self.root.column - 1), found=found)
            return None
        return self.root if is_reliable else None

    def _read_on(self, text: str, error: MarkedYAMLError) -> None:
        """Explains an error, leaves its entry out, and reads the rest of the file for more."""
        lines = LINE_END.split(text)
        n_characters = 0
        for _ in range(_MOST_REPEATS):
            begin = self._explain(error, lines)
            if begin is None:
                return
            rest = "\n".join(lines[begin:])
            n_characters += len(rest)
            if n_characters > _MOST_REPEATED:
                return
            self._begin(begin)
            try:
                self._read(rest)
            except MarkedYAMLError as next_error:
                error = next_error
            else:
                return
        self._explain(error, lines)

    def _explain(self, error: MarkedYAMLError, lines: list[str]) -> int | None:
        """Reports an error and empties the lines of its entry; returns the line of the section to read again, if there is one."""
        for depth in range(1, len(self.stack) + 1):
            self._tell_repeated(depth)
        outermost = self.stack[0] if self.stack else None
        columns = [frame.start[1] for frame in self.stack if not frame.is_flow]
        if self.closed_column is not None:
            columns.append(self.closed_column)
        scene = Scene(
            lines=lines[self.first_line :],
            last=self._last_seen(),
            columns=tuple(columns),
            brackets=tuple(frame.start for frame in self.stack if frame.is_flow),
        )
        explained = mistake.explain(error, scene)
        values = dict(explained.values)
        if isinstance(first := values.get("first"), int):
            values["first"] = first + self.first_line
        self._report(explained.code, explained.spot, path=None, **values)
        has_sections = outermost is not None and outermost.is_map and not outermost.is_flow and outermost.start[1] == 0
        if not has_sections or explained.code in {"WP007", "WP119"}:
            return None
        first = explained.first_line + self.first_line
        is_misplaced = explained.code in ("WP102", "WP122") and explained.spot[0] + self.first_line == first
        if explained.code in ("WP102", "WP103", "WP122"):
            self.torn.append(explained.spot[0] + self.first_line)
        mistake.leave_out(lines, first, is_misplaced=is_misplaced, is_stray=explained.code == "WP103")
        sections = [n for n in range(first + 1) if lines[n][:1].strip() and mistake.is_entry(lines[n]) and lines[n][0] != "-"]
        return sections[-1] if sections else first

    def _last_seen(self) -> Seen | None:
        """The last value or key read in full, as explanations take it."""
        event = self.last
        if event is None:
            return None
        end = (event.end_mark.line, event.end_mark.column)
        if type(event) is events.ScalarEvent:
            return Seen(_STYLES.get(event.style, "plain"), _start(event), end)
        if type(event) is events.AliasEvent:
            return Seen("alias", _start(event), end)
        return Seen("flow", self.last_opening, end)

    def _report(self, code: str, spot: Spot, path: tuple[str | int, ...] | None = (), **values: object) -> None:
        """Adds a diagnostic.

        Arguments:
            code: of the rule page.
            spot: in the text being read, from 0.
            path: keys behind those of the stack; None for no path at all.
            values: for the page's templates.
        """
        location = Location(self.name, spot[0] + self.first_line + 1, spot[1] + 1)
        self._add(diagnose(code, location, () if path is None else (*self._path(), *path), **values))

    def _add(self, diagnostic: Diagnostic) -> None:
        """Adds a diagnostic that is not known yet; stops the reading when there are too many."""
        if any((known.code, known.location) == (diagnostic.code, diagnostic.location) for known in self.diagnostics):
            return
        self.diagnostics.append(diagnostic)
        if len(self.diagnostics) >= MOST_FAULTS:
            self.diagnostics.append(diagnose("WP008", diagnostic.location, most=MOST_FAULTS))
            raise _StopReading

    def _tell_repeated(self, depth: int) -> None:
        """Reports the keys that stand twice in one of the open maps, counted from the outermost, which is the first."""
        frame = self.stack[depth - 1]
        for code, node, values in again_in(frame.keys, frame.repeated, self.torn):
            location = Location(self.name, node.line, node.column)
            self._add(diagnose(code, location, (*self._path(depth - 1), node.text), **values))

    def _path(self, depth: int | None = None) -> tuple[str | int, ...]:
        """The keys and indices that lead to the value that is being read, or as many of them as `depth` says."""
        path: list[str | int] = []
        for frame in self.stack[:depth]:
            if not frame.is_map:
                path.append(len(frame.items))
            elif key := frame.key or frame.dropped:
                path.append(key)
        return tuple(path)

    # Event by event

    def _read(self, text: str) -> None:
        """Reads one text into `root`."""
        n_values = self.n_values
        try:
            self._read_events(text)
        except MarkedYAMLError as error:
            if "maximum nesting" not in (error.problem or "") or error.problem_mark is None:
                raise
            # The parser in C looks ahead, and can give up before it has told of the brackets that are already too many for us.
            # With half of them it tells.
            self._begin(self.first_line)
            self.n_values = n_values
            self._read_events(text[: error.problem_mark.index - _HALF_AHEAD])

    def _read_events(self, text: str) -> None:
        """Takes in the events of one text."""
        self.lines = LINE_END.split(text)
        get_event = event_source(text, is_pure=self.is_pure).get_event
        n_documents = 0
        while (event := get_event()) is not None:
            kind = type(event)
            if kind is events.ScalarEvent:
                self._scalar(event)
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                self._open(event, is_map=kind is events.MappingStartEvent)
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                self._close(event)
            elif kind is events.AliasEvent:
                self._alias(event)
            elif kind is events.DocumentStartEvent:
                n_documents += 1
                if n_documents > 1:
                    self._report("WP007", _start(event), text="---")
                    raise _StopReading

    def _count(self, event: Any) -> None:
        """Counts a value and refuses its anchor and tag; stops at the largest number of values."""
        self.n_values += 1
        if self.n_values > MOST_VALUES:
            self._report("WP117", _start(event), most=f"{MOST_VALUES:,}")
            raise _StopReading
        if event.anchor is not None:
            self._report("WP113", _start(event), anchor=event.anchor)
        if event.tag is not None:
            self._report("WP115", _start(event), tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _scalar(self, event: Any) -> None:
        """Takes in a key or a value that is neither list nor map."""
        self._count(event)
        start, end = event.start_mark, event.end_mark
        text: str = event.value
        style = _STYLES.get(event.style, "plain")
        line, column = start.line + self.first_line + 1, start.column + 1
        last = (end.line + self.first_line + 1, end.column + 1)
        if text or style != "plain":
            self.last = event
        frame = self.stack[-1] if self.stack else None
        is_key = frame is not None and frame.is_map and frame.key is None and frame.dropped is None
        if not text and style == "plain" and frame is not None and frame.key is not None:
            # Where nothing stands the parsers' places differ; an author looks behind the key.
            line, column = last = frame.keys[frame.key].end
        value: str | int | float | bool | None = text
        is_broken = event.tag is not None
        if style == "plain" and not is_key and not is_broken:
            try:
                value = resolve(text)
            except UnfitNumberError as error:
                self._report("WP118", _start(event), text=text, found=str(error))
                is_broken = True
        elif event.style == '"' and (unfit := UNFIT.search(text)):
            self._report("WP004", _start(event), character=named(unfit[0]))
            is_broken = True
        if style == "plain" and not is_key and isinstance(value, str) and not any(outer.is_flow for outer in self.stack):
            self._note_hash(value, (end.line, end.column))
        elif style == "block":
            self._note_keys((start.line, end.line))
        node = ScalarNode(value, line, column, last, text, style, is_broken)
        if frame is not None and is_key:
            self._key(frame, node)
        else:
            self._attach(node)

    def _note_hash(self, text: str, end: Spot) -> None:
        """Warns of a comment that was most likely meant as a part of the text before it."""
        line = self.lines[end[0]] if end[0] < len(self.lines) else ""
        column = hash_behind(text, line, end[1])
        if column is not None:
            self._report("WP126", (end[0], column), rest=line[column:].strip(), text=text)

    def _note_keys(self, lines: Spot) -> None:
        """Warns of keys that were most likely indented into a text by mistake."""
        for number, column in keys_within(self.lines, *lines):
            self._report("WP127", (number, column), line=self.lines[number].strip())
            return

    def _key(self, frame: _Frame, node: ScalarNode) -> None:
        """Makes a text the key of the next value, unless it is empty or stands there already."""
        at = (node.line - self.first_line - 1, node.column - 1)
        key = node.text
        if not key and frame.is_flow and node.style == "plain":
            # The two parsers go on differently from here, so that neither may.
            raise MarkedYAMLError(problem="found no key", problem_mark=Mark(self.name, 0, *at, None, 0))
        if not key:
            self._report("WP112", at, found=say("a colon with no key before it"))
            frame.dropped, frame.has_no_word = "", True
        elif key in frame.keys:
            frame.repeated.append(Again(len(frame.keys) + len(frame.repeated), node))
            frame.dropped = key
            if len(frame.repeated) > MOST_FAULTS:
                self._tell_repeated(len(self.stack))
                raise _StopReading
        else:
            frame.keys[key] = node
            frame.key = key

    def _alias(self, event: Any) -> None:
        """Refuses an alias; a broken node stands in for it."""
        self._report("WP114", _start(event), alias=event.anchor)
        start, end = _start(event), (event.end_mark.line, event.end_mark.column)
        self.last = event
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.is_map and frame.key is None and frame.dropped is None:
            frame.dropped, frame.has_no_word = "", True
            return
        shift = self.first_line + 1
        last = (end[0] + shift, end[1] + 1)
        self._attach(ScalarNode(None, start[0] + shift, start[1] + 1, last, f"*{event.anchor}", is_broken=True))

    def _open(self, event: Any, *, is_map: bool) -> None:
        """Begins a list or a map."""
        self._count(event)
        if len(self.stack) >= DEEPEST:
            self._report("WP116", _start(event), path=None, level=DEEPEST + 1, deepest=DEEPEST)
            raise _StopReading
        frame = _Frame(is_map, _start(event), bool(event.flow_style))
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.is_map and parent.key is None and parent.dropped is None:
            if not any(outer.is_key for outer in self.stack):
                self._report(
                    "WP112",
                    frame.start,
                    found=say("a map in the place of a key") if is_map else say("a list in the place of a key"),
                )
            frame.is_key = True
        self.stack.append(frame)

    def _close(self, event: Any) -> None:
        """Ends the list or map begun last and makes it a node."""
        self._tell_repeated(len(self.stack))
        frame = self.stack.pop()
        shift = self.first_line + 1
        line, column = frame.start[0] + shift, frame.start[1] + 1
        if frame.is_flow:
            self.last = event
            self.last_opening = frame.start
            end = (event.end_mark.line + shift, event.end_mark.column + 1)
        else:
            self.closed_column = frame.start[1]
            inner = list(frame.values.values())[-1:] if frame.is_map else frame.items[-1:]
            end = inner[0].end if inner else (line, column)
        if frame.is_key:
            self.stack[-1].dropped, self.stack[-1].has_no_word = "", True
        elif frame.is_map and frame.has_no_word and not frame.keys:
            self._attach(ScalarNode(None, line, column, end, "", is_broken=True))
        elif frame.is_map:
            self._attach(MapNode(frame.values, line, column, end, frame.keys))
        else:
            self._attach(ListNode(tuple(frame.items), line, column, end))

    def _attach(self, node: Node) -> None:
        """Puts a finished value where it belongs."""
        if not self.stack:
            self.root = None if isinstance(node, ScalarNode) and not node.text and node.style == "plain" else node
            return
        frame = self.stack[-1]
        if not frame.is_map:
            frame.items.append(node)
        elif frame.key is None:
            frame.dropped = None
        else:
            frame.values[frame.key] = node
            frame.key = None


def _start(event: Any) -> Spot:
    """Where an event begins, from 0."""
    return event.start_mark.line, event.start_mark.column
