"""The workbook we fill in for a dialogue, answered and sent back: what is kept, warned of and refused."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from betang.core.office.talks import Asked, Stood, Talks
from betang.core.office.writing.dialogue import ABOVE, HEADINGS, Choices, Line, Wording, write
from tests.core.office.kinds.district import GAYUNG, LANTING, TALENAN, TIANG, bring, district

DAY = date(2026, 9, 24)
HOMES = {"U1": "U1", "U1S": "U1", "U1B": "U1", "U1BI": "U1", "U2": "U2", "U2S": "U2", "U3": "U3", "U3S": "U3"}


def knowing(**more):
    known = district()
    known.homes = HOMES
    known.talks = Talks(**{"year": 2027, **more})
    return known


@pytest.fixture
def answered(tmp_path):
    """The workbook of Dinas Kesehatan with answers: {row: {heading: cell}}, read as if sent back."""

    def brought(answers, *, known=None, lines=None, change=None, year=2027):
        target = io.BytesIO()
        given = lines or [
            Line(nip, name, "Perawat", "M.02 Kerja Sama", 3, 2, "terukur", 1, superior="Sumpit Balau")
            for nip, name in ((LANTING, "Lanting Nipah"), (TIANG, "Tiang Meranti"), (TALENAN, "Talenan Ulin"))
        ]
        write(target, Wording("Pemerintah Kab. Ulin", "Dinas Kesehatan", "U1", year), given, Choices())
        book = load_workbook(target)
        sheet = book.worksheets[0]
        for row, cells in answers.items():
            for heading, value in cells.items():
                sheet.cell(ABOVE + 1 + row, HEADINGS.index(heading) + 1, value)
        if change:
            change(sheet)
        path = tmp_path / "sent.xlsx"
        book.save(path)
        return bring(tmp_path, DIALOGUES, path, known=known or knowing())

    return brought


def test_every_answer_comes_back_and_lines_not_spoken_of_say_nothing(answered):
    found = answered(
        {
            1: {"Cara Belajar": "Coaching", "Usulan Pengembangan": "Coaching oleh Kepala Bidang",
                "Prioritas Atasan": "Tinggi", "Tanggal Kesepakatan": DAY},
        }
    )  # fmt: skip
    assert found.kind is DIALOGUES
    assert [need["unit"] for need in found["needs"]] == ["U1"]
    assert found["learning"] == [
        {
            "person": LANTING,
            "competency": "M.02",
            "learning": "Coaching oleh Kepala Bidang",
            "way": "coaching",
            "priority": "high",
            "superior": "Sumpit Balau",
        }
    ]
    assert not found.refused
    assert not found.warnings
    assert found.desk.rows_read - found.desk.passed_over == 1


def test_whoever_is_in_the_register_is_known_by_the_nip_that_stands_there_however_odd(answered):
    known, odd = knowing(), "199001012015031000"  # counted from 001 up: 000 is never given out
    known.people.by_nip[odd] = known.people.by_nip[LANTING]
    line = Line(odd, "Lanting Nipah", "Perawat", "M.02 Kerja Sama", 3, 2, "terukur", 1)
    found = answered({1: {"Tanggal Kesepakatan": DAY}}, known=known, lines=[line])
    assert [need["competency"] for need in found["needs"]] == ["M.02"]
    assert not found.refused


@pytest.mark.parametrize(
    ("text", "way", "program", "warned"),
    [
        ("PIM IV", "Pelatihan klasikal", "PKP", []),
        ("Pelatihan Manajemen Perubahann", "", "UBAH", []),
        ("Kursus Merangkai Bunga", "Pelatihan klasikal", None, ["no_match"]),
        ("Kursus Merangkai Bunga", "Belajar mandiri", None, []),
        ("Duduk bersama bendahara tiap Jumat", "Mentoring", None, []),
    ],
)
def test_a_proposal_is_kept_as_written_with_the_programme_that_it_means(answered, text, way, program, warned):
    found = answered({1: {"Usulan Pengembangan": text, "Cara Belajar": way, "Tanggal Kesepakatan": DAY}})
    assert [(each["learning"], each.get("program")) for each in found["learning"]] == [(text, program)]
    assert [each[1] for each in found.warnings] == warned


def test_a_way_that_a_proposal_names_need_not_be_said_twice(answered):
    found = answered({1: {"Usulan Pengembangan": "Magang di RSUD provinsi", "Tanggal Kesepakatan": DAY}})
    assert found["learning"][0]["way"] == "internship"


def test_what_is_no_choice_is_left_out_and_said(answered):
    found = answered({1: {"Cara Belajar": "entah", "Prioritas Atasan": "kapan-kapan", "Tanggal Kesepakatan": DAY}})
    assert [each[1:3] for each in found.cells] == [("bad_choice", "Cara Belajar"), ("bad_choice", "Prioritas Atasan")]
    assert len(found["needs"]) == 1


def test_what_learning_cannot_close_is_kept_with_its_cause_and_is_no_need(answered):
    found = answered(
        {
            1: {"Bukan Kebutuhan Pelatihan": "V", "Penghambat": "Beban kerja", "Alasan": "satu orang, dua desa"},
            2: {"Bukan Kebutuhan Pelatihan": "V", "Alasan": "Motivasi", "Tanggal Kesepakatan": DAY},
            3: {"Bukan Kebutuhan Pelatihan": "V"},
        }
    )
    assert [(one["person"], one["cause"], one.get("said_on")) for one in found["not_training"]] == [
        (LANTING, "workload", None),
        (TIANG, "motive", "2026-09-24"),
    ]
    assert not found["needs"]
    assert [each[1] for each in found.refused] == ["missing_value"]


def test_a_workbook_of_another_year_is_refused_row_by_row(answered):
    found = answered({1: {"Tanggal Kesepakatan": DAY}}, year=2026)
    assert found.refused == [(ABOVE + 2, "other_year", "Tahun Rencana", "2026")]
    open_one = answered({1: {"Tanggal Kesepakatan": DAY}}, year=2026, known=knowing(year=None))
    assert len(open_one["needs"]) == 1


def test_an_old_form_of_ours_is_taken_and_said(answered):
    def old(sheet):
        for row in range(4, 8):
            sheet.cell(row, 1).value = None

    found = answered({1: {"Tanggal Kesepakatan": DAY}}, change=old)
    assert [(each[1], each[3]) for each in found.warnings] == [("old_template", "1")]
    assert [need["unit"] for need in found["needs"]] == ["U1"]


def test_who_has_moved_takes_the_need_along_and_it_is_said(answered):
    found = answered({3: {"Tanggal Kesepakatan": DAY}})
    assert [(need["person"], need["unit"]) for need in found["needs"]] == [(TALENAN, "U2")]
    assert [each[1:3] for each in found.warnings] == [("moved_office", "NIP")]


def test_who_is_not_in_service_is_refused(answered):
    found = answered({1: {"Tanggal Kesepakatan": DAY}}, known=knowing(away=frozenset({LANTING})))
    assert [each[1] for each in found.refused] == ["not_in_service"]


def test_what_the_post_does_not_require_is_kept_and_said(answered):
    known = knowing(posts={LANTING: "perawat"}, required={"perawat": frozenset({"M.01"})})
    found = answered({1: {"Tanggal Kesepakatan": DAY}, 2: {"Tanggal Kesepakatan": DAY}}, known=known)
    assert [each[1:3] for each in found.warnings] == [("not_required", "Kompetensi")]
    assert len(found["needs"]) == 2


def test_rows_added_by_hand_are_taken(answered):
    found = answered(
        {4: {"NIP": TIANG, "Nama": "Tiang Meranti", "Kompetensi": "M.03", "Tanggal Kesepakatan": DAY},
         5: {"Kompetensi": "SK.01 Perekat Bangsa", "Tanggal Kesepakatan": DAY}}
    )  # fmt: skip
    assert [(need["person"], need["competency"]) for need in found["needs"]] == [(TIANG, "M.03"), (TIANG, "SK.01")]


def test_what_it_replaces_is_said_with_what_stood(answered):
    stood = Stood(sent=False, agreed_on=date(2026, 8, 1), way="course", superior="Sumpit Balau")
    known = knowing(needs={(LANTING, "M.02"): stood})
    answers = {1: {"Cara Belajar": "Coaching", "Prioritas Atasan": "Tinggi", "Tanggal Kesepakatan": DAY}}
    found = answered(answers, known=known)
    said = {(t.code, t.column): t.said.get("known") for t in found.desk.troubles}
    assert said == {
        ("replaces", "Tanggal Kesepakatan"): "01-08-2026",
        ("replaces", "Cara Belajar"): "Pelatihan klasikal",
    }
    again = replace(stood, agreed_on=DAY, way="coaching", priority="high")
    assert not answered(answers, known=knowing(needs={(LANTING, "M.02"): again})).warnings


@pytest.mark.parametrize(
    "answers",
    [
        {"Cara Belajar": "Coaching", "Tanggal Kesepakatan": DAY},
        {"Bukan Kebutuhan Pelatihan": "V", "Alasan": "alat kerja"},
    ],
)
def test_a_need_that_was_sent_stays_and_that_is_said_once_a_row(answered, answers):
    known = knowing(needs={(LANTING, "M.02"): Stood(sent=True, agreed_on=date(2026, 8, 1), superior="Sumpit Balau")})
    found = answered({1: answers}, known=known)
    assert [code for _, code, _, _ in found.warnings if code != "not_training"] == ["already_submitted"]
    assert not found["not_training"]


def test_a_need_that_is_no_need_any_more_is_withdrawn_knowingly(answered):
    known = knowing(needs={(LANTING, "M.02"): Stood(sent=False, agreed_on=DAY)})
    found = answered({1: {"Bukan Kebutuhan Pelatihan": "V", "Alasan": "alat kerja"}}, known=known)
    assert [each[1] for each in found.warnings] == ["not_training", "need_withdrawn"]
    assert len(found["not_training"]) == 1


@pytest.mark.parametrize(
    "more",
    [{"needs": {(LANTING, "M.02"): Stood(sent=False, over=True, agreed_on=DAY)}}, {"denied": {(LANTING, "M.02")}}],
)
def test_what_was_withdrawn_or_denied_comes_back_knowingly(answered, more):
    found = answered({1: {"Tanggal Kesepakatan": DAY}}, known=knowing(**more))
    assert [each[1] for each in found.warnings] == ["need_revived"]
    assert len(found["needs"]) == 1


def test_an_officer_speaks_for_the_people_of_their_office_alone(answered):
    known = knowing()
    known.offices = frozenset({"U1", "U1S", "U1B", "U1BI"})
    found = answered({1: {"Tanggal Kesepakatan": DAY}, 3: {"Tanggal Kesepakatan": DAY}}, known=known)
    assert [need["person"] for need in found["needs"]] == [LANTING]
    assert [each[1:] for each in found.refused] == [("other_office", "NIP", TALENAN)]


# ---------------------------------------------------------------- forms of the offices' own, and proposals

OWN = ("No", "NIP", "Nama", "Kompetensi", "Usulan", "Prioritas", "Tanggal Kesepakatan")


def test_in_a_form_of_the_offices_own_what_is_unread_is_only_information(tmp_path):
    rows = [
        [1, LANTING, "", "M.02", "Workshop, entah kapan", "entah", DAY],
        [2, TALENAN, "", "M.01", "Mentoring", "Tinggi", DAY],
    ]
    found = bring(tmp_path, DIALOGUES, {"Dialog": [["Perangkat Daerah: Dinas Kesehatan"], OWN, *rows]}, known=knowing())
    assert [(one.get("way"), one.get("priority")) for one in found["learning"]] == [
        ("course", None),
        ("mentoring", "high"),
    ]
    assert [need["unit"] for need in found["needs"]] == ["U1", "U1"]
    assert not found.desk.troubles


ASKING = ("No", "Perangkat Daerah", "Nama Pelatihan yang Diusulkan", "NIP Calon Peserta", "Nama", "Jumlah Peserta")


def test_an_officer_proposes_for_their_office_alone(tmp_path):
    known = knowing()
    known.offices = frozenset({"U1", "U1S"})
    rows = [
        [1, "", "PIM IV", f"{LANTING}; {GAYUNG}", "", ""],
        [2, "Dinas Pendidikan", "PIM IV", "", "", 3],
        [3, "Dinas Kesehatan", "PIM IV", GAYUNG, "", ""],
    ]
    found = bring(tmp_path, PROPOSALS, {"Usulan": [ASKING, *rows]}, known=known)
    assert [(one["unit"], one["persons"]) for one in found["proposals"]] == [("U1", LANTING)]
    assert [each[1] for each in found.refused] == ["other_office", "other_office"]
    assert [each[1] for each in found.cells] == ["other_office"]


def test_a_proposal_that_was_sent_stays_and_that_is_said(tmp_path):
    known = knowing()
    known.proposed = {("U1", "PIM IV", None): Asked(3, "PKP")}
    rows = [[1, "Dinas Kesehatan", "PIM IV", "", "", 3], [2, "Dinas Kesehatan", "PIM IV", "", "", 5]]
    found = bring(tmp_path, PROPOSALS, {"Usulan": [ASKING, *rows]}, known=known)
    assert [each[:2] for each in found.warnings] == [(3, "already_submitted")]
