"""Dialogue workbooks and proposals as offices send them."""

from __future__ import annotations

from datetime import date

import pytest

from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from tests.core.office.kinds.district import GAYUNG, LANTING, TALENAN, TIANG, ULIN, bring, district

HEAD = ("No", "NIP", "Nama", "Kompetensi", "Tanggal Kesepakatan", "Bukan Kebutuhan Pelatihan", "Alasan")
DAY = date(2026, 9, 24)
UNKNOWN = "198807072012011005"

# ---------------------------------------------------------------- dialogues


@pytest.fixture
def dialogue(tmp_path):
    def brought(*rows, above=("Perangkat Daerah: Dinas Kesehatan",), head=HEAD, more=None, merged=()):
        lines = [text if isinstance(text, tuple | list) else [text] for text in above]
        sheets = {"Dialog": [*lines, head, *rows], **(more or {})}
        return bring(tmp_path, DIALOGUES, sheets, merged=merged)

    return brought


def agreed(found):
    return [(need["person"], need["competency"], need.get("unit"), need["agreed_on"]) for need in found["needs"]]


def test_an_agreed_row_is_a_need_of_the_office_above_the_heading(dialogue):
    found = dialogue([1, LANTING, "Lanting Nipah", "M.02 Kerja Sama", DAY, "", ""])
    assert found.kind is DIALOGUES
    assert found["needs"] == [
        {
            "need": f"{ULIN}-{LANTING}-M.02",
            "agency": ULIN,
            "unit": "U1",
            "person": LANTING,
            "competency": "M.02",
            "basis": "dialogue",
            "agreed_on": DAY,
        }
    ]
    assert not found.refused
    assert not found.warnings


@pytest.mark.parametrize(
    "above",
    [
        ["Perangkat Daerah: Dinas Kesehatan"],
        ["HASIL DIALOG", "OPD : DINAS KESEHATAN"],
        [("Perangkat Daerah", ":", "Dinas Kesehatan")],
        [("Perangkat Daerah", ": Dinas Kesehatan")],
        [("Nama Perangkat Daerah :", "", "Dinas Kesehatan")],
        ["Unit Kerja = Dinas Kesehatan"],
        ["INVENTARISASI KEBUTUHAN", "PEMERINTAH KAB. ULIN", "DINAS KESEHATAN"],
        ["SKPD: Dinas Kesehatan Kabupaten Ulin"],
        ["Instansi: Pemerintah Kab. Ulin", "Perangkat Daerah: Dinas Kesehatan"],
        ["Unit Kerja: Sekretariat", "Perangkat Daerah: Dinas Kesehatan"],
    ],
)
def test_the_office_is_found_however_the_line_says_it(dialogue, above):
    found = dialogue([1, LANTING, "", "M.02", DAY, "", ""], above=above)
    assert [need[2] for need in agreed(found)] == ["U1"]


def test_an_office_that_is_no_unit_refuses_the_rows_of_its_sheet(dialogue):
    other = [["Perangkat Daerah: Inspektorat"], HEAD, [1, TALENAN, "", "M.01", DAY, "", ""]]
    found = dialogue(
        [1, LANTING, "", "M.02", DAY, "", ""], above=["Perangkat Daerah: Dinas Kapal"], more={"Inspektorat": other}
    )
    assert found.refused == [(3, "unknown_unit", "Perangkat Daerah", "Dinas Kapal")]
    assert [need[:3] for need in agreed(found)] == [(TALENAN, "M.01", "U3")]


def test_a_column_of_offices_says_it_for_each_row(dialogue):
    rows = [
        [1, LANTING, "Dinas Kesehatan", "M.02", DAY],
        [2, TALENAN, "Dinas Pendidikan", "M.02", DAY],
        [3, TIANG, "Dinas Kapal", "M.02", DAY],
        [4, GAYUNG, "", "M.02", DAY],
    ]
    found = dialogue(*rows, above=["DIALOG"], head=("No", "NIP", "OPD", "Kompetensi", "Tgl Disepakati"))
    assert [need[2] for need in agreed(found)] == ["U1", "U2", None]
    assert found.codes("refused") == [(5, "unknown_unit")]


