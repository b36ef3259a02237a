"""The designer's tools: what many playthroughs say of a place, and a scenario's own tests."""
