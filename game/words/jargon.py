"""Office words that a tired reader stumbles over, each with plainer ones to try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PLAINER: Final = {
    "action plan": "say what will be done",
    "actionable": "that can be done",
    "best practice": "what has worked, and where",
    "blue-sky": "say what the idea is",
    "buy-in": "agreement, or backing",
    "capacity building": "say who learns what",
    "co-create": "make together",
    "co-design": "work out together",
    "co-production": "working it out with the people it is for",
    "commissioned services": "services that are paid for",
    "cross-cutting": "that concerns several services",
    "deep dive": "a close look",
    "deliverables": "say what will be there",
    "delivery vehicle": "say who does the work",
    "direction of travel": "where it is going",
    "disbenefit": "cost, or harm",
    "drill down": "look closer",
    "economies of scale": "cheaper because there is more of it",
    "empower": "let, or help",
    "enabler": "what makes it possible",
    "end-to-end": "from beginning to end",
    "engagement strategy": "say who talks to whom",
    "facilitate": "help, or make easier",
    "fit for purpose": "good enough, and for what",
    "going forward": "from now on",
    "governance arrangements": "who decides what",
    "granular": "detailed",
    "hard-to-reach": "say who, and who failed to reach them",
    "holistic": "whole",
    "horizon scanning": "looking ahead",
    "impact on": "change, or touch",
    "incentivise": "encourage, or pay for",
    "interdependencies": "what hangs on what",
    "interface with": "meet, or talk to",
    "joined-up": "together",
    "key stakeholders": "say who they are",
    "leverage": "use",
    "low-hanging fruit": "the easy part",
    "mainstreaming": "making it usual",
    "multi-agency": "several services",
    "multi-disciplinary": "of several trades",
    "operationalise": "put to work",
    "outcomes framework": "list of what should change",
    "overarching": "say over what",
    "pathway": "say what happens first, and next",
    "performance management": "looking at how it goes",
    "predominantly": "mostly",
    "proactive": "early",
    "quick wins": "say what can be done soon",
    "reconfiguration": "say what moves where",
    "ring-fenced": "kept for one purpose",
    "roll out": "spread, or begin everywhere",
    "scope out": "find out",
    "service user": "say who: a mother, a patient, a tenant",
    "service users": "say who: mothers, patients, tenants",
    "signposting": "saying where to go",
    "silo": "say who does not talk to whom",
    "silos": "say who does not talk to whom",
    "stakeholder": "say who",
    "stakeholders": "say who",
    "step change": "a great change",
    "strategic fit": "say how it helps what",
    "streamline": "make simpler",
    "sustainable": "that lasts",
    "synergies": "what is better together",
    "synergy": "what is better together",
    "systemic": "of the whole",
    "take forward": "do",
    "thought leadership": "say what the thought is",
    "touchpoint": "meeting, or call",
    "transformation agenda": "say what will change",
    "transformational": "say what it changes",
    "upskill": "train",
    "utilise": "use",
    "value-added": "say what it adds",
    "wraparound": "say what, and when",
}
"""Terms in small letters, and what to try instead."""

KNOWN: Final = frozenset(
    [
        "A&E",
        "AM",
        "BBC",
        "CCTV",
        "CV",
        "DVD",
        "GCSE",
        "GP",
        "HIV",
        "ID",
        "IOU",
        "IT",
        "MP",
        "NHS",
        "OK",
        "PC",
        "PM",
        "PS",
        "TV",
        "UK",
        "US",
        "VAT",
    ]
)
"""Abbreviations that need no explaining in the country the cases come from."""

_TERM: Final = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, PLAINER), key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ABBREVIATION: Final = re.compile(r"\b(?:[A-Z]&[A-Z]|[A-Z]{2,6})(?=s?\b)")


def jargon_in(text: str) -> Iterator[tuple[str, str]]:
    """Each office word in a text, once, with what to try; what somebody says between quotation marks is theirs."""
    found = {match[0].lower(): match[0] for match in _TERM.finditer(_QUOTED.sub(" ", text))}
    for term, written in found.items():
        yield written, PLAINER[term]


def abbreviations_in(text: str) -> set[str]:
    """The abbreviations in a text that not everybody knows."""
    return {match[0] for match in _ABBREVIATION.finditer(text)} - KNOWN


def is_explained(abbreviation: str, text: str) -> bool:
    """Whether a text says what an abbreviation stands for: in brackets beside it, or by words with its initials."""
    if re.search(rf"\b{re.escape(abbreviation)}s? \([^)]{{6,}}\)|\(\W?{re.escape(abbreviation)}s?\W?\)", text):
        return True
    initials = [re.escape(letter) for letter in abbreviation if letter.isalpha()]
    words = r"\w*[\s-]+(?:(?:of|for|and|the|in|on|to|with)\s+)*".join(f"[{letter}{letter.lower()}]" for letter in initials)
    return bool(re.search(rf"\b{words}\w+", text))