def test_an_office_merged_over_its_rows_is_that_of_each(dialogue):
    rows = [[1, LANTING, "Dinas Kesehatan", "M.02", DAY], [2, TIANG, "", "M.02", DAY]]
    head = ("No", "NIP", "Perangkat Daerah", "Kompetensi", "Tanggal Dialog")
    found = dialogue(*rows, above=["DIALOG"], head=head, merged=[("Dialog", 2, 2, 3, 2)])
    assert [need[2] for need in agreed(found)] == ["U1", "U1"]


@pytest.mark.parametrize(
    ("heading", "value", "problem"),
    [
        ("NIP", "", "missing_value"),
        ("NIP", UNKNOWN, "unknown_person"),
        ("NIP", "19900101 201503 1 01", "nip_length"),
        ("NIP", 1.99001012015031e17, "nip_digits_lost"),
        ("Kompetensi", "", "missing_value"),
        ("Kompetensi", "T.ABC.09", "unknown_competency"),
        ("Kompetensi", "M.02 Integritas", "code_name_mismatch"),
        ("Tanggal Kesepakatan", "", "missing_value"),
        ("Tanggal Kesepakatan", "September 2026", "bad_date"),
        ("Tanggal Kesepakatan", "24-09-2062", "date_out_of_range"),
        ("Bukan Kebutuhan Pelatihan", "entah", "bad_choice"),
    ],
)
def test_what_cannot_be_read_refuses_the_row_and_names_the_cell(dialogue, heading, value, problem):
    cells = dict(zip(HEAD, (1, LANTING, "Lanting Nipah", "M.02", DAY, "", ""), strict=True))
    found = dialogue([{**cells, heading: value}[each] for each in HEAD], [2, TALENAN, "", "M.02", DAY, "", ""])
    assert [each[:3] for each in found.refused] == [(3, problem, heading)]
    assert [need[0] for need in agreed(found)] == [TALENAN]


def test_what_is_no_training_need_is_said_with_its_reason_and_refused_without(dialogue):
    found = dialogue(
        [1, LANTING, "", "M.01", DAY, "V", "beban kerja"],
        [2, LANTING, "", "M.02", DAY, "Ya", ""],
        [3, LANTING, "", "M.03", "", "x", "alat kerja"],
        [4, LANTING, "", "SK.01", DAY, "Tidak", ""],
    )
    assert [each[:2] for each in found.warnings] == [(3, "not_training"), (5, "not_training")]
    assert [each[:3] for each in found.refused] == [(4, "missing_value", "Alasan")]
    assert [need[1] for need in agreed(found)] == ["SK.01"]


def test_a_need_that_is_agreed_and_denied_is_a_contradiction(dialogue):
    found = dialogue([1, LANTING, "", "M.01", DAY, "V", "alat"], [2, LANTING, "", "M.01", DAY, "", ""])
    assert found.codes("refused") == [(3, "duplicate_conflict"), (4, "duplicate_conflict")]
    assert not found.warnings


def test_the_same_again_is_seen_in_one_sheet_and_over_several(dialogue):
    first = ([1, LANTING, "", "M.01", DAY, "", ""], [2, LANTING, "", "Integritas", DAY, "", ""])
    again = [HEAD, [1, TALENAN, "", "M.01", DAY, "", ""], [2, TALENAN, "", "M.01", DAY, "", ""]]
    found = dialogue(
        *first,
        [3, TIANG, "", "M.01", DAY, "", ""],
        [4, GAYUNG, "", "M.01", DAY, "", ""],
        more={
            "Lain": [["Perangkat Daerah: Dinas Kesehatan"], *again, [3, TIANG, "", "M.01", DAY, "", ""],
                     [4, GAYUNG, "", "M.01", date(2026, 9, 1), "", ""]],
        },
    )  # fmt: skip
    assert [each[:2] for each in found.said("refused", sheet="Dialog")] == [
        (3, "duplicate_conflict"),
        (4, "duplicate_conflict"),
        (6, "duplicate_conflict"),
    ]
    assert [each[:2] for each in found.said("refused", sheet="Lain")] == [
        (5, "duplicate_row"),
        (6, "duplicate_conflict"),
        (4, "duplicate_row"),
    ]
    assert [need[0] for need in agreed(found)] == [TIANG, TALENAN]


