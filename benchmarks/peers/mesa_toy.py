"""The toy as a model of Mesa, each agency an agent. Run by `benchmarks/peers.py` with a Python that has Mesa.

python benchmarks/peers/mesa_toy.py RUNS      prints seconds a playthrough, and the digits of what they came to
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import mesa

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from toy import AGENCIES, FOLLOW, GAIN, HABIT, LOSS, PACE, STEPS, TURNS, choice_of, start_of


class Agency(mesa.Agent):
    """One agency: what it holds of every other, and what it delivers."""

    def __init__(self, model: Partnership, number: int) -> None:
        super().__init__(model)
        self.confidence = [start_of(number, j)[0] for j in range(AGENCIES)]
        self.permission = [start_of(number, j)[1] for j in range(AGENCIES)]
        self.practice = [0.05] * AGENCIES
        self.delivered = 0.3 + 0.02 * number
        self.shared = 0.0

    def trust(self) -> None:
        """Comes to trust those who deliver."""
        control = self.model.control
        for j, other in enumerate(self.model.every):
            held = self.confidence[j]
            grown = held + GAIN * other.delivered * (1.0 - held) + -(LOSS * control) * held
            self.confidence[j] = min(1.0, max(0.0, grown))

    def share(self) -> None:
        """Shares as far as trust and permission go."""
        for j in range(AGENCIES):
            held = self.practice[j]
            goal = min(self.permission[j], HABIT * self.confidence[j])
            self.practice[j] = min(1.0, max(0.0, held + PACE * goal + -PACE * held))

    def gather(self) -> None:
        """Adds up what the others deliver, as far as it is shared."""
        every = self.model.every
        result = self.practice[0] * every[0].delivered
        for j in range(1, AGENCIES):
            result = result + self.practice[j] * every[j].delivered
        self.shared = result / AGENCIES

    def deliver(self) -> None:
        """Delivers more where more is shared."""
        held = self.delivered
        self.delivered = min(1.0, max(0.0, held + FOLLOW * self.shared + -FOLLOW * held))


class Partnership(mesa.Model):
    """The agencies, and what the leader chooses."""

    def __init__(self, number: int) -> None:
        super().__init__(seed=number)
        self.number = number
        self.control = 0.5
        self.every = [Agency(self, one) for one in range(AGENCIES)]
        self.turn = 0

    def step(self) -> None:
        """One turn."""
        self.control = min(1.0, max(0.0, self.control + STEPS[choice_of(self.number, self.turn)]))
        for act in ("trust", "share", "gather", "deliver"):
            self.agents.do(act)
        self.turn += 1


def play(seed: int) -> float:
    """One playthrough; what all agencies deliver at its end."""
    model = Partnership(seed)
    for _ in range(TURNS):
        model.step()
    result = model.every[0].delivered
    for one in model.every[1:]:
        result = result + one.delivered
    return result


if __name__ == "__main__":
    runs = int(sys.argv[1])
    found = []
    for _ in range(3):
        start = time.process_time()
        came_to = [play(seed) for seed in range(runs)]
        found.append((time.process_time() - start) / runs)
    print(min(found), *(one.hex() for one in came_to))
