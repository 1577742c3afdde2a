"""Catalogues of trainings as offices send them."""

from __future__ import annotations

from datetime import date

import pytest

from betang.core.office.kinds.catalogue import PROGRAMS
from betang.core.office.kinds.catalogue.reader import channel_of
from betang.core.office.spec import also
from tests.core.office.kinds.district import MERANTI, RESAK, ULIN, bring

HEAD = (
    "Kode Program",
    "Nama Program",
    "Jalur",
    "JP",
    "Lama (hari)",
    "Peserta Minimal",
    "Peserta Maksimal",
    "Penyelenggara",
    "Biaya Tetap per Kelas (Rp)",
    "Biaya per Peserta (Rp)",
    "Maks. Kelas",
)
KAS = ("KAS-1", "Pelatihan Pengelolaan Kas", "Klasikal", 40, 5, 8, 30, "Kab. Ulin", 20_000_000, 1_500_000, 2)


def row(**more):
    """A good row with some cells otherwise, by heading."""
    cells = dict(zip(HEAD, KAS, strict=True))
    return [more.get(heading, value) for heading, value in cells.items()]


@pytest.fixture
def catalogue(tmp_path):
    """Bring rows under the usual heading and further columns; `sheets` are further sheets."""

    def brought(*rows, more=(), sheets=None, known=None):
        table = [[*HEAD, *more], *rows]
        return bring(tmp_path, PROGRAMS, {"Katalog": table, **(sheets or {})}, known=known)

    return brought


# ---------------------------------------------------------------- figures


def test_a_row_yields_the_programme_and_its_host(catalogue):
    found = catalogue(KAS)
    assert found.kind is PROGRAMS
    assert found["programs"] == [
        {
            "program": "KAS-1",
            "name": "Pelatihan Pengelolaan Kas",
            "channel": "class",
            "hours": 40,
            "days": 5,
            "class_min": 8,
            "class_max": 30,
        }
    ]
    assert found["hosts"] == [
        {"program": "KAS-1", "host": ULIN, "fixed_cost": 20_000_000, "seat_cost": 1_500_000, "max_classes": 2}
    ]
    assert not found.refused
    assert not found.warnings


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Klasikal", "class"),
        ("TATAP MUKA", "class"),
        ("luring", "class"),
        ("Blended Learning", "blended"),
        ("hybrid", "blended"),
        ("Blended (klasikal dan daring)", "blended"),
        ("E-Learning", "online"),
        ("elearning", "online"),
        ("PJJ", "online"),
        ("Pelatihan Jarak Jauh", "online"),
        ("Full Daring", "online"),
        ("on-line", "online"),
        ("Nonklasikal (e-learning)", "online"),
        ("Non-Klasikal", "nonclassical"),
        ("NONKLASIKAL", "nonclassical"),
        ("Coaching", "nonclassical"),
        ("magang / praktik kerja", "nonclassical"),
        ("luar biasa", None),
        ("klasikal atau daring", None),
        ("sesuai kebutuhan", None),
    ],
)
def test_channels_are_known_by_many_words(text, channel):
    assert channel_of(text) == channel


@pytest.mark.parametrize(
    ("heading", "value", "problem"),
    [
        ("Jalur", "luar biasa", "bad_channel"),
        ("Jalur", "", "missing_value"),
        ("JP", "sesuai kurikulum", "bad_number"),
        ("JP", "5 hari", "bad_number"),
        ("JP", -3, "out_of_range"),
        ("Lama (hari)", "2 minggu", "bad_number"),
        ("Lama (hari)", "4,5", "bad_number"),
        ("Peserta Minimal", "", "missing_value"),
        ("Peserta Minimal", 0, "out_of_range"),
        ("Peserta Maksimal", 5, "class_size"),
        ("Peserta Maksimal", 3_000_000_000, "out_of_range"),
        ("Biaya Tetap per Kelas (Rp)", "2000000000 juta", "out_of_range"),
        ("Penyelenggara", "BKPSDM Kab. Antah", "unknown_agency"),
        ("Penyelenggara", "", "missing_value"),
        ("Biaya per Peserta (Rp)", "-100", "out_of_range"),
        ("Biaya per Peserta (Rp)", "menyesuaikan", "bad_number"),
        ("Maks. Kelas", "", "missing_value"),
        ("Nama Program", "", "missing_value"),
        ("Kode Program", "", "missing_value"),
    ],
)
def test_what_is_no_figure_refuses_the_row_and_names_the_cell(catalogue, heading, value, problem):
    found = catalogue(KAS, row(**{"Kode Program": "KAS-2", heading: value}))
    assert [(number, code, column) for number, code, column, _ in found.refused] == [(3, problem, heading)]
    assert [each["program"] for each in found["programs"]] == ["KAS-1"]
    assert len(found["hosts"]) == 1


