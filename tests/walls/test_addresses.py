"""Another government's object is not there: for every address, every role and every kind of object.

The answer is that of an object that does not exist, by the same road: the same status, the same words, the same queries
in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.agencies.models import Role
from tests.addresses import Address, addresses
from tests.walls.conftest import WORDS, House

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PUBLIC = {
    "needs:agency": "the published figures of every government, for whoever is inside",
    "needs:agency_competency": "the same, of one competency",
    "meeting:own": "every member reads the screens of all governments in a meeting; there is none here",
}
"""Pages on which another government's object is there on purpose, and what of it."""
OF_THE_COORDINATOR = {
    "agencies:government": "the coordinator manages the governments",
    "people:invitation": "and who is in charge of each",
    "people:member_end": "the same",
    "people:member_reset": "the same",
    "people:grant": "the grant is given to the province",
    "people:grant_withdraw": "",
}
"""Pages the coordinator opens elsewhere."""
LEADING = [address for address in addresses() if address.objects]


def test_there_are_addresses_that_lead_to_objects() -> None:
    assert {name for address in LEADING for name in address.objects} >= {"agency", "unit", "person", "member", "grant"}


CASES = [
    (address, role)
    for address in LEADING
    for role in [*Role.values, "nobody"]
    if not (role == Role.COORDINATOR and address.name in OF_THE_COORDINATOR)
]


@pytest.mark.parametrize(("address", "role"), CASES, ids=[f"{address.name}-{role}" for address, role in CASES])
def test_anothers_object_is_as_one_that_is_not_there(
    house: House, browser: Callable[[str], Client], address: Address, role: str
) -> None:
    client = browser(role)
    if address.name in PUBLIC:
        page = client.get(address.at(**house.foreign)).content.decode()
        assert [word for word in WORDS if word in page] == []
        return
    for method in ("get", "post"):
        for wish in ("", "?ekspor=csv"):
            there = asked(client, method, address.at(**house.foreign) + wish)
            absent = asked(client, method, address.at(**house.absent) + wish)
            assert there == absent, (method, wish)
            assert there[0] in {404, 405, 302}
            assert [word for word in WORDS if word in there[1]] == []


def asked(client: Client, method: str, address: str) -> tuple[int, str, list[str], list[str]]:
    """Status, words, shape of every query, templates."""
    with CaptureQueriesContext(connection) as queries:
        answer: HttpResponse = getattr(client, method)(address)
    templates: list[Any] = getattr(answer, "templates", [])
    words = re.sub(r'value="[^"]*"', "", answer.content.decode())
    for part in (address, address.partition("?")[0]):
        words = words.replace(part, "")
    return (
        answer.status_code,
        re.sub(r"\d+", "", words + answer.headers.get("Location", "").split("?")[0]),
        [shape(query["sql"]) for query in queries],
        [template.name for template in templates],
    )


def shape(sql: str) -> str:
    """A query without its values."""
    return re.sub(r"'[^']*'|\b\d+\b|\"?s\d+_x\d+\"?", "?", sql)


def test_no_page_without_an_object_tells_of_another_government(house: House, browser: Callable[[str], Client]) -> None:
    for role in Role.values:
        client = browser(role)
        for address in addresses():
            if not address.objects and role != Role.COORDINATOR:
                page = client.get(address.at()).content.decode(errors="replace")
                assert [word for word in WORDS if word in page] == [], (role, address.name)
