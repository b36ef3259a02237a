"""The scenario file as pydantic models: every key an author may write, what it holds, and what it means.

The models are strict (no text is taken for a number) and refuse unknown keys. Effects stand in them as plain maps; each is
checked by its own model (`effect`), made from the class in the core that carries it out. The JSON Schema for editors and
the reference pages come from these models and those of `told`, so a key's description is written once.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from game.core.layout import AGENCY_DEFAULTS
from game.scenario import kind as k
from game.scenario.told import Ground, Questions
from game.scenario.written import Written
from game.translation import later

FORMAT = 1
"""The number of the language this version of the game reads."""


class Source(Written):
    """One place in the evidence, in our own words."""

    noun: ClassVar[str] = later("a source")

    section: k.Line | None = Field(None, description="where in the source it stands")
    says: k.Text | None = Field(None, description="what it says, in your own words")


class Frame(Written):
    """One narrative: a way to say what the joint work is for."""

    noun: ClassVar[str] = later("a frame")

    name: k.Line = Field(description="what the narrative is called")
    text: k.Text | None = Field(None, description="the narrative in a sentence")


class Successor(Written):
    """One of the bodies that succeed an agency."""

    noun: ClassVar[str] = later("a successor")

    name: k.Line = Field(description="its name")
    priorities: dict[k.Frame, k.Level] = Field(
        default_factory=dict, description="how much it cares for each frame, 0 to 1; 0.5 if left out"
    )


class Successors(Written):
    """Those who stand in an agency's place from a date on, when it is abolished. Tell of it in an event of the same turn."""

    noun: ClassVar[str] = "`successors`"

    at: k.Turn = Field(description="the first turn in which they stand in its place")
    name: k.Line = Field(description="what they are called together, as players read it")
    short: k.Short | None = Field(None, description="a name of at most 14 characters, for tables")
    about: k.Text | None = Field(None, description="what they care about and what binds them")
    leader: k.Line | None = Field(
        None, description="who leads them as within a sentence, a role and never a name: `two interim chief executives`"
    )
    bodies: dict[k.Id, Successor] = Field(
        min_length=1, max_length=20, description="each of them; the further apart what they care for, the less they act as one"
    )
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class Goal(Written):
    """Something that an agency's own masters ask of it, known to its seat alone; or that a whole round table is after."""

    noun: ClassVar[str] = later("a goal")

    text: k.Line = Field(
        description="what is asked, to whoever plays the agency, such as End with more trust than you began with."
    )
    when: k.Condition = Field(description="it is met if this holds in the programme's last quarter")


class Agency(Written):
    """One organisation at the table."""

    noun: ClassVar[str] = later("an agency")

    name: k.Line = Field(description="its name as within a sentence: `the police`, `schools`; the game sees to its capital")
    short: k.Short | None = Field(None, description="a name of at most 14 characters, for tables")
    body: k.Id | None = Field(
        None, description="the body it belongs to (its own id if left out); agencies of one body need no protocol between them"
    )
    about: k.Text | None = Field(None, description="what it cares about and what binds it, in one or two sentences")
    leader: k.Line | None = Field(
        None, description="its leader as within a sentence, a role and never a name: `the borough commander`"
    )
    brief: k.Text | None = Field(None, description="what only whoever plays it is told, at a round table and on its card")
    goals: list[Goal] = Field(
        default_factory=list, max_length=6, description="what its masters ask; if left out, and in a cut, read off it"
    )
    budget: k.Pounds = Field(description="pounds a quarter that it could spend on joint work")
    discretion: k.Share = Field(0.6, description="share of that money that a local leader can move")
    legal: k.Level = Field(AGENCY_DEFAULTS["legal"], description="legal gateway for sharing information, 0 to 1")
    receptive: k.Level = Field(0.5, description="how far direction from central government moves it, 0 to 1")
    burden: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False), k.core.NUMBER] = Field(
        1.0, description="relative weight of the work it carries"
    )
    lends: Annotated[float, Field(ge=0, le=200, allow_inf_nan=False), k.core.NUMBER] = Field(
        0.0, description="workers (full time) it can lend in kind when it delivers fully"
    )
    leaving: k.Share = Field(0.04, description="chance a quarter that its leader leaves")
    priorities: dict[k.Frame, k.Level] = Field(
        default_factory=dict, description="how much it cares for each frame, 0 to 1; 0.5 if left out"
    )
    buy_in: k.Level = Field(AGENCY_DEFAULTS["buy_in"], description="starting commitment of its leader")
    frontline: k.Level = Field(AGENCY_DEFAULTS["frontline"], description="starting commitment of its staff")
    front_line: k.YesNo = Field(
        default=True,
        description="whether staff of its own do the work, so that the lead can give them attention; false for one without",
    )
    cover: k.Level = Field(AGENCY_DEFAULTS["cover"], description="starting cover from its own masters")
    strain: k.Level = Field(AGENCY_DEFAULTS["strain"], description="starting conflict that nobody voices")
    outlook: k.Level = Field(AGENCY_DEFAULTS["outlook"], description="starting whole-system outlook")
    giving: k.Level = Field(
        AGENCY_DEFAULTS["giving"], description="share of what it could move that it gives to the pot at the start"
    )
    map: k.Position | None = Field(None, description="where it stands on the map, across and down, each 0 to 1")
    members: Annotated[int, Field(ge=2, le=10000), k.WHOLE] | None = Field(
        None, description="how many bodies it is made of, which join one by one; one body if left out"
    )
    member: k.Line | None = Field(None, description="what several of its members are called, such as practices")
    joined: k.Level | None = Field(
        None, description="share of its members that have joined at the start, which effects can change; 0 if left out"
    )
    successors: Successors | None = Field(None, description="those who stand in its place from a date on")
    icon: k.Icon | None = Field(None, description="the pictogram that stands for it on the map")
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why its numbers are what they are, where no evidence gives them")


