"""How fast the map is, against pandas and against merely reading the files, in the same run.

    .venv/bin/python bench/map.py [--sizes 1000,100000,1000000,5000000] [--runs 3]

Every figure is a whole process: wall seconds and peak memory, median of the runs. The data is made once under
bench/data: invented people, 18 evidence rows each, about 15 required pairs. pandas is run up to 1,000,000 people
(it does not fit in 24 GB at 5,000,000) and its cells are compared with ours, every one.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyarrow import csv

HERE = Path(__file__).parent
DATA = HERE / "data"
AS_OF = "2027-01-01"
EVIDENCE_ROWS = 18.0
PANDAS_LIMIT = 1_000_000
READ = """
import duckdb, sys
con = duckdb.connect()
columns = {"assessments": "person, competency, level, assessed_on, source, valid_until",
           "people": "person, agency, unit, job, legal_position",
           "training_history": 'person, program, start, "end"'}
for table, names in columns.items():
    wanted = ", ".join(f"max({name})" if name != "source" else "max(length(source))" for name in names.split(", "))
    con.execute(f"SELECT {wanted}, sum(hash(person)) FROM read_parquet('{sys.argv[1]}/{table}.parquet')").fetchall()
"""


def main() -> None:
    options = arguments()
    sizes = [int(size) for size in options.sizes.split(",")]
    print("| people | what | seconds | ratio | peak MB |\n|--:|---|--:|--:|--:|")
    for size in sizes:
        measure(size, options.runs if size < PANDAS_LIMIT else min(options.runs, 2))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,100000,1000000,5000000")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def measure(size: int, runs: int) -> None:
    folder = made(size)
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        base = [sys.executable, "-m", "betang.cli", "map", "--data", str(folder), "--as-of", AS_OF, "--out"]
        cells, memory = timed([*base, str(out / "cells")], runs)
        report(size, "betang map", cells, cells, memory)
        with_gaps, gaps_memory = timed([*base, str(out / "gaps"), "--gaps"], runs)
        report(size, "betang map --gaps", with_gaps, cells, gaps_memory)
        reading, read_memory = timed([sys.executable, "-c", READ, str(folder)], runs)
        report(size, "reading the same columns", reading, cells, read_memory)
        if size <= PANDAS_LIMIT:
            script = [sys.executable, str(HERE / "pandas_map.py"), str(folder), AS_OF, str(out / "pandas.csv")]
            pandas, pandas_memory = timed(script, runs)
            report(size, "pandas", pandas, cells, pandas_memory)
            compare(out / "cells" / "map.csv", out / "pandas.csv")


def report(size: int, what: str, seconds: float, base: float, memory: float) -> None:
    print(f"| {size:,} | {what} | {seconds:.2f} | {seconds / base:.2f} | {memory:.0f} |", flush=True)


def made(size: int) -> Path:
    from betang.core.sample import write_sample

    folder = DATA / f"people-{size}"
    if not (folder / "people.parquet").exists():
        write_sample(out=folder, people=size, agencies=15, seed=2026, evidence_rows=EVIDENCE_ROWS)
    return folder


def timed(command: list[str], runs: int) -> tuple[float, float]:
    """Median wall seconds and greatest peak memory (MB) of `runs` processes."""
    seconds, peaks = [], []
    for _ in range(runs):
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"failed with {process.returncode}: {' '.join(command)}")
        seconds.append(time.perf_counter() - started)
        peaks.append(usage.ru_maxrss / 1024)
    return statistics.median(seconds), max(peaks)


def compare(ours: Path, theirs: Path) -> None:
    """Every cell and every figure the same, or the benchmark is worth nothing."""
    left, right = (
        csv.read_csv(path, convert_options=csv.ConvertOptions(column_types={"agency": "string", "unit": "string"}))
        for path in (ours, theirs)
    )
    if left.column_names != right.column_names or left.num_rows != right.num_rows:
        sys.exit("the two maps have different shapes")
    for name in left.column_names:
        for row, (mine, other) in enumerate(zip(left[name].to_pylist(), right[name].to_pylist(), strict=True)):
            same = mine == other or (
                isinstance(mine, float) and isinstance(other, float) and math.isclose(mine, other, rel_tol=1e-12)
            )
            if not same:
                sys.exit(f"row {row + 2}, {name}: {mine} here, {other} in pandas")
    print(f"  ({left.num_rows:,} cells, the same in both)", file=sys.stderr)


if __name__ == "__main__":
    main()
