"""Small files beside a scenario: decisions and parameters."""

from __future__ import annotations

import pytest

from game.bench.sheet import SheetFault, read_parameters, read_script
from game.play.script import ScriptedTurn
from tests.places.laboratory import laboratory


def codes(raised: pytest.ExceptionInfo[SheetFault]) -> list[tuple[str, int]]:
    """Code and line of every diagnostic."""
    return [(one.code, one.line) for one in raised.value.diagnostics]


@pytest.mark.parametrize(
    "data",
    [
        b"1: {choices: {pitch: each}, tokens: [{token: broker, with: care, and: police}]}\n3: {tokens: []}\n",
        (
            b'{"1": {"choices": {"pitch": "each"}, "tokens": [{"token": "broker", "with": "care", "and": "police"}]},'
            b' "3": {"tokens": []}}'
        ),
    ],
)
def test_decisions_are_read_from_yaml_and_json(data: bytes) -> None:
    """Both forms give the same script; no tokens at all is another thing than nothing said of tokens."""
    assert read_script(data, laboratory(), "decisions") == {
        1: ScriptedTurn({"pitch": "each"}, ({"token": "broker", "with": "care", "and": "police"},)),
        3: ScriptedTurn({}, ()),
    }
    assert read_script(b"1: {choices: {pitch: each}}", laboratory(), "decisions")[1].tokens is None


def test_all_faults_of_decisions_are_told_at_once() -> None:
    """Turns, dilemmas, options and tokens that do not exist, each in its line."""
    data = b"""0: {}
1: {choices: {pich: each}}
2: {choices: {hands: kep}, token: []}
3: {tokens: [{token: rest}, {token: rest}, {token: rest}, {token: rest}]}
4: {tokens: [{token: sleep}, rest, {token: promise, what: money, with: 3}]}
"""
    with pytest.raises(SheetFault) as raised:
        read_script(data, laboratory(), "decisions.yaml")
    assert codes(raised) == [
        ("WP310", 1), ("WP303", 2), ("WP309", 3), ("WP201", 3), ("WP205", 4), ("WP208", 5), ("WP203", 5), ("WP203", 5),
    ]  # fmt: skip
    assert "decisions.yaml:2:" in str(raised.value)
    assert "Did you mean `pitch`?" in str(raised.value)


@pytest.mark.parametrize(
    ("turn", "code"),
    [("9" * 5_000, "WP310"), *((turn, "WP203") for turn in ("03", "٣", "³", "+3", "3.0"))],
)
def test_a_quarter_is_written_in_one_way(turn: str, code: str) -> None:
    """What would take the place of another quarter's decisions unseen, or is no number that can be read, is told."""
    data = f"3: {{tokens: [{{token: rest}}]}}\n? '{turn}'\n: {{tokens: []}}\n".encode()
    with pytest.raises(SheetFault) as raised:
        read_script(data, laboratory(), "d")
    assert codes(raised) == [(code, 3)]


def test_parameters_are_read_and_held_to_their_ranges() -> None:
    """Known numbers within range are taken; unknown names, texts and numbers out of range are told together."""
    assert read_parameters(b"wage: 12000\nsay_trust: 3.5\n", "p") == {"wage": 12_000.0, "say_trust": 3.5}
    with pytest.raises(SheetFault) as raised:
        read_parameters(b"wagee: 1\nsay_trust: high\nwage: -5\nneglect: true\n", "p")
    assert codes(raised) == [("WP307", 1), ("WP203", 2), ("WP204", 3), ("WP203", 4)]
    assert "Did you mean `wage`?" in str(raised.value)


@pytest.mark.parametrize("data", [b"\x00\x01", b"[1, 2]", b"- a: [", b"a: &x 1\nb: *x", b"\xff\xfe"])
def test_what_is_no_such_file_is_told_and_not_raised_otherwise(data: bytes) -> None:
    """Bytes of any kind give diagnostics, never another exception."""
    for reader in (lambda: read_parameters(data, "p"), lambda: read_script(data, laboratory(), "d")):
        with pytest.raises(SheetFault) as raised:
            reader()
        assert raised.value.diagnostics
