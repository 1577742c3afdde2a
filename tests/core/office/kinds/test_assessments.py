"""Results of assessments and certificates of competency as offices send them."""

from __future__ import annotations

from datetime import date

import pytest

from betang.core.office.desk import PersonFacts
from betang.core.office.kinds.assessments import ASSESSMENTS, CERTIFICATES
from tests.core.office.kinds.district import GAYUNG, LANTING, TALENAN, TIANG, bring, district

ON = date(2026, 3, 3)
UNKNOWN = "198807072012011005"
AROUND = ("Tanggal Penilaian", "Berlaku s.d.", "Akreditasi Penyelenggara")
TITLES = (["REKAPITULASI HASIL UJI KOMPETENSI"], ["PEMERINTAH KAB. ULIN"], [])
GOOD = (ON, "", "Terakreditasi A")


@pytest.fixture
def recap(tmp_path):
    """A workbook with two-line headings: competencies over Standar and Capaian, merged."""

    def brought(
        *rows, competencies=("M.01", "M.02"), under=("Standar", "Capaian"), merge=True, above=TITLES, known=None
    ):
        width = len(under)
        first = ["NIP", "Nama", *(text for name in competencies for text in (name, *[""] * (width - 1))), *AROUND]
        second = ["", "", *(list(under) * len(competencies)), "", "", ""]
        top = len(above)
        merged = [
            *(
                ("Rekap", top, 2 + at * width, top, 1 + (at + 1) * width)
                for at in range(len(competencies))
                if width > 1
            ),
            *(("Rekap", top, at, top + 1, at) for at in (0, 1, *range(len(first) - 3, len(first)))),
        ]
        lines = [*above, first, second, *rows]
        return bring(tmp_path, ASSESSMENTS, {"Rekap": lines}, merged=merged if merge else (), known=known)

    return brought


@pytest.fixture
def listed(tmp_path):
    def brought(head, *rows, above=()):
        return bring(tmp_path, ASSESSMENTS, {"Hasil": [*([text] for text in above), head, *rows]})

    return brought


def levels(found):
    return [(each["person"], each["competency"], each["level"]) for each in found["assessments"]]


# ---------------------------------------------------------------- a column for every competency


@pytest.mark.parametrize("merge", [True, False], ids=["merged", "not merged"])
def test_what_was_achieved_is_taken_and_the_standard_is_not(recap, merge):
    found = recap([LANTING, "Lanting Nipah", 4, 3, 2, "Level 2", *GOOD], merge=merge)
    assert found.kind is ASSESSMENTS
    common = {"person": LANTING, "assessed_on": ON, "source": "accredited"}
    assert found["assessments"] == [
        common | {"competency": "M.01", "level": 3},
        common | {"competency": "M.02", "level": 2},
    ]
    assert not found.refused
    assert not found.warnings


@pytest.mark.parametrize(
    "competencies",
    [("M.1", "M.2"), ("m.01", "M-02"), ("Integritas", "KERJA SAMA"), ("M.01 Integritas", "Kerja Sama (M.02)")],
)
def test_competencies_are_headed_by_code_or_name(recap, competencies):
    found = recap([LANTING, "", 4, 3, 2, 2, *GOOD], competencies=competencies)
    assert levels(found) == [(LANTING, "M.01", 3), (LANTING, "M.02", 2)]


@pytest.mark.parametrize(
    "under", [("Standar", "Capaian", "Gap"), ("Syarat", "Hasil", "Selisih"), ("KKJ", "Nilai", "Ket")]
)
def test_of_several_columns_under_a_competency_the_measured_one_is_taken(recap, under):
    found = recap([LANTING, "", 4, 3, -1, 2, 2, 0, *GOOD], under=under)
    assert levels(found) == [(LANTING, "M.01", 3), (LANTING, "M.02", 2)]


