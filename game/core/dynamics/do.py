"""Do: what the front line follows, what is delivered, and the gap between saying and doing."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import greater, lesser, root, select, total
from game.core.rule import flow, gathering, reading


@gathering("backed_out", "place", "assumption")
def hearing_of_it(backed: Any) -> Any:
    """One front line that is backed is talked of in the others."""
    return total(backed)


@flow("frontline", "agency", ("buy_in", "support"), "§2.5 BAR-35, BAR-36")
def following(
    frontline: Any,
    buy_in: Any,
    support: Any,
    backed: Any,
    backed_out: Any,
    backing: Any,
    backing_others: Any,
    frontline_speed: Any,
    frontline_alone: Any,
    frontline_support: Any,
) -> Any:
    """The front line follows its leaders slowly, and as far as it is supported."""
    backed_by = lesser(1.0, support + backing * backed + backing_others * backed_out)
    # The step towards the goal is shared between leader and support in proportion to their part in the goal.
    reach = frontline_alone + frontline_support * backed_by
    step = frontline_speed * (buy_in * reach - frontline)
    led = step * (frontline_alone / reach)
    return led, step - led


@gathering("drafts", "place", "§2.5 BAR-49")
def drafting_at_once(drafting: Any, per_protocol: Any) -> Any:
    """Protocols are drafted by few people, who can do so much at once."""
    return total(total(drafting * per_protocol))


@reading("friction", "place", "§3.5; size assumed")
def meeting(drafts: Any, governance: Any, codifying: Any, meeting_drag: Any, writing_drag: Any, drafting_drag: Any) -> Any:
    """Meetings, protocols and paper take time from the work."""
    return 1.0 - meeting_drag * governance - writing_drag * codifying - drafting_drag * drafts


@reading("push", "place", "§3.3 NWL-11")
def pushing(control: Any, running: Any, push_size: Any, push_above: Any, push_fade: Any, quarter: Any) -> Any:
    """A lead that keeps control drives hard at first, and tires."""
    return running * push_size * greater(0.0, control - push_above) / (1.0 - push_above) / (1.0 + push_fade * quarter)


@reading("delivered", "agency", "§2.5 BAR-35, BAR-42")
def delivering(
    buy_in: Any,
    frontline: Any,
    strain: Any,
    friction: Any,
    push: Any,
    energy: Any,
    running: Any,
    strain_drag: Any,
    weary_at: Any,
    weary_factor: Any,
) -> Any:
    """What an agency delivers needs its leader and its front line; strain, meetings and whoever leads worn out take from it."""
    vigour = select(energy < weary_at, 1.0 - running * (1.0 - weary_factor), 1.0)
    return lesser(1.0, (root(buy_in * frontline) * (1.0 - strain_drag * strain) * friction + push) * vigour)


@reading("gap", "agency", "§2.5 BAR-42")
def falling_short(stated: Any, delivered: Any, gap_slack: Any) -> Any:
    """A say-do gap is what was voiced and not delivered, beyond politeness."""
    return greater(0.0, stated - delivered - gap_slack)


RULES = (hearing_of_it, following, drafting_at_once, meeting, pushing, delivering, falling_short)
