"""What a run has found, into its tables: cells of every run, person-level rows of the published one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import ibis
import pyarrow as pa
from django.db import connection
from django.db.backends.utils import CursorWrapper

from betang.agencies import arrow
from betang.agencies.models import User
from betang.core.gap import NeedsMap, person_gaps
from betang.core.params import parameters_from
from betang.needs.models import MapRun, Need, RunAgency

_CELLS = {
    "agency": "text",
    "unit": "text",
    "competency": "text",
    "required": "integer",
    "known": "integer",
    "expired": "integer",
    "unknown": "integer",
    "short": "integer",
    "trained": "integer",
    "agreed": "integer",
    "levels": "bigint",
    "held_levels": "bigint",
    "known_levels": "bigint",
    "on_default": "integer",
    "fulfilment": "double precision",
    "priority": "numeric",
    "priority_high": "numeric",
    "rank": "integer",
}
_GAPS = {
    "person": "bigint",
    "agency": "text",
    "unit": "text",
    "competency": "text",
    "required": "smallint",
    "held": "smallint",
    "state": "text",
    "assumed": "boolean",
    "trained": "boolean",
    "shortfall": "smallint",
    "importance": "smallint",
    "target_weight": "double precision",
    "decided_on": "date",
    "source": "text",
}


def store_cells(*, run: MapRun, cells: pa.Table, by: User | None) -> int:
    """Put the cells of `run` in the place of any it had; how many there are. Part of the caller's transaction,
    which has made sure that the register is still as the run read it.
    """
    del by  # the run's own event speaks for its cells
    with connection.cursor() as cursor:
        arrow.stage("cells_found", _CELLS, cells.select(list(_CELLS)).schema, cells.select(list(_CELLS)).to_batches())
        cursor.execute("DELETE FROM needs_mapcell WHERE run_id = %s", [run.pk])
        cursor.execute(
            """
            INSERT INTO needs_mapcell (
                run_id, agency_id, unit_id, unit_code, competency_id, required, known, expired, unknown, short,
                trained, agreed, levels, held_sum, required_known_sum, on_default, fulfilment, priority,
                priority_high, rank)
            SELECT %s, c.agency, u.id, c.unit, c.competency, c.required, c.known, c.expired, c.unknown, c.short,
                c.trained, c.agreed, c.levels, c.held_levels, c.known_levels, c.on_default, c.fulfilment, c.priority,
                c.priority_high, c.rank
            FROM cells_found c JOIN people_unit u ON u.agency_id = c.agency AND u.code = c.unit""",
            [run.pk],
        )
        stored = int(cursor.rowcount)
        cursor.execute("DROP TABLE cells_found")
        _store_sums(run, cursor)
    return stored


def store_notes(*, run: MapRun, found: NeedsMap, by: User | None) -> None:
    """Put what the run noted of each agency in the place of what it had. Part of the caller's transaction."""
    del by  # the run's own event speaks for it
    idle: dict[str, list[str]] = defaultdict(list)
    codes = [problem.value for problem in found.warnings]
    for agency, code in Need.objects.filter(code__in=codes).order_by("code").values_list("agency_id", "code"):
        idle[agency].append(code)
    RunAgency.objects.filter(run=run).delete()
    RunAgency.objects.bulk_create(
        RunAgency(run=run, agency_id=agency, raw_weight=weight, pairs=pairs, idle_needs=idle[agency])
        for agency in sorted({*found.weights, *idle})
        for weight, pairs in [found.weights.get(agency, (0, 0))]
    )


def _store_sums(run: MapRun, cursor: CursorWrapper) -> None:
    """The cells of `run` added up over units."""
    cursor.execute("DELETE FROM needs_mapsum WHERE run_id = %s", [run.pk])
    cursor.execute(
        """
        INSERT INTO needs_mapsum (
            run_id, agency_id, competency_id, required, known, expired, unknown, short, trained, agreed, levels,
            held_sum, required_known_sum, on_default, priority, priority_high)
        SELECT run_id, agency_id, competency_id, sum(required), sum(known), sum(expired), sum(unknown), sum(short),
            sum(trained), sum(agreed), sum(levels), sum(held_sum), sum(required_known_sum), sum(on_default),
            sum(priority), sum(priority_high)
        FROM needs_mapcell WHERE run_id = %s GROUP BY run_id, agency_id, competency_id""",
        [run.pk],
    )


def store_gaps(*, run: MapRun, tables: Mapping[str, ibis.Table], by: User | None) -> int:
    """Count the person-level rows of `run` and put them in the place of the last run's; how many there are.

    Part of the caller's transaction, which has made sure that the register is still as the run read it. Rows go in
    by person: the largest index then grows at its end, and a sort by number is cheap.
    """
    del by  # the publication's event speaks for its rows
    batches = _gap_batches(run, tables)
    first = next(batches)
    arrow.stage("gaps_found", _GAPS, first.schema, _with_first(first, batches))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute("DELETE FROM needs_persongap")
        cursor.execute(
            """
            INSERT INTO needs_persongap (
                run_id, person_id, agency_id, unit_id, competency_id, required, held, state, assumed, trained,
                shortfall, importance, target_weight, decided_on, source)
            SELECT %s, g.person, g.agency, u.id, g.competency, g.required, g.held, g.state, g.assumed, g.trained,
                g.shortfall, g.importance, g.target_weight, g.decided_on, g.source
            FROM gaps_found g
            JOIN people_unit u ON u.agency_id = g.agency AND u.code = g.unit
            ORDER BY g.person""",
            [run.pk],
        )
        stored = int(cursor.rowcount)
        cursor.execute("DROP TABLE gaps_found")
    return stored


def _gap_batches(run: MapRun, tables: Mapping[str, ibis.Table]) -> Iterator[pa.RecordBatch]:
    """At least one batch, perhaps an empty one."""
    found = person_gaps(tables, as_of=run.as_of, params=parameters_from(run.params), next_job=run.next_job)
    for chunk in found:
        rows = chunk.select(list(_GAPS))
        yield from rows.to_batches() or [pa.RecordBatch.from_pylist([], schema=rows.schema)]


def _with_first(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest
