"""Unit lists as SIASN exports them and as offices keep them, and lists of posts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from betang.core.office.desk import Known
from betang.core.office.kinds.units import JOBS, UNITS
from betang.core.tables import TIERS
from tests.core.office.kinds.district import bring

SIASN = "Id,NamaUnor,DiatasanId,EselonId,NamaJabatan\n"


@pytest.fixture
def units(tmp_path):
    return lambda sheets: bring(tmp_path, UNITS, sheets, known=Known())


@pytest.fixture
def jobs(tmp_path):
    return lambda sheets: bring(tmp_path, JOBS, sheets, known=Known())


def tree(found):
    return {record["unit"]: record.get("parent") for record in found["units"]}


# ---------------------------------------------------------------- SIASN's list


def test_units_of_siasn_come_with_the_unit_above_and_the_post_at_their_head(units):
    found = units(
        SIASN + "a1,Pemkab Ulin,,,\na2,--Dinas Lada,a1,22,Kepala Dinas Lada\na3,---- SMP  1,a2,99,Kepala Sekolah\n"
    )
    assert found["units"] == [
        {"agency": "6790", "unit": "a1", "name": "Pemkab Ulin"},
        {"agency": "6790", "unit": "a2", "name": "Dinas Lada", "parent": "a1"},
        {"agency": "6790", "unit": "a3", "name": "SMP 1", "parent": "a2"},
    ]
    assert found["jobs"] == [{"job": "a2", "name": "Kepala Dinas Lada", "tier": "jpt_pratama"}]
    assert not found.desk.troubles


@pytest.mark.parametrize(
    "heading",
    [
        "id;namaUnor;diatasanId;eselonId;namaJabatan",
        "ID;NAMA UNOR;DIATASAN ID;ESELON ID;NAMA JABATAN",
        "Kode Unit;Unit Kerja;Kode Induk;Eselon;Jabatan",
        "unor_id;unor_nama;unor_atasan_id;eselon;jabatan struktural",
        "Kode OPD;Nama Perangkat Daerah;Unit Induk;Eselon;Nama Jabatan",
    ],
)
def test_headings_in_any_style_are_known(units, heading):
    found = units(heading + "\nx1;Pemkab Ulin;;;\nx2;Dinas Lada;x1;II.b;Kepala Dinas Lada\n")
    assert tree(found) == {"x1": None, "x2": "x1"}
    assert found["jobs"][0]["tier"] == "jpt_pratama"


@pytest.mark.parametrize(
    ("eselon", "tier"),
    [
        ("10", "jpt_utama"), ("12", "jpt_madya"), ("21", "jpt_pratama"), ("22", "jpt_pratama"), ("31", "administrator"),
        ("32", "administrator"), ("41", "pengawas"), ("42", "pengawas"), ("51", "pelaksana"), ("I.b", "jpt_madya"),
        ("II.a", "jpt_pratama"), ("IIIa", "administrator"), ("III/b", "administrator"), ("Eselon IV.a", "pengawas"),
        ("4b", "pengawas"), ("JPT Pratama", "jpt_pratama"), ("Administrator", "administrator"),
        ("PENGAWAS", "pengawas"),
        ("99", None), ("00", None), ("Non Eselon", None), ("-", None), ("", None),
    ],
)  # fmt: skip
def test_the_tier_of_a_head_follows_the_eselon_by_id_or_in_words(units, eselon, tier):
    found = units(SIASN + f"a1,Dinas Lada,,{eselon},Kepala Dinas Lada\n")
    assert [record["tier"] for record in found["jobs"]] == ([tier] if tier else [])
    assert not found.desk.troubles


def test_an_eselon_that_is_none_is_said_and_gives_no_post(units):
    found = units(SIASN + "a1,Dinas Lada,,besar,Kepala Dinas Lada\n")
    assert found.cells == [(2, "bad_tier", "EselonId", "besar")]
    assert len(found["units"]) == 1
    assert not found["jobs"]


def test_names_typed_in_capitals_are_printed_in_ordinary_writing(units):
    found = units(SIASN + "a1,--UPTD SMPN 2 LADA DAN PALA,,41,KEPALA UPTD SMPN 2 LADA DAN PALA\n")
    assert found["units"][0]["name"] == "UPTD SMPN 2 Lada dan Pala"
    assert found["jobs"][0]["name"] == "Kepala UPTD SMPN 2 Lada dan Pala"


def test_a_unit_above_that_is_not_in_the_list_is_warned_of(units):
    found = units(SIASN + "a1,Dinas Lada,zz,22,Kepala Dinas Lada\n")
    assert found.warnings == [(2, "unknown_parent", "DiatasanId", "zz")]
    assert tree(found) == {"a1": None}


def test_the_unit_above_may_stand_later_and_be_named_instead_of_coded(units):
    found = units(SIASN + "a3,Seksi Pala,Bidang Lada,,\na2,Bidang Lada,A1,,\na1,Dinas Lada,,,\n")
    assert tree(found) == {"a3": "a2", "a2": "a1", "a1": None}
    assert not found.desk.troubles


def test_a_name_that_several_units_bear_is_no_unit_above(units):
    found = units(SIASN + "a1,Sekretariat,,,\na2,Sekretariat,,,\na3,Subbagian Umum,Sekretariat,,\n")
    assert found.warnings == [(4, "unknown_parent", "DiatasanId", "Sekretariat")]


def test_units_in_a_circle_are_refused_and_those_below_stay_without_one_above(units):
    found = units(SIASN + "a1,Satu,a2,,\na2,Dua,a1,41,Kepala Dua\na3,Tiga,a1,,\na4,Empat,a4,,\na5,Lima,a3,,\n")
    assert found.codes("refused") == [(2, "parent_cycle"), (3, "parent_cycle"), (5, "parent_cycle")]
    assert found.codes("warning") == [(4, "unknown_parent")]
    assert tree(found) == {"a3": None, "a5": "a3"}
    assert not found["jobs"]


def test_a_unit_under_a_refused_one_stays_without_one_above(units):
    found = units(SIASN + "a1,Satu,,,\na1,Lain,,,\na2,Dua,a1,,\n")
    assert found.codes("refused") == [(2, "duplicate_conflict"), (3, "duplicate_conflict")]
    assert found.warnings == [(4, "unknown_parent", "DiatasanId", "a1")]
    assert tree(found) == {"a2": None}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (",Dinas Lada,,,", (3, "missing_value", "Id", "")),
        ("a2,,,,", (3, "missing_value", "NamaUnor", "")),
        ("a2,null,,,", (3, "missing_value", "NamaUnor", "")),
        ("a1,Dinas Pala,,,", (3, "duplicate_row", "Id", "a1")),
    ],
)
def test_a_unit_needs_a_code_of_its_own_and_a_name(units, line, problem):
    assert units(SIASN + f"a1,Dinas Pala,,,\n{line}\n").refused == [problem]


def test_a_unit_known_before_may_be_above_one_of_the_list(tmp_path):
    known = Known()
    known["units"].add("a1", "Dinas Lada", parent=None)
    found = bring(tmp_path, UNITS, SIASN + "a2,Bidang Pala,a1,,\n", known=known)
    assert tree(found) == {"a2": "a1"}
    assert not found.warnings


# ---------------------------------------------------------------- lists without a column for the unit above


@pytest.mark.parametrize(
    ("codes", "parents"),
    [
        (("1", "1.01", "1.01.02", "1.02", "2"), (None, "1", "1.01", "1", None)),
        (("1.01.02", "1.01", "1"), ("1.01", "1", None)),
        (("01.00.00", "01.02.00", "01.02.03"), (None, "01.00.00", "01.02.00")),
        (("1", "1.02.03"), (None, "1")),
        (("A", "A-01", "A-01-2"), (None, "A", "A-01")),
        (("01", "0101", "010102", "0102", "02"), (None, "01", "0101", "01", None)),
        (("1", "2", "10", "11", "20"), (None,) * 5),
    ],
)
def test_codes_that_go_on_from_one_another_say_who_is_above(units, codes, parents):
    lines = "".join(f"{code};Unit {place}\n" for place, code in enumerate(codes))
    found = units("Kode Unit;Nama Unit Kerja\n" + lines)
    assert tree(found) == dict(zip(codes, parents, strict=True))
    assert not found.desk.troubles


def test_a_level_says_who_is_above_by_the_nearest_row_over_it(units):
    rows = [("k1", "Pemkab", 1), ("k2", "Dinas", 2), ("k3", "Bidang", 3), ("k4", "Seksi", 4), ("k5", "Badan", 2)]
    found = units({"Unit": [["Kode", "Nama Unit", "Tingkat"], *map(list, rows)]})
    assert tree(found) == {"k1": None, "k2": "k1", "k3": "k2", "k4": "k3", "k5": "k1"}


def test_the_depth_at_which_a_name_is_written_says_who_is_above(units):
    found = units("Kode;Nama Unit\nx9;Pemkab\nx3;- Dinas\nx7;-- Bidang\nx1;- Badan\n")
    assert tree(found) == {"x9": None, "x3": "x9", "x7": "x3", "x1": "x9"}
    assert [record["name"] for record in found["units"]] == ["Pemkab", "Dinas", "Bidang", "Badan"]


def test_names_that_are_indented_by_blanks_say_who_is_above(units):
    rows = [["Kode", "Nama Unit"], ["x9", "Pemkab"], ["x3", "   Dinas"], ["x7", "      Bidang"], ["x1", "   Badan"]]
    assert tree(units({"Unit": rows})) == {"x9": None, "x3": "x9", "x7": "x3", "x1": "x9"}


def test_titles_and_column_numbers_around_the_list_are_no_units(units):
    rows = [
        ["DAFTAR UNIT KERJA KABUPATEN ULIN"],
        [],
        ["No", "Kode Unit", "Nama Unit Kerja", "Kode Induk", "Eselon", "Nama Jabatan"],
        ["1", "2", "3", "4", "5", "6"],
        [1, "1.01", "Dinas Lada", "", "II.b", "Kepala Dinas Lada"],
        [2, "1.01.01", "Sekretariat", "1.01", "III.a", "Sekretaris"],
    ]
    found = units({"Unit": rows})
    assert tree(found) == {"1.01": None, "1.01.01": "1.01"}
    assert [record["tier"] for record in found["jobs"]] == ["jpt_pratama", "administrator"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-1, 12), min_size=1, max_size=12))
def test_whatever_stands_above_what_no_accepted_unit_is_its_own_ancestor(tmp_path, above):
    lines = "".join(f"u{i},Unit {i},{f'u{over}' if over >= 0 else ''},,\n" for i, over in enumerate(above))
    found = bring(tmp_path, UNITS, SIASN + lines, known=Known())
    parents = tree(found)
    assert all(parent is None or parent in parents for parent in parents.values())
    for unit in parents:
        line = [unit]
        while (over := parents[line[-1]]) is not None:
            assert over not in line
            line.append(over)
    assert len(parents) + len(found.refused) == len(above)


# ---------------------------------------------------------------- posts


@pytest.mark.parametrize(
    ("line", "tier"),
    [
        ("J1;Analis Kebijakan Ahli Muda;;;", "jf_muda"),
        ("J1;Bidan;Terampil;;", "jf_terampil"),
        ("J1;Guru;Ahli Pertama;Jabatan Fungsional;", "jf_pertama"),
        ("J1;Kepala Bidang Lada;;Struktural;III.b", "administrator"),
        ("J1;Kepala Dinas Lada;JPT Pratama;;", "jpt_pratama"),
        ("J1;Pengadministrasi Perkantoran;;Pelaksana;", "pelaksana"),
        ("J1;Bidan Pelaksana Lanjutan;;Fungsional Tertentu;", "jf_mahir"),
    ],
)
def test_the_tier_of_a_post_is_read_from_its_column_its_eselon_or_its_title(jobs, line, tier):
    found = jobs("Kode Jabatan;Nama Jabatan;Jenjang;Jenis Jabatan;Eselon\n" + line + "\n")
    assert found["jobs"][0]["tier"] == tier
    assert tier in TIERS
    assert not found.desk.troubles


def test_a_post_comes_with_its_family_and_its_affair(jobs):
    found = jobs("Kode Jabatan;Nama Jabatan;Rumpun;Kode Urusan\nJ1;AUDITOR AHLI MUDA;PENGAWASAN;6.01\n")
    assert found["jobs"] == [
        {"job": "J1", "name": "Auditor Ahli Muda", "tier": "jf_muda", "family": "Pengawasan", "affair": "6.01"}
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (";Auditor Ahli Muda;;;", (2, "missing_value", "Kode Jabatan", "")),
        ("J1;;;;", (2, "missing_value", "Nama Jabatan", "")),
        ("J1;Auditor;Tinggi sekali;;", (2, "bad_tier", "Jenjang", "Tinggi sekali")),
        ("J1;Kepala Bidang Lada;;Struktural;", (2, "missing_value", "Eselon", "")),
    ],
)
def test_a_post_without_code_title_or_tier_is_refused(jobs, line, problem):
    found = jobs("Kode Jabatan;Nama Jabatan;Jenjang;Jenis Jabatan;Eselon\n" + line + "\n")
    assert found.refused == [problem]
    assert not found["jobs"]
