"""Learning from a run that is over: one analysis for every face, each finding with its evidence and in plain sentences.

All of these are pure: they take a finished `Session`, leave it as it is, and give frozen dataclasses whose `text` (or `texts`) is
what a person reads. While the programme runs each of them raises `finding.StillRunning`. Numbers are from 0 to 1 where they are
levels, whole pounds where they are money, and the case's own units where they are results; agencies, outcomes and promises are
numbers in the place; turns count from 1, and 0 is the start.

    from game.debrief.analysis import analyse, real_line
    debrief = analyse(session)                  # everything below at once, the real line played with the same luck
    debrief = analyse(session, real_line(session), n_tried=3, n_token_futures=25)

The parts of a `Debrief`, each with a module and a function of its own that takes the session:

| part | function | what it says |
|---|---|---|
| `own`, `real`, `measures` | `lines.line`, `lines.beside` | a line over time; headline measures side by side |
| `changes` | `changes.changes` | the largest changes, with their exact causes |
| `moments` | `moments.moments` | what hung on each decision: `.decisive`, each `Moment` with its `WeighedWay`s and `Effect`s |
| `moments.luck` | `luck.luck` | how much was luck: a `Spread` a measure, under other luck and by chance |
| `promises` | `promises.say_do` | the say-do ledger: every `Promise`, counts, each partner's `Gap` |
| `pockets` | `pockets.pockets` | who paid and who gained, a `Pocket` an agency |
| `results` | `results.results` | reported against attributable, a `Result` an outcome |
| `network` | `network.network` | trust before and after: density, who is central, `.personal` ties |
| `gates` | `gates.gates` | sharing by its four gates, a `Gate` a tie that matters, `.main` the one that binds most |
| `backings` | `backing.backings` | authorising environments over time, `.own` and `.partners` |
| `remains` | `remains.remains` | what was left after the epilogue (`.aftermath`), and on what it rests |
| `style` | `style.style` | control, conflict, attention, promises: counted, never scored |
| `tried` | `fragility.fragility` | the most decisive findings tried with every assumption a quarter off; only if `n_tried` |
| `tokens` | `tokens.tokens` | what each token of attention was worth; only if `n_token_futures` |
| `really` | `really.really` | what really happened, a `Happened` a dilemma, `.thin` where the source is |
| `counsel` | `counsel.counsel` | what others who played recommended, and what was done; false where nobody did |
| `seats` | `beliefs.seat_views` | each seat's private view of a round table, opened: what it believed, and what was so |
| `shared` | `beliefs.shared_aims` | what a whole round table was after, and whether it was met |
| `conversation` | `conversation.conversation` | questions: `.of("describe")`, `.of("analyse")`, `.of("apply")` |

`what_if.what_if(session, turn, dilemma, option)` gives both lines that part there, with the same luck, or a refusal.

What is made of a game or a place, for paper, screens and other programs:

| module | gives |
|---|---|
| `report` | `in_html`, `in_pdf`: the report of a run from its `Debrief` |
| `charts` | `charts`: each chart as a picture for a page (`.picture`) or a file (`.png`); `endings` |
| `pack` | `pack`, `in_html`, `in_pdf`, `slides`: the facilitator's pack of a place, from `plan` and `cards` |
| `rows` | `rows`, `dictionary`: a run as tidy rows |
| `records`, `sending` | learning records of a run (xAPI), and sending them to a store |

`paper` and `drawing` are the look they share. Their libraries are the extras `report` and `records`, imported when they are used.
"""
