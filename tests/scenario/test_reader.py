"""The reader: what words become, where things stand, and what is refused although it is YAML. Each with both parsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.scenario.node import ListNode, ScalarNode, locate, to_plain
from game.scenario.reader import DEEPEST, MOST_FAULTS, read_scenario
from game.scenario.scalar import meant
from tests.scenario.nodes import scalars
from tests.scenario.parsed import Read, told

SMALLEST = (Path(__file__).parent / "smallest.yaml").read_bytes()


def plain(read: Read, text: str) -> Any:
    """The plain data of a text without faults."""
    tree, diagnostics = read(text)
    assert diagnostics == []
    assert tree is not None
    return to_plain(tree)


STAYS_TEXT = (
    *("no", "yes", "on", "off", "True", "NO", "Null", "1:30", "1:30:45", "2010-04-01", "012", "-012", "0x1f", "0o17"),
    *("0b11", "1_000", "1,000", "12 families", "1e", "e3", "--1", "1.2.3", ".", "=", "2010 Q2", "010.5", "1.e", "£5"),
    *("20%", "٣"),
)

MEANT = {
    "012": "12",
    "-012": "-12",
    "007": "7",
    "000": "0",
    "010.5": "10.5",
    "0x1f": "31",
    "0o17": "15",
    "0b11": "3",
    "1_000": "1000",
    "1,000": "1000",
    "£1,000": "1000",
    "£ 80": "80",
    "80k": "80000",
    "20%": "0.2",
    "12.5%": "0.125",
    "no": "false",
    "Yes": "true",
    "OFF": "false",
    "True": "true",
    "NULL": "null",
    "12": "12",
    "0.5": "0.5",
    " 7 ": "7",
    "1:30": None,
    "2010-04-01": None,
    "families": None,
    "12 families": None,
    "": None,
    "9" * 99: None,
    "k": None,
}


class TestScalars:
    """What words become."""

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("true", True),
            ("false", False),
            ("null", None),
            ("~", None),
            ("", None),
            ("0", 0),
            ("-7", -7),
            ("+7", 7),
            ("80000", 80000),
            ("999999999999999", 999_999_999_999_999),
            (".5", 0.5),
            ("-.5", -0.5),
            ("5.", 5.0),
            ("0.04", 0.04),
            ("1e3", 1000.0),
            ("1.5E-3", 0.0015),
            ("1e-999", 0.0),
        ],
    )
    def test_becomes_a_value(self, read: Read, written: str, value: object) -> None:
        """Decimal numbers, true, false and nothing; of the same type as in Python."""
        found = plain(read, f"a: {written}\n")["a"]
        assert found == value
        assert type(found) is type(value)

    @pytest.mark.parametrize("written", STAYS_TEXT)
    def test_stays_text(self, read: Read, written: str) -> None:
        """What YAML 1.1 or a kind reader would turn into something else stays the text that it shows."""
        assert plain(read, f"a: {written}\n")["a"] == written

    @pytest.mark.parametrize("written", ["12", "true", "null", "~", "1e999", ".inf", "", "2010-04-01"])
    @pytest.mark.parametrize("quote", ["'", '"'])
    def test_quoted_is_text(self, read: Read, written: str, quote: str) -> None:
        """In quotes everything is text."""
        assert plain(read, f"a: {quote}{written}{quote}\n")["a"] == written

    @pytest.mark.parametrize(
        "written", ["1000000000000000", "-1000000000000000", "1e999", "-1e999", ".inf", "-.Inf", ".nan", "0." + "1" * 60]
    )
    def test_unfit_number_is_refused_where_it_stands(self, read: Read, written: str) -> None:
        """Numbers too long or not finite are faults; the node is marked, so that nobody complains twice."""
        tree, diagnostics = read(f"a:\n  b: [1, {written}]\n")
        assert [(one.code, one.line, one.column, one.path) for one in diagnostics] == [("WP118", 2, 10, "a.b[1]")]
        assert tree is not None
        assert [node.is_broken for node in scalars(tree.value["a"]) if node.text == written] == [True]

    def test_keys_are_text_as_written(self, read: Read) -> None:
        """A key is never a number, a truth or nothing: turns in `history` are looked up by their digits."""
        expected = {"1": "a", "007": "b", "no": "c", "true": "d", "null": "e", "1.50": "f", "~": "g"}
        assert plain(read, "1: a\n007: b\nno: c\ntrue: d\nnull: e\n1.50: f\n~: g\n") == expected

    @pytest.mark.parametrize(("written", "better"), MEANT.items())
    def test_tells_what_was_meant(self, written: str, better: str | None) -> None:
        """A text that looks like a number or a truth knows how it should have been written."""
        assert meant(written) == better

    def test_only_texts_are_meant_otherwise(self, read: Read) -> None:
        """A number means itself; a number in quotes may mean one."""
        tree, _ = read("a: 12\nb: '12'\nc: 012\nd: words\n")
        assert tree is not None
        assert [node.meant for node in tree.value.values() if isinstance(node, ScalarNode)] == [None, "12", "12", None]

    def test_long_texts(self, read: Read) -> None:
        """Folded and literal texts, and texts that run on over lines."""
        text = "a: >\n  one\n  two\n\n  three\nb: |\n  one\n   two\nc: one\n  two\nd: 'one\n  two'\n"
        assert plain(read, text) == {"a": "one two\nthree\n", "b": "one\n two\n", "c": "one two", "d": "one two"}

    def test_question_marks_and_colons_within_brackets(self, read: Read) -> None:
        """A text in brackets may ask a question and tell the time, with either parser."""
        assert plain(read, "a: [What now?, why? because, 10:30]\n") == {"a": ["What now?", "why? because", "10:30"]}

    def test_tab_inside_a_line_reads_as_a_space(self, read: Read) -> None:
        """Only indentation is particular about tabs."""
        expected = {"a": "one two", "b": "x y\tz", "c": [1, 2], "d": 1}
        assert plain(read, 'a:\tone\ttwo\nb: "x\ty\\tz"\nc: [1,\t2]\t# note\n\t\nd: 1\n') == expected


class TestPlaces:
    """Where things stand."""

    TEXT = "a: 1\nlong:\n  - {x: é😀, y: z}\n  -   deep:\n        inner: 'q'\nempty:\ntext: >\n  words\n"

    @pytest.mark.parametrize(
        ("path", "value", "key"),
        [
            ((), (1, 1), (1, 1)),
            (("a",), (1, 4), (1, 1)),
            (("long",), (3, 3), (2, 1)),
            (("long", 0), (3, 5), (3, 5)),
            (("long", 0, "x"), (3, 9), (3, 6)),
            (("long", 0, "y"), (3, 16), (3, 13)),
            (("long", 1, "deep", "inner"), (5, 16), (5, 9)),
            (("empty",), (6, 6), (6, 1)),
            (("text",), (7, 7), (7, 1)),
        ],
    )
    def test_of_values_and_keys(self, read: Read, path: tuple[str | int, ...], value: object, key: object) -> None:
        """A value's place and its key's, in characters from 1."""
        tree, _ = read(self.TEXT)
        assert tree is not None
        assert locate(tree, path) == value
        assert locate(tree, path, key=True) == key

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            (("long", 0, "missing"), (3, 5)),
            (("long", 9), (3, 3)),
            (("nowhere", "at", "all"), (1, 1)),
            (("long", 0, "VariantName", "y"), (3, 16)),
            (("long", 0, "y", "[key]"), (3, 13)),
            (("a", 0, "b"), (1, 4)),
        ],
    )
    def test_of_what_is_not_there(self, read: Read, path: tuple[str | int, ...], place: object) -> None:
        """What is missing is looked for in the nearest thing that exists; a schema's own steps are passed over."""
        tree, _ = read(self.TEXT)
        assert tree is not None
        assert locate(tree, path) == place

    def test_a_value_ends_behind_its_last_character(self, read: Read) -> None:
        """A value ends behind its last character, a list or map behind its last value or bracket."""
        tree, _ = read("a: one\nb: {x: 1}\nc:\n  - 'two'\n\nd: 1\n")
        assert tree is not None
        assert {key: node.end for key, node in tree.value.items()} == {"a": (1, 7), "b": (2, 10), "c": (4, 10), "d": (6, 5)}
        assert tree.end == (6, 5)
        assert tree.keys["b"].end == (2, 2)

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_windows_line_ends_change_neither_values_nor_places(self, read: Read, line_end: str, mark: str) -> None:
        """A byte order mark and Windows line ends change neither values nor places."""
        tree, diagnostics = read(mark + "a: 1\n\nb: two\n".replace("\n", line_end))
        assert diagnostics == []
        assert tree is not None
        assert to_plain(tree) == {"a": 1, "b": "two"}
        assert (locate(tree, ("a",), key=True), locate(tree, ("b",))) == ((1, 1), (3, 4))

    def test_first_line_of_dashes_is_allowed(self, read: Read) -> None:
        """Three dashes may open the file, and a comment before them."""
        assert plain(read, "# A place\n---\na: 1\n...\n") == {"a": 1}


