"""A simulation's report as one page that needs no connection: charts, and beside each the table it was drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from game import __version__
from game.bench.chart import Bar, bars, ranges, swings
from game.bench.compare import WAYS, differences
from game.bench.finding import Finding
from game.bench.games import BY_CHANCE, EXPLORING
from game.bench.impact import Impact
from game.bench.report import MOST_SWINGS, difference, of_the_whole
from game.bench.simulate import Report, quantiles, wilson
from game.briefing.introduction import titled
from game.core.outcome import MEASURES
from game.look.page import faces, held, tokens
from game.play.ensemble import Ensemble
from game.translation import language, say, say_many
from game.words import measure as measures
from game.words.marked import marked
from game.words.measure import span, value
from game.words.sealed import sealed

_STYLE: Final = """
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:64rem;font:1rem/1.5 var(--sans);color:var(--ink);background:var(--panel);
 overflow-wrap:break-word}
h1,h2,h3{font-family:var(--serif);text-wrap:balance}p,li{text-wrap:pretty}
h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}h2{margin:3rem 0 1rem;border-top:2px solid var(--accent);padding-top:1rem}
h3{margin:1.5rem 0 .5rem;font-size:1.05rem;overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .5rem 1.5rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;text-align:right;vertical-align:top;border-bottom:1px solid var(--hair)}td{white-space:nowrap}
tbody th{font-weight:600}.said td{white-space:normal}
th:first-child,td:first-child{text-align:left}thead th{background:var(--raised);vertical-align:bottom}
caption{text-align:left;color:var(--quiet)}
caption span{display:inline-block;position:sticky;left:0;max-width:min(61rem,calc(100vw - 3rem));margin:.75rem 0 .25rem}
.wide{overflow-x:auto}.side{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.5rem 3rem}
.under{color:var(--quiet);margin:.25rem 0 .75rem}
.chart{display:block;max-width:44rem;overflow:visible;margin:.5rem 0 1rem;font:14px var(--sans)}
.chart text{fill:var(--ink)}.chart .told{fill:var(--quiet)}.bar,.mark{fill:var(--accent)}
.track{stroke:var(--raised);stroke-width:2}
.hatched{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-dasharray:3 2}
.whisker{stroke:var(--ink);stroke-width:1.5;fill:none}.axis{stroke:var(--line)}
.finding{border-left:4px solid var(--accent);padding:.1rem 1rem;margin:1rem 0}
.where{color:var(--quiet);font-family:ui-monospace,monospace;overflow-wrap:anywhere}
code{font-family:ui-monospace,monospace}nav a{display:inline-block;margin:0 1rem .5rem 0}a{color:var(--accent)}
summary{cursor:pointer;margin:.75rem 0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media(max-width:30rem){body{padding:1rem}th,td{padding:.25rem .4rem}}
@media print{*{print-color-adjust:exact}nav{display:none}body{max-width:none;padding:0;font-size:10pt}
.wide{overflow:visible}tr,.chart,.finding{break-inside:avoid}h2,h3,.under,caption{break-after:avoid}thead{display:table-header-group}
.side{display:block;columns:2;column-gap:3rem}.side>div{break-inside:avoid}}
@page{size:A4;margin:1.5cm}
"""


def page(report: Report) -> str:
    """The report as one HTML document."""
    first = report.ensembles.get(BY_CHANCE) or next(iter(report.ensembles.values()), None)
    sections: list[tuple[str, str, str]] = []
    if report.findings:
        note = f"<p>{escape(of_the_whole())}</p>" if report.place.cut else ""
        sections.append(("look", say("To look at"), note + "".join(_finding(one) for one in report.findings)))
    sections.append(("policies", say("Ways of playing"), "".join(_policies(report))))
    if first is not None:
        told = report.ensembles.values() if report.is_comparison else [first]
        sections.append(("endings", say("How it ends"), "".join(_endings(one) for one in told)))
        sections.append(("reach", say("What is reached"), "".join(_reach(report, first))))
    if report.impact:
        sections.append(("matters", say("What mattered"), "".join(_impact(report))))
    if report.verdicts:
        sections.append(("laws", say("Playability"), "".join(_laws(report))))
    if report.sensitivity:
        sections.append(("assumptions", say("Which assumption it hangs on"), _sensitivity(report)))
    links = "".join(f'<a href="#{name}">{escape(title)}</a>' for name, title, _ in sections)
    body = "".join(
        f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(title)}</h2>{text}</section>'
        for name, title, text in sections
    )
    title = escape(say("{place}: simulated", place=titled(report.place)))
    made = (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{tokens() + faces(held) + _STYLE}</style></head>\n"
        f"<body><header><h1>{title}</h1>{_lead(report)}</header>\n"
        f'<nav aria-label="{escape(say("Sections"))}">{links}</nav>\n<main>{body}</main></body></html>\n'
    )
    return marked(sealed(made), report.place)


def _lead(report: Report) -> str:
    told = [
        say(
            "Seeds {first} to {last}, Whole Place {version}. Numbers are illustrative.",
            first=report.first,
            last=report.first + report.runs - 1,
            version=__version__,
        )
    ]
    if report.parameters:
        changed = ", ".join(f"{name} {number:g}" for name, number in report.parameters.items())
        told.append(say("With changed parameters: {parameters}.", parameters=changed))
    if not report.is_complete:
        told.append(say("Stopped before the end; this is what was played until then."))
    return "".join(f"<p>{escape(one)}</p>" for one in told) + _in_short(report)


def _in_short(report: Report) -> str:
    """What a designer asks first: whether there is anything to look at, and which laws of playability hold."""
    told = [("laws", verdict.told()) for verdict in report.verdicts]
    n = len(report.findings)
    if n:
        told.insert(0, ("look", say_many(n, "One thing to look at", "{n} things to look at", n=n)))
    lines = "".join(f'<li><a href="#{section}">{escape(line)}</a></li>' for section, line in told)
    return f"<ul>{lines}</ul>" if lines else ""


def _finding(one: Finding) -> str:
    parts = [f"<h3>{escape(one.about)}</h3><p>{escape(one.what[:1].upper() + one.what[1:])}.</p>"]
    if one.help:
        parts.append(f"<p><strong>{escape(say('Try:'))}</strong> {escape(one.help)}</p>")
    if one.replay is not None:
        parts.append(f"<p><strong>{escape(say('A game that shows it:'))}</strong> {escape(one.replay.told())}.</p>")
    where = escape(" ".join(part for part in (one.kind, one.where) if part))
    return f'<div class="finding">{"".join(parts)}<p class="where">{where}</p></div>'


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, is_said: bool = False) -> str:
    """A table; `is_said`: its cells hold words, which may go on in a second line."""
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="{"wide said" if is_said else "wide"}" tabindex="0" role="group" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption>"
        f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _policies(report: Report) -> Iterator[str]:
    rows = [
        (name, f"{one.n:,}", *(value(measure, float(one.measures[measure].mean())) for measure in MEASURES))
        for name, one in report.ensembles.items()
    ]
    yield _table(say("Headline measures, means by way of playing"), (say("played by"), say("games"), *MEASURES), rows)
    below = escape(say("Below: the median of each way of playing, and where nine games of ten lie."))
    yield f'<p class="under">{below}</p><div class="side">'
    for measure in MEASURES:
        marks = []
        for name, one in report.ensembles.items():
            low, middle, high = quantiles(one, measure)
            told = span(measure, low, high)
            marks.append(
                Bar(name, middle, low, high, value(measure, middle)) if low == high else Bar(name, middle, low, high, told)
            )
        name = measures.MEASURES[measure].name
        title = say("{measure}: the median, and where nine games of ten lie", measure=name)
        chart = ranges(f"range-{measure}", title, marks)
        yield f"<div><h3>{escape(name)}</h3>{chart}</div>"
    yield "</div>"
    if report.is_comparison:
        yield _differences(report)
    yield _details(say("What each way of playing does"), ((name, say(WAYS[name])) for name in report.ensembles))
    yield _details(say("What each measure tells"), ((one, facts.text) for one, facts in measures.MEASURES.items()))


def _differences(report: Report) -> str:
    """How each way of playing differs from the first."""
    first, *others = report.ensembles
    found = {(one.measure, one.policy): difference(one) for one in differences(report.ensembles)}
    rows = [(measure, *(found[measure, name] for name in others)) for measure in MEASURES]
    caption = say("How far each ends from {policy}, game by game under the same luck, with 95% intervals", policy=first)
    return _table(caption, (say("measure"), *others), rows)


def _details(summary: str, told: Iterable[tuple[str, str]]) -> str:
    """A list of words with what they mean, closed until somebody opens it."""
    rows = "".join(f"<dt>{escape(word)}</dt><dd>{escape(text)}</dd>" for word, text in told)
    return f"<details><summary>{escape(summary)}</summary><dl>{rows}</dl></details>"


def _endings(ensemble: Ensemble) -> str:
    rows, marks = [], []
    for number, ending in enumerate(ensemble.place.endings):
        count = int(ensemble.tally.endings[number])
        low, high = wilson(count, ensemble.n)
        share = count / ensemble.n
        marks.append(Bar(ending.title, share, low, high, f"{share:.1%}"))
        rows.append((ending.title, f"{count:,}", f"{share:.1%}", say("{low:.1%} to {high:.1%}", low=low, high=high)))
    if not rows:
        return f"<p>{escape(say('This place has no endings in words.'))}</p>"
    caption = say_many(
        ensemble.n,
        "Endings of {n:,} game ({policy}), with 95% intervals",
        "Endings of {n:,} games ({policy}), with 95% intervals",
        n=ensemble.n,
        policy=ensemble.policy,
    )
    table = _table(caption, (say("ending"), say("games"), say("share"), say("interval")), rows)
    return _under(caption) + bars(f"endings-{ensemble.policy}", caption, marks) + table


def _reach(report: Report, first: Ensemble) -> Iterator[str]:
    """Play by chance and play that seeks what is new, side by side and never added up."""
    explored = report.ensembles.get(EXPLORING)
    place, tally = report.place, first.tally
    marks = [
        Bar(
            f"{one.title} ({one.id})",
            tally.met[number] / tally.n,
            *wilson(int(tally.met[number]), tally.n),
            f"{tally.met[number] / tally.n:.0%}",
        )
        for number, one in place.dilemmas_in_play
    ]
    caption = say("Share of games ({policy}) in which each dilemma came", policy=first.policy)
    yield _under(caption) + bars("reach-chart", caption, marks)
    rows = []
    for number, dilemma in place.dilemmas_in_play:
        for position, option in enumerate(dilemma.options):
            offered, gated, picked = (int(table[number, position]) for table in (tally.offered, tally.gated, tally.picked))
            also = "" if explored is None else f"{int(explored.tally.offered[number, position]):,}"
            rows.append((f"{dilemma.id}.{option.id}", f"{offered:,}", f"{gated:,}", f"{picked:,}", also))
    head = (say("option"), say("offered"), say("gated"), say("picked"), say("offered when seeking"))
    caption = say("Options: how often each could be taken, could not, and was ({policy})", policy=first.policy)
    yield _table(caption, head, rows)
    if place.events:
        came = [
            (
                one.title,
                f"{tally.events[number] / tally.n:.1%}",
                "" if explored is None else f"{explored.tally.events[number] / explored.n:.1%}",
            )
            for number, one in place.events_in_play
        ]
        columns = (say("event"), first.policy, say("when seeking"))
        yield _table(say("Events: share of games in which each came"), columns, came)
    if report.came:
        told = [(path, f"{came:,}", f"{lost:,}") for path, (came, lost) in report.came.items()]
        over = escape(say("Effects, over {games:,} games with gauges on", games=report.n_gauged))
        yield f"<details><summary>{over}</summary>"
        caption = say("Effects: how often each came, and how often to nothing")
        yield _table(caption, (say("effect"), say("came"), say("to nothing")), told) + "</details>"


def _impact(report: Report) -> Iterator[str]:
    impacts = [report.impact[name] for name in MEASURES]
    rows: list[tuple[str, ...]] = []
    if report.shares:
        found = [report.shares[name] for name in MEASURES]
        rows += [
            (say("all options"), *(f"{one.options:.0%}" for one in found)),
            (say("attention"), *(f"{one.tokens:.0%}" for one in found)),
        ]
        rows.append((say("chance"), *(f"{one.chance:.0%}" for one in found)))
    rows += [(one.id, *(f"{impact.dilemmas[one.id]:.1%}" for impact in impacts)) for _, one in report.place.dilemmas_in_play]
    largest = {
        one.id: max((impact.dilemmas[one.id], name) for impact, name in zip(impacts, MEASURES, strict=True))
        for _, one in report.place.dilemmas_in_play
    }
    marks = [
        Bar(
            f"{one.title} ({one.id})",
            largest[one.id][0],
            largest[one.id][0],
            largest[one.id][0],
            f"{largest[one.id][0]:.1%} {largest[one.id][1]}",
        )
        for _, one in report.place.dilemmas_in_play
    ]
    most = max((share for share, _ in largest.values()), default=1.0) or 1.0
    caption = say("The measure that each dilemma explains most of, and the share of its variance")
    yield _under(caption) + bars("impact-chart", caption, marks, most=most)
    yield _table(say("Share of each measure's variance over play by chance"), (say("decided by"), *MEASURES), rows)
    shifts = [
        (f"{dilemma}.{option}", *(_shift(report.impact[name], dilemma, option) for name in MEASURES))
        for dilemma, options in report.impact[MEASURES[0]].shifts.items()
        for option in options
    ]
    yield f"<details><summary>{escape(say('What each option moves'))}</summary>"
    yield _table(
        say(
            "How far games that took an option lie from those that met its dilemma, as a share of the range; "
            "what may be chance is in brackets"
        ),
        (say("option"), *MEASURES),
        shifts,
    )
    yield "</details>"


def _shift(impact: Impact, dilemma: str, option: str) -> str:
    told = f"{impact.shifts[dilemma][option]:+.0%}"
    return told if impact.beyond_chance(dilemma, option) else f"({told})"


def _laws(report: Report) -> Iterator[str]:
    for verdict in report.verdicts:
        yield f"<h3>{escape(verdict.told())}</h3>"
        rows = [(one.says, one.found, one.expected, say("yes") if one.holds else say("no")) for one in verdict.clauses]
        head = (say("clause"), say("found"), say("expected"), say("met"))
        table = _table(say("{law}, clause by clause", law=verdict.law), head, rows, is_said=True)
        is_open = "" if verdict.holds else " open"
        yield f"<details{is_open}><summary>{escape(say('Clause by clause'))}</summary>{table}</details>"


def _sensitivity(report: Report) -> str:
    widest = report.sensitivity[:MOST_SWINGS]
    rows = [
        (Bar(f"{one.parameter}, {one.measure}", one.down, one.down, one.down, f"{one.down:+.0%} {one.up:+.0%}"), one.up)
        for one in widest
    ]
    caption = say("Change of a measure, as a share of its range, when an assumption is a quarter less (full) or more (dashed)")
    table = [
        (one.parameter, one.measure, f"{one.low:g}", f"{one.high:g}", f"{one.down:+.1%}", f"{one.up:+.1%}", f"±{one.error:.1%}")
        for one in report.sensitivity
        if one.is_clear
    ]
    head = (
        say("assumption"),
        say("measure"),
        say("less"),
        say("more"),
        say("change at less"),
        say("change at more"),
        say("interval"),
    )
    summary = escape(say("Every change that is more than chance"))
    every = f"<details><summary>{summary}</summary>{_table(caption, head, table)}</details>"
    return _under(caption) + swings("swings-chart", caption, rows) + every


def _under(caption: str) -> str:
    """What a chart shows, for whoever sees it; its own title says it to whoever does not."""
    return f'<p class="under" aria-hidden="true">{escape(caption)}</p>'
