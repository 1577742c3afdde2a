"""The house of the walls, in which Citra plans for Palangka Raya: `house.foreign` is hers."""

from __future__ import annotations

from tests.walls.conftest import browser, built, house

__all__ = ["browser", "built", "house"]
