"""From an author's numbers to the arrays that rules read: constants, starting values, and which ties matter.

Who must share with whom is not written down anywhere: it follows from which agencies an outcome needs. Two agencies that the
same outcome needs have a tie that matters; where they belong to different bodies, that tie needs a protocol.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.core.arithmetic import Array
from game.core.variables import present

PAIR_DEFAULTS = {"purpose": 0.35, "confidence": 0.3, "scar": 0.0, "codified": 0.1, "permission": 0.25, "practice": 0.05}
AGENCY_DEFAULTS = {"buy_in": 0.35, "frontline": 0.3, "cover": 0.5, "strain": 0.1, "outlook": 0.1, "legal": 1.0, "giving": 0.2}
LEVEL_DEFAULTS = {
    "control": 0.6,
    "tailoring": 0.2,
    "governance": 0.3,
    "usability": 0.5,
    "support": 0.35,
    "fairness": 0.2,
    "codifying": 0.1,
    "counting": 0.05,
    "mandate": 0.1,
    "pooling": 0.1,
    "underwriting": 0.3,
    "energy": 0.8,
    "credibility": 0.5,
    "user_trust": 0.4,
    "target": 20.0,
    "cases": 6.0,
    "pot": 0.0,
}


@dataclass(frozen=True, slots=True)
class AgencyNumbers:
    """An agency as an author gives it; `priorities` one a frame."""

    body: str
    budget: float
    discretion: float = 0.6
    receptive: float = 0.5
    burden: float = 1.0
    lends: float = 0.0
    leaving: float = 0.04
    priorities: tuple[float, ...] = (0.5,)
    members: int = 1


@dataclass(frozen=True, slots=True)
class OutcomeNumbers:
    """An outcome as an author gives it: `needs` and `benefit` by agency number."""

    needs: Mapping[int, float]
    rate: float = 1.0
    delay: float = 8.0
    benefit: Mapping[int, float] | None = None
    weight: float = 1.0
    loses: Mapping[int, float] | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each indexed thing a place has."""

    flags: int = 0
    dilemmas: int = 0
    events: int = 0
    promises: int = 0
    laters: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """What rules read of a place: constants by name, ordered ties that matter, unordered pairs that need a protocol."""

    constants: dict[str, Array]
    ties: tuple[tuple[int, int], ...]
    protocols: tuple[tuple[int, int], ...]
    inside: tuple[int, ...]


def lay_out(lead: int, agencies: Sequence[AgencyNumbers], outcomes: Sequence[OutcomeNumbers]) -> Layout:
    """The constants that rules read, from an author's numbers; see `Place` for their shapes."""
    n, k = len(agencies), len(outcomes)
    need = np.zeros((k, n))
    benefit = np.zeros((k, n))
    for number, outcome in enumerate(outcomes):
        for agency, weight in outcome.needs.items():
            need[number, agency] = weight
        for agency, pounds in (outcome.benefit or {}).items():
            benefit[number, agency] = pounds
    together = _together(need)
    ties = tuple((i, j) for i in range(n) for j in range(n) if together[i, j] > 0)
    protocols = tuple((i, j) for i, j in ties if i < j and agencies[i].body != agencies[j].body)
    per_protocol = np.zeros((n, n))
    for i, j in protocols:
        per_protocol[i, j] = per_protocol[j, i] = 0.5 / len(protocols)
    per_tie = np.zeros((n, n))
    for i, j in ties:
        per_tie[i, j] = 1.0 / len(ties)
    is_lead = np.zeros(n)
    is_lead[lead] = 1.0
    with_lead = np.maximum(is_lead[:, None], is_lead[None])
    burden = np.array([agency.burden for agency in agencies])
    priorities = np.array([agency.priorities for agency in agencies]).T
    gains = benefit.sum(axis=0)

    def column(values: Sequence[float] | Array) -> Array:
        return np.array(values, dtype=np.float64)[:, None]

    constants: dict[str, Array] = {
        "discretion": column([agency.discretion for agency in agencies]),
        "receptive": column([agency.receptive for agency in agencies]),
        "lends": column([agency.lends for agency in agencies]),
        "leaving": column([agency.leaving for agency in agencies]),
        "burden_share": column(burden / burden.sum()),
        "benefit_share": column(gains / gains.sum() if gains.sum() else np.full(n, 1.0 / n)),
        "priorities": priorities[..., None],
        "best_priority": column(priorities.max(axis=0)),
        "is_lead": column(is_lead),
        "apart_from_lead": column(1.0 - is_lead),
        "n_agencies": np.float64(n),  # type: ignore[dict-item]
        "n_outcomes": np.float64(k),  # type: ignore[dict-item]
        "strand_of": _by_row(need.T).T[..., None],
        "same": np.eye(n)[..., None],
        "lead_tie": with_lead[..., None],
        "near": with_lead[..., None],
        "tie": _by_row(together)[..., None],
        "per_tie": per_tie[..., None],
        "per_protocol": per_protocol[..., None],
        "needs_protocol": (per_protocol > 0).astype(np.float64)[..., None],
        "need": (need / np.maximum(need.sum(axis=1, keepdims=True), 1e-12))[..., None],
        "benefit": benefit[..., None],
        "rate": column([outcome.rate for outcome in outcomes]),
        "delay": column([outcome.delay for outcome in outcomes]),
        "weight": column([outcome.weight for outcome in outcomes]),
    }
    constants |= _of_parts(agencies, outcomes)
    for value in constants.values():
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
    inside = tuple(i for i in range(n) if agencies[i].body == agencies[lead].body)
    return Layout(constants, ties, protocols, inside)


