"""How long somebody has to wait after too many attempts. What is counted stands in settings.ACCOUNT_RATE_LIMITS."""

from __future__ import annotations

import time
from typing import Final

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies.models import User

APP: Final = "allauth.account"
FAILED: Final = "login_failed"
LOCKED: Final = "too_many_login_attempts"
"""What allauth calls this error."""


def name_key(username: str) -> str:
    """Under what the failures of one user name are counted: never with the host, which the sender may vary."""
    return f"name:{username.strip().casefold()}"


def factor_key(user: User) -> str:
    """Under what wrong codes of one user are counted; allauth's own key."""
    return f"mfa-auth-user-{user.pk}"


def seconds_left(request: HttpRequest, *, key: str, action: str = FAILED) -> int:
    """Seconds until the next attempt is let through; 0 when it may be made now."""
    now, longest = time.time(), 0.0
    for rate in ratelimit.get_rates(app=APP, action=action):
        stored = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        recent = [moment for moment in cache.get(stored, []) if moment > now - rate.duration]
        if len(recent) >= rate.amount:
            longest = max(longest, recent[rate.amount - 1] + rate.duration - now)
    return int(-(-longest // 1))


def forget(request: HttpRequest, *, key: str) -> None:
    """Open the lock: whoever has a new password by e-mail need not wait for the old mistakes."""
    ratelimit.clear(request, app=APP, action=FAILED, key=key)


def too_many(request: HttpRequest, *, key: str) -> ValidationError:
    """What is said to whoever is locked out: how long to wait."""
    return ValidationError(
        _("Terlalu banyak percobaan yang gagal. Tunggu %(time)s, lalu coba lagi.")
        % {"time": _spoken(max(1, seconds_left(request, key=key)))},
        code=LOCKED,
    )


def _spoken(seconds: int) -> str:
    if seconds <= 60:  # noqa: PLR2004  (a minute)
        return ngettext("%(n)d detik", "%(n)d detik", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes}
