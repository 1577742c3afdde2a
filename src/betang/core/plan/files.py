"""`betang plan`: a data folder in, the plan with its proof out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
from pyarrow import csv

from betang.core.engine import fetched
from betang.core.errors import BadInput, BetangError, Problem, WrongCall
from betang.core.files import Folder, read_folder
from betang.core.files.draft import Draft
from betang.core.plan.result import Plan, planned
from betang.core.plan.search import Mode, Settings
from betang.core.tables import NEEDED_FOR_PLAN

if TYPE_CHECKING:
    from betang.core.params import Parameters

Progress = Callable[[str, int, int], None]
TABLES = ("classes", "seats", "dues", "agencies", "unmet")


@dataclass(frozen=True, slots=True)
class PlanCall:
    """What `betang plan` was asked for; the fields are its options."""

    data: Path
    as_of: date
    out: Path
    mode: Literal["shared", "alone", "compare"] = "shared"
    gap: float = 0.005
    time_limit: float | None = None
    measured_only: bool = False


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """The closing lines of one run, and its warnings."""

    lines: tuple[str, ...]
    warnings: tuple[Problem, ...]


def plan_folder(call: PlanCall, *, params: Parameters, progress: Progress | None = None) -> PlanSummary:
    """Make the plan of a folder and write it to `call.out`; with `compare` into its folders `alone` and `shared`.

    Raises `BadInput` with every problem of the folder; then nothing is written. Files appear whole or not at all.
    """
    if call.out.exists() and not call.out.is_dir():
        raise WrongCall(f"{call.out} is a file; --out takes a folder")
    folder = read_folder(call.data, required=NEEDED_FOR_PLAN)
    _refuse_unreachable(folder)
    modes: tuple[Mode, ...] = ("alone", "shared") if call.mode == "compare" else (call.mode,)
    settings = Settings(gap=call.gap, time_limit=call.time_limit, measured_only=call.measured_only)
    plans = planned(
        folder.tables, as_of=call.as_of, params=params, settings=settings, modes=modes, told=_follow(progress)
    )
    if any(plan.status == "failed" for plan in plans):
        raise BetangError("the solver came to no answer, which is no fault of the data; nothing was written")
    with Draft(call.out) as draft:
        for mode, plan in zip(modes, plans, strict=True):
            into = draft.path / mode if call.mode == "compare" else draft.path
            into.mkdir(exist_ok=True)
            _write(plan, into)
        draft.publish()
    return PlanSummary(tuple(_closing(plans, modes)), (*folder.warnings, *plans[0].warnings))


def _follow(progress: Progress | None) -> Callable[[str, float | None, float | None], bool] | None:
    """How near the best plan so far is to its bound, in hundredths of a percent."""
    if progress is None:
        return None

    def told(aim: str, best: float | None, bound: float | None) -> bool:
        near = 0.0 if best is None or not bound else min(best, bound) / max(best, bound, 1e-9)
        progress(f"plan: {aim}", round(10_000 * max(near, 0.0)), 10_000)
        return True

    return told


def _write(plan: Plan, into: Path) -> None:
    for name in TABLES:
        csv.write_csv(getattr(plan, name), into / f"{name}.csv", csv.WriteOptions(quoting_style="needed"))
    summary = {
        "status": plan.status,
        "benefit": plan.benefit,
        "bound": plan.bound if plan.bound < float("inf") else None,
        "gap": plan.gap if plan.bound < float("inf") else None,
        "seconds": round(plan.seconds, 3),
        "obligations": plan.obligations,
    }
    (into / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")


def _closing(plans: tuple[Plan, ...], modes: tuple[str, ...]) -> list[str]:
    lines = []
    for mode, plan in zip(modes, plans, strict=True):
        seats = sum(plan.seats["seats"].to_pylist())
        proof = (
            f"at most {100 * plan.gap:.2f} % from the best there is" if plan.bound < float("inf") else "no bound known"
        )
        lines.append(
            f"{mode}: {plan.status}, {proof}; {sum(plan.classes['classes'].to_pylist())} classes, {seats} seats, "
            f"{plan.obligations} obligations served, {sum(plan.agencies['spent'].to_pylist())} rupiah"
        )
    return lines


# ---------------------------------------------------------------- hosts that nobody can travel to


def _refuse_unreachable(folder: Folder) -> None:
    """Hosts of a class that people must travel to, in a place to which travel has no row from anywhere else."""
    tables = folder.tables
    neighbours = fetched(tables["agencies"]).num_rows > 1
    online = {row["program"] for row in fetched(tables["programs"]).to_pylist() if row["channel"] == "online"}
    reached = {row["host"] for row in fetched(tables["travel"]).to_pylist() if row["origin"] != row["host"]}
    problems = [
        Problem(file, "", number, "host", host, "no_travel", "travel has no row to this host from any other government")
        for file, number, program, host in _host_rows(folder)
        if neighbours and program not in online and host not in reached
    ]
    if problems:
        raise BadInput(problems)


def _host_rows(folder: Folder) -> list[tuple[str, int, str, str]]:
    """(file, row as a spreadsheet numbers it, programme, host) of the file itself, in its own order."""
    path = next(path for path in (folder.path / "hosts.csv", folder.path / "hosts.parquet") if path.is_file())
    if path.suffix == ".csv":
        texts = csv.ConvertOptions(column_types={"program": pa.string(), "host": pa.string()})
        rows = csv.read_csv(path, convert_options=texts)
    else:
        import pyarrow.parquet as pq  # noqa: PLC0415  (brings pandas with it)

        rows = pq.read_table(path, columns=["program", "host"])
    both = zip(rows["program"].to_pylist(), rows["host"].to_pylist(), strict=True)
    return [(path.name, number, str(program), str(host)) for number, (program, host) in enumerate(both, start=2)]
