"""What crosses the walls is written once, with the publication, and is one run's only."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from betang.connect.folder.actions import load
from betang.core.disclosure import NAMES, RULE
from betang.needs.actions import publish_map, run_map
from betang.needs.models import MapRun, MapSum, PublishedRow
from betang.needs.queries.province import province
from tests.small_house import lines, write

AS_OF = date(2027, 1, 1)


def kept() -> list[dict[str, object]]:
    return list(PublishedRow.objects.order_by("pk").values())


@pytest.fixture
def mixed(house: Path, tmp_path: Path) -> Path:
    """The small house with twelve more people in Palangka Raya: one row of theirs can be shown."""
    more = [f"c{n},6771,U1,J3,,,,PNS,,,,,,,,," for n in range(12)]
    shown = [f"c{n},M.01,{n % 2 + 1},2026-03-01,accredited," for n in range(7)]
    changed = {"people": [*lines("people"), *more], "assessments": [*lines("assessments"), *shown]}
    load(folder=write(tmp_path / "mixed", "people", "assessments", **changed), by=None)
    return house


def test_a_map_that_is_counted_and_not_published_lets_nothing_out(mixed: Path) -> None:
    run = run_map(as_of=AS_OF, by=None, publish=False).run
    assert MapSum.objects.filter(run=run).exists()
    assert kept() == []


def test_every_row_of_the_map_is_there_shown_or_hidden(mixed: Path) -> None:
    run = run_map(as_of=AS_OF, by=None).run
    sums = {(s.agency_id, s.competency_id): s for s in MapSum.objects.filter(run=run)}
    rows = {(r.agency_id, r.competency_id): r for r in PublishedRow.objects.all()}
    assert set(rows) == set(sums)
    for key, row in rows.items():
        few = sums[key].required < RULE.smallest_shown
        assert (len(row.hidden) == len(NAMES)) == few
        for name in NAMES:
            assert getattr(row, name) == (None if name in row.hidden else getattr(sums[key], name))
    shown = rows["6771", "M.01"]
    assert (shown.required, shown.known, shown.short) == (14, 7, None)
    assert {"expired", "unknown", "short"} <= set(shown.hidden)


def test_only_the_newest_publication_is_kept(mixed: Path) -> None:
    first = run_map(as_of=AS_OF, by=None).run
    second = run_map(as_of=date(2027, 2, 1), by=None).run
    assert {row["run_id"] for row in kept()} == {second.pk}
    assert province(first).cells == {}  # nothing to lay beside the newer one
    publish_map(run_id=first.pk, by=None)
    assert {row["run_id"] for row in kept()} == {first.pk}


def test_a_map_published_before_there_were_published_rows_gets_them_from_the_migration(mixed: Path) -> None:
    run_map(as_of=date(2026, 12, 1), by=None)
    run_map(as_of=AS_OF, by=None)
    wanted = kept()
    PublishedRow.objects.all().delete()
    migration = import_module("betang.needs.migrations.0005_published_rows")
    with connection.schema_editor() as editor:
        migration.publish_what_is_shown(apps, editor)
    assert kept() == wanted
    MapRun.objects.update(published_at=None)
    PublishedRow.objects.all().delete()
    with connection.schema_editor() as editor:
        migration.publish_what_is_shown(apps, editor)
    assert kept() == []
