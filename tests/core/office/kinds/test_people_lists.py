"""Lists of personnel that offices keep themselves: no ids, other headings, units and posts in words."""

from __future__ import annotations

from datetime import date

import pytest

from betang.core.office.kinds.people import PEOPLE
from tests.core.office.kinds.district import bring
from tests.core.office.kinds.registers import CONTRACT, OTHER, PNS, district

HEAD = (
    "No",
    "Nama Pegawai",
    "NIP",
    "Pangkat/Gol. Ruang",
    "Jabatan",
    "Eselon",
    "Unit Kerja",
    "TMT Jab.",
    "Tgl. Lahir",
    "L/P",
)
ROW = (1, "LANTING NIPAH, S.Kom., M.T.", PNS, "Penata, III/c", "Guru Ahli Pertama", "-", "SMP Negeri 1", "01/05/2021",
       "1 Januari 1990", "L")  # fmt: skip


@pytest.fixture
def people(tmp_path):
    def brought(*rows, head=HEAD, above=()):
        return bring(tmp_path, PEOPLE, {"Pegawai": [*above, list(head), *map(list, rows)]}, known=district())

    return brought


def row(**more):
    names = ("no", "name", "nip", "rank", "job", "eselon", "unit", "since", "born", "sex")
    return [{**dict(zip(names, ROW, strict=True)), **more}[name] for name in names]


def test_a_list_without_ids_gives_the_same_people(people):
    found = people(row(), above=(["DAFTAR PEGAWAI DINAS PENDIDIKAN"], ["KEADAAN OKTOBER 2026"], []))
    assert found["people"] == [
        {
            "person": PNS,
            "agency": "6790",
            "unit": "U2A",
            "job": "J-GURU",
            "name": "Lanting Nipah",
            "nip": PNS,
            "status": "PNS",
            "rank": "III/c",
            "born": date(1990, 1, 1),
            "sex": "M",
            "job_since": date(2021, 5, 1),
        }
    ]
    assert not found["jobs"]
    assert found.warnings == [(None, "extra_column", "Eselon", "")]


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("Dinas Kesehatan", "U1"),
        ("DINAS  KESEHATAN", "U1"),
        ("Sekretariat - Dinas Kesehatan", "U1S"),
        ("Sekretariat Dinas Kesehatan, Dinas Kesehatan", None),
        ("Subbagian Umum - Sekretariat - Dinas Pendidikan", "U2SU"),
        ("Sub Bagian Umum - Dinas Kesehatan", "U1SU"),
        ("Subbagian Umum pada Dinas Kesehatan", "U1SU"),
        ("U2SU", "U2SU"),
    ],
)
def test_a_unit_is_found_by_its_name_and_by_those_it_stands_under(people, unit, code):
    found = people(row(unit=unit))
    assert [record["unit"] for record in found["people"]] == ([code] if code else [])


@pytest.mark.parametrize(
    ("unit", "problem"),
    [
        ("Sekretariat", "ambiguous_reference"),
        ("Subbagian Umum - Sekretariat", "ambiguous_reference"),
        ("Dinas Peternakan", "unknown_unit"),
        ("Sekretariat - Dinas Peternakan", "unknown_unit"),
        ("", "missing_value"),
    ],
)
def test_a_unit_is_never_guessed(people, unit, problem):
    found = people(row(unit=unit))
    assert found.refused == [(2, problem, "Unit Kerja", unit)]
    assert not found["people"]


def test_a_unit_spelt_otherwise_is_offered_with_its_code(people):
    found = people(row(unit="Dinas Pendidikn"))
    assert found.codes("refused") == [(2, "unknown_unit")]
    assert found.desk.troubles[0].said["offers"].split()[0] == "U2"


@pytest.mark.parametrize(
    ("unit", "office", "code"),
    [
        ("Sekretariat", "Dinas Pendidikan", "U2S"),
        ("", "Dinas Pendidikan", "U2"),
        ("Subbagian Umum", "Dinas Kesehatan", "U1SU"),
        ("Dinas Kesehatan", "Dinas Kesehatan", "U1"),
    ],
)
def test_the_office_may_stand_in_a_column_of_its_own(people, unit, office, code):
    head = ("NIP", "Nama", "Jabatan", "Unit Kerja", "OPD")
    found = people((PNS, "Lanting Nipah", "Guru Ahli Pertama", unit, office), head=head)
    assert [record["unit"] for record in found["people"]] == [code]


@pytest.mark.parametrize(
    ("job", "unit", "code"),
    [
        ("guru ahli pertama", "SMP Negeri 1", "J-GURU"),
        ("Dokter Ahli Muda", "Dinas Kesehatan", "J-DOK"),
        ("Kepala Subbagian Umum", "Subbagian Umum - Dinas Kesehatan", "U1SU"),
        ("Kepala Subbagian Umum - Dinas Pendidikan", "SMP Negeri 1", "U2SU"),
        ("Kepala Dinas Pendidikan", "Dinas Pendidikan", "U2"),
        ("Inspektur", "Inspektorat", "U3"),
    ],
)
def test_a_post_is_found_by_its_title_the_own_unit_first(people, job, unit, code):
    assert [record["job"] for record in people(row(job=job, unit=unit))["people"]] == [code]