def test_figures_are_read_in_every_usual_spelling(catalogue):
    found = catalogue(
        row(
            JP="40 JP",
            **{
                "Lama (hari)": "5 hari",
                "Peserta Minimal": "8 orang",
                "Biaya Tetap per Kelas (Rp)": "Rp 20.000.000",
                "Biaya per Peserta (Rp)": "1,5 juta",
            },
        )
    )
    assert not found.refused
    assert found["programs"][0]["hours"] == 40
    assert found["hosts"][0]["fixed_cost"] == 20_000_000
    assert found["hosts"][0]["seat_cost"] == 1_500_000


def test_a_tariff_of_nothing_is_a_figure_and_an_empty_one_is_unknown(catalogue):
    more = ("Tarif Kontribusi per Peserta (Rp)", "Kontribusi Dikelola Sendiri", "Hari di Kampus")
    found = catalogue(
        [*row(), "0", "V", "2 hari"],
        [*row(**{"Kode Program": "KAS-2"}), "", "", ""],
        [*row(**{"Kode Program": "KAS-3"}), "2,5 juta", "Tidak", 0],
        more=more,
    )
    assert [(host.get("tariff"), host.get("retains")) for host in found["hosts"]] == [
        (0, True),
        (None, None),
        (2_500_000, False),
    ]
    assert [program.get("onsite_days") for program in found["programs"]] == [2, None, 0]


def test_a_catalogue_without_a_column_of_hosts_is_of_its_sender(tmp_path):
    head, cells = [*HEAD[:7], *HEAD[8:]], [*KAS[:7], *KAS[8:]]
    found = bring(tmp_path, PROGRAMS, {"Katalog": [head, cells]})
    assert found["hosts"][0]["host"] == ULIN


def test_a_list_of_programmes_without_costs_has_no_hosts(tmp_path):
    found = bring(tmp_path, PROGRAMS, {"Katalog": [HEAD[:7], KAS[:7]]})
    assert len(found["programs"]) == 1
    assert found["hosts"] == []


# ---------------------------------------------------------------- the same programme twice


def test_the_same_row_again_and_rows_that_disagree_are_told_apart(catalogue):
    other = row(**{"Kode Program": "KAS-2"})
    found = catalogue(
        KAS,
        KAS,
        other,
        row(**{"Kode Program": "KAS-2", "Biaya per Peserta (Rp)": 1}),
        row(Penyelenggara="Kota Meranti"),
    )
    assert found.codes("refused") == [(3, "duplicate_row"), (4, "duplicate_conflict"), (5, "duplicate_conflict")]
    assert [(host["program"], host["host"]) for host in found["hosts"]] == [("KAS-1", ULIN), ("KAS-1", MERANTI)]


def test_what_one_row_leaves_out_holds_as_another_states_it(catalogue):
    found = catalogue(
        [*row(), ""],
        [*row(Penyelenggara="Prov. Resak"), 4],
        [*row(Penyelenggara="Kota Meranti"), ""],
        more=("Hari di Kampus",),
    )
    assert {program["onsite_days"] for program in found["programs"]} == {4}


def test_the_figures_of_a_programme_that_others_host_stay(catalogue):
    cells = row(
        **{"Kode Program": "pkp", "Nama Program": "PELATIHAN KEPEMIMPINAN PENGAWAS", "Jalur": "blended", "JP": 900,
           "Lama (hari)": 101, "Peserta Minimal": 10, "Peserta Maksimal": 40}
    )  # fmt: skip
    found = catalogue(cells)
    assert found.warnings == [(2, "program_differs", "JP", "900")]
    program = found["programs"][0]
    assert (program["program"], program["name"]) == ("PKP", "Pelatihan Kepemimpinan Pengawas")
    assert (program["hours"], program["onsite_days"]) == (905, 5)


def test_the_own_programme_may_change(catalogue):
    found = catalogue(
        row(**{"Kode Program": "KEU-1", "Nama Program": "Pelatihan Penatausahaan Keuangan Daerah", "JP": 44})
    )
    assert not found.warnings
    assert found["programs"][0]["hours"] == 44


