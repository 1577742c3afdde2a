"""The breach report: whose data, what, when, who, by one command."""

from __future__ import annotations

import csv
import stat
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from betang.connect.folder.actions import load, note_export
from betang.core.errors import WrongCall
from betang.people.actions import draw_breach_report
from betang.people.queries.breach import Wish, told
from tests.small_house import TABLES, lines, write
from tests.trail.cast import last, numbers, person

pytestmark = pytest.mark.django_db


def report(folder, **wish):
    today = timezone.localdate()
    wish = {"since": today, "until": today, **wish}
    out = folder / "laporan.csv"
    summary = draw_breach_report(out=out, wish=Wish(**wish), by=None)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream)), summary


def test_it_names_whose_data_was_opened_by_whom_and_when(mapped, as_, tmp_path):
    as_("ani").get(reverse("needs:person", args=[person("a2").pk]))
    rows, summary = report(tmp_path, person=person("a2").pk)
    (row,) = rows
    assert row["nama"] == "Tikar Meranti"
    assert row["nip"] == "198502022010012002"
    assert row["nomor_pegawai"] == str(person("a2").pk)
    assert row["pelaku"] == "ani"
    assert row["peran"] == "Perencana (BKPSDM)"
    assert row["pemerintah"] == "Katingan"
    assert "membuka catatan pegawai nomor" in row["apa"]
    assert row["waktu"].startswith(str(timezone.localdate()))
    assert row["waktu"].endswith("+07:00 WIB")
    assert summary.people == {person("a2").pk}
    assert told(summary)[0] == "1 events about 1 people, 1 rows"


def test_a_file_that_was_taken_counts_once_for_everybody_in_it(mapped, as_, tmp_path):
    as_("ani").get(reverse("people:employees"), {"ekspor": "csv"})
    rows, _summary = report(tmp_path)
    assert sorted(int(row["nomor_pegawai"]) for row in rows) == numbers("a1", "a2", "a3")
    assert {row["jumlah_pegawai"] for row in rows} == {"3"}
    assert {row["berkas"] for row in rows} == {"csv"}


def test_it_is_narrowed_to_a_user_an_agency_and_days(mapped, as_, tmp_path):
    as_("ani").get(reverse("people:employees"))
    as_("citra").get(reverse("people:employees"))
    assert {row["pelaku"] for row in report(tmp_path, by="citra")[0]} == {"citra"}
    assert {row["pemerintah"] for row in report(tmp_path, agency="6711")[0]} == {"Katingan"}
    yesterday = timezone.localdate() - timedelta(days=1)
    rows, summary = report(tmp_path, since=yesterday, until=yesterday)
    assert rows == []
    assert told(summary) == ["nothing on the trail fits: the file holds only its headings"]


def test_whoever_has_left_the_register_is_still_named_by_number(mapped, as_, tmp_path):
    gone = person("a2").pk
    as_("ani").get(reverse("needs:person", args=[gone]))
    kept = {name: [line for line in lines(name) if "a2" not in line] for name in TABLES}
    load(folder=write(tmp_path / "without", **kept), by=None)
    (row,) = report(tmp_path, person=gone)[0]
    assert (row["nomor_pegawai"], row["nama"], row["nip"]) == (str(gone), "", "")


def test_a_folder_taken_out_at_the_command_line_is_in_it_without_single_people(mapped, as_, tmp_path):
    note_export(agency="6711", by=None)
    (row,) = report(tmp_path)[0]
    assert row["nomor_pegawai"] == ""
    assert row["jumlah_pegawai"] == "3"
    assert row["apa"] == "Operator mengekspor folder data Katingan, termasuk 3 pegawai."


def test_the_report_is_for_its_owner_and_on_the_trail_itself(mapped, as_, tmp_path):
    as_("ani").get(reverse("people:employees"))
    report(tmp_path)
    assert stat.S_IMODE((tmp_path / "laporan.csv").stat().st_mode) == 0o600
    assert last().name == "betang.people.breach_reported"
    assert (last().new["rows"], last().new["people"]) == (3, 3)


def test_what_cannot_be_is_said_before_anything_is_written(mapped, tmp_path):
    today = timezone.localdate()
    for wish in ({"since": today, "until": today - timedelta(days=1)}, {"agency": "9999"}):
        with pytest.raises(WrongCall):
            report(tmp_path, **wish)
    (tmp_path / "laporan.csv").mkdir()
    with pytest.raises(WrongCall):
        report(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["laporan.csv"]