@pytest.mark.parametrize(
    ("job", "problem"),
    [
        ("Nakhoda", "unknown_job"),
        ("Kepala Subbagian Umum", "ambiguous_reference"),
        ("Plt. Kepala Dinas Pendidikan", "unknown_job"),
        ("", "missing_value"),
    ],
)
def test_a_post_is_never_guessed(people, job, problem):
    assert people(row(job=job, unit="Inspektorat")).refused == [(2, problem, "Jabatan", job)]


def test_the_tier_may_stand_in_a_column_of_its_own(people):
    head = ("NIP", "Nama", "Jabatan", "Jenjang", "Unit Kerja")
    found = people((PNS, "Lanting Nipah", "Guru", "Ahli Pertama", "SMP Negeri 1"), head=head)
    assert found["people"][0]["job"] == "J-GURU"


@pytest.mark.parametrize(
    ("status", "nip", "meant", "warned"),
    [
        ("CPNS", PNS, "CPNS", []),
        ("PNS", PNS, "PNS", []),
        ("PPPK", CONTRACT, "PPPK", []),
        ("P3K", CONTRACT, "PPPK", []),
        ("PPPK Paruh Waktu", CONTRACT, "PPPK_PW", []),
        ("PPPK", PNS, "PNS", [(2, "status_mismatch", "Status Kepegawaian", "PPPK")]),
        ("PNS", CONTRACT, "PPPK", [(2, "status_mismatch", "Status Kepegawaian", "PNS")]),
    ],
)
def test_the_status_in_words_counts_where_the_nip_allows_it(people, status, nip, meant, warned):
    head = ("NIP", "Nama", "Jabatan", "Unit Kerja", "Status Kepegawaian")
    found = people((nip, "Lanting Nipah", "Guru Ahli Pertama", "SMP Negeri 1", status), head=head)
    assert found["people"][0]["status"] == meant
    assert found.warnings == warned


@pytest.mark.parametrize(
    ("said", "position", "problem"),
    [
        ("Aktif", "01", None),
        ("Tugas Belajar", "03", "on_leave"),
        ("CLTN", "02", "on_leave"),
        ("MPP", "20", "on_leave"),
        ("Pensiun", None, "not_active"),
        ("Meninggal Dunia", None, "not_active"),
    ],
)
def test_the_legal_position_may_be_said_in_words(people, said, position, problem):
    head = ("NIP", "Nama", "Jabatan", "Unit Kerja", "Kedudukan Pegawai")
    found = people((PNS, "Lanting Nipah", "Guru Ahli Pertama", "SMP Negeri 1", said), head=head)
    assert [record["legal_position"] for record in found["people"]] == ([position] if position else [])
    assert [trouble.code for trouble in found.desk.troubles] == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("S1 Hukum", "S-1"), ("S-1/Sarjana", "S-1"), ("Strata Satu", "S-1"),
        ("D.III Kebidanan", "D-III"), ("DIV", "D-IV"),
        ("Diploma IV", "D-IV"), ("SMA", "SLTA"), ("SMK", "SLTA Kejuruan"),
        ("Magister Manajemen", "S-2"), ("S 2", "S-2"),
        ("Doktor", "S-3"), ("Sarjana Muda", "D-III"), ("SD", "SD"), ("Profesi Ners", "Profesi"),
    ],
)  # fmt: skip
def test_an_education_in_words_is_read(people, said, meant):
    head = ("NIP", "Nama", "Jabatan", "Unit Kerja", "Pendidikan Terakhir")
    found = people((PNS, "Lanting Nipah", "Guru Ahli Pertama", "SMP Negeri 1", said), head=head)
    assert found["people"][0]["education"] == meant


@pytest.mark.parametrize(
    ("nip", "said", "meant"),
    [
        (PNS, "III/c", "III/c"), (PNS, "III-c", "III/c"), (PNS, "IIIC", "III/c"),
        (PNS, "3/c", "III/c"),
        (PNS, "Penata Tk. I (III/d)", "III/d"),
        (PNS, "Pembina Tk. I, IV/b", "IV/b"), (PNS, "Penata Muda Tk. I", "III/b"),
        (CONTRACT, "IX", "IX"), (CONTRACT, "Gol. IX", "IX"), (CONTRACT, "9", "IX"),
    ],
)  # fmt: skip
def test_a_rank_is_printed_one_way(people, nip, said, meant):
    assert people(row(nip=nip, rank=said, born="", sex=""))["people"][0]["rank"] == meant


def test_what_cannot_be_read_in_a_cell_that_may_be_empty_is_left_out_and_said(people):
    head = ("NIP", "Nama", "Jabatan", "Unit Kerja", "Pendidikan", "L/P")
    found = people((PNS, "Lanting Nipah", "Guru Ahli Pertama", "SMP Negeri 1", "cukup tinggi", "?"), head=head)
    assert found.codes("cell") == [(2, "bad_choice"), (2, "bad_choice")]
    assert "education" not in found["people"][0]
    assert "sex" not in found["people"][0]


def test_a_signature_under_the_list_is_nobody(people):
    under = (["", "", "", "", "", "", "Kasongan, 30 Oktober 2026"], ["", "", "", "", "", "", "Kepala Dinas"])
    found = people(row(), row(no=2, nip=OTHER, born="", sex=""), [], *under)
    assert [record["nip"] for record in found["people"]] == [PNS, OTHER]
    assert not found.refused
