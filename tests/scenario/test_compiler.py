"""From a checked scenario to a place: names become numbers, words become sizes, and nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.core.condition import Compare, Constant, Read
from game.core.effects import EFFECTS
from game.core.layout import LEVEL_DEFAULTS, PAIR_DEFAULTS
from game.core.parameters import defaults, size_in_words
from game.core.place import Place
from game.core.promise import PromiseTerms
from game.core.step import begin
from game.core.variables import VARIABLES
from game.scenario.check import check_path, check_source
from game.scenario.compiler import ScenarioFault, compile_checked, load, parameter_faults
from game.scenario.migrate import bring_forward
from game.scenario.shipped import shipped_ids, shipped_root

FILE = Path(__file__).parent / "smallest.yaml"
SMALLEST = FILE.read_text(encoding="utf-8")

FULLER = """\
format: 1
title: Three at a table
begins: 2010 Q2
turns: 6
epilogue: 4
seat: council
summary: A small place with one of everything.
frames:
  savings: {name: Cost avoided, text: It is cheaper.}
  lives: {name: Better lives}
agencies:
  council: {name: The council, budget: 100000, map: [0.5, 0.25]}
  care: {name: "Children's social care of the county", body: council, budget: 40000, buy_in: 0.3, priorities: {savings: 0.2}}
  police: {name: The police, short: Police, budget: 80000, discretion: 0.2, lends: 0.5, leader: the borough commander}
relations:
  default: {purpose: 0.3, practice: 0.02}
  inside: {purpose: 0.6}
  pairs:
    - {between: [council, police], purpose: 0.45, confidence: 0.4}
    - {from: police, to: council, purpose: 0.2}
outcomes:
  families:
    name: Families helped
    unit: families
    needs: {care: 1, police: 0.5}
    rate: 0.4
    delay: 6
    benefit: {police: 900}
levels: {control: 0.9, target: 50, pot: 30000}
parameters: {wage: 9000}
events:
  leak: {title: A leak, text: Somebody told the paper., at: 3, effects: [{change: cover, of: inside, by: -clear}]}
  cut: {title: A cut, chance: 0.2, from: 2, to: 5, when: turn > 1, once: false, effects: [{cut: 0.1, of: outside}]}
dilemmas:
  pitch:
    title: The pitch
    text: Twenty minutes.
    from: 2
    to: 4
    when: energy > 0.2
    priority: 8
    again: true
    concept: framing
    real: better
    followed: They agreed.
    options:
      crisis: {label: Say it burns, energy: 0.04, money: 5000, when: credibility > 0.3, unless_text: Not now., then: They nod.}
      better: {label: Say it will be better, effects: [{open: second}]}
  second:
    title: The second meeting
    text: Ten minutes.
    options:
      stay: {label: Stay, effects: [{promise: A list, id: list, by: police, to: council, due: 2, size: strong}]}
      go: {label: Go, effects: [{promise: A visit, by: council, to: police, due: 1, kept: mean(trust) > 0.3}]}
endings:
  rooted: {title: It holds, text: They meet., when: mean(outlook) > 0.3}
  gone: {title: It goes, text: They do not.}
injects:
  election:
    title: An election
    text: It is called.
    effects: [{after: 1, then: [{flag: purdah}, {after: 2, then: [{clear: purdah}]}]}]
