"""F11: a hard-to-use sharing tool leaves later sharing below that of no tool (§3.4)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place

WITHOUT, CLUMSY = range(2)
IN_USE = 4
LATER = 4


@on_each_place
@fact
def test_a_clumsy_tool_leaves_less_sharing_than_none(place: str, n: int | Design) -> Iterator[Verdict]:
    """A year after a clumsy tool came, and a year after it was taken away again, less is shared than where none ever came."""
    pairs = Pairs(place, n)
    for i, j in pairs.place.protocols:
        for tie in ((i, j), (j, i)):
            pairs.put("permission", 0.75, tie)
    usual = pairs["usability"]
    pairs.put("usability", pairs.uniform(0.0, 0.15), arms=(CLUMSY,))
    pairs.play(IN_USE)
    meanwhile = pairs.over_ties("practice")
    pairs.put("usability", usual)
    pairs.play(LATER)
    later = pairs.over_ties("practice")
    yield compare("F11 with a clumsy tool less is shared", pairs.arm(meanwhile, WITHOUT), pairs.arm(meanwhile, CLUMSY))
    yield compare("F11 and less a year after it has gone", pairs.arm(later, WITHOUT), pairs.arm(later, CLUMSY))
