"""Pounds as people say them."""

from __future__ import annotations

from game.translation import say


def pounds(amount: float) -> str:
    """A sum of money: whole pounds below a million, then millions with one decimal. £20,000, £1.4m, minus £300."""
    whole = round(amount)
    if whole < 0:
        return say("minus {sum}", sum=pounds(-whole))
    if whole < 999_950:
        return f"£{whole:,}"
    return say("£{millions:,.1f}m", millions=whole / 1e6)


def about(amount: float) -> str:
    """A sum of which only the size matters: two significant figures. £31,000, £1.4m."""
    whole = abs(round(amount))
    if whole < 100:
        return pounds(amount)
    step = 10 ** (len(str(whole)) - 2)
    rounded = round(whole / step) * step
    return pounds(-rounded if amount < 0 else rounded)


def in_short(amount: float) -> str:
    """A sum where there is little room, on a gauge or along a line: £150k, £1.2m."""
    sign, size = "-" if amount < 0 else "", abs(amount)
    if size >= 999_500:
        return f"{sign}£{size / 1e6:.1f}m"
    return f"{sign}£{size / 1000:.0f}k" if size >= 1000 else f"{sign}£{size:.0f}"
