"""The game in a window: it shows nothing that `observe` does not give and decides nothing that `step` does not."""
