"""A picture drawn: as a dot file for Graphviz, as Mermaid for a web page, or as SVG with nothing else needed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from html import escape
from typing import Final, TypeAlias

from game.bench.graph import KINDS, Graph, Node
from game.bench.layout import Spot, layered
from game.look.page import in_hex
from game.look.palette import PALETTES, ThemeName
from game.translation import say
from game.words.grammar import capital

FORMATS: Final = ("dot", "mermaid", "svg")

_DOT: Final = {
    "dilemma": "box", "event": "hexagon", "flag": "cds", "promise": "note", "trace": "invtrapezium", "ending": "doubleoctagon",
    "level": "ellipse",
    "variable": "ellipse", "own": "box",
}  # fmt: skip
_MERMAID: Final = {
    "dilemma": ("[", "]"), "event": ("{{", "}}"), "flag": (">", "]"), "promise": ("[/", "/]"), "trace": ("[\\", "/]"),
    "ending": ("([", "])"),
    "level": ("(", ")"), "variable": ("(", ")"), "own": ("[", "]"),
}  # fmt: skip
_WIDE, _HIGH, _APART, _BETWEEN, _MARGIN = 190, 56, 110, 26, 30
_LINE, _CHARACTERS, _OF_NOTE, _ROWS, _LABEL, _LETTER = 15, 24, 30, 3, 18, 6
_SLANTED: Final = 5  # letters less in the lower rows of a shape whose sides slant inwards
_FONT: Final = 'font-family="Inter, sans-serif" font-size="13"'
_STYLE: Final = (
    "<style>\n.node{stroke-width:1.5}.edge{fill:none;stroke-width:1.2}.note,.label{font-size:11px}"
    ".label{paint-order:stroke;stroke-width:4px}\n%s\n@media (prefers-color-scheme:dark){%s}\n</style>"
)


def _style() -> str:
    # Written out and not as custom properties: what else shows SVG than browsers knows none.
    return _STYLE % (_coloured("light"), _coloured("dark"))


def _coloured(theme: ThemeName) -> str:
    one = PALETTES[theme]
    ink, quiet, line, panel = map(in_hex, (one.ink, one.quiet, one.line, one.panel))
    return (
        f".ground{{fill:{panel}}}.node{{fill:{panel};stroke:{ink}}}.edge{{stroke:{line}}}.tip{{fill:{line}}}text{{fill:{ink}}}"
        f".note,.label{{fill:{quiet}}}.label{{stroke:{panel}}}"
    )


_TIP: Final = """<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7"
 orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" class="tip"/></marker></defs>"""

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float]
"""Where a label stands: its middle, and half its width."""

_ALONG: Final = (0.5, 0.35, 0.65, 0.22, 0.78, 0.1, 0.9)
"""Where along its arrow a label is tried, as parts of the way, until it stands clear of others."""


def drawn(graph: Graph, form: str) -> str:
    """The picture in one of the three forms. Raises `KeyError` for another."""
    return {"dot": dot, "mermaid": mermaid, "svg": svg}[form](graph)


def dot(graph: Graph) -> str:
    """A dot file, as Graphviz reads it."""
    lines = [f"digraph {_quoted(graph.title)} {{", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for node in graph.nodes:
        label = node.label + (f"\n{node.note}" if node.note else "")
        lines.append(f"  {_quoted(node.id)} [shape={_DOT[node.kind]}, label={_quoted(label)}];")
    for edge in graph.edges:
        label = f" [label={_quoted(edge.label)}]" if edge.label else ""
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)}{label};")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def mermaid(graph: Graph) -> str:
    """A Mermaid flowchart, as code hosting sites and many editors show it."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["---", f"title: {_plain(graph.title)}", "---", "flowchart LR"]
    for node in graph.nodes:
        left, right = _MERMAID[node.kind]
        label = _plain(node.label) + (f"<br/>{_plain(node.note)}" if node.note else "")
        lines.append(f'  {names[node.id]}{left}"{label}"{right}')
    for edge in graph.edges:
        label = f'|"{_plain(edge.label)}"|' if edge.label else ""
        lines.append(f"  {names[edge.source]} -->{label} {names[edge.target]}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text that no sign of Mermaid's own is left in."""
    return re.sub(r"[\"<>&#;`]", lambda match: f"#{ord(match[0])};", text.replace("\n", " "))