def test_a_name_that_is_another_persons_is_said(dialogue):
    found = dialogue(
        [1, LANTING, "Sumpit Balau", "M.01", DAY, "", ""], [2, TALENAN, "Hj. TALENAN, S.Pd.", "M.01", DAY, "", ""]
    )
    assert found.warnings == [(3, "name_differs", "Nama", "Sumpit Balau")]
    assert len(found["needs"]) == 2


def test_several_competencies_of_one_person_stand_in_one_cell_or_under_each_other(dialogue):
    found = dialogue(
        [1, LANTING, "Lanting Nipah", "M.01; Kerja Sama", DAY, "", ""],
        ["", "", "", "M.03", "24 September 2026", "", ""],
        [2, TALENAN, "", "M.01; T.ABC.09", DAY, "", ""],
    )
    assert [need[:2] for need in agreed(found)] == [
        (LANTING, "M.01"),
        (LANTING, "M.02"),
        (LANTING, "M.03"),
        (TALENAN, "M.01"),
    ]
    assert found.cells == [(5, "unknown_competency", "Kompetensi", "T.ABC.09")]


def test_in_a_file_without_nips_people_are_found_by_key_or_by_name(dialogue, tmp_path):
    known = district()
    known.people.by_key["A-77"] = known.people.by_nip[LANTING]
    head = ("No", "PNS ID", "Kompetensi", "Tanggal Kesepakatan")
    rows = [[1, "A-77", "M.01", DAY], [2, "A-78", "M.01", DAY], [3, "", "M.01", DAY]]
    found = bring(tmp_path, DIALOGUES, {"Dialog": [head, *rows]}, known=known)
    assert [need[0] for need in agreed(found)] == [LANTING]
    assert [each[:3] for each in found.refused] == [(3, "unknown_person", "PNS ID"), (4, "missing_value", "PNS ID")]

    names = ["Lanting Nipah, S.E.", "Tiang Meranti", "Sumpit Balau", ""]
    rows = [[n, name, "M.01", DAY] for n, name in enumerate(names, 1)]
    found = dialogue(*rows, head=("No", "Nama Pegawai", "Kompetensi", "Tanggal Kesepakatan"))
    assert [need[0] for need in agreed(found)] == [LANTING, TIANG]
    assert found.codes("refused") == [(5, "unknown_person"), (6, "missing_value")]
    found = dialogue(
        [1, "Tiang Meranti", "M.01", DAY], above=["DIALOG"], head=("No", "Nama", "Kompetensi", "Tgl Dialog")
    )
    assert found.codes("refused") == [(3, "ambiguous_reference")]


# ---------------------------------------------------------------- proposals


@pytest.fixture
def proposals(tmp_path):
    head = ("No", "Perangkat Daerah", "Nama Pelatihan yang Diusulkan", "NIP Calon Peserta", "Nama", "Jumlah Peserta")

    def brought(*rows, head=head, above=()):
        return bring(tmp_path, PROPOSALS, {"Usulan": [*([text] for text in above), head, *rows]})

    return brought


def asked(found):
    return [(each["title"], each.get("program"), each["match"], each.get("people")) for each in found["proposals"]]