def _of_parts(agencies: Sequence[AgencyNumbers], outcomes: Sequence[OutcomeNumbers]) -> dict[str, Array]:
    """The constants that only some parts of the model read."""
    loss = np.zeros((len(outcomes), len(agencies), 1))
    for number, outcome in enumerate(outcomes):
        for agency, pounds in (outcome.loses or {}).items():
            loss[number, agency] = pounds
    return {
        "is_many": np.array([[float(agency.members > 1)] for agency in agencies]),
        "even_vote": np.full((len(agencies), 1), 1.0 / len(agencies)),
        "loss": loss,
    }


def _together(need: Array) -> Array:
    """How much two agencies are needed by the same outcomes, shape (A, A), nought on the diagonal."""
    result: Array = np.zeros((need.shape[1], need.shape[1]))
    for row in need:
        result += row[:, None] * row[None]
    np.fill_diagonal(result, 0.0)
    return result


def _by_row(weights: Array) -> Array:
    """Weights that add up to one in each row that has any."""
    sums = weights.sum(axis=1, keepdims=True)
    result: Array = np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
    return result


def starting_values(
    agencies: Sequence[AgencyNumbers],
    n_outcomes: int,
    n_frames: int,
    sizes: Sizes,
    given: Mapping[str, Array | float],
    parts: Collection[str] = (),
) -> dict[str, Array]:
    """The starting value of every variable, without the playthrough axis; `given` are the author's own.

    Variables of a part of the model are there only where the place has that part.
    """
    n = len(agencies)
    shapes: dict[str, tuple[int, ...]] = {
        "place": (),
        "agency": (n,),
        "pair": (n, n),
        "outcome": (n_outcomes,),
        "frame": (n_frames,),
        "flag": (sizes.flags,),
        "dilemma": (sizes.dilemmas,),
        "event": (sizes.events,),
        "promise": (sizes.promises,),
        "schedule": (sizes.laters,),
    }
    defaults: dict[str, float] = {
        **PAIR_DEFAULTS,
        **AGENCY_DEFAULTS,
        **LEVEL_DEFAULTS,
        "emphasis": 0.5,
        "running": 1.0,
        "friction": 1.0,
        "intensity": 1.0,
        "chosen": -1.0,
        "joined": 1.0,
        "united": 1.0,
    }
    values = {
        name: np.array(np.broadcast_to(given.get(name, defaults.get(name, 0.0)), shapes[variable.over]), dtype=np.float64)
        for name, variable in present(parts).items()
    }
    values["allowance"] = np.array([float(agency.budget) for agency in agencies])
    # Money that is there from the start came from somewhere.
    values["treasury"] = np.array(-float(values["pot"]))
    for name in ("purpose", "confidence"):
        np.fill_diagonal(values[name], 1.0)
    for value in values.values():
        value.flags.writeable = False
    return values
