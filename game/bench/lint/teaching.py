"""Advice on teaching: real choices, an idea behind each, something to talk about afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from game.bench.lint.draft import Draft
from game.scenario.fault import Fault
from game.scenario.names import all_of


def teaching_advice(draft: Draft) -> Iterator[Fault]:
    """Yields advice on what a place teaches."""
    data = draft.data
    if not data.get("objectives"):
        yield Fault("WP613", (), {})
    questions = data.get("questions", {})
    missing = [phase for phase in ("describe", "analyse", "apply") if not questions.get(phase)]
    if missing:
        phases = all_of(f"`{phase}`" for phase in missing)
        yield Fault("WP614", ("questions",) if questions else (), {"phases": phases}, at_key=True)
    for name, dilemma in draft.script.dilemmas.items():
        path = ("dilemmas", name)
        if len(dilemma["options"]) < 3:
            yield Fault("WP610", (*path, "options"), {"count": len(dilemma["options"])}, at_key=True)
        if "concept" not in dilemma:
            yield Fault("WP611", path, {"name": name}, at_key=True)
        if "evidence" in dilemma and "real" in dilemma and "followed" not in dilemma:
            yield Fault("WP612", (*path, "real"), {}, at_key=True)
        if dilemma.get("inferred") and "real" not in dilemma:
            yield Fault("WP616", (*path, "inferred"), {}, at_key=True)
        for option, written in dilemma["options"].items():
            # Of money that is not there players are told by themselves.
            if "when" in written and "unless_text" not in written:
                yield Fault("WP615", (*path, "options", option, "when"), {"key": "when"}, at_key=True)
