"""Betang: the shared house in which the governments of a province map, plan, deliver and judge learning."""

from __future__ import annotations

__version__ = "0.1.0"
