"""The dictionary of competencies, and the standards of jobs and tiers."""

from __future__ import annotations

import pytest

from betang.core.office.kinds.standards import COMPETENCIES, STANDARDS, basis_of
from tests.core.office.kinds.district import ULIN, bring, district

HEAD = (
    "Kode Jabatan;Nama Jabatan;Kelompok Jabatan;Urusan Pemerintahan;Kode Kompetensi;Nama Kompetensi;Level;Kepentingan\n"
)
TIERS = "Jenjang;Kode Kompetensi;Nama Kompetensi;Level;Kepentingan\n"


def posts():
    """The district with jobs of its own, and two of its neighbour's."""
    known = district()
    jobs = known["jobs"]
    jobs.add("J-AUD", "Auditor Ahli Muda", tier="jf_muda", own=True)
    jobs.add("U1S", "Sekretaris Dinas Kesehatan", tier="administrator", own=True)
    jobs.add("U1SU", "Kepala Subbagian Umum", tier="pengawas", own=True)
    jobs.add("U2SU", "Kepala Subbagian Umum", tier="pengawas", own=True)
    jobs.add("X1S", "Sekretaris Dinas Kesehatan", tier="administrator", own=False)
    jobs.add("X9", "Camat Meranti", tier="administrator", own=False)
    return known


@pytest.fixture
def standards(tmp_path):
    return lambda sheets: bring(tmp_path, STANDARDS, sheets, known=posts())


@pytest.fixture
def dictionary(tmp_path):
    return lambda text: bring(tmp_path, COMPETENCIES, text)


def line(job="J-AUD", name="Auditor Ahli Muda", code="T.KEU.01", level="3", weight="Mutlak", **more):
    cells = (job, name, "JF", more.get("affair", ""), code, more.get("competency", ""), level, weight)
    return ";".join(cells) + "\n"


def given(found):
    return [(each.get("job"), each.get("tier"), each["competency"], each["level"]) for each in found["standards"]]


# ---------------------------------------------------------------- the dictionary


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Manajerial", "managerial"),
        ("MANAJERIAL", "managerial"),
        ("Sosial Kultural", "sociocultural"),
        ("Sosio-Kultural", "sociocultural"),
        ("Teknis", "technical"),
    ],
)
def test_competencies_are_of_three_kinds(dictionary, said, kind):
    found = dictionary(f"kode;nama;jenis;kode_urusan;urusan\nT.KES.01;Surveilans;{said};1.02;Kesehatan\n")
    assert found["competencies"] == [{"competency": "T.KES.01", "name": "Surveilans", "kind": kind, "affair": "1.02"}]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (";Surveilans;Teknis;", (2, "missing_value", "kode", "")),
        ("T.1;;Teknis;", (2, "missing_value", "nama", "")),
        ("T.1;Surveilans;;", (2, "missing_value", "jenis", "")),
        ("T.1;Surveilans;Lain;", (2, "bad_choice", "jenis", "Lain")),
    ],
)
def test_a_competency_without_code_name_or_kind_is_refused(dictionary, row, problem):
    found = dictionary(f"kode;nama;jenis;urusan\n{row}\n")
    assert found.refused == [problem]
    assert not found["competencies"]


def test_an_affair_is_its_code_also_before_its_name_and_nothing_without_one(dictionary):
    found = dictionary("Kode,Nama,Jenis,Urusan\nT.1,Satu,Teknis,1.02 Kesehatan\nT.2,Dua,Teknis,Kesehatan\n")
    assert [each.get("affair") for each in found["competencies"]] == ["1.02", None]


# ---------------------------------------------------------------- levels and importance


@pytest.mark.parametrize("level", ["3", "3.0", "Level 3", "L3"])
def test_spellings_of_a_level_are_one(standards, level):
    assert given(standards(HEAD + line(level=level))) == [("J-AUD", None, "T.KEU.01", 3)]


@pytest.mark.parametrize(
    ("level", "code"),
    [("6", "bad_level"), ("0", "bad_level"), ("tinggi", "bad_level"), ("-", "missing_value")],
)
def test_what_is_no_level_from_one_to_five_refuses_the_row(standards, level, code):
    found = standards(HEAD + line(level=level))
    assert found.refused == [(2, code, "Level", level)]
    assert not found["standards"]


