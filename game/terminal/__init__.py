"""The game in plain text: for pipes, for screen readers, and for anybody who likes to read."""
