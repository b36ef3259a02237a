"""The words for causes in the ledger, as tables: for the terms of rules, and for what the engine does besides them.

The English is what the lead is told; `game.words.beside` has what other seats are told in its place, and `game.words.cause` makes
sentences of both.
"""

from __future__ import annotations

from typing import Final

from game.translation import later

# Terms of a rule that are no variable: what pulls by itself.
TERMS: Final = later(
    {
        "settling": "left to itself, commitment drifts to the middle",
        "slowness": "a front line turns slowly",
        "easing": "some strain passes by itself",
        "returning": "backing drifts back to the middle by itself",
        "neglect": "your time went to others",
        "recovering": "energy drifts back towards the usual by itself",
        "finishing": "families finished, as they do after about a year",
        "passing": "help moves on to its next stage",
        "forgetting": "stories are forgotten",
        "sinking in": "what was seen sinks in",
        "quarter": "time passing",
        "starting value": "where things stood at the start",
    }
)
# The same word means something else in these rules.
TERMS_OF: Final = later(
    {
        ("delivering", "starting value"): "its leader's days away the quarter before are over",
        ("tiring", "work"): "a quarter of this work tires whoever leads it",
        ("tiring", "resting"): "you rested",
        ("covering", "briefing"): "you briefed your own masters",
        ("trusting_us", "listening"): "you heard families",
        ("widening", "listening"): "you heard families",
        ("working_with_families", "joining"): "new families joined",
        ("reaching", "joining"): "new families joined",
        ("reporting", "helped_once"): "the help of the quarter before begins to show",
        ("reporting", "families"): "some families would have done better anyway, and are counted too",
        ("beginning_again", "left_out"): "one or more of the partners' leaders left",
        ("losing_backing", "astray_out"): "information that agencies shared went astray",
        ("losing_families", "astray_out"): "information that agencies shared went astray",
        ("losing_standing", "astray_out"): "information that agencies shared went astray",
        ("holding_back", "astray_out"): "information that agencies shared went astray",
        ("counting_farewells", "left"): "how many leaders left",
        ("being_missed", "diving"): "the agency's leader was away on a deep dive",
        ("immersing", "diving"): "the agency's leader went on a deep dive",
        ("working_without_them", "diving_out"): "leaders on a deep dive were not at their desks",
        ("helping", "running"): "the programme came to its end",
        ("pushing", "running"): "the programme came to its end",
        ("sharing_purpose", "ceding"): "you let go of some of the work",
        ("fitting", "priorities"): "what the agency cares for",
        ("fitting", "best_priority"): "what the agency cares for most",
        ("practising", "fading"): "sharing that is not renewed fades",
        ("widening", "fading"): "outlook that is not fed fades",
        ("trusting_us", "fading"): "families' trust drifts back to what strangers get",
        ("feeling_a_gain", "fading"): "a gain is forgotten",
        ("forgetting_a_cost", "fading"): "a cost is forgotten",
        ("trusting", "same"): "an agency trusts itself",
        ("growing_lax", "forgetting"): "time passing",
        ("finding_families", "families"): "how many families workers had already",
        ("finding_families", "reached"): "how many families had been reached already",
        ("finding_families", "openness"): "how far partners' lists are shared",
        ("pushing", "quarter"): "driving alone tires, quarter by quarter",
        ("delivering", "push"): "your own driving, which carries everybody at first and then tires",
    }
)
# What it means that a reading's source rose, or that it fell.
MOVED_OF: Final = {
    ("meeting", "governance"): (
        later("deciding together took more of the working time"),
        later("deciding together took less of the working time"),
    ),
    ("meeting", "upkeep"): (
        later("meetings took more of the working time"),
        later("meetings took less of the working time"),
    ),
    ("meeting", "codifying"): (
        later("writing ties down took more of the working time"),
        later("writing ties down took less of the working time"),
    ),
    ("meeting", "drafts"): (
        later("drafting protocols took more of the working time"),
        later("drafting protocols took less of the working time"),
    ),
    ("delivering", "energy"): (
        later("you had the strength again to carry the work"),
        later("you were too tired to carry the work"),
    ),
    ("stating", "mandate"): (
        later("direction from the centre grew clearer"),
        later("direction from the centre grew weaker"),
    ),
}
# What the engine does besides its rules.
ACTS: Final = later(
    {
        ("new quarter", "new quarter"): "what a quarter's attention went to is over with the quarter",
        ("new quarter", "allowance"): "a new quarter brings each budget its money",
        ("new quarter", "lapsed"): "what cannot be kept for the next quarter goes back",
        ("cover", "cover"): "the backing of the lead's own masters was thin",
        ("cover", "end"): "the lead's own masters lost patience",
        ("last quarter", "end"): "the programme's last quarter is over",
        ("giving", "giving"): "agencies put into the pot what they are willing and allowed to give",
        ("lending", "delivered"): "agencies lend people as far as they deliver",
        ("bearing", "cost"): "whoever gives or lends bears the cost",
        ("running costs", "support"): "backing for the front line costs money each quarter",
        ("running costs", "usability"): "a tool for sharing costs money each quarter",
        ("paying workers", "pot"): "workers are hired as far as the pot can pay them after support and tools",
        ("paying for time", "sessions"): "the time of members that have joined is paid for from the pot",
        ("succession", "succeeded"): "others stand in the agency's place",
        ("aligned purses", "aligned"): "agencies spend their own money beside one another's",
        ("signing", "signed"): "a protocol was signed",
    }
)
# What a rule says of the world, where the engine's own sentence takes its words for known.
LESSONS: Final = later(
    {
        "committing": (
            "What a partner is ready to do follows its own masters, its orders, its gain, its strain, how far it sees, its trust "
            "in you, your story, and how much of the work you leave to it."
        ),
        "covering": (
            "Wins and briefings keep your masters patient; sharing costs fairly and giving up control try their patience."
        ),
        "losing_backing": "Your own masters are the ones who are asked about it.",
        "beginning_again": "Whoever comes next has to be won from the start.",
        "losing_commitment": "Whoever comes next is committed only as far as decisions were shared.",
        "losing_purpose": "Whoever comes next has yet to learn what was common ground.",
        "comparing_notes": "The more partners share, the more they compare what you told each of them.",
        "seeing": "Work that is seen to be done wins confidence slowly; words without deeds lose it faster.",
        "falling_short": "The gap is what was said and not done, beyond politeness.",
        "sharing_where_it_matters": "What is counted is what passes between those who are needed for the same results.",
        "practising": (
            "Sharing grows towards what law and protocol allow, as far as the tool, trust and the front line make it a habit."
        ),
        "pushing": "A leader who keeps much of the work drives it hard at first, and tires; whoever lets go of it drives less.",
        "knowing_partners": "Time with a partner wins your confidence in it, too.",
        "seeing_their_purpose": "You too come to see what a partner is for.",
        "giving_in_turn": (
            "Each gives a little less than it saw others give; deciding together, time and fairness raise that, and a lead that "
            "pays the bill lowers it."
        ),
    }
)
MAIN_RULES: Final = {
    "stated": ("stating", "committing"),
    "delivered": ("delivering", "following"),
    "gap": ("falling_short",),
    "sharing": ("practising",),
    "practice": ("practising",),
    "trust": ("seeing", "meeting_the_lead"),
    "confidence": ("seeing", "meeting_the_lead"),
    "purpose": ("sharing_purpose",),
    "energy": ("tiring",),
    "credibility": ("standing",),
    "cover": ("covering",),
    "giving": ("giving_in_turn",),
    "families": ("finding_families",),
    "reported": ("reporting",),
    "avoided": ("avoiding",),
    "permission": ("drafting_protocols",),
    "push": ("pushing",),
    "joined": ("joining_one_by_one",),
    "joining": ("finding_families",),
    "user_trust": ("trusting_us",),
    "codified": ("writing_down",),
    "felt_control": ("fearing_less",),
    "united": ("pulling_together",),
}
"""The rules that move a variable in most quarters, for whoever asks what could move it; those of mishaps are left out."""
SEATS: Final = later(
    {
        "pledged": "what its seat pledged at the table",
        "opened": "opening up, as a seat decided at the table",
        "held back": "holding back, as a seat decided at the table",
    }
)
CAME: Final = later(
    {
        "option": "you chose {origin}",
        "later": "it followed from {origin}",
        "event": "the news {origin}",
        "inject": "the news {origin}",
    }
)
CHANCES: Final = later({"departure": "a leader left", "incident": "information went astray"})
