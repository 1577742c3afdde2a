"""Two clicks at the same moment, on two connections, are one request; two answers are one answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import User
from betang.agencies.rules import NotAllowed
from betang.agencies.scope import HOUSE, acting
from betang.agencies.viewers import Viewer, viewer, with_reach
from betang.connect.folder.actions import load
from betang.people import actions
from betang.people.models import Correction, Person
from betang.people.reach import reached_by
from tests.small_house import write

pytestmark = pytest.mark.django_db(transaction=True)

SINCE, TODAY = date(2020, 1, 1), date(2027, 1, 1)
LONG = 30  # seconds after which a thread that waits for the other is a fault


def user(name: str, role: str, person: int | None = None) -> Viewer:
    made = create_user(username=name, name=name.title(), password="kata sandi panjang", by=None)
    agency = Person.objects.get(source_key="a2").agency
    add_member(user=made, agency=agency, role=role, starts_on=SINCE, person=person, by=None)
    found = viewer(User.objects.get(pk=made.pk), on=TODAY)
    return with_reach(found, reached_by(found, TODAY))


def twice(deed: Callable[[], object]) -> list[object]:
    """What the deed gave or raised, on two connections at once."""
    start, outcomes = threading.Barrier(2, timeout=LONG), []

    def one() -> None:
        try:
            with acting(HOUSE):
                start.wait()
                outcomes.append(deed())
        except NotAllowed as refused:
            outcomes.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    return outcomes


@pytest.fixture
def person(tmp_path) -> Person:
    load(folder=write(tmp_path / "house"), by=None)
    return Person.objects.get(source_key="a2")


def test_two_clicks_ask_once(person):
    fitri = user("fitri", "employee", person.pk)
    outcomes = twice(lambda: actions.ask_correction(person=person, subject="people", said="x", wanted="y", by=fitri))
    assert len(outcomes) == 2
    assert outcomes[0] == outcomes[1] == Correction.objects.get()


def test_two_answers_are_one(person):
    fitri, ani = user("fitri", "employee", person.pk), user("ani", "planner")
    asked = actions.ask_correction(person=person, subject="people", said="x", wanted="y", by=fitri)
    outcomes = twice(
        lambda: actions.answer_correction(
            correction=Correction.objects.get(pk=asked.pk), accepted=True, answer="ya", by=ani
        )
    )
    assert sorted(isinstance(outcome, NotAllowed) for outcome in outcomes) == [False, True]
