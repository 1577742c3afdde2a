"""Ways to run the map on tables that are lists of dicts: the reference, and the real one on an engine."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any, Final

import ibis
import pyarrow as pa

from betang.core.gap import needs_map, person_gaps
from betang.core.params import Parameters
from betang.core.tables import TABLES, Kind
from tests.core.gap import reference as judge
from tests.core.gap.spec import BOTH, Result, Tables

READ_BY_THE_MAP: Final = (
    *("agencies", "units", "jobs", "people", "competencies", "standards", "assessments"),
    *("training_history", "outcomes", "targets", "target_links", "needs", "programs"),
)
ARROW: Final = {
    Kind.ID: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.DECIMAL: pa.decimal128(18, 4),
    Kind.DATE: pa.date32(),
    Kind.BOOLEAN: pa.bool_(),
}
PEOPLE_COLUMNS: Final = ("person", "supervisor")


def reference(
    tables: Tables,
    *,
    as_of: date,
    next_job: bool = False,
    params: Parameters | None = None,
    wanted: Container[str] = BOTH,
) -> Result:
    made = judge.needs_map(tables, as_of=as_of, next_job=next_job, params=params)
    return Result(made.cells, made.gaps, set() if next_job else made.not_required, made.weights)


class Engine:
    """The real map on an open engine; tables go in as temporary ones and are gone afterwards."""

    def __init__(self, connection: Any, *, decimals: pa.DataType = ARROW[Kind.DECIMAL]) -> None:
        self.connection = connection
        self.decimals = decimals

    def __call__(
        self,
        tables: Tables,
        *,
        as_of: date,
        next_job: bool = False,
        params: Parameters | None = None,
        wanted: Container[str] = BOTH,
        **options: Any,
    ) -> Result:
        """Only what is `wanted` is asked of the engine: writing the SQL is most of the time on tables this small."""
        asked = {"as_of": as_of, "params": params or Parameters(), "next_job": next_job, **options}
        result = Result([], [], set())
        with self.loaded(tables) as rows:
            if "cells" in wanted:
                made = needs_map(rows, **asked)
                result.cells.extend(made.cells.to_pylist())
                result.weights.update(made.weights)
                result.not_required.update(problem.value for problem in made.warnings)
            if "gaps" in wanted:
                for chunk in person_gaps(rows, **asked):
                    result.gaps.extend(chunk.to_pylist())
        return result

    @contextmanager
    def loaded(self, tables: Tables) -> Iterator[dict[str, ibis.Table]]:
        made: dict[str, ibis.Table] = {}
        try:
            for name in READ_BY_THE_MAP:
                made[name] = self.connection.create_table(
                    f"given_{name}", self.arrow(name, tables), temp=True, overwrite=True
                )
            yield made
        finally:
            for name in made:
                self.connection.drop_table(f"given_{name}", force=True)

    def arrow(self, name: str, tables: Tables) -> pa.Table:
        numbered = any(isinstance(row["person"], int) for row in tables["people"])
        fields = []
        for column in TABLES[name].columns:
            kind = pa.int64() if numbered and column.name in PEOPLE_COLUMNS else ARROW[column.kind]
            fields.append((column.name, self.decimals if column.kind is Kind.DECIMAL else kind))
        rows = [dict(row) for row in tables.get(name, ())]
        if self.decimals == pa.float64():
            rows = [{k: float(v) if isinstance(v, Decimal) else v for k, v in row.items()} for row in rows]
        return pa.Table.from_pylist(rows, schema=pa.schema(fields))
