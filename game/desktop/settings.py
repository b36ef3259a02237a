"""What a person has set: theme, type, motion, sound, speech, keys. Kept in one small file beside the saved games.

A file that cannot be read is set aside, never overwritten in place, and the game goes on with what it comes with.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, get_args

from game.desktop.controls import DEFAULT_KEYS, FIXED, is_key
from game.desktop.ui.theme import FontName
from game.look.palette import ThemeName
from game.play.disk import REAL_DISK, Disk
from game.play.store import save_folder
from game.play.writing import faults, publish
from game.translation import say
from game.translation.catalogue import languages

FILE: Final = "settings.json"
MOST_BYTES: Final = 64_000
TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)


@dataclass(frozen=True)
class Settings:
    """One person's settings.

    `language` is the code of one that the game speaks, empty where it was never chosen; `text` is the size of type in per cent,
    one of `TEXT_SIZES`; `volume` is 0 to 10; `keys` are the key names of each action that differ from what the game comes with;
    `seen` are the hints that have been given.
    """

    theme: ThemeName = "light"
    language: str = ""
    font: FontName = "inter"
    text: int = 100
    has_motion: bool = True
    has_sound: bool = False
    volume: int = 5
    has_speech: bool = False
    has_transcript: bool = False
    is_full_screen: bool = False
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()

    def keys_of(self, action: str) -> tuple[str, ...]:
        """The names of the keys that do an action; those that keep what they do among them, whatever a file of settings says."""
        names = self.keys.get(action)
        if names is None:
            return DEFAULT_KEYS[action]
        fixed = tuple(name for name, one in FIXED.items() if one == action and name not in names)
        return (*fixed, *(name for name in names if FIXED.get(name, action) == action))

    def with_keys(self, action: str, names: tuple[str, ...]) -> Settings:
        """These settings with other keys for an action; a key that did something else does so no longer."""
        keys = {one: tuple(name for name in self.keys_of(one) if name not in names) for one in DEFAULT_KEYS if one != action}
        changed = {one: found for one, found in keys.items() if found != DEFAULT_KEYS[one]}
        if names != DEFAULT_KEYS[action]:
            changed[action] = names
        return replace(self, keys=changed)


def path() -> Path:
    """The file of settings, which need not be there."""
    return save_folder().parent / FILE


def load(file: Path) -> tuple[Settings, str]:
    """The settings in a file, and a sentence about what could not be used, or nothing."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Settings(), ""
    except OSError as fault:
        return Settings(), say(
            "{file}: the settings cannot be read ({reason}). The game goes on with its own.", file=file, reason=fault.strerror
        )
    try:
        found = json.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        aside = _set_aside(file)
        said = say("{file}: this is not a file of settings. The game goes on with its own.", file=file)
        return Settings(), f"{said} {say('It is kept as {file}.', file=aside.name)}" if aside is not None else said
    settings, unused = parse_settings(found)
    if unused:
        return settings, say(
            "{file}: {settings} could not be used. The game goes on with its own values for them.",
            file=file,
            settings=", ".join(unused),
        )
    return settings, ""


def parse_settings(found: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """The settings that these fields spell, and the names of those that are not what they should be."""
    good: dict[str, Any] = {}
    unused = []
    for one in fields(Settings):
        if one.name not in found:
            continue
        value = _read(one.name, found[one.name])
        if value is None:
            unused.append(f"“{one.name}”")
        else:
            good[one.name] = value
    return Settings(**good), unused


def format_settings(settings: Settings) -> dict[str, Any]:
    """The settings as JSON holds them: the pair of `parse_settings`."""
    written = asdict(settings)
    written["keys"] = {action: list(names) for action, names in sorted(settings.keys.items())}
    written["seen"] = sorted(settings.seen)
    return written


def save(settings: Settings, file: Path, *, disk: Disk = REAL_DISK) -> None:
    """Keeps settings: written beside, then renamed. Raises `SaveFault` when the disk refuses; the old file is as it was."""
    with faults(file, say("The settings that were kept before are as they were.")):
        disk.make_folder(file.parent)
        publish(disk, file, json.dumps(format_settings(settings), indent=1).encode(), over=True)


def _read(name: str, value: Any) -> Any:
    """The value of one setting, or None where it is not what it should be."""
    match name:
        case "theme":
            return value if value in get_args(ThemeName) else None
        case "font":
            return value if value in get_args(FontName) else None
        case "text":
            return value if type(value) is int and value in TEXT_SIZES else None
        case "language":
            return value if isinstance(value, str) and (not value or value in languages()) else None
        case "volume":
            return value if type(value) is int and 0 <= value <= 10 else None
        case "keys":
            return _keys(value)
        case "seen":
            is_good = isinstance(value, list) and len(value) <= 200 and all(isinstance(one, str) for one in value)
            return frozenset(value) if is_good else None
        case _:
            return value if isinstance(value, bool) else None


def _keys(value: Any) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value, dict) or not all(action in DEFAULT_KEYS for action in value):
        return None
    for names in value.values():
        if not isinstance(names, list) or len(names) > 6 or not all(isinstance(name, str) and is_key(name) for name in names):
            return None
    return {action: tuple(names) for action, names in value.items()}


def _set_aside(file: Path) -> Path | None:
    """Renames a file that cannot be read, so that nothing in it is lost; where it went, or None where that failed."""
    names = (file.with_name(f"{file.stem}-unreadable-{number}.json") for number in itertools.count(1))
    try:
        aside = next(one for one in names if not one.exists())
        file.rename(aside)
    except OSError:
        return None
    return aside
