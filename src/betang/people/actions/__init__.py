"""Everything that writes for this room."""

from __future__ import annotations

from betang.people.actions.register import tables

__all__ = ["tables"]
