"""Jobs of this room. Arguments are ids only, so a job can be done again by whoever finds it."""

from __future__ import annotations

from betang.agencies.tasks import mail

__all__ = ["mail"]
