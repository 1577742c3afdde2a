"""Ten thousand random requests by everybody: nothing of another government is read, and nothing breaks.

Requests are drawn from the resolver (any page, any argument that exists or does not), with random filters, files,
methods and forms. Each role is asked the same number of times. The seed stands here; a failure names the request.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from betang.agencies.models import Agency, Role, User
from betang.people.models import Person, Unit
from tests.addresses import Address, addresses
from tests.walls.conftest import WORDS, House

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEED = 20261124
REQUESTS = 10_000
ENDS_THE_SESSION = {"account_logout", "usersessions_list", "mfa_deactivate_totp", "mfa_generate_recovery_codes"}
"""Pages a POST to which would end the fuzz early."""
KEYS = ("ekspor", "tabel", "urut", "hal", "ukuran", "jenis", "jenjang", "status", "keadaan", "unit", "pemerintah",
        "next", "dari", "sampai", "orang", "oleh", "jejak", "sebelum", "agency", "peran",
        "akibat", "kode", "lembar")  # fmt: skip
VALUES = ("", "1", "0", "-1", "csv", "xlsx", "pdf", "nama", "-nama", "6711", "6771", "9999", "M.01", "pelaksana", "PNS",
          "short", "technical", "met", "2026-01-01", "2026-13-45", "99999999999999999999999", "1e9", "%", "'", "\"",
          "<script>", "../..", "ä", "𝄞", "a" * 3000, "//elsewhere.example", "true", "None", "[]")  # fmt: skip
OWN = {"6711"}


@pytest.fixture
def drawn(house: House) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Requests without end: who, how, where, with what."""
    chance = random.Random(SEED)
    roles = [*Role.values, "nobody", "citra", "budi", ""]
    found = addresses()
    values: dict[str, list[Any]] = {
        "agency": [*Agency.objects.values_list("pk", flat=True), "9999"],
        "unit": [*Unit.objects.values_list("pk", flat=True), 99_999_999, 2**63, 0],
        "person": [*Person.objects.values_list("pk", flat=True), 99_999_999, 2**63, 0],
        **{
            name: [house.foreign[name], 99_999_999, 2**63, 0]
            for name in ("member", "invitation", "grant", "correction", "batch", "alias", "column")
        },
        "competency": ["M.01", "T.KES.01", "X", "M.01'"],
        "kind": ["people", "units", "nothing", "..", "a b"],
        "subject": ["people", "assessments", "nothing"],
    }
    return _draw(chance, roles, found, values)


def _draw(
    chance: random.Random, roles: list[str], found: list[Address], values: dict[str, list[Any]]
) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    number = 0
    while True:
        address = chance.choice(found)
        picked = {name: chance.choice(values[name]) for name in address.wanted if name in values}
        query = {chance.choice(KEYS): chance.choice(VALUES) for _ in range(chance.randint(0, 3))}
        form = {chance.choice(KEYS): chance.choice(VALUES) for _ in range(chance.randint(0, 3))}
        method = "get" if address.name in ENDS_THE_SESSION or chance.random() < 0.8 else "post"
        yield roles[number % len(roles)], method, f"{address.at(**picked)}?{urlencode(query)}", form
        number += 1


def test_no_random_request_breaks_or_reads_another_government(
    drawn: Iterator[tuple[str, str, str, dict[str, str]]], browser: Callable[[str], Client]
) -> None:
    browsers: dict[str, Client] = {"": Client()}
    of = {user.username: set(user.memberships.values_list("agency", flat=True)) for user in User.objects.all()}
    statuses: dict[int, int] = {}
    for _ in range(REQUESTS):
        name, method, address, form = next(drawn)
        if name not in browsers:
            browsers[name] = browser(name)
        browsers[name].raise_request_exception = False
        answer = getattr(browsers[name], method)(address, form if method == "post" else None)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (name, method, address, form)
        if "6771" not in of.get(name, set()) and name != Role.COORDINATOR:
            page = answer.content.decode(errors="replace")
            assert [word for word in WORDS if word in page] == [], (name, method, address, form)
    assert statuses[200] > REQUESTS / 4, statuses
    assert statuses[404] > REQUESTS / 20, statuses
