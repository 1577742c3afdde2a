"""No page shows an employee's name, and no file holds one, without an event that says so: every address, every role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from betang.agencies.actions import audit
from betang.agencies.models import AuditEvent, Grant, Invitation, Member, Role
from betang.intake.models import Alias, Batch, RememberedColumn
from betang.needs.models import DocumentTemplate, Objection
from betang.people.models import Correction, Person, Unit
from tests.addresses import addresses
from tests.trail.cast import person, user
from tests.walls.conftest import SINCE, browser, built, house, objected, on_the_way, own_template, sent

pytestmark = pytest.mark.django_db
__all__ = ["browser", "built", "house"]


def ours(agency: str, key: str, unit: str) -> dict[str, Any]:
    """Numbers of rows of an agency, by the argument that leads to them; what it has not, nobody can open."""
    one = person(key)
    by = user("planner")
    terms = {"agency_id": agency}
    Correction.objects.get_or_create(
        person=one, defaults={**terms, "subject": "people", "said": "Keliru", "wanted": "Benar", "asked_by": by}
    )
    Grant.objects.get_or_create(
        **terms, to_agency_id="6700", kind="process", purpose="x", granted_by=by,
        defaults={"starts_on": SINCE, "ends_on": SINCE.replace(year=2099)},
    )  # fmt: skip
    Invitation.objects.get_or_create(
        **terms, role=Role.LEADER, name="Hilir", email="hilir@contoh.go.id", expires_at="2099-01-01T00:00:00Z",
        invited_by=by,
    )  # fmt: skip
    if not Objection.objects.filter(agency=agency).exists():
        objected(agency, one, by)
    if not DocumentTemplate.objects.filter(agency=agency).exists():
        own_template(agency)
    if not Batch.objects.filter(agency=agency).exists():
        sent(agency, "berkas-hulu.csv", "ejaan hulu")
    return {
        "agency": agency,
        "unit": Unit.objects.get(agency=agency, code=unit).pk,
        "person": one.pk,
        **on_the_way(agency),
        **{
            name: model.objects.filter(agency=agency).first().pk
            for name, model in (
                ("member", Member), ("invitation", Invitation), ("grant", Grant), ("correction", Correction),
                ("batch", Batch), ("objection", Objection),
                ("template", DocumentTemplate), ("alias", Alias), ("column", RememberedColumn),
            )
        },
    }  # fmt: skip


SEE_NAMES = {"coordinator", "planner", "officer", "supervisor", "employee", "auditor", "support"}
"""Who sees somebody's name somewhere: that the walk meets such pages at all."""


def walk(house: Any, client: Client, role: str) -> int:
    """Open every address with rows of one's own agency, the coordinator also of one that granted sight: names shown."""
    names = {one.pk: one.name for one in Person.objects.all()}
    rows = [ours("6711", "a2", "U2"), *([house.foreign] if role == "coordinator" else [])]
    shown = 0
    for address in addresses():
        for values in rows if address.objects else rows[:1]:
            for file in ("", "?ekspor=csv"):
                newest = AuditEvent.objects.order_by("pk").last()
                seen = names_in(client.get(address.at(**values) + file), names)
                new = AuditEvent.objects.filter(pk__gt=newest.pk if newest else 0)
                told = {number for event in new for number in event.people or ()}
                assert seen <= told, f"{address.name}{file} shows people whom no event names: {sorted(seen - told)}"
                shown += len(seen)
    return shown


@pytest.mark.parametrize("role", [*sorted(SEE_NAMES), "leader", "nobody"])
def test_nobodys_name_is_shown_without_an_event(house: Any, browser: Callable[[str], Client], role: str) -> None:
    assert (walk(house, browser(role), role) > 0) == (role in SEE_NAMES)


def test_the_walk_would_notice(house: Any, browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "looked", lambda **_what: None)
    with pytest.raises(AssertionError, match="shows people whom no event names"):
        walk(house, browser("planner"), "planner")


def names_in(answer: HttpResponse, names: dict[int, str | None]) -> set[int]:
    text = answer.content.decode(errors="replace")
    return {number for number, name in names.items() if name and name in text}


def test_a_walk_meets_the_pages_that_show_people() -> None:
    assert {"needs:person", "people:employees", "needs:unit_competency", "intake:problems"} <= {
        address.name for address in addresses()
    }
