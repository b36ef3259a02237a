"""What somebody asks about, as people say it: `police`, `trust police`, `sharing police schools`, `energy`."""

from __future__ import annotations

from typing import Final

from game.briefing.sight import Asked
from game.core.place import Place
from game.core.variables import VARIABLES
from game.terminal.match import agency_names, find, find_agencies, nearest, normal

# What a leader may ask about, as people say it.
OF_PLACE: Final[dict[str, tuple[str, ...]]] = {
    "energy": ("energy", "my energy", "your energy"),
    "credibility": ("standing", "credibility", "my standing", "your standing"),
    "cover": ("backing", "cover", "masters", "backing of my own masters", "backing of your own masters"),
    "budget": ("budget", "money", "my money", "own money"),
    "pot": ("pot", "pooled pot"),
    "families": ("families", "family"),
    "joining": ("joining",),
    "reached": ("reached", "families reached"),
    "workers": ("workers", "people", "staff"),
    "work": ("spending", "work", "spent"),
    "openness": ("sharing", "openness"),
    "control": ("control",),
    "tailoring": ("tailoring", "story", "stories"),
    "governance": ("governance", "deciding together"),
    "usability": ("tool", "usability"),
    "support": ("support", "backing for the front line"),
    "fairness": ("fairness", "fair shares"),
    "codifying": ("writing down", "codifying", "writing"),
    "counting": ("counting",),
    "mandate": ("mandate", "direction"),
    "pooling": ("pooling",),
    "underwriting": ("underwriting", "bill"),
    "target": ("target",),
    "cases": ("caseload", "cases"),
    "drafts": ("drafts", "protocols"),
    "seats": ("seats", "board"),
    "ground_rules": ("ground rules", "rules", "room"),
    "aligned": ("purses", "aligned", "aligned purses"),
    "user_trust": ("families trust", "user trust", "users trust"),
}
OF_AGENCY: Final[dict[str, tuple[str, ...]]] = {
    "stated": ("word", "says", "said", "say", "stated", "commitment"),
    "delivered": ("deeds", "does", "did", "do", "delivered", "delivery"),
    "gap": ("gap", "say do gap"),
    "sharing": ("sharing", "shares", "share"),
    "giving": ("giving", "gives"),
    "avoided": ("avoided", "cost avoided", "savings"),
    "cost": ("cost", "cost borne", "borne"),
    "legal": ("law", "legal"),
    "joined": ("joined", "members"),
    "vote": ("votes", "vote"),
    "united": ("unity", "united"),
    "lost": ("income", "lost"),
    "felt_control": ("fear", "felt control"),
    "buy_in": ("buy in", "heart"),
    "frontline": ("front line", "frontline"),
    "strain": ("strain",),
    "outlook": ("outlook",),
}
OF_TIE: Final[dict[str, tuple[str, ...]]] = {
    "trust": ("trust",),
    "practice": ("sharing", "shares", "share", "practice"),
    "permission": ("protocol", "permission"),
    "codified": ("written down", "codified"),
    "purpose": ("purpose", "common purpose"),
    "confidence": ("confidence",),
}
OF_OUTCOME: Final[dict[str, tuple[str, ...]]] = {
    "reported": ("reported", "results", "result"),
    "attributable": ("attributable", "really"),
    "strand": ("effort", "strand", "strands"),
}

USUAL: Final = ("energy", "standing", "backing", "pot", "families", "sharing", "results")
"""What can always be asked about, for whoever does not know what to ask."""

_OWN: Final = ("my", "your", "own", "mine")
# `why my trust police` and `why trust in police` ask about the lead's own trust.
_TURNED: Final = (*_OWN, "in")


def asked(place: Place, typed: str, seat: int | None = None) -> list[Asked]:
    """What was meant, as variables and elements, by a seat, the lead where None; nothing where it is unknown."""
    own = place.lead if seat is None else seat
    words = typed.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            rest = words[:start] + words[start + length :]
            found = _named(place, " ".join(words[start : start + length]), rest, own)
            # Some things can be asked about only where a place has them.
            there = [one for one in found if not VARIABLES[one[0]].part or VARIABLES[one[0]].part in place.parts]
            if there:
                return there
    return _agency(place, typed, own)


def is_owned(typed: str) -> bool:
    """Whether something was named that belongs to a partner or a tie, without saying whose."""
    return bool(_exact(typed, OF_AGENCY) or _exact(typed, OF_TIE))


def nearest_subject(place: Place, typed: str) -> str:
    """The nearest thing one can ask about, as it would be typed; nothing where none is near."""
    agencies = [names[0] for number, names in agency_names(place).items() if number != place.lead]
    there = {name: words for name, words in (OF_PLACE | OF_OUTCOME).items() if VARIABLES[name].part in ("", *place.parts)}
    plain = [words[0] for words in there.values()]
    first, _, rest = typed.partition(" ")
    what = nearest(first, [word for table in (OF_AGENCY, OF_TIE) for words in table.values() for word in words])
    whose = find_agencies(place, rest)
    name = place.agencies[whose[0][0]].short if len(whose) == 1 else nearest(rest, agencies)
    return f"{what} {name}" if what and name else nearest(typed, [*plain, *agencies]) or name


def _agency(place: Place, typed: str, own: int) -> list[Asked]:
    """What is usually asked of an agency, or of a tie between two."""
    readings = find_agencies(place, typed)
    if len(readings) != 1:
        return []
    (reading,) = readings
    if len(reading) == 2:
        one, other = reading
        return [("trust", (one, other)), ("practice", (one, other))]
    (number,) = reading
    if number == own:
        return [("cover", (number,)), ("delivered", (number,))]
    return [("stated", (number,)), ("delivered", (number,)), ("trust", (number, own)), ("sharing", (number,))]


def _named(place: Place, phrase: str, rest: list[str], own: int) -> list[Asked]:
    """A variable's name with what it is of; nothing unless both are clear."""
    if all(normal(word) in _OWN for word in rest):
        name = _exact(phrase, OF_PLACE)
        if name:
            return [(name, (own,) if VARIABLES[name].over == "agency" else ())]
    name = _exact(phrase, OF_OUTCOME)
    if name:
        numbers = find(" ".join(rest), _outcome_names(place)) if rest else range(len(place.outcomes))
        return [(name, (number,)) for number in numbers]
    return _of_agencies(place, phrase, rest, own)


def _of_agencies(place: Place, phrase: str, rest: list[str], own: int) -> list[Asked]:
    words = [word for word in rest if normal(word) not in _TURNED]
    readings = find_agencies(place, " ".join(words))
    if len(readings) != 1:
        return []
    (reading,) = readings
    tie, single = _exact(phrase, OF_TIE), _exact(phrase, OF_AGENCY)
    if len(reading) == 2:
        return [(tie, (reading[0], reading[1]))] if tie else []
    if single:
        return [(single, (reading[0],))]
    if tie and reading[0] != own:
        return [(tie, (own, reading[0]) if len(words) < len(rest) else (reading[0], own))]
    return []


def _exact(phrase: str, names: dict[str, tuple[str, ...]]) -> str:
    wanted = normal(phrase)
    return next((key for key, several in names.items() if wanted in several), "")


def _outcome_names(place: Place) -> dict[int, list[str]]:
    return {number: [facts.name, facts.id, facts.unit, facts.strand or facts.id] for number, facts in enumerate(place.outcomes)}
