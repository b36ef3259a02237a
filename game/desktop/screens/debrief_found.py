"""The chapters of the debrief that tell what was found: changes, promises, results, pockets, ties, and the player's own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from game.debrief.gates import GATES
from game.debrief.promises import BECAME
from game.debrief.results import of_real
from game.desktop.screens.frame import bullet, section
from game.desktop.screens.paired import Side, paired
from game.desktop.table import Table
from game.desktop.ui.box import Column, Gap, Grid, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.sparkline import Legend, Sparklines, Trend
from game.desktop.ui.widget import Heading, Icon, Press, Text, Tone
from game.translation import later, say, say_of
from game.words import token
from game.words.grammar import called, capital, count, of_people
from game.words.level import of_hundred
from game.words.money import about

if TYPE_CHECKING:
    from game.core.place import Place
    from game.debrief.analysis import Debrief
    from game.debrief.backing import Backing
    from game.debrief.changes import Change
    from game.debrief.promises import Gap as WordAndDeed
    from game.debrief.promises import Promise
    from game.debrief.results import Result

GAPS: Final = 6
TIES: Final = 4

_SETTLED: Final[dict[str, tuple[str, str, Tone]]] = {
    "kept": (later("Kept"), "circle-check", "accent"),
    "kept late": (later("Kept late"), "clock", "ink"),
    "owned up to": (later("Owned up to"), "mic", "ink"),
    "broken": (later("Broken"), "x", "warning"),
    "concealed": (later("Concealed: it failed, and you were not told"), "eye", "warning"),
    "open": (later("Still open when the programme ended"), "circle", "quiet"),
}
"""What can become of a promise: what stands over it, its sign and its tone."""

_GATES: Final = later({"law": "law", "protocol": "protocol", "tool": "tool", "habit": "habit"})
"""The gates of sharing in a word each."""

_ASKED: Final = later("Press it to see every cause, exactly.")


def changes(table: Table, found: Debrief) -> Element:
    """The largest changes, with what they really came from."""
    return Column(
        Text(found.looked_at, "prose") if found.looked_at else None,
        *(_change(table, number, one) for number, one in enumerate(found.changes)),
        gap=14,
    )


def _change(table: Table, number: int, one: Change) -> Element:
    ask = table.asks((one.variable, one.index), one.turn)
    pulls = [
        Row(
            Icon("arrow-up" if pull.size > 0 else "arrow-down", 16, "quiet"),
            Text(pull.text, "body", grow=1.0),
            gap=8,
            align="start",
        )
        for pull in one.pulls
    ]
    return Press(
        Column(
            Row(Text(one.text, "strong", grow=1.0), Icon("chevron-right", 18, "quiet"), gap=8, align="start"),
            *pulls,
            Row(Gap(16), Text(one.rest_text, "small", "quiet", grow=1.0), gap=8) if one.rest_text else None,
            gap=6,
        ),
        look="card",
        pad=(16, 13),
        key=f"change:{number}",
        name=one.text,
        description=" ".join(filter(None, (*(pull.text for pull in one.pulls), one.rest_text, say(_ASKED)))),
        act=ask,
        explain=ask,
    )


def promises(table: Table, found: Debrief) -> Element:
    """Every promise by what became of it, then each partner's word beside its deeds."""
    told = found.promises
    groups = [_became(word, told.that_became(word)) for word in BECAME if told.that_became(word)]
    gaps = [_gap(table, one) for one in told.gaps[:GAPS]]
    lead = Text(say("Partners in whom the two lay furthest apart."), "body", "quiet", grow=1.0)
    head = Row(lead, _legend(*_said_and_did((), ())), gap=12, breaks=True)
    beside = section(say("Word and deed"), head, Grid(*gaps, least=250, gap=12, fills=True)) if gaps else None
    return Column(Text(told.text, "prose"), *groups, Gap(4) if gaps else None, beside, gap=14)


def _legend(*curves: Trend) -> Element:
    """How the lines of the charts are told apart."""
    return Row(*(Row(Legend(curve), Text(curve.name, "small", "quiet"), gap=6) for curve in curves), gap=16, wraps=True)


def _said_and_did(said: tuple[float, ...], did: tuple[float, ...]) -> tuple[Trend, Trend]:
    words, deeds = say_of("a line of a chart", "said"), say_of("a line of a chart", "did")
    return Trend(words, said, "ink", is_dashed=True), Trend(deeds, did)


def _became(word: str, told: tuple[Promise, ...]) -> Element:
    title, sign, tone = _SETTLED[word]
    return Panel(
        Row(Icon(sign, 20, tone), Heading(f"{say(title)} ({len(told)})", "heading", grow=1.0), gap=10),
        *(
            Row(Gap(20), Column(Text(one.text, "body"), _as_told(word, one), gap=1, grow=1.0), gap=10, align="start", role="item")
            for one in told
        ),
        pad=(18, 14),
        gap=9,
    )


