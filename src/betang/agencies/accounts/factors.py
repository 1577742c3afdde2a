"""The second factor: who must have one, what may be opened before, how it is kept, and that a code serves once."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from collections.abc import Iterable
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.cache import cache

from betang.agencies.models import User
from betang.agencies.rights import NEEDS_SECOND_FACTOR

log = logging.getLogger("betang.accounts")

CODE_LIFE: Final = 120
"""Seconds. With a step before and after accepted, a code of 30 seconds is good for 90; it is remembered longer."""

SET_UP: Final = "second_factor"
"""Key of the session: one is set up, so it is not asked on every page. Taking it away ends the sessions."""

MEANWHILE: Final = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
        "agencies:language",
        "agencies:appearance",
    }
)
"""Names of addresses that stay reachable for whoever still has to set up a second factor."""


def required_for(roles: Iterable[str]) -> bool:
    """Whether one of the roles asks for a second factor in this installation (the demo does not)."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and not NEEDS_SECOND_FACTOR.isdisjoint(roles)


def has_one(user: User) -> bool:
    """Whether an authenticator app is set up; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def kept_by(user: User) -> dict[str, TOTP | RecoveryCodes]:
    """What `user` can prove themselves with, by kind, the app first.

    Not by allauth's `wrap`, which asks for a library of passkeys.
    """
    kinds: dict[str, type[TOTP | RecoveryCodes]] = {
        Authenticator.Type.TOTP.value: TOTP,
        Authenticator.Type.RECOVERY_CODES.value: RecoveryCodes,
    }
    rows = Authenticator.objects.filter(user_id=user.pk, type__in=list(kinds)).order_by("-type")
    return {row.type: kinds[row.type](row) for row in rows}


def unused_codes(user: User) -> list[str]:
    """The recovery codes of `user` that were not used yet; none when there is no list."""
    kept = kept_by(user).get(Authenticator.Type.RECOVERY_CODES)
    return kept.get_unused_codes() if isinstance(kept, RecoveryCodes) else []


def second_factor_missing(user: User, roles: Iterable[str]) -> bool:
    """Whether `user`, who holds `roles` today, must set up a second factor before opening anything.

    One query, and only for whoever holds such a role.
    """
    return required_for(roles) and not has_one(user)


def reachable_meanwhile() -> frozenset[str]:
    """View names (with their namespace) that stay reachable while `second_factor_missing`."""
    return MEANWHILE


def encrypt(text: str) -> str:
    """The key of a second factor as it is stored: a copy of the database alone opens no account."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """What `encrypt` was given.

    Without the SECRET_KEY of then: a random key that no code fits, and a line in the log.
    """
    try:
        return _cipher().decrypt(text.encode()).decode()
    except InvalidToken:
        log.exception("a second factor was stored under another SECRET_KEY and cannot be read; it must be set up anew")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor:{key!s}".encode()).digest())) for key in keys]
    )


def first_use(user: User, code: str) -> bool:
    """Whether this code was not used by `user` before; asking uses it up."""
    digest = hashlib.sha256("".join(code.split()).encode()).hexdigest()
    return cache.add(f"betang:code:{user.pk}:{digest}", True, timeout=CODE_LIFE)
