"""Performance predicates, a row for each year or a column for each."""

from __future__ import annotations

import pytest

from betang.core.office.kinds.performance import PERFORMANCE
from tests.core.office.kinds.district import LANTING, TALENAN, TIANG, bring

HEAD = "nip;nama;jabatan;tahun_skp;capaian;hasil_kerja;perilaku_kerja;hasil_akhir\n"


@pytest.fixture
def predicates(tmp_path):
    return lambda sheets: bring(tmp_path, PERFORMANCE, sheets)


def line(nip=LANTING, name="Lanting Nipah", year="2025", said="Baik", reached="98,2"):
    return f"{nip};{name};Auditor;{year};{reached};Sesuai Ekspektasi;Sesuai Ekspektasi;{said}\n"


def figures(found):
    return [(record["person"], record["year"], record["predicate"]) for record in found["performance"]]


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("Sangat Baik", 5),
        ("Baik", 4),
        ("Butuh Perbaikan", 3),
        ("Kurang", 2),
        ("Sangat Kurang", 1),
        ("SANGAT  BAIK", 5),
        (" butuh perbaikan ", 3),
        ("ButuhPerbaikan", 3),
        ("Sangat-Kurang", 1),
    ],
)
def test_the_five_predicates_are_figures_from_one_to_five(predicates, said, figure):
    found = predicates(HEAD + line(said=said))
    assert figures(found) == [(LANTING, 2025, figure)]
    assert not found.desk.troubles


@pytest.mark.parametrize("said", ["Cukup", "Sedang", "86", "B", "4"])
def test_predicates_of_the_former_system_and_bare_figures_are_refused(predicates, said):
    found = predicates(HEAD + line(said=said))
    assert found.refused == [(2, "bad_predicate", "hasil_akhir", said)]
    assert not found["performance"]


@pytest.mark.parametrize("said", ["-", "", "null"])
def test_a_year_without_a_predicate_gives_none_and_says_so(predicates, said):
    found = predicates(HEAD + line(said=said) + line(year="2024"))
    assert found.warnings == [(2, "no_value", "hasil_akhir", said.replace("null", ""))]
    assert figures(found) == [(LANTING, 2024, 4)]


@pytest.mark.parametrize(("code", "figure"), [("1", 5), ("2", 4), ("3", 3), ("4", 2), ("5", 1)])
def test_the_quadrant_codes_of_siasn_run_the_other_way(predicates, code, figure):
    assert figures(predicates(f"NIP;TAHUN;KUADRAN KINERJA ID\n{LANTING};2025;{code}\n")) == [(LANTING, 2025, figure)]


@pytest.mark.parametrize(
    ("code", "said", "problem"),
    [("2", "Baik", None), ("4", "Baik", "code_name_mismatch"), ("7", "Baik", "bad_predicate"), ("", "Baik", None)],
)
def test_code_and_predicate_of_one_row_must_say_the_same(predicates, code, said, problem):
    found = predicates(f"NIP;TAHUN;KUADRAN;PREDIKAT\n{LANTING};2025;{code};{said}\n")
    assert [each[1] for each in found.refused] == ([problem] if problem else [])
    assert len(found["performance"]) == (not problem)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (line(nip="199001012015031999"), (2, "unknown_person", "nip", "199001012015031999")),
        (line(nip="19900101 201503 1 999"), (2, "unknown_person", "nip", "199001012015031999")),
        (line(nip="1.99001E+17"), (2, "nip_digits_lost", "nip", "1.99001E+17")),
        (line(nip=""), (2, "missing_value", "nip", "")),
        (line(year=""), (2, "missing_value", "tahun_skp", "")),
        (line(year="lalu"), (2, "bad_number", "tahun_skp", "lalu")),
        (line(year="2024/2025"), (2, "bad_number", "tahun_skp", "2024/2025")),
        (line(year="2027"), (2, "out_of_range", "tahun_skp", "2027")),
    ],
)
def test_a_row_without_person_or_year_is_refused_for_one_reason(predicates, row, problem):
    found = predicates(HEAD + row)
    assert found.refused == [problem]
    assert not found["performance"]