def svg(graph: Graph) -> str:
    """An SVG picture that stands alone: told apart by shape, with a title and a description in words."""
    layout = layered([node.id for node in graph.nodes], [(edge.source, edge.target) for edge in graph.edges])
    columns, height = len(layout.heights), max(layout.heights, default=1)

    def at(spot: Spot) -> Point:
        layer, row = spot
        down = row + (height - layout.heights[layer]) / 2
        return _MARGIN + layer * (_WIDE + _APART), _MARGIN + 40 + down * (_HIGH + _BETWEEN)

    spots = {node: at(spot) for node, spot in layout.spots.items()}
    kinds = list(dict.fromkeys(node.kind for node in graph.nodes))
    wide = max(2 * _MARGIN + columns * (_WIDE + _APART) - _APART, 2 * _MARGIN + len(kinds) * (_WIDE + 20), 600)
    high = 2 * _MARGIN + 40 + height * (_HIGH + _BETWEEN) + 60
    size = f'viewBox="0 0 {wide} {high:g}" width="{wide}" height="{high:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" {size} {_FONT}>',
        f'<title id="title">{escape(graph.title)}</title>',
        f'<desc id="desc">{escape(described(graph))}</desc>',
        _style(),
        _TIP,
        f'<rect class="ground" width="{wide}" height="{high:g}"/>',
        f'<text x="{_MARGIN}" y="{_MARGIN + 8}" font-size="18" font-weight="bold">{escape(graph.title)}</text>',
    ]
    taken: list[Box] = []
    for edge in graph.edges:
        if edge.source != edge.target:
            passed = [at(spot) for spot in layout.routes[edge.source, edge.target]]
            lines.append(_edge(spots[edge.source], passed, spots[edge.target], edge.label, taken))
    for node in graph.nodes:
        lines += _node(node, *spots[node.id])
    for number, kind in enumerate(kinds):
        lines += _node(Node(kind, say(KINDS[kind]), kind), _MARGIN + number * (_WIDE + 20), high - _MARGIN - _HIGH)
    return "\n".join([*lines, "</svg>"]) + "\n"


def described(graph: Graph) -> str:
    """The picture in words: how many of what, and each arrow."""
    names = {node.id: node.label for node in graph.nodes}
    counted = ", ".join(
        say("{kind}: {n}", n=sum(node.kind == kind for node in graph.nodes), kind=say(KINDS[kind]))
        for kind in dict.fromkeys(n.kind for n in graph.nodes)
    )
    arrows = "; ".join(_arrow(names[edge.source], names[edge.target], edge.label) for edge in graph.edges)
    if not arrows:
        return say("{counted}. No arrows.", counted=capital(counted))
    return say("{counted}. Arrows: {arrows}.", counted=capital(counted), arrows=arrows)


def _arrow(source: str, target: str, label: str) -> str:
    arrow = say("{source} to {target}", source=source, target=target)
    return f"{arrow} ({label})" if label else arrow


def _edge(start: Point, passed: list[Point], end: Point, label: str, taken: list[Box]) -> str:
    """An arrow between two nodes, through the layers between them; one that leads back has its head at the left.

    Its label stands clear of those in `taken`, where it can, and is added to them.
    """
    leads_back = start[0] > end[0]
    left, right = (end, start) if leads_back else (start, end)
    x, y = left[0] + _WIDE, left[1] + _HIGH / 2
    path, first = f"M{x:g} {y:g}", (x, y, x, y)
    for number, (next_x, next_y) in enumerate([*passed, right]):
        down = next_y + _HIGH / 2
        bend = (next_x - x) / 2
        path += f"C{x + bend:g} {y:g} {next_x - bend:g} {down:g} {next_x:g} {down:g}"
        is_first, is_last = number == 0, number == len(passed)
        if is_last if leads_back else is_first:
            first = (x, y, next_x, down)
        if not is_last:
            path += f"H{next_x + _WIDE:g}"
        x, y = next_x + _WIDE, down
    text = ""
    if label:
        short = label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
        across, down = _place_for(short, first, taken)
        text = (
            f'<text class="label" x="{across:.1f}" y="{down - 3:.1f}" text-anchor="middle">'
            f"<title>{escape(label)}</title>{escape(short)}</text>"
        )
    tip = "marker-start" if leads_back else "marker-end"
    return f'<path class="edge" {tip}="url(#tip)" d="{path}"/>{text}'