"""

COUNCIL, CARE, POLICE = range(3)


def compiled(text: str = FULLER, **parameters: float) -> Place:
    """Checks and compiles a text that must be sound."""
    checked = check_source(text.encode(), "fuller.yaml")
    assert [one.format_text() for one in checked.diagnostics if one.severity == "fault"] == []
    return compile_checked(checked, parameters)


def effects_of(written: str) -> tuple[Any, ...]:
    """Compiles a list of effects in the fuller place, which has a strand, or a board, where one is spoken of."""
    text = FULLER.replace("    rate: 0.4\n", "    rate: 0.4\n    strand: {name: helping}\n") if "{strand" in written else FULLER
    text = text.replace("outcomes:\n", "board: {size: 9}\noutcomes:\n", 1) if "{votes" in written else text
    return (
        compiled(text.replace("effects: [{open: second}]", f"effects: [{{open: second}}, {written}]"))
        .dilemmas[0]
        .options[1]
        .effects[1:]
    )


def test_the_smallest_scenario_plays() -> None:
    """What an author leaves out has a default, and the first quarter begins."""
    place = load(FILE)
    assert (place.id, place.turns, place.epilogue, place.lead, place.begins) == ("smallest", 4, 8, 0, None)
    assert place.agency_ids == ("council", "police")
    assert len(place.frames) == 1
    assert place.protocols == ((0, 1),)
    state = begin(place, np.array([1, 2], dtype=np.uint64)).state
    assert state.n_playthroughs == 2
    assert state["control"].tolist() == [LEVEL_DEFAULTS["control"]] * 2


def test_what_is_fixed() -> None:
    """Titles, dates, seats and facts arrive as they were written."""
    place = compiled()
    assert (place.id, place.title, place.turns, place.epilogue) == ("fuller", "Three at a table", 6, 4)
    assert (place.lead, place.begins, place.inside) == (COUNCIL, (2010, 2), (COUNCIL, CARE))
    assert place.frames == (("savings", "Cost avoided"), ("lives", "Better lives"))
    assert (place.agencies[POLICE].short, place.agencies[POLICE].leader) == ("Police", "the borough commander")
    assert place.agencies[CARE].short == "Children's soc"
    assert [agency.body for agency in place.agencies] == ["council", "council", "police"]
    assert place.agencies[COUNCIL].position == (0.5, 0.25)
    assert (place.outcomes[0].name, place.outcomes[0].unit) == ("Families helped", "families")
    assert place.texts["summary"] == "A small place with one of everything."
    assert place.texts["frames"]["savings"]["text"] == "It is cheaper."


def test_numbers_of_the_layout() -> None:
    """What rules read by name comes from the author's numbers, in the agencies' order."""
    place = compiled()
    assert place.constants["discretion"][:, 0].tolist() == [0.6, 0.6, 0.2]
    assert place.constants["lends"][:, 0].tolist() == [0.0, 0.0, 0.5]
    assert place.constants["priorities"][..., 0].tolist() == [[0.5, 0.2, 0.5], [0.5, 0.5, 0.5]]
    assert place.constants["benefit"][..., 0].tolist() == [[0.0, 0.0, 900.0]]
    assert place.constants["need"][0, :, 0].tolist() == pytest.approx([0.0, 2 / 3, 1 / 3])
    assert (place.constants["rate"][0, 0], place.constants["delay"][0, 0]) == (0.4, 6.0)
    assert place.ties == ((CARE, POLICE), (POLICE, CARE))
    assert place.protocols == ((CARE, POLICE),)


def test_ties_start_as_what_is_said_last_of_them() -> None:
    """Ties start at the default, inside one body at its own, and pair by pair at what is said last."""
    starting = compiled().starting
    assert starting["purpose"][COUNCIL, CARE] == starting["purpose"][CARE, COUNCIL] == 0.6
    assert starting["purpose"][CARE, POLICE] == 0.3
    assert (starting["purpose"][COUNCIL, POLICE], starting["purpose"][POLICE, COUNCIL]) == (0.45, 0.2)
    assert starting["confidence"][POLICE, COUNCIL] == 0.4
    assert starting["confidence"][CARE, COUNCIL] == PAIR_DEFAULTS["confidence"]
    assert starting["practice"][CARE, POLICE] == 0.02


def test_starting_levels_and_money() -> None:
    """Levels, budgets and the pot start as written; every variable has a starting value that cannot be changed."""
    starting = compiled().starting
    assert [float(starting[name]) for name in ("control", "target", "pot")] == [0.9, 50.0, 30000.0]
    assert starting["buy_in"].tolist() == [0.35, 0.3, 0.35]
    assert starting["allowance"].tolist() == [100000.0, 40000.0, 80000.0]
    assert set(starting) == {name for name, variable in VARIABLES.items() if not variable.part}
    assert not any(value.flags.writeable for value in starting.values())


def test_windows_conditions_and_options_arrive() -> None:
    """Windows, conditions and options arrive; what waits to be opened says so."""
    pitch, second = compiled().dilemmas
    assert (pitch.first, pitch.last, pitch.priority, pitch.again) == (2, 4, 8.0, True)
    assert pitch.when == Compare(Read("energy"), ">", Constant(0.2))
    assert (pitch.real, pitch.followed, pitch.concept, pitch.needs_opening) == (1, "They agreed.", "framing", False)
    crisis = pitch.options[0]
    assert (crisis.energy, crisis.money, crisis.unless_text, crisis.then) == (0.04, 5000, "Not now.", "They nod.")
    assert crisis.when == Compare(Read("credibility"), ">", Constant(0.3))
    assert (second.first, second.last, second.real, second.needs_opening) == (1, 6, -1, True)


def test_events_endings_and_injects() -> None:
    """Dated and seeded events, the endings in their order, and what a facilitator can throw in."""
    place = compiled()
    leak, cut = place.events
    assert (leak.at, leak.chance, leak.once, leak.text) == ((3,), 0.0, True, "Somebody told the paper.")
    assert (cut.at, cut.chance, cut.first, cut.last, cut.once) == ((), 0.2, 2, 5, False)
    assert cut.when == Compare(Read("turn"), ">", Constant(1.0))
    assert [(ending.id, ending.when is None) for ending in place.endings] == [("rooted", False), ("gone", True)]
    assert [inject[:3] for inject in place.injects] == [("election", "An election", "It is called.")]


def test_groups_of_agencies() -> None:
    """`inside` is the seat's own body, `outside` all others, and lists keep their order."""
    place = compiled()
    assert place.events[0].effects[0].of == (COUNCIL, CARE)
    assert place.events[1].effects[0].of == (POLICE,)
    (one,) = effects_of("{change: buy_in, of: [police, council, police], by: slight}")
    assert one.of == (POLICE, COUNCIL)
    (one,) = effects_of("{change: purpose, from: all, to: outside, by: slight}")
    assert (one.from_, one.to) == ((COUNCIL, CARE, POLICE), (POLICE,))


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("{change: control, by: clear}", size_in_words("clear", "control")),
        ("{change: cover, of: police, by: -strong}", size_in_words("-strong", "cover")),
        ("{change: purpose, between: [care, police], by: slight}", size_in_words("slight", "purpose")),
        ("{change: control, by: -0.125}", -0.125),
    ],
)
def test_sizes_of_changes(written: str, size: float) -> None:
    """A word means what it means for that variable; a number is itself."""
    assert effects_of(written)[0].by == size


