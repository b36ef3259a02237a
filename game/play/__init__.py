"""Running games: who sits where, who decides, what is stored, and many playthroughs at once."""