class Ties(Written):
    """Starting values of ties between agencies; what is left out stays as it is."""

    noun: ClassVar[str] = later("a set of relations")

    purpose: k.Level | None = Field(None, description="belief that the other wants the same thing")
    confidence: k.Level | None = Field(None, description="belief that the other will deliver")
    codified: k.Level | None = Field(None, description="how much of the tie is written down or carried by several people")
    permission: k.Level | None = Field(
        None, description="protocol level: 0 none, 0.25 case by case, 0.5 agreed in principle, 0.75 signed"
    )
    practice: k.Level | None = Field(None, description="information sharing that really happens")
    scar: k.Level | None = Field(None, description="memory of breaches")


class PairOfAgencies(Ties):
    """Starting values of one tie: both ways (`between`), or one agency's belief about another (`from`, `to`)."""

    noun: ClassVar[str] = later("a pair")

    between: k.Pair | None = Field(None, description="two agencies, both ways")
    from_: k.Agency | None = Field(None, alias="from", description="whose belief")
    to: k.Agency | None = Field(None, description="about whom")
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class Relations(Written):
    """Starting ties: by default, inside one body, and pair by pair."""

    noun: ClassVar[str] = "`relations`"

    default: Ties = Field(default_factory=Ties, description="every tie, unless said otherwise")
    inside: Ties = Field(default_factory=Ties, description="ties between agencies of one body")
    pairs: list[PairOfAgencies] = Field(default_factory=list, max_length=1600, description="single ties")
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class Strand(Written):
    """One of several strands of work that share the joint effort: who gets more leaves less to the others."""

    noun: ClassVar[str] = later("a strand")

    name: k.Line = Field(description="what the strand is called, within a sentence, such as leaving care")
    share: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False), k.core.NUMBER] = Field(
        1.0, description="how much of the effort it gets at the start, relative to the other strands"
    )


