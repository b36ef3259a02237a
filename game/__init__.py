"""Whole Place: a simulation game of systems leadership."""

__version__ = "0.1.0"