def test_a_nip_in_groups_and_a_year_in_words_are_read(predicates):
    assert figures(predicates(HEAD + line(nip="'19900101 201503 1 001", year="Tahun 2025"))) == [(LANTING, 2025, 4)]


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("LANTING NIPAH, S.Kom.", False),
        ("Nipah", False),
        ("", False),
        ("Bakau Embun", True),
    ],
)
def test_a_name_without_a_word_of_the_register_is_warned_of(predicates, name, warned):
    found = predicates(HEAD + line(name=name))
    assert found.codes("warning") == ([(2, "name_differs")] if warned else [])
    assert len(found["performance"]) == 1


def test_a_year_twice_stays_once_and_a_contradiction_not_at_all(predicates):
    found = predicates(HEAD + line() + line() + line(year="2024") + line(year="2024", said="Kurang"))
    assert found.codes("refused") == [(3, "duplicate_row"), (4, "duplicate_conflict"), (5, "duplicate_conflict")]
    assert figures(found) == [(LANTING, 2025, 4)]


def test_the_year_may_stand_above_the_heading(predicates):
    rows = [["PREDIKAT KINERJA TAHUN 2025"], ["No", "NIP", "Nama", "Predikat"], [1, TALENAN, "Talenan Ulin", "Baik"]]
    assert figures(predicates({"SKP": rows})) == [(TALENAN, 2025, 4)]


def test_without_any_year_nothing_is_taken(predicates):
    found = predicates({"SKP": [["NIP", "Nama", "Predikat"], [TALENAN, "Talenan Ulin", "Baik"]]})
    assert [each[1] for each in found.refused] == ["missing_value"]


# ---------------------------------------------------------------- a column for each year


@pytest.mark.parametrize(
    "head",
    [
        ("NIP", "Nama", "2024", "2025"),
        ("NIP", "Nama", "Predikat 2024", "Predikat 2025"),
        ("NIP BARU", "NAMA", "SKP Tahun 2024", "SKP Tahun 2025"),
    ],
)
def test_one_row_a_person_gives_a_figure_for_every_year(predicates, head):
    found = predicates({"SKP": [list(head), [TALENAN, "Talenan Ulin", "Baik", "Sangat Baik"]]})
    assert figures(found) == [(TALENAN, 2024, 4), (TALENAN, 2025, 5)]
    assert not found.desk.troubles


def test_years_under_one_merged_heading_are_read(tmp_path):
    rows = [
        ["NIP", "Nama", "Predikat Kinerja", ""],
        ["", "", "Tahun 2024", "Tahun 2025"],
        [TALENAN, "Talenan Ulin", "Baik", "Kurang"],
    ]
    merged = [("SKP", 0, 2, 0, 3), ("SKP", 0, 0, 1, 0), ("SKP", 0, 1, 1, 1)]
    found = bring(tmp_path, PERFORMANCE, {"SKP": rows}, merged=merged)
    assert figures(found) == [(TALENAN, 2024, 4), (TALENAN, 2025, 2)]


def test_in_a_column_for_each_year_only_the_cell_that_cannot_be_read_is_left_out(predicates):
    rows = [
        ["NIP", "Nama", "2024", "2025"],
        [TALENAN, "Talenan Ulin", "Cukup", "Baik"],
        [TIANG, "Tiang Meranti", "-", "Baik"],
    ]
    found = predicates({"SKP": rows})
    assert found.cells == [(2, "bad_predicate", "2024", "Cukup")]
    assert found.warnings == [(3, "no_value", "2024", "-")]
    assert figures(found) == [(TALENAN, 2025, 4), (TIANG, 2025, 4)]
    assert not found.refused
