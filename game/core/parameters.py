"""Every parameter of the model: its value, what it is, and where it comes from.

Few of these numbers are empirical. `source` names a section of the source paper that gives the direction or the size, or
says `assumption`. A place or a user may lay other values over them; what is laid over is part of every digest and report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model; sensitivity moves it by a quarter either way within [low, high]."""

    name: str
    value: float
    text: str
    source: str = "assumption"
    low: float = 0.0
    high: float = 1e9
    part: str = ""  # the part of the model it belongs to, where only some places have it
    is_whole: bool = False  # counts things that come whole


_P = Parameter


def _of(part: str, *parameters: Parameter) -> tuple[Parameter, ...]:
    return tuple(replace(parameter, part=part) for parameter in parameters)


_TABLE = (
    # Say.
    _P("say_base", -0.15, "commitment of an agency to which all else is neutral", low=-5),
    _P("say_fit", 5.0, "weight of a story that fits the agency's own priorities", "§2.5; size assumed"),
    _P("say_fit_at", 0.55, "fit at which a story neither draws nor repels"),
    _P("say_trust", 3.2, "weight of trust in the lead", "§2.5; size assumed"),
    _P("say_trust_at", 0.4, "trust at which an agency neither comes nor goes"),
    _P("say_cover", 1.2, "weight of the agency's own authorising environment", "§2.5; size assumed"),
    _P("say_net", 1.6, "weight of what the agency feels of its own gain or loss", "§2.5; size assumed"),
    _P("say_mandate", 3.0, "weight of central direction, for those it moves", "§2.5; size assumed"),
    _P("say_outlook", 2.0, "weight of a whole-system outlook"),
    _P("say_control", 1.8, "how much a lead that keeps control puts partners off", "§3.4; size assumed"),
    _P("say_strain", 4.0, "how much unspoken conflict puts an agency off", "§2.5; size assumed"),
    _P("buy_in_up", 0.25, "speed a quarter at which commitment grows"),
    _P("buy_in_down", 0.30, "speed a quarter at which commitment fades"),
    _P("tailoring_reach", 0.8, "how far full tailoring brings an agency to the story it would most like to hear"),
    _P("net_scale", 0.4, "share of a quarter's budget at which a gain or loss is felt half-way"),
    _P(
        "stated_courtesy",
        0.15,
        "share of the commitment it lacks that an agency voices all the same",
        "§2.5 BAR-42; size assumed",
    ),
    _P("stated_mandate", 0.40, "more of it where central government directs", "§2.5 BAR-48; size assumed"),
    _P("stated_strain", 0.30, "more of it where conflict goes unvoiced", "§2.5 BAR-42; size assumed"),
    # Do.
    _P("frontline_speed", 0.30, "speed a quarter at which the front line follows"),
    _P("frontline_alone", 0.50, "how far the front line follows its leader without support"),
    _P("frontline_support", 0.60, "how much further with full support"),
    _P("backing", 0.45, "support that one token of backing is worth"),
    _P("backing_others", 0.24, "of it what every other front line hears of"),
    _P("strain_drag", 0.5, "delivery lost where conflict is fully unvoiced"),
    _P("meeting_drag", 0.12, "working time that fully shared governance takes"),
    _P("writing_drag", 0.08, "working time that writing ties down takes"),
    _P("drafting_drag", 0.08, "working time that drafting every protocol at once takes"),
    _P("push_size", 0.32, "early effort of a lead that keeps full control", "§3.3 NWL-11; size assumed"),
    _P("push_above", 0.4, "control above which a lead drives alone"),
    _P("push_fade", 0.28, "how fast that effort fades a quarter"),
    _P("weary_at", 0.2, "energy below which a leader is worn out"),
    _P("weary_factor", 0.8, "what is left of the joint effort under a worn-out leader"),
    _P("gap_slack", 0.25, "say-do gap that is put down to politeness"),
    # Trust.
    _P("purpose_share", 0.4, "share of trust that is shared purpose"),
    _P("confidence_share", 0.6, "share of trust that is confidence"),
    _P("confidence_gain", 0.30, "confidence won by everyday delivery, where it is seen"),
    _P("seen_base", 0.20, "share of partners' delivery that is seen without shared governance"),
    _P("seen_governance", 0.50, "more of it under fully shared governance"),
    _P("confidence_loss", 0.25, "confidence lost to a say-do gap", "§2.5; size assumed"),
    _P("scar_everyday", 0.03, "memory that an everyday say-do gap leaves"),
    _P("scar_heal", 0.50, "healing a quarter of a shallow scar, with full delivery"),
    _P("time_confidence", 0.34, "confidence won by a token of time"),
    _P("time_purpose", 0.18, "shared purpose won by a token of time"),
    _P("neglect", 0.012, "confidence in the lead lost where its time goes to others"),
    _P("purpose_governance", 0.05, "shared purpose won by deciding together"),
    _P("purpose_ceded", 0.12, "shared purpose won by a lead that gives control up", "§3.4 NWL-11; size assumed"),
    _P("purpose_control", 0.10, "shared purpose lost to a lead that keeps control"),
    _P("purpose_control_at", 0.5, "control that neither wins nor loses it"),
    _P("purpose_writing", 0.012, "warmth lost to paper"),
    _P("purpose_counting", 0.02, "shared purpose lost to counting"),
    _P("tailoring_free", 0.35, "tailoring that partners do not mind"),
    _P("tailoring_found", 0.30, "credibility lost when partners compare notes"),
    _P("confront_trust", 0.10, "trust a confrontation costs where there is none to hold it"),
    _P("confront_hold", 0.65, "trust at which a confrontation costs nothing"),
    _P("confront_relief", 0.6, "strain relieved by a confrontation that trust can hold", "§4.4 BRA-16; size assumed"),
    _P("confront_capacity", 1.4, "how much strain trust can hold"),
    _P("confront_energy", 0.04, "energy a confrontation costs"),
    _P("codify_speed", 0.07, "how fast ties are written down with full effort"),
    _P("codify_broker", 0.05, "written down by one token of brokering"),
    _P("codified_most", 0.85, "the most of a tie that can be written down"),
    _P("contact_purpose", 0.08, "shared purpose won face to face"),
    _P("contact_confidence", 0.08, "confidence won face to face"),
    _P("broker_purpose", 0.20, "shared purpose won between two partners by brokering"),
    _P("broker_confidence", 0.24, "confidence won between two partners by brokering"),
    # Promises.
    _P("kept_gain", 0.05, "confidence won by a promise kept"),
    _P("broken_loss", 0.30, "confidence lost to a promise broken", "§2.5; size assumed"),
    _P("broken_least", 0.30, "part of that loss that even little confidence suffers"),
    _P("slip_scar", 0.05, "memory left by a promise kept late"),
    _P("disclosed_scar", 0.08, "memory left by one owned up to"),
    _P("broken_scar", 0.25, "memory left by one broken"),
    _P("concealed_scar", 0.75, "memory left by one concealed, however small"),
    _P("kept_credibility", 0.04, "standing won by a promise kept"),
    _P("broken_credibility", 0.04, "standing lost to one broken"),
    _P("broken_energy", 0.02, "energy a broken promise costs its giver"),
    _P("partner_delivers_at", 0.40, "delivery at which a partner keeps its promise"),
    _P("conceal_strain", 0.35, "unvoiced conflict above which a partner hides that it failed"),
    _P("disclose_trust", 0.45, "trust in the lead above which it owns up"),
    _P("visit_quarters", 2, "quarters that a promised visit has", low=1, high=10, is_whole=True),
    _P("money_quarters", 2, "quarters that promised money has", low=1, high=10, is_whole=True),
    _P("protocol_quarters", 5, "quarters that a promised protocol has", low=1, high=20, is_whole=True),
    # Share.
    _P("drafting_speed", 0.10, "progress a quarter of a protocol that is being drafted"),
    _P("drafting_trust", 0.14, "more of it where the two trust each other"),
    _P("drafting_crowd", 0.70, "pace lost when every protocol is drafted at once"),
    _P("permission_signed", 0.75, "protocol level at which it is signed"),
    _P("broker_permission", 0.45, "progress of a protocol by one token of brokering"),
    _P("usability_floor", 0.35, "sharing that goes on without any tool: by telephone"),
    _P("habit_gain", 1.5, "how strongly trust and a willing front line make sharing a habit"),
    _P("habit_base", 0.35, "part of the habit that needs no front line"),
    _P("practice_up", 0.30, "speed a quarter at which sharing grows"),
    _P("practice_down", 0.45, "speed a quarter at which it fades"),
    _P("incident_base", 0.01, "chance a quarter that information goes astray"),
    _P("incident_exposure", 0.9, "more of it where information is shared without a protocol"),
    _P("incident_counting", 0.02, "more of it where results are counted for money"),
    _P("incident_confidence", 0.20, "confidence lost between two agencies when information goes astray"),
    _P("incident_user_trust", 0.10, "families' trust lost"),
    _P("incident_practice", 0.50, "sharing lost between the two"),
    _P("incident_chill", 0.08, "sharing lost everywhere else"),
    _P("incident_credibility", 0.08, "the leader's standing lost"),
    _P("incident_cover", 0.12, "the lead's cover lost"),
    # Work together.
    _P("wage", 15000, "pounds a quarter for one worker", low=1),
    _P("support_cost", 18000, "pounds a quarter that full support costs"),
    _P("tool_cost", 6000, "pounds a quarter that an easy tool costs to run"),
    _P("support_time", 0.15, "share of a worker's week that full support takes"),
    _P("pooling_floor", 0.15, "share of what agencies would give that can be moved without pooling"),
    _P("giving_speed", 0.30, "speed at which giving follows what others give"),
    _P("giving_others", 0.90, "share of what it saw others give that an agency gives", "assumption: conditional cooperation"),
    _P("giving_talk", 0.04, "giving added by deciding together"),
    _P("giving_time", 0.05, "giving added by a token of time"),
    _P("giving_underwritten", 0.04, "giving lost where the lead covers the bill"),
    _P("giving_fair", 0.07, "giving added where shares are fair"),
    _P("giving_buy_in", 0.06, "giving moved by commitment above or below one half"),
    _P("release_base", 0.2, "share of its contribution that the lead's own masters release without any cover"),
    _P("lead_share", 0.15, "share of its allowance that the lead puts in before it underwrites anything"),
    _P("full_week", 6, "families a worker can carry without thinning the help", "§2.5 BAR-21", low=1, high=15),
    _P("finding", 12, "families that can be found and asked in a quarter without sharing"),
    _P("finding_shared", 70, "more of them with full sharing"),
    _P("stay", 4, "quarters that a family is worked with", low=1, high=40),
    _P("alone_share", 0.35, "worth of an agency's effort without sharing"),
    _P("shared_share", 0.65, "more of it with enough sharing"),
    _P("enough_sharing", 2.2, "one over the sharing that is enough"),
    _P("least_contribution", 0.01, "effort of an agency that does nothing", low=0.001),
    _P("consent_floor", 0.30, "help that works without families' trust"),
    _P("help_scale", 2.5, "joint effectiveness beyond which help to a family cannot get better, as one over it"),
    _P(
        "mending",
        0.06,
        "changes a year, as a share, that would have come anyway and are reported all the same",
        "§2.3; size assumed",
    ),
    _P("counting_reported", 1.20, "results that full counting adds to what is reported", "§2.3; size assumed"),
    _P("counting_found", 0.55, "results reported for families that hardly needed help, with full counting"),
    _P("remains_base", 0.20, "what goes on after the end with no outlook at all"),
    _P("remains_outlook", 0.80, "more of it with full outlook", "§4.4; size assumed"),
    _P("remains_personal", 0.40, "what goes on without anything written down"),
    _P("remains_written", 0.60, "more of it with every tie written down"),
    # Count.
    _P("memory", 0.80, "share of last quarter's gain or cost that is still felt"),
    _P("cashable", 0.30, "share of avoided cost that could be turned into cash", "§2.6 BAR-52; size assumed"),
    _P("unfair_strain", 0.27, "strain of an agency that carries more than it gains"),
    _P("gap_strain", 0.08, "strain of a gap that nobody mentions"),
    _P("control_strain", 0.03, "strain under a lead that keeps control"),
    _P("mandate_strain", 0.02, "strain under central direction"),
    _P("strain_ease", 0.12, "strain that passes by itself a quarter"),
    _P("win_scale", 0.22, "joint effectiveness that everybody can see", low=0.001),
    _P("cover_wins", 0.05, "cover won or lost with visible wins"),
    _P("cover_wins_at", 0.5, "wins that neither win nor lose cover"),
    _P("cover_return", 0.10, "how fast cover returns to the middle"),
    _P("cover_briefing", 0.12, "cover won by briefing the leader's own masters"),
    _P("cover_fairness", 0.02, "cover a lead loses with its finance director for fair shares"),
    _P("cover_control", 0.02, "cover a lead that keeps control has with its own masters"),
    _P("cover_net", 0.03, "cover a partner wins from a gain it feels"),
    _P("cover_least", 0.15, "cover below which a programme is in danger"),
    _P("energy_work", 0.010, "energy a quarter costs"),
    _P("energy_control", 0.020, "more of it under a lead that keeps control"),
    _P("energy_return", 0.15, "how fast energy returns to the middle by itself"),
    _P("energy_rest", 0.09, "energy regained by a token of rest, of what is missing"),
    _P("energy_wins", 0.025, "energy regained by visible wins"),
    _P("credibility_wins", 0.02, "standing won or lost with visible wins"),
    _P("credibility_wins_at", 0.4, "wins that neither win nor lose standing"),
    _P("users_heard", 0.13, "families' trust won by a token of listening"),
    _P("users_answered", 0.70, "share of it that depends on something being done"),
    _P("users_strange", 0.30, "trust that families give to strangers"),
    _P("users_fade", 0.06, "how fast families' trust returns to what strangers get"),
    _P("users_counting", 0.02, "families' trust lost to counting"),
    _P("users_helped", 0.03, "families' trust won by help that works"),
    # Learn.
    _P("outlook_listening", 0.060, "outlook won across the partnership by a token of listening"),
    _P("outlook_owned", 0.07, "outlook won by joint work that partners own"),
    _P("outlook_fade", 0.012, "outlook that fades a quarter"),
    _P("story_outlook", 0.22, "outlook won by a story", "§2.3 BAR-27; size assumed"),
    _P("story_purpose", 0.14, "shared purpose won by a story"),
    _P("story_blame", 0.05, "blame that a story stirs at first", "§4.4 BRA-16; size assumed"),
    _P("estimate_speed", 0.12, "how fast a leader's picture of a tie follows the tie"),
    _P("estimate_time", 0.45, "more of it with a token of time"),
    _P("estimate_error", 0.30, "how far off a first impression may be"),
    # Chance.
    _P("departure_share", 0.48, "part of a tie with the lead that is personal", "§2.5 BAR-37; size assumed"),
    _P("departure_others", 0.12, "part of that share for ties among partners"),
    _P("departure_practice", 0.50, "sharing that went through the person who leaves"),
    _P("departure_outlook", 0.80, "whole-system outlook that leaves with a leader", "§4.4 BRA-36; size assumed"),
    _P("departure_energy", 0.03, "energy it costs to begin again with a successor"),
    _P("departure_buy_in", 0.22, "commitment that leaves with a leader where governance is not shared"),
    # Strands.
    _P("strand_token", 0.15, "share of the joint effort that a token moves to a strand", part="strands"),
    _P("strand_least", 0.02, "share of the effort that a strand never falls below", part="strands"),
    _P("strand_wait", 0.05, "strain of an agency whose strands go short", part="strands"),
    # Deep dives.
    _P("dive_drag", 0.05, "delivery lost while every leader is in a deep dive", "§4.4 BRA-15; size assumed", part="deep_dives"),
    _P("dive_cover", 0.05, "cover a leader loses whose own desk waits", "§4.4 BRA-15; size assumed", part="deep_dives"),
    _P("dive_sinks", 0.5, "share of what was seen that is made use of in a quarter", part="deep_dives"),
    _P("dive_outlook", 0.60, "outlook won by it", "§4.1 BRA-13; size assumed", part="deep_dives"),
    # Blame before insight.
    _P(
        "heat_confidence", 0.16, "confidence lost to blame without ground rules", "§4.4 BRA-16; size assumed", part="ground_rules"
    ),
    _P("heat_strain", 0.06, "strain left by it", part="ground_rules"),
    _P("insight_purpose", 0.20, "shared purpose won where the room stayed", "§4.4 BRA-16; size assumed", part="ground_rules"),
    _P("insight_outlook", 0.14, "outlook won where the room stayed", part="ground_rules"),
    _P("ground_rules_fade", 0.06, "ground rules forgotten a quarter", part="ground_rules"),
    # Attention.
    _P("tokens", 3, "attention tokens a quarter", low=1, high=3),
    _P("tokens_weary", 2, "attention tokens of a worn-out leader", low=1, high=3),
    _P("attention_money", 20000, "pounds that a token of money moves"),
    _P("option_energy", 1.7, "how demanding a demanding option is"),
    _P("weary_cost", 1.5, "how much dearer a demanding option is to a worn-out leader"),
    # Agencies that are many bodies, joining one by one.
    *_of(
        "members",
        _P("join_first", 0.45, "worth of the few that join first, to those people who are theirs"),
        _P("join_trust", 0.50, "speed at which members join for trust in the lead", "§3.4 NWL-26; size assumed"),
        _P("join_trust_at", 0.38, "trust in the lead below which nobody joins for it"),
        _P("join_gain", 0.05, "speed at which they join for wins that can be seen"),
        _P("join_paid", 0.12, "speed at which they join for time that is paid", "§3.4 NWL-28; size assumed"),
        _P("join_peers", 0.145, "speed at which they join because others have", "imitation: Bass (1969); size assumed"),
        _P(
            "join_fear",
            0.95,
            "how far fear of being taken over keeps back those who would join",
            "§3.4 NWL-21; size assumed",
            high=1.0,
        ),
        _P("join_leave", 0.10, "speed at which unspoken strain drives members out"),
        _P("join_most", 0.16, "the most of them that join or leave in a quarter", low=0.001),
        _P("session_cost", 300, "pounds a quarter that one member's paid time costs"),
    ),
    # A board with votes.
    *_of(
        "board",
        _P("board_assures", 0.60, "how far a sure voice takes the fear out of a lead's control", "§3.4 NWL-23; size assumed"),
        _P("board_half", 24, "people at the table at which half of those concerned are in the room"),
        _P("accord_base", 0.80, "what deciding together is worth without a board"),
        _P("accord_reach", 0.70, "more of it where everybody sits at the board's table", "§3.3 NWL-19; size assumed"),
        _P("upkeep_base", 0.70, "meetings that deciding together takes without a board"),
        _P("upkeep_reach", 1.60, "more of them for a table at which everybody sits", "§3.5 NWL-18; size assumed"),
        _P("board_energy", 0.035, "energy a quarter that a table for everybody costs its leader"),
    ),
    # Agencies that are succeeded by others.
    *_of(
        "succession",
        _P(
            "succession_share",
            0.80,
            "part of a tie with the lead that goes with a body that is abolished",
            "§3.4 NWL-40; size assumed",
        ),
        _P("succession_others", 0.50, "part of that share for ties among partners"),
        _P("succession_practice", 0.60, "sharing that went through people of the old body"),
        _P("succession_buy_in", 0.45, "commitment that goes with it where governance is not shared"),
        _P("succession_outlook", 0.60, "outlook that goes with it"),
        _P("succession_spread", 2.60, "how far successors that want different things fail to act as one"),
        _P("reunite_governance", 0.10, "how fast deciding together brings successors back to one line"),
        _P("reunite_time", 0.12, "more of it by a token of time"),
    ),
    # What seats decide at a round table: of no place's own, so laid over where somebody wants other sizes.
    *_of(
        "round_table",
        _P("seat_opening", 0.35, "share of the room left by law and protocol that a seat which opens up fills at once"),
        _P("seat_opening_purpose", 0.04, "shared purpose won with whom it opens up to"),
        _P("seat_opening_cover", 0.01, "backing of its own masters that each opening costs a seat"),
        _P("seat_holding", 0.50, "share of what it shared that a seat which holds back keeps to itself"),
        _P("seat_holding_purpose", 0.06, "shared purpose lost with whom it holds back from"),
    ),
)

