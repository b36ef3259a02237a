"""F15: trust alone never takes sharing past the legal gate (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place, within

USUAL, TRUSTED = range(2)
LATER = 20


@on_each_place
@fact
def test_trust_never_opens_the_legal_gate(place: str, n: int | Design) -> Iterator[Verdict]:
    """With full trust, tools and a willing front line, practice still ends at or under the law's gate and the protocol's."""
    pairs = Pairs(place, n)
    agencies = len(pairs.place.agencies)
    pairs.put("permission", pairs.uniform(0.25, 1.0, agencies, agencies), slice(None))
    start = pairs["practice"]
    for _ in range(LATER):
        for belief in ("purpose", "confidence"):
            pairs.put(belief, 1.0, slice(None), arms=(TRUSTED,))
        pairs.put("scar", 0.0, slice(None), arms=(TRUSTED,))
        for level in ("frontline", "buy_in"):
            pairs.put(level, 1.0, slice(None), arms=(TRUSTED,))
        pairs.put("usability", 1.0, arms=(TRUSTED,))
        pairs.play(1)
    legal = pairs["legal"]
    gate = np.minimum(np.minimum(legal[:, None], legal[None]), pairs["permission"])
    # What was shared beyond the gate at the start can only have come down.
    allowed = np.maximum(gate, start) + 1e-12
    open_, shut = pairs.playing("open"), pairs.playing("shut")
    shut_at = float(pairs.place.starting["legal"][shut])
    practice = pairs["practice"]
    assert shut_at <= 0.35
    under = practice[shut] <= np.maximum(shut_at, start[shut]) + 1e-12
    tie = practice[shut, open_]
    yield within("F15 no tie past its gate", pairs.in_every_arm(np.all(practice <= allowed, axis=(0, 1))), least_share=1.0)
    yield within("F15 the job centre under its gate", pairs.in_every_arm(np.all(under, axis=0)), least_share=1.0)
    yield compare("F15 trust does speed what the gate allows", pairs.arm(tie, TRUSTED), pairs.arm(tie, USUAL))
