"""What every test may rely on: a real PostgreSQL, and the Chromium that set-up found."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.browser", "tests.plugins.order"]

# The machine of a contributor is slow now and then; a deadline for one example says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

NOTE = Path(__file__).parent.parent / ".boot" / "chromium"


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium to drive: BETANG_CHROMIUM, the one noted by `make setup`, or `chromium` on PATH."""
    noted = NOTE.read_text() if NOTE.is_file() else None
    found = os.environ.get("BETANG_CHROMIUM") or noted or shutil.which("chromium")
    if not found:
        pytest.fail("no Chromium for the tests of the screens: run `make setup`, or pytest -m 'not browser'")
    return found
