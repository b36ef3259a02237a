"""What every map of a scenario file is: strict, closed to unknown keys, and called by a noun in messages."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from game.translation import later


class Written(BaseModel):
    """One map of a scenario file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    noun: ClassVar[str] = later("a map")