@pytest.mark.parametrize("effect", ["story", "contact", "confront", "incident"])
def test_sizes_of_effects(effect: str) -> None:
    """A word means what it means for that effect."""
    written = {
        "story": "{story: strong, to: all}",
        "contact": "{contact: [care, police], size: strong}",
        "confront": "{confront: police, size: strong}",
        "incident": "{incident: strong, between: [care, police]}",
    }[effect]
    (one,) = effects_of(written)
    assert getattr(one, "size", getattr(one, effect)) == size_in_words("strong", effect)


WRITTEN: dict[str, tuple[str, dict[str, Any]]] = {
    "after": ("{after: 2, then: [{flag: a}]}", {"after": 2}),
    "open": ("{open: pitch}", {"open": 0}),
    "close": ("{close: second}", {"close": 1}),
    "chance": ("{chance: 0.5, then: [{flag: a}], else: [{flag: b}]}", {"chance": 0.5}),
    "change": ("{change: emphasis, of: lives, by: 0.5}", {"change": "emphasis", "of": (1,), "by": 0.5}),
    "clear": ("{clear: purdah}", {"clear": 0}),
    "confront": ("{confront: [care, police]}", {"confront": (CARE, POLICE), "size": 1.0}),
    "contact": ("{contact: [police, care]}", {"contact": (POLICE, CARE)}),
    "count": ("{count: purdah, by: 2}", {"count": 0, "by": 2.0}),
    "cut": ("{cut: 0.25, of: police}", {"cut": 0.25, "of": (POLICE,)}),
    "departure": ("{departure: care}", {"departure": CARE}),
    "end": ("{end: programme}", {"end": "programme"}),
    "flag": ("{flag: purdah}", {"flag": 0}),
    "incident": ("{incident: 0.5, between: [care, police]}", {"incident": 0.5, "between": (CARE, POLICE)}),
    "grant": ("{grant: 5000, to: pot}", {"grant": 5000, "to": -1}),
    "spend": ("{spend: 5000, from: care}", {"spend": 5000, "from_": CARE}),
    "move": ("{move: 5000, from: pot, to: police}", {"move": 5000, "from_": -1, "to": POLICE}),
    "news": ("{news: It rains.}", {"news": "It rains."}),
    "promise": ("{promise: More, by: care, to: police, due: 2}", {"by": CARE, "to": POLICE, "due": 2, "size": 0.5}),
    "protocol": ("{protocol: all}", {"protocol": ((CARE, POLICE),)}),
    "set": ("{set: legal, of: police, value: 0.5}", {"set": "legal", "of": (POLICE,), "value": 0.5}),
    "votes": ("{votes: {care: 0.6}}", {"votes": (0.2, 0.6, 0.2)}),
    "strand": ("{strand: families, by: 0.1}", {"strand": 0, "by": 0.1, "from_": -1}),
    "deep_dive": ("{deep_dive: 0.5, of: [care, police]}", {"deep_dive": 0.5, "of": (CARE, POLICE)}),
    "running": ("{running: 0.4}", {"running": 0.4}),
    "story": ("{story: 0.5, to: inside}", {"story": 0.5, "to": (COUNCIL, CARE)}),
}


