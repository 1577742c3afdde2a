"""Two coordinators at the same titles at the same moment: what one did the other finds, or is told of."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from betang.agencies.models import AuditEvent
from betang.agencies.rules import NotAllowed
from betang.agencies.scope import HOUSE, acting
from betang.agencies.viewers import scope_of
from betang.meeting.actions.alignment import Under, merge_titles
from betang.meeting.models import TitleAlias, TitleGroup
from tests.meeting.conftest import asking, people
from tests.meeting.demanding import lines, send
from tests.small_house import write

FIRST, SECOND = "Bimtek Pengelolaan Keuangan Desa", "Pelatihan Pengelolaan Keuangan Desa"
NAME = "Pengelolaan Keuangan Desa"
LONG = 20


@pytest.fixture
def house(transactional_db, tmp_path):
    """The small province, loaded for this one test: two who write at once need transactions of their own."""
    from betang.connect.folder.actions import load  # noqa: PLC0415  (a conftest is read before Django is awake)

    folder = write(tmp_path / "house")
    load(folder=folder, by=None)
    return folder


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", [NAME, "Nama Lain"])
def test_the_same_titles_merged_twice_at_once_are_one(house, other):
    people()
    send("6711", FIRST, 7)
    send("6771", SECOND, 5)
    dewi = asking("dewi")
    start, outcomes = threading.Barrier(2, timeout=LONG), []

    def merging(name: str) -> None:
        try:
            with acting(scope_of_dewi):
                start.wait()
                outcomes.append(merge_titles(titles=[FIRST, SECOND], under=Under(name=name), by=dewi).name)
        except NotAllowed as refused:
            outcomes.append(refused)
        finally:
            connection.close()

    with acting(HOUSE):
        scope_of_dewi = scope_of(dewi)
    threads = [threading.Thread(target=merging, args=(name,)) for name in (NAME, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert len(outcomes) == 2
    assert TitleGroup.objects.count() == 1
    assert TitleAlias.objects.count() == 2
    assert AuditEvent.objects.filter(name="betang.meeting.titles_merged").count() == 1
    assert sum(isinstance(one, NotAllowed) for one in outcomes) == (other != NAME)
    assert list(lines().values()) == [(12, 2)]