def test_a_competency_outside_the_dictionary_is_said_once_and_the_others_are_taken(recap):
    found = recap([LANTING, "", 4, 3, 2, 2, *GOOD], [TALENAN, "", 4, 3, 2, 2, *GOOD], competencies=("M.01", "T.ABC.09"))
    assert levels(found) == [(LANTING, "M.01", 3), (TALENAN, "M.01", 3)]
    assert found.warnings == [(None, "unknown_competency", "T.ABC.09", "T.ABC.09")]


@pytest.mark.parametrize("heading", ["Integritaz", "Perekat Bangsaa"])
def test_a_heading_that_resembles_a_competency_is_never_taken_for_it(recap, heading):
    found = recap([LANTING, "", 4, 3, 2, 2, *GOOD], competencies=("M.02", heading))
    assert levels(found) == [(LANTING, "M.02", 3)]
    assert found.warnings == [(None, "unknown_competency", heading, heading)]


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (3, 3),
        ("3", 3),
        ("3.0", 3),
        (3.0, 3),
        ("Level 3", 3),
        ("L3", 3),
        (0, 0),
        ("-", None),
        ("", None),
        ("null", None),
    ],
)
def test_levels_are_read_in_their_ways_and_a_dash_is_no_measurement(recap, said, level):
    found = recap([LANTING, "", 4, said, 2, 2, *GOOD])
    expected = [] if level is None else [(LANTING, "M.01", level)]
    assert levels(found) == [*expected, (LANTING, "M.02", 2)]
    assert not found.warnings


@pytest.mark.parametrize(
    ("said", "shown"), [(7, "7"), ("7", "7"), ("Level 6", "Level 6"), ("3,5", "3,5"), ("baik", "baik")]
)
def test_what_is_no_level_is_left_out_and_the_rest_of_the_row_taken(recap, said, shown):
    found = recap([LANTING, "", 4, said, 2, 2, *GOOD])
    assert levels(found) == [(LANTING, "M.02", 2)]
    assert found.cells == [(6, "bad_level", "M.01", shown)]
    assert not found.refused


def test_a_row_where_nothing_was_measured_is_told_of(recap):
    found = recap([LANTING, "", 4, "-", 2, "", *GOOD])
    assert not found["assessments"]
    assert found.warnings == [(6, "no_value", "Capaian", "")]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Terakreditasi A", "accredited"),
        ("TERAKREDITASI", "accredited"),
        ("Terakreditasi B", "accredited"),
        ("Belum terakreditasi", "test"),
        ("Belum Terakreditasi", "test"),
        ("Tidak terakreditasi", "test"),
        ("Dalam proses", "test"),
    ],
)
def test_only_an_accredited_assessor_makes_a_result_accredited(recap, said, source):
    found = recap([LANTING, "", 4, 3, "", "", ON, "", said])
    assert [each["source"] for each in found["assessments"]] == [source]


def test_an_accreditation_left_blank_is_told_of_and_counts_as_a_test(recap):
    found = recap([LANTING, "", 4, 3, "", "", ON, "", ""])
    assert [each["source"] for each in found["assessments"]] == ["test"]
    assert found.warnings == [(6, "accreditation_unknown", "Akreditasi Penyelenggara", "")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ([UNKNOWN, "", 4, 3, 2, 2, *GOOD], "unknown_person", "NIP"),
        (["19900101201503100", "", 4, 3, 2, 2, *GOOD], "nip_length", "NIP"),
        (["", "", 4, 3, 2, 2, *GOOD], "missing_value", "NIP"),
        ([LANTING, "", 4, 3, 2, 2, "Maret 2026", "", "Terakreditasi"], "bad_date", "Tanggal Penilaian"),
        ([LANTING, "", 4, 3, 2, 2, "", "", "Terakreditasi"], "missing_value", "Tanggal Penilaian"),
        ([LANTING, "", 4, 3, 2, 2, date(2026, 10, 31), "", ""], "date_out_of_range", "Tanggal Penilaian"),
        ([LANTING, "", 4, 3, 2, 2, ON, date(2026, 3, 2), ""], "date_order", "Berlaku s.d."),
    ],
)
def test_a_row_without_a_person_or_a_day_is_refused(recap, row, code, column):
    found = recap(row)
    assert [(number, said, where) for number, said, where, _ in found.refused] == [(6, code, column)]
    assert not found["assessments"]


