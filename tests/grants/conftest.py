"""The cast of the screens, with its small province."""

from __future__ import annotations

import pytest

from tests.ui.conftest import as_, loaded, mapped

__all__ = ["as_", "loaded", "mapped"]


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def password_alone(settings):
    """The second factor has tests of its own, and a story in which it is asked."""
    settings.SECOND_FACTOR_REQUIRED = False
