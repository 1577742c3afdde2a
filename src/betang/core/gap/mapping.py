"""The two questions asked of the gap rules: the cells of the map, and the pairs of people behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from betang.core.arrays import to_arrow, to_numpy
from betang.core.engine import fetched, workspace
from betang.core.errors import Problem
from betang.core.gap import cells, evidence
from betang.core.gap.ground import Ground, away, lay

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend

    from betang.core.engine import Tables
    from betang.core.params import Parameters

METHOD = "gap-1"
"""Stable name of the method, kept with every result; a change of meaning takes a new name."""

ROWS_AT_ONCE = 4_000_000  # not a rule: memory
"""Evidence rows reduced at a time, so that memory does not grow with the nation."""

Progress = Callable[[str, int, int], None]
Part = Callable[[ibis.Table], ibis.Table]

PERSON_GAP_COLUMNS = (
    "person",
    "agency",
    "unit",
    "competency",
    "required",
    "held",
    "state",
    "assumed",
    "trained",
    "shortfall",
    "importance",
    "target_weight",
)


@dataclass(frozen=True, slots=True)
class NeedsMap:
    """The map of one day.

    - `cells`: agency, unit, competency, required, known, expired, unknown, short, trained, agreed, levels,
      fulfilment (0-100, empty where nothing is known), priority, priority_high, rank (empty: measure first), and
      what the screens add up: on_default (required pairs resting on a default or draft standard), held_levels and
      known_levels (fulfilment is their quotient). Ranked cells first, in order of rank.
    - `weights`: for each agency (sum of raw target weights, required pairs); the quotient is its mean.
    - `warnings`: needs that make no figure.
    """

    cells: pa.Table
    weights: dict[str, tuple[int, int]]
    warnings: tuple[Problem, ...]


def needs_map(
    tables: Tables,
    *,
    as_of: date,
    params: Parameters,
    next_job: bool = False,
    rows_at_once: int = ROWS_AT_ONCE,
    progress: Progress | None = None,
) -> NeedsMap:
    """The needs map of all governments in `tables` on the day `as_of`.

    `tables` are checked and typed as `core.tables` says, all on one engine. With `next_job` people are held
    against the job they are to take, and those without one are left out.
    """
    with _grounded(tables, as_of, params, next_job=next_job) as (space, ground):
        parts = []
        for done, total, people in _chunks(tables, ground, rows_at_once):
            _tell(progress, done, total)
            parts.append(space.keep("part", cells.evidence_sums(_judged(people, tables, as_of, params, ground))))
        _tell(progress, len(parts), len(parts))
        sums = cells.whole_cells(ground, ibis.union(*parts) if len(parts) > 1 else parts[0])
        means = cells.mean_weights(ground)
        found = cells.finish(sums, ground, means, params)
        return NeedsMap(found, means, _idle_needs(tables, as_of, params, ground, next_job=next_job))


def person_gaps(
    tables: Tables,
    *,
    as_of: date,
    params: Parameters,
    next_job: bool = False,
    rows_at_once: int = ROWS_AT_ONCE,
    progress: Progress | None = None,
) -> Iterator[pa.Table]:
    """Every required pair of every person in service, a chunk of people at a time.

    Columns: person, agency, unit, competency, required, held (empty unless known), state (`known`, `expired`,
    `unknown`), assumed, trained, shortfall (empty unless known), importance (3, 2, 1), target_weight (raw weight
    over the agency's mean), decided_on and source (of the deciding assessment; empty unless known).
    """
    with _grounded(tables, as_of, params, next_job=next_job) as (space, ground):
        weight = space.keep("weight", _target_weights(ground))
        for done, total, people in _chunks(tables, ground, rows_at_once):
            _tell(progress, done, total)
            yield fetched(_pairs(people, tables, as_of, params, ground, weight))


@contextmanager
def _grounded(tables: Tables, as_of: date, params: Parameters, *, next_job: bool) -> Iterator[tuple[Any, Ground]]:
    engine: SQLBackend = tables["people"].get_backend()
    with workspace(engine) as space:
        yield space, lay(tables, as_of=as_of, params=params, next_job=next_job, space=space)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress("map", done, total)


def _chunks(tables: Tables, ground: Ground, rows_at_once: int) -> Iterator[tuple[int, int, Part]]:
    """Ranges of people that together cover everyone, each with about `rows_at_once` rows of evidence.

    Yields (chunks done, chunks in all, filter). Where a file keeps people in order the engine skips what lies
    outside the range; where it does not, the answer is the same and only slower.
    """
    rows: int = fetched(tables["assessments"].agg(rows=_.count()))["rows"][0].as_py()
    total = max(1, -(-rows // rows_at_once))
    if total == 1:
        yield 0, 1, _everyone
        return
    tile = ibis.ntile(total).over(ibis.window(order_by="person"))
    ends = ground.people.select("person", tile=tile).group_by("tile").agg(end=_.person.max()).order_by("tile")
    inner = fetched(ends)["end"].to_pylist()[:-1]  # the last range is open upwards
    bounds = list(zip([None, *inner], [*inner, None], strict=True))
    for done, (low, high) in enumerate(bounds):
        yield done, len(bounds), partial(_between, low=low, high=high)


def _everyone(table: ibis.Table) -> ibis.Table:
    return table


def _between(table: ibis.Table, *, low: object, high: object) -> ibis.Table:
    if low is not None:
        table = table.filter(table.person > low)
    if high is not None:
        table = table.filter(table.person <= high)
    return table


def _judged(people: Part, tables: Tables, as_of: date, params: Parameters, ground: Ground) -> ibis.Table:
    best = evidence.deciding(people(tables["assessments"]), as_of=as_of, params=params, ground=ground)
    return evidence.judged(best, ground)


def _pairs(
    people: Part,
    tables: Tables,
    as_of: date,
    params: Parameters,
    ground: Ground,
    weight: ibis.Table,
) -> ibis.Table:
    keys = ["person", "comp_id"]
    judged = _judged(people, tables, as_of, params, ground).select(
        *keys, "known", "held", "shortfall", "trained", "day", "source"
    )
    agreed = ground.agreed.select(*keys, agreed_need=ibis.literal(True))
    pairs = people(ground.people).inner_join(ground.requirement, "post_id")
    pairs = pairs.left_join(judged, keys).drop("person_right", "comp_id_right")
    pairs = pairs.left_join(agreed, keys).drop("person_right", "comp_id_right")
    pairs = pairs.inner_join(weight, ["unit_id", "comp_id"]).mutate(known_now=_.known.fill_null(False))
    return pairs.select(
        "person",
        "agency",
        "unit",
        "competency",
        "required",
        held=_.known_now.ifelse(_.held, ibis.null("int8")),
        state=ibis.cases((_.known_now, "known"), (_.known.notnull(), "expired"), else_="unknown"),
        assumed=~_.known_now & _.agreed_need.fill_null(False),
        trained=_.trained.fill_null(False),
        shortfall=_.known_now.ifelse(_.shortfall, ibis.null("int8")),
        importance="importance",
        target_weight="target_weight",
        decided_on=_.known_now.ifelse(ibis.date("1970-01-01") + pairs.day.as_interval("D"), ibis.null("date")),
        source=_.known_now.ifelse(evidence.source_name(_.source), ibis.null("string")),
    )


def _target_weights(ground: Ground) -> pa.Table:
    """unit_id, comp_id, agency, unit, competency, target_weight for every cell."""
    rows = ground.totals.inner_join(ground.units, "unit_id").inner_join(ground.competencies, "comp_id")
    named = fetched(rows.select("unit_id", "comp_id", "agency", "unit", "competency", "raw"))
    means = cells.mean_weights(ground)
    mean = {agency: total / pairs for agency, (total, pairs) in means.items()}
    weight = to_numpy(named["raw"]) / np.array([mean[agency] for agency in named["agency"].to_pylist()])
    return named.drop_columns("raw").append_column("target_weight", to_arrow(weight))


def _idle_needs(
    tables: Tables, as_of: date, params: Parameters, ground: Ground, *, next_job: bool
) -> tuple[Problem, ...]:
    """Agreed needs for a competency the person's post does not require: no pair and no figure, but said."""
    if next_job:
        return ()  # needs are agreed for the post held; against the next one most would look idle
    needs = tables["needs"].filter(_.person.notnull(), _.agreed_on <= as_of).select("need", "person", "competency")
    serving = tables["people"].filter(~away(tables["people"], params)).select("person")
    counted = ground.agreed.inner_join(ground.competencies, "comp_id").select("person", "competency", counted=True)
    # A left join and a test for NULL: PostgreSQL has no ANTI JOIN, and Ibis writes one for it.
    joined = needs.inner_join(serving, "person").left_join(counted, ["person", "competency"])
    idle = joined.filter(_.counted.isnull()).select("need").order_by("need")
    return tuple(
        Problem(
            "needs",
            "",
            None,
            "competency",
            row["need"],
            "not_required",
            "the post does not require this competency: the need makes no figure",
            "warning",
        )
        for row in fetched(idle).to_pylist()
    )
