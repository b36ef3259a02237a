"""Every text for people in the language of the game: how a text is written so that it can be said in another.

A text is one whole sentence in one literal, with named places for what changes, and is said where it is shown:

    say("{giver} promised {receiver} a visit.", giver=giver, receiver=receiver)
    say_many(n, "{n} quarter left", "{n} quarters left", n=n)

A text that stands in a table is marked there with `later` and said where it is shown: `say(TABLE[key])`. The same English
that means two things is told apart by what it is of: `say_of("an amount", "some")`. Sentences are never glued from
pieces, since another language would put the pieces in another order. English needs no catalogue, and is what the code says.

`message` is pure and stands below everything, so that even a refusal of the core is said in the language of the game.
"""

from game.translation.message import ENGLISH, SAYING, Catalogue, language, later, say, say_many, say_of, speak, spoken

__all__ = ["ENGLISH", "SAYING", "Catalogue", "language", "later", "say", "say_many", "say_of", "speak", "spoken"]