def test_every_effect_is_tried() -> None:
    """The table above misses no effect."""
    assert set(WRITTEN) == set(EFFECTS)


@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_every_effect_compiles(effect: str) -> None:
    """Each effect becomes its class, its names turned into numbers."""
    written, values = WRITTEN[effect]
    shared = ", if: energy > 0.5, because: It was time., assumption: Judgement.}"
    (one,) = effects_of(written[:-1] + shared)
    assert type(one) is EFFECTS[effect]
    assert {name: getattr(one, name) for name in values} == values
    assert one.if_ == Compare(Read("energy"), ">", Constant(0.5))
    assert (one.because, one.assumption, one.evidence) == ("It was time.", "Judgement.", ())


def test_evidence_of_effects() -> None:
    """Effects keep the sources they cite."""
    text = FULLER.replace("effects: [{open: second}]", "effects: [{open: second, evidence: [INT-1, INT-2]}]")
    place = compiled(text + "sources:\n  INT-1: {says: One.}\n  INT-2: {says: Two.}\n")
    assert place.dilemmas[0].options[1].effects[0].evidence == ("INT-1", "INT-2")
    assert place.texts["sources"]["INT-1"] == {"says": "One."}


def test_promises_have_slots() -> None:
    """Each promise of the scenario has a slot in the order of the file; after them, what attention can promise to whom."""
    place = compiled()
    assert place.promises[0] == PromiseTerms("list", "A list", POLICE, COUNCIL, "delivery", 2)
    assert (place.promises[1].kind, place.promises[1].giver, place.promises[1].receiver) == ("condition", COUNCIL, POLICE)
    assert place.promises[1].kept is not None
    stay, go = place.dilemmas[1].options
    assert (stay.effects[0].id, go.effects[0].id) == (0, 1)
    assert stay.effects[0].size == size_in_words("strong", "promise")
    assert [(one.kind, one.receiver) for one in place.promises[2:]] == [
        (kind, agency) for agency in (CARE, POLICE) for kind in ("visit", "money", "protocol")
    ]
    assert all(one.from_attention and one.giver == COUNCIL for one in place.promises[2:])
    assert place.promise_slot("money", POLICE) == 6
    assert place.starting["promise_status"].shape == (len(place.promises),)


def test_delays_have_slots() -> None:
    """Each delay has a slot of its own, also one inside another, and knows what set it going."""
    place = compiled()
    outer = place.injects[0][3][0]
    inner = outer.then[1]
    assert (outer.number, inner.number) == (0, 1)
    assert place.laters[0].effects == outer.then
    assert place.laters[1].effects == inner.then
    assert [later.name for later in place.laters] == ["election", "election"]
    assert place.starting["due"].shape == (2,)


