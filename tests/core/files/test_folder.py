from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from betang.core.errors import BadInput, WrongCall
from betang.core.files import read_folder
from betang.core.tables import NEEDED_FOR_MAP
from tests.core.files.conftest import GOOD

STANDARD = "agency, job, tier, competency"


def problems_of(office):
    with pytest.raises(BadInput) as caught:
        read_folder(office.path, required=NEEDED_FOR_MAP)
    return caught.value


def the_problem(office):
    error = problems_of(office)
    assert error.total == len(error.problems) == 1, error.problems
    problem = error.problems[0]
    return problem.file, problem.row, problem.column, problem.value, problem.code


def test_a_good_folder_is_read_whole_and_typed(office):
    folder = read_folder(office.path, required=NEEDED_FOR_MAP)
    assert folder.warnings == ()
    assert folder.tables["assessments"].to_pyarrow().to_pylist() == [
        {
            "person": "p1",
            "competency": "M.01",
            "level": 2,
            "assessed_on": date(2026, 3, 1),
            "source": "test",
            "valid_until": None,
        }
    ]
    assert folder.tables["targets"].to_pyarrow()["weight"].to_pylist() == [Decimal("1.2500")]


def test_tables_that_are_absent_have_no_rows(office):
    folder = read_folder(office.path, required=NEEDED_FOR_MAP)
    assert "budgets" not in folder.present
    assert folder.tables["budgets"].to_pyarrow().num_rows == 0


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path):
    with pytest.raises(WrongCall, match="no folder"):
        read_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("people", "p1,A,1,J1,,Ulin Contoh,,PNS,01", (5, "person", "p1", "duplicate_conflict")),
        ("people", "p9,A,1,J9,,Ulin Contoh,,PNS,01", (5, "job", "J9", "unknown_job")),
        ("people", "p9,A,9,J1,,Ulin Contoh,,PNS,01", (5, "unit", "9", "unknown_unit")),
        ("people", "p9,B,2,J1,,Ulin Contoh,,PNS,01", (5, "unit", "2", "unknown_unit")),
        ("people", "p9,A,1,J1,J9,Ulin Contoh,,PNS,01", (5, "next_job", "J9", "unknown_job")),
        ("people", "p9,A,1,J1,,Ulin Contoh,,HONORER,01", (5, "status", "HONORER", "bad_status")),
        ("people", "p9,A,1,J1,,Ulin Contoh,,,01", (5, "status", "", "missing_value")),
        ("units", "A,3,Seksi Contoh,9", (5, "parent", "9", "unknown_parent")),
        ("units", "B,3,Seksi Contoh,2", (5, "parent", "2", "unknown_parent")),
        ("units", "A,3,Seksi Contoh,3", (5, "parent", "3", "parent_cycle")),
        ("jobs", "J3,Penyuluh Contoh,jf_master,,", (4, "tier", "jf_master", "bad_tier")),
        ("standards", ",J1,,T.01,6,needed,", (4, "level", "6", "bad_level")),
        ("standards", ",J1,,T.01,0,needed,", (4, "level", "0", "bad_level")),
        ("standards", ",J1,,T.01,2.5,needed,", (4, "level", "2.5", "bad_level")),
        ("standards", ",J1,,T.01,2,perlu,", (4, "importance", "perlu", "bad_importance")),
        ("standards", ",,jf_master,T.01,2,needed,", (4, "tier", "jf_master", "bad_tier")),
        ("standards", ",J1,jf_muda,T.01,2,needed,", (4, "job", "", "one_of")),
        ("standards", ",,,T.01,2,needed,", (4, "job", "", "one_of")),
        ("standards", ",J1,,M.01,4,absolute,decree", (4, STANDARD, " / J1 /  / M.01", "duplicate_conflict")),
        ("standards", ",J1,,M.01,3,absolute,decree", (4, STANDARD, " / J1 /  / M.01", "duplicate_row")),
        ("assessments", "p8,M.01,2,2026-01-01,test,", (3, "person", "p8", "unknown_person")),
        ("assessments", "p1,X,2,2026-01-01,test,", (3, "competency", "X", "unknown_competency")),
        ("assessments", "p1,M.01,7,2026-01-01,test,", (3, "level", "7", "bad_level")),
        ("assessments", "p1,M.01,2,01-03-2026,test,", (3, "assessed_on", "01-03-2026", "bad_date")),
        ("assessments", "p1,M.01,2,2026-02-30,test,", (3, "assessed_on", "2026-02-30", "bad_date")),
        ("assessments", "p1,M.01,2,2026-02-03,dukun,", (3, "source", "dukun", "bad_source")),
        ("assessments", "p1,M.01,2,2026-02-03,test,2026-01-01", (3, "valid_until", "2026-01-01", "date_order")),
        ("target_links", "T9,M.01,,0.5", (3, "target", "T9", "unknown_target")),
        ("target_links", "T1,T.01,,1.5", (3, "relevance", "1.5", "out_of_range")),
        ("target_links", "T1,T.01,,0", (3, "relevance", "0", "out_of_range")),
        ("target_links", "T1,T.01,,0.12345", (3, "relevance", "0.12345", "bad_number")),
        ("target_links", "T1,T.01,3,0.5", (3, "unit", "3", "unknown_unit")),
        ("outcomes", "P1,T.01,3,3", (3, "to_level", "3", "bad_level")),
        ("programs", "P2,Pelatihan Lain,class,24,3,3,9,5", (3, "class_max", "5", "class_size")),
        ("programs", "P2,Pelatihan Lain,radio,24,3,3,5,9", (3, "channel", "radio", "bad_channel")),
        ("needs", "N2,A,,p2,,P1,4,dialogue,", (3, "person", "", "one_of")),
    ],
)  # fmt: skip
def test_one_bad_row_is_named_by_file_row_column_and_value(office, table, row, expected):
    office.add(table, row)
    assert the_problem(office) == (f"{table}.csv", *expected)


