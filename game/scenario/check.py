"""`check`: every fault of a scenario in one run, each where it stands, with what was found, expected, and to try.

The stages follow one another: the text (`reader`), its format (`migrate`), keys and kinds (`structure`), names and
conditions (`reference`), what effects would do (`consequence`), the course it can take (`agenda`), and what can be reached on it
(`reach`). A later stage keeps silent about what an earlier one has refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from game.scenario import rules, shape
from game.scenario.agenda import agenda_faults
from game.scenario.consequence import consequence_faults
from game.scenario.declaration import Declaration, declared, spots_of
from game.scenario.diagnostic import Diagnostic, Location, Sentence, diagnose, dotted, in_order
from game.scenario.fault import Fault
from game.scenario.interrupt import Interruptible
from game.scenario.migrate import bring_forward
from game.scenario.misplaced import as_written, at_home, misplaced
from game.scenario.node import ListNode, MapNode, Node, ScalarNode, locate, to_plain
from game.scenario.reach import reach_faults
from game.scenario.reader import read_fetched
from game.scenario.reference import reference_faults
from game.scenario.schema import FORMAT
from game.scenario.shifted import Told, without_shifts
from game.scenario.shipped import FILE
from game.scenario.source import SourceText, fetch
from game.scenario.structure import structure_faults
from game.translation import say

MOST_FAULTS = 200
"""How many faults one run reports; who has more has copied something wrong, and the first tell what."""

# Faults of a map as a whole, which say nothing against what else stands in it.
_OF_THE_WHOLE = ("WP201", "WP202", "WP205")

# The values of a fault that are sentences of ours.
_OURS = ("help", "expected", "keys", "owner", "usage", "words", "rest", "openers", "near", "also", "who")

# What cannot be known to be wrong while the section that declares it is missing or refused.
_SECTIONS = {"WP301": "agencies", "WP302": "frames", "WP303": "dilemmas", "WP304": "sources"}

# Names of what is declared in several sections, or deep within one.
_NAMED = ("WP305", "WP309", "WP330", "WP334", "WP403", "WP406")

# Keys that each may stand and cannot stand together.
_MIXED = ("WP311", "WP317")


@dataclass(frozen=True)
class Checked:
    """A scenario file that has been checked.

    Arguments:
        id: what the place is called: its folder's name, or the file's own where that is not `scenario.yaml`.
        data: plain data in the newest format; None where the text could not be read.
        tree: the same with the place of each value.
        diagnostics: all that was found, in the order of the file.
        name: what messages call the file.
    """

    id: str
    data: Any
    tree: MapNode | None
    diagnostics: list[Diagnostic]
    name: str = ""

    @property
    def is_playable(self) -> bool:
        """Whether no fault stops the scenario; warnings do not."""
        return self.data is not None and all(one.severity != "fault" for one in self.diagnostics)


def check_path(path: Path | str) -> Checked:
    """Checks a scenario file, or the `scenario.yaml` in a folder. Raises nothing: an unreadable file is a fault too."""
    file = Path(path)
    with suppress(OSError):  # what cannot be looked at is told when it is read
        if file.is_dir() and (file / FILE).exists():
            file /= FILE
    return check_source(file, str(file), file.resolve().parent.name if file.name == FILE else file.stem)


def check_source(source: Path | bytes, name: str, place_id: str = "") -> Checked:
    """Checks a scenario file, or its bytes, and keeps what was read of it.

    Arguments:
        source: the file, or what stands in it.
        name: what messages call it.
        place_id: what the place is called; as the name without its ending, if left out.
    """
    with Interruptible():
        return _looked_at(source, name, place_id or Path(name).stem)


def _looked_at(source: Path | bytes, name: str, place_id: str) -> Checked:
    fetched = fetch(source, name)
    checked = _checked(fetched, name, place_id)
    if fetched.text is None or not fetched.is_reliable or checked.is_playable:
        return checked

    def told_of(text: str) -> Told:
        again = _checked(SourceText(text, list(fetched.diagnostics)), name, place_id, is_trial=True)
        return Told(again.tree, again.diagnostics)

    left = without_shifts(fetched.text, name, Told(checked.tree, checked.diagnostics), told_of)
    return replace(checked, diagnostics=in_order(left.diagnostics)) if left.n_shifts else checked


def _checked(fetched: SourceText, name: str, place_id: str, *, is_trial: bool = False) -> Checked:
    tree, diagnostics = read_fetched(fetched, name, is_trial=is_trial)
    if tree is None:
        return Checked(place_id, None, None, diagnostics, name)
    migrated = bring_forward(to_plain(tree))
    if migrated.is_newer:
        fault = Fault("WP211", ("format",), {"found": migrated.found, "newest": FORMAT})
        return Checked(place_id, None, tree, [*diagnostics, placed(fault, tree, name)], name)
    found = list(islice(faults_of(migrated.data), MOST_FAULTS))
    if migrated.is_older:
        found.insert(0, Fault("WP212", ("format",), {"found": migrated.found, "newest": FORMAT}))
    refused = set(_broken(tree, ()))
    torn = [one.path.rpartition(".")[0] for one in diagnostics if one.code == "WP129"]
    twice = {one.path.partition(".")[0] for one in diagnostics if one.code == "WP111" and one.path.count(".") == 1}
    found = [one for one in found if one.path not in refused and not _is_echo(one, torn) and not _may_stand_twice(one, twice)]
    diagnostics += [placed(fault, tree, name) for fault in found]
    return Checked(place_id, migrated.data, tree, in_order(diagnostics), name)


def faults_of(data: Any) -> Iterator[Fault]:
    """Yields every fault in a scenario's plain data, none of them an echo of another."""
    found = list(misplaced(data))
    yield from (one.fault for one in found)
    # All else is told as it would be if each thing stood in its own section.
    for fault in _faults_at_home(at_home(data, found), may_be_walked=not found):
        yield replace(fault, path=as_written(fault.path, found))


