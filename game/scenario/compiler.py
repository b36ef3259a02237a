"""From a checked scenario to a place: ids become numbers, and what an author wrote becomes the arrays that rules read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from game.core.arithmetic import Array
from game.core.decision import PROMISES
from game.core.layout import AGENCY_DEFAULTS, PAIR_DEFAULTS, AgencyNumbers, OutcomeNumbers, Sizes, lay_out, starting_values
from game.core.parameters import PARAMETERS, SIZES, defaults
from game.core.place import AgencyFacts, AgencyGoal, Dilemma, Ending, Event, Option, OutcomeFacts, Place, Successors, Trace
from game.core.promise import PromiseTerms
from game.scenario import schema
from game.scenario.agenda import has_time_of_its_own, openings
from game.scenario.check import Checked, check_path
from game.scenario.cut import shortened
from game.scenario.declaration import declared, spots_of
from game.scenario.diagnostic import Diagnostic, FileFault, Location, diagnose
from game.scenario.effect_compiler import EffectCompiler
from game.scenario.interrupt import Interruptible
from game.scenario.names import Names, instead_of
from game.scenario.shipped import locate, shipped_root
from game.scenario.slip_value import out_of_range
from game.scenario.wording import in_spoken_language
from game.translation import language, later, say, spoken

# A place without narratives of its own is spoken of in one way, which suits everybody half-way.
_ONE_FRAME = {"purpose": schema.Frame(name=later("What the work is for"))}

_PROMISE_WORDS = {
    "visit": later("a visit to {name}"),
    "money": later("money towards the share of {name}"),
    "protocol": later("the sharing protocols that {name} needs"),
}


class ScenarioFault(FileFault):
    """A scenario that cannot be played; `diagnostics` say why."""


def load(
    name: str | Path, parameters: Mapping[str, float] | None = None, cut: str = "", tell: Callable[[str], None] | None = None
) -> Place:
    """Gives the place of a scenario, checked and compiled, in the language that is spoken where it has a catalogue of it.

    Arguments:
        name: the id of a shipped scenario, or a path.
        parameters: model parameters to lay over the scenario's own, by name.
        cut: the id of one of its cuts; empty for the whole place.
        tell: is called with each sentence about a catalogue that could not be used as it is.

    Raises:
        ScenarioFault: the file cannot be read, or has faults, or a parameter is not one of the model's.
        NoSuchCut: the place has no cut of that id.
    """
    return load_checked(name, parameters, cut, tell)[0]


def load_checked(
    name: str | Path, parameters: Mapping[str, float] | None = None, cut: str = "", tell: Callable[[str], None] | None = None
) -> tuple[Place, Checked]:
    """As `load`, with the file that was checked, for whoever says where in it something stands."""
    file = locate(str(name)) or Path(name)
    if parameters or spoken() is not None or file.parent.parent != shipped_root():
        return _loaded(file, parameters or {}, cut, tell)
    written = file.stat()
    return _kept(file, (written.st_mtime_ns, written.st_size), cut)


@lru_cache(maxsize=8)
def _kept(file: Path, _as_written: tuple[int, int], cut: str) -> tuple[Place, Checked]:
    """A place that comes with the game, in English: what the title has drawn, the game that begins there need not read again."""
    return _loaded(file, {}, cut, None)


def _loaded(file: Path, parameters: Mapping[str, float], cut: str, tell: Callable[[str], None] | None) -> tuple[Place, Checked]:
    with Interruptible():
        return _made(file, parameters, cut, tell)


def _made(file: Path, parameters: Mapping[str, float], cut: str, tell: Callable[[str], None] | None) -> tuple[Place, Checked]:
    checked = check_path(file)
    faults = [one for one in checked.diagnostics if one.severity == "fault"]
    faults += parameter_faults(parameters)
    if faults:
        raise ScenarioFault(faults)
    said, told = in_spoken_language(checked.data, file)
    if tell is not None:
        for sentence in told:
            tell(sentence)
    place = compile_scenario(checked.data, checked.id, parameters, said)
    return (shortened(place, cut) if cut else place), checked


def parameter_faults(parameters: Mapping[str, float]) -> list[Diagnostic]:
    """Gives what is wrong with parameters that a user lays over a place's own."""
    found = []
    at = Location("parameters")
    for name, value in parameters.items():
        known = PARAMETERS.get(name)
        if known is None:
            help = instead_of(name, PARAMETERS, say("The reference page lists every parameter."))
            found.append(diagnose("WP307", at, (name,), name=name, help=help))
        elif values := out_of_range(value, known.low, known.high):
            found.append(diagnose("WP204", at, (name,), **values))
    return found