def test_every_problem_of_the_folder_is_listed_at_once(office):
    office.add("people", "p9,A,1,J9,,Ulin Contoh,,HONORER,01")
    office.add("standards", ",J1,,T.01,6,needed,")
    office.write("jobs", "")
    assert [(p.file, p.row, p.code) for p in problems_of(office).problems] == [
        ("jobs.csv", None, "empty_file"),
        ("people.csv", 5, "bad_status"),
        ("standards.csv", 4, "bad_level"),
    ]


def test_a_table_that_cannot_be_read_makes_no_second_complaint_about_its_references(office):
    office.write("jobs", "")
    assert the_problem(office) == ("jobs.csv", None, "", "", "empty_file")


def test_a_missing_table_is_named(office):
    office.remove("units")
    codes = {(p.file, p.code) for p in problems_of(office).problems}
    assert ("units", "missing_table") in codes


def test_a_missing_column_is_named(office):
    office.write("jobs", "job,name\nJ1,Analis\nJ2,Admin\n")
    assert the_problem(office) == ("jobs.csv", 1, "tier", "", "missing_column")


def test_columns_that_may_be_empty_may_be_absent(office):
    office.write("units", "agency,unit,name\nA,1,Dinas\nA,2,Bidang\nB,1,Dinas\n")
    assert read_folder(office.path).tables["units"].to_pyarrow()["parent"].to_pylist() == [None, None, None]


def test_an_extra_column_is_ignored_with_a_warning(office):
    office.write("jobs", GOOD["jobs"].replace("affair\n", "affair,catatan\n").replace(",,\n", ",,,x\n"))
    (warning,) = read_folder(office.path).warnings
    assert (warning.file, warning.column, warning.code, warning.severity) == (
        "jobs.csv",
        "catatan",
        "extra_column",
        "warning",
    )


def test_a_file_that_is_no_table_is_pointed_out(office):
    office.write("orang", "a\n1\n")
    (warning,) = read_folder(office.path).warnings
    assert (warning.file, warning.code) == ("orang.csv", "unknown_file")


def test_a_file_in_another_encoding_says_so_with_its_row(office):
    text = GOOD["jobs"] + "J3,Penata Ruang é,pelaksana,,\n"
    (office.path / "jobs.csv").write_bytes(text.encode("cp1252"))
    assert the_problem(office) == ("jobs.csv", 4, "", "", "wrong_encoding")