@pytest.mark.parametrize(
    ("said", "importance"),
    [
        ("Mutlak", "absolute"), ("1", "absolute"), ("PENTING", "important"), ("2", "important"),
        ("perlu", "needed"), ("3", "needed"),
    ],
)  # fmt: skip
def test_importance_stands_in_words_or_figures(standards, said, importance):
    assert standards(HEAD + line(weight=said))["standards"][0]["importance"] == importance


@pytest.mark.parametrize("said", ["Sedang", "4", "0"])
def test_other_importances_refuse_the_row(standards, said):
    assert standards(HEAD + line(weight=said)).refused == [(2, "bad_importance", "Kepentingan", said)]


# ---------------------------------------------------------------- jobs


def test_a_job_is_found_by_its_code_whatever_its_case(standards):
    assert given(standards(HEAD + line(job="j-aud"))) == [("J-AUD", None, "T.KEU.01", 3)]


def test_a_title_alone_is_one_of_the_sending_government(standards):
    found = standards(HEAD + line(job="", name="SEKRETARIS DINAS KESEHATAN"))
    assert given(found) == [("U1S", None, "T.KEU.01", 3)]


@pytest.mark.parametrize(
    ("job", "name", "problem"),
    [
        ("J-TIADA", "", (2, "unknown_job", "Kode Jabatan", "J-TIADA")),
        ("", "Camat Meranti", (2, "unknown_job", "Nama Jabatan", "Camat Meranti")),
        ("", "Kepala Subbagian Umum", (2, "ambiguous_reference", "Nama Jabatan", "Kepala Subbagian Umum")),
        ("", "", (2, "missing_value", "Kode Jabatan", "")),
        ("J-AUD", "Kepala Subbagian Umum", (2, "code_name_mismatch", "Nama Jabatan", "Kepala Subbagian Umum")),
    ],
)
def test_a_job_that_cannot_be_told_refuses_the_row(standards, job, name, problem):
    found = standards(HEAD + line(job=job, name=name))
    assert found.refused == [problem]
    assert not found["standards"]


def test_a_code_tells_posts_of_one_title_apart(standards):
    found = standards(HEAD + line(job="U2SU", name="Kepala Subbagian Umum"))
    assert given(found) == [("U2SU", None, "T.KEU.01", 3)]


def test_a_title_that_was_worded_anew_does_not_contradict_the_code(standards):
    assert not standards(HEAD + line(name="Auditor Muda pada Inspektorat")).refused


def test_the_affair_of_a_job_comes_with_its_standards(standards):
    found = standards(HEAD + line(affair="6.01 Pengawasan") + line(job="U1S", name="", affair="Kesehatan"))
    assert found["jobs"] == [{"job": "J-AUD", "name": "Auditor Ahli Muda", "tier": "jf_muda", "affair": "6.01"}]


def test_a_refused_row_says_nothing_of_the_affair(standards):
    assert not standards(HEAD + line(affair="6.01 Pengawasan", level="9"))["jobs"]


# ---------------------------------------------------------------- competencies and repeats


@pytest.mark.parametrize(
    ("code", "name", "competency"),
    [("M.1", "", "M.01"), ("", "kerja sama", "M.02"), ("M.02 Kerja Sama", "", "M.02"), ("M.01", "Integritas", "M.01")],
)
def test_a_competency_is_found_by_code_name_or_both(standards, code, name, competency):
    assert given(standards(HEAD + line(code=code, competency=name)))[0][2] == competency


@pytest.mark.parametrize(
    ("code", "name", "problem"),
    [
        ("T.XYZ.09", "", (2, "unknown_competency", "Kode Kompetensi", "T.XYZ.09")),
        ("", "Menari", (2, "unknown_competency", "Nama Kompetensi", "Menari")),
        ("", "", (2, "missing_value", "Kode Kompetensi", "")),
        ("M.01", "Komunikasi", (2, "code_name_mismatch", "Nama Kompetensi", "Komunikasi")),
    ],
)
def test_a_competency_that_cannot_be_told_refuses_the_row(standards, code, name, problem):
    assert standards(HEAD + line(code=code, competency=name)).refused == [problem]


