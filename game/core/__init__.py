"""The rules of the partnership model, pure: no file, clock, screen or network is reached from here."""
