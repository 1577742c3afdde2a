"""What is amiss in a register row by the dimensions of BKN's index, and when somebody retires."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from betang.core.office import nip as nips
from betang.core.office.kinds.people import PEOPLE
from betang.core.office.quality import QUALITY, RegisterRow, findings, reckoned_retirement, retirement_age, unseen
from betang.core.tables import TIERS
from tests.core.office.kinds.district import bring
from tests.core.office.kinds.registers import CONTRACT, OTHER, PNS, district, register

ON = date(2026, 10, 30)
EVERYTHING = {name for check in QUALITY.checks for name in check.needs}


def row(nip=PNS, **more):
    """A row with nothing amiss but for what is said."""
    facts = nips.facts(nip)
    contract = facts.status == "PPPK"
    plainly = {
        "status": facts.status,
        "tier": "jf_muda",
        "title": "Auditor Ahli Muda",
        "job_kind": "2",
        "rank": "IX" if contract else "III/c",
        "education": "40",
        "degree": "S.Kom.",
        "employed_from": date(facts.start_year, facts.start_month or 3, 1),
        "pns_since": None if contract else date(facts.start_year + 1, 3, 1),
        "born": facts.born,
        "sex": facts.sex,
        "position": "71" if contract else "01",
        "employment": "PNS Daerah Kab./Kota yang bekerja pada Kab./Kota",
        "home_agency": "A",
        "work_agency": "A",
        "nik": "9900000101900001",
        "email": "nama@contoh.invalid",
        "phone": "080000000000",
    }
    return RegisterRow(nip=facts, **{**plainly, **more})


def test_a_row_with_nothing_amiss_has_no_finding():
    assert not list(findings(row(), ON))
    assert not list(findings(row(CONTRACT), ON))


@pytest.mark.parametrize(
    ("nip", "says", "code"),
    [
        (PNS, {"education": ""}, "no_education"),
        (PNS, {"degree": ""}, "no_degree"),
        (PNS, {"pns_since": None}, "no_pns_start"),
        (PNS, {"email": ""}, "no_email"),
        (PNS, {"phone": ""}, "no_phone"),
        (PNS, {"status": "CPNS", "pns_since": None}, "candidate_too_long"),
        (PNS, {"retires_on": date(2026, 10, 1)}, "past_retirement"),
        ("196801011990031001", {}, "past_retirement"),
        (PNS, {"employed_from": date(2015, 3, 1), "pns_since": date(2014, 3, 1)}, "start_after_pns"),
        (PNS, {"work_agency": "B"}, "secondment"),
        (PNS, {"employment": "PNS Daerah Kab./Kota DPK pada Instansi lain"}, "secondment"),
        ("199001012025031001", {"tier": "pengawas", "title": "Kepala Seksi"}, "short_service"),
        (CONTRACT, {"position": "01"}, "contract_position"),
        (PNS, {"nik": "990000010190"}, "bad_nik"),
        (PNS, {"nik": "9900003213900001"}, "bad_nik"),
        (PNS, {"nik": ""}, "bad_nik"),
        (PNS, {"tier": "administrator", "title": "Kepala Bidang", "education": "30"}, "structural_education"),
        (PNS, {"education": "30"}, "functional_education"),
        ("199001012018211001", {"employed_from": date(2018, 3, 1)}, "contract_year"),
        (PNS, {"job_kind": "4"}, "staff_as_functional"),
        (PNS, {"tier": "jpt_pratama", "title": "Kepala Dinas", "rank": "III/d"}, "low_rank"),
        (PNS, {"employed_from": date(2015, 4, 1)}, "nip_start"),
        (PNS, {"born": date(1990, 1, 2)}, "nip_birth"),
        (PNS, {"sex": "F"}, "nip_sex"),
        (CONTRACT, {"employed_from": date(2023, 3, 1)}, "nip_contract_year"),
    ],
)
def test_each_fault_is_found_alone(nip, says, code):
    assert list(findings(row(nip, **says), ON)) == [code]


@pytest.mark.parametrize(
    ("nip", "says"),
    [
        (PNS, {"education": "15", "degree": "", "tier": "pelaksana", "job_kind": "4"}),  # no degree is to be expected
        (CONTRACT, {"employed_from": date(2022, 11, 1)}),  # the NIP of a PPPK holds no month
        ("200002022026042002", {"status": "CPNS", "pns_since": None}),  # not yet a year
        (PNS, {"nik": "9900004101900001"}),  # 40 is added to the day of a woman
        ("196801011990031001", {"tier": "jf_utama", "title": "Auditor Ahli Utama"}),  # until 65
        ("196801011990031001", {"retires_on": date(2027, 2, 1)}),  # the register says so
        (PNS, {"tier": "pengawas", "title": "Kepala Seksi", "education": "30"}),
        (PNS, {"work_agency": "B", "employment": "PNS Daerah Kab./Kota DPK pada Instansi lain"}),
    ],
)
def test_what_is_in_order_is_not_found_fault_with(nip, says):
    assert not list(findings(row(nip, **says), ON))


def test_what_a_cell_leaves_out_is_not_held_against_another_check():
    silent = row(born=None, sex="", employed_from=None, rank="", position="", nik="9900000101900001")
    assert not list(findings(silent, ON))


@pytest.mark.parametrize("check", QUALITY.checks, ids=lambda check: check.code)
def test_a_check_is_unknown_where_a_column_it_needs_is_missing(check):
    assert check.code not in unseen(EVERYTHING)
    for needed in check.needs:
        assert check.code in unseen(EVERYTHING - {needed})


def test_the_weights_of_the_dimensions_and_of_the_checks_in_each_make_a_whole():
    assert sum(QUALITY.dimensions.values()) == pytest.approx(1)
    points = Counter()
    for check in QUALITY.checks:
        points[check.dimension] += check.points
    assert points.keys() == QUALITY.dimensions.keys()
    assert all(total == pytest.approx(100, abs=0.1) for total in points.values())
    assert QUALITY.source
    assert set(QUALITY.least_education) <= set(TIERS)


# ---------------------------------------------------------------- what the reader gives


def amiss(found):
    return sorted((record["person"], record["code"]) for record in found["findings"])


def test_the_register_gives_what_is_amiss_in_rows_that_were_taken(tmp_path):
    text = register({"EMAIL": "", "TANGGAL LAHIR": "02-01-1990"}, {"NIP BARU": OTHER, "EMAIL": "", "UNOR ID": "U9"})
    assert amiss(bring(tmp_path, PEOPLE, text, known=district())) == [(PNS, "nip_birth"), (PNS, "no_email")]


def test_two_people_in_one_managerial_post_are_both_named(tmp_path):
    lead = {"UNOR ID": "U1S", "JENIS JABATAN ID": "1", "JABATAN ID": "U1S", "JABATAN NAMA": "Sekretaris"}
    other = {
        "PNS ID": "p-2",
        "NIP BARU": OTHER,
        "TANGGAL LAHIR": "05-05-1985",
        "TMT CPNS": "01-01-2010",
        "NIK": "9900000505850001",
    }
    found = bring(
        tmp_path,
        PEOPLE,
        register(lead, {**lead, **other}, {**lead, "PNS ID": "p-3", "NIP BARU": "x"}),
        known=district(),
    )
    assert amiss(found) == [(OTHER, "two_in_one_post"), (PNS, "two_in_one_post")]


def test_what_the_columns_cannot_tell_is_unknown_and_never_found(tmp_path):
    always = {"no_performance", "inactive_unit", "functional_not_appointed", "leave_not_ended"}
    whole = bring(tmp_path, PEOPLE, register({}), known=district())
    assert {record["code"] for record in whole["unseen"]} == always
    found = bring(tmp_path, PEOPLE, register({}, without=("EMAIL", "NIK", "TMT PNS")), known=district())
    missing = {"no_email", "bad_nik", "no_pns_start", "start_after_pns"}
    assert {record["code"] for record in found["unseen"]} == always | missing
    assert not found["findings"]


# ---------------------------------------------------------------- retirement


@pytest.mark.parametrize(
    ("tier", "title", "age"),
    [
        ("jpt_madya", "Sekretaris Daerah", 60),
        ("jpt_pratama", "Kepala Dinas", 60),
        ("administrator", "Kepala Bidang", 58),
        ("pengawas", "Kepala Seksi", 58),
        ("pelaksana", "Pengadministrasi", 58),
        ("jf_utama", "Auditor Ahli Utama", 65),
        ("jf_madya", "Auditor Ahli Madya", 60),
        ("jf_muda", "Auditor Ahli Muda", 58),
        ("jf_penyelia", "Perawat Penyelia", 58),
        ("jf_muda", "Guru Ahli Muda", 60),
        ("jf_madya", "Guru Ahli Madya", 60),
        ("jf_utama", "Guru Ahli Utama", 60),
        ("pelaksana", "Guru Bantu", 58),
    ],
)
def test_the_age_of_retirement_follows_the_tier_and_a_teacher_is_one_by_the_title(tier, title, age):
    assert retirement_age(tier, title) == age


@pytest.mark.parametrize(
    ("born", "tier", "day"),
    [
        (date(1970, 5, 17), "jf_muda", date(2028, 6, 1)),
        (date(1970, 5, 1), "jf_muda", date(2028, 6, 1)),
        (date(1968, 12, 31), "jpt_pratama", date(2029, 1, 1)),
        (date(1968, 2, 29), "administrator", date(2026, 3, 1)),
    ],
)
def test_somebody_retires_on_the_first_of_the_month_after_the_birthday(born, tier, day):
    assert reckoned_retirement(born, tier) == day
