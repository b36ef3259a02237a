"""Numbers to plain words: the names, units and levels that every face shows, made in one place."""