def test_a_proposal_is_kept_as_written_with_the_programme_that_it_means(proposals):
    found = proposals(
        [1, "Dinas Kesehatan", "PIM IV", "", "", 12],
        [2, "", "Pelatihan Manajemen Perubahann", "", "", "15 orang"],
        [3, "Inspektorat", "Kursus Merangkai Bunga", "", "", ""],
    )
    assert found.kind is PROPOSALS
    assert asked(found) == [
        ("PIM IV", "PKP", "exact", 12),
        ("Pelatihan Manajemen Perubahann", "UBAH", "variant", 15),
        ("Kursus Merangkai Bunga", None, "none", None),
    ]
    assert [each.get("unit") for each in found["proposals"]] == ["U1", None, "U3"]
    assert found.warnings == [(4, "no_match", "Nama Pelatihan yang Diusulkan", "Kursus Merangkai Bunga")]


def test_a_total_under_the_proposals_is_none(proposals):
    found = proposals([1, "Inspektorat", "PIM IV", "", "", 12], ["", "JUMLAH", "", "", "", 12])
    assert len(found["proposals"]) == 1
    assert not found.refused


@pytest.mark.parametrize(
    "cell",
    [
        f"{LANTING}; {TALENAN}",
        f"{LANTING}\n{TALENAN}",
        f"{LANTING}, {TALENAN}",
        f"{LANTING} / {TALENAN}",
        f"{LANTING} dan {TALENAN}",
        "19900101 201503 1 001; 19850202 201001 2 002",
        "19900101 201503 1 001\r\n19850202 201001 2 002\n",
        f"1. {LANTING}\n2. {TALENAN}",
        f"1. Lanting Nipah ({LANTING})\n2. Talenan Ulin ({TALENAN})",
        f"Lanting Nipah {LANTING}, Talenan Ulin {TALENAN}",
        f"{LANTING} {TALENAN}",
        f"{LANTING}; {TALENAN}; {LANTING}",
    ],
)
def test_several_people_stand_in_one_cell(proposals, cell):
    found = proposals([1, "Dinas Kesehatan", "PIM IV", cell, "", ""])
    assert found["proposals"][0]["persons"] == f"{LANTING};{TALENAN}"
    assert found["proposals"][0]["people"] == 2
    assert not found.refused
    assert not found.cells


def test_of_several_people_the_unknown_are_left_out_and_one_alone_refuses_the_row(proposals):
    found = proposals(
        [1, "", "PIM IV", f"{LANTING}; {UNKNOWN}; 1985", "", ""],
        [2, "", "PIM IV", UNKNOWN, "", ""],
        [3, "", "PIM IV", 1.99001012015031e17, "", ""],
        [4, "", "PIM IV", f"{UNKNOWN}; 198807072012011006", "", ""],
    )
    assert [(code, value) for _, code, _, value in found.cells] == [("unknown_person", UNKNOWN), ("nip_length", "1985")]
    assert found.codes("refused") == [
        (3, "unknown_person"),
        (4, "nip_digits_lost"),
        (5, "unknown_person"),
        (5, "unknown_person"),
    ]
    assert [(each["people"], each["persons"]) for each in found["proposals"]] == [(1, LANTING)]


def test_people_without_a_nip_are_found_by_their_names(proposals):
    found = proposals(
        [1, "Dinas Kesehatan", "PIM IV", "", "Drs. H. LANTING NIPAH, M.Si.", ""],
        [2, "Dinas Kesehatan", "PIM IV", "", "Tiang Meranti", ""],
        [3, "Inspektorat", "PIM IV", "", "Tiang Meranti", ""],
        [4, "Inspektorat", "PIM IV", "", "Sumpit Balau", ""],
        [5, "Dinas Pendidikan", "PIM IV", "", "1. Talenan Ulin, S.Pd\n2. Tiang Meranti\n3. Sumpit Balau", ""],
    )
    assert [each["persons"] for each in found["proposals"]] == [LANTING, TIANG, f"{TALENAN};{GAYUNG}"]
    assert found.codes("refused") == [(4, "ambiguous_reference"), (5, "unknown_person")]
    assert found.cells == [(6, "unknown_person", "Nama", "Sumpit Balau")]


def test_a_name_beside_the_nip_of_somebody_else_is_said(proposals):
    found = proposals([1, "", "PIM IV", LANTING, "Sumpit Balau", ""])
    assert found.warnings == [(2, "name_differs", "Nama", "Sumpit Balau")]