PARAMETERS: dict[str, Parameter] = {parameter.name: parameter for parameter in _TABLE}

DEFAULTS: dict[str, float] = {name: parameter.value for name, parameter in PARAMETERS.items()}


def defaults(parts: frozenset[str]) -> dict[str, float]:
    """The parameters of a place that has these parts of the model, each with its usual value."""
    return {name: one.value for name, one in PARAMETERS.items() if not one.part or one.part in parts}


_UNITS = {
    "weight": "say_base say_fit say_trust say_cover say_net say_mandate say_outlook say_control say_strain",
    "level": """say_fit_at say_trust_at push_above weary_at gap_slack purpose_control_at tailoring_free confront_hold
        codified_most partner_delivers_at conceal_strain disclose_trust permission_signed usability_floor cover_wins_at
        cover_least win_scale credibility_wins_at users_strange estimate_error join_trust_at confront_trust confront_energy
        broken_energy incident_user_trust incident_credibility incident_cover story_outlook story_purpose story_blame
        broker_permission departure_energy seat_opening_cover""",
    "level, at size one half": "kept_credibility broken_credibility",
    "level a quarter": """push_size tailoring_found drafting_speed drafting_trust cover_wins cover_fairness cover_control
        cover_net energy_work energy_control energy_wins credibility_wins users_counting board_energy join_most""",
    "share of what is missing": """confidence_gain scar_everyday time_confidence time_purpose contact_purpose contact_confidence
        purpose_governance purpose_ceded codify_speed codify_broker broker_purpose broker_confidence giving_talk giving_time
        giving_fair giving_buy_in unfair_strain gap_strain control_strain mandate_strain cover_briefing energy_rest
        users_heard users_helped outlook_listening outlook_owned dive_outlook heat_strain insight_purpose insight_outlook
        strand_wait join_trust join_gain join_paid join_peers reunite_governance reunite_time seat_opening
        seat_opening_purpose""",
    "share of what there is": """confidence_loss scar_heal neglect purpose_control purpose_writing purpose_counting
        confront_relief giving_underwritten strain_ease incident_confidence incident_practice incident_chill outlook_fade
        departure_share departure_practice departure_outlook departure_buy_in dive_drag dive_cover dive_sinks heat_confidence
        ground_rules_fade join_leave succession_share succession_practice succession_buy_in succession_outlook seat_holding
        seat_holding_purpose""",
    "share of what is missing, at size one half": "kept_gain",
    "share of what is missing, at size one": "slip_scar disclosed_scar broken_scar concealed_scar",
    "share of what there is, at size one half": "broken_loss",
    "share of the way": """buy_in_up buy_in_down frontline_speed practice_up practice_down giving_speed cover_return energy_return
        users_fade estimate_speed estimate_time""",
    "share": """tailoring_reach net_scale stated_courtesy stated_mandate stated_strain frontline_alone frontline_support backing
        backing_others strain_drag meeting_drag writing_drag drafting_drag weary_factor purpose_share confidence_share
        seen_base seen_governance broken_least drafting_crowd support_time pooling_floor giving_others release_base lead_share
        alone_share shared_share least_contribution consent_floor counting_reported counting_found remains_base
        remains_outlook remains_personal remains_written memory cashable users_answered departure_others strand_token
        strand_least join_first join_fear board_assures succession_others""",
    "factor": """push_fade confront_capacity habit_gain habit_base enough_sharing help_scale option_energy weary_cost
        succession_spread accord_base accord_reach upkeep_base upkeep_reach""",
    "chance a quarter": "incident_base incident_exposure incident_counting",
    "changes a family and year": "mending",
    "families": "full_week",
    "families a quarter": "finding finding_shared",
    "people": "board_half",
    "pounds": "attention_money",
    "pounds a quarter": "wage support_cost tool_cost session_cost",
    "quarters": "visit_quarters money_quarters protocol_quarters stay",
    "tokens a quarter": "tokens tokens_weary",
}

