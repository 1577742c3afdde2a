"""Every kind of file the house reads, without waking a room."""

from __future__ import annotations

from scripts.kinds import every_kind

KINDS = every_kind()
