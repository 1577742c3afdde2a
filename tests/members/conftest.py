"""The cast of the screens, with its small province; hashing is quick, for what is tested here is not the hash."""

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


@pytest.fixture
def invited(mapped, as_):
    """An invitation to Katingan by Ani, and its link."""
    from django.utils import timezone  # noqa: PLC0415  (a conftest is read before Django is awake)

    from betang.agencies.actions import invite  # noqa: PLC0415
    from betang.agencies.models import Agency, User  # noqa: PLC0415
    from betang.agencies.queries.invitations import path_to  # noqa: PLC0415
    from tests.members.steps import asked  # noqa: PLC0415

    as_("ani")
    made = invite(
        agency=Agency.objects.get(pk="6711"),
        asked=asked(),
        now=timezone.now(),
        on=timezone.localdate(),
        by=User.objects.get(username="ani"),
    )
    return made, path_to(made)
