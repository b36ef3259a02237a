"""Settings: what is kept comes back, what is damaged is set aside, and nobody can lock themselves out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.desktop import settings as setting
from game.desktop.controls import DEFAULT_KEYS, actions, is_key, spelt
from game.desktop.settings import Settings, format_settings, load, parse_settings, save
from game.play.disk import RealDisk
from game.play.record import SaveFault

SETTINGS = st.builds(
    Settings,
    theme=st.sampled_from(["light", "dark", "contrast"]),
    font=st.sampled_from(["inter", "atkinson", "opendyslexic"]),
    text=st.sampled_from(setting.TEXT_SIZES),
    has_motion=st.booleans(),
    has_sound=st.booleans(),
    volume=st.integers(0, 10),
    has_speech=st.booleans(),
    has_transcript=st.booleans(),
    is_full_screen=st.booleans(),
    keys=st.dictionaries(
        st.sampled_from(sorted(DEFAULT_KEYS)),
        st.lists(st.sampled_from(["x", "f5", "ctrl+q"]), max_size=3, unique=True).map(tuple),
    ),
    seen=st.frozensets(st.sampled_from(["news", "decide", "why"])),
)


@given(SETTINGS)
def test_settings_come_back(settings: Settings) -> None:
    """Formatting and parsing are each other's reverse."""
    found, unused = parse_settings(json.loads(json.dumps(format_settings(settings))))
    assert found == settings
    assert unused == []


def test_settings_are_kept(tmp_path: Path) -> None:
    """What is saved is loaded, and nothing but the file is left in the folder."""
    file = tmp_path / "home" / setting.FILE
    save(Settings(theme="dark", text=150), file)
    assert load(file) == (Settings(theme="dark", text=150), "")
    assert [path.name for path in file.parent.iterdir()] == [setting.FILE]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["theme", "keys", "text", "next"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*format_settings(Settings()), "nonsense"]), JSON))
def test_any_object_gives_settings(found: dict[str, Any]) -> None:
    """Whatever stands in the file, the game has settings, and says which of them it could not use."""
    settings, unused = parse_settings(found)
    assert parse_settings(format_settings(settings)) == (settings, [])
    assert all(name.strip("“”") in found for name in unused)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"theme": "dark"', "x" * 70_000, "[" * 60_000])
def test_a_damaged_file_is_set_aside(tmp_path: Path, text: str) -> None:
    """A file that is no object is renamed, not lost, and the game goes on with its own settings."""
    file = tmp_path / setting.FILE
    file.write_text(text, encoding="utf-8")
    settings, said = load(file)
    assert settings == Settings()
    assert "This is not a file of settings".lower() in said.lower()
    (aside,) = tmp_path.iterdir()
    assert aside.read_text("utf-8") == text
    assert aside.name in said


def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    """Where the disk refuses, the fault says so and the file that was there is as it was."""

    class Full(RealDisk):
        def rename(self, source: Path, target: Path, *, over: bool) -> None:
            raise OSError(28, "No space left on device", str(source), str(target), over)

    file = tmp_path / setting.FILE
    save(Settings(text=125), file)
    with pytest.raises(SaveFault, match="full"):
        save(Settings(text=200), file, disk=Full())
    assert load(file) == (Settings(text=125), "")
    assert [path.name for path in tmp_path.iterdir()] == [setting.FILE]


def test_a_key_does_one_thing() -> None:
    """A key given to another action is taken from the one that had it; all others keep theirs."""
    settings = Settings().with_keys("help", ("m",))
    assert settings.keys_of("help") == ("m",)
    assert settings.keys_of("matrix") == ()
    assert all(settings.keys_of(one) == DEFAULT_KEYS[one] for one in actions() if one not in ("help", "matrix"))


def test_the_keys_it_comes_with_are_keys_and_different() -> None:
    """Every default is the name of a key, no two actions share one, and each can be told to a person."""
    names = [name for several in DEFAULT_KEYS.values() for name in several]
    assert all(is_key(name) for name in names)
    assert len(names) == len(set(names))
    assert all(spelt(name) for name in names)


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_not(name: str) -> None:
    """Whether a text names a key is answered for every text, and no key has a line break in its name."""
    assert is_key(name) in (True, False)
    assert not is_key(f"{name}\n")
