"""The authoring language: from the YAML text of one place to a compiled place, and every message to its author on the way."""