def test_the_same_requirement_again_is_left_out_and_two_levels_of_one_both(standards):
    rows = line() + line() + line(code="M.01") + line(code="M.01", level="4") + line(code="M.02")
    found = standards(HEAD + rows)
    assert found.codes("refused") == [(3, "duplicate_row"), (4, "duplicate_conflict"), (5, "duplicate_conflict")]
    assert given(found) == [("J-AUD", None, "T.KEU.01", 3), ("J-AUD", None, "M.02", 3)]


# ---------------------------------------------------------------- tiers and basis


@pytest.mark.parametrize(
    ("said", "tier"),
    [
        ("JPT Pratama", "jpt_pratama"), ("Administrator", "administrator"), ("PENGAWAS", "pengawas"),
        ("Pelaksana", "pelaksana"), ("JF Ahli Muda", "jf_muda"), ("Ahli Madya", "jf_madya"),
        ("JF Terampil", "jf_terampil"),
    ],
)  # fmt: skip
def test_the_standard_of_a_tier_names_it_in_words(standards, said, tier):
    found = standards(f"{TIERS}{said};M.01;Integritas;2;Mutlak\n")
    assert given(found) == [(None, tier, "M.01", 2)]
    assert found["standards"][0]["agency"] == ULIN


def test_a_tier_nobody_knows_refuses_the_row(standards):
    assert standards(f"{TIERS}Bupati;M.01;Integritas;2;Mutlak\n").refused == [(2, "bad_tier", "Jenjang", "Bupati")]


def test_jobs_and_tiers_may_stand_on_two_sheets(standards):
    found = standards(
        {
            "Standar Jenjang": [
                ["Jenjang", "Kode Kompetensi", "Level", "Kepentingan"],
                ["Pengawas", "M.01", 2, "Mutlak"],
            ],
            "SKJ": [["Nama Jabatan", "Kode Kompetensi", "Level", "Kepentingan"], ["Auditor Ahli Muda", "M.01", 3, 1]],
        }
    )
    assert given(found) == [(None, "pengawas", "M.01", 2), ("J-AUD", None, "M.01", 3)]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Keputusan Bupati Ulin Nomor 188.45/12/2026", "decree"),
        ("Peraturan Bupati No. 7 Tahun 2025", "decree"),
        ("SK Bupati 188.44/999/2026", "decree"),
        ("Perbup 7 Tahun 2025", "decree"),
        ("Keputusan Bupati Ulin", None),
        ("Keputusan Bupati Ulin Nomor ..... Tahun 2026", None),
        ("KONSEP STANDAR KOMPETENSI JABATAN", "draft"),
        ("Draft Keputusan Bupati Nomor 12 Tahun 2026", "draft"),
        ("STANDAR KOMPETENSI JABATAN TAHUN 2026", None),
        ("", None),
    ],
)
def test_a_standard_rests_on_a_decree_with_its_number_or_is_a_draft(text, basis):
    assert basis_of(text) == basis


@pytest.mark.parametrize(
    ("above", "basis"),
    [
        (["STANDAR KOMPETENSI JABATAN", "Keputusan Bupati Ulin Nomor 188.45/12/2026"], "decree"),
        (["Keputusan Bupati Ulin Nomor 188.45/12/2026", "(konsep)"], "draft"),
        (["STANDAR KOMPETENSI JABATAN"], None),
    ],
)
def test_lines_above_the_heading_speak_for_the_sheet(standards, above, basis):
    rows = [[text] for text in above]
    rows += [["Kode Jabatan", "Kode Kompetensi", "Level", "Kepentingan"], ["J-AUD", "M.01", 3, "Mutlak"]]
    assert standards({"SKJ": rows})["standards"][0].get("basis") == basis


def test_a_column_of_its_own_speaks_for_its_row(standards):
    head = ["Kode Jabatan", "Kode Kompetensi", "Level", "Kepentingan", "Dasar Penetapan"]
    rows = [
        ["KONSEP STANDAR KOMPETENSI"],
        head,
        ["J-AUD", "M.01", 3, "Mutlak", "Keputusan Bupati Nomor 188.45/12/2026"],
        ["J-AUD", "M.02", 3, "Mutlak", "belum ada"],
        ["J-AUD", "M.03", 3, "Mutlak", ""],
    ]
    assert [each.get("basis") for each in standards({"SKJ": rows})["standards"]] == ["decree", None, "draft"]