def test_a_byte_order_mark_does_no_harm(office):
    (office.path / "jobs.csv").write_bytes(GOOD["jobs"].encode("utf-8-sig"))
    assert read_folder(office.path).tables["jobs"].to_pyarrow()["job"].to_pylist() == ["J1", "J2"]


def test_a_quoted_line_break_counts_as_one_row(office):
    office.write("jobs", 'job,name,tier\nJ1,"Analis\nContoh",jf_muda\nJ2,Admin,pelaksana\nJ3,Lain,jf_master\n')
    assert the_problem(office) == ("jobs.csv", 4, "tier", "jf_master", "bad_tier")


@pytest.mark.parametrize("row", ["J3,Penata, Muda,pelaksana,,", "J3,Penata"])
def test_a_row_with_too_many_or_too_few_fields_is_named(office, row):
    office.add("jobs", row)
    assert the_problem(office) == ("jobs.csv", 4, "", "", "column_count")


def test_semicolons_are_pointed_out(office):
    office.write("jobs", GOOD["jobs"].replace(",", ";"))
    assert {p.code for p in problems_of(office).problems} >= {"delimiter"}


def test_the_same_table_in_two_kinds_of_file_is_an_error(office):
    pq.write_table(pa.table({"job": ["J1"]}), office.path / "jobs.parquet")
    assert the_problem(office)[4] == "duplicate_table"


def as_parquet(office, table, **columns):
    office.remove(table)
    pq.write_table(pa.table(columns), office.path / f"{table}.parquet")


def test_parquet_with_the_wrong_type_names_the_column_and_what_it_holds(office):
    as_parquet(office, "jobs", job=["J1", "J2"], name=["Analis", "Admin"], tier=pa.array([1, 2], pa.float64()))
    assert the_problem(office) == ("jobs.parquet", None, "tier", "DOUBLE", "wrong_type")


def test_text_that_calls_itself_parquet_is_refused(office):
    office.remove("jobs")
    (office.path / "jobs.parquet").write_text("bukan parquet")
    assert the_problem(office) == ("jobs.parquet", None, "", "", "unreadable_file")


def test_parquet_rows_are_numbered_as_a_spreadsheet_would(office):
    as_parquet(office, "jobs", job=["J1", "J2", "J3"], name=["a", "b", "c"], tier=["jf_muda", "pelaksana", "jf_master"])
    assert the_problem(office) == ("jobs.parquet", 4, "tier", "jf_master", "bad_tier")


def test_people_kept_by_whole_number_are_joined_as_numbers_and_still_checked(office):
    for table in ("training_history", "needs"):
        office.remove(table)
    as_parquet(
        office, "people", person=[1, 2], agency=["A", "B"], unit=["1", "1"], job=["J1", "J2"], status=["PNS", "PNS"]
    )
    as_parquet(
        office,
        "assessments",
        person=[1, 3],
        competency=["M.01", "M.01"],
        level=[2, 2],
        assessed_on=[date(2026, 1, 1)] * 2,
        source=["test", "test"],
    )
    assert the_problem(office) == ("assessments.parquet", 3, "person", "3", "unknown_person")


def test_whole_numbers_in_one_file_and_text_in_another_still_meet(office):
    for table in ("training_history", "needs"):
        office.remove(table)
    as_parquet(office, "people", person=[1], agency=["A"], unit=["1"], job=["J1"], status=["PNS"])
    office.write("assessments", "person,competency,level,assessed_on,source\n1,M.01,2,2026-01-01,test\n")
    folder = read_folder(office.path)
    assert folder.tables["people"].to_pyarrow()["person"].to_pylist() == ["1"]


def test_a_circle_of_units_names_every_unit_in_it_and_no_other(office):
    office.write("units", "agency,unit,name,parent\nA,1,a,2\nA,2,b,1\nA,3,c,1\nB,1,d,\n")
    assert [(p.row, p.value, p.code) for p in problems_of(office).problems] == [
        (2, "2", "parent_cycle"),
        (3, "1", "parent_cycle"),
    ]


def test_the_first_thousand_problems_are_listed_and_all_are_counted(office):
    office.write("assessments", GOOD["assessments"] + "p8,M.01,2,2026-01-01,test,\n" * 1500)
    error = problems_of(office)
    assert (error.total, len(error.problems)) == (1500, 1000)
    assert "1500 problem(s)" in str(error)
