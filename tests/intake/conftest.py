from __future__ import annotations

import pytest


@pytest.fixture
def governments(db: None) -> None:
    """Two governments that know nothing yet but each other's name."""
    from tests.intake.offices import two_governments  # noqa: PLC0415  (read before Django is awake)

    two_governments()
