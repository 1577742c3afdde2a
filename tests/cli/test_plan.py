"""`betang plan` as a planner types it: a folder in, five tables and a proof out; what is wrong is said with its row."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyarrow import csv as arrow_csv

from betang import cli
from betang.core.sample import write_sample

AS_OF = "2027-01-01"
TABLES = {
    "classes": ["program", "host", "classes"],
    "seats": ["program", "host", "origin", "seats", "measured", "agreed", "obliged", "benefit"],
    "dues": ["payer", "payee", "program", "seats", "amount"],
    "agencies": ["agency", "benefit_alone", "benefit_shared", "seats_alone", "seats_shared", "spent", "budget"],
    "unmet": ["agency", "competency", "people", "levels", "reason"],
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "province"
    write_sample(out=folder, people=1500, agencies=5, seed=2026)
    return folder


@pytest.fixture
def province(sample: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(sample, tmp_path / "province"))


@pytest.fixture(scope="module")
def compared(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plan")
    assert cli.run(["plan", "--data", str(sample), "--as-of", AS_OF, "--out", str(out), "--mode", "compare"]) == 0
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(folder: Path, table: str) -> Path:
    """The table as a CSV file a hand can change."""
    source = folder / f"{table}.parquet"
    arrow_csv.write_csv(pq.read_table(source), folder / f"{table}.csv")
    source.unlink()
    return folder / f"{table}.csv"


def changed(path: Path, change: dict[str, str], row: int = 0) -> None:
    table = rows(path)
    table[row].update(change)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)


def refused(folder: Path, tmp_path: Path) -> list[dict[str, str]]:
    """The problems of a folder that gives no plan; nothing was written."""
    out, told = tmp_path / "out", tmp_path / "problems.csv"
    call = ["plan", "--data", str(folder), "--as-of", AS_OF, "--out", str(out), "--problems", str(told)]
    assert cli.run(call) == 3
    assert not out.exists()
    return rows(told)


@pytest.mark.parametrize("mode", ["alone", "shared"])
def test_every_table_has_its_columns(compared, mode):
    for name, columns in TABLES.items():
        with (compared / mode / f"{name}.csv").open(encoding="utf-8") as file:
            assert next(csv.reader(file)) == columns
    summary = json.loads((compared / mode / "summary.json").read_text())
    assert {"status", "benefit", "bound", "gap", "seconds"} <= summary.keys()
    assert summary["status"] == "proved"
    assert summary["benefit"] <= summary["bound"]
    assert summary["gap"] <= 0.005


def test_together_nobody_is_below_alone_and_all_are_better_off(compared):
    agencies = rows(compared / "shared" / "agencies.csv")
    for row in agencies:
        assert float(row["benefit_shared"]) >= float(row["benefit_alone"]) * (1 - 1e-9)
        assert int(row["spent"]) <= int(row["budget"]) or any(
            due["payee"] == row["agency"] for due in rows(compared / "shared" / "dues.csv")
        )
    alone = json.loads((compared / "alone" / "summary.json").read_text())
    shared = json.loads((compared / "shared" / "summary.json").read_text())
    assert shared["benefit"] > alone["benefit"]
    assert shared["obligations"] >= alone["obligations"]


def test_alone_nobody_pays_another(compared):
    assert rows(compared / "alone" / "dues.csv") == []


def test_what_was_only_agreed_on_can_be_left_out(sample, tmp_path):
    call = ["plan", "--data", str(sample), "--as-of", AS_OF, "--out", str(tmp_path), "--mode", "alone"]
    assert cli.run([*call, "--measured-only"]) == 0
    assert all(row["agreed"] == "0" for row in rows(tmp_path / "seats.csv"))


def test_a_host_that_nobody_can_be_costed_to_is_refused_with_its_row(province, tmp_path):
    hosts = rows(as_csv(province, "hosts"))
    online = {row["program"] for row in rows(as_csv(province, "programs")) if row["channel"] == "online"}
    number, host = next(
        (number, row["host"]) for number, row in enumerate(hosts, start=2) if row["program"] not in online
    )
    travel = as_csv(province, "travel")
    kept = [row for row in rows(travel) if row["host"] != host]
    travel.write_text("origin,host,transport,per_day\n" + "".join(",".join(row.values()) + "\n" for row in kept))
    problem = refused(province, tmp_path)[0]
    assert (problem["file"], problem["row"], problem["column"], problem["value"]) == (
        "hosts.csv",
        str(number),
        "host",
        host,
    )
    assert problem["code"] == "no_travel"


@pytest.mark.parametrize(
    ("table", "change", "code"),
    [
        ("programs", {"class_min": "90", "class_max": "30"}, "class_size"),
        ("hosts", {"host": "nowhere"}, "unknown_agency"),
        ("hosts", {"fixed_cost": "-1"}, "out_of_range"),
        ("outcomes", {"from_level": "3", "to_level": "3"}, "bad_level"),
        ("budgets", {"amount": ""}, "missing_value"),
    ],
)
def test_what_makes_no_sense_is_refused_with_row_and_reason(province, tmp_path, table, change, code):
    changed(as_csv(province, table), change)
    problems = refused(province, tmp_path)
    assert [(one["file"], one["row"], one["code"]) for one in problems] == [(f"{table}.csv", "2", code)]


def test_a_folder_without_budgets_is_refused(province, tmp_path):
    (province / "budgets.parquet").unlink()
    assert [one["code"] for one in refused(province, tmp_path)] == ["missing_table"]


def test_an_obligation_of_somebody_who_may_not_sit_there_is_warned_of_and_unmet(province, tmp_path, capsys):
    obligations = as_csv(province, "obligations")
    people = {row["person"]: row for row in pq.read_table(province / "people.parquet").to_pylist()}
    pns = next(person for person, row in people.items() if row["status"] == "PNS")
    with obligations.open("a", encoding="utf-8") as file:
        file.write(f"{pns},LATSAR,CPNS,\n")
    call = ["plan", "--data", str(province), "--as-of", AS_OF, "--out", str(tmp_path / "out"), "--mode", "alone"]
    assert cli.run(call) == 0
    assert "may not sit in this programme" in capsys.readouterr().err
    unmet = rows(tmp_path / "out" / "unmet.csv")
    agency = people[pns]["agency"]
    assert any(row["reason"] == "not_eligible" and row["agency"] == agency and not row["competency"] for row in unmet)


def test_in_a_pipe_it_is_quiet(sample, tmp_path):
    call = [sys.executable, "-m", "betang.cli", "plan", "--data", sample, "--as-of", AS_OF, "--out", tmp_path]
    done = subprocess.run([*call, "--mode", "alone"], capture_output=True, check=True)
    assert done.stdout == b""


def test_out_of_time_the_best_so_far_is_kept_and_said_to_be_so(sample, tmp_path):
    call = ["plan", "--data", str(sample), "--as-of", AS_OF, "--out", str(tmp_path), "--time-limit", "0.000001"]
    assert cli.run(call) == 0
    assert json.loads((tmp_path / "summary.json").read_text())["status"] == "stopped"


@pytest.mark.parametrize("option", [("--gap", "0"), ("--gap", "half"), ("--time-limit", "-3")])
def test_a_call_that_means_nothing_is_refused(sample, tmp_path, option, capsys):
    with pytest.raises(SystemExit) as left:
        cli.run(["plan", "--data", str(sample), "--as-of", AS_OF, "--out", str(tmp_path), *option])
    assert left.value.code == 2
    assert option[0] in capsys.readouterr().err
