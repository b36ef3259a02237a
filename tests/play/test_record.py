"""The format of a saved game: its bytes, what any other bytes come to, and what is refused in both directions."""

from __future__ import annotations

import dataclasses
import json
import shutil
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.play import record
from game.play.log import Log, read_log
from game.play.record import SaveFault
from game.play.store import SUFFIX, copy_prefix, saved_games
from tests.play.saved import HEADER, RECORDS, numbered

pytestmark = pytest.mark.usefixtures("folder")


def seal(body: bytes, previous: bytes) -> tuple[bytes, bytes]:
    """A line with the right check, made here by the letter of the format; `body` lacks its closing brace."""
    check = blake2b(previous + body, digest_size=8).hexdigest().encode()
    return body + b', "check": "' + check + b'"}\n', check


def first_line(**changes: Any) -> tuple[bytes, bytes]:
    """A sealed header, with some fields changed."""
    return seal(json.dumps({**HEADER.fields(), **changes}, ensure_ascii=False)[:-1].encode(), b"")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file name that one example after another may use."""
    folder = tmp_path_factory.mktemp("scratch")
    yield folder / f"any{SUFFIX}"
    shutil.rmtree(folder)


def test_the_file_is_what_the_format_says(path: Path) -> None:
    """The bytes follow from the description alone: JSON, a line a record, each check over the one before."""
    line, check = first_line()
    expected = [line]
    for fields in numbered(RECORDS):
        line, check = seal(json.dumps(fields, ensure_ascii=False)[:-1].encode(), check)
        expected.append(line)
    assert path.read_bytes() == b"".join(expected)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_last_line_that_does_not_fit_its_check_is_torn(path: Path) -> None:
    """A whole last line whose bytes changed counts as torn too."""
    path.write_bytes(path.read_bytes().replace(b"cd34", b"cd35"))
    reading = read_log(path)
    assert reading.records == numbered(RECORDS[:4])
    assert "does not fit its check" in reading.notes[0]


def test_a_missing_line_and_two_exchanged_show(path: Path) -> None:
    """A chain of checks: no line can be taken out or moved unseen."""
    lines = path.read_bytes().splitlines(keepends=True)
    for other in ([*lines[:2], *lines[3:]], [*lines[:2], lines[3], lines[2], *lines[4:]]):
        path.write_bytes(b"".join(other))
        assert read_log(path).records == numbered(RECORDS[:1])
        assert "Line 3" in read_log(path).notes[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"n": 1, "do": "x", "do": "y"', "names a field twice"),
        (b'{"n": 1, "do": "x", "a": {"b": 1, "b": 1}', "names a field twice"),
        (b'{"n": 1, "do": "x", "a": NaN', "NaN"),
        (b'{"n": 1, "do": "x", "a": -Infinity', "-Infinity"),
        (b'{"n": 1, "do": "x", "a": 1e400', "out of bounds"),
        (b'{"n": 1, "do": "x", "a": 1e20', "out of bounds"),
        (b'{"n": 1, "do": "x", "a": 18446744073709551617', "out of bounds"),
        (b'{"n": 1, "do": "x", "a": ' + b"9" * 60_000, "out of bounds"),
        (b'{"n": 1, "do": "x", "a": ' + b"[" * 16 + b"]" * 16, "nested more than 16 deep"),
        (b'{"n": 1, "do": "x", "a": ' + b"[" * 30_000 + b"]" * 30_000, "nested more than 16 deep"),
        (b'{"n": 1, "do": "x", "a": "' + b"a" * 65_536 + b'"', "too long"),
        (b'{"n": 1, "do": "x", "a": "\\ud800"', "half of a character"),
        (b'{"n": 1, "do": "x", "a": "\xff"', "not UTF-8"),
        (b'{"n": 1, "do": "x", "a": }', "not JSON"),
        (b'{"n": 2, "do": "x"', "not numbered 1"),
        (b'{"n": true, "do": "x"', "not numbered 1"),
        (b'{"n": 1, "do": ""', 'does not say what to "do"'),
        (b'{"n": 1, "do": 1', 'does not say what to "do"'),
    ],
)
def test_what_a_crafted_line_may_not_hold(folder: Path, body: bytes, words: str) -> None:
    """A line with a right check is still refused for what the format does not allow, in words."""
    header, check = first_line()
    folder.mkdir()
    path = folder / "crafted"
    path.write_bytes(header + seal(body, check)[0])
    reading = read_log(path)
    assert reading.records == ()
    assert words in reading.notes[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "cut short"),
        (b"\n", "not JSON"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
        (b"[1]\n", "not a JSON object"),
        (b'{"format": 1}\n', '"kind"'),
        (b"[" * 70_000, "too long"),
        (first_line(format=True)[0], '"format"'),
        (first_line(format=-3)[0], '"format"'),
        (first_line(seed="7")[0], '"seed"'),
        (first_line(seed=True)[0], '"seed"'),
        (first_line(parameters=[])[0], '"parameters"'),
        (first_line(title=None)[0], '"title"'),
        (first_line(title="\x1b[2Jgone")[0], "control characters"),
        (first_line(scenario="a" * 1001)[0], "more than 1000"),
        (first_line(scenario_digest="xyz")[0], "hexadecimal"),
        (first_line()[0].replace(b"barnet", b"barmet"), "does not fit its check"),
        (first_line()[0][:-1], "cut short"),
    ],
)
def test_a_file_with_no_good_header_is_refused(folder: Path, data: bytes, words: str) -> None:
    """A file that is no saved game is refused in words, and left as it is, by reading and by opening."""
    folder.mkdir()
    path = folder / f"odd{SUFFIX}"
    path.write_bytes(data)
    for reach in (read_log, Log.open):
        with pytest.raises(SaveFault) as caught:
            reach(path)
        assert words in caught.value.found
        assert "line 1" in caught.value.where
    assert path.read_bytes() == data
    assert [game.is_playable for game in saved_games()] == [False]


def test_a_newer_format_is_refused(folder: Path) -> None:
    """A file of a newer program is refused with advice, even where its other fields are strange."""
    folder.mkdir()
    path = folder / "newer"
    path.write_bytes(b'{"format": 2, "kind": "wholeplace", "whatever": []}\n')
    with pytest.raises(SaveFault, match=r"newer version.*format 2.*format 1 or older"):
        read_log(path)


def test_an_older_format_is_brought_forward(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older file is read in today's terms; opening keeps the old file beside and goes on in the new format."""

    def forward(fields: dict[str, Any], records: list[dict[str, Any]]) -> tuple[Any, Any]:
        fields["title"] = fields.pop("name")
        return fields, [{**r, "do": "end_turn"} if r["do"] == "end" else r for r in records if r["do"] != "noise"]

    monkeypatch.setitem(record.MIGRATIONS, 0, forward)
    fields = {**HEADER.fields(), "format": 0, "name": "Old"}
    del fields["title"]
    line, check = seal(json.dumps(fields)[:-1].encode(), b"")
    old = line
    for body in (b'{"n": 1, "do": "noise"', b'{"n": 2, "do": "end"', b'{"n": 3, "do": "choose"'):
        line, check = seal(body, check)
        old += line
    folder.mkdir()
    path = folder / f"old{SUFFIX}"
    path.write_bytes(old)
    header, records, notes = read_log(path)
    assert header == dataclasses.replace(HEADER, title="Old")
    assert records == ({"n": 1, "do": "end_turn"}, {"n": 2, "do": "choose"})
    assert "format 0" in notes[0]
    assert path.read_bytes() == old
    assert read_log(copy_prefix(path, 1)) == (header, records[:1], ())
    with Log.open(path) as log:
        assert log.append({"do": "back"}) == 3
    assert path.with_name(path.name + ".format-0").exists() is False
    assert path.with_name(path.name + ".format-0-1").read_bytes() == old
    assert read_log(path) == (header, (*records, {"n": 3, "do": "back"}), ())
    path.write_bytes(old.replace(b'"name"', b'"nome"'))
    with pytest.raises(SaveFault):
        read_log(path)
    monkeypatch.setitem(record.MIGRATIONS, 0, lambda fields, records: (fields, [records[99]]))
    path.write_bytes(old)
    with pytest.raises(SaveFault, match="does not hold to it"):
        read_log(path)


