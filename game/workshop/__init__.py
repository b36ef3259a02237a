"""The workshop: a facilitator's laptop serves a room of teams, each of which plays the same place with the same luck."""
