"""What a scenario can make happen: one class a file, found here by the key that names it in YAML.

An effect's dataclass fields carry their meaning (`kind.py`), so schema, checker, compiler, reference pages and editor
completion all follow from the class. A new effect is one new file with one class.
"""

from __future__ import annotations

import importlib
import pkgutil

from game.core.effects.base import Effect

EFFECTS: dict[str, type[Effect]] = {}

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")

for _class in Effect.__subclasses__():
    EFFECTS[_class.key] = _class

__all__ = ["EFFECTS", "Effect"]