def _place_for(label: str, way: tuple[float, float, float, float], taken: list[Box]) -> Point:
    """The middle of a label on the bend of its arrow, clear of other labels if any place on it is."""
    half = len(label) * _LETTER / 2
    # Between the columns of nodes, as far as there is room for it.
    least, most = way[0] + half, max(way[0] + half, way[2] - half)
    spots = [(min(max(x, least), most), y) for x, y in (_on_bend(way, part) for part in _ALONG)]
    clear = (
        (x, y) for x, y in spots if all(abs(x - other) > half + reach or abs(y - down) > _LINE for other, down, reach in taken)
    )
    x, y = next(clear, spots[0])
    taken.append((x, y, half))
    return x, y


def _on_bend(way: tuple[float, float, float, float], part: float) -> Point:
    """A point of the bend from one node to the next, `part` of the way along: a cubic whose handles lie level half-way across."""
    x, y, next_x, down = way
    rise = part * part * (3 - 2 * part)
    across = 1.5 * part * (1 - part) + part**3
    return x + (next_x - x) * across, y + (down - y) * rise


def _node(node: Node, x: float, y: float) -> Iterator[str]:
    yield f"<g>{_shape(node.kind, x, y)}"
    label = _rows(node.label, _CHARACTERS, _ROWS - bool(node.note)) or [""]
    lines = [(line, "") for line in label]
    wide = _OF_NOTE - (_SLANTED if node.kind == "trace" else 0)
    lines += [(line, ' class="note"') for line in _rows(node.note, wide, _ROWS - len(label))]
    top = y + _HIGH / 2 - (len(lines) - 1) * _LINE / 2 + 5
    yield f"<title>{escape(f'{node.label}. {node.note}' if node.note else node.label)}</title>"
    for number, (line, style) in enumerate(lines):
        yield f'<text{style} x="{x + _WIDE / 2:g}" y="{top + number * _LINE:g}" text-anchor="middle">{escape(line)}</text>'
    yield "</g>"


def _rows(text: str, wide: int, most: int) -> list[str]:
    """A text in rows of so many characters, cut short where there would be too many."""
    rows = textwrap.wrap(text, wide)
    return rows if len(rows) <= most else [*rows[: most - 1], f"{rows[most - 1][: wide - 1]}…"]


def _shape(kind: str, x: float, y: float) -> str:
    """The outline that tells a kind of thing apart without any colour."""
    w, h = _WIDE, _HIGH
    match kind:
        case "event":
            points = [(12, 0), (w - 12, 0), (w, h / 2), (w - 12, h), (12, h), (0, h / 2)]
        case "flag":
            points = [(0, 0), (w - 16, 0), (w, h / 2), (w - 16, h), (0, h)]
        case "promise":
            points = [(0, 0), (w - 14, 0), (w, 14), (w, h), (0, h)]
        case "trace":
            points = [(0, 0), (w, 0), (w - 14, h), (14, h)]
        case "dilemma" | "own":
            return f'<rect class="node" x="{x:g}" y="{y:g}" width="{w}" height="{h}"/>'
        case "ending":
            inner = f'<rect class="node" x="{x + 4:g}" y="{y + 4:g}" width="{w - 8}" height="{h - 8}" rx="10"/>'
            return f'<rect class="node" x="{x:g}" y="{y:g}" width="{w}" height="{h}" rx="12"/>{inner}'
        case _:
            return f'<rect class="node" x="{x:g}" y="{y:g}" width="{w}" height="{h}" rx="{h / 2:g}" stroke-dasharray="5 3"/>'
    told = " ".join(f"{x + dx:g},{y + dy:g}" for dx, dy in points)
    return f'<polygon class="node" points="{told}"/>'
