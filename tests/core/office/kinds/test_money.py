"""Budgets and travel costs as offices send them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from betang.core.office.kinds.money import BUDGETS, TRAVEL, purpose_of
from tests.core.office.kinds.district import MERANTI, RESAK, ULIN, bring

HEAD = ("No", "Kode Sub Kegiatan", "Uraian", "Pagu (Rp)")


@pytest.fixture
def budget(tmp_path):
    def brought(*rows, head=HEAD, above=()):
        return bring(tmp_path, BUDGETS, {"Pagu": [*([text] for text in above), list(head), *rows]})

    return brought


def ceilings(found):
    return {record["purpose"]: record["amount"] for record in found["budgets"]}


# ---------------------------------------------------------------- what a line is for


@pytest.mark.parametrize(
    ("line", "purpose"),
    [
        ("Belanja Perjalanan Dinas Biasa", "travel"),
        ("Belanja perjalanan  dinas dalam kota (peserta pelatihan)", "travel"),
        ("Perjadin peserta diklat", "travel"),
        ("Belanja kontribusi pelatihan pada penyelenggara lain", "dues"),
        ("Pengiriman peserta diklat kepemimpinan", "dues"),
        ("Kontribusi Diklat PIM", "dues"),
        ("Belanja perjalanan dinas pengiriman peserta", "travel"),
        ("Belanja kontribusi dan perjalanan dinas", None),
        ("Belanja diklat di luar perjalanan dinas", None),
        ("Penyelenggaraan diklat pola kontribusi", None),
        ("Koordinasi dan Kerja Sama Pelaksanaan Diklat", None),
        ("Belanja Kursus Singkat/Pelatihan", None),
        ("", None),
    ],
)
def test_only_lines_that_plainly_are_journeys_or_contributions_are_told_apart(line, purpose):
    assert purpose_of(line) == purpose


# ---------------------------------------------------------------- budgets


def test_lines_add_up_and_totals_are_only_compared(budget):
    found = budget(
        [1, "5.03.02.2.03.0001", "Peningkatan Kapasitas Kinerja ASN", "Rp 60.000.000"],
        [2, "5.03.02.2.03.0005", "Belanja kontribusi", 30_000_000],
        [3, "5.03.02.2.03.0005", "Belanja perjalanan dinas", "10 juta"],
        ["", "", "JUMLAH", 100_000_000],
    )
    assert found.kind is BUDGETS
    assert ceilings(found) == {"all": 100_000_000, "dues": 30_000_000, "travel": 10_000_000}
    assert {record["agency"] for record in found["budgets"]} == {ULIN}
    assert not found.warnings
    assert found.desk.rows_read == 3


def test_a_total_that_is_not_the_sum_of_its_lines_is_said_once(budget):
    found = budget([1, "", "Diklat", 60], [2, "", "Bimtek", 30], ["", "", "TOTAL", "Rp 100"])
    assert found.warnings == [(None, "total_differs", "Pagu (Rp)", "Rp 100")]
    assert ceilings(found) == {"all": 90}


@pytest.mark.parametrize(
    "rows",
    [
        [[1, "", "A", 60], ["", "", "Sub Jumlah", 60], [2, "", "B", 30], [3, "", "C", 5], ["", "", "Sub Jumlah", 35],
         ["", "", "JUMLAH", 95]],
        [["", "", "TOTAL PAGU", 95], [1, "", "A", 60], [2, "", "B", 35]],
        [[1, "", "A", 60], [2, "", "B", 35], ["", "", "Jumlah", 95], ["", "", "Jumlah Total", 95]],
    ],
)  # fmt: skip
def test_sub_totals_and_totals_above_fit_what_they_sum_up(budget, rows):
    found = budget(*rows)
    assert not found.warnings
    assert ceilings(found) == {"all": 95}


def test_lines_whose_code_others_go_on_from_are_their_sums(budget):
    found = budget(
        ["", "5.04", "Pendidikan dan Pelatihan", 100],
        ["", "5.04.02", "Program Pengembangan SDM", 100],
        ["", "5.04.02.2.01", "Pengembangan Kompetensi Teknis", ""],
        ["", "5.04.02.2.01.0003", "Penyelenggaraan", 60],
        ["", "5.04.02.2.01.0003", "Belanja perjalanan dinas", 15],
        ["", "5.04.02.02.02.0007", "Pimpinan daerah", 25],
        ["", "", "Jumlah", 100],
    )
    assert ceilings(found) == {"all": 100, "travel": 15}
    assert not found.refused
    assert not found.warnings


def test_accounts_under_an_activity_are_its_lines(budget):
    found = budget(
        ["", "5.04.02.2.01.0003", "Penyelenggaraan", 100],
        ["", "5.1.02.02.12.0001", "Belanja Kursus Singkat/Pelatihan", 60],
        ["", "5.1.02.04.01.0001", "Belanja Perjalanan Dinas Biasa", 40],
        ["", "5.03.02.2.03.0001", "Peningkatan Kapasitas", 7],
        ["", "5.1.02.02.12.0001", "Belanja Kursus Singkat/Pelatihan", 7],
    )
    assert ceilings(found) == {"all": 107, "travel": 40}
    assert not found.warnings


def test_accounts_in_a_column_of_their_own_are_the_lines_of_their_activity(budget):
    found = budget(
        ["5.04.02.2.01.0003", "", "Penyelenggaraan", 100],
        ["", "5.1.02.02.12.0001", "Belanja Kursus", 60],
        ["5.04.02.2.01.0003", "5.1.02.04.01.0001", "Belanja Perjalanan Dinas", 40],
        head=("Kode Sub Kegiatan", "Kode Rekening Belanja", "Uraian", "Pagu"),
    )
    assert ceilings(found) == {"all": 100, "travel": 40}


def test_a_line_over_others_that_says_another_sum_is_said(budget):
    found = budget(
        ["", "5.04.02", "Program", 90], ["", "5.04.02.2.01.0003", "A", 60], ["", "5.04.02.2.01.0004", "B", 40]
    )
    assert ceilings(found) == {"all": 100}
    assert found.warnings == [(None, "total_differs", "Pagu (Rp)", "90")]


def test_lettered_lines_over_numbered_ones_are_sums_once_one_of_them_comes_to_the_same(budget):
    found = budget(
        ["A", "", "Program Kepegawaian", 95],
        [1, "", "Diklat", 60],
        [2, "", "Bimtek", 35],
        ["B", "", "Kegiatan lain", 12],
        [1, "", "Seminar", 5],
        [2, "", "Lokakarya", 8],
    )
    assert ceilings(found) == {"all": 108}
    assert found.warnings == [(None, "total_differs", "Pagu (Rp)", "12")]


def test_indented_lines_are_the_lines_of_what_stands_over_them(budget):
    found = budget(
        ["", "", "Program Kepegawaian", 95],
        ["", "", "   Diklat", 60],
        ["", "", "   - Belanja perjalanan dinas", 35],
        ["", "", "Program lain", 12],
    )
    assert ceilings(found) == {"all": 107, "travel": 35}


def test_a_line_that_cannot_be_read_is_refused_and_totals_are_left_alone(budget):
    found = budget(
        [1, "", "A", 60],
        [2, "", "B", "menyesuaikan"],
        [3, "", "C", ""],
        [4, "", "D", -5],
        [5, "", "A", 60],
        ["", "", "JUMLAH", 500],
    )
    assert found.codes("refused") == [
        (3, "bad_number"),
        (4, "missing_value"),
        (5, "out_of_range"),
        (6, "duplicate_row"),
    ]
    assert ceilings(found) == {"all": 60}
    assert not found.warnings


@pytest.mark.parametrize(
    ("head", "above", "cell", "rupiah"),
    [
        ("Pagu (ribu rupiah)", (), 1500, 1_500_000),
        ("Pagu (juta rupiah)", (), "1,5", 1_500_000),
        ("Pagu", ("(dalam ribuan rupiah)",), 1500, 1_500_000),
        ("Pagu", ("dalam jutaan rupiah",), "Rp 1.500.000", 1_500_000),
        ("Pagu", (), "Rp1.500.000,-", 1_500_000),
        ("PAGU ANGGARAN (Rp.)", (), "1.500.000,00", 1_500_000),
    ],
)
def test_amounts_count_what_heading_or_title_say_they_count(budget, head, above, cell, rupiah):
    found = budget([1, "", "A", cell], head=("No", "Kode", "Uraian", head), above=above)
    assert ceilings(found) == {"all": rupiah}


def test_two_years_in_one_file_are_said(budget):
    found = budget([2026, "A", 5], [2027, "B", 6], head=("Tahun Anggaran", "Uraian", "Pagu"))
    assert found.warnings == [(None, "several_years", "Tahun Anggaran", "2026, 2027")]


def test_a_file_without_a_line_that_can_be_read_says_nothing_of_the_budget(budget):
    found = budget([1, "", "A", "menyusul"])
    assert found["budgets"] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 9_999_999_999), min_size=1, max_size=12, unique=True))
def test_whatever_the_lines_their_sum_is_the_ceiling(tmp_path_factory, amounts):
    rows = [[i, "", f"Belanja ke-{i}", amount] for i, amount in enumerate(amounts, 1)]
    total = ["", "", "JUMLAH", sum(amounts)]
    found = bring(tmp_path_factory.mktemp("budget"), BUDGETS, {"Pagu": [list(HEAD), *rows, total]})
    assert ceilings(found) == {"all": sum(amounts)}
    assert not found.warnings


# ---------------------------------------------------------------- travel


@pytest.fixture
def travel(tmp_path):
    def brought(*rows, head=("Asal", "Tujuan", "Biaya per Orang (Rp)")):
        return bring(tmp_path, TRAVEL, {"Biaya": [list(head), *rows]})

    return brought


def test_one_cost_for_everything_leaves_nothing_for_a_day(travel):
    found = travel(["Kab. Ulin", "Prov. Resak", "Rp 500.000"], ["Pemkab Ulin", "Kabupaten Ulin", "-"])
    assert found.kind is TRAVEL
    assert found["travel"] == [
        {"origin": ULIN, "host": RESAK, "transport": 500_000, "per_day": 0},
        {"origin": ULIN, "host": ULIN, "transport": 0, "per_day": 0},
    ]


def test_a_daily_allowance_in_its_own_column_is_kept_apart(travel):
    head = ("Daerah Asal", "Kota Tujuan", "Transport PP", "Uang Harian/OH")
    found = travel(["Kab. Ulin", "Kota Meranti", 500_000, "110 ribu"], ["Kab. Ulin", "Kab. Ulin", 0, ""], head=head)
    assert [(each["host"], each["transport"], each["per_day"]) for each in found["travel"]] == [
        (MERANTI, 500_000, 110_000),
        (ULIN, 0, 0),
    ]


def test_without_a_column_of_origins_the_sender_travels(travel):
    found = travel(["Kota Meranti", 500_000], head=("Tujuan", "Biaya Perjalanan"))
    assert found["travel"][0]["origin"] == ULIN


def test_journeys_that_cannot_be_read_are_refused(travel):
    found = travel(
        ["Kab. Ulin", "Kab. Antah", 1],
        ["Kab. Ulin", "Kota Meranti", "sesuai SBM"],
        ["Kab. Ulin", "Kota Meranti", -5],
        ["Kab. Ulin", "Kota Meranti", ""],
        ["Kota Meranti", "Kab. Ulin", 5],
        ["Kab. Ulin", "Prov. Resak", 5],
        ["Kab. Ulin", "Prov. Resak", 5],
        ["Kab. Ulin", "Kota Meranti", 5],
        ["Kab. Ulin", "Pemko Meranti", 6],
    )
    assert found.codes("refused") == [
        (2, "unknown_agency"),
        (3, "bad_number"),
        (4, "out_of_range"),
        (5, "missing_value"),
        (6, "other_agency"),
        (8, "duplicate_row"),
        (9, "duplicate_conflict"),
        (10, "duplicate_conflict"),
    ]
    assert [each["host"] for each in found["travel"]] == [RESAK]
