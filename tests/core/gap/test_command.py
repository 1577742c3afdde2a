"""`betang map` on a data folder writes what the reference finds."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from betang import cli
from betang.core.files import read_folder
from betang.core.gap import needs_map, person_gaps
from betang.core.params import Parameters
from betang.core.sample import write_sample
from betang.core.tables import TABLES
from tests.core.gap import runners
from tests.core.gap.folders import Question, awkward
from tests.core.gap.spec import Row
from tests.core.gap.test_property import CELL_COLUMNS, CELL_KEY, GAP_COLUMNS, GAP_KEY, differences

COUNTS = ("required", "known", "expired", "unknown", "short", "trained", "agreed", "levels", "rank")


def a_question(seed: int) -> Question:
    """A larger awkward folder with text ids and the usual rule numbers, as a data folder has them."""
    while True:
        question = awkward(Random(seed), people=60)
        if not question.numbered and question.params == Parameters():
            return question
        seed += 1000


def write_folder(question: Question, folder: Path, form: str) -> None:
    engine = runners.Engine(None)
    for name, rows in question.tables.items():
        arrow = engine.arrow(name, question.tables)
        if form == "parquet":
            pq.write_table(arrow, folder / f"{name}.parquet")
            continue
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, TABLES[name].names)
            writer.writeheader()
            writer.writerows(rows)


def read_map(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for name in COUNTS:
            row[name] = int(row[name]) if row[name] else None
        row["fulfilment"] = float(row["fulfilment"]) if row["fulfilment"] else None
        for name in ("priority", "priority_high"):
            row[name] = Decimal(row[name])
    return rows


@pytest.mark.parametrize(
    ("form", "engine", "seed"), [("csv", "duckdb", 1), ("parquet", "duckdb", 2), ("csv", "postgres", 3)]
)
def test_the_command_writes_what_the_reference_finds(tmp_path, form, engine, seed):
    question = a_question(seed)
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    write_folder(question, data, form)
    call = ["map", "--data", str(data), "--as-of", question.as_of.isoformat(), "--out", str(out), "--gaps"]
    call += ["--engine", engine, *(["--next-job"] if question.next_job else [])]
    assert cli.run(call) == 0
    wanted = runners.reference(question.tables, **question.asked())
    columns = [name for name in CELL_COLUMNS if name != "on_default"]
    assert not differences(read_map(out / "map.csv"), wanted.cells, CELL_KEY, tuple(columns))
    assert not differences(pq.read_table(out / "gaps.parquet").to_pylist(), wanted.gaps, GAP_KEY, GAP_COLUMNS)


def test_a_believable_province_agrees_too(tmp_path):
    """The sample's folder, as it is read from its files, against the reference, for the post held and the next one."""
    write_sample(out=tmp_path, people=80, agencies=2, seed=7)
    folder = read_folder(tmp_path)
    tables = {name: table.to_pyarrow().to_pylist() for name, table in folder.tables.items()}
    for next_job in (False, True):
        asked = {"as_of": date(2027, 1, 1), "params": Parameters(), "next_job": next_job}
        wanted = runners.reference(tables, **asked)
        cells = needs_map(folder.tables, **asked).cells.to_pylist()
        gaps = [row for chunk in person_gaps(folder.tables, **asked) for row in chunk.to_pylist()]
        assert gaps
        assert not differences(cells, wanted.cells, CELL_KEY, CELL_COLUMNS)
        assert not differences(gaps, wanted.gaps, GAP_KEY, GAP_COLUMNS)