def test_how_long_a_result_holds_is_taken_where_it_is_stated(recap):
    found = recap([LANTING, "", 4, 3, "", "", "3 Maret 2026", "3 Maret 2029", "Terakreditasi"])
    assert [(each["assessed_on"], each["valid_until"]) for each in found["assessments"]] == [(ON, date(2029, 3, 3))]


def test_a_nip_in_groups_is_read_and_another_name_warned_of(recap):
    found = recap(["19900101 201503 1 001", "Sumpit Balau", 4, 3, "", "", *GOOD])
    assert levels(found) == [(LANTING, "M.01", 3)]
    assert found.warnings == [(6, "name_differs", "Nama", "Sumpit Balau")]


def test_two_assessments_of_a_person_on_different_days_both_hold(recap):
    other = (date(2024, 8, 12), "", "Belum terakreditasi")
    found = recap([LANTING, "", 4, 3, "", "", *GOOD], [LANTING, "", 4, 2, "", "", *other])
    assert [(each["level"], each["source"]) for each in found["assessments"]] == [(3, "accredited"), (2, "test")]


def test_rows_of_one_day_that_contradict_each_other_are_refused_and_those_that_do_not_are_taken(recap):
    found = recap(
        *([LANTING, "", 4, 3, "", "", *GOOD], [LANTING, "", 4, 2, "", "", *GOOD]),
        *([TALENAN, "", 4, 3, "", "", *GOOD], [TALENAN, "", "", "", 2, 2, *GOOD]),
        *([TIANG, "", 4, 3, "", "", *GOOD], [TIANG, "", 4, 3, "", "", *GOOD]),
    )
    assert found.codes("refused") == [(6, "duplicate_conflict"), (7, "duplicate_conflict"), (11, "duplicate_row")]
    assert levels(found) == [(TALENAN, "M.01", 3), (TALENAN, "M.02", 2), (TIANG, "M.01", 3)]


@pytest.mark.parametrize(
    "head",
    [
        ("M.01", "M.02"),
        ("Integritas", "Kerja Sama"),
        ("M.01 Capaian", "M.02 Capaian"),
        ("Capaian M.01", "Capaian M.02"),
        ("M.01 (Hasil)", "M.02 (Hasil)"),
        ("Level Integritas", "Level Kerja Sama"),
    ],
)
def test_one_line_of_headings_will_do(listed, head):
    found = listed(("NIP", "Nama", *head, *AROUND), [LANTING, "", 3, "-", *GOOD], [TALENAN, "", "Level 2", 1, *GOOD])
    assert found.kind is ASSESSMENTS
    assert levels(found) == [(LANTING, "M.01", 3), (TALENAN, "M.01", 2), (TALENAN, "M.02", 1)]


def test_of_one_line_of_headings_the_standard_and_the_gap_are_left(listed):
    head = ("NIP", "M.01 Standar", "M.01 Capaian", "M.01 Gap", "Standar M.02", "Capaian M.02", "Rekomendasi", *AROUND)
    found = listed(head, [LANTING, 4, 3, -1, 2, 1, "Diklat", *GOOD])
    assert levels(found) == [(LANTING, "M.01", 3), (LANTING, "M.02", 1)]
    assert not found.warnings


@pytest.mark.parametrize("above", ["Tanggal Penilaian: 3 Maret 2026", "Tgl. Pelaksanaan : 03-03-2026"])
def test_the_day_may_stand_above_the_table(listed, above):
    found = listed(("NIP", "Nama", "M.01", "M.02", "Akreditasi"), [LANTING, "", 3, 2, "Terakreditasi"], above=[above])
    assert [each["assessed_on"] for each in found["assessments"]] == [ON, ON]


