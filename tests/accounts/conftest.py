"""Accounts of invented people: Ani plans (second factor required), Budi leads (not), Citra plans elsewhere."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

PASSWORD = "sungai-tenang-lewat-hulu"
CAST = {"ani": ("planner", "6711"), "budi": ("leader", "6711"), "citra": ("planner", "6771"), "nobody": ("", "")}


@pytest.fixture(autouse=True)
def quick_hashes(settings: LazySettings) -> None:
    """Hashing is slow on purpose; what is tested here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def agencies(db: None) -> None:
    from betang.agencies.models import Agency  # noqa: PLC0415  (a conftest is read before Django is awake)

    for code, name, kind in (("6711", "Katingan", "regency"), ("6771", "Kota Palangka Raya", "city")):
        Agency.objects.create(code=code, name=name, short_name=name, kind=kind)


@pytest.fixture
def person(agencies: None) -> Callable[[str], Any]:
    """A user of the cast, made on first use."""
    from betang.agencies.actions import add_member, create_user  # noqa: PLC0415
    from betang.agencies.models import Agency, User  # noqa: PLC0415

    def of(name: str) -> User:
        user = User.objects.filter(username=name).first()
        if user is None:
            user = create_user(
                username=name, name=f"{name.title()} Rekaan", password=PASSWORD, email=f"{name}@contoh.go.id", by=None
            )
            role, agency = CAST[name]
            if role:
                place = Agency.objects.get(pk=agency)
                add_member(user=user, agency=place, role=role, starts_on=date(2020, 1, 1), by=None)
        return user

    return of


@pytest.fixture(autouse=True)
def no_old_counters(request: pytest.FixtureRequest) -> None:
    """A test that rolls back leaves no counters; one with real transactions must not find any either."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


class Browser(Client):
    """A browser that signs in as people do."""

    def sign_in(self, name: str, password: str = PASSWORD, **more: str) -> Any:
        return self.post("/masuk", {"username": name, "password": password, **more})

    def set_up(self) -> Any:
        """Set up a second factor as the page asks; the key stays in `self.key`."""
        page = self.get("/akun/dua-langkah/pasang/").content.decode()
        self.key = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
        for _again in range(3):  # a code runs out while a page travels
            answer = self.post("/akun/dua-langkah/pasang/", {"code": code_of(self.key, -1)})
            if answer.status_code == 302:
                break
        return answer


@pytest.fixture
def browser() -> Browser:
    return Browser()


def code_of(key: str, step: int = 0) -> str:
    """What an authenticator app shows: now, or so many steps before or after."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value  # noqa: PLC0415

    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + step))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())