UNITS: dict[str, str] = {name: unit for unit, names in _UNITS.items() for name in names.split()}
"""What each parameter is counted in. Shares of what is missing, of what there is and of the way are moved in a quarter."""

# What the rules of the game fix, and no sensitivity run moves.
RULES_OF_THE_GAME = ("tokens", "tokens_weary", "permission_signed")

ASSUMPTIONS = tuple(name for name, known in PARAMETERS.items() if "assum" in known.source and name not in RULES_OF_THE_GAME)

# What slight, clear and strong mean for each variable or effect; found by simulation so that an author's `clear` is felt.
SIZES: dict[str, tuple[float, float, float]] = {
    "level": (0.05, 0.11, 0.20),
    "control": (0.07, 0.14, 0.24),
    "tailoring": (0.10, 0.20, 0.32),
    "governance": (0.07, 0.14, 0.24),
    "usability": (0.07, 0.14, 0.24),
    "support": (0.07, 0.14, 0.24),
    "fairness": (0.30, 0.54, 0.75),
    "codifying": (0.08, 0.16, 0.28),
    "counting": (0.07, 0.14, 0.24),
    "mandate": (0.06, 0.12, 0.22),
    "pooling": (0.06, 0.12, 0.22),
    "underwriting": (0.07, 0.14, 0.24),
    "energy": (0.04, 0.09, 0.15),
    "credibility": (0.07, 0.14, 0.22),
    "cover": (0.04, 0.08, 0.14),
    "purpose": (0.04, 0.09, 0.16),
    "confidence": (0.04, 0.09, 0.16),
    "scar": (0.03, 0.07, 0.15),
    "emphasis": (0.10, 0.20, 0.35),
    "legal": (0.10, 0.25, 0.45),
    "story": (0.5, 1.0, 1.5),
    "contact": (0.5, 1.0, 1.5),
    "confront": (0.5, 1.0, 1.5),
    "incident": (0.5, 1.0, 1.5),
    "promise": (0.3, 0.5, 0.8),
}


def size_in_words(word: str, of: str) -> float:
    """The number behind `slight`, `clear` or `strong`, with or without a minus, for a variable or effect.

    Raises KeyError for another word.
    """
    sign = -1.0 if word.startswith("-") else 1.0
    slight, clear, strong = SIZES.get(of, SIZES["level"])
    return sign * {"slight": slight, "clear": clear, "strong": strong}[word.removeprefix("-")]
