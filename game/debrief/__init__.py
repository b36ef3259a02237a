"""Learning from a run: what is made of a game that was played."""