def compile_checked(checked: Checked, parameters: Mapping[str, float] | None = None) -> Place:
    """Compiles a scenario in which `check` found no fault; `parameters` lie over its own."""
    return compile_scenario(checked.data, checked.id, parameters)


def compile_scenario(
    data: Mapping[str, Any],
    place_id: str,
    parameters: Mapping[str, float] | None = None,
    said: Mapping[str, Any] | None = None,
) -> Place:
    """Compiles the plain data of a scenario without faults.

    Arguments:
        data: the scenario's keys and values, as `check` has passed them.
        place_id: what the place is called in saves and reports.
        parameters: model parameters that lie over the scenario's own, by name.
        said: the same data with its texts in another language; the place's digest is the data's all the same.
    """
    place = _Compiler(data, place_id, parameters or {}, data if said is None else said).place()
    return place if said is None or said is data else replace(place, told_in=language())


class _Compiler:
    """One scenario being compiled."""

    def __init__(self, data: Mapping[str, Any], place_id: str, parameters: Mapping[str, float], said: Mapping[str, Any]) -> None:
        self.id = place_id
        self.data = data
        self.scenario = schema.Scenario.model_validate(said)
        spots = spots_of(data)
        declaration = declared(data, spots)
        self.names: Names = declaration.names
        self.openings = openings(spots)
        self.frames = self.scenario.frames or _ONE_FRAME
        self.lead = self.names.agencies[self.scenario.seat]
        laid_over = {**self.scenario.parameters, **parameters}
        self.parameters = defaults(self.names.parts) | {name: float(value) for name, value in laid_over.items()}
        self.agencies = [self._agency_numbers(name, agency) for name, agency in self.scenario.agencies.items()]
        self.layout = lay_out(self.lead, self.agencies, [self._outcome_numbers(one) for one in self.scenario.outcomes.values()])
        self.compiler = EffectCompiler(declaration, self.layout.inside, self.layout.protocols)

    def place(self) -> Place:
        scenario = self.scenario
        dilemmas = tuple(self._dilemma(name, one) for name, one in scenario.dilemmas.items())
        events = tuple(self._event(name, one) for name, one in scenario.events.items())
        injects = tuple(
            (name, one.title, one.text or "", self.compiler.effects(one.effects, ("injects", name, "effects"), name))
            for name, one in scenario.injects.items()
        )
        endings = tuple(
            Ending(name, one.title, one.text, self.compiler.condition(one.when), tuple(one.cuts))
            for name, one in scenario.endings.items()
        )
        promises = (*(terms for _, terms in sorted(self.compiler.promises.items())), *self._promises_by_attention())
        laters = tuple(later for _, later in sorted(self.compiler.laters.items()))
        sizes = Sizes(len(self.names.flags), len(dilemmas), len(events), len(promises), len(laters))
        return Place(
            id=self.id,
            title=scenario.title,
            digest=self._digest(),
            turns=scenario.turns,
            epilogue=scenario.epilogue,
            lead=self.lead,
            begins=(int(scenario.begins[:4]), int(scenario.begins[-1])) if scenario.begins else None,
            agencies=tuple(self._agency_facts(name, agency) for name, agency in scenario.agencies.items()),
            outcomes=tuple(
                OutcomeFacts(
                    name, one.name, one.unit, tuple(one.evidence), one.assumption or "", one.strand.name if one.strand else ""
                )
                for name, one in scenario.outcomes.items()
            ),
            frames=tuple((name, frame.name) for name, frame in self.frames.items()),
            flags=tuple(self.names.flags),
            dilemmas=dilemmas,
            events=events,
            promises=promises,
            laters=laters,
            endings=tuple(one for one in endings if not one.cuts),
            every_ending=endings,
            injects=injects,
            starting=starting_values(
                self.agencies, len(scenario.outcomes), len(self.frames), sizes, self._given(), self.names.parts
            ),
            constants=self.layout.constants,
            parameters=self.parameters,
            ties=self.layout.ties,
            protocols=self.layout.protocols,
            inside=self.layout.inside,
            parts=self.names.parts,
            traces=tuple(self._trace(name, one) for name, one in scenario.traces.items()),
            people=(scenario.people.one, scenario.people.many) if scenario.people else ("family", "families"),
            texts=_texts(scenario),
            goals=tuple(self._goal("the table", one) for one in scenario.goals),
            members=tuple((number, one.members) for number, one in enumerate(self.agencies) if one.members > 1),
            successors=tuple(
                self._successors(number, name, one.successors)
                for number, (name, one) in enumerate(scenario.agencies.items())
                if one.successors is not None
            ),
        )

    def _digest(self) -> str:
        """Fingerprints all that a playthrough hangs on besides seed and decisions."""
        whole = {"scenario": self.data, "parameters": self.parameters, "sizes": SIZES}
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def _agency_numbers(self, name: str, agency: schema.Agency) -> AgencyNumbers:
        return AgencyNumbers(
            body=agency.body or name,
            budget=float(agency.budget),
            discretion=agency.discretion,
            receptive=agency.receptive,
            burden=agency.burden,
            lends=agency.lends,
            leaving=agency.leaving,
            priorities=tuple(agency.priorities.get(frame, 0.5) for frame in self.frames),
            members=agency.members or 1,
        )

    def _agency_facts(self, name: str, agency: schema.Agency) -> AgencyFacts:
        return AgencyFacts(
            id=name,
            name=agency.name,
            short=agency.short or f"{agency.name[:1].upper()}{agency.name[1:14]}".rstrip(),
            body=agency.body or name,
            about=agency.about or "",
            leader=agency.leader or "",
            position=(agency.map[0], agency.map[1]) if agency.map else None,
            members=agency.members or 1,
            member=agency.member or "members",
            icon=agency.icon or "",
            front_line=agency.front_line,
            evidence=tuple(agency.evidence),
            assumption=agency.assumption or "",
            brief=agency.brief or "",
            goals=tuple(self._goal(name, one) for one in agency.goals),
        )

    def _goal(self, name: str, written: schema.Goal) -> AgencyGoal:
        when = self.compiler.condition(written.when)
        if when is None:
            raise ValueError(f"unchecked goal of {name!r}: it has no condition")
        return AgencyGoal(written.text, when)

    def _successors(self, number: int, name: str, written: schema.Successors) -> Successors:
        return Successors(
            agency=number,
            at=written.at,
            before=(before := self._agency_facts(name, self.scenario.agencies[name])),
            facts=replace(
                before,
                name=written.name,
                short=written.short or written.name[:14].rstrip(),
                about=written.about or "",
                leader=written.leader or "",
                evidence=tuple(written.evidence),
                assumption=written.assumption or "",
            ),
            priorities=np.array(
                [[one.priorities.get(frame, 0.5) for frame in self.frames] for one in written.bodies.values()], dtype=np.float64
            ),
        )

    def _outcome_numbers(self, outcome: schema.Outcome) -> OutcomeNumbers:
        needs = outcome.needs if isinstance(outcome.needs, dict) else dict.fromkeys(outcome.needs, 1.0)
        return OutcomeNumbers(
            needs={self.names.agencies[name]: float(weight) for name, weight in needs.items()},
            rate=outcome.rate,
            delay=float(outcome.delay),
            benefit={self.names.agencies[name]: float(pounds) for name, pounds in outcome.benefit.items()},
            weight=outcome.weight,
            loses={self.names.agencies[name]: float(pounds) for name, pounds in outcome.loses.items()},
        )

    def _given(self) -> dict[str, Array | float]:
        """Gathers the author's own starting values, by variable."""
        given: dict[str, Array | float] = {name: float(value) for name, value in self.scenario.levels.items()}
        for name in AGENCY_DEFAULTS:
            given[name] = np.array([getattr(agency, name) for agency in self.scenario.agencies.values()], dtype=np.float64)
        for name in PAIR_DEFAULTS:
            given[name] = self._ties(name)
        shares = [one.strand.share if one.strand else 0.0 for one in self.scenario.outcomes.values()]
        given["strand"] = np.array(shares, dtype=np.float64) / (sum(shares) or 1.0)
        given["joined"] = np.array(
            [(one.joined or 0.0) if one.members else 1.0 for one in self.scenario.agencies.values()], dtype=np.float64
        )
        board = self.scenario.board
        if board is not None:
            given["seats"] = float(board.size)
            given["vote"] = np.array(self.compiler.votes(board.votes) if board.votes else 0.0)
        return given

    def _ties(self, variable: str) -> Array:
        """Lays out one variable of ties: by default, inside one body, then pair by pair, the later over the earlier."""
        n, relations = len(self.agencies), self.scenario.relations
        usual = getattr(relations.default, variable)
        ties = np.full((n, n), PAIR_DEFAULTS[variable] if usual is None else usual, dtype=np.float64)
        within = getattr(relations.inside, variable)
        if within is not None:
            for i, one in enumerate(self.agencies):
                for j, other in enumerate(self.agencies):
                    if one.body == other.body:
                        ties[i, j] = within
        for pair in relations.pairs:
            value = getattr(pair, variable)
            if value is None:
                continue
            first, second = (self.names.agencies[name] for name in (pair.between or (pair.from_ or "", pair.to or "")))
            ties[first, second] = value
            if pair.between:
                ties[second, first] = value
        np.fill_diagonal(ties, 0.0)
        return ties

    def _dilemma(self, name: str, written: schema.Dilemma) -> Dilemma:
        path = ("dilemmas", name)
        return Dilemma(
            id=name,
            title=written.title,
            text=written.text,
            first=written.at or written.from_ or 1,
            last=written.at or written.to or self.scenario.turns,
            when=self.compiler.condition(written.when),
            priority=written.priority,
            again=written.again,
            concept=written.concept or "",
            evidence=tuple(written.evidence),
            options=tuple(
                Option(
                    id=option,
                    label=one.label,
                    text=one.text or "",
                    when=self.compiler.condition(one.when),
                    unless_text=one.unless_text or "",
                    energy=one.energy,
                    money=one.money,
                    effects=self.compiler.effects(one.effects, (*path, "options", option, "effects"), f"{name}.{option}"),
                    then=one.then or "",
                )
                for option, one in written.options.items()
            ),
            real=list(written.options).index(written.real) if written.real else -1,
            followed=written.followed or "",
            needs_opening=name in self.openings and not has_time_of_its_own(self.data["dilemmas"][name]),
            assumption=written.assumption or "",
            is_inferred=written.inferred,
        )

    def _trace(self, name: str, written: schema.Trace) -> Trace:
        when = self.compiler.condition(written.when)
        if when is None:
            raise ValueError(f"unchecked trace {name!r}: it has no condition")
        return Trace(id=name, name=written.name, when=when, text=written.text, otherwise=written.otherwise)

    def _event(self, name: str, written: schema.Event) -> Event:
        return Event(
            id=name,
            title=written.title,
            text=written.text or "",
            at=tuple(written.at) if isinstance(written.at, list) else (written.at,) if written.at else (),
            chance=written.chance or 0.0,
            first=written.from_ or 1,
            last=written.to or self.scenario.turns,
            when=self.compiler.condition(written.when),
            once=written.once,
            effects=self.compiler.effects(written.effects, ("events", name, "effects"), name),
            evidence=tuple(written.evidence),
        )

    def _promises_by_attention(self) -> tuple[PromiseTerms, ...]:
        """Makes the slots of what the leader can promise by attention: each kind to each other agency."""
        return tuple(
            PromiseTerms(
                id=f"{kind}:{name}",
                text=say(_PROMISE_WORDS[kind], name=agency.name),
                giver=self.lead,
                receiver=number,
                kind=kind,
                quarters=int(self.parameters[f"{kind}_quarters"]),
                from_attention=True,
            )
            for number, (name, agency) in enumerate(self.scenario.agencies.items())
            if number != self.lead
            for kind in PROMISES
            if kind != "protocol" or any(number in pair for pair in self.layout.protocols)
        )


def _texts(scenario: schema.Scenario) -> dict[str, Any]:
    """Gathers what is told and never reckoned with: briefing, evidence, debrief, cuts and the real case's line."""
    keys = {
        "summary",
        "objectives",
        "powers",
        "limits",
        "caveat",
        "prologue",
        "sources",
        "frames",
        "ground",
        "questions",
        "history",
        "cuts",
    }
    return scenario.model_dump(mode="python", by_alias=True, include=keys, exclude_none=True)
