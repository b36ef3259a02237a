"""Errors of syntax: each common slip is told once, in its own words, where one should look; one run finds many."""

from __future__ import annotations

import pytest

from game.scenario.reader import read_scenario
from tests.scenario.parsed import Read, told


class TestMistakes:
    """The common slips of syntax, each told once, in its own words, at its own place."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            # indentation
            ("a:\n    b: 1\n  c: 2\n", ("WP102", 3, 3)),
            ("a:\n  b: 1\n   c: 2\n", ("WP102", 3, 4)),
            ("a: b\n  c: d\n", ("WP102", 2, 3)),
            ("  a: 1\nb: 2\n", ("WP102", 2, 1)),
            ("a:\n  - b\n - c\n", ("WP102", 3, 2)),
            ("a:\n\tb: 1\n", ("WP101", 2, 1)),
            ("a:\n  \tb: 1\n", ("WP101", 2, 3)),
            ("a:\n\u00a0 b: 1\n", ("WP101", 2, 1)),
            # colons
            ("a: 1\nb\nc: 2\n", ("WP103", 2, 1)),
            ("a\nb: 1\n", ("WP103", 1, 1)),
            ("a: some words\nand more words\nc: 2\n", ("WP103", 2, 1)),
            ("a: 1\nb:2\nc: 3\n", ("WP124", 2, 1)),
            ("a:1\nb: 2\n", ("WP124", 1, 1)),
            ("a: {b:[1]}\n", ("WP124", 1, 5)),
            ("a: he says: no\n", ("WP104", 1, 11)),
            ("a: it goes\n  on: here now\n  and: so\n", ("WP102", 2, 3)),
            ("a: it goes\n  on like this: no\n  and: so\n", ("WP104", 2, 15)),
            ("- a: b: c\n", ("WP104", 1, 7)),
            ("a: [b: c: d]\n", ("WP104", 1, 9)),
            ("a: 1\n: b\n", ("WP112", 2, 1)),
            # quotes
            ('a: "one\nb: 2\n', ("WP105", 1, 4)),
            ("a: 'one\nb: 2\n", ("WP105", 1, 4)),
            ('a: "one\nb: "two"\nc: 3\n', ("WP105", 1, 4)),
            ('a: "one" two\n', ("WP108", 1, 10)),
            ('a: "one", "two"\n', ("WP108", 1, 9)),
            ("a: 'it's late'\n", ("WP108", 1, 8)),
            ('a: "one": two\n', ("WP108", 1, 9)),
            ('a: "c:\\new\\place"\n', ("WP109", 1, 11)),
            ('a: "\\xg1"\n', ("WP109", 1, 5)),
            ('a: "fine \\n\n  but \\q"\n', ("WP109", 2, 7)),
            ('a: "\\ud83d"\n', ("WP109", 1, 5)),
            ('a: "\\U00110000"\n', ("WP109", 1, 5)),
            ('a: "\\0"\n', ("WP004", 1, 4)),
            # brackets
            ("a: [1, 2\nb: 3\n", ("WP106", 1, 4)),
            ("a: {x: 1\nb: {y: 2}\n", ("WP106", 1, 4)),
            ("a: [1, {x: 2]\n", ("WP106", 1, 8)),
            ("a:\n  b: [1,\n  - c\n", ("WP106", 2, 6)),
            ("a: [", ("WP106", 1, 4)),
            ("a: [1]]\n", ("WP125", 1, 7)),
            ("a: 1\n}\n", ("WP125", 2, 1)),
            ("a: ]\n", ("WP125", 1, 4)),
            ("a: [x] y\n", ("WP108", 1, 8)),
            ("a: {x: one y: 2}\n", ("WP121", 1, 12)),
            ('a: ["x" "y"]\n', ("WP121", 1, 9)),
            ("a: {x: 1,\n    y: 2\n    z: 3}\n", ("WP121", 3, 5)),
            ("a: [1,, 2]\n", ("WP121", 1, 7)),
            # first characters
            ("a: @b\n", ("WP107", 1, 4)),
            ("a: `b`\n", ("WP107", 1, 4)),
            ("a: %b\n", ("WP107", 1, 4)),
            ("a: *bold* words\n", ("WP107", 1, 4)),
            ("a: & so on\n", ("WP107", 1, 4)),
            ("a: , b\n", ("WP107", 1, 4)),
            ("a: ? b\n", ("WP107", 1, 4)),
            ("a: {b: ? c}\n", ("WP107", 1, 8)),
            ("a: [0.2, ?]\n", ("WP107", 1, 10)),
            ("a: [?, 0.2]\n", ("WP107", 1, 5)),
            ("a: {: b}\n", ("WP112", 1, 5)),
            ("a: *b and more\n", ("WP114", 1, 4)),
            # lists
            ("a: - b\n", ("WP120", 1, 4)),
            ("a: [- b]\n", ("WP120", 1, 5)),
            ("a: 1\n- b\n", ("WP122", 2, 1)),
            ("- a\nb: 1\n", ("WP122", 2, 1)),
            # texts below
            ("a: > words\n", ("WP123", 1, 4)),
            ("a: |words\n", ("WP123", 1, 4)),
            ("a: >50% of it\n", ("WP123", 1, 4)),
            # instructions and documents
            ("%YAML 1.2\n---\na: 1\n", ("WP119", 1, 1)),
            ("a: 1\n%b\nc: 1\n", ("WP119", 2, 1)),
            ("a: 1\n---\nb: 1\n", ("WP007", 2, 1)),
            ("a: 1\n...\nb: 1\n", ("WP007", 2, 1)),
            # invisible
            ("a: b\x07c\n", ("WP004", 1, 5)),
            ("a: b\u2028c\n", ("WP004", 1, 5)),
            ("a: b\u202ec\n", ("WP004", 1, 5)),
            ('a: "b\\u2066c"\n', ("WP004", 1, 4)),
            ("a: \ufeffb\n", ("WP004", 1, 4)),
        ],
    )
    def test_is_told_once_in_its_own_words(self, read: Read, text: str, expected: tuple[str, int, int]) -> None:
        """One slip, one message, at the place to look at."""
        assert told(read, text) == [expected]

    def test_one_run_finds_many(self, read: Read) -> None:
        """Reading goes on behind a slip; what is sound in between is not complained of."""
        text = (
            'title: "Two at a table\n'
            "turns: 4\n"
            "objectives:\n"
            "  - @home\n"
            "  - fine\n"
            "agencies:\n"
            "  council: {name: The council, budget: 100000\n"
            "  police: {name: The police, budget: 80000}\n"
            "  police: {name: The police again, budget: 1e999}\n"
            "dilemmas:\n"
            "  first:\n"
            "    text: The commander: he has twenty minutes.\n"
            "      And one more thing: no.\n"
            "    options:\n"
            "      pitch:\n"
            "         label: Make the savings case\n"
            "       text: x\n"
            "  second:\n"
            "    title:No space\n"
            "    text: > Not here\n"
            "      one\n"
            "\n"
            "      two: three: four\n"
            "    options: *opts\n"
        )
        assert told(read, text) == [
            ("WP105", 1, 8),
            ("WP107", 4, 5),
            ("WP106", 7, 12),
            ("WP111", 9, 3),
            ("WP118", 9, 44),
            ("WP104", 12, 24),
            ("WP102", 17, 8),
            ("WP124", 19, 5),
            ("WP123", 20, 11),
            ("WP114", 24, 14),
        ]
        assert read(text)[0] is None

    def test_pasted_paragraph_is_one_mistake(self, read: Read) -> None:
        """Lines of text that were not indented are one slip, not one for each line."""
        assert told(read, "a: some words\nmore words\nstill more\nand more\nb: 1\nc d\ne: 1\n") == [
            ("WP103", 2, 1),
            ("WP103", 6, 1),
        ]

    def test_block_one_space_off_is_one_mistake(self, read: Read) -> None:
        """Lines that share a wrong column are one slip."""
        assert told(read, "a:\n    b: 1\n   c: 2\n   d: 3\n   e:\n     f: 4\ng: h: i\n") == [("WP102", 3, 4), ("WP104", 7, 5)]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: [\n>>>>>>> other\nc: 3\n", [("WP128", 2, "lines 2 to 6")]),
            ("<<<<<<< a\nb: 2\n||||||| c\nb: 1\n=======\n>>>>>>> d\nc: *x\n", [("WP128", 1, "lines 1 to 6")]),
            ("a: >\n  b\n<<<<<<< a\n  c\n=======\n  d\n>>>>>>> e\n", [("WP128", 3, "lines 3 to 7")]),
            ("<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b\n", [("WP128", 1, "1 to 3"), ("WP128", 4, "4 to 6")]),
            ("a: 1\n>>>>>>> other\nb: 2\n", [("WP128", 2, "line 2")]),
            ("a: >\n  <<<<<<< drawn\n  ========\n# =======\n", []),
        ],
    )
    def test_two_versions_that_a_merge_left_are_told_alone(
        self, read: Read, text: str, expected: list[tuple[str, int, str]]
    ) -> None:
        """Each place where nobody has chosen is one fault, and nothing is said of the rest, which is of two minds."""
        _, diagnostics = read(text)
        assert [(one.code, one.line) for one in diagnostics] == [one[:2] for one in expected]
        assert all(rows in told.found for (_, _, rows), told in zip(expected, diagnostics, strict=True))

    def test_tabs_are_told_by_runs(self, read: Read) -> None:
        """Neighbouring lines with tabs are one fault; their absence causes no further complaint."""
        _, diagnostics = read("a:\n\tb: 1\n\n\tc: [\nd: 1\ne:\n\tf: 1\n")
        assert [(one.code, one.line) for one in diagnostics] == [("WP101", 2), ("WP101", 7)]
        assert "lines 2 to 4" in diagnostics[0].summary

    def test_not_utf8_tells_line_and_column(self) -> None:
        """The first byte that is not UTF-8 is placed by characters, and named as it looks in Windows."""
        _, diagnostics = read_scenario("a: é\nb: £é ".encode() + b"\x96\nc: *x\n", "x")
        assert [(one.code, one.line, one.column) for one in diagnostics] == [("WP003", 2, 7), ("WP114", 3, 4)]
        assert "`\N{EN DASH}`" in diagnostics[0].found
