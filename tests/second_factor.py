"""A second factor for the people of a test who sign in without being asked, where what is tested is another thing."""

from __future__ import annotations

from typing import Any


def armed(user: Any) -> Any:
    """`user` with an authenticator, as every planner, coordinator and auditor has one."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  (read by conftests before Django is awake)

    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "JBSWY3DP"}}
    )
    return user