@pytest.mark.parametrize(
    ("cell", "people", "warned", "dropped"),
    [
        (12, 12, None, None),
        ("12", 12, None, None),
        ("15 orang", 15, None, None),
        ("30 (tiga puluh) orang", 30, None, None),
        ("10 kepala desa", 10, None, None),
        ("sekitar 20 orang", 20, "approximate_number", None),
        ("±20", 20, "approximate_number", None),
        ("seluruh guru", None, "no_value", None),
        ("menyesuaikan", None, "no_value", None),
        ("-", None, None, None),
        ("2 kelas", None, None, "bad_number"),
        ("20-25 orang", None, None, "bad_number"),
        ("5 orang per kecamatan", None, None, "bad_number"),
        ("10 desa", None, None, "bad_number"),
        ("2,5", None, None, "bad_number"),
    ],
)
def test_head_counts_are_read_where_they_count_heads(proposals, cell, people, warned, dropped):
    found = proposals([1, "Inspektorat", "PIM IV", "", "", cell])
    assert [code for _, code, _, _ in found.warnings] == ([warned] if warned else [])
    assert [code for _, code, _, _ in found.cells] == ([dropped] if dropped else [])
    assert found["proposals"][0].get("people") == people


def test_a_head_count_of_nobody_is_refused(proposals):
    found = proposals([1, "Inspektorat", "PIM IV", "", "", 0])
    assert found.codes("refused") == [(2, "out_of_range")]


def test_a_number_stated_beside_names_stands_where_it_is_larger(proposals):
    found = proposals(
        [1, "", "PIM IV", f"{LANTING}; {TALENAN}", "", 10], [2, "", "PIM IV", f"{LANTING}; {TALENAN}", "", 1]
    )
    assert [each["people"] for each in found["proposals"]] == [10, 2]


def test_what_lacks_its_title_or_names_no_office_is_refused(proposals):
    found = proposals(
        [1, "Dinas Pendidikan", "", "", "", 10],
        [2, "Dinas Perkapalan", "PIM IV", "", "", 10],
        [3, "Sekretariat", "PIM IV", "", "", 10],
        [4, "Sekretariat, Dinas Kesehatan", "PIM IV", "", "", 10],
        [5, "U2", "PIM IV", "", "", 10],
        [6, "U2", "PIM IV", "", "", 10],
    )
    assert found.codes("refused") == [
        (2, "missing_value"),
        (3, "unknown_unit"),
        (4, "ambiguous_reference"),
        (7, "duplicate_row"),
    ]
    assert [each["unit"] for each in found["proposals"]] == ["U1S", "U2"]


def test_of_offices_of_one_name_the_one_that_stands_highest_is_meant(proposals):
    found = proposals([1, "Inspektorat", "PIM IV", "", "", 1])
    assert found["proposals"][0]["unit"] == "U3"


def test_the_code_of_a_programme_says_it_for_certain(proposals):
    head = ("OPD", "Kode Program", "Usulan Pelatihan", "Jumlah")
    found = proposals(
        ["Inspektorat", "PKP", "Diklat untuk pengawas", 1],
        ["Inspektorat", "ANTAH", "PIM IV", 1],
        ["Inspektorat", "UBAH", "PIM IV", 1],
        head=head,
    )
    assert asked(found) == [("Diklat untuk pengawas", "PKP", "exact", 1), ("PIM IV", "PKP", "exact", 1)]
    assert found.cells == [(3, "unknown_program", "Kode Program", "ANTAH")]
    assert found.codes("refused") == [(4, "code_name_mismatch")]


def test_a_form_of_one_office_says_its_name_above_the_table(proposals):
    head = ("No", "Usulan Diklat", "NIP", "Nama")
    found = proposals(
        [1, "PIM IV", LANTING, "Lanting Nipah"], head=head, above=["USULAN AKPK", "Perangkat Daerah : Dinas Kesehatan"]
    )
    assert found.kind is PROPOSALS
    assert found["proposals"][0]["unit"] == "U1"
