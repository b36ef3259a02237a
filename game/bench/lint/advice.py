"""A whole run of `lint`: the faults of `check`, and where there are none, advice from reading and from playing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.bench.lint.draft import Draft
from game.bench.lint.grounding import grounding_advice
from game.bench.lint.loose import loose_advice
from game.bench.lint.play import GAMES, Progress, play_advice, try_out
from game.bench.lint.prose import prose_advice
from game.bench.lint.slips import slip_advice
from game.bench.lint.table import table_advice
from game.bench.lint.teaching import teaching_advice
from game.scenario import rules
from game.scenario.check import Checked, placed
from game.scenario.diagnostic import Diagnostic, in_order
from game.scenario.fault import Fault


def lint(checked: Checked, *, games: int = GAMES, soften: Iterable[str] = (), progress: Progress | None = None) -> Checked:
    """A scenario file that was checked, with all advice among its diagnostics.

    Arguments:
        checked: the file.
        games: how many games are played for what only playing shows; 0 for none.
        soften: codes whose warnings become advice. A fault stays one.
        progress: told how far it is.
    """
    if not checked.is_playable or checked.tree is None:
        return checked
    draft = Draft.of(checked)
    found = list(reading_advice(draft))
    if games:
        found += play_advice(try_out(draft.place, games=games, progress=progress), progress=progress)
    softened = set(soften)
    diagnostics = [*checked.diagnostics, *place_all(found, checked)]
    return replace(checked, diagnostics=in_order(_softened(one, softened) for one in diagnostics))


def reading_advice(draft: Draft) -> Iterator[Fault]:
    """Yields all advice that reading alone can give."""
    yield from loose_advice(draft)
    yield from teaching_advice(draft)
    yield from grounding_advice(draft)
    yield from prose_advice(draft)
    yield from slip_advice(draft)
    yield from table_advice(draft)


def place_all(found: Iterable[Fault], checked: Checked) -> Iterator[Diagnostic]:
    """Yields the diagnostic of each finding, where it stands in the file."""
    if checked.tree is not None:
        for fault in found:
            yield placed(fault, checked.tree, checked.name)


def _softened(one: Diagnostic, softened: set[str]) -> Diagnostic:
    return replace(one, severity="advice") if one.code in softened and one.severity == "warning" else one


def may_soften(code: str) -> bool:
    """Whether a code may be softened: its page is not that of a fault. Raises `KeyError` for a code without a page."""
    return rules.page(code).severity != "fault"
