"""Rules as loops over a batch, in lines of Python for a compiler: written from what a rule declares, whatever it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from game.core.rule import Rule
from game.core.variables import VARIABLES
from game.play.gathered import gathered

BLOCK: Final = 512
"""Playthroughs that a phase does all its rules on before it goes on to the next: some kilobytes of each variable of a tie."""

Shape = tuple[tuple[int, ...], bool] | None
"""Of what is given: the sizes of its axes but the last, and whether the last is the playthroughs; None of a number."""


_EACH: Final = "for k in range(start, stop):"
"""A loop over the playthroughs of a block."""


def _call(rule: Rule, given: Mapping[str, Shape]) -> tuple[str, ...]:
    """The expressions for one element of what a rule changes and of each thing that it reads."""
    numbers = {name: f"a{number}" for number, name in enumerate(given)}

    def one(name: str, role: str) -> str:
        shape = given[name]
        if shape is None:
            return numbers[name]
        index = _element(name, role, rule) if name in VARIABLES else _constant(*shape, role, rule)
        return f"{numbers[name]}[{', '.join(index)}]"

    return (one(rule.changes, "same"), *(one(name, role) for name, role in rule.places))


def _constant(leading: tuple[int, ...], is_each: bool, role: str, rule: Rule) -> tuple[str, ...]:
    axes = {"from": "i", "to": "j"}.get(role) or ("ij" if rule.over == "pair" else "i")
    axes = axes[len(axes) - len(leading) :]
    return (*("0" if size == 1 else axis for size, axis in zip(leading, axes, strict=True)), "k" if is_each else "0")


def _element(name: str, role: str, rule: Rule) -> tuple[str, ...]:
    """The index of one element of a variable, by what the rule runs over."""
    over = VARIABLES[name].over
    if over == "place":
        return ("k",)
    if over == "pair":
        if rule.over == "toward_lead" or role == "to_lead":
            return ("i", "lead", "k")
        if rule.over == "of_lead":
            return ("lead", "i", "k")
        return ("j", "i", "k") if role == "back" else ("i", "j", "k")
    if role == "lead":
        return ("lead", "k")
    return ("j", "k") if role == "to" and rule.over == "pair" else ("i", "k")


def together(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules over pairs that can be done tie by tie, one after another on each, as one loop nest; all others singly.

    What a tie is needs fetching once, then. A rule is brought forward to such a loop if that and those between have nothing to
    do with each other.
    """
    result: list[list[Rule]] = []
    for rule in rules:
        home = None
        for number in range(len(result) - 1, -1, -1):
            if _may_share(result[number], rule):
                home = number
            if any(_meet(one, rule) for one in result[number]):
                break
        if home is None:
            result.append([rule])
        else:
            result[home].append(rule)
    return result


def _meet(one: Rule, other: Rule) -> bool:
    """Whether it matters which of two rules comes first."""
    changed = {one.changes, other.changes}
    read = ({name for name, _ in rule.places} for rule in (one, other))
    return len(changed) < 2 or any(
        rule_reads & changed - {rule.changes} for rule_reads, rule in zip(read, (one, other), strict=True)
    )


def _may_share(some: Sequence[Rule], rule: Rule) -> bool:
    """Whether a rule can be done in one loop nest with some others: each looks, of what they change, at the same tie alone."""
    every = (*some, rule)
    if any(one.over != "pair" or one.kind == "gathering" for one in every):
        return False
    changed = {one.changes for one in every}
    return all(role == "same" for one in every for name, role in one.places if name in changed)


def loops(numbered: Sequence[tuple[int, Rule]], given: Mapping[str, Shape], summed: Mapping[str, tuple[int, int]]) -> list[str]:
    """The lines of a loop nest that applies rules, each with its number, to a block of playthroughs.

    `summed` names the sums over ties that leave some out: for each there is an array `w`, of this shape, that says which not.
    """
    if numbered[0][1].kind == "gathering":
        return _gathering(numbered[0][1], given, summed)
    some = [(number, rule, _call(rule, given)) for number, rule in numbered]
    value = some[0][2][0]
    needed = {tuple(dict(zip(rule.reads, call[1:], strict=True))[name] for name in rule.nought_without) for _, rule, call in some}
    if len(needed) == 1 and (reads := needed.pop()) and all(_index_of(read) in (["i", "k"], ["j", "k"]) for read in reads):
        return _loops_over_few(value, reads, [_body(*one) for one in some])
    lines: list[str] = []
    inner: list[str] = []
    for number, rule, call in some:
        named = dict(zip(rule.reads, call[1:], strict=True))
        whole = [named[name] for name in rule.nought_without if not {"i", "j"} & set(_index_of(named[name]))]
        here = [named[name] for name in rule.nought_without if named[name] not in whole]
        steady, one = _body(number, rule, call)
        body = [*steady, _EACH, *_indented_lines(one)]
        if rule.nought_without:
            lines += [f"some{number} = 0", *(line for read in whole for line in _looked_for(f"some{number}", read))]
            looking = [f"here = some{number}", *(line for read in here for line in _looked_for("here", read))]
            body = [*looking, "if here:", *_indented_lines(body)]
        inner += body if rule.over != "pair" else [f"if spans[{number}, 0] <= tie < spans[{number}, 1]:", *_indented_lines(body)]
    return lines + _nest(value, inner)


