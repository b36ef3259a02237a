"""The phases of a turn, and the parts of the model that only some places have; `game.core.step` has their order."""