def _faults_at_home(data: Any, *, may_be_walked: bool) -> Iterator[Fault]:
    """Yields every fault in data whose things stand in their own sections; its course is walked only where it has no fault."""
    spots = spots_of(data)
    first = list(islice(structure_faults(data, spots), MOST_FAULTS))
    yield from first
    declaration = declared(data, spots)
    later = chain(
        reference_faults(spots, declaration),
        consequence_faults(data, spots, declaration),
        agenda_faults(data, spots),
    )
    others = list(_without_echoes(first, later, declaration))
    yield from others
    if may_be_walked and not any(rules.page(fault.code).severity == "fault" for fault in (*first, *others)):
        yield from reach_faults(data, declaration.names)


def _without_echoes(first: list[Fault], later: Iterable[Fault], declaration: Declaration) -> Iterator[Fault]:
    """Yields the later faults that are not the consequence of an earlier one."""
    refused = {fault.path for fault in first if fault.code not in _OF_THE_WHOLE}
    names = declaration.names
    known = {"agencies": names.agencies, "frames": names.frames, "dilemmas": names.dilemmas, "sources": names.sources}
    has_broken_sections = any(len(fault.path) <= 1 for fault in first)
    # Within curly brackets a comma ends a condition, and what comes behind it is read as a key.
    cut_short = {fault.path[:-1] for fault in first if fault.code == "WP201" and ")" in str(fault.path[-1])}
    for fault in later:
        if fault.code == "WP401" and fault.path[:-1] in cut_short:
            continue
        section = _SECTIONS.get(fault.code)
        if section and not known[section] and has_broken_sections:
            continue
        if fault.code == "WP406" and not names.agencies:
            continue
        if fault.code in ("WP305", "WP403", "WP406") and not names.dilemmas and has_broken_sections:
            # Flags and promises are made within dilemmas, for the most part.
            continue
        if not any(fault.path[:length] in refused for length in range(len(fault.path) + 1)):
            yield fault


def _is_echo(fault: Fault, torn: Sequence[str]) -> bool:
    """Whether a fault comes of a map that has lost its own key to the map above, of which `torn` says where it is.

    That one has the keys of both, what holds it one too few, and whoever names the other finds nothing.
    """
    if fault.code in _SECTIONS:
        return any(path.split(".")[0] == _SECTIONS[fault.code] for path in torn)
    own = f"{dotted(fault.path)}."
    if fault.code == "WP205":
        return any(path.startswith(own) for path in torn)
    if fault.code in _MIXED:
        return any(own.startswith(f"{path}.") for path in torn)
    return bool(torn) and fault.code in _NAMED


def _may_stand_twice(fault: Fault, sections: Collection[str]) -> bool:
    """Whether a name may be missing because another thing has its key, in one of the `sections` where two have the same.

    One that is nearly there is misspelt all the same.
    """
    is_near = str(fault.values.get("help", "")).startswith(say("Did you mean `{close}`?", close="").partition("`")[0])
    return _SECTIONS.get(fault.code) in sections and not is_near


def placed(fault: Fault, tree: MapNode, name: str) -> Diagnostic:
    """The diagnostic of a fault, where it stands in the file that messages call `name`."""
    line, column = locate(tree, fault.path, fault.at_key)
    node = _node(tree, fault.path)
    values = dict(fault.values)
    if isinstance(node, ScalarNode):
        if fault.within is not None:
            column += _offset(node, fault.within)
        if fault.code == "WP203" and not values["help"] and node.meant is not None:
            values["help"] = (
                say("Write {meant} without quotation marks.", meant=node.meant)
                if node.style == "quoted"
                else say("Write {meant}.", meant=node.meant)
            )
    shown = {key: Sentence(value) if key in _OURS and isinstance(value, str) else value for key, value in values.items()}
    return diagnose(fault.code, Location(name, line, column), fault.path, **shown)


def _offset(node: ScalarNode, within: int) -> int:
    """Tells how far behind a text's first column a position in it stands; 0 where lines or escapes make that unknowable."""
    line, column = node.end
    quotes = 1 if node.style == "quoted" else 0
    if node.style == "block" or line != node.line or column - node.column != len(node.text) + 2 * quotes:
        return 0
    return within + quotes


def _node(tree: MapNode, path: shape.Path) -> Node | None:
    here: Node = tree
    for step in path:
        if isinstance(here, MapNode) and str(step) in here.value:
            here = here.value[str(step)]
        elif isinstance(here, ListNode) and isinstance(step, int) and step < len(here.value):
            here = here.value[step]
        else:
            return None
    return here


def _broken(node: Node, path: shape.Path) -> Iterator[shape.Path]:
    """Yields the paths of what the reader has refused already."""
    if isinstance(node, ScalarNode):
        if node.is_broken:
            yield path
    elif isinstance(node, ListNode):
        for number, item in enumerate(node.value):
            yield from _broken(item, (*path, number))
    else:
        for key, item in node.value.items():
            yield from _broken(item, (*path, key))
