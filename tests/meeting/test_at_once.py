"""Many hands at the same moment, each on its own connection: nothing is lost, and the number counts every change."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, connections

from betang.agencies.models import Agency, AuditEvent
from betang.agencies.scope import HOUSE, Scope, acting, settings_of
from betang.connect.folder.actions import load
from betang.meeting import actions
from betang.meeting.models import AgendaItem, Meeting, Pulse, Voice
from betang.meeting.rules.meetings import Overtaken
from tests.meeting.conftest import asking, item_of, people, prepared
from tests.small_house import write

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 30  # seconds after which a thread that waits for another is a fault
HANDS = 6


@pytest.fixture
def meeting(tmp_path) -> Meeting:
    load(folder=write(tmp_path / "house"), by=None)
    people()
    return prepared()


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """What each deed gave or raised, all beginning together."""
    start, outcomes = threading.Barrier(len(deeds), timeout=LONG), []

    def one(deed: Callable[[], object]) -> None:
        try:
            with acting(HOUSE):
                start.wait()
                outcomes.append(deed())
        except Overtaken as overtaken:
            outcomes.append(overtaken)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    return outcomes


def test_of_those_who_save_one_item_at_once_one_saves_and_the_others_are_shown_it(meeting):
    item, by = item_of(meeting, "6711"), asking("ani")
    outcomes = at_once(
        [
            lambda n=n: actions.change_item(
                item=item, version=1, outcome=actions.Outcome("agreed", decision=f"Kata {n}"), by=by
            )
            for n in range(HANDS)
        ]
    )
    saved = [one for one in outcomes if isinstance(one, AgendaItem)]
    assert len(outcomes) == HANDS
    assert len(saved) == 1
    assert AgendaItem.objects.get(pk=item.pk).decision == saved[0].decision


def test_whoever_looks_and_saves_again_gets_everything_in(meeting):
    """As the form does: read, add, save; shown another's words, take them over and save again."""
    item, by = item_of(meeting, "6711"), asking("ani")
    before = Pulse.objects.get(meeting=meeting).version

    def add(n: int) -> None:
        while True:
            held = AgendaItem.objects.get(pk=item.pk)
            words = f"{held.decision or ''}[{n}]"
            try:
                actions.change_item(
                    item=held, version=held.version, outcome=actions.Outcome("agreed", decision=words), by=by
                )
            except Overtaken:
                continue
            return

    at_once([lambda n=n: add(n) for n in range(HANDS)])
    held = AgendaItem.objects.get(pk=item.pk)
    assert sorted(held.decision) == sorted("".join(f"[{n}]" for n in range(HANDS)))
    assert held.version == 1 + HANDS
    assert Pulse.objects.get(meeting=meeting).version == before + HANDS
    assert AuditEvent.objects.filter(name="betang.meeting.item_agreed").count() == HANDS


def test_a_double_click_of_a_government_is_one_voice(meeting):
    item, by = item_of(meeting, None), asking("ani")
    katingan = Agency.objects.get(pk="6711")
    at_once([lambda: actions.say(item=item, agency=katingan, stance="yes", reason=None, by=by)] * 2)
    assert Voice.objects.count() == 1
    assert AuditEvent.objects.filter(name="betang.meeting.agreed_to").count() == 1


def test_the_walls_hold_what_the_code_might_forget(meeting):
    """As psql would: a planner of Katingan writes no item, voice or attendance of others, and moves no pointer."""
    given = connections["default"].get_connection_params()
    katingan = Scope("user", user=1, figures=frozenset({"6711"}), edit=frozenset({"6711"}))
    keys = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{k: given[k] for k in keys if given.get(k)}) as other, other.cursor() as cursor:
        for name, value in settings_of(katingan).items():
            cursor.execute("SELECT set_config(%s, %s, true)", [f"betang.{name}", value])
        cursor.execute("SELECT count(*) FROM meeting_agendaitem")
        assert cursor.fetchone() == (3,)
        cursor.execute("UPDATE meeting_agendaitem SET decision = 'x' RETURNING agency_id")
        assert cursor.fetchall() == [("6711",)]
        cursor.execute("UPDATE meeting_meeting SET title = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM meeting_agendaitem")
        assert cursor.rowcount == 0
        cursor.execute("SELECT set_config('betang.kind', 'door', true)")
        for table, seen in (("meeting", 0), ("agendaitem", 0), ("voice", 0), ("attendance", 0), ("pulse", 1)):
            cursor.execute(f"SELECT count(*) FROM meeting_{table}")
            assert cursor.fetchone() == (seen,), table
