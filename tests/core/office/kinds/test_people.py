"""The register as SIASN exports it: what is taken, refused and warned of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from betang.core.office.kinds.people import PEOPLE
from tests.core.office.kinds.district import bring
from tests.core.office.kinds.registers import CANDIDATE, CONTRACT, HEAD, OTHER, PART, PNS, SIASN, district, register


@pytest.fixture
def people(tmp_path):
    def brought(*rows, known=None, **more):
        return bring(tmp_path, PEOPLE, register(*(rows or ({},)), **more), known=known or district())

    return brought


def contract(nip=CONTRACT, **more):
    """A PPPK with nothing amiss."""
    born, start = nip[:8], nip[8:12]
    return {
        "PNS ID": "",
        "NIP BARU": nip,
        "TANGGAL LAHIR": f"{born[6:]}-{born[4:6]}-{born[:4]}",
        "JENIS KELAMIN": "F" if nip[14] == "2" else "M",
        "KEDUDUKAN HUKUM ID": "71",
        "KEDUDUKAN HUKUM NAMA": "PPPK Aktif",
        "STATUS CPNS PNS": "",
        "TMT CPNS": f"01-03-{start}",
        "TMT PNS": "",
        "GOL AKHIR ID": "09",
        "GOL AKHIR NAMA": "IX",
        **more,
    }


def pns(nip, **more):
    """Another PNS with nothing amiss."""
    born, start = nip[:8], nip[8:14]
    return {
        "PNS ID": f"p-{nip}",
        "NIP BARU": nip,
        "TANGGAL LAHIR": f"{born[6:]}-{born[4:6]}-{born[:4]}",
        "JENIS KELAMIN": "F" if nip[14] == "2" else "M",
        "TMT CPNS": f"01-{start[4:]}-{start[:4]}",
        **more,
    }


# ---------------------------------------------------------------- what is taken


def test_a_row_of_siasn_gives_the_person_and_the_post(people):
    found = people()
    assert found["people"] == [
        {
            "person": "p-1",
            "agency": "6790",
            "unit": "U3",
            "job": "J-AUD",
            "name": "Lanting Nipah",
            "nip": PNS,
            "status": "PNS",
            "rank": "III/c",
            "education": "S-1",
            "employed_from": date(2015, 3, 1),
            "born": date(1990, 1, 1),
            "sex": "M",
            "legal_position": "01",
            "job_since": date(2021, 5, 1),
        }
    ]
    assert found["jobs"] == [{"job": "J-AUD", "name": "Auditor Ahli Muda", "tier": "jf_muda"}]
    assert not found["findings"]
    assert not found.desk.troubles


def test_columns_in_another_order_under_other_headings_say_the_same(tmp_path, people):
    plainly = people()["people"]
    names = {
        "NIP BARU": "nipBaru",
        "TMT CPNS": "tmt_cpns",
        "UNOR ID": "Unor Id",
        "NAMA": "Nama",
        "JABATAN ID": "jabatanId",
    }
    turned = {names.get(name, name): value for name, value in reversed(SIASN.items())}
    text = ";".join(turned) + "\n" + ";".join(turned.values()) + "\n"
    assert bring(tmp_path, PEOPLE, text, known=district())["people"] == plainly


def test_whoever_has_no_id_is_known_by_the_nip_and_what_is_empty_stays_empty(people):
    empty = dict.fromkeys(
        ("PNS ID", "TANGGAL LAHIR", "JENIS KELAMIN", "TMT CPNS", "TMT JABATAN", "GOL AKHIR NAMA", "GOL AKHIR ID",
         "NAMA", "TINGKAT PENDIDIKAN ID", "TINGKAT PENDIDIKAN NAMA"), "null",
    )  # fmt: skip
    assert people(empty)["people"] == [
        {
            "person": PNS,
            "nip": PNS,
            "agency": "6790",
            "unit": "U3",
            "job": "J-AUD",
            "status": "PNS",
            "legal_position": "01",
        }
    ]


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ({"STATUS CPNS PNS": "P"}, "PNS"),
        ({"STATUS CPNS PNS": "PNS"}, "PNS"),
        ({"STATUS CPNS PNS": "null"}, "PNS"),
        ({"STATUS CPNS PNS": "C"}, "CPNS"),
        ({"STATUS CPNS PNS": "cpns"}, "CPNS"),
        (contract(), "PPPK"),
        (contract(PART), "PPPK"),
        (contract(PART, **{"JENIS PEGAWAI NAMA": "PPPK PARUH WAKTU"}), "PPPK_PW"),
        (contract(PART, **{"KEDUDUKAN HUKUM NAMA": "PPPK Paruh Waktu"}), "PPPK_PW"),
        (contract(PART, **{"STATUS CPNS PNS": "PPPK  paruh waktu"}), "PPPK_PW"),
    ],
)
def test_the_nip_says_pns_or_pppk_and_words_say_candidate_or_part_time(people, says, status):
    found = people(says)
    assert found["people"][0]["status"] == status
    assert not found.desk.troubles


@pytest.mark.parametrize(
    ("column", "said", "field", "meant"),
    [
        ("TINGKAT PENDIDIKAN ID", "5", "education", "SD"),
        ("TINGKAT PENDIDIKAN ID", "15", "education", "SLTA"),
        ("TINGKAT PENDIDIKAN ID", "42", "education", "Profesi"),
        ("KEDUDUKAN HUKUM ID", "1", "legal_position", "01"),
        ("NIP BARU", "'199001012015031001", "nip", PNS),
        ("NIP BARU", "19900101 201503 1 001", "nip", PNS),
        ("NAMA", "LANTING NIPAH", "name", "Lanting Nipah"),
        ("NAMA", "  Lanting   Nipah ", "name", "Lanting Nipah"),
        ("GOL AKHIR NAMA", "III.c", "rank", "III/c"),
        ("GOL AKHIR NAMA", "Penata (III/c)", "rank", "III/c"),
        ("GOL AKHIR NAMA", "-", "rank", "III/c"),
        ("TANGGAL LAHIR", "1 Januari 1990", "born", date(1990, 1, 1)),
        ("TMT JABATAN", "2021-05-01", "job_since", date(2021, 5, 1)),
        ("JENIS KELAMIN", "Laki-laki", "sex", "M"),
        ("JENIS KELAMIN", "L", "sex", "M"),
    ],
)
def test_what_an_official_would_read_is_read(people, column, said, field, meant):
    found = people({column: said})
    assert found["people"][0][field] == meant
    assert not found.desk.troubles


# ---------------------------------------------------------------- posts


@pytest.mark.parametrize(
    ("title", "kind", "tier"),
    [
        ("Auditor Ahli Utama", "2", "jf_utama"),
        ("Perawat  Penyelia", "2", "jf_penyelia"),
        ("Radiografer Ahli Pertama / Pertama", "2", "jf_pertama"),
        ("Bidan Pelaksana Lanjutan", "2", "jf_mahir"),
        ("Guru Madya", "2", "jf_madya"),
        ("PENGOLAH DATA DAN INFORMASI", "4", "pelaksana"),
        ("Pengelola Utama", "4", "pelaksana"),
    ],
)
def test_the_tier_of_a_post_is_at_the_end_of_its_title(people, title, kind, tier):
    found = people({"JABATAN ID": "J-X", "JABATAN NAMA": title, "JENIS JABATAN ID": kind})
    assert found["jobs"][0]["tier"] == tier


def test_a_title_in_capitals_is_printed_in_ordinary_writing(people):
    found = people({"JABATAN ID": "J-X", "JABATAN NAMA": "PENGOLAH DATA DAN INFORMASI", "JENIS JABATAN ID": "4"})
    assert found["jobs"][0]["name"] == "Pengolah Data dan Informasi"


@pytest.mark.parametrize("job", ["U1S", "u1s", "lain"])
def test_a_structural_official_holds_the_post_of_the_unit(people, job):
    found = people({"UNOR ID": "U1S", "JENIS JABATAN ID": "1", "JABATAN ID": job, "JABATAN NAMA": "Sekretaris"})
    assert found["people"][0]["job"] == "U1S"
    assert not found["jobs"]
    assert not found.refused


def test_a_structural_official_of_a_unit_that_has_no_head_is_refused(people):
    found = people({"UNOR ID": "U2A", "JENIS JABATAN ID": "1", "JABATAN ID": "U2A", "JABATAN NAMA": "Kepala"})
    assert found.refused == [(2, "unknown_job", "JABATAN ID", "U2A")]


def test_a_post_stands_once_and_only_where_somebody_who_was_taken_holds_it(people):
    found = people(
        pns(OTHER, **{"JABATAN ID": "J-1", "JABATAN NAMA": "Arsiparis Mahir", "KEDUDUKAN HUKUM ID": "99"}),
        {"JABATAN ID": "J-2", "JABATAN NAMA": "Arsiparis Penyelia"},
        contract(**{"JABATAN ID": "J-2", "JABATAN NAMA": "ARSIPARIS PENYELIA"}),
        contract(PART, **{"JABATAN ID": "J-3", "JABATAN NAMA": "Arsiparis Pemula"}),
        contract(PART, **{"JABATAN ID": "J-4", "JABATAN NAMA": "Arsiparis Terampil"}),
    )
    assert found["jobs"] == [{"job": "J-2", "name": "Arsiparis Penyelia", "tier": "jf_penyelia"}]
    assert {record["nip"] for record in found["people"]} == {PNS, CONTRACT}


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ({"NIP BARU": ""}, ("missing_value", "NIP BARU", "")),
        ({"NIP BARU": "1.99001E+17"}, ("nip_digits_lost", "NIP BARU", "1.99001E+17")),
        ({"NIP BARU": "'19900101201503100"}, ("nip_length", "NIP BARU", "19900101201503100")),
        ({"NIP BARU": "199013012015031001"}, ("nip_invalid", "NIP BARU", "199013012015031001")),
        ({"UNOR ID": "null"}, ("missing_value", "UNOR ID", "")),
        ({"UNOR ID": "U9"}, ("unknown_unit", "UNOR ID", "U9")),
        ({"JABATAN ID": ""}, ("missing_value", "JABATAN ID", "")),
        ({"JABATAN ID": "J-X", "JABATAN NAMA": ""}, ("missing_value", "JABATAN NAMA", "")),
        ({"KEDUDUKAN HUKUM ID": "98"}, ("not_active", "KEDUDUKAN HUKUM ID", "98")),
        (
            {"KEDUDUKAN HUKUM ID": "", "KEDUDUKAN HUKUM NAMA": "Pensiun"},
            ("not_active", "KEDUDUKAN HUKUM NAMA", "Pensiun"),
        ),
        ({"INSTANSI KERJA ID": "SIASN-MERANTI"}, ("other_agency", "INSTANSI KERJA ID", "SIASN-MERANTI")),
        (
            {"INSTANSI KERJA ID": "SIASN-LAIN", "INSTANSI KERJA NAMA": "Pemerintah Kab. Lain"},
            ("other_agency", "INSTANSI KERJA ID", "SIASN-LAIN"),
        ),
        ({"TANGGAL LAHIR": "Januari 1990"}, ("bad_date", "TANGGAL LAHIR", "Januari 1990")),
        ({"TMT CPNS": "01-03-2115"}, ("date_out_of_range", "TMT CPNS", "01-03-2115")),
    ],
)
def test_a_row_that_cannot_stand_is_refused_for_one_reason_and_gives_nothing(people, says, problem):
    found = people(says)
    assert found.refused == [(2, *problem)]
    assert not found["people"]
    assert not found["jobs"]
    assert not found["findings"]
    assert not found.warnings


@pytest.mark.parametrize("position", ["14", "52", "66", "67", "68", "69", "70", "77", "88", "89", "98", "99"])
def test_those_who_have_left_the_service_are_refused(people, position):
    assert people({"KEDUDUKAN HUKUM ID": position}).codes("refused") == [(2, "not_active")]


@pytest.mark.parametrize("column", ["UNOR ID", "INSTANSI KERJA ID"])
def test_whoever_has_left_is_told_that_and_no_more(people, column):
    assert people({"KEDUDUKAN HUKUM ID": "99", column: "SIASN-MERANTI"}).codes("refused") == [(2, "not_active")]


def test_an_id_of_the_own_agency_that_the_house_does_not_know_is_settled_by_its_name(people):
    found = people({"INSTANSI KERJA ID": "ID-BARU", "INSTANSI KERJA NAMA": "Kab. Ulin"})
    assert len(found["people"]) == 1


def test_the_same_row_again_stays_once_and_rows_that_disagree_are_all_refused(people):
    found = people({}, {}, contract(), contract(**{"JENIS KELAMIN": "M", "UNOR ID": "U1"}))
    assert found.refused == [
        (3, "duplicate_row", "NIP BARU", PNS),
        (4, "duplicate_conflict", "NIP BARU", CONTRACT),
        (5, "duplicate_conflict", "NIP BARU", CONTRACT),
    ]
    assert [record["nip"] for record in found["people"]] == [PNS]
    assert not found.warnings


def test_two_nips_under_one_id_are_both_refused(people):
    found = people({}, pns(OTHER, **{"PNS ID": "p-1"}))
    assert found.refused == [(2, "duplicate_conflict", "PNS ID", "p-1"), (3, "duplicate_conflict", "PNS ID", "p-1")]
    assert not found["people"]
    assert not found["jobs"]


def test_somebody_on_two_sheets_who_is_told_differently_is_refused_on_both(tmp_path):
    sheets = {
        name: [[*SIASN], [*({**SIASN, "UNOR ID": unit}).values()]] for name, unit in (("PNS", "U3"), ("Lama", "U1"))
    }
    found = bring(tmp_path, PEOPLE, sheets, known=district())
    assert found.codes("refused") == [(2, "duplicate_conflict")] * 2
    assert not found["people"]


def test_whoever_is_active_in_another_register_is_refused(people):
    known = district()
    asked = []

    def elsewhere(nips):
        asked.append(list(nips))
        return {OTHER}

    known.elsewhere = elsewhere
    found = people({}, pns(OTHER), contract(**{"KEDUDUKAN HUKUM ID": "99"}), known=known)
    assert (3, "in_other_agency", "NIP BARU", OTHER) in found.refused
    assert [record["nip"] for record in found["people"]] == [PNS]
    assert asked == [[PNS, OTHER]]


# ---------------------------------------------------------------- what is warned of


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ({"TANGGAL LAHIR": "02-01-1990"}, ("nip_birth_mismatch", "TANGGAL LAHIR", "02-01-1990")),
        ({"JENIS KELAMIN": "F"}, ("nip_sex_mismatch", "JENIS KELAMIN", "F")),
        ({"TMT CPNS": "01-04-2015"}, ("nip_start_mismatch", "TMT CPNS", "01-04-2015")),
        (contract(**{"TMT CPNS": "01-01-2021"}), ("nip_start_mismatch", "TMT CPNS", "01-01-2021")),
        ({"KEDUDUKAN HUKUM ID": "71"}, ("status_mismatch", "KEDUDUKAN HUKUM ID", "71")),
        (contract(**{"KEDUDUKAN HUKUM ID": "01"}), ("status_mismatch", "KEDUDUKAN HUKUM ID", "01")),
        ({"KEDUDUKAN HUKUM ID": "3"}, ("on_leave", "KEDUDUKAN HUKUM ID", "03")),
        ({"KEDUDUKAN HUKUM ID": "20"}, ("on_leave", "KEDUDUKAN HUKUM ID", "20")),
    ],
)
def test_what_contradicts_is_taken_as_it_is_stated_and_warned_of(people, says, problem):
    found = people(says)
    assert found.warnings == [(2, *problem)]
    assert len(found["people"]) == 1


@pytest.mark.parametrize("position", ["02", "03", "04", "13", "15", "20"])
def test_those_away_from_duty_stay_in_the_register(people, position):
    found = people({"KEDUDUKAN HUKUM ID": position})
    assert found["people"][0]["legal_position"] == position
    assert found.codes("warning") == [(2, "on_leave")]


def test_a_month_does_not_count_where_the_nip_of_a_pppk_holds_the_year_only(people):
    assert not people(contract(**{"TMT CPNS": "01-11-2022"})).warnings


def test_columns_beyond_the_known_ones_are_said_once_for_the_file(people):
    found = people(
        {"NAMA SEKOLAH": "SD 1", "ESELON ID": "99", "TMT PENSIUN": "", "NIP ATASAN": "", "ALAMAT": "Jl. Lada"}
    )
    assert found.warnings == [(None, "extra_column", "NAMA SEKOLAH", ""), (None, "extra_column", "ESELON ID", "")]


# ---------------------------------------------------------------- retirement and superiors


def test_the_day_of_retirement_is_the_one_stated_and_never_reckoned(people):
    found = people({"TMT PENSIUN": "01-02-2048"}, contract(**{"TMT PENSIUN": "null"}))
    assert [record.get("retires_on") for record in found["people"]] == [date(2048, 2, 1), None]


def test_a_superior_is_somebody_of_the_file_or_of_the_register_before(people):
    found = people(
        {"NIP ATASAN": OTHER}, pns(OTHER, **{"NIP ATASAN": HEAD}), contract(**{"NIP ATASAN": "19900101 201503 1 001"})
    )
    assert [record["supervisor"] for record in found["people"]] == [OTHER, HEAD, PNS]
    assert not found.desk.troubles


@pytest.mark.parametrize(
    ("superior", "code"),
    [
        ("197001011990011001", "unknown_person"),
        (CANDIDATE, "unknown_person"),
        ("1970010119900110", "nip_length"),
        ("1.97001E+17", "nip_digits_lost"),
    ],
)
def test_a_superior_nobody_knows_is_left_out_and_the_person_stays(people, superior, code):
    refused = pns(CANDIDATE, **{"KEDUDUKAN HUKUM ID": "99"})
    found = people(refused, {"NIP ATASAN": superior})
    assert found.cells == [(3, code, "NIP ATASAN", superior)]
    assert [record.get("supervisor") for record in found["people"]] == [None]


# ---------------------------------------------------------------- workbooks


def test_date_cells_and_numbers_in_a_workbook_are_read_and_a_nip_as_a_number_is_not(tmp_path):
    plainly = {**SIASN, "TANGGAL LAHIR": date(1990, 1, 1), "TINGKAT PENDIDIKAN ID": 5.0, "KEDUDUKAN HUKUM ID": 1.0}
    lost = {**SIASN, "NIP BARU": float(OTHER)}
    rows = [["DATA PEGAWAI KABUPATEN ULIN"], [], [*SIASN], [*plainly.values()], [*lost.values()]]
    found = bring(tmp_path, PEOPLE, {"Data": rows}, known=district())
    assert found.refused[0][:3] == (5, "nip_digits_lost", "NIP BARU")
    record = found["people"][0]
    assert (record["born"], record["education"], record["legal_position"]) == (date(1990, 1, 1), "SD", "01")


def test_a_day_number_is_read_and_warned_of_on_every_row(tmp_path):
    serial = float((date(1990, 1, 1) - date(1899, 12, 30)) / timedelta(days=1))
    rows = [[*SIASN], [*{**SIASN, "TANGGAL LAHIR": serial}.values()]]
    rows.append([*{**SIASN, **pns("199001012016031002"), "TANGGAL LAHIR": serial}.values()])
    found = bring(tmp_path, PEOPLE, {"Data": rows}, known=district())
    assert found.codes("warning") == [(2, "serial_date"), (3, "serial_date")]
    assert {record["born"] for record in found["people"]} == {date(1990, 1, 1)}