def test_a_list_without_a_column_for_accreditation_is_told_of_once(listed):
    found = listed(("NIP", "M.01", "Tanggal Penilaian"), [LANTING, 3, ON], [TALENAN, 3, ON])
    assert [each["source"] for each in found["assessments"]] == ["test", "test"]
    assert [(row, code) for row, code, _, _ in found.warnings] == [(None, "accreditation_unknown")]


def test_people_are_found_by_pns_id_where_there_is_no_nip(tmp_path):
    known = district()
    known.people.by_key["A5EB03E2"] = PersonFacts(TALENAN, "Talenan Ulin", "U2", TALENAN)
    rows = [("PNS ID", "M.01", *AROUND), ("A5EB03E2", 3, *GOOD), ("B6", 3, *GOOD)]
    found = bring(tmp_path, ASSESSMENTS, {"Rekap": rows}, known=known)
    assert levels(found) == [(TALENAN, "M.01", 3)]
    assert found.codes("refused") == [(3, "unknown_person")]


# ---------------------------------------------------------------- a row for every competency

LONG = ("NIP", "Nama", "Kompetensi", "Standar", "Capaian", "Tanggal Penilaian", "Berlaku s.d.", "Akreditasi")


def test_a_list_with_a_row_for_each_competency_is_read_too(listed):
    found = listed(
        LONG,
        [LANTING, "Lanting Nipah", "M.01", 4, "Level 3", *GOOD],
        [LANTING, "Lanting Nipah", "Kerja Sama", 4, 2, *GOOD],
        [TALENAN, "Talenan Ulin", "M.03 Komunikasi", 3, "-", *GOOD],
        [TALENAN, "Talenan Ulin", "M.01", 3, 7, *GOOD],
        [TALENAN, "Talenan Ulin", "Integritaz", 3, 3, *GOOD],
        [TIANG, "Tiang Meranti", "M.01", 3, 3, *GOOD],
        [TIANG, "Tiang Meranti", "M.01", 3, 4, *GOOD],
        [GAYUNG, "Tiang Meranti", "", 3, 4, *GOOD],
    )
    assert found.kind is ASSESSMENTS
    assert levels(found) == [(LANTING, "M.01", 3), (LANTING, "M.02", 2)]
    assert found.warnings == [(4, "no_value", "Capaian", "-")]
    assert found.codes("refused") == [
        (5, "bad_level"),
        (6, "unknown_competency"),
        (7, "duplicate_conflict"),
        (8, "duplicate_conflict"),
        (9, "missing_value"),
    ]


def test_code_and_name_of_a_competency_must_agree(listed):
    head = ("NIP", "Kode Kompetensi", "Nama Kompetensi", "Level", "Tanggal", "Akreditasi")
    found = listed(
        head,
        [LANTING, "M.01", "Integritas", 3, ON, "Terakreditasi"],
        [LANTING, "M.02", "Integritas", 3, ON, "Terakreditasi"],
        [LANTING, "", "Komunikasi", 3, ON, "Terakreditasi"],
    )
    assert levels(found) == [(LANTING, "M.01", 3), (LANTING, "M.03", 3)]
    assert found.refused == [(3, "code_name_mismatch", "Nama Kompetensi", "Integritas")]


@pytest.mark.parametrize(("said", "source"), [("Atasan", "supervisor"), ("Rekan kerja", "peer"), ("Mandiri", "self")])
def test_who_assessed_is_kept_where_it_was_no_test(listed, said, source):
    head = ("NIP", "Kompetensi", "Level", "Tanggal", "Akreditasi", "Sumber Penilaian")
    found = listed(head, [LANTING, "M.01", 3, ON, "", said])
    assert [each["source"] for each in found["assessments"]] == [source]
    assert not found.warnings


# ---------------------------------------------------------------- certificates

CERTIFICATE = ("No", "NIP", "Nama", "Kode Kompetensi", "Nama Sertifikat", "Level Kompetensi", "Nomor Sertifikat")
CERTIFICATE = (*CERTIFICATE, "Lembaga Sertifikasi", "Tanggal Terbit", "Berlaku Sampai")


