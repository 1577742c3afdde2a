"""Recapitulations, lists and certificates cell by cell: each spelling, each reason, drawn levels."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from betang.core.office.kinds.assessments import ASSESSMENTS, CERTIFICATES
from tests.core.office.kinds.district import LANTING, TALENAN, TIANG, bring

DAY = date(2025, 5, 20)
LONG = "NIP;Nama;Kode Kompetensi;Nama Kompetensi;Capaian;Tanggal Penilaian;Berlaku s.d.;Akreditasi Penyelenggara\n"
ISSUED = "NIP;Nama;Kode Kompetensi;Nama Sertifikat;Level Kompetensi;Nomor Sertifikat;Tanggal Terbit;Berlaku Sampai\n"


@pytest.fixture
def results(tmp_path):
    return lambda sheets, **more: bring(tmp_path, ASSESSMENTS, sheets, **more)


@pytest.fixture
def certificates(tmp_path):
    return lambda text: bring(tmp_path, CERTIFICATES, text)


def levels(found):
    return [(each["person"], each["competency"], each["level"]) for each in found["assessments"]]


def recap(*rows, above=(), names=("M.01", "M.02"), subs=("Standar", "Capaian")):
    """A recapitulation with a heading over two lines, each competency over a standard and what was measured."""
    upper = ["No", "NIP", "Nama", *(cell for name in names for cell in (name, "")), "Tanggal Penilaian", "Akreditasi"]
    lower = ["", "", "", *(cell for _ in names for cell in subs), "", ""]
    top = len(above)
    merged = [("Rekap", top, column, top + 1, column) for column in (0, 1, 2, 3 + 2 * len(names), 4 + 2 * len(names))]
    merged += [("Rekap", top, column, top, column + 1) for column in range(3, 3 + 2 * len(names), 2)]
    return {"Rekap": [*([text] for text in above), upper, lower, *rows]}, merged


def one(*cells, nip=LANTING, name="Lanting Nipah", on=DAY, rated="Terakreditasi A"):
    return [1, nip, name, *cells, on, rated]


# ---------------------------------------------------------------- a column a competency


def test_what_was_measured_counts_and_the_standard_beside_it_does_not(results):
    sheets, merged = recap(one(3, 2, 4, "Level 4"))
    found = results(sheets, merged=merged)
    assert levels(found) == [(LANTING, "M.01", 2), (LANTING, "M.02", 4)]
    assert found["assessments"][0]["assessed_on"] == DAY
    assert found["assessments"][0]["source"] == "accredited"
    assert not found.desk.troubles


@pytest.mark.parametrize("names", [("M.1", "SK.1"), ("m.01", "sk 01"), ("Integritas", "PEREKAT BANGSA")])
def test_competencies_are_headed_by_code_or_name(results, names):
    sheets, merged = recap(one(3, 2, 4, 4), names=names)
    assert levels(results(sheets, merged=merged)) == [(LANTING, "M.01", 2), (LANTING, "SK.01", 4)]


@pytest.mark.parametrize(
    "head",
    [
        ("M.01 Standar", "M.01 Capaian"),
        ("Standar M.01", "Capaian M.01"),
        ("M.01 (Standar)", "M.01 (Capaian)"),
        ("Integritas - Standar", "Integritas - Hasil"),
        ("Standar Kompetensi Integritas", "M.01"),
        ("Level Standar M.01", "Level Capaian M.01"),
        ("M.01 Gap", "M.01 Level"),
    ],
)
def test_one_line_may_head_both_standard_and_result(results, head):
    rows = [["NIP", "Nama", *head, "Tanggal Penilaian", "Akreditasi"], [LANTING, "", 4, 2, DAY, "Terakreditasi"]]
    assert levels(results({"Rekap": rows})) == [(LANTING, "M.01", 2)]


def test_blocks_of_standards_and_results_are_told_apart(results):
    rows = [
        ["NIP", "Nama", "Standar", "", "Capaian", "", "Tanggal Penilaian", "Akreditasi"],
        ["", "", "M.01", "M.02", "M.01", "M.02", "", ""],
        [LANTING, "Lanting Nipah", 4, 4, 2, 3, DAY, "Terakreditasi"],
    ]
    merged = [("Rekap", 0, 2, 0, 3), ("Rekap", 0, 4, 0, 5)]
    merged += [("Rekap", 0, column, 1, column) for column in (0, 1, 6, 7)]
    assert levels(results({"Rekap": rows}, merged=merged)) == [(LANTING, "M.01", 2), (LANTING, "M.02", 3)]


@pytest.mark.parametrize(("said", "level"), [(3.0, 3), ("3", 3), ("3.0", 3), ("Level 3", 3), ("0", 0), ("L5", 5)])
def test_spellings_of_a_level_are_one(results, said, level):
    sheets, merged = recap(one(3, said, 3, "-"))
    assert levels(results(sheets, merged=merged)) == [(LANTING, "M.01", level)]


@pytest.mark.parametrize("said", [7, "7", "6", "tinggi", "3,5", -1])
def test_only_the_cell_that_is_no_level_is_left_out(results, said):
    sheets, merged = recap(one(3, said, 3, 2))
    found = results(sheets, merged=merged)
    assert found.cells == [(3, "bad_level", "M.01", str(said))]
    assert levels(found) == [(LANTING, "M.02", 2)]
    assert not found.refused


def test_who_was_not_measured_at_all_gives_nothing_and_is_told_of(results):
    sheets, merged = recap(one(3, "-", 3, ""), one(3, 2, 3, "", nip=TALENAN, name="Talenan Ulin"))
    found = results(sheets, merged=merged)
    assert found.warnings == [(3, "no_value", "Capaian", "")]
    assert levels(found) == [(TALENAN, "M.01", 2)]


def test_a_heading_that_is_no_competency_is_told_of_once_for_the_file(results):
    sheets, merged = recap(one(3, 2, 3, 3), one(3, 1, 3, 3, on=date(2026, 1, 5)), names=("M.01", "T.XYZ.09"))
    found = results(sheets, merged=merged)
    assert found.warnings == [(None, "unknown_competency", "T.XYZ.09", "T.XYZ.09")]
    assert levels(found) == [(LANTING, "M.01", 2), (LANTING, "M.01", 1)]


def test_a_misspelled_competency_is_offered_and_not_taken(results):
    rows = [["NIP", "Nama", "Integritass", "Kerja Sama", "Tanggal Penilaian", "Akreditasi"]]
    rows.append([LANTING, "", 2, 3, DAY, "Terakreditasi"])
    found = results({"Rekap": rows})
    assert levels(found) == [(LANTING, "M.02", 3)]
    [trouble] = found.desk.troubles
    assert (trouble.code, trouble.column, trouble.said["offers"].split()[0]) == (
        "unknown_competency",
        "Integritass",
        "M.01",
    )


@pytest.mark.parametrize("heading", ["Keterangan", "Potensi", "Usia", "Rekomendasi"])
def test_other_columns_are_left_alone(results, heading):
    rows = [["NIP", "Nama", "M.01", heading, "Tanggal Penilaian", "Akreditasi"]]
    rows.append([LANTING, "", 2, 3, DAY, "Terakreditasi"])
    found = results({"Rekap": rows})
    assert levels(found) == [(LANTING, "M.01", 2)]
    assert not found.desk.troubles


def test_two_columns_with_results_of_one_competency_are_not_chosen_between(results):
    rows = [["NIP", "Nama", "M.01", "Integritas", "M.02", "Tanggal Penilaian", "Akreditasi"]]
    rows.append([LANTING, "", 2, 3, 3, DAY, "Terakreditasi"])
    found = results({"Rekap": rows})
    assert levels(found) == [(LANTING, "M.02", 3)]
    assert found.warnings == [(None, "ambiguous_reference", "M.01", "M.01")]


# ---------------------------------------------------------------- when, by whom, about whom


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        ("Maret 2026", "bad_date"),
        ("", "missing_value"),
        ("31-02-2026", "bad_date"),
        ("01-01-1930", "date_out_of_range"),
        ("31-10-2026", "date_out_of_range"),
    ],
)
def test_without_a_day_in_the_past_nothing_of_the_row_is_taken(results, on, problem):
    sheets, merged = recap(one(3, 7, 3, 2, on=on, rated=""))
    found = results(sheets, merged=merged)
    assert found.refused == [(3, problem, "Tanggal Penilaian", on)]
    assert not found["assessments"]
    assert not found.cells
    assert not found.warnings


@pytest.mark.parametrize("on", ["20-05-2025", "20 Mei 2025", DAY, "20/05/2025", "2025-05-20"])
def test_days_are_read_as_offices_write_them(results, on):
    sheets, merged = recap(one(3, 2, 3, 2, on=on))
    assert {each["assessed_on"] for each in results(sheets, merged=merged)["assessments"]} == {DAY}


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["HASIL UJI KOMPETENSI", "Tanggal Pelaksanaan: 20 Mei 2025"], DAY),
        (["Pelaksanaan : 20-05-2025"], DAY),
        (["Keputusan tanggal 3 Maret 2024"], None),
        (["Tanggal: 20 Mei 2025", "Tanggal cetak: 3 Maret 2026"], None),
        (["Tanggal Pelaksanaan: Mei 2025"], None),
    ],
)
def test_one_day_above_the_table_holds_for_all_rows(results, lines, day):
    rows = [[text] for text in lines]
    rows += [["NIP", "Nama", "M.01", "JPM", "Akreditasi"], [LANTING, "", 2, 90, "Terakreditasi"]]
    found = results({"Rekap": rows})
    assert [each["assessed_on"] for each in found["assessments"]] == ([day] if day else [])
    assert [code for _, code, _, _ in found.refused] == ([] if day else ["missing_value"])


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Terakreditasi A", "accredited"), ("TERAKREDITASI", "accredited"), ("Akreditasi B", "accredited"),
        ("A", "accredited"), ("Belum terakreditasi", "test"), ("Tidak Terakreditasi", "test"), ("Dalam proses", "test"),
    ],
)  # fmt: skip
def test_only_an_accredited_assessor_is_one(results, said, source):
    sheets, merged = recap(one(3, 2, 3, 2, rated=said))
    found = results(sheets, merged=merged)
    assert {each["source"] for each in found["assessments"]} == {source}
    assert not found.warnings


def test_an_assessor_of_whom_nothing_is_said_is_none_and_told_of(results):
    sheets, merged = recap(one(3, 2, 3, 2, rated=""))
    found = results(sheets, merged=merged)
    assert {each["source"] for each in found["assessments"]} == {"test"}
    assert found.warnings == [(3, "accreditation_unknown", "Akreditasi", "")]


@pytest.mark.parametrize(
    ("above", "source", "warned"),
    [
        ("Penyelenggara: UPT Penilaian (Terakreditasi A)", "accredited", 0),
        ("Penyelenggara: Tim (belum terakreditasi)", "test", 0),
        ("Penyelenggara: Tim", "test", 1),
    ],
)
def test_a_file_without_that_column_is_told_of_once_unless_its_title_says_it(results, above, source, warned):
    rows = [[above], ["NIP", "Nama", "M.01", "Tanggal Penilaian"], [LANTING, "", 2, DAY], [TALENAN, "", 2, DAY]]
    found = results({"Rekap": rows})
    assert {each["source"] for each in found["assessments"]} == {source}
    assert [code for _, code, _, _ in found.warnings] == ["accreditation_unknown"] * warned


@pytest.mark.parametrize(
    ("said", "source"),
    [("Atasan", "supervisor"), ("rekan kerja", "peer"), ("Penilaian Mandiri", "self"), ("CACT", "accredited")],
)
def test_who_judged_may_be_somebody_else_than_an_assessor(results, said, source):
    head = LONG.replace("Akreditasi Penyelenggara", "Akreditasi Penyelenggara;Sumber Penilaian")
    found = results(f"{head}{LANTING};;M.01;;3;20-05-2025;;Terakreditasi;{said}\n")
    assert [each["source"] for each in found["assessments"]] == [source]


@pytest.mark.parametrize(
    ("nip", "problem", "value"),
    [
        ("199001012015031999", "unknown_person", "199001012015031999"),
        ("19900101 201503 1 999", "unknown_person", "199001012015031999"),
        (199001012015031001.0, "nip_digits_lost", None),
        ("1990010120150310", "nip_length", "1990010120150310"),
        ("", "missing_value", ""),
    ],
)
def test_a_person_who_cannot_be_told_refuses_the_row(results, nip, problem, value):
    sheets, merged = recap(one(3, 2, 3, 2, nip=nip))
    found = results(sheets, merged=merged)
    assert [(row, code, column) for row, code, column, _ in found.refused] == [(3, problem, "NIP")]
    assert value is None or found.refused[0][3] == value
    assert not found["assessments"]


def test_another_name_beside_the_nip_is_warned_of_and_the_nip_stands(results):
    sheets, merged = recap(one(3, 2, 3, 2, nip="19900101 201503 1 001", name="Bakau Embun, S.Kom."))
    found = results(sheets, merged=merged)
    assert found.warnings == [(3, "name_differs", "Nama", "Bakau Embun")]
    assert levels(found) == [(LANTING, "M.01", 2), (LANTING, "M.02", 2)]


# ---------------------------------------------------------------- repeats


def test_the_same_row_again_is_left_out_whatever_its_number(results):
    sheets, merged = recap(one(3, 2, 3, 2), [2, *one(3, 2, 3, 2)[1:]])
    found = results(sheets, merged=merged)
    assert found.codes("refused") == [(4, "duplicate_row")]
    assert len(found["assessments"]) == 2


def test_two_results_of_one_day_that_contradict_each_other_are_both_refused(results):
    sheets, merged = recap(one(3, 2, 3, "-"), one(3, 4, 3, 1), one(3, 4, 3, 1, on=date(2026, 1, 5)))
    found = results(sheets, merged=merged)
    assert found.codes("refused") == [(3, "duplicate_conflict"), (4, "duplicate_conflict")]
    assert {each["assessed_on"] for each in found["assessments"]} == {date(2026, 1, 5)}


def test_two_rows_of_one_day_that_complete_each_other_are_both_taken(results):
    sheets, merged = recap(one(3, 2, 3, "-"), one(3, "-", 3, 1))
    found = results(sheets, merged=merged)
    assert levels(found) == [(LANTING, "M.01", 2), (LANTING, "M.02", 1)]
    assert not found.refused


# ---------------------------------------------------------------- a row a competency


def line(nip=LANTING, code="M.01", level="3", on="20-05-2025", **more):
    cells = (nip, more.get("name", ""), code, more.get("competency", ""), level, on)
    return ";".join((*cells, more.get("until", ""), more.get("rated", "Terakreditasi A"))) + "\n"


def test_a_list_gives_a_result_for_every_row(results):
    found = results(LONG + line(until="20-05-2028") + line(code="", competency="Komunikasi") + line(nip=TIANG))
    assert levels(found) == [(LANTING, "M.01", 3), (LANTING, "M.03", 3), (TIANG, "M.01", 3)]
    assert found["assessments"][0]["valid_until"] == date(2028, 5, 20)
    assert "valid_until" not in found["assessments"][1]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (line(code="T.XYZ.09"), (2, "unknown_competency", "Kode Kompetensi", "T.XYZ.09")),
        (line(code=""), (2, "missing_value", "Kode Kompetensi", "")),
        (line(competency="Komunikasi"), (2, "code_name_mismatch", "Nama Kompetensi", "Komunikasi")),
        (line(level="7"), (2, "bad_level", "Capaian", "7")),
        (line(on="Mei 2025"), (2, "bad_date", "Tanggal Penilaian", "Mei 2025")),
        (line(until="19-05-2025"), (2, "date_order", "Berlaku s.d.", "19-05-2025")),
        (line(nip="199001012015031999"), (2, "unknown_person", "NIP", "199001012015031999")),
    ],
)
def test_a_row_of_a_list_is_refused_for_one_reason(results, row, problem):
    found = results(LONG + row)
    assert found.refused == [problem]
    assert not found["assessments"]


def test_a_level_that_was_not_measured_gives_nothing_and_is_told_of(results):
    found = results(LONG + line(level="-") + line(code="M.02"))
    assert found.warnings == [(2, "no_value", "Capaian", "-")]
    assert levels(found) == [(LANTING, "M.02", 3)]


def test_in_a_list_the_same_again_is_left_out_and_a_contradiction_not_taken(results):
    found = results(LONG + line() + line() + line(code="M.02") + line(code="M.02", level="4"))
    assert found.codes("refused") == [(3, "duplicate_row"), (4, "duplicate_conflict"), (5, "duplicate_conflict")]
    assert levels(found) == [(LANTING, "M.01", 3)]


@settings(max_examples=25, deadline=None)
@drawn(said=st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=6))
def test_whatever_levels_stand_there_every_good_one_comes_out_once(tmp_path_factory, said):
    folder = tmp_path_factory.mktemp("drawn")
    codes = ("M.01", "M.02", "M.03", "M.06", "SK.01", "T.KEU.01")[: len(said)]
    cells = [f"Level {level}" if word else level for level, word in said]
    rows = [["NIP", "Nama", *codes, "Tanggal Penilaian", "Akreditasi"], [LANTING, "", *cells, DAY, "Terakreditasi"]]
    found = bring(folder, ASSESSMENTS, {"Rekap": rows})
    good = [(LANTING, code, level) for code, (level, _) in zip(codes, said, strict=True) if level <= 5]
    assert levels(found) == good
    assert len(found.cells) == len(said) - len(good)


# ---------------------------------------------------------------- certificates


def certificate(level="3", on="01-06-2025", until="01-06-2028", code="T.KEU.01", **more):
    nip, scheme = more.get("nip", LANTING), more.get("scheme", "Keuangan Level-1")
    return f"{nip};{more.get('name', '')};{code};{scheme};{level};1/SERT/2025;{on};{until}\n"


def test_a_certificate_counts_as_assessed_on_the_day_of_issue(certificates):
    [given] = certificates(ISSUED + certificate())["assessments"]
    assert given == {
        "person": LANTING,
        "competency": "T.KEU.01",
        "level": 3,
        "assessed_on": date(2025, 6, 1),
        "source": "certificate",
        "valid_until": date(2028, 6, 1),
    }


def test_a_number_in_the_name_of_the_scheme_is_no_level(certificates):
    found = certificates(ISSUED + certificate(level="", scheme="Keuangan Level-2") + certificate(level="Level 4"))
    assert levels(found) == [(LANTING, "T.KEU.01", 4)]
    assert found.warnings == [(2, "no_value", "Level Kompetensi", "")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (certificate(until="31-05-2025"), (2, "date_order", "Berlaku Sampai", "31-05-2025")),
        (certificate(level="Level 7"), (2, "bad_level", "Level Kompetensi", "Level 7")),
        (certificate(code="T.ABC.09"), (2, "unknown_competency", "Kode Kompetensi", "T.ABC.09")),
        (certificate(on=""), (2, "missing_value", "Tanggal Terbit", "")),
        (certificate(on="01-06-2027"), (2, "date_out_of_range", "Tanggal Terbit", "01-06-2027")),
        (certificate(nip="199001012015031999"), (2, "unknown_person", "NIP", "199001012015031999")),
    ],
)
def test_a_certificate_is_refused_for_one_reason(certificates, row, problem):
    found = certificates(ISSUED + row)
    assert found.refused == [problem]
    assert not found["assessments"]


def test_a_certificate_without_an_end_has_none(certificates):
    assert "valid_until" not in certificates(ISSUED + certificate(until=""))["assessments"][0]


def test_the_same_certificate_again_is_left_out(certificates):
    found = certificates(ISSUED + certificate() + certificate())
    assert found.codes("refused") == [(3, "duplicate_row")]
    assert len(found["assessments"]) == 1