def test_append_refuses_what_would_not_come_back(path: Path) -> None:
    """Nothing is acknowledged that reading would refuse or change, and the log goes on afterwards."""
    whole = path.read_bytes()
    with Log.open(path) as log:
        too_much: list[Any] = ["a" * 65_536, "\ud800", float("nan"), 2**65, [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]
        for value in too_much:
            with pytest.raises(SaveFault, match="cannot be written"):
                log.append({"do": "choose", "value": value})
        no_json: list[Any] = [(1, 2), {1: 2}, {1, 2}, b"bytes", Path()]
        for value in no_json:
            with pytest.raises(TypeError):
                log.append({"do": "choose", "value": value})
        ill_formed: list[dict[str, Any]] = [{}, {"do": ""}, {"do": 1}, {"do": "x", "n": 1}, {"do": "x", "check": ""}]
        for fields in ill_formed:
            with pytest.raises(ValueError, match="a record says"):
                log.append(fields)
        assert path.read_bytes() == whole
        assert log.append(RECORDS[0]) == 6
    with pytest.raises(ValueError, match="closed"):
        log.append(RECORDS[0])


numbers = st.integers(-(2**64), 2**64) | st.floats(-(2.0**64), 2.0**64)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
fields_of_records = st.builds(
    lambda fields, do: {**fields, "do": do},
    st.dictionaries(texts.filter(lambda name: name not in {"n", "check"}), values, max_size=5),
    texts.filter(bool),
)


@settings(deadline=1000)
@given(records=st.lists(fields_of_records, max_size=6))
def test_any_records_come_back(scratch: Path, records: list[dict[str, Any]]) -> None:
    """Whatever JSON holds comes back equal and of the same types, also through a branch."""
    scratch.unlink(missing_ok=True)
    with Log.create(scratch, HEADER) as log:
        for fields in records:
            log.append(fields)
    assert read_log(scratch) == (HEADER, numbered(records), ())
    assert repr(read_log(scratch).records) == repr(numbered(records))  # 1, 1.0 and True are equal, but not alike


def _goes_on(path: Path, data: bytes) -> tuple[dict[str, Any], ...]:
    """Writes any bytes, reads them, opens them, goes on: only `SaveFault` may come out. Returns the records read."""
    for old in path.parent.iterdir():
        old.unlink()
    path.write_bytes(data)
    try:
        reading = read_log(path)
    except SaveFault as fault:
        assert all((fault.where, fault.found, fault.expected, fault.help))  # noqa: PT017 - it need not come
        with pytest.raises(SaveFault):
            Log.open(path)
        assert path.read_bytes() == data
        return ()
    with Log.open(path) as log:
        assert log.reading.records == reading.records
        assert log.append({"do": "x"}) == len(reading.records) + 1
    assert read_log(path).records == (*reading.records, {"n": len(reading.records) + 1, "do": "x"})
    # Not one byte of the file as found is lost: it is in the file or beside it.
    beside = b"".join(each.read_bytes() for each in path.parent.iterdir() if each != path)
    good = next((at for at, (a, b) in enumerate(zip(data, path.read_bytes(), strict=False)) if a != b), len(data))
    assert data[good:] in beside
    return reading.records


@settings(deadline=1000)
@given(data=st.binary(max_size=300), is_headed=st.booleans(), is_ended=st.booleans())
def test_any_bytes_end_in_a_game_or_in_words(scratch: Path, data: bytes, is_headed: bool, is_ended: bool) -> None:
    """Any bytes, with or without a good header before them, are read or refused in words, and quickly."""
    _goes_on(scratch, (first_line()[0] if is_headed else b"") + data + (b"\n" if is_ended else b""))


@settings(deadline=1000)
@given(data=st.data())
def test_any_change_to_a_log_leaves_a_prefix(scratch: Path, data: st.DataObject) -> None:
    """However a log is cut, overwritten, lengthened or shuffled, what is read is its first records, unchanged."""
    whole, _ = record.write(HEADER, RECORDS)
    changed = whole
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed)))
        end = data.draw(st.integers(start, min(len(changed), start + data.draw(st.sampled_from([0, 1, 8, 600])))))
        changed = changed[:start] + data.draw(st.binary(max_size=6) | st.just(changed[end:])) + changed[end:]
    records = _goes_on(scratch, changed)
    assert records == numbered(RECORDS)[: len(records)]