@pytest.fixture
def certificates(tmp_path):
    def brought(*rows):
        lines = [["DAFTAR SERTIFIKAT KOMPETENSI"], ["PEMERINTAH KAB. ULIN"], CERTIFICATE, *rows]
        return bring(tmp_path, CERTIFICATES, {"Sertifikat": lines})

    return brought


def certificate(no=1, nip=LANTING, competency="T.KEU.01", level="3", on="1 Juni 2025", until="1 Juni 2028"):
    return [no, nip, "", competency, "Skema Contoh Level-1", level, "1/SERT", "LSP Contoh", on, until]


def test_a_certificate_holds_from_its_day_of_issue_at_the_level_of_its_own_column(certificates):
    found = certificates(certificate())
    assert found.kind is CERTIFICATES
    assert found["assessments"] == [
        {
            "person": LANTING,
            "competency": "T.KEU.01",
            "level": 3,
            "assessed_on": date(2025, 6, 1),
            "source": "certificate",
            "valid_until": date(2028, 6, 1),
        }
    ]
    assert not found.warnings


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (certificate(nip=UNKNOWN), "unknown_person", "NIP"),
        (certificate(competency="T.ABC.09"), "unknown_competency", "Kode Kompetensi"),
        (certificate(competency=""), "missing_value", "Kode Kompetensi"),
        (certificate(level="Level 7"), "bad_level", "Level Kompetensi"),
        (certificate(on=""), "missing_value", "Tanggal Terbit"),
        (certificate(on="Juni 2025"), "bad_date", "Tanggal Terbit"),
        (certificate(on="1 November 2026", until=""), "date_out_of_range", "Tanggal Terbit"),
        (certificate(until="31 Mei 2025"), "date_order", "Berlaku Sampai"),
    ],
)
def test_a_certificate_that_cannot_be_told_is_refused(certificates, row, code, column):
    found = certificates(row)
    assert [(number, said, where) for number, said, where, _ in found.refused] == [(4, code, column)]
    assert not found["assessments"]


def test_the_same_certificate_again_is_a_repeat(certificates):
    found = certificates(certificate(), certificate(no=2), certificate(no=3, on="1 Juni 2024"))
    assert found.codes("refused") == [(5, "duplicate_row")]
    assert len(found["assessments"]) == 2


def test_a_certificate_without_an_end_is_taken(certificates):
    (record,) = certificates(certificate(until=""))["assessments"]
    assert "valid_until" not in record


def test_a_group_of_one_competency_stands_over_its_column_without_a_merge(tmp_path):
    rows = [
        ["NIP", "Nama", "Kompetensi Manajerial", "", "Kompetensi Sosial Kultural", *AROUND],
        ["", "", "M.01", "Kerja Sama", "Perekat Bangsa", "", "", ""],
        [LANTING, "Lanting Nipah", 4, 3, 2, *GOOD],
    ]
    merged = [("Rekap", 0, 2, 0, 3), *(("Rekap", 0, at, 1, at) for at in (0, 1, 5, 6, 7))]
    found = bring(tmp_path, ASSESSMENTS, {"Rekap": rows}, merged=merged)
    assert levels(found) == [(LANTING, "M.01", 4), (LANTING, "M.02", 3), (LANTING, "SK.01", 2)]


def test_a_block_of_achieved_levels_stands_beside_a_block_of_standards(tmp_path):
    rows = [
        ["NIP", "Nama", "Standar", "", "Capaian", "", *AROUND],
        ["", "", "M.01", "M.02", "M.01", "M.02", "", "", ""],
        [LANTING, "Lanting Nipah", 4, 4, 3, 2, *GOOD],
    ]
    merged = [("Rekap", 0, 2, 0, 3), ("Rekap", 0, 4, 0, 5), *(("Rekap", 0, at, 1, at) for at in (0, 1, 6, 7, 8))]
    found = bring(tmp_path, ASSESSMENTS, {"Rekap": rows}, merged=merged)
    assert levels(found) == [(LANTING, "M.01", 3), (LANTING, "M.02", 2)]