def _as_told(word: str, one: Promise) -> Element | None:
    return Text(say("What you were told: {told}.", told=one.told), "small", "quiet") if word == "concealed" and one.told else None


def _gap(table: Table, one: WordAndDeed) -> Element:
    """One partner: what it said and did, quarter by quarter."""
    ask = table.asks(("delivered", (one.agency,)), one.widest)
    name = capital(called(table.session.place, one.agency))
    rest = one.text.removeprefix(f"{name}: ")
    return Press(
        Column(
            Text(name, "strong"),
            Sparklines(
                _said_and_did(one.said, one.did),
                most=1.0,
                height=64,
                name=say("{agency}, word and deed", agency=name),
                value=rest,
            ),
            Text(capital(rest), "small", "quiet"),
            gap=6,
        ),
        look="card",
        pad=(14, 11),
        key=f"gap:{one.agency}",
        name=name,
        value=rest,
        description=f"{say('Asks why it did so in that quarter.')} {say(_ASKED)}",
        act=ask,
        explain=ask,
    )


def results(table: Table, found: Debrief) -> Element:  # noqa: ARG001 - what every chapter takes
    """Reported against attributable, outcome by outcome."""
    both = [*zip(found.results.outcomes, found.real_results.outcomes, strict=True)]
    is_after = any(len(one.by_turn) - 1 > found.own.last for one, _ in both)
    key = Column(
        _legend(*_reported_and_real((), ())),
        Text(say("The shaded part of a chart came after the programme had ended."), "small", "quiet") if is_after else None,
        gap=2,
    )
    cards = (_result(found, one, real) for one, real in both)
    told = Column(Text(found.results.text, "prose"), *(Text(text, "body") for text in found.results.further), gap=8)
    return Column(told, key if both else None, *cards, gap=14)


def _reported_and_real(reported: tuple[float, ...], real: tuple[float, ...]) -> tuple[Trend, Trend]:
    told = say_of("a line of a chart", "reported")
    return Trend(told, reported, "ink", is_dashed=True), Trend(say("really due to the work"), real)


def _result(found: Debrief, one: Result, other: Result) -> Element:
    most = max(one.reported, one.lasting, 1.0)
    bars = paired(
        "",
        (
            Side(
                say_of("a line of a chart", "reported"), one.reported / most, f"{one.reported:,.0f}", is_hollow=True, tone="ink"
            ),
            Side(say("really due to it"), one.lasting / most, f"{one.lasting:,.0f}"),
        ),
        number=56,
    )
    chart = Column(
        Sparklines(
            _reported_and_real(tuple(pair[0] for pair in one.by_turn), tuple(pair[1] for pair in one.by_turn)),
            parted=found.own.last,
            height=112,
            name=say("{outcome} over time", outcome=one.name),
            value=one.text,
        ),
        _dates(found.own.dates[1], found.own.dates[-1]),
        gap=3,
    )
    told = Column(
        bars,
        Text(one.why, "small", "quiet") if one.why else None,
        Text(of_real(other), "small", "quiet") if found.has_real else None,
        gap=9,
    )
    return Panel(
        Heading(one.name, "heading", level=2),
        Grid(told, chart, least=280, gap=24),
        pad=(18, 14),
        gap=9,
        role="item",
        name=one.name,
        value=one.text,
    )


def _dates(first: str, last: str) -> Element:
    """The first and the last quarter under a chart."""
    return Row(Text(first, "small", "quiet"), Gap(grow=1.0), Text(last, "small", "quiet"))


def pockets(table: Table, found: Debrief) -> Element:
    """Who paid and who gained, agency by agency, those first in whom the two lie furthest apart."""
    ranked = sorted(found.pockets.pockets, key=lambda one: -abs(one.share_gained - one.share_paid))
    most = max((max(one.cost, one.avoided) for one in ranked), default=1.0) or 1.0
    rows = [
        paired(
            capital(called(table.session.place, one.agency)),
            (
                Side(say_of("a line of a chart", "paid"), one.cost / most, about(one.cost), is_hollow=True, tone="ink"),
                Side(say_of("a line of a chart", "spared"), one.avoided / most, about(one.avoided)),
            ),
            named=52,
            number=76,
        )
        for one in ranked
    ]
    lead = say("The hollow bar is what each paid, the full one the cost that it was spared.")
    return Column(
        Column(*(Text(text, "prose") for text in (found.pockets.text, *found.pockets.further)), gap=8),
        Panel(Text(lead, "small", "quiet"), Grid(*rows, least=280, gap=18), pad=(18, 14), gap=12),
        Text(say("Avoided cost is a memo and not money: nobody can spend it."), "small", "quiet"),
        gap=14,
    )


