"""The cast of the screens, in the same small house."""

from __future__ import annotations

from tests.ui.conftest import as_, loaded, mapped

__all__ = ["as_", "loaded", "mapped"]
