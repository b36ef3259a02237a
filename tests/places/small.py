"""Small places at random, as their authors might have written them: any agencies, any effects, any extremes."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from game.core.effects import EFFECTS
from game.core.parameters import PARAMETERS
from game.core.place import Place
from game.core.variables import VARIABLES
from game.scenario.compiler import compile_scenario

LEVELS = [name for name, variable in VARIABLES.items() if variable.authored and variable.unit == "level"]
PLACE_LEVELS = [name for name in LEVELS if VARIABLES[name].over == "place"]
AGENCY_LEVELS = ("buy_in", "frontline", "cover", "strain", "outlook", "legal", "giving")
TIE_LEVELS = ("purpose", "confidence", "codified", "permission", "practice", "scar")
WORDS = ("slight", "clear", "strong", "-slight", "-clear", "-strong")
FLAGS = ("one", "two")
COUNTED = ("tokens", "tokens_weary", "visit_quarters", "money_quarters", "protocol_quarters")


@st.composite
def small_places(draw: st.DrawFn, *, n_agencies: tuple[int, int] = (2, 4)) -> Place:
    """Any small place: a few agencies and outcomes, dilemmas and events with any effects, parameters moved about."""
    size = draw(st.integers(*n_agencies))
    n_outcomes, n_dilemmas, n_events = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(0, 3))
    turns, epilogue = draw(st.integers(1, 5)), draw(st.integers(0, 2))
    return compile_scenario(
        _Author(draw(st.integers(0, 2**32)), size).scenario(n_outcomes, n_dilemmas, n_events, turns, epilogue), "small"
    )


class _Author:
    """Writes one scenario by the luck of a seed."""

    def __init__(self, seed: int, size: int) -> None:
        self.luck = Random(seed)  # noqa: S311 - hypothesis draws the seed
        self.agencies = [f"agency_{number}" for number in range(size)]
        self.frames = [f"frame_{number}" for number in range(self.luck.randint(1, 3))]
        self.dilemmas: list[str] = []
        self.turns = 1
        self.outcomes: list[str] = []
        self.has_strands = self.has_members = self.has_board = self.has_losses = self.has_successors = False

    def scenario(self, n_outcomes: int, n_dilemmas: int, n_events: int, turns: int, epilogue: int) -> dict[str, Any]:
        """The whole of a scenario file."""
        self.turns = turns
        self.has_members, self.has_board = self.luck.random() < 0.4, self.luck.random() < 0.4
        self.has_losses, self.has_successors = self.luck.random() < 0.4, self.luck.random() < 0.4
        self.outcomes = [f"outcome_{number}" for number in range(n_outcomes)]
        self.has_strands = n_outcomes > 1 and self.luck.random() < 0.5
        self.dilemmas = [f"dilemma_{number}" for number in range(n_dilemmas)]
        return {
            "format": 1,
            "title": "Small",
            "turns": turns,
            "epilogue": epilogue,
            "seat": self.luck.choice(self.agencies),
            "frames": {name: {"name": name} for name in self.frames},
            "agencies": {name: self.agency(name) for name in self.agencies},
            "relations": {"default": self.levels(TIE_LEVELS), "inside": self.levels(TIE_LEVELS)},
            "outcomes": {name: self.outcome() for name in self.outcomes},
            **({"board": {"size": self.luck.choice([0, 9, 400]), "votes": self.votes()}} if self.has_board else {}),
            "levels": {
                **self.levels(PLACE_LEVELS),
                "target": self.luck.choice([0, 1, 40, 500]),
                "pot": self.luck.choice([0, 30000]),
            },
            "parameters": self.parameters(),
            "events": {f"event_{number}": self.event() for number in range(n_events)},
            "dilemmas": {name: self.dilemma() for name in self.dilemmas},
        }

    def level(self) -> float:
        """A level, often at an end."""
        return self.luck.choice([0.0, 1.0, *(round(self.luck.random(), 3) for _ in range(4))])

    def levels(self, names: tuple[str, ...] | list[str]) -> dict[str, float]:
        """Levels for some of these variables."""
        return {name: self.level() for name in names if self.luck.random() < 0.7}

    def agency(self, name: str) -> dict[str, Any]:
        """One agency."""
        return {
            "name": name,
            "body": self.luck.choice([name, "body_one"]),
            "budget": self.luck.choice([0, 1, 9999, 80000, 300000]),
            "discretion": self.level(),
            "receptive": self.level(),
            "burden": self.luck.choice([0.1, 1.0, 3.0]),
            "lends": self.luck.choice([0.0, 0.5, 4.0]),
            "leaving": self.luck.choice([0.0, 0.1, 1.0]),
            "priorities": {frame: self.level() for frame in self.frames},
            **self.levels(AGENCY_LEVELS),
            **({"members": self.luck.choice([2, 104]), "joined": self.level()} if self.has_members else {}),
            **({"successors": self.successors()} if self.has_successors and self.luck.random() < 0.5 else {}),
        }

    def successors(self) -> dict[str, Any]:
        """Those who stand in an agency's place from some turn on."""
        bodies = {name: {"name": name, "priorities": {frame: self.level() for frame in self.frames}} for name in ("x", "y")}
        return {"at": self.luck.randint(1, self.turns), "name": "successors", "bodies": bodies}

    def votes(self) -> dict[str, float]:
        """Votes for one agency, or for none."""
        return self.luck.choice([{}, {self.luck.choice(self.agencies): self.level()}])

    def outcome(self) -> dict[str, Any]:
        """One outcome."""
        needed = self.luck.sample(self.agencies, self.luck.randint(2, len(self.agencies)))
        return {
            "name": "outcome",
            "needs": {name: self.luck.choice([0.2, 1.0]) for name in needed},
            "rate": self.luck.choice([0.0, 0.5, 3.0]),
            "delay": self.luck.randint(1, 12),
            "benefit": {name: self.luck.choice([0, 7, 900]) for name in self.agencies},
            "weight": self.luck.choice([0.0, 1.0]),
            **({"loses": {name: self.luck.choice([0, 7, 900]) for name in self.agencies}} if self.has_losses else {}),
            **({"strand": {"name": "strand", "share": self.luck.choice([1.0, 2.5])}} if self.has_strands else {}),
        }

    def parameters(self) -> dict[str, float]:
        """Some parameters, moved by up to a quarter."""
        moved = {}
        for name, parameter in PARAMETERS.items():
            if name not in COUNTED and self.luck.random() < 0.5:
                value = parameter.value * self.luck.uniform(0.75, 1.25)
                moved[name] = min(parameter.high, max(parameter.low, value))
        return moved

    def event(self) -> dict[str, Any]:
        """One event, dated or by chance."""
        dates = sorted(self.luck.sample(range(1, self.turns + 1), self.luck.randint(1, min(3, self.turns))))
        dated = {"at": self.luck.choice([dates, dates[0]])}
        when = dated if self.luck.random() < 0.5 else {"chance": self.luck.choice([0.3, 1.0])}
        more = {"when": self.condition()} if self.luck.random() < 0.3 else {}
        return {"title": "event", **when, **more, "effects": self.effects(3)}

    def dilemma(self) -> dict[str, Any]:
        """One dilemma; its first option is always open."""
        flags: list[dict[str, Any]] = [{"count": name, "by": 0.5} for name in FLAGS]
        options: dict[str, Any] = {"free": {"label": "free", "effects": [*self.effects(4), *flags]}}
        for number in range(self.luck.randint(1, 2)):
            options[f"option_{number}"] = {
                "label": "option",
                "energy": self.luck.choice([0.0, 0.05, 1.0]),
                "money": self.luck.choice([0, 5000]),
                "effects": self.effects(4),
                **({"when": self.condition()} if self.luck.random() < 0.3 else {}),
            }
        return {"title": "dilemma", "text": "scene", "from": 1, "again": self.luck.random() < 0.5, "options": options}

    def condition(self) -> str:
        """A condition on something."""
        one = self.luck.choice(self.agencies)
        return self.luck.choice(
            [
                f"buy_in({one}) > 0.4",
                "control < 0.6 or energy > 0.5",
                "running == 1 and families < 5",
                "lowest(cover) > 0.3",
                f"mean(trust(all, {one})) > 0.4",
                f"lowest(trust({one}, all)) < 0.3",
                "not one or two >= 1",
                "turn >= 1",
            ]
        )

    def effects(self, most: int) -> list[dict[str, Any]]:
        """A few effects of any kind."""
        return [self.effect(2) for _ in range(self.luck.randint(0, most))]

    def effect(self, depth: int) -> dict[str, Any]:
        """One effect of any kind."""
        kinds = [key for key in EFFECTS if depth > 0 or key not in ("chance", "after")]
        if not self.has_strands:
            kinds.remove("strand")
        if not self.has_board:
            kinds.remove("votes")
        key = self.luck.choice(kinds)
        written: dict[str, Any] = getattr(self, f"write_{key}")(depth)
        if self.luck.random() < 0.2:
            written["if"] = self.condition()
        return written

    def some(self) -> str | list[str]:
        """Some agencies, in one of the ways to say so."""
        several = self.luck.sample(self.agencies, self.luck.randint(1, len(self.agencies)))
        return "all" if self.luck.random() < 0.5 else several

    def two(self) -> list[str]:
        """Two agencies."""
        return self.luck.sample(self.agencies, 2)

    def account(self) -> str:
        """An agency or the pot."""
        return self.luck.choice(["pot", *self.agencies])

    def whom(self, variable: str) -> dict[str, Any]:
        """Whom a change of a variable is about."""
        match VARIABLES[variable].over:
            case "place":
                return {}
            case "frame":
                return {"of": self.luck.choice(self.frames)}
            case "agency":
                return {"of": self.some()}
        return self.luck.choice([{"between": self.two()}, {"from": self.some(), "to": self.some()}])

    def a_level(self) -> str:
        """A level that the place has and an author may change."""
        missing = {"members": not self.has_members, "board": not self.has_board}
        return self.luck.choice([name for name in LEVELS if not missing.get(VARIABLES[name].part)])

    def write_votes(self, _: int) -> dict[str, Any]:
        """Votes weighed anew."""
        return {"votes": self.votes()}

    def write_change(self, _: int) -> dict[str, Any]:
        """A change of any level."""
        variable = self.a_level()
        return {"change": variable, "by": self.luck.choice([*WORDS, 1.0, -1.0, 0.013]), **self.whom(variable)}

    def write_set(self, _: int) -> dict[str, Any]:
        """A level set to a value."""
        variable = self.a_level()
        return {"set": variable, "value": self.level(), **self.whom(variable)}

    def write_flag(self, _: int) -> dict[str, Any]:
        """A flag set."""
        return {"flag": self.luck.choice(FLAGS)}

    def write_clear(self, _: int) -> dict[str, Any]:
        """A flag taken back."""
        return {"clear": self.luck.choice(FLAGS)}

    def write_count(self, _: int) -> dict[str, Any]:
        """A counter moved."""
        return {"count": self.luck.choice(FLAGS), "by": self.luck.choice([1, -2, 0.5])}

    def write_grant(self, _: int) -> dict[str, Any]:
        """Money from outside."""
        return {"grant": self.luck.choice([0, 1, 25000]), "to": self.account()}

    def write_spend(self, _: int) -> dict[str, Any]:
        """Money used up, perhaps more than there is."""
        return {"spend": self.luck.choice([1, 25000, 10**9]), "from": self.account()}

    def write_move(self, _: int) -> dict[str, Any]:
        """Money moved, perhaps more than there is."""
        one, other = self.luck.sample(["pot", *self.agencies], 2)
        return {"move": self.luck.choice([1, 25000, 10**9]), "from": one, "to": other}

    def write_cut(self, _: int) -> dict[str, Any]:
        """A cut."""
        return {"cut": self.luck.choice([0.0, 0.07, 1.0]), "of": self.some()}

    def write_promise(self, _: int) -> dict[str, Any]:
        """A promise, with or without a condition."""
        by, to = self.two()
        more = {"kept": self.condition()} if self.luck.random() < 0.5 else {}
        return {
            "promise": "words",
            "by": by,
            "to": to,
            "due": self.luck.randint(1, 3),
            "size": self.luck.choice(["slight", 1.0]),
            **more,
        }

    def write_protocol(self, _: int) -> dict[str, Any]:
        """Drafting begun."""
        return {"protocol": self.luck.choice(["all", self.two()])}

    def write_story(self, _: int) -> dict[str, Any]:
        """A story heard."""
        return {"story": self.luck.choice(["clear", 3.0]), "to": self.some()}

    def write_contact(self, _: int) -> dict[str, Any]:
        """Time face to face."""
        return {"contact": self.two(), "size": self.luck.choice(["strong", 0.2])}

    def write_confront(self, _: int) -> dict[str, Any]:
        """A conflict on the table."""
        return {"confront": self.some(), "size": self.luck.choice(["slight", 1.0])}

    def write_departure(self, _: int) -> dict[str, Any]:
        """A leader leaves."""
        return {"departure": self.luck.choice(self.agencies)}

    def write_incident(self, _: int) -> dict[str, Any]:
        """Information goes astray."""
        return {"incident": self.luck.choice(["slight", "strong", 5.0]), "between": self.two()}

    def write_chance(self, depth: int) -> dict[str, Any]:
        """Something that may follow."""
        return {"chance": self.luck.choice([0.0, 0.5, 1.0]), "then": [self.effect(depth - 1)], "else": [self.effect(depth - 1)]}

    def write_after(self, depth: int) -> dict[str, Any]:
        """Something that follows later."""
        return {"after": self.luck.randint(1, 3), "then": [self.effect(depth - 1)]}

    def write_open(self, _: int) -> dict[str, Any]:
        """A dilemma opened."""
        return {"open": self.luck.choice(self.dilemmas)}

    def write_close(self, _: int) -> dict[str, Any]:
        """A dilemma closed."""
        return {"close": self.luck.choice(self.dilemmas)}

    def write_news(self, _: int) -> dict[str, Any]:
        """A line of news."""
        return {"news": "words"}

    def write_strand(self, _: int) -> dict[str, Any]:
        """Effort moved between strands, either way."""
        to, other = self.luck.sample(self.outcomes, 2)
        more = {"from": other} if self.luck.random() < 0.5 else {}
        return {"strand": to, "by": self.luck.choice(["clear", "-strong", 1.0, -1.0]), **more}

    def write_deep_dive(self, _: int) -> dict[str, Any]:
        """Leaders' time taken."""
        return {"deep_dive": self.luck.choice(["slight", 3.0]), "of": self.some()}

    def write_running(self, _: int) -> dict[str, Any]:
        """A programme half carried."""
        return {"running": self.luck.choice([0.2, 0.5, 1.0])}

    def write_end(self, _: int) -> dict[str, Any]:
        """The programme stopped."""
        return {"end": "programme"}


def scenario_of(**written: Any) -> Place:
    """A place of three agencies in which nothing happens but what is written."""
    agencies = {name: {"name": name, "budget": 1000, "leaving": 0} for name in ("a", "b", "c")}
    dilemma = {"title": "d", "text": "d", "at": 60, "options": {"one": {"label": "one"}, "two": {"label": "two"}}}
    plain: dict[str, Any] = {
        "format": 1,
        "title": "Plain",
        "turns": 8,
        "seat": "a",
        "agencies": agencies,
        "outcomes": {"outcome": {"name": "outcome", "needs": ["b", "c"]}},
        "dilemmas": {"never": dilemma},
    }
    return compile_scenario({**plain, **written}, "plain")