def test_draws_have_numbers_of_their_own() -> None:
    """Two chances never share their luck."""
    one, other = effects_of("{chance: 0.5, then: [{flag: a}]}, {chance: 0.5, then: [{flag: b}]}")
    assert one.number != other.number


def test_flags_are_numbered_once() -> None:
    """A flag keeps its number wherever it is set, cleared or asked for."""
    place = compiled(FULLER.replace("when: turn > 1,", "when: purdah,"))
    assert place.flags == ("purdah",)
    assert place.events[1].when == Compare(Read("flag", (0,)), ">", Constant(0.0))


def test_parameters_lie_over_one_another() -> None:
    """A user's parameters lie over the place's, and the place's over the model's."""
    assert compiled().parameters == defaults(frozenset()) | {"wage": 9000.0}
    assert compiled(wage=10000).parameters["wage"] == 10000.0


def test_the_digest_is_of_all_that_matters() -> None:
    """The same scenario has the same digest; another number or parameter has another, a comment has not."""
    first = compiled().digest
    assert compiled().digest == first
    assert compiled(f"# {'-' * 20}\n{FULLER}").digest == first
    assert compiled(FULLER.replace("control: 0.9", "control: 0.8")).digest != first
    assert compiled(wage=10000).digest != first


@pytest.mark.parametrize("place", shipped_ids())
def test_shipped_scenarios_load_by_id_and_by_path(place: str) -> None:
    """A place that comes with the game is the same by its id, its folder and its file, and it begins."""
    by_id = load(place)
    assert by_id.id == place
    assert by_id == load(shipped_root() / place) == load(shipped_root() / place / "scenario.yaml")
    assert begin(by_id, np.array([7], dtype=np.uint64)).state.turn == 1


def test_a_shipped_place_is_read_once_and_anew_when_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that comes with the game is kept while its file stays as it is; another cut or parameter is another place."""
    monkeypatch.setattr("game.scenario.compiler.shipped_root", lambda: tmp_path)
    (tmp_path / "mine").mkdir()
    file = tmp_path / "mine" / "scenario.yaml"
    file.write_text(SMALLEST, encoding="utf-8")
    first = load(file)
    assert load(file) is first
    assert load(file, {"wage": 10000}).parameters["wage"] == 10000 != first.parameters["wage"]
    file.write_text(SMALLEST.replace("Two at a table", "Two at another table"), encoding="utf-8")
    assert load(file).title == "Two at another table"


def test_faults_are_raised_with_their_diagnostics(tmp_path: Path) -> None:
    """A scenario with faults is not compiled; what is wrong comes with the exception."""
    path = tmp_path / "broken.yaml"
    path.write_text(SMALLEST.replace("[council, police]", "[council, plice]"), encoding="utf-8")
    with pytest.raises(ScenarioFault, match="plice") as raised:
        load(path)
    assert [one.code for one in raised.value.diagnostics] == ["WP301"]
    with pytest.raises(ScenarioFault) as raised:
        load(tmp_path / "nowhere.yaml")
    assert raised.value.diagnostics[0].severity == "fault"


def test_parameters_are_checked() -> None:
    """A parameter that the model does not have, or a value that it cannot take, is refused."""
    with pytest.raises(ScenarioFault, match="wages"):
        load(FILE, {"wages": 9000})
    assert [one.code for one in parameter_faults({"wages": 1, "wage": 0, "buy_in_up": 0.3})] == ["WP307", "WP204"]


def test_a_warning_does_not_stop_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in an older format is brought forward, says so, and plays."""
    monkeypatch.setattr("game.scenario.check.bring_forward", lambda data: bring_forward(data, {0: dict}))
    path = tmp_path / "old.yaml"
    path.write_text(SMALLEST.replace("format: 1", "format: 0"), encoding="utf-8")
    assert [one.severity for one in check_path(path).diagnostics] == ["warning"]
    assert load(path).title == "Two at a table"
