"""The cast of the screens, with its small province."""

from __future__ import annotations

from tests.ui.conftest import as_, loaded, mapped

__all__ = ["as_", "loaded", "mapped"]
