"""Ways to run the map on tables that are lists of dicts: the reference, and the real one on an engine."""

from __future__ import annotations

from datetime import date

from tests.core.gap import reference as judge
from tests.core.gap.spec import Result, Tables


def reference(tables: Tables, *, as_of: date, next_job: bool = False) -> Result:
    made = judge.needs_map(tables, as_of=as_of, next_job=next_job)
    return Result(made.cells, made.gaps, made.not_required)
