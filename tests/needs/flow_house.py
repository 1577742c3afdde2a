"""The cast of the flow in the small province, and what they do there.

Katingan (6711): Ani and Budi plan, Olga enters data for the Dinas and all below it, Opik for the Puskesmas alone, Pia
is PyB, Putra PPK, Sari the superior of the Puskesmas' people. Citra plans for Palangka Raya (6771), Dewi coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from betang.agencies.actions import create_user
from betang.agencies.models import Agency, Grant, Member, Role, User
from betang.agencies.scope import acting
from betang.agencies.viewers import Viewer, scope_of
from betang.needs import actions
from betang.needs.models import Need, Proposal, Stage
from betang.needs.rules import Step
from betang.people.models import Person, Unit
from betang.people.reach import whole_viewer
from betang.targets.models import TargetLink
from tests.second_factor import armed

SINCE = date(2026, 1, 1)
YEAR = 2027
CAST = {
    "ani": ("6711", Role.PLANNER),
    "budi": ("6711", Role.PLANNER),
    "olga": ("6711", Role.OFFICER),
    "opik": ("6711", Role.OFFICER),
    "pia": ("6711", Role.PYB),
    "putra": ("6711", Role.PPK),
    "sari": ("6711", Role.SUPERVISOR),
    "lia": ("6711", Role.LEADER),
    "citra": ("6771", Role.PLANNER),
    "dewi": ("6700", Role.COORDINATOR),
}
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\nstartxref\n9\n%%EOF\n"


def unit(code: str, agency: str = "6711") -> Unit:
    return Unit.objects.get(agency=agency, code=code)


def person(key: str) -> Person:
    return Person.objects.get(source_key=key)


def settle() -> None:
    """The cast moves in, the year is open, and the target of Katingan is confirmed for every need."""
    about: dict[str, dict[str, int]] = {
        "olga": {"unit_number": unit("U1").pk},
        "opik": {"unit_number": unit("U2").pk},
        "sari": {"person_number": person("a1").pk},
    }
    for name, (agency, role) in CAST.items():
        made = armed(create_user(username=name, name=f"{name.title()} Rekaan", password=None, by=None))
        User.objects.filter(pk=made.pk).update(email=f"{name}@contoh.go.id")
        Member.objects.create(
            user=made, agency=Agency.objects.get(pk=agency), role=role, starts_on=SINCE, **about.get(name, {})
        )
    actions.open_year(year=YEAR, by=None)
    links = TargetLink.objects.filter(competency="M.01")
    links.update(contribution="Kader terlatih", expected_change="Turun", owner="Kepala Dinas", review_on=SINCE)
    links.update(state="confirmed", decided_by=user("dewi"), decided_at=timezone.now())


def user(name: str) -> User:
    return User.objects.get(username=name)


def viewer(name: str) -> Viewer:
    return whole_viewer(user(name), on=timezone.localdate())


@contextmanager
def being(name: str) -> Iterator[Viewer]:
    """Everything inside is done by them, behind the walls."""
    who = viewer(name)
    with acting(scope_of(who)):
        yield who


def step(name: str, wish: Step, *needs: str, agency: str = "6711", **more: Any) -> actions.Moved:
    with being(name) as who:
        return actions.move(step=wish, agency=agency, by=who.user, needs=needs, **more)


def state(code: str) -> str:
    return str(Need.objects.get(pk=code).state)


def proposal(title: str) -> Proposal:
    return Proposal.objects.get(title=title)


def grant(agency: str = "6711", to: str = "6700") -> Grant:
    """The agency has the other enter and verify in its place."""
    today = timezone.localdate()
    return Grant.objects.create(
        agency_id=agency, to_agency_id=to, kind="process", purpose="Kantor berdua", starts_on=today,
        ends_on=today + timedelta(days=30), granted_by=user("ani"),
    )  # fmt: skip


def deadline(stage: Stage, day: date, agency: str | None = None) -> None:
    actions.set_deadline(year=YEAR, stage=stage, agency=agency, day=day, by=None)