class TestStructure:
    """What is refused although it is YAML; the rest is read on."""

    def test_duplicate_key(self, read: Read) -> None:
        """The second is refused where it stands, with the line of the first; the first is kept."""
        tree, diagnostics = read("a:\n  b: 1\n  c: 2\n  b: {x: 3}\n  d: 4\n  b: 5\n")
        assert [(one.code, one.line, one.column, one.path) for one in diagnostics] == [
            ("WP111", 4, 3, "a.b"),
            ("WP111", 6, 3, "a.b"),
        ]
        assert "line 2" in diagnostics[0].found
        assert tree is not None
        assert to_plain(tree) == {"a": {"b": 1, "c": 2, "d": 4}}

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a:\n  b:\n    x: 1\n    y: 2\n    z: 3\n#  c:\n    x: 1\n    z: 2\n    w: 4\n    y: 3\n", [("WP129", 7, "a.b.x")]),
            (
                "a:\n  b:\n    x: 1\n    y: 2\n  # no c\n    x: 1\n    y: 2\n  d: *e\n",
                [("WP129", 6, "a.b.x"), ("WP114", 8, "a.d")],
            ),
            ("a:\n  x: 1\n  x: 2\n  z: 3\n  y: 3\n  z: 1\n", [("WP111", 3, "a.x"), ("WP111", 6, "a.z")]),
            ("a:\n  x: 1\n  x: 2\n  x: 3\n  x: 4\n", [("WP111", 3, "a.x"), ("WP111", 4, "a.x"), ("WP111", 5, "a.x")]),
            ("a: 1\na: 2\nb: {c: [}\n", [("WP111", 2, "a"), ("WP106", 3, "")]),
            ("a:\n  b:\n    x: 1\n    y: 2\n    z: 3\n     c:\n    x: 1\n    y: 2\n    z: 3\n", [("WP102", 6, "")]),
        ],
    )
    def test_a_map_that_lost_its_key_is_one_fault(self, read: Read, text: str, expected: list[tuple[str, int, str]]) -> None:
        """Several keys that stand again are a map whose own key is missing; one alone, or one again and again, was copied."""
        _, diagnostics = read(text)
        assert [(one.code, one.line, one.path) for one in diagnostics] == expected

    def test_faults_below_a_duplicate_key_are_found_too(self, read: Read) -> None:
        """The refused block is still looked through, under its own path."""
        _, diagnostics = read("a: 1\na: {b: 1e999}\n")
        assert [(one.code, one.path) for one in diagnostics] == [("WP111", "a"), ("WP118", "a.b")]

    def test_anchor_is_refused_and_its_value_read(self, read: Read) -> None:
        """The name is refused, the value is sound."""
        tree, diagnostics = read("a: &x 1\nb: &y {c: 2}\n")
        assert [(one.code, one.line, one.column, one.path) for one in diagnostics] == [("WP113", 1, 4, "a"), ("WP113", 2, 4, "b")]
        assert tree is not None
        assert to_plain(tree) == {"a": 1, "b": {"c": 2}}

    def test_alias_leaves_a_broken_node(self, read: Read) -> None:
        """What an alias stood for is not known; the node in its place says so."""
        tree, diagnostics = read("a: [1, *x]\n<<: *y\n")
        assert [(one.code, one.line, one.column, one.path) for one in diagnostics] == [
            ("WP114", 1, 8, "a[1]"),
            ("WP114", 2, 5, "<<"),
        ]
        assert tree is not None
        items = tree.value["a"]
        assert isinstance(items, ListNode)
        assert isinstance(items.value[1], ScalarNode)
        assert items.value[1].is_broken

    @pytest.mark.parametrize("tag", ["!x", "!!python/object/apply:os.system", "!!str", "!", "!<tag:yaml.org,2002:str>"])
    def test_no_word_with_an_exclamation_mark_is_obeyed(self, read: Read, tag: str) -> None:
        """No word with an exclamation mark is obeyed."""
        assert told(read, f"a: {tag} b\n") == [("WP115", 1, 4)]

    @pytest.mark.parametrize("text", ["? [a, b]\n: c\nd: 1\n", "? {a: b}\n: c\nd: 1\n", "? [{? [x] : y}]\n: [c]\nd: 1\n"])
    def test_key_that_is_no_word(self, read: Read, text: str) -> None:
        """A list or map is no key: refused once, its value dropped, the rest read."""
        tree, diagnostics = read(text)
        assert [(one.code, one.line, one.column) for one in diagnostics] == [("WP112", 1, 3)]
        assert tree is not None
        assert to_plain(tree) == {"d": 1}

    def test_deepest_allowed(self, read: Read) -> None:
        """Forty levels are read, forty-one are refused at the first bracket too many."""
        assert told(read, "a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)) == []
        assert told(read, "a: " + "[" * DEEPEST + "]" * DEEPEST) == [("WP116", 1, 3 + DEEPEST)]

    def test_reading_stops_after_enough_faults(self, read: Read) -> None:
        """Fifty faults are listed, then a last line says that there may be more."""
        _, diagnostics = read("".join(f"a{n}: *x\n" for n in range(90)))
        assert [one.code for one in diagnostics] == ["WP114"] * MOST_FAULTS + ["WP008"]

    @pytest.mark.parametrize(
        ("text", "code"), [("", "WP005"), ("# note\n\n", "WP005"), ("---\n", "WP005"), ("- a\n", "WP006"), ("words\n", "WP006")]
    )
    def test_a_file_that_holds_no_map_is_no_scenario(self, read: Read, text: str, code: str) -> None:
        """A file of nothing, of a list or of a text is no scenario."""
        tree, diagnostics = read(text)
        assert tree is None
        assert [one.code for one in diagnostics] == [code]


class TestFiles:
    """From a path as from bytes."""

    def test_path_reads_as_its_bytes(self, tmp_path: Path) -> None:
        """A file gives what its bytes give."""
        file = tmp_path / "place.yaml"
        file.write_bytes(SMALLEST)
        assert read_scenario(file, "x") == read_scenario(SMALLEST, "x")

    def test_no_file_is_a_fault_and_not_an_exception(self, tmp_path: Path) -> None:
        """No file is a fault with the reason, not an exception."""
        tree, diagnostics = read_scenario(tmp_path / "none.yaml", "none.yaml")
        assert tree is None
        assert [(one.code, one.file, one.line) for one in diagnostics] == [("WP001", "none.yaml", 1)]
        assert "no such file" in diagnostics[0].found.lower()

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        """A folder is no file."""
        assert read_scenario(tmp_path, "x")[1][0].found == "a folder"

    def test_path_that_no_system_has(self) -> None:
        """A name with a NUL in it is a fault too."""
        assert [one.code for one in read_scenario(Path("a\0b"), "x")[1]] == ["WP001"]

    def test_largest_size(self) -> None:
        """A million bytes are read, one more is not."""
        data = SMALLEST + b"#" * (1_000_000 - len(SMALLEST))
        assert read_scenario(data, "x")[1] == []
        assert [one.code for one in read_scenario(data + b"#", "x")[1]] == ["WP002"]
