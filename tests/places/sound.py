"""Sound places at random: small, and without a fault by the way they are made."""

from __future__ import annotations

from random import Random
from typing import Any

_AGENCIES = ("hub", "care", "beat", "school")
_LEVELS = ("energy", "credibility", "governance", "support", "control")


def sound_data(seed: int) -> dict[str, Any]:
    """The data of a sound place: each condition asks for what an earlier choice, an event or the model can bring, or not."""
    luck = Random(seed)  # noqa: S311 - a test's luck
    turns = luck.randint(5, 9)
    agencies = list(_AGENCIES[: luck.randint(2, 4)])
    dilemmas: dict[str, Any] = {}
    flags: list[str] = []
    events: dict[str, Any] = {
        "flood": {"title": "Flood", "chance": luck.choice([0.2, 0.5]), "to": luck.randint(2, turns)},
        "visit": {"title": "Visit", "at": luck.randint(2, 3), "when": f"{luck.choice(_LEVELS[:2])} > 0.45"},
    }
    for turn in range(1, turns):
        name = f"d{turn}"
        earlier = list(dilemmas)
        options = {f"o{number}": _option(luck, agencies, number) for number in range(luck.randint(2, 4))}
        if luck.random() < 0.6:
            flag = f"f{turn}"
            flags.append(flag)
            options["o1"]["effects"].append({"flag": flag} if luck.random() < 0.5 else {"count": flag, "by": luck.choice([1, 2])})
        dilemma: dict[str, Any] = {"title": name, "text": "scene", "options": options}
        if luck.random() < 0.5:
            dilemma["at"] = turn
        else:
            dilemma |= {"from": turn, "to": luck.randint(turn, turns)}
        if earlier and luck.random() < 0.6:
            known = [flag for flag in flags if flag != f"f{turn}"]
            options["o1"]["when"] = _condition(luck, earlier[-1:], known, agencies)
        dilemmas[name] = dilemma
    return {
        "format": 1,
        "title": f"Sound {seed}",
        "turns": turns,
        "epilogue": luck.randint(0, 3),
        "seat": "hub",
        "agencies": {name: {"name": name, "budget": luck.choice([40_000, 90_000])} for name in agencies},
        "outcomes": {"homes": {"name": "Homes", "needs": agencies[:2]}},
        "events": events,
        "dilemmas": dilemmas,
        "endings": {
            "worn": {"title": "Worn", "text": "Worn.", "when": "energy < 0.3"},
            "open": {"title": "Open", "text": "Open.", "when": "chose(d1, o1) and energy >= 0.3"},
            "other": {"title": "Other", "text": "Other."},
        },
    }


def _option(luck: Random, agencies: list[str], number: int) -> dict[str, Any]:
    effects: list[dict[str, Any]] = [{"change": luck.choice(_LEVELS), "by": luck.choice(["slight", "-slight", 0.04])}]
    if luck.random() < 0.3:
        effects.append({"chance": 0.5, "then": [{"change": "buy_in", "of": luck.choice(agencies), "by": "slight"}]})
    return {"label": f"option {number}", "effects": effects}


def _condition(luck: Random, earlier: list[str], flags: list[str], agencies: list[str]) -> str:
    """What can hold and can fail a turn after the earlier dilemmas."""
    ways = [
        f"chose({luck.choice(earlier)}, o0)",
        f"not chose({luck.choice(earlier)}, o1) or energy > 0.5",
        f"trust({agencies[1]}, hub) > 0.35",
        "lowest(cover) < 0.45 and energy > 0.2",
        f"mean(trust(all, {agencies[1]})) > 0.35",
        "happened(flood)",
    ]
    if flags:
        ways.append(f"{flags[0]} >= 1 or happened(flood)")
    return luck.choice(ways)