def _loops_over_few(value: str, reads: Sequence[str], bodies: Sequence[tuple[list[str], list[str]]]) -> list[str]:
    """The lines of a loop nest over pairs for what is nought but where one of the two agencies has something of its own.

    Which playthroughs these are is listed for each agency, and for each pair only those are gone through: so little of what the
    rules change is fetched at all.
    """
    lines: list[str] = []
    inner = list(dict.fromkeys(line for steady, _ in bodies for line in steady))
    body = [line for _, one in bodies for line in one]
    array, rows = value.partition("[")[0], [read for read in reads if "i" in _index_of(read)]
    for axis, letter in enumerate("ij"):
        those = [read for read in reads if letter in _index_of(read)]
        if not those:
            continue
        lines += [
            f"where_{letter} = np.empty(({array}.shape[{axis}], {BLOCK}), np.uint64)",
            f"n_{letter} = np.zeros({array}.shape[{axis}], np.int64)",
            f"for {letter} in range({array}.shape[{axis}]):",
            "    found = 0",
            f"    {_EACH}",
            f"        where_{letter}[{letter}, found] = k",
            f"        found += {' or '.join(f'{read} != 0.0' for read in those)}",
            f"    n_{letter}[{letter}] = found",
        ]
        inner += [f"for number in range(n_{letter}[{letter}]):", f"    k = where_{letter}[{letter}, number]"]
        if letter == "i" or not rows:
            inner += _indented_lines(body)
        else:  # the row's have been done
            inner += [f"    if {' and '.join(f'{read} == 0.0' for read in rows)}:", *_indented_lines(body, 2)]
    return lines + _nest(value, inner)


def _looked_for(found: str, read: str) -> list[str]:
    return [_EACH, f"    {found} |= {read} != 0.0"]


def _body(number: int, rule: Rule, call: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The lines that apply a rule to one element in one playthrough, and those that fetch what is the same in all."""
    value, *reads = call
    steady = {read: f"h{position}" for position, read in enumerate(dict.fromkeys(reads)) if "[" in read and "k" not in read}
    given = ["before" if read == value else steady.get(read, read) for read in reads]
    scaled = given[: len(given) - len(rule.scalings)]
    for at, by in rule.scalings:
        if at >= 0:
            scaled[at] = f"{scaled[at]} * {given[by]}"
    result = " * ".join([f"rule{number}({', '.join(scaled)})", *(given[by] for at, by in rule.scalings if at < 0)])
    if rule.kind == "flow":
        facts = VARIABLES[rule.changes]
        body = [f"before = {value}", f"terms{number} = {result}", "after = before"]
        body += [f"after = after + terms{number}[{term}]" for term in range(len(rule.terms))]
        body += [f"{value} = lesser({float(facts.high)!r}, greater({float(facts.low)!r}, after))"]
    else:
        body = [f"before = {value}", f"{value} = {result}"]
    return [f"{name} = {read}" for read, name in steady.items()], body


def _index_of(element: str) -> list[str]:
    return element.rstrip("]").partition("[")[2].split(", ")


def _nest(element: str, body: list[str]) -> list[str]:
    """Lines within a loop over all that an element's index goes through but the playthroughs."""
    array, index = element.partition("[")[0], _index_of(element)
    if "i" in index and "j" in index:
        return ["for tie in range(ones.shape[0]):", *_indented_lines(["i = ones[tie]", "j = others[tie]", *body])]
    if "i" in index:
        return [f"for i in range({array}.shape[{index.index('i')}]):", *_indented_lines(body)]
    return body


def _indented_lines(lines: Sequence[str], depth: int = 1) -> list[str]:
    return ["    " * depth + line for line in lines]


def among(lines: Sequence[str]) -> list[str]:
    """Lines that go through some playthroughs, whose numbers `rows` holds, instead of all of a block."""
    result = []
    for line in lines:
        rest = line.lstrip()
        deep = line[: len(line) - len(rest)]
        if rest == _EACH:
            result += [f"{deep}for at in range(start, stop):", f"{deep}    k = rows[at]"]
        else:
            result.append(line.replace("k - start", "at - start"))
    return result


def indented(lines: Sequence[str], depth: int = 1) -> str:
    """Lines moved to the right, as one text."""
    return "\n".join(_indented_lines(lines, depth))


def _gathering(rule: Rule, given: Mapping[str, Shape], summed: Mapping[str, tuple[int, int]]) -> list[str]:
    numbers = {name: f"a{number}" for number, name in enumerate(given)}
    changed = given[rule.changes]
    read = [(numbers[name], *(given[name] or ((), None))) for name in rule.reads]
    few = (f"w{list(summed).index(rule.name)}", summed[rule.name]) if rule.name in summed else None
    return gathered(rule, numbers[rule.changes], len(changed[0]) if changed else 0, read, BLOCK, few)
