"""A corpus of seeded faults: each small file has one, or one and its twin, marked on its line by `# <- CODE`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.bench.lint.advice import lint
from game.scenario import rules
from game.scenario.check import check_source

CORPUS = sorted((Path(__file__).parent / "faults").glob("*.yaml"))
_MARK = re.compile(r"# <- (WP\d{3})")


def marked(text: str) -> set[tuple[str, int]]:
    """The codes that are marked, each with its line."""
    return {(match[1], number) for number, line in enumerate(text.splitlines(), 1) for match in _MARK.finditer(line)}


def test_the_corpus_is_large_enough() -> None:
    """There are at least sixty seeded faults, of at least forty kinds."""
    expected = [one for file in CORPUS for one in marked(file.read_text(encoding="utf-8"))]
    assert len(expected) >= 60
    assert len({code for code, _ in expected}) >= 40


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_every_seeded_fault_is_found_on_its_line(file: Path) -> None:
    """The code is reported on the line where the fault was put; and of check's codes, no other is reported at all."""
    data = file.read_bytes()
    expected = marked(data.decode())
    assert expected
    if all(code < "WP600" for code, _ in expected):
        assert {(one.code, one.line) for one in check_source(data, file.name).diagnostics} == expected
        return
    assert check_source(data, file.name).diagnostics == []
    games = 512 if any(code >= "WP640" for code, _ in expected) else 0
    assert expected <= {(one.code, one.line) for one in lint(check_source(data, file.name), games=games).diagnostics}


def test_seeded_codes_have_pages() -> None:
    """Every code of the corpus has a rule page."""
    assert {code for file in CORPUS for code, _ in marked(file.read_text(encoding="utf-8"))} <= set(rules.codes())
