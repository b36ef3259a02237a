"""A toy of the partnership model: the same sums in plain Python and by the executors of the game, to compare them.

13 agencies, 16 turns, one of three choices a turn, two matrices of agency by agency and one product over them. `play` is the loop
that anybody would write first; Mesa does the same (`peers/mesa_toy.py`), and `toy_rules.py` says it as rules, for the executors
that run the real ones. All give the same bits. This file needs nothing installed.
"""

from __future__ import annotations

AGENCIES, TURNS = 13, 16
STEPS = (-0.05, 0.0, 0.05)
GAIN, LOSS, PACE, HABIT, FOLLOW = 0.3, 0.25, 0.35, 0.9, 0.1


def choice_of(seed: int, turn: int) -> int:
    """Which of the three choices a playthrough takes in a turn."""
    return (seed * 5 + turn * 7 + seed // 3) % 3


def start_of(i: int, j: int) -> tuple[float, float]:
    """Confidence and permission between two agencies at the beginning."""
    return 0.2 + 0.01 * ((3 * i + 5 * j) % 13), 0.3 + 0.04 * ((i + j) % 13)


def play(seed: int) -> float:
    """One playthrough, in plain Python; what all agencies deliver at its end."""
    every = range(AGENCIES)
    confidence = [[start_of(i, j)[0] for j in every] for i in every]
    permission = [[start_of(i, j)[1] for j in every] for i in every]
    practice = [[0.05 for _ in every] for _ in every]
    delivered = [0.3 + 0.02 * i for i in every]
    control = 0.5
    for turn in range(TURNS):
        control = min(1.0, max(0.0, control + STEPS[choice_of(seed, turn)]))
        for i in every:
            row = confidence[i]
            for j in every:
                held = row[j]
                grown = held + GAIN * delivered[j] * (1.0 - held) + -(LOSS * control) * held
                row[j] = min(1.0, max(0.0, grown))
        for i in every:
            for j in every:
                held = practice[i][j]
                goal = min(permission[i][j], HABIT * confidence[i][j])
                practice[i][j] = min(1.0, max(0.0, held + PACE * goal + -PACE * held))
        shared = []
        for i in every:
            result = practice[i][0] * delivered[0]
            for j in range(1, AGENCIES):
                result = result + practice[i][j] * delivered[j]
            shared.append(result / AGENCIES)
        for i in every:
            held = delivered[i]
            delivered[i] = min(1.0, max(0.0, held + FOLLOW * shared[i] + -FOLLOW * held))
    result = delivered[0]
    for one in delivered[1:]:
        result = result + one
    return result
