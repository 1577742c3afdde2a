"""How fast the joint plan is proven, how much memory it takes, and what it is worth beside each going alone.

    .venv/bin/python bench/plan.py [--people 80000] [--agencies 15] [--programs 54] [--hosts 146] [--limit 300]

A whole process of `betang plan` for each mode: wall seconds and peak memory. Baseline in the same run: each government
A whole process of `betang plan` for each mode: wall seconds, peak memory. Baseline in the same run: each government
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from map import timed
from plan_data import province

SEED = 2026
AS_OF = "2027-01-01"


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = province(
            Path(temporary) / "data",
            people=options.people,
            agencies=options.agencies,
            programs=options.programs,
            hosts=options.hosts,
            seed=SEED,
        )
        print("| mode | seconds | peak MB | status | benefit | of the bound | obligations | times alone |")
        print("|---|--:|--:|---|--:|--:|--:|--:|")
        alone = 0.0
        for mode in ("alone", "shared"):
            out = Path(temporary) / mode
            call = [sys.executable, "-m", "betang.cli", "plan", "--data", str(folder), "--as-of", AS_OF]
            limit = [] if options.limit is None else ["--time-limit", str(options.limit)]
            seconds, memory = timed([*call, "--mode", mode, "--out", str(out), "--gap", str(options.gap), *limit], 1)
            told = json.loads((out / "summary.json").read_text())
            alone = alone or told["benefit"]
            report(mode, seconds, memory, told, alone)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=80_000)
    parser.add_argument("--agencies", type=int, default=15)
    parser.add_argument("--programs", type=int, default=54)
    parser.add_argument("--hosts", type=int, default=146)
    parser.add_argument("--gap", type=float, default=0.005)
    parser.add_argument("--limit", type=float)
    return parser.parse_args()


def report(mode: str, seconds: float, memory: float, told: dict[str, float], alone: float) -> None:
    share = "unknown" if not told["bound"] else f"{100 * told['benefit'] / told['bound']:.2f} %"
    print(
        f"| {mode} | {seconds:.1f} | {memory:.0f} | {told['status']} | {told['benefit']:,.0f} | {share} "
        f"| {told['obligations']} | {told['benefit'] / alone if alone else 0:.2f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
