"""The audit of dependencies finds a hole that is told of and nothing else; the records here are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from packaging.version import Version

from tests.security import advisories

RECORD = """\
id: {id}
modified: {told}
aliases: [CVE-2026-1]
{more}
affected:
- package: {{name: {name}, ecosystem: {ecosystem}}}
  ranges:
  - {{type: GIT, events: [{{introduced: "0"}}]}}
  - type: ECOSYSTEM
    events: [{{introduced: "0"}}, {{fixed: "1.2"}}, {{introduced: 2.0rc1}}, {{last_affected: 2.3}}]
  versions: [0.5-odd-name, 3.0.post1]
"""


def write(folder: Path, name: str, *, id: str = "PYSEC-1", ecosystem: str = "PyPI", more: str = "") -> None:  # noqa: A002 - as OSV has it
    """Writes a record on a library."""
    text = RECORD.format(name=name, id=id, ecosystem=ecosystem, more=more, told='"2026-01-02T03:04:05Z"')
    (folder / f"{id}-{name}.yaml").write_text(text, encoding="utf-8")


def audited(folder: Path, pins: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Audits some pins, and returns what the shell is told and what is said."""
    constraints = folder.parent / "pins.txt"
    constraints.write_text(pins, encoding="utf-8")
    monkeypatch.setattr(advisories, "CONSTRAINTS", constraints)
    code = advisories.main([str(folder)])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for records."""
    (tmp_path / "records").mkdir()
    return tmp_path / "records"


@pytest.mark.parametrize(
    ("version", "has"),
    [
        *[("0.1", True), ("1.2rc1", True), ("1.2", False), ("1.9", False), ("1.10", False)],
        *[("2.0rc1", True), ("2.3", True), ("2.3.1", False), ("3.0.post1", True), ("3.0", False)],
    ],
)
def test_ranges_and_versions(version: str, has: bool, folder: Path) -> None:
    """A version has a hole from where it came in until it was mended, up to the last that has it, or where it is named."""
    write(folder, "some-library")
    [one] = advisories.advisories(folder)
    assert one.has(Version(version)) is has


def test_a_hole_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A pin with a hole is named with its advisory and what mends it, whatever Python the pin is for; the answer is no."""
    write(folder, "Some_Library")
    pins = 'other==1.0\nsome.library==1.1; python_version < "3.15"\nsome.library==1.2; python_version >= "3.15"\n'
    code, said = audited(folder, pins, monkeypatch, capsys)
    assert code == 1
    assert said.splitlines() == [
        "some-library 1.1: PYSEC-1, CVE-2026-1; mended in 1.2",
        "1 advisories, the newest of 2026-01-02; 1 libraries are in them; holes: 1",
    ]


def test_what_is_no_hole(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What was mended, withdrawn, or is told of another library or of another language's is none."""
    write(folder, "mended")
    write(folder, "withdrawn", id="PYSEC-2", more='withdrawn: "2026-01-03T00:00:00Z"')
    write(folder, "another", id="PYSEC-3", ecosystem="npm")
    code, said = audited(folder, "another==1.0\nmended==1.2\nwithdrawn==1.0\n", monkeypatch, capsys)
    assert code == 0, said
    assert said.startswith("1 advisories,")


def test_other_forms(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Records as JSON are read too, and Safety's list, in which odd versions of other libraries disturb nobody."""
    write(folder, "one")
    [made] = folder.iterdir()
    record = yaml.load(made.read_text(encoding="utf-8"), advisories.LOADER)  # noqa: S506 - it builds nothing but text
    (folder / "one.json").write_text(json.dumps({**record, "id": "GHSA-1"}), encoding="utf-8")
    made.unlink()
    listed = {"$meta": {"timestamp": 1767323045}, "two": ["<1.0", ">=2,<2.5"], "three": ["<2013.1.g3"]}
    (folder / "insecure.json").write_text(json.dumps(listed), encoding="utf-8")
    code, said = audited(folder, "one==1.0\ntwo==2.4\n", monkeypatch, capsys)
    assert code == 1
    assert said.splitlines()[:2] == [
        "one 1.0: GHSA-1, CVE-2026-1; mended in 1.2",
        "two 2.4: two >=2,<2.5; no version is known to mend it",
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("readme.md", "Nothing here.", "holds no advisories"),
        ("a.yaml", "id: [", "a.yaml is no record that can be read"),
        ("b.json", '{"id": "X", "affected": [{"package": {"ecosystem": "PyPI"}}]}', "b.json is no record that can be read"),
    ],
)
def test_nothing_to_hold_them_against(
    name: str, text: str, expected: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without advisories, or a damaged record, is no clean audit: it is said in words."""
    (folder / name).write_text(text, encoding="utf-8")
    code, said = audited(folder, "one==1.0\n", monkeypatch, capsys)
    assert code == 2
    assert expected in said


def test_every_pin_is_audited() -> None:
    """Each line of the real constraints is read as a name and a version."""
    text = advisories.CONSTRAINTS.read_text(encoding="utf-8")
    assert len(advisories.pins(text)) == len(text.splitlines())
