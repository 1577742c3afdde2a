"""The sessions of a user, each with the device it was opened on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies.models import User

BROWSERS: Final = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("UC Browser", r"UCBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS: Final = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is still good. `number` names it when it is ended."""

    number: int
    device: str
    address: str
    began: datetime
    last_seen: datetime
    current: bool


def sessions(user: User, *, current: str | None) -> list[OpenSession]:
    """The open sessions of `user`, this one (whose key is `current`) first, then the one last used."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=alive)
    found = [
        OpenSession(
            number=row.pk,
            device=device(row.user_agent),
            address=str(row.ip),
            began=row.created_at,
            last_seen=row.last_seen_at,
            current=row.session_key == current,
        )
        for row in rows
    ]
    return sorted(found, key=lambda s: (not s.current, -s.last_seen.timestamp()))


def device(agent: str) -> str:
    """The browser and the system, as far as a browser says: 'Chrome, Windows'."""
    browser = next((name for name, sign in BROWSERS if re.search(sign, agent)), "")
    system = next((name for name, sign in SYSTEMS if re.search(sign, agent)), "")
    return ", ".join(part for part in (browser, system) if part) or _("Perangkat tidak dikenal")


def links(user: User) -> QuerySet[SocialAccount]:
    """The accounts at the identity provider that `user` has linked."""
    return SocialAccount.objects.filter(user=user).order_by("pk")


def owner_of_email(email: str) -> User | None:
    """The one active user with this e-mail address; None when there is none, or more than one."""
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2])
    return found[0] if len(found) == 1 else None