class Outcome(Written):
    """A change for people that the joint work is for."""

    noun: ClassVar[str] = later("an outcome")

    name: k.Line = Field(description="the change, as a heading: `Children back in school`")
    unit: k.Line = Field("people", description="what is counted, such as children")
    needs: k.Needs = Field(description="the agencies whose joint work it hangs on: a list, or a map from agency to weight")
    rate: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False), k.core.NUMBER] = Field(
        1.0, description="units for each family helped for a year at full joint effectiveness"
    )
    delay: k.Quarters = Field(8, description="quarters until it can be put down to the joint work")
    benefit: dict[k.Agency, k.Pounds] = Field(
        default_factory=dict, description="pounds avoided a quarter for each family effectively helped, by agency"
    )
    loses: dict[k.Agency, k.Pounds] = Field(
        default_factory=dict, description="pounds of income lost a quarter for each family effectively helped, by agency"
    )
    weight: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False), k.core.NUMBER] = Field(
        1.0, description="weight in the headline measure `people`"
    )
    strand: Strand | None = Field(
        None, description="its strand of work, where several share one effort; given for every outcome or for none"
    )
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class Board(Written):
    """The table at which the partnership decides together, with votes."""

    noun: ClassVar[str] = "`board`"

    size: Annotated[int, Field(ge=0, le=400), k.WHOLE] = Field(0, description="how many people sit at it; 0 while there is none")
    votes: k.Votes = Field(
        default_factory=dict,
        description="each agency's share of the votes; the rest is shared evenly; nobody has any if left out",
    )
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class Event(Written):
    """Something that happens: on a date or several (`at`), or by chance."""

    noun: ClassVar[str] = later("an event")

    title: k.Line = Field(description="a headline")
    text: k.Text | None = Field(None, description="the news as the player reads it")
    at: k.Dates | None = Field(None, description="the turn whose news it is, or each of several; or else `chance`")
    chance: k.Share | None = Field(None, description="chance a quarter, while it may come; or else `at`")
    from_: k.Turn | None = Field(None, alias="from", description="first turn in which it may come by chance")
    to: k.Turn | None = Field(None, description="last turn in which it may come by chance")
    when: k.Condition | None = Field(
        None, description="comes only if this condition holds at the end of the quarter before, whose `turn` it reads"
    )
    once: k.YesNo = Field(default=True, description="false if what comes by chance may come again")
    effects: k.Effects = Field(default_factory=list, description="what it does")
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class Option(Written):
    """One way to decide a dilemma."""

    noun: ClassVar[str] = later("an option")

    label: k.Line = Field(description="what the player does, a short sentence in the imperative")
    text: k.Text | None = Field(None, description="gain and price, in the words of those who bear them")
    when: k.Condition | None = Field(None, description="offered only while this condition holds")
    unless_text: k.Text | None = Field(None, description="what the player reads when it is not offered")
    energy: k.Share = Field(0.0, description="energy it costs the leader, 0 to 1")
    money: k.Pounds = Field(0, description="pounds it costs out of the seat's own budget")
    effects: k.Effects = Field(default_factory=list, description="what it does")
    then: k.Text | None = Field(None, description="what partners say or do at once")


class Dilemma(Written):
    """A decision that the seat is asked for."""

    noun: ClassVar[str] = later("a dilemma")

    title: k.Line = Field(description="a title")
    text: k.Text = Field(description="the scene")
    at: k.Turn | None = Field(None, description="the one turn in which it comes; or a window")
    from_: k.Turn | None = Field(None, alias="from", description="first turn in which it may come")
    to: k.Turn | None = Field(None, description="last turn in which it may come")
    when: k.Condition | None = Field(
        None,
        description="comes while this condition holds, opened or not; without one, a date or a window it waits until an effect "
        "opens it",
    )
    priority: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False), k.core.NUMBER] = Field(
        5.0, description="of several dilemmas that could come, the two with the highest priority do"
    )
    again: k.YesNo = Field(default=False, description="true if it may come back after it has been decided")
    concept: k.Line | None = Field(None, description="the idea it illustrates")
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")
    options: dict[k.Id, Option] = Field(min_length=2, max_length=5, description="two to five ways to decide")
    real: k.Option | None = Field(None, description="the option the real leaders took, shown in the debrief")
    inferred: k.YesNo = Field(default=False, description="true if `real` is a reading of the source, which names no choice")
    followed: k.Text | None = Field(None, description="what followed in the real case, shown in the debrief")


class Ending(Written):
    """One way it may end, in words."""

    noun: ClassVar[str] = later("an ending")

    title: k.Line = Field(description="a title")
    text: k.Text = Field(description="the ending")
    when: k.Condition | None = Field(
        None, description="read if this holds and no earlier ending's condition did; the last has none"
    )
    cuts: list[k.Cut] = Field(
        default_factory=list, max_length=20, description="the cuts that alone may end so; the whole place does not"
    )


class Trace(Written):
    """Something that may still be there at the end of the epilogue, told by name when all is over."""

    noun: ClassVar[str] = later("a trace")

    name: k.Line = Field(description="what it is, such as the post in probation's team")
    when: k.Condition = Field(description="it is still there if this holds at the end of the epilogue")
    text: k.Text = Field(description="what is told if it is")
    otherwise: k.Text = Field(description="what is told if it is not")
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class People(Written):
    """What those are called whom the work is for; families, if left out."""

    noun: ClassVar[str] = "`people`"

    one: k.Line = Field(description="one of them, such as person")
    many: k.Line = Field(description="several of them, such as people")


class Token(Written):
    """One piece of the leader's attention."""

    noun: ClassVar[str] = later("a token")

    token: Literal[
        "time", "broker", "front_line", "listen", "upwards", "promise", "own_up", "money", "confront", "rest", "strand"
    ] = Field(description="what the attention goes to")
    with_: k.Account | None = Field(None, alias="with", description="the agency, or `pot` for money")
    and_: k.Agency | None = Field(None, alias="and", description="the other agency, for `broker`")
    to: k.Outcome | None = Field(None, description="the outcome whose strand gets effort, for `strand`")
    from_: k.Outcome | None = Field(None, alias="from", description="the outcome whose strand gives it; all others, if left out")
    what: Literal["visit", "money", "protocol"] | None = Field(None, description="what is promised, for `promise`")


