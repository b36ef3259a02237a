"""Laws of the reader: what is written is read, both parsers agree on every text, and no bytes raise."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from game.scenario.node import to_plain
from game.scenario.parser import PureParser, event_source
from game.scenario.reader import read_scenario
from tests.scenario.nodes import scalars


class _Dumper(yaml.SafeDumper):
    """PyYAML's writer, which puts in quotes what reads as a number by our rules but not by YAML 1.1."""

    def ignore_aliases(self, data: Any) -> bool:
        """No value is given a name."""
        del data
        return True


_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|[-+]?\.\w+"), list("+-.0123456789")
)

# Spaces of other kinds may begin a line when PyYAML writes them, which the reader refuses as an indentation.
TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], include_characters=" ", exclude_characters="\u200b\ufeff\ufffe\uffff"
    ),
    max_size=30,
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.sampled_from(
        ["no", "012", "1:30", "1e5", "1e999", ".inf", "~", "null", "- a", "a: b", "a #b", "? ", "*a", "it's", '"q"']
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter(bool), inner, max_size=4),
    max_leaves=25,
)


SPLINTERS = [*":-#\"'[]{},&*!|>%@`?\\ \t\n=~<+2", ": ", "- ", "\n  ", "---\n", "...\n", "&a ", "*a ", "!t ", "\r\n", "é😀", ""]


class TestLaws:
    """What holds for every text."""

    @pytest.mark.parametrize("is_pure", [False, True], ids=["c", "python"])
    @pytest.mark.parametrize("flow", [False, True, None], ids=["block", "flow", "mixed"])
    @given(data=st.dictionaries(TEXTS.filter(bool), VALUES, min_size=1, max_size=5), unicode=st.booleans())
    def test_what_is_written_is_read(self, is_pure: bool, flow: bool | None, data: dict[str, Any], unicode: bool) -> None:
        """Any nested data that PyYAML writes with our scalars reads back equal, types included."""
        written = yaml.dump(data, Dumper=_Dumper, default_flow_style=flow, allow_unicode=unicode, sort_keys=False)
        tree, diagnostics = read_scenario(written.encode(), "x", is_pure=is_pure)
        assert diagnostics == []
        assert tree is not None
        assert repr(to_plain(tree)) == repr(data)

    @given(data=st.dictionaries(TEXTS.filter(bool), VALUES, min_size=1, max_size=5))
    def test_every_word_stands_where_its_node_says(self, data: dict[str, Any]) -> None:
        """At the place of an unquoted word the file holds its first line."""
        written = yaml.dump(data, Dumper=_Dumper, allow_unicode=True)
        tree, _ = read_scenario(written.encode(), "x")
        assert tree is not None
        lines = written.split("\n")
        for node in scalars(tree):
            if node.style == "plain" and node.text:
                assert lines[node.line - 1][node.column - 1 :].startswith(node.text.split(" ")[0])

    @example(edits=[(48, 0, ":"), (48, 3, "%")])
    @given(
        edits=st.lists(
            st.tuples(
                st.integers(0, 10_000),
                st.integers(0, 3),
                st.sampled_from(SPLINTERS),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_both_parsers_tell_the_same(self, edits: list[tuple[int, int, str]]) -> None:
        """However a scenario is damaged, both parsers give the same tree and the same messages, each with a place in the file."""
        text = LIVELY
        for place, n_deleted, inserted in edits:
            at = place % len(text)
            text = text[:at] + inserted + text[at + n_deleted :]
        fast = read_scenario(text.encode(), "x")
        assert fast == read_scenario(text.encode(), "x", is_pure=True)
        tree, diagnostics = fast
        assert tree is not None or diagnostics
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for one in diagnostics:
            assert 1 <= one.line <= len(lines)
            assert 1 <= one.column <= len(lines[one.line - 1]) + 1

    @pytest.mark.parametrize("is_pure", [False, True], ids=["c", "python"])
    @given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")))
    @example(b"%\n")
    @example(b"a: \\\r")
    def test_no_bytes_raise(self, is_pure: bool, data: bytes) -> None:
        """Whatever the bytes, there is a tree or a message."""
        tree, diagnostics = read_scenario(data, "x", is_pure=is_pure)
        assert tree is not None or diagnostics


LIVELY = """\
# A comment
title: "Two at a table"
objectives:
  - See how a promise is kept
  - 'Feel the pull: of your own targets'
prologue: >
  It is a wet Tuesday: the second

  The commander "waits".
sources:
  BAR-01: {section: "2.1", says: "our own words"}
agencies:
  core:
    name: The council
    map: [0.2, 0.7]
    about: it says
      things over lines
relations:
  pairs:
  - {between: [core, csc], purpose: .5}
  - from: met
    to: core
dilemmas:
  pitch:
    text: |
      One
        two
    effects:
      - {change: purpose, from: all, by: -slight, because: "it's the second, this year?"}
      - change: credibility
        if: trust(met, core) > .4 and turn < 3
"""


def test_machine_without_the_fast_parser_takes_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without its parser in C, the one in Python reads."""
    assert not isinstance(event_source("a: 1"), PureParser)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert isinstance(event_source("a: 1"), PureParser)
    tree, _ = read_scenario(b"a: 1\n", "x")
    assert tree is not None
    assert to_plain(tree) == {"a": 1}


@pytest.mark.slow
def test_located_tree_costs_less_than_plain_loading() -> None:
    """A scenario of 150 KB is read, with every place kept, in less than a third of PyYAML's own safe loading."""
    entry = LIVELY.partition("dilemmas:\n")[2]
    text = "dilemmas:\n" + "".join(entry.replace("pitch", f"pitch_{n}") for n in range(150_000 // len(entry)))

    def seconds(work: Callable[[], object]) -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    ours = min(seconds(lambda: read_scenario(text.encode(), "x")) for _ in range(5))
    theirs = seconds(lambda: yaml.safe_load(text))
    assert ours < theirs / 3