def test_a_code_beside_the_name_of_another_programme_is_refused(catalogue):
    found = catalogue(row(**{"Kode Program": "PKP", "Nama Program": "Pelatihan Manajemen Perubahan"}))
    assert [each[:3] for each in found.refused] == [(2, "code_name_mismatch", "Nama Program")]


def test_a_known_name_stands_for_a_missing_code(catalogue):
    found = catalogue(row(**{"Kode Program": "", "Nama Program": "pelatihan manajemen perubahan"}))
    assert found["programs"][0]["program"] == "UBAH"


def test_other_names_are_remembered_and_found_on_the_sheets_that_follow(catalogue):
    found = catalogue(
        [*row(), "Bimtek Kas; PPK 1\nKas Daerah"],
        more=("Nama Lain",),
        sheets={"Hasil Belajar": [["Program", "Kompetensi", "Dari Level", "Ke Level"], ["bimtek kas", "M.03", 1, 2]]},
    )
    assert {(alias["kind"], alias["code"]) for alias in found["aliases"]} == {("programs", "KAS-1")}
    assert [alias["spelled"] for alias in found["aliases"]] == ["Bimtek Kas", "PPK 1", "Kas Daerah"]
    assert found["outcomes"] == [{"program": "KAS-1", "competency": "M.03", "from_level": 1, "to_level": 2}]


def test_former_names_between_commas_are_several(catalogue):
    found = catalogue([*row(), "Bimtek Kas, PPK 1"], more=("Nama Lain",))
    assert [alias["spelled"] for alias in found["aliases"]] == ["Bimtek Kas", "PPK 1"]


# ---------------------------------------------------------------- what is taught


@pytest.mark.parametrize(
    "text",
    [
        "T.KEU.01: 1 ke 3; M.03: 0→2",
        "T.KEU.01 1-3; M.03 0-2",
        "T.KEU.01 (1-3), M.03 (0-2)",
        "1. T.KEU.01 dari 1 ke 3\n2. M.03 dari 0 ke 2",
        "Penatausahaan Keuangan Daerah: level 1 ke level 3; Komunikasi: level 0 sampai 2",
        "T.KEU.01 Penatausahaan Keuangan Daerah = 1 -> 3 | M.3 = 0 s.d. 2",
        "- T.KEU.01: L1 menjadi L3\n- M.03: L0 menjadi L2",
    ],
)
def test_several_outcomes_stand_in_one_cell(catalogue, text):
    found = catalogue([*row(), text], more=("Kompetensi dan Level",))
    assert not found.cells
    assert {(each["competency"], each["from_level"], each["to_level"]) for each in found["outcomes"]} == {
        ("T.KEU.01", 1, 3),
        ("M.03", 0, 2),
    }


def test_an_outcome_that_cannot_be_read_is_left_out_and_the_rest_taken(catalogue):
    text = "T.ABC.09: 1 ke 2; M.03: 2 ke 2; M.01; M.02: 1 ke 9; Komunikasi: 1 ke 2"
    found = catalogue([*row(), text], more=("Kompetensi dan Level",))
    assert [(code, value) for _, code, _, value in found.cells] == [
        ("unknown_competency", "T.ABC.09"),
        ("bad_level", "M.03: 2 ke 2"),
        ("bad_level", "M.01"),
        ("bad_level", "M.02: 1 ke 9"),
    ]
    assert [each["competency"] for each in found["outcomes"]] == ["M.03"]


def test_outcomes_stand_in_numbered_columns_in_any_order(catalogue):
    more = ("Kompetensi 1", "Kompetensi 2", "Dari 2", "Ke 2", "Dari 1", "Ke 1", "Kompetensi 3", "Dari 3", "Ke 3")
    found = catalogue([*row(), "M.03", "Integritas", 0, 2, "Level 1", "L3", "T.ABC.09", 1, 2], more=more)
    assert {(each["competency"], each["from_level"], each["to_level"]) for each in found["outcomes"]} == {
        ("M.03", 1, 3),
        ("M.01", 0, 2),
    }
    assert [each[1:] for each in found.cells] == [("unknown_competency", "Kompetensi 3", "T.ABC.09")]


def test_a_numbered_outcome_without_a_level_or_the_wrong_way_round_is_left_out(catalogue):
    more = ("Kompetensi 1", "Dari 1", "Ke 1", "Kompetensi 2", "Dari 2", "Ke 2")
    found = catalogue([*row(), "M.03", 1, "", "M.01", 3, 2], more=more)
    assert found["outcomes"] == []
    assert [each[1:] for each in found.cells] == [("missing_value", "Ke 1", ""), ("bad_level", "Ke 2", "2")]
    assert len(found["programs"]) == 1


