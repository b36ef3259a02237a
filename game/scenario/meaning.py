"""The meaning of a condition's syntax tree: what each part asks, its unit, and the range it can lie in.

Every part is either understood or complained of where it stands. While walking, units and ranges are worked out, so that a
question that can only have one answer (`trust(met, core) > 1.2`) and one that makes no sense (`pot > energy`) are found.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from keyword import iskeyword
from typing import Literal, cast

from game.core import condition as tree
from game.core.condition import Condition
from game.core.variables import Variable
from game.scenario.names import Names, instead_of, listed
from game.scenario.range import ANY, Range
from game.scenario.vocabulary import PART_BEGINS, QUESTIONS, READABLE, RESERVED, SETTLED_AS, UNITS, usage
from game.translation import later, say

_LARGEST = 1e12
_COMMA_WITHIN = re.compile(r"\d,\d")

ONLY_SIGNS = later("Only < <= > >= == != compare, and only `and`, `or`, `not` join.")
ONLY_THESE = later("Use names, numbers, comparisons, `and`, `or`, `not`, + - * / and the functions of the reference page.")
_COMPARISONS: dict[type[ast.cmpop], Literal["<", "<=", ">", ">=", "==", "!="]] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_SUMS: dict[type[ast.operator], Literal["+", "-", "*", "/"]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


_YES_AND_NO = ("true", "false", "yes", "no", "always", "never")
_ASK_INSTEAD = {
    "people": later("It is measured when all is over: ask for `attributable(outcome)`, or for `reported(outcome)`."),
    "results": later("It is measured when all is over: ask for `reported(outcome)`."),
    "sharing": later("It is measured when all is over: ask for `mean(practice)`."),
    "money": later("It is measured when all is over: ask for `avoided(agency)`, or for `pot`."),
    "legacy": later("It is measured when all is over: ask for `lasting(trace)`, or for `codified(agency, agency)`."),
    "self": later("It is measured when all is over: ask for `energy`, or for `credibility`."),
    **dict.fromkeys(("quarter", "year", "date", "time"), later("Time is counted in quarters: ask for `turn`, from 1.")),
    **dict.fromkeys(
        ("random", "luck", "dice"), later("Luck is no condition: use the effect `chance`, or an event with a `chance:`.")
    ),
}
"""What a condition can ask for in place of what it cannot, such as a headline measure, which is known only at the end."""

_CALL_INSTEAD = {
    "promise": later("Ask for `kept(promise)`, `broken(promise)` or `owned_up(promise)`."),
    "event": later("Ask for `happened(event)`."),
    "dilemma": later("Ask for `decided(dilemma)`, or for `chose(dilemma, option)`."),
    "option": later("Ask for `chose(dilemma, option)`."),
    "members": later("Ask for `joined(agency)`, the share of its members that have joined."),
    **dict.fromkeys(("average", "avg"), later("Ask for `mean(variable)`.")),
}
"""What to ask for in place of a question that there is not."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault in an expression: its code, where in the text it stands (from 0), and what its rule page's templates name."""

    code: str
    start: int
    stop: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a part of an expression comes to: `either` is a count that also says whether (a flag, `happened`)."""

    condition: Condition
    kind: Literal["number", "truth", "either"]
    unit: str = ""
    range: Range = ANY


class Walker:
    """Walks one syntax tree; `complaints` gathers what is wrong, each part reporting its own fault and no other's."""

    def __init__(self, text: str, lead: int, names: Names) -> None:
        self.text = text
        self.lead = lead
        self.names = names
        self.complaints: list[Complaint] = []
        # An ending is asked for one quarter after the last has been played.
        self.turns = Range(0, names.turns + names.epilogue + 1)

    def _complain(self, node: ast.expr, code: str, **values: object) -> None:
        start, stop = self.lead + node.col_offset, self.lead + (node.end_col_offset or node.col_offset + 1)
        self.complaints.append(Complaint(code, start, stop, {"part": self._source(node), **values}))

    def _source(self, node: ast.expr) -> str:
        """Gives the author's own text of a part."""
        return f"`{self.text[self.lead + node.col_offset : self.lead + (node.end_col_offset or 0)]}`"

    def truth(self, node: ast.expr) -> _Meaning | None:
        """Compiles a part that must say whether."""
        meaning = self._visit(node)
        if meaning is None or meaning.kind == "truth":
            return meaning
        if meaning.kind == "either":
            return _Meaning(tree.Compare(meaning.condition, ">", tree.Constant(0.0)), "truth")
        self._complain(node, "WP410")
        return None

    def number(self, node: ast.expr) -> _Meaning | None:
        """Compiles a part that must be a number."""
        meaning = self._visit(node)
        if meaning is not None and meaning.kind == "truth":
            self._complain(node, "WP409")
            return None
        return meaning

    def _visit(self, node: ast.expr) -> _Meaning | None:
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return self._constant(node, value)
            case ast.Name():
                return self._name(node, _word(node))
            case ast.BoolOp(op=operator, values=values):
                parts = [self.truth(value) for value in values]
                if any(part is None for part in parts):
                    return None
                conditions = tuple(part.condition for part in parts if part is not None)
                return _Meaning(tree.Both(conditions) if isinstance(operator, ast.And) else tree.Either(conditions), "truth")
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.truth(operand)
                return None if inner is None else _Meaning(tree.Not(inner.condition), "truth")
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._negative(operand)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _SUMS:
                return self._sum(node, left, _SUMS[type(operator)], right)
            case ast.Compare():
                return self._comparison(node)
            case ast.Call(func=ast.Name() as function, args=arguments, keywords=[]) if not _has_star(arguments):
                return self._call(node, _word(function), arguments)
        self._complain(node, "WP402", help=self._help(node))
        return None

    def _help(self, node: ast.expr) -> str:
        match node:
            case ast.Tuple(elts=parts):
                if all(isinstance(part, ast.Constant) for part in parts[1:]) or _COMMA_WITHIN.search(self._source(node)):
                    return say("A number is written without commas, 20000, and a decimal with a full stop, 0.5.")
                return say("Write `and` or `or` in place of the comma.")
            case ast.Compare():
                return say(ONLY_SIGNS)
            case ast.Constant(value=bool()):
                return say("A condition that always holds is left out.")
            case _:
                return say(ONLY_THESE)

    def _constant(self, node: ast.expr, value: float) -> _Meaning | None:
        if abs(value) > _LARGEST:
            self._complain(node, "WP402", help=say("A number goes up to a million million: check the noughts."))
            return None
        return _Meaning(tree.Constant(float(value)), "number", "", Range(float(value), float(value)))

    def _negative(self, operand: ast.expr) -> _Meaning | None:
        inner = self.number(operand)
        if inner is None:
            return None
        if isinstance(inner.condition, tree.Constant):
            return _Meaning(tree.Constant(0.0 - inner.condition.value), "number", "", -inner.range)
        return _Meaning(tree.Arithmetic("-", tree.Constant(0.0), inner.condition), "number", inner.unit, -inner.range)

    def _sum(self, node: ast.expr, left: ast.expr, operator: Literal["+", "-", "*", "/"], right: ast.expr) -> _Meaning | None:
        one, other = self.number(left), self.number(right)
        if one is None or other is None:
            return None
        if operator in "+-":
            if not self._are_alike(node, one, other):
                return None
            unit = one.unit or other.unit
        else:
            unit = one.unit if not other.unit else other.unit if operator == "*" and not one.unit else "number"
        reach = {"+": one.range.__add__, "-": one.range.__sub__, "*": one.range.__mul__, "/": one.range.__truediv__}[operator](
            other.range
        )
        return _Meaning(tree.Arithmetic(operator, one.condition, other.condition), "number", unit, reach)

    def _comparison(self, node: ast.Compare) -> _Meaning | None:
        if any(type(operator) not in _COMPARISONS for operator in node.ops):
            self._complain(node, "WP402", help=self._help(node))
            return None
        sides = [self.number(side) for side in (node.left, *node.comparators)]
        parts: list[Condition] = []
        for place, (operator, one, other) in enumerate(zip(node.ops, sides, sides[1:], strict=False)):
            if one is None or other is None or not self._are_alike(node, one, other):
                return None
            sign = _COMPARISONS[type(operator)]
            settled = one.range.settles(sign, other.range)
            if settled is not None:
                link = (node.left, *node.comparators)[place : place + 2]
                side, bounds = (say("left"), one.range) if other.range.is_point else (say("right"), other.range)
                number = (other if other.range.is_point else one).range.low
                is_share = (bounds.low, bounds.high) == (0.0, 1.0) and 2.0 <= number <= 100.0
                self._complain(
                    _span(*link),
                    "WP411",
                    answer=say("always") if settled else say("never"),
                    side=side,
                    bounds=say("between {low:g} and {high:g}", low=bounds.low, high=bounds.high),
                    help=say("write {share:g} for {number:g} of 100.", share=number / 100, number=number)
                    if is_share
                    else say("change the number, or leave the comparison out."),
                )
                return None
            parts.append(tree.Compare(one.condition, sign, other.condition))
        return _Meaning(parts[0] if len(parts) == 1 else tree.Both(tuple(parts)), "truth")

    def _are_alike(self, node: ast.expr, one: _Meaning, other: _Meaning) -> bool:
        """Checks that two numbers may stand side by side: a level beside a level, pounds beside pounds."""
        for first, second in ((one.unit, other.unit), (other.unit, one.unit)):
            if (first == "pounds" and second not in ("", "pounds")) or (first == "level" and second in ("count", "turn")):
                self._complain(node, "WP412", one=say(UNITS[first]), other=say(UNITS[second]))
                return False
        return True

    def _name(self, node: ast.expr, name: str) -> _Meaning | None:
        if name in self.names.flags:
            return _Meaning(tree.Read("flag", (self.names.flags[name],)), "either", "", Range(-_LARGEST, _LARGEST))
        if name in READABLE and READABLE[name].over == "place":
            return None if self._is_missing(node, READABLE[name]) else self._reading(READABLE[name], ())
        if name in RESERVED:
            self._complain(node, "WP405", name=name, usage=usage(name), help=_how(name))
            return None
        known = [*(n for n, v in READABLE.items() if v.over == "place"), *self.names.flags, *RESERVED]
        otherwise = say("Set it with `{{flag: {name}}}` in some effect, or check the spelling.", name=name)
        self._complain(node, "WP403", name=name, help=self._said_alone(name) or instead_of(name, known, otherwise))
        return None

    def _said_alone(self, name: str) -> str:
        """Says how to ask about a thing whose name alone is neither a number nor true or false; nothing of any other name."""
        for known, help in (
            (self.names.agencies, later("An agency alone is not a number: write `buy_in({name})`, say.")),
            (self.names.dilemmas, later("A dilemma alone says nothing: write `decided({name})` or `chose({name}, option)`.")),
            (self.names.events, later("An event alone says nothing: write `happened({name})`.")),
            (self.names.promises, later("A promise alone says nothing: write `kept({name})` or `broken({name})`.")),
            (self.names.outcomes, later("An outcome alone is not a number: write `reported({name})`, say.")),
            (self.names.traces, later("A trace alone says nothing: write `lasting({name})`.")),
            (_YES_AND_NO, later("A flag alone says whether: `asked`, or `not asked`; what always holds is left out.")),
        ):
            if name in known or (known is _YES_AND_NO and name.lower() in known):
                return say(help, name=name)
        for dilemma, options in self.names.dilemmas.items():
            if name in options:
                return say("An option alone says nothing: write `chose({dilemma}, {name})`.", dilemma=dilemma, name=name)
        return say(_ASK_INSTEAD[name]) if name in _ASK_INSTEAD else ""

    def _is_missing(self, node: ast.expr, variable: Variable) -> bool:
        """Complains of a variable that belongs to a part of the model which this place does without."""
        is_missing = bool(variable.part) and variable.part not in self.names.parts
        if is_missing:
            self._complain(node, "WP420", name=variable.name, help=say(PART_BEGINS[variable.part]))
        return is_missing

    def _reading(self, variable: Variable, index: tuple[int, ...]) -> _Meaning:
        reach = Range(variable.low, variable.high)
        if variable.name == "turn":
            reach = self.turns
        is_switch = variable.unit == "count" and variable.high == 1
        return _Meaning(tree.Read(variable.name, index), "either" if is_switch else "number", variable.unit, reach)

    def _call(self, node: ast.expr, name: str, arguments: list[ast.expr]) -> _Meaning | None:
        if name not in RESERVED:
            known = [other for other in RESERVED if other in QUESTIONS or READABLE[other].over != "place"]
            help = instead_of(name, sorted(known), say("The reference page lists every function."))
            if name in self.names.flags:
                help = say("`{name}` is a flag: write it without brackets.", name=name)
            elif len(arguments) == 1 and isinstance(arguments[0], ast.Name) and _word(arguments[0]) in self.names.flags:
                help = say("A flag is asked for by its name alone: `{flag}`.", flag=_word(arguments[0]))
            elif name in _CALL_INSTEAD:
                help = say(_CALL_INSTEAD[name])
            self._complain(node, "WP404", name=name, help=help)
            return None
        wanted = usage(name)
        number = wanted.count(",") + 1 if "(" in wanted else 0
        if len(arguments) != number or not number:
            self._complain(node, "WP405", name=name, usage=wanted, help=_how(name))
            return None
        if name in ("min", "max", "abs"):
            return self._choice(node, cast("Literal['min', 'max', 'abs']", name), arguments)
        if name in ("lowest", "highest", "mean"):
            return self._summary(cast("tree.SummaryKind", name), arguments[0])
        if name in QUESTIONS:
            return self._question(name, arguments)
        variable = READABLE[name]
        index = self._index(variable, node, arguments)
        return None if index is None or self._is_missing(node, variable) else self._reading(variable, index)

    def _index(self, variable: Variable, node: ast.expr, arguments: list[ast.expr]) -> tuple[int, ...] | None:
        if variable.over == "pair" and any(isinstance(one, ast.Name) and _word(one) == "all" for one in arguments):
            part = self._source(node)[1:-1]
            help = say("Over all of them ask for `mean({part})`, `lowest({part})` or `highest({part})`.", part=part)
            self._complain(node, "WP406", kind=say("one tie"), help=help)
            return None
        known = {"outcome": self.names.outcomes, "frame": self.names.frames}.get(variable.over, self.names.agencies)
        kind = {"outcome": say("an outcome"), "frame": say("a frame")}.get(variable.over, say("an agency"))
        found = [self._id(argument, kind, known) for argument in arguments]
        if any(name is None for name in found):
            return None
        if len(set(found)) < len(found):
            self._complain(node, "WP413", name=variable.name)
            return None
        return tuple(known[name] for name in found if name is not None)

    def _choice(self, node: ast.expr, function: Literal["min", "max", "abs"], arguments: list[ast.expr]) -> _Meaning | None:
        parts = [self.number(argument) for argument in arguments]
        whole = [part for part in parts if part is not None]
        if len(whole) < len(parts) or (len(whole) == 2 and not self._are_alike(node, whole[0], whole[1])):
            return None
        reach = abs(whole[0].range) if function == "abs" else getattr(whole[0].range, function)(whole[1].range)
        unit = next((part.unit for part in whole if part.unit), "")
        return _Meaning(tree.Call(function, tuple(part.condition for part in whole)), "number", unit, reach)

    def _summary(self, kind: tree.SummaryKind, argument: ast.expr) -> _Meaning | None:
        known = {name: number for number, (name, v) in enumerate(READABLE.items()) if v.over in ("agency", "pair")}
        if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name) and _word(argument.func) in known:
            return self._summary_of_one(kind, argument, READABLE[_word(argument.func)])
        if isinstance(argument, ast.Name) and _word(argument) not in known and _word(argument) in READABLE:
            help = say("`{word}` has no such summary: use it as `{usage}`.", word=_word(argument), usage=usage(_word(argument)))
            self._complain(argument, "WP406", kind=say("a variable of agencies or ties"), help=help)
            return None
        name = self._id(argument, say("a variable of agencies or ties"), known)
        if name is None:
            return None
        variable = READABLE[name]
        if self._is_missing(argument, variable):
            return None
        return _Meaning(tree.Summary(kind, name), "number", variable.unit, Range(variable.low, variable.high))

    def _summary_of_one(self, kind: tree.SummaryKind, node: ast.Call, variable: Variable) -> _Meaning | None:
        """Compiles a summary over one agency's ties, such as `mean(trust(all, council))`."""
        ends = [_word(one) if isinstance(one, ast.Name) else "" for one in node.args]
        if variable.over != "pair" or len(ends) != 2 or ends.count("all") != 1:
            usual = f"{kind}({variable.name})"
            help = say("Write `{usual}`, which is over all agencies.", usual=usual)
            if variable.over == "pair":
                one = f"{kind}({variable.name}(agency, all))"
                help = say("Write `{usual}`, or `{one}` of one agency's ties.", usual=usual, one=one)
            self._complain(node, "WP406", kind=say("a variable of agencies or ties"), help=help)
            return None
        agency = self._id(node.args[1 - ends.index("all")], say("an agency"), self.names.agencies)
        if agency is None:
            return None
        number = self.names.agencies[agency]
        index = (tree.ALL, number) if ends[0] == "all" else (number, tree.ALL)
        return _Meaning(tree.Summary(kind, variable.name, index), "number", variable.unit, Range(variable.low, variable.high))

    def _question(self, name: str, arguments: list[ast.expr]) -> _Meaning | None:
        if name == "votes":
            return self._votes(arguments)
        if name in ("chose", "decided"):
            dilemma = self._id(arguments[0], say("a dilemma"), self.names.dilemmas)
            if dilemma is None:
                return None
            chosen = tree.Read("chosen", (self.names.dilemma(dilemma),))
            if name == "decided":
                return _Meaning(tree.Compare(chosen, ">=", tree.Constant(0.0)), "truth")
            options = self.names.dilemmas[dilemma]
            option = self._id(arguments[1], say("an option of `{dilemma}`", dilemma=dilemma), options)
            return (
                None if option is None else _Meaning(tree.Compare(chosen, "==", tree.Constant(float(options[option]))), "truth")
            )
        if name == "happened":
            event = self._id(arguments[0], say("an event"), self.names.events)
            if event is None:
                return None
            return _Meaning(tree.Read("happened", (self.names.events[event],)), "either", "turn", self.turns)
        if name == "lasting":
            trace = self._id(arguments[0], say("a trace"), self.names.traces)
            reading = None if trace is None else tree.Read("lasting", (self.names.traces[trace],))
            return None if reading is None else _Meaning(tree.Compare(reading, ">", tree.Constant(0.0)), "truth")
        given = self._id(arguments[0], say("a promise with an `id`"), self.names.promises)
        if given is None:
            return None
        status = tree.Read("promise_status", (self.names.promises[given],))
        settled = tuple(tree.Compare(status, "==", tree.Constant(float(value))) for value in SETTLED_AS[name])
        return _Meaning(tree.Either(settled), "truth")

    def _votes(self, arguments: list[ast.expr]) -> _Meaning | None:
        """Adds up the votes of every agency in which a level is high enough."""
        levels = {name: number for number, (name, v) in enumerate(READABLE.items()) if v.over == "agency" and v.unit == "level"}
        name = self._id(arguments[0], say("a level of agencies"), levels)
        least = self.number(arguments[1])
        if name is None or least is None:
            return None
        if self._is_missing(arguments[0], READABLE["vote"]) or self._is_missing(arguments[0], READABLE[name]):
            return None
        sums: Condition | None = None
        for agency in self.names.agencies.values():
            says_so = tree.Compare(tree.Read(name, (agency,)), ">=", least.condition)
            cast_for = tree.Arithmetic("*", tree.Read("vote", (agency,)), says_so)
            sums = cast_for if sums is None else tree.Arithmetic("+", sums, cast_for)
        return None if sums is None else _Meaning(sums, "number", "level", Range(0.0, 1.0))

    def _asked_by_another(self, name: str) -> str:
        """Says which question asks for a dilemma or an event, where another was asked."""
        if name in self.names.events:
            return say("`{name}` is an event: write `happened({name})`.", name=name)
        if name in self.names.dilemmas:
            return say("`{name}` is a dilemma: write `decided({name})` or `chose({name}, option)`.", name=name)
        return ""

    def _id(self, node: ast.expr, kind: str, known: Iterable[str]) -> str | None:
        """Reads one id inside brackets and checks that there is such a thing."""
        every = list(known)
        help = say("Use one of: {every}.", every=listed(every)) if every else say("This scenario has none of them.")
        if isinstance(node, ast.Name):
            if _word(node) in every:
                return _word(node)
            help = self._asked_by_another(_word(node)) or instead_of(_word(node), every, help)
        self._complain(node, "WP406", kind=kind, help=help)
        return None


def _how(name: str) -> str:
    """Says how a variable or function is written, and how one of agencies or ties is asked for over all of them."""
    if name in READABLE and READABLE[name].over in ("agency", "pair"):
        return say(
            "Write it as shown; over all of them ask for `mean({name})`, `lowest({name})` or `highest({name})`.", name=name
        )
    if name in ("lowest", "highest", "mean"):
        return say("Write it as shown; over one agency's ties, such as `{name}(trust(all, council))`.", name=name)
    return say("Write it as shown; the reference page says what each part is.")


def _word(node: ast.Name) -> str:
    """Gives a name as its author wrote it, before it was spared."""
    return node.id.lower() if iskeyword(node.id.lower()) else node.id


def _has_star(arguments: list[ast.expr]) -> bool:
    return any(isinstance(argument, ast.Starred) for argument in arguments)


def _span(first: ast.expr, last: ast.expr) -> ast.expr:
    """Gives a part that reaches from one to another, for saying where."""
    return ast.Name("", col_offset=first.col_offset, end_col_offset=last.end_col_offset)
