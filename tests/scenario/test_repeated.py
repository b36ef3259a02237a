"""A map whose own key is missing is one fault, and no echo of it."""

from __future__ import annotations

import pytest

from game.scenario.check import check_source


@pytest.mark.parametrize(
    ("key", "name"),
    [(f"  {name}:\n", name) for name in ("police", "second", "flood", "homes")] + [("      other:\n", "other")],
)
def test_a_map_without_its_key_is_told_once(key: str, name: str) -> None:
    """Of a thing whose first line has gone, those who name it, or what it alone makes, are not told as well."""
    sound = """
format: 1
title: A
turns: 4
seat: council
agencies:
  council:
    name: The council
    budget: 1
  police:
    name: The police
    budget: 1
  schools:
    name: Schools
    budget: 1
outcomes:
  families:
    name: Families
    needs: [council, police, schools]
  homes:
    name: Homes
    needs: [council, police, schools]
events:
  storm:
    title: Storm
    text: Wind.
    at: 2
    effects: [{change: strain, of: police, by: clear}]
  flood:
    title: Flood
    text: Water.
    chance: 0.5
    effects: [{flag: wet}]
dilemmas:
  first:
    title: A
    text: B
    real: other
    options:
      one:
        label: C
        effects: [{open: second}]
      other:
        label: D
        effects: [{flag: told}]
  second:
    title: A
    text: B
    options:
      ask: {label: C, effects: [{change: strain, of: police, by: clear, if: "wet and told and chose(first, other)"}]}
      wait: {label: D, when: "reported(homes) > 1 or happened(flood) > 0 or trust(council, police) > 0.5"}
"""
    assert [one.code for one in check_source(sound.encode(), "x.yaml").diagnostics] == []
    assert name in sound.replace(key, "")
    assert [one.code for one in check_source(sound.replace(key, "").encode(), "x.yaml").diagnostics] == ["WP129"]