def test_the_sheet_of_outcomes_leans_on_the_rows_that_were_taken(catalogue):
    head = ["Kode Program", "Kode Kompetensi", "Dari Level", "Ke Level"]
    rows = [
        ["KAS-1", "M.03", 1, 2],
        ["KAS-2", "M.03", 1, 2],
        ["KAS-1", "T.ABC.09", 1, 2],
        ["KAS-1", "M.01", 3, 3],
        ["KAS-1", "M.02", "", 3],
        ["KAS-1", "M.03", 1, 2],
        ["PKP", "Kerja Sama", 0, 1],
    ]
    found = catalogue(
        KAS, row(**{"Kode Program": "KAS-2", "Peserta Maksimal": 1}), sheets={"Hasil Belajar": [head, *rows]}
    )
    assert [(number, code) for number, code, _, _ in found.said("refused", sheet="Hasil Belajar")] == [
        (3, "unknown_program"),
        (4, "unknown_competency"),
        (5, "bad_level"),
        (6, "missing_value"),
        (7, "duplicate_row"),
    ]
    assert [(each["program"], each["competency"]) for each in found["outcomes"]] == [("KAS-1", "M.03"), ("PKP", "M.02")]


# ---------------------------------------------------------------- whom it is for


@pytest.mark.parametrize(
    ("group", "meant"),
    [
        ("Pejabat Administrator (PNS)", [{"program": "KAS-1", "tier": "administrator", "status": "PNS"}]),
        ("PNS / PPPK", [{"program": "KAS-1", "status": "PNS"}, {"program": "KAS-1", "status": "PPPK"}]),
        ("Seluruh ASN", []),
        ("", []),
    ],
)
def test_target_groups_become_conditions(catalogue, group, meant):
    found = catalogue([*row(), group], more=("Sasaran Peserta",))
    assert found["eligibility"] == meant
    assert not found.warnings


def test_other_target_groups_yield_no_condition_and_are_said(catalogue):
    found = catalogue(
        [*row(), "Pengurus barang", ""],
        [*row(**{"Kode Program": "KAS-2"}), "", "Membawa laptop. Sasaran peserta: Bendahara"],
        [*row(**{"Kode Program": "KAS-3"}), "", "Membawa laptop"],
        more=("Sasaran Peserta", "Keterangan"),
    )
    assert found["eligibility"] == []
    assert found.warnings == [
        (2, "not_mapped", "Sasaran Peserta", "Pengurus barang"),
        (3, "not_mapped", "Keterangan", "Membawa laptop. Sasaran peserta: Bendahara"),
    ]


# ---------------------------------------------------------------- layouts


def test_titles_dates_and_columns_that_feed_nothing_do_not_disturb(tmp_path):
    headings = also(
        "No;NAMA DIKLAT;KODE DIKLAT;METODE;JUMLAH JP;JUMLAH HARI;MIN. PESERTA;MAKS. PESERTA;Wajib;Penyelenggara;"
        "Biaya Tetap;Biaya per Peserta;Jumlah Kelas"
    )
    cells = [1, "Pelatihan Pengelolaan Kas", "KAS-1", "PJJ", 12, 2, 5, 60, "Ya", "BPSDM Provinsi Resak", 1, 2, 3]
    found = bring(
        tmp_path,
        PROGRAMS,
        {
            "Daftar": [
                ["KATALOG PELATIHAN TAHUN 2027"],
                ["PEMERINTAH KAB. ULIN"],
                [],
                [*headings, "Mulai"],
                [*cells, date(2027, 3, 1)],
                ["Mengetahui, Kepala BKPSDM"],
            ]
        },
    )
    assert found.kind is PROGRAMS
    assert (found["programs"][0]["channel"], found["programs"][0]["hours"]) == ("online", 12)
    assert found["hosts"][0]["host"] == RESAK
    assert not found.refused


def test_a_csv_of_a_catalogue_is_read_as_well(tmp_path):
    text = ";".join(HEAD) + "\n" + ";".join(str(cell) for cell in KAS) + "\n"
    found = bring(tmp_path, PROGRAMS, text)
    assert found["programs"][0]["hours"] == 40
    assert found["hosts"][0]["seat_cost"] == 1_500_000
