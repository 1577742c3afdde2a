"""The map against the reference on awkward folders, and what must not change it.

`BETANG_EXAMPLES=500 pytest tests/core/gap/test_property.py` looks further; the usual run is small and always the
same.
"""

from __future__ import annotations

import math
import os
from fractions import Fraction
from random import Random
from typing import Any, Final

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.core.gap import runners
from tests.core.gap.folders import Question, awkward
from tests.core.gap.spec import Result, Row

MORE: Final = int(os.environ.get("BETANG_EXAMPLES", "0"))
SCALE: Final = 10**8  # raw target weights are whole numbers of this: 4 decimals of weight x 4 of relevance
CELL_KEY: Final = ("agency", "unit", "competency")
GAP_KEY: Final = ("person", "competency")


def looked(usual: int) -> Any:
    """Examples a test looks at: the same few in every run, many fresh ones when asked."""
    return settings(
        max_examples=MORE or usual,
        derandomize=not MORE,
        database=None,
        deadline=None,  # the first example starts the engine
        phases=tuple(Phase) if MORE else (Phase.explicit, Phase.generate),  # shrinking runs the map hundreds of times
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


questions: Final = st.randoms(use_true_random=False).map(awkward)


def same(came: Result, wanted: Result) -> None:
    """All figures equal: whole numbers, priorities and ranks exactly, quotients as near as doubles come."""
    assert not differences(came.gaps, wanted.gaps, GAP_KEY, GAP_COLUMNS)
    assert not differences(came.cells, wanted.cells, CELL_KEY, CELL_COLUMNS)
    assert came.not_required == wanted.not_required


def differences(came: list[Row], wanted: list[Row], key: tuple[str, ...], columns: tuple[str, ...]) -> list[str]:
    """What differs, a line each: key, column, what came, what was wanted."""
    found = {tuple(row[name] for name in key): row for row in came}
    assert len(found) == len(came), "one row for each key"
    missing = [f"{k} is missing" for k in {tuple(row[name] for name in key) for row in wanted} - set(found)]
    surplus = [f"{k} was not wanted" for k in set(found) - {tuple(row[name] for name in key) for row in wanted}]
    return [*missing, *surplus] or [
        f"{k} {name}: {found[k][name]!r}, wanted {row[name]!r}"
        for row in wanted
        for k in (tuple(row[name] for name in key),)
        for name in columns
        if not equal(name, found[k][name], row[name])
    ]


def equal(column: str, came: Any, wanted: Any) -> bool:
    if column in QUOTIENTS and came is not None and wanted is not None:
        return math.isclose(came, wanted, rel_tol=1e-9)
    if column in SIX_DECIMALS:
        return float(came) == float(wanted)  # the double nearest to the six decimals
    return bool(came == wanted)


QUOTIENTS: Final = ("target_weight", "fulfilment")
SIX_DECIMALS: Final = ("priority", "priority_high")
GAP_COLUMNS: Final = (
    *("person", "agency", "unit", "competency", "required", "held", "state", "assumed", "trained", "shortfall"),
    *("importance", "target_weight"),
)
CELL_COLUMNS: Final = (
    *("known", "expired", "unknown", "short", "agreed", "levels", "fulfilment", "priority", "priority_high"),
    *("rank", "on_default"),
)


def against_reference(engine: runners.Engine, question: Question, **options: Any) -> None:
    wanted = runners.reference(question.tables, **question.asked())
    came = engine(question.tables, **question.asked(), **options)
    same(came, wanted)
    assert {
        agency: (Fraction(total, SCALE), pairs) for agency, (total, pairs) in came.weights.items()
    } == wanted.weights
    assert [cell["rank"] for cell in came.cells] == sorted(
        (cell["rank"] for cell in came.cells), key=lambda rank: (rank is None, rank)
    )


def assert_it_adds_up(made: Result) -> None:
    """What docs/algorithms/gap.md guarantees of the cells and weights, whatever the folder."""
    for cell in made.cells:
        assert cell["known"] + cell["expired"] + cell["unknown"] == cell["required"] > 0
        assert cell["trained"] <= cell["short"] <= cell["known"]
        assert cell["agreed"] <= cell["expired"] + cell["unknown"]
        assert cell["priority"] <= cell["priority_high"]
        assert (cell["fulfilment"] is None) == (cell["known"] == 0)
    for agency, (_, pairs) in made.weights.items():
        weights = [gap["target_weight"] for gap in made.gaps if gap["agency"] == agency]
        assert math.isclose(sum(weights), pairs, rel_tol=1e-9)
        assert len(weights) == pairs


@given(question=questions, rows_at_once=st.sampled_from((1, 3, 10, 1_000_000)))
@looked(20)
def test_duckdb_and_the_reference_agree(duckdb_map, question, rows_at_once):
    """However evidence is cut into chunks."""
    against_reference(duckdb_map, question, rows_at_once=rows_at_once)


@given(question=questions, rows_at_once=st.sampled_from((2, 1_000_000)))
@looked(8)
def test_postgresql_and_the_reference_agree(postgres_map, question, rows_at_once):
    against_reference(postgres_map, question, rows_at_once=rows_at_once)


@pytest.mark.parametrize("seed", range(MORE or 3))
def test_a_larger_folder_agrees_on_duckdb(duckdb_map, seed):
    against_reference(duckdb_map, awkward(Random(seed), people=120), rows_at_once=500)


@pytest.mark.parametrize("seed", range(MORE or 1))
def test_a_larger_folder_agrees_on_postgresql(postgres_map, seed):
    against_reference(postgres_map, awkward(Random(1000 + seed), people=120), rows_at_once=500)


def test_weights_given_as_doubles_make_the_same_figures(duckdb_map):
    """A CSV or Parquet file may carry weights as doubles; four decimals survive that."""
    doubles = runners.Engine(duckdb_map.connection, decimals=pa.float64())
    for seed in range(2):
        against_reference(doubles, awkward(Random(seed), people=30))


@given(question=questions, random=st.randoms(use_true_random=False))
@looked(8)
def test_what_is_not_required_and_who_is_away_change_nothing(duckdb_map, question, random):
    """A competency no post requires, with all its evidence, links and outcomes; people away, with theirs; row order."""
    wanted = runners.reference(question.tables, **question.asked())
    same(duckdb_map(with_irrelevant_rows(question, random), **question.asked()), wanted)


def with_irrelevant_rows(question: Question, random: Random) -> dict[str, list[Row]]:
    tables = {name: list(rows) for name, rows in question.tables.items()}
    assessed = [row for row in tables["assessments"] if random.random() < 0.5]
    tables["competencies"].append({**tables["competencies"][0], "competency": "A.0"})
    tables["assessments"] += [{**row, "competency": "A.0"} for row in assessed]
    tables["outcomes"].append({"program": "P1", "competency": "A.0", "from_level": 0, "to_level": 5})
    general = [row for row in tables["target_links"] if row["unit"] is None]
    tables["target_links"] += [{**row, "competency": "A.0"} for row in general[:1]]
    if question.params.away_positions:
        add_people_away(question, tables)
    for rows in tables.values():
        random.shuffle(rows)
    return tables


def add_people_away(question: Question, tables: dict[str, list[Row]]) -> None:
    """A double of everyone, with all they ever did, who is away."""
    gone = {row["person"]: 10**6 + n if question.numbered else f"gone{n}" for n, row in enumerate(tables["people"])}
    away = question.params.away_positions[0]
    tables["people"] += [{**row, "person": gone[row["person"]], "legal_position": away} for row in tables["people"]]
    for name in ("assessments", "training_history"):
        tables[name] += [{**row, "person": gone[row["person"]]} for row in question.tables[name]]
    agreed = [row for row in tables["needs"] if row.get("person")]
    tables["needs"] += [{**row, "person": gone[row["person"]], "need": f"gone-{row['need']}"} for row in agreed]
