from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from betang import cli
from tests.core.files.conftest import Office

AS_OF = "2027-01-01"


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return Office(folder)


def draw(office, *more, as_of=AS_OF):
    out = office.path.parent / "out"
    return cli.run(["map", "--data", str(office.path), "--as-of", as_of, "--out", str(out), *map(str, more)]), out


def rows_of(out):
    with (out / "map.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_map_writes_the_cells_with_the_columns_everybody_relies_on(office):
    code, out = draw(office)
    assert code == 0
    assert [path.name for path in out.iterdir()] == ["map.csv"]
    header = (out / "map.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == (
        "agency,unit,competency,required,known,expired,unknown,short,trained,agreed,levels,fulfilment,"
        "priority,priority_high,rank"
    )
    known, assumed, unknown = rows_of(out)
    assert (known["agency"], known["unit"], known["short"], known["rank"]) == ("A", "1", "1", "1")
    assert (assumed["agreed"], assumed["fulfilment"], assumed["rank"]) == ("1", "", "")
    assert (unknown["agency"], unknown["unknown"], unknown["priority"], unknown["priority_high"]) == (
        "B",
        "1",
        "0",
        "9",
    )


def test_gaps_are_written_when_asked_for(office):
    code, out = draw(office, "--gaps")
    assert code == 0
    gaps = pq.read_table(out / "gaps.parquet")
    assert gaps.column_names == [
        "person", "agency", "unit", "competency", "required", "held", "state", "assumed", "trained", "shortfall",
        "importance", "target_weight",
    ]  # fmt: skip
    states = {row["person"]: (row["state"], row["held"], row["shortfall"]) for row in gaps.to_pylist()}
    assert states == {"p1": ("known", 2, 1), "p2": ("unknown", None, None), "p3": ("unknown", None, None)}


def test_people_are_held_against_their_next_job_and_those_without_one_are_left_out(office):
    office.write("people", (office.path / "people.csv").read_text().replace("p2,A,2,J2,,", "p2,A,2,J2,J1,"))
    code, out = draw(office, "--next-job")
    assert code == 0
    assert [(row["unit"], row["competency"], row["required"]) for row in rows_of(out)] == [("2", "M.01", "1")]


def test_bad_input_is_exit_code_3_with_every_problem_and_nothing_written(office, capsys):
    office.add("people", "p9,A,1,J9,,Ulin Contoh,,HONORER,01")
    code, out = draw(office)
    assert code == 3
    assert not out.exists()
    errors = capsys.readouterr().err
    assert "people.csv, row 5, job: 'J9' is not in jobs [unknown_job]" in errors
    assert "people.csv, row 5, status: 'HONORER'" in errors
    assert "2 problem(s) in the input; nothing was written" in errors


def test_bad_input_leaves_an_earlier_result_as_it_was(office):
    _, out = draw(office)
    before = (out / "map.csv").read_bytes()
    office.write("jobs", "")
    assert draw(office)[0] == 3
    assert (out / "map.csv").read_bytes() == before
    assert [path.name for path in out.iterdir()] == ["map.csv"]


def test_problems_can_be_written_to_a_file(office, tmp_path):
    office.add("people", "p9,A,1,J9,,Ulin Contoh,,PNS,01")
    draw(office, "--problems", tmp_path / "masalah.csv")
    with (tmp_path / "masalah.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == [
            {
                "file": "people.csv",
                "sheet": "",
                "row": "5",
                "column": "job",
                "value": "J9",
                "code": "unknown_job",
                "message": "is not in jobs",
            }
        ]


def test_evidence_after_the_day_is_not_an_error_and_not_yet_evidence(office):
    code, out = draw(office, as_of="2026-02-28")
    assert code == 0
    assert {row["known"] for row in rows_of(out)} == {"0"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["map"], "required"),
        (["map", "--data", ".", "--as-of", "1/1/2027", "--out", "x"], "write YYYY-MM-DD"),
        (["map", "--data", ".", "--as-of", AS_OF, "--out", "x", "--engine", "excel"], "invalid choice"),
        (["peta"], "invalid choice"),
        (["sample", "--people", "0", "--agencies", "1", "--seed", "1", "--out", "x"], "above 0"),
    ],
)
def test_a_wrong_call_is_exit_code_2_and_says_what_is_wrong(arguments, words, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    assert words in capsys.readouterr().err


def test_a_data_folder_that_is_not_there_is_exit_code_2(tmp_path, capsys):
    call = ["map", "--data", str(tmp_path / "x"), "--as-of", AS_OF, "--out", str(tmp_path / "o")]
    assert cli.run(call) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_out_must_not_be_a_file(office, tmp_path, capsys):
    (office.path.parent / "out").write_text("sesuatu")
    assert draw(office)[0] == 2
    assert "--out takes a folder" in capsys.readouterr().err


def test_parameters_replace_single_keys(office, tmp_path):
    office.remove("target_links")
    assert rows_of(draw(office)[1])[0]["priority"] == "3"
    file = tmp_path / "params.json"
    file.write_text(json.dumps({"importance": {"absolute": 6}}))
    assert rows_of(draw(office, "--params", file)[1])[0]["priority"] == "6"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "one JSON object"),
        ('{"bobot": 1}', "unknown parameter(s): bobot"),
        ('{"trained_years": "satu"}', "trained_years must be a whole number"),
        ('{"importance": {"penting": 2}}', "importance must be an object"),
        ('{"ranked_share": 2}', "from 0 to 1"),
    ],
)
def test_a_bad_parameter_file_is_exit_code_2(office, tmp_path, capsys, text, words):
    file = tmp_path / "params.json"
    file.write_text(text)
    assert draw(office, "--params", file)[0] == 2
    assert words in capsys.readouterr().err


def command(office):
    out = office.path.parent / "out"
    return [sys.executable, "-m", "betang.cli", "map", "--data", office.path, "--as-of", AS_OF, "--out", out]


def test_a_pipe_gets_no_progress_bar(office):
    done = subprocess.run(command(office), capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == "3 cells, 1 ranked, 2 to measure first"


def test_a_terminal_gets_progress(office):
    watcher, terminal = pty.openpty()
    with os.fdopen(watcher, "rb", buffering=0) as screen:
        process = subprocess.Popen(command(office), stderr=terminal)
        os.close(terminal)
        shown = b""
        try:
            while block := screen.read(4096):
                shown += block
        except OSError:  # the other end of a terminal closes with an error on Linux
            pass
        assert process.wait() == 0
    assert b"map" in shown
    assert b"1/1" in shown


def test_help_lists_the_commands(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert all(
        name in shown for name in ("demo", "serve", "worker", "migrate", "check", "load", "export", "map", "sample")
    )
