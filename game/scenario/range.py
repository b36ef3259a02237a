"""The range a number can lie in, worked out before any game is played."""

from __future__ import annotations

from dataclasses import dataclass

from game.translation import say

_FAR = 1e15


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from `low` to `high`; by default any number at all."""

    low: float = -_FAR
    high: float = _FAR

    @property
    def is_point(self) -> bool:
        """Whether only one number lies in the range."""
        return self.low == self.high

    def __str__(self) -> str:
        return say("{low:g} and {high:g}", low=self.low, high=self.high)

    def __neg__(self) -> Range:
        return Range(0.0 - self.high, 0.0 - self.low)

    def __add__(self, other: Range) -> Range:
        return _bounded(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return _bounded(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Range) -> Range:
        corners = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return _bounded(min(corners), max(corners))

    def __truediv__(self, other: Range) -> Range:
        if other.low <= 0 <= other.high:
            # A quotient by zero is zero, and one by almost nothing is anything.
            return Range(0.0, 0.0) if other.is_point else Range()
        corners = [one / two for one in (self.low, self.high) for two in (other.low, other.high)]
        return _bounded(min(corners), max(corners))

    def __abs__(self) -> Range:
        low = 0.0 if self.low <= 0 <= self.high else min(abs(self.low), abs(self.high))
        return Range(low, max(abs(self.low), abs(self.high)))

    def min(self, other: Range) -> Range:
        """Gives where the smaller of two numbers can lie."""
        return Range(min(self.low, other.low), min(self.high, other.high))

    def max(self, other: Range) -> Range:
        """Gives where the greater of two numbers can lie."""
        return Range(max(self.low, other.low), max(self.high, other.high))

    def settles(self, operator: str, other: Range) -> bool | None:
        """Tells the answer of a comparison that can have only one, or None where it can have either."""
        if self.low <= -_FAR or self.high >= _FAR or other.low <= -_FAR or other.high >= _FAR:
            return None
        apart = self.high < other.low or other.high < self.low
        same = self.is_point and other.is_point and self.low == other.low
        return {
            "<": _settled(self.high < other.low, self.low >= other.high),
            "<=": _settled(self.high <= other.low, self.low > other.high),
            ">": _settled(self.low > other.high, self.high <= other.low),
            ">=": _settled(self.low >= other.high, self.high < other.low),
            "==": _settled(same, apart),
            "!=": _settled(apart, same),
        }[operator]


ANY = Range()
"""Every number that a state can hold."""


def _settled(yes: bool, no: bool) -> bool | None:
    return True if yes else False if no else None


def _bounded(low: float, high: float) -> Range:
    """Keeps a range within what a state can hold; beyond that nothing is claimed."""
    return Range(max(low, -_FAR), min(high, _FAR))
