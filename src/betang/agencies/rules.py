"""Who may change users and members, and how an agency is called in a small space."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from betang.agencies.models import Member, Role
from betang.core.errors import BetangError


class NotAllowed(BetangError):
    """The deed is not this user's to do, or not now. The message says why, for the person who tried."""


_SHORTER = (
    (re.compile(r"^pemerintah(?:an)?\s+", re.IGNORECASE), ""),
    (re.compile(r"^(?:kabupaten|kab\.?)\s+", re.IGNORECASE), ""),
    (re.compile(r"^(?:provinsi|prov\.?)\s+", re.IGNORECASE), "Prov. "),
)


def short_name(name: str) -> str:
    """How screens call an agency where space is short: 'Pemerintah Kab. Katingan' is 'Katingan'.

    A city keeps its 'Kota', for many have a regency of the same name.
    """
    short = " ".join(name.split())
    for pattern, replacement in _SHORTER:
        short = pattern.sub(replacement, short)
    return short or name


def check_period(*, starts_on: date, ends_on: date | None) -> None:
    """A membership lasts at least a day; periods are half-open."""
    if ends_on is not None and ends_on <= starts_on:
        raise NotAllowed("a membership ends after it starts")


def check_free(*, role: str, starts_on: date, ends_on: date | None, others: Iterable[Member]) -> None:
    """`others` are the user's memberships with the same role in the same agency: periods may not overlap."""
    if role not in Role.values:
        raise NotAllowed(f"there is no role {role!r}")
    for other in others:
        before = ends_on is not None and ends_on <= other.starts_on
        after = other.ends_on is not None and other.ends_on <= starts_on
        if not before and not after:
            raise NotAllowed("the user already holds this role in this agency at that time")