@settings(deadline=1000)
@given(fields=st.dictionaries(texts | st.sampled_from(["n", "do", "check"]), values | st.floats(), max_size=4))
def test_any_json_under_a_right_check(scratch: Path, fields: dict[str, Any]) -> None:
    """A forger who knows the checks gets words or a record, and never anything that cannot be written again."""
    header, check = first_line()
    body = json.dumps({"n": 1, "do": "choose", **fields})[:-1].encode()
    _goes_on(scratch, header + seal(body, check)[0])


def forged(fields: dict[str, Any]) -> bytes:
    """As many good records as the largest file holds."""
    data, check = first_line()
    lines = [data]
    room = record.MAX_FILE - len(data)
    body = json.dumps(fields)[:-1].encode()
    for number in range(1, record.MAX_RECORDS + 10):
        line, check = seal(b'{"n": %d, ' % number + body[1:], check)
        room -= len(line)
        if room < 0:
            break
        lines.append(line)
    return b"".join(lines)


@pytest.mark.parametrize("piece", [b"\n", b"[", b"{}\n", b'{"a": "\\u', b'{"n": 1, "check": "0"}\n', b"\0"])
def test_the_largest_bad_files_take_less_than_a_second(scratch: Path, piece: bytes) -> None:
    """The largest file of one thing repeated, after a good header, is answered at once."""
    header = first_line()[0]
    scratch.write_bytes(header + piece * ((record.MAX_FILE - len(header)) // len(piece)))
    started = time.process_time()
    assert read_log(scratch).records == ()
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("fields", "n_least"),
    [
        ({"do": "x"}, record.MAX_RECORDS),
        ({"do": "x", "a": "\n[" * 10_000}, 45),
        ({"do": "x", "a": [{}] * 15_000}, 15),
        ({"do": "x", "a": [1.5] * 9_000}, 55),
        ({"do": "x", "a": "m" * 60_000}, 500),
    ],
)
def test_the_largest_forged_files_take_less_than_a_second(scratch: Path, fields: dict[str, Any], n_least: int) -> None:
    """A file of good records is read up to the format's bounds, and no further than they allow."""
    scratch.write_bytes(forged(fields))
    started = time.process_time()
    records = read_log(scratch).records
    assert time.process_time() - started < 1
    assert len(records) >= n_least
    assert len(records) <= record.MAX_RECORDS
