"""Training histories and lists of obligations as offices send them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from betang.core.office.desk import PersonFacts
from betang.core.office.kinds.learning import OBLIGATIONS, TRAINING_HISTORY
from tests.core.office.kinds.district import LANTING, TALENAN, TIANG, bring, district

HEAD = ("NIP", "Nama", "Jenis Diklat", "Nama Diklat", "Penyelenggara", "No Sertipikat", "Mulai", "Selesai", "JP")
UNKNOWN = "198807072012011005"
ID = "A5EB03E23C72F6A0E040640A040252AD"


def training(nip=LANTING, kind="Diklat Teknis", title="Diklat Contoh", start="02-03-2026", end="04-03-2026", jp="24"):
    return [nip, "", kind, title, "BPSDM Contoh", "001/CONTOH/2026", start, end, jp]


@pytest.fixture
def history(tmp_path):
    def brought(*rows, head=HEAD, more=None, known=None):
        return bring(tmp_path, TRAINING_HISTORY, {"Riwayat": [head, *rows], **(more or {})}, known=known)

    return brought


def test_a_training_is_taken_with_its_days_and_hours(history):
    found = history(training())
    assert found.kind is TRAINING_HISTORY
    assert found["training_history"] == [
        {
            "person": LANTING,
            "kind": 3,
            "title": "Diklat Contoh",
            "organiser": "BPSDM Contoh",
            "certificate": "001/CONTOH/2026",
            "start": date(2026, 3, 2),
            "end": date(2026, 3, 4),
            "hours": 24,
            "hours_counted": 24,
        }
    ]
    assert not found.refused
    assert not found.warnings


@pytest.mark.parametrize(
    ("title", "program"),
    [
        ("Pelatihan Kepemimpinan Pengawas", "PKP"),
        ("PELATIHAN KEPEMIMPINAN PENGAWAS", "PKP"),
        ("PIM IV", "PKP"),
        ("PKP", "PKP"),
        ("Pelatihan Kepemimpinan Pengawas Angkatan II", None),
        ("Pelatihan Pengawas", None),
        ("Bimtek Penatausahaan Keuangan Daerah", None),
    ],
)
def test_only_a_title_that_is_a_programmes_name_names_it(history, title, program):
    (record,) = history(training(title=title))["training_history"]
    assert record.get("program") == program
    assert record["title"] == title


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("8", 8),
        (8, 8),
        ("08", 8),
        ("8 - Bimbingan Teknis", 8),
        ("Bimtek", 8),
        ("BIMBINGAN TEKNIS", 8),
        ("Pelatihan Teknis", 3),
        ("Diklat Fungsional", 2),
        ("Lokakarya", 4),
        ("E-Learning", 16),
        ("PJJ", 17),
        ("Pelatihan Jarak Jauh", 17),
        ("Patok Banding (Benchmarking)", 20),
        ("Belajar Mandiri (Self Development)", 22),
        ("Komunitas Belajar", 23),
        ("Pengembangan Kompetensi Dalam Bentuk Pelatihan Nonklasikal Lainnya", 25),
    ],
)
def test_kinds_are_known_by_code_and_by_their_words(history, said, kind):
    assert [record["kind"] for record in history(training(kind=said))["training_history"]] == [kind]


@pytest.mark.parametrize("said", ["26", "0", "Rapat Koordinasi", "Apel Pagi", "3 - Bimbingan Teknis"])
def test_a_kind_outside_the_25_is_refused(history, said):
    found = history(training(kind=said))
    assert found.refused == [(2, "bad_kind", "Jenis Diklat", said)]
    assert not found["training_history"]


def test_code_and_words_of_a_kind_must_agree(history):
    head = ("ID Pegawai", "ID Jenis Diklat", "Nama Diklat", "Nama Pelatihan", "Tanggal Mulai", "Durasi (Jam)")
    known = district()
    known.people.by_key[ID] = known.people.by_nip[LANTING]
    found = history(
        [ID, "8", "Bimbingan Teknis", "Bimtek Contoh", "02-03-2026", "8"],
        [ID, "8", "Seminar", "Bimtek Contoh Lain", "02-04-2026", "8"],
        [ID, "8", "", "Bimtek Ketiga", "02-05-2026", "8"],
        head=head,
        known=known,
    )
    assert found.refused == [(3, "code_name_mismatch", "ID Jenis Diklat", "8")]
    assert [(each["person"], each["title"]) for each in found["training_history"]] == [
        (LANTING, "Bimtek Contoh"),
        (LANTING, "Bimtek Ketiga"),
    ]


def test_people_are_found_by_pns_id_where_the_file_has_no_nip(history):
    known = district()
    known.people.by_key[ID] = PersonFacts(TALENAN, "Talenan Ulin", "U2", TALENAN)
    head = ("PNS ID", *HEAD[1:])
    found = history(training(nip=ID), training(nip=ID.replace("A5", "B5")), head=head, known=known)
    assert [each["person"] for each in found["training_history"]] == [TALENAN]
    assert found.codes("refused") == [(3, "unknown_person")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (training(nip=UNKNOWN), "unknown_person", "NIP"),
        (training(nip="19900101201503100"), "nip_length", "NIP"),
        (training(jp=""), "missing_value", "JP"),
        (training(jp="-"), "missing_value", "JP"),
        (training(jp="lima hari"), "bad_number", "JP"),
        (training(jp="5 hari"), "bad_number", "JP"),
        (training(jp="-8"), "out_of_range", "JP"),
        (training(title=""), "missing_value", "Nama Diklat"),
        (training(kind=""), "missing_value", "Jenis Diklat"),
        (training(start="Maret 2026"), "bad_date", "Mulai"),
        (training(start="02-03-2026", end="01-03-2026"), "date_order", "Selesai"),
        (training(start="02-11-2026", end="04-11-2026"), "date_out_of_range", "Mulai"),
        (training(start="02-03-1944", end=""), "date_out_of_range", "Mulai"),
        (training(start="6 s.d. 2 Maret 2026", end=""), "date_order", "Mulai"),
        (training(start="28 Oktober s.d. 2 November 2026", end=""), "date_out_of_range", "Mulai"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_stands(history, row, code, column):
    found = history(row)
    assert (2, code, column) in [(number, said, where) for number, said, where, _ in found.refused]
    assert not found["training_history"]


@pytest.mark.parametrize(
    ("said", "hours"),
    [("40 JP", 40), ("40 jpl", 40), ("40", 40), (40, 40), ("22,5", Decimal("22.5")), ("40 jam pelajaran", 40)],
)
def test_hours_are_read_with_their_unit(history, said, hours):
    assert [each["hours"] for each in history(training(jp=said))["training_history"]] == [hours]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("2 s.d. 4 Maret 2026", date(2026, 3, 2), date(2026, 3, 4)),
        ("2 - 4 Maret 2026", date(2026, 3, 2), date(2026, 3, 4)),
        ("28 Februari s/d 2 Maret 2026", date(2026, 2, 28), date(2026, 3, 2)),
        ("02-03-2026 sampai dengan 04-03-2026", date(2026, 3, 2), date(2026, 3, 4)),
    ],
)
def test_first_and_last_day_may_stand_in_one_cell(history, said, start, end):
    head = (*HEAD[:6], "Tanggal Pelaksanaan", "JP")
    row = training(start=said)
    (record,) = history([*row[:7], row[8]], head=head)["training_history"]
    assert (record["start"], record["end"]) == (start, end)


# ---------------------------------------------------------------- hours that count


@pytest.mark.parametrize(
    ("kind", "jp", "counts"),
    [
        ("Seminar", 24, 12),
        ("Sosialisasi", 24, 12),
        ("Workshop", 24, 15),
        ("E-Learning", 24, 9),
        ("Belajar Mandiri", 24, 6),
        ("Komunitas Belajar", 24, 6),
        ("Magang", 40, 20),
        ("Detasering", 40, 20),
        ("Benchmarking", 40, 10),
        ("Coaching", 24, 2),
        ("Mentoring", 24, 2),
        ("Diklat Teknis", 24, 24),
        ("Diklat Struktural", 905, 905),
        ("Seminar", 8, 8),
    ],
)
def test_hours_count_up_to_what_the_kind_allows_for_three_days(history, kind, jp, counts):
    found = history(training(kind=kind, jp=jp))
    assert [(each["hours"], each["hours_counted"]) for each in found["training_history"]] == [(jp, counts)]
    expected = [(2, "hours_over_cap", "JP", str(jp))] if counts < jp else []
    assert found.warnings == expected


def coaching(day, nip=LANTING, jp="2", title="Coaching Contoh"):
    return training(nip=nip, kind="Coaching", title=f"{title} {day}", start=day, end=day, jp=jp)


def test_coaching_counts_twice_a_month_and_the_earlier_days_count(history):
    found = history(
        coaching("19-05-2026"),
        coaching("03-05-2026"),
        coaching("11-05-2026"),
        coaching("01-06-2026"),
        coaching("19-05-2026", nip=TALENAN),
    )
    counted = [each["hours_counted"] for each in found["training_history"]]
    assert counted == [0, 2, 2, 2, 2]
    assert found.warnings == [(2, "hours_over_cap", "JP", "2")]


def test_what_was_refused_uses_up_no_coaching_of_the_month(history):
    found = history(
        coaching("03-05-2026"),
        coaching("03-05-2026"),
        coaching("04-05-2026", jp=""),
        coaching("19-05-2026"),
    )
    assert found.codes("refused") == [(3, "duplicate_row"), (4, "missing_value")]
    assert [each["hours_counted"] for each in found["training_history"]] == [2, 2]
    assert not found.warnings


def test_a_third_coaching_with_too_many_hours_is_told_of_once(history):
    found = history(coaching("03-05-2026"), coaching("04-05-2026"), coaching("05-05-2026", jp="8"))
    assert [each["hours_counted"] for each in found["training_history"]] == [2, 2, 0]
    assert found.warnings == [(4, "hours_over_cap", "JP", "8")]


def test_without_a_last_day_no_day_limits_the_hours(history):
    found = history(training(kind="Seminar", jp="24", end=""))
    assert [each["hours_counted"] for each in found["training_history"]] == [24]
    assert not found.warnings


# ---------------------------------------------------------------- days that overlap


def test_classical_trainings_of_a_person_on_the_same_days_are_both_told_of(history):
    found = history(
        training(title="Satu", start="02-03-2026", end="06-03-2026"),
        training(title="Dua", start="06 Maret 2026", end="08-03-2026", nip=LANTING),
        training(title="Tiga", start="09-03-2026", end="10-03-2026"),
        training(title="Empat", start="02-03-2026", end="06-03-2026", nip=TALENAN),
        training(title="Lima", start="02-03-2026", end="06-03-2026", kind="E-Learning", jp="3"),
    )
    assert found.warnings == [
        (2, "dates_overlap", "Mulai", "02-03-2026"),
        (3, "dates_overlap", "Mulai", "06-03-2026"),
    ]
    assert len(found["training_history"]) == 5


def test_overlaps_are_seen_across_the_sheets_of_a_file(history):
    found = history(
        training(title="Satu"), more={"2025": [HEAD, training(title="Lain", start="04-03-2026", end="05-03-2026")]}
    )
    assert found.said("warning", sheet="Riwayat") == [(2, "dates_overlap", "Mulai", "02-03-2026")]
    assert found.said("warning", sheet="2025") == [(2, "dates_overlap", "Mulai", "04-03-2026")]


def test_a_row_that_was_refused_overlaps_nothing(history):
    found = history(training(), training(), training(title="Lain", start="03-03-2026", jp=""))
    assert found.codes("refused") == [(3, "duplicate_row"), (4, "missing_value")]
    assert not found.warnings


def test_another_persons_name_beside_a_nip_is_warned_of(history):
    found = history([LANTING, "Sumpit Balau", *training()[2:]])
    assert found.warnings == [(2, "name_differs", "Nama", "Sumpit Balau")]


# ---------------------------------------------------------------- obligations

WAJIB = ("No", "NIP", "Nama", "Jabatan", "Pelatihan Wajib", "Dasar", "Batas Waktu")


@pytest.fixture
def obligations(tmp_path):
    def brought(*rows, head=WAJIB, above=("DAFTAR PEGAWAI WAJIB DIKLAT",)):
        return bring(tmp_path, OBLIGATIONS, {"Wajib": [*([text] for text in above), head, *rows]})

    return brought


def bound(nip=LANTING, program="Pelatihan Kepemimpinan Pengawas", rule="PP 11/2017", due="1 Juni 2027"):
    return [1, nip, "", "Pengawas", program, rule, due]


@pytest.mark.parametrize("program", ["Pelatihan Kepemimpinan Pengawas", "PKP", "pkp", "PIM IV", "DIKLATPIM TINGKAT IV"])
def test_an_obligation_is_taken_by_name_code_or_other_name(obligations, program):
    found = obligations(bound(program=program))
    assert found.kind is OBLIGATIONS
    assert found["obligations"] == [
        {"person": LANTING, "program": "PKP", "rule": "PP 11/2017", "due": date(2027, 6, 1)}
    ]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (bound(nip=UNKNOWN), "unknown_person", "NIP"),
        (bound(program="Kepemimpinan Pengawas"), "unknown_program", "Pelatihan Wajib"),
        (bound(program=""), "missing_value", "Pelatihan Wajib"),
        (bound(rule=""), "missing_value", "Dasar"),
        (bound(due="akhir 2027"), "bad_date", "Batas Waktu"),
    ],
)
def test_an_obligation_that_cannot_be_told_is_refused(obligations, row, code, column):
    found = obligations(row)
    assert [(number, said, where) for number, said, where, _ in found.refused] == [(3, code, column)]
    assert not found["obligations"]


def test_the_last_day_of_an_obligation_may_be_empty(obligations):
    (record,) = obligations(bound(due=""))["obligations"]
    assert "due" not in record


def test_the_same_obligation_again_is_a_repeat_and_another_rule_a_conflict(obligations):
    found = obligations(bound(), [2, *bound()[1:]], bound(nip=TALENAN), bound(nip=TALENAN, rule="Lain"))
    assert found.codes("refused") == [(4, "duplicate_row"), (5, "duplicate_conflict"), (6, "duplicate_conflict")]
    assert [each["person"] for each in found["obligations"]] == [LANTING]


def test_code_and_name_of_a_programme_must_agree(obligations):
    head = ("NIP", "Kode Program", "Pelatihan Wajib", "Dasar")
    found = obligations(
        [LANTING, "PKP", "Pelatihan Kepemimpinan Pengawas", "PP 11/2017"],
        [TALENAN, "PKP", "Pelatihan Manajemen Perubahan", "PP 11/2017"],
        [TIANG, "PKP", "", "PP 11/2017"],
        head=head,
    )
    assert found.refused == [(4, "code_name_mismatch", "Pelatihan Wajib", "Pelatihan Manajemen Perubahan")]
    assert [each["person"] for each in found["obligations"]] == [LANTING, TIANG]


def test_the_rule_may_stand_above_the_table(obligations):
    found = obligations(
        [LANTING, "PKP", "1 Juni 2027"],
        head=("NIP", "Pelatihan Wajib", "Batas Waktu"),
        above=("DAFTAR WAJIB", "Dasar: PP 11/2017 Pasal 34"),
    )
    assert [each["rule"] for each in found["obligations"]] == ["PP 11/2017 Pasal 34"]