class History(Written):
    """What the real leaders' attention went to, as far as it can be told."""

    noun: ClassVar[str] = "`history`"

    attention: dict[k.TurnKey, Annotated[list[Token], Field(max_length=3)]] = Field(
        default_factory=dict, description="tokens by turn"
    )
    evidence: k.Evidence = Field(default_factory=list, description="ids from `sources`")
    assumption: k.Text | None = Field(None, description="why, where no evidence says so")


class Cut(Written):
    """A shorter version of the same place, for a workshop."""

    noun: ClassVar[str] = later("a cut")

    title: k.Line = Field(description="a title")
    text: k.Text | None = Field(None, description="for whom it is meant")
    turns: k.Turns = Field(description="how many quarters it has")
    dilemmas: list[k.Dilemma] = Field(min_length=1, max_length=200, description="the dilemmas it keeps")


class Inject(Written):
    """Something a facilitator can throw in."""

    noun: ClassVar[str] = later("an inject")

    title: k.Line = Field(description="a headline")
    text: k.Text | None = Field(None, description="the news as players read it")
    effects: k.Effects = Field(default_factory=list, description="what it does")


class Scenario(Written):
    """One place: the whole of a scenario file."""

    noun: ClassVar[str] = later("a scenario")

    format: Annotated[int, Field(ge=1), k.WHOLE] = Field(description="the number of the language, 1")
    title: k.Line = Field(description="the place's title")
    summary: k.Text | None = Field(None, description="the place in a sentence")
    objectives: list[k.Text] = Field(default_factory=list, max_length=20, description="what it is good for learning")
    begins: k.YearAndQuarter | None = Field(None, description="the first turn's year and quarter, such as 2010 Q2")
    turns: k.Turns = Field(description="how many quarters are played, 1 to 60")
    epilogue: Annotated[int, Field(ge=0, le=12), k.WHOLE] = Field(
        8, description="quarters that follow without the player, 0 to 12"
    )
    seat: k.Agency = Field(description="the agency the player leads")
    powers: list[k.Text] = Field(default_factory=list, max_length=20, description="what the seat can do")
    limits: list[k.Text] = Field(default_factory=list, max_length=20, description="what the seat cannot do")
    caveat: k.Text | None = Field(None, description="who was heard in the source and who was not")
    prologue: k.Text | None = Field(None, description="what the player reads first")
    sources: dict[k.SourceId, Source] = Field(default_factory=dict, max_length=500, description="the evidence, by id")
    frames: dict[k.Id, Frame] = Field(
        default_factory=dict, max_length=6, description="narratives: ways to say what the joint work is for"
    )
    ground: Ground | None = Field(None, description="the picture behind the map")
    agencies: dict[k.Id, Agency] = Field(min_length=2, max_length=40, description="the organisations at the table")
    relations: Relations = Field(default_factory=Relations, description="starting ties between them")
    board: Board | None = Field(
        None, description="the board it has, or has room for; the effect `votes` and the level `seats` change it"
    )
    outcomes: dict[k.Id, Outcome] = Field(min_length=1, max_length=12, description="changes for people that the work is for")
    levels: dict[k.PlaceVariable, k.Number] = Field(default_factory=dict, description="starting values of place-wide variables")
    parameters: dict[k.Parameter, k.Number] = Field(default_factory=dict, description="model parameters that differ here")
    events: dict[k.Id, Event] = Field(default_factory=dict, max_length=200, description="what happens on a date or by chance")
    dilemmas: dict[k.Id, Dilemma] = Field(min_length=1, max_length=200, description="the decisions the seat is asked for")
    endings: dict[k.Id, Ending] = Field(default_factory=dict, max_length=40, description="how it may end, in words")
    traces: dict[k.Id, Trace] = Field(default_factory=dict, max_length=30, description="what may be left after the epilogue")
    goals: list[Goal] = Field(default_factory=list, max_length=6, description="what a whole round table is after, told to all")
    people: People | None = Field(None, description="what those are called whom the work is for")
    questions: Questions = Field(default_factory=Questions, description="questions for the debrief")
    history: History = Field(default_factory=History, description="what the real leaders' attention went to")
    cuts: dict[k.Id, Cut] = Field(default_factory=dict, max_length=20, description="shorter versions for workshops")
    injects: dict[k.Id, Inject] = Field(default_factory=dict, max_length=60, description="what a facilitator can throw in")


def schema_json() -> dict[str, Any]:
    """Gives the JSON Schema of the language, for editors."""
    from game.scenario.editor import schema_json

    return schema_json()
