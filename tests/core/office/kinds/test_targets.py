"""Targets and the competencies they lean on, as offices send them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from betang.core.office.kinds.targets import TARGETS, level_of
from tests.core.office.kinds.district import ULIN, bring

HEAD = ("Kode Sasaran", "Dokumen", "Indikator", "Satuan", "Nilai Awal", "Target", "Tahun Target", "Bobot")
LEAN = ("Kompetensi Pendukung", "Perangkat Daerah", "Relevansi")
IPM = ("S-1", "RPJMD 2025-2029", "Indeks Pembangunan Manusia", "indeks", 70.5, "73,25", 2029, "2,5")
POOR = ("S-2", "Renstra 2025-2029", "Persentase Penduduk Miskin", "%", "5,25%", "4 %", 2029, 1)


def but(target, **more):
    """The row of a target with some cells otherwise, by heading."""
    cells = dict(zip(HEAD, target, strict=True))
    return [more.get(heading, value) for heading, value in cells.items()]


@pytest.fixture
def one(tmp_path):
    """One list, in which targets are repeated for what they lean on."""

    def brought(*rows, head=(*HEAD, *LEAN), merged=()):
        return bring(tmp_path, TARGETS, {"Sasaran": [head, *rows]}, merged=merged)

    return brought


@pytest.fixture
def two(tmp_path):
    """Targets on one sheet, links on another."""

    def brought(targets, links=(), head=HEAD):
        lean = [("Kode Sasaran", "Kode Kompetensi", "Perangkat Daerah", "Relevansi"), *links]
        return bring(tmp_path, TARGETS, {"Sasaran": [head, *targets], "Keterkaitan": lean})

    return brought


def links(found):
    return [(link["target"], link["competency"], link.get("unit"), link["relevance"]) for link in found["target_links"]]


# ---------------------------------------------------------------- one list


def test_a_target_repeated_for_every_competency_is_one_target(one):
    found = one([*IPM, "M.01", "", 0.5], [*IPM, "Kerja Sama", "Dinas Kesehatan", "0,25"])
    assert found.kind is TARGETS
    assert not found.refused
    assert found["targets"][0] == {
        "target": "S-1",
        "agency": ULIN,
        "level": "rpjmd",
        "document": "RPJMD 2025-2029",
        "indicator": "Indeks Pembangunan Manusia",
        "unit_of_measure": "indeks",
        "baseline": Decimal("70.5"),
        "goal": Decimal("73.25"),
        "year": 2029,
        "weight": Decimal("2.5"),
    }
    assert links(found) == [("S-1", "M.01", None, Decimal("0.5")), ("S-1", "M.02", "U1", Decimal("0.25"))]


def test_figures_may_carry_a_percent_sign(one):
    found = one([*POOR, "M.01", "", "50%"])
    assert (found["targets"][0]["baseline"], found["targets"][0]["goal"]) == (Decimal("5.25"), 4)
    assert links(found)[0][3] == Decimal("0.5")


@pytest.mark.parametrize(
    "cell", ["M.01; Kerja Sama", "M.01\nM.02", "1. Integritas\n2. Kerja Sama", "M.01, M.02", "M.01 dan M.02", "M.1/M.2"]
)
def test_several_competencies_stand_in_one_cell(one, cell):
    found = one([*IPM, cell, "", 0.5])
    assert [link[1] for link in links(found)] == ["M.01", "M.02"]


def test_a_competency_whose_name_holds_dan_stays_whole(one):
    found = one([*IPM, "Pengembangan Diri dan Orang Lain", "", 0.5])
    assert [link[1] for link in links(found)] == ["M.06"]


def test_of_several_competencies_the_unknown_are_left_out_and_one_alone_refuses_the_row(one):
    found = one(
        [*IPM, "M.01; T.ABC.09", "", 0.5],
        [*POOR, "T.ABC.09", "", 0.5],
        [*POOR, "T.ABC.08; T.ABC.09", "", 0.5],
    )
    assert found.cells == [(2, "unknown_competency", "Kompetensi Pendukung", "T.ABC.09")]
    assert found.codes("refused") == [(3, "unknown_competency"), (4, "unknown_competency"), (4, "unknown_competency")]
    assert [target["target"] for target in found["targets"]] == ["S-1"]


def test_the_rows_of_a_merged_target_are_one_target(one):
    rows = [[*IPM, "M.01", "", 0.5], ["", "", "", "", "", "", "", "", "M.02", "Dinas Kesehatan", 0.25]]
    found = one(*rows, merged=[("Sasaran", 1, column, 2, column) for column in range(8)])
    assert [link[:2] for link in links(found)] == [("S-1", "M.01"), ("S-1", "M.02")]
    assert not found.refused


def test_a_row_that_only_adds_a_competency_goes_on_with_the_target_above(one):
    more = ["", "", "", "", "", "", "", "", "M.02", "Dinas Kesehatan", 0.25]
    found = one([*IPM, "M.01", "", 0.5], more, [*but(POOR, Bobot=0), "M.01", "", 0.5], more)
    assert links(found) == [("S-1", "M.01", None, Decimal("0.5")), ("S-1", "M.02", "U1", Decimal("0.25"))]
    assert found.codes("refused") == [(4, "out_of_range"), (5, "unknown_target")]


def test_a_target_may_lean_on_nothing(one):
    found = one([*IPM, "", "", ""])
    assert len(found["targets"]) == 1
    assert found["target_links"] == []
    assert not found.refused


@pytest.mark.parametrize(
    ("heading", "value", "problem"),
    [
        ("Kode Sasaran", "", "missing_value"),
        ("Dokumen", "", "missing_value"),
        ("Indikator", "", "missing_value"),
        ("Satuan", "", "missing_value"),
        ("Nilai Awal", "kira", "bad_number"),
        ("Target", "belum 75", "bad_number"),
        ("Tahun Target", "", "missing_value"),
        ("Tahun Target", 29, "out_of_range"),
        ("Bobot", 0, "out_of_range"),
        ("Bobot", -1, "out_of_range"),
        ("Bobot", "", "missing_value"),
        ("Bobot", "tinggi", "bad_number"),
        ("Relevansi", "", "missing_value"),
        ("Relevansi", 1.5, "out_of_range"),
        ("Relevansi", "150%", "out_of_range"),
        ("Relevansi", 0, "out_of_range"),
        ("Perangkat Daerah", "Dinas Perkapalan", "unknown_unit"),
        ("Perangkat Daerah", "Sekretariat", "ambiguous_reference"),
    ],
)
def test_what_cannot_be_read_refuses_the_row_and_names_the_cell(one, heading, value, problem):
    cells = dict(zip((*HEAD, *LEAN), (*IPM, "M.01", "", 0.5), strict=True))
    found = one([{**cells, heading: value}[each] for each in cells], [*POOR, "M.01", "", 0.5])
    assert [each[:3] for each in found.refused] == [(2, problem, heading)]
    assert [target["target"] for target in found["targets"]] == ["S-2"]


@pytest.mark.parametrize("words", ["belum ditetapkan", "Belum ada data", "menunggu RPJMD", "TBD", ""])
def test_a_goal_that_is_not_set_yet_is_said_and_stays_open(one, words):
    found = one([*but(IPM, Target=words), "M.01", "", 0.5])
    assert found.warnings == [(2, "no_value", "Target", words)]
    assert "goal" not in found["targets"][0]


def test_an_empty_baseline_is_merely_unknown(one):
    found = one([*but(IPM, **{"Nilai Awal": ""}), "M.01", "", 0.5])
    assert not found.warnings
    assert "baseline" not in found["targets"][0]


# ---------------------------------------------------------------- the same again


def test_repeats_and_contradictions_are_told_apart(one):
    found = one(
        [*IPM, "M.01", "", 0.5],
        [*IPM, "M.01", "", 0.5],
        [*IPM, "M.02", "", 0.5],
        [*IPM, "M.02", "", 0.75],
        [*POOR, "M.01", "", 0.5],
        [*but(POOR, Bobot=2), "M.02", "", 0.5],
    )
    assert found.codes("refused") == [
        (3, "duplicate_row"),
        (4, "duplicate_conflict"),
        (5, "duplicate_conflict"),
        (6, "duplicate_conflict"),
        (7, "duplicate_conflict"),
    ]
    assert links(found) == [("S-1", "M.01", None, Decimal("0.5"))]
    assert {target["target"] for target in found["targets"]} == {"S-1"}


# ---------------------------------------------------------------- documents, offices, parents


@pytest.mark.parametrize(
    ("document", "level"),
    [
        ("RPJMD 2025-2029", "rpjmd"),
        ("Rencana Pembangunan Jangka Menengah Daerah 2025-2029", "rpjmd"),
        ("Renstra Dinas Kesehatan (turunan RPJMD)", "renstra"),
        ("Rencana Strategis 2025-2029", "renstra"),
        ("Perjanjian Kinerja Kepala Dinas 2027", "pk"),
        ("PK 2027", "pk"),
        ("SPM Kesehatan 2027", "spm"),
        ("Standar Pelayanan Minimal Pendidikan", "spm"),
        ("RKPD 2027", None),
        ("RPJMN", None),
        ("Pokok pikiran", None),
    ],
)
def test_the_level_follows_the_document(document, level):
    assert level_of(document) == level


def test_an_office_in_the_title_of_a_document_is_no_unit(one):
    found = one([*but(IPM, Dokumen="Renstra Dinas Kesehatan"), "M.01", "", 0.5])
    assert "unit" not in found["targets"][0]


def test_who_answers_and_which_target_stands_above(two):
    head = (*HEAD, "Sasaran Induk", "Penanggung Jawab")
    found = two([[*IPM, "S-2", "Dinas Kesehatan Kab. Ulin"], [*POOR, "", ""]], head=head)
    assert [(target["target"], target.get("parent"), target.get("unit")) for target in found["targets"]] == [
        ("S-1", "S-2", "U1"),
        ("S-2", None, None),
    ]
    assert not found.warnings


def test_a_parent_that_was_refused_or_is_not_there_is_said(two):
    head = (*HEAD, "Sasaran Induk")
    found = two([[*IPM, "S-2"], [*but(POOR, Bobot=0), ""], [*but(IPM, **{"Kode Sasaran": "S-3"}), "S-9"]], head=head)
    assert found.warnings == [
        (2, "unknown_parent", "Sasaran Induk", "S-2"),
        (4, "unknown_parent", "Sasaran Induk", "S-9"),
    ]
    assert [target.get("parent") for target in found["targets"]] == [None, None]


def test_targets_in_a_circle_are_refused(two):
    head = (*HEAD, "Sasaran Induk")
    third = but(IPM, **{"Kode Sasaran": "S-3"})
    found = two([[*IPM, "S-2"], [*POOR, "S-1"], [*third, "S-1"]], head=head)
    assert found.codes("refused") == [(2, "parent_cycle"), (3, "parent_cycle")]
    assert found.warnings == [(4, "unknown_parent", "Sasaran Induk", "S-1")]
    assert [target["target"] for target in found["targets"]] == ["S-3"]


def test_in_a_list_of_targets_alone_the_office_is_the_one_that_answers(two):
    found = two([[*IPM, "Dinas Pendidikan"]], head=(*HEAD, "OPD"))
    assert found["targets"][0]["unit"] == "U2"


# ---------------------------------------------------------------- two sheets


def test_links_on_a_sheet_of_their_own_lean_on_targets_that_were_taken(two):
    found = two(
        [IPM, but(POOR, Bobot=0)],
        [
            ["S-1", "M.01", "", 0.5],
            ["S-1", "Kerja Sama", "dinas kesehatan", "1"],
            ["s-1", "M.03", "Bidang Kesehatan Masyarakat - Dinas Kesehatan", 0.5],
            ["S-2", "M.01", "", 0.5],
            ["S-1", "T.ABC.09", "", 0.5],
            ["S-1", "M.06", "", ""],
            ["S-1", "", "", 0.5],
            ["S-1", "M.01", "", 0.5],
        ],
    )
    assert found.kind is TARGETS
    assert [(row, code) for row, code, _, _ in found.said("refused", sheet="Keterkaitan")] == [
        (5, "unknown_target"),
        (6, "unknown_competency"),
        (7, "missing_value"),
        (8, "missing_value"),
        (9, "duplicate_row"),
    ]
    assert [link[:3] for link in links(found)] == [
        ("S-1", "M.01", None),
        ("S-1", "M.02", "U1"),
        ("S-1", "M.03", "U1B"),
    ]
