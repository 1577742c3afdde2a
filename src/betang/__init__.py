"""Betang: the shared house in which the governments of a province map, plan, deliver and judge learning."""

__version__ = "0.1.0"