def together(table: Table, found: Debrief) -> Element:
    """Trust before and after, the gates of sharing, the backing behind everybody, and what remained."""
    further: list[Element] = [Text(text, "prose") for text in found.network.further]
    parts: tuple[tuple[str, str, list[Element]], ...] = (
        (say("Trust"), found.network.text, [*further, _trusted(table, found), *_own_ties(found)]),
        (say("Sharing, and its four gates"), found.gates.text, [_binding(found), *_widest_gates(found)]),
        (say("Whose masters stood behind them"), found.backings.text, [_backing(table, found, found.backings.own)]),
        (say("What remained"), found.remains.text, []),
    )
    return Column(*(section(title, Column(Text(text, "prose"), *shown, gap=12), gap=6) for title, text, shown in parts), gap=26)


def _trusted(table: Table, found: Debrief) -> Element:
    """How far the others trust each agency, at the start and at the end of the programme."""
    told, place = found.network, table.session.place
    rows = [
        paired(
            capital(called(place, number)),
            (
                Side(say_of("a line of a chart", "start"), before, of_hundred(before), is_hollow=True, tone="trust"),
                Side(say_of("a line of a chart", "end"), after, of_hundred(after), tone="trust"),
            ),
            named=40,
            number=76,
        )
        for number, (before, after) in enumerate(zip(told.trusted_before, told.trusted_after, strict=True))
    ]
    title = Text(say("How far the others trust each of you, on average"), "label", "quiet")
    return Panel(title, Grid(*rows, least=220, gap=18), pad=(18, 14), gap=10)


def _own_ties(found: Debrief) -> list[Element]:
    own = found.network.own_personal[:TIES]
    if not own:
        return []
    return [Text(say("Your own ties that hang on one person"), "label", "quiet"), *(bullet(tie.text) for tie in own)]


def _binding(found: Debrief) -> Element:
    told = found.gates
    most = max(told.binding.values(), default=1) or 1
    rows = [
        paired(
            "",
            (Side(say(_GATES[gate]), told.binding.get(gate, 0) / most, count(told.binding.get(gate, 0), "tie"), tone="sharing"),),
        )
        for gate in GATES
    ]
    return Panel(Text(say("What bound sharing most, tie by tie"), "label", "quiet"), *rows, pad=(18, 14), gap=5)


def _widest_gates(found: Debrief) -> list[Element]:
    return [bullet(text) for text in found.gates.told(TIES)]


def _backing(table: Table, found: Debrief, own: Backing) -> Element:
    ask = table.asks(("cover", (own.agency,)), max(1, own.lowest))
    return Press(
        Column(
            Text(say("Backing of your own masters"), "strong"),
            Sparklines(
                (Trend(say_of("a line of a chart", "backing"), own.by_turn),),
                most=1.0,
                height=72,
                name=say("Backing of your own masters"),
                value=own.text,
            ),
            _dates(found.own.dates[1], found.own.dates[found.own.last]),
            gap=5,
        ),
        look="card",
        pad=(16, 12),
        key="backing",
        name=say("Backing of your own masters"),
        value=own.text,
        description=f"{say('Asks why, in the quarter in which it was lowest.')} {say(_ASKED)}",
        act=ask,
        explain=ask,
    )


def style(table: Table, found: Debrief) -> Element:
    """How the game was led: counted, never scored."""
    told = found.style
    signs = ("key-round", "swords", "hand-helping", "handshake")
    names = (say("Control"), say("Conflict"), say("Attention"), say("Promises"))
    extras: tuple[Element | None, ...] = (_control(found), None, _attention(table.session.place, told.attention), None)
    cards = [
        Panel(
            Row(Icon(sign, 20, "accent"), Heading(name, "heading", level=2, grow=1.0), gap=10),
            Text(text, "body"),
            extra,
            pad=(18, 14),
            gap=9,
            role="item",
            name=name,
        )
        for sign, name, text, extra in zip(signs, names, told.texts, extras, strict=True)
    ]
    lead = say(
        "What your choices show of the way you led. None of this is a type or a mark: another place, or another year, might ask "
        "for another way."
    )
    return Column(Text(lead, "prose"), *cards, gap=14)


def _control(found: Debrief) -> Element:
    told = found.style.control
    return Column(
        Text(say("How much of the work you kept to yourself"), "small", "quiet"),
        Sparklines(
            (Trend(say_of("a line of a chart", "control"), told),),
            most=1.0,
            height=64,
            name=say("How much of the work you kept to yourself"),
            value=say("{first} at the start, {last} at the end", first=of_hundred(told[0]), last=of_hundred(told[-1])),
        ),
        gap=4,
    )


def _attention(place: Place, spent: Mapping[str, int]) -> Element | None:
    most = max(spent.values(), default=0)
    if not most:
        return None
    ranked = sorted(spent.items(), key=lambda one: -one[1])
    rows = [
        paired("", (Side(of_people(place, say(token.KINDS[kind])), number / most, str(number)),), named=216, number=30)
        for kind, number in ranked
    ]
    return Column(*rows, gap=3)
