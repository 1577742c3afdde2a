"""A list of people that comes in: what it finds amiss, what it cannot tell, and what moved since the one before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from betang.intake.actions import undo
from betang.intake.models import Batch
from betang.needs.models import FirstHour
from betang.people.models import Finding, Person, RegisterFile, StaffBand
from tests.first_hour.registers import PEOPLE, changed, take, write

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def counts(agency: str = "6711") -> dict[str, int]:
    return FirstHour.objects.get(agency=agency).counts


def test_what_a_file_finds_amiss_is_kept_until_the_next_file_says_otherwise(mapped: Path, tmp_path: Path) -> None:
    take(write(tmp_path / "a.csv", changed(PEOPLE, 102, phone="")))
    assert list(Finding.objects.values_list("person__name", "code")) == [("Bubu Kemiri", "no_phone")]
    assert counts()["check|no_phone"] == 1
    take(write(tmp_path / "b.csv", PEOPLE))
    assert not Finding.objects.exists()
    assert "check|no_phone" not in counts()


def test_a_column_that_is_not_there_says_nothing_and_is_told_apart(mapped: Path, tmp_path: Path, as_: As) -> None:
    take(write(tmp_path / "a.csv", PEOPLE, without=["NOMOR HP"]))
    assert "no_phone" in RegisterFile.objects.get(agency="6711").unseen
    assert not Finding.objects.filter(code="no_phone").exists()
    page = as_("ani").get("/data/jam-pertama/").content.decode()
    assert "Nomor telepon kosong" in page.split("tidak dapat diperiksa dari data yang ada")[1]


def test_mended_rows_that_come_after_leave_the_others_as_they_are(mapped: Path, tmp_path: Path) -> None:
    take(write(tmp_path / "a.csv", changed(changed(PEOPLE, 101, phone=""), 102, phone="")))
    take(write(tmp_path / "b.csv", PEOPLE[:1]))
    assert list(Finding.objects.values_list("person__name", flat=True)) == ["Bubu Kemiri"]


def test_the_first_list_moves_nobody(mapped: Path, tmp_path: Path, as_: As) -> None:
    take(write(tmp_path / "a.csv", PEOPLE))
    assert not {key for key in counts() if key.startswith("moved")}
    assert "Apa yang berubah" not in as_("ani").get("/data/jam-pertama/").content.decode()


def test_the_next_list_tells_what_moved_and_leads_to_who_did(mapped: Path, tmp_path: Path, as_: As) -> None:
    take(write(tmp_path / "a.csv", PEOPLE[:5]))
    next_month = changed(PEOPLE[1:], 102, unit="U1")
    next_month = changed(next_month, 103, rank="IV/a")
    next_month = changed(next_month, 104, position="20")
    next_month = changed(next_month, 105, job="JY", title="Perawat Ahli Madya")
    take(write(tmp_path / "b.csv", next_month))
    moved = {key: n for key, n in counts().items() if key.startswith("moved|")}
    assert moved == {
        "moved|joined": 1, "moved|unit": 1, "moved|promoted": 1, "moved|away": 1, "moved|job": 1, "moved|left": 4,
    }  # fmt: skip
    page = as_("ani").get("/data/jam-pertama/").content.decode()
    assert "Apa yang berubah sejak kiriman sebelumnya?" in page
    who = {
        "unit": "Bubu Kemiri", "promoted": "Jukung Nipah", "away": "Tampirai Resak", "job": "Balanga Bakau",
        "joined": "Luntung Balau", "left": "Lanting Meranti",
    }  # fmt: skip
    for what, name in who.items():
        listed = as_("ani").get(f"/data/jam-pertama/pegawai/?bagian=moved|{what}").content.decode()
        assert name in listed, what
    # who only leads sees how many, not who
    budi = as_("budi")
    assert "Naik golongan" in budi.get("/data/jam-pertama/").content.decode()
    assert "bagian=moved" not in budi.get("/data/jam-pertama/").content.decode()
    assert "Jukung" not in budi.get("/data/jam-pertama/pegawai/?bagian=moved|promoted").content.decode()


def test_a_list_that_is_taken_back_is_counted_back(mapped: Path, tmp_path: Path) -> None:
    before = counts()["all"]
    take(write(tmp_path / "a.csv", PEOPLE))
    assert counts()["all"] == before + len(PEOPLE)
    assert StaffBand.objects.filter(agency="6711", family="Perawat", tier="").get().people == 5
    undo(batch_id=Batch.objects.get(kind="people").pk, by=None)
    assert counts()["all"] == before
    assert StaffBand.objects.filter(agency="6711", family="Perawat", tier="").get().people is None


def test_rows_that_were_refused_are_told_on_the_page(mapped: Path, tmp_path: Path, as_: As) -> None:
    take(write(tmp_path / "a.csv", changed(PEOPLE, 103, unit="nowhere")))
    assert "1 baris pada kiriman terakhir ditolak" in as_("ani").get("/data/jam-pertama/").content.decode()


def test_somebody_who_leaves_the_register_takes_the_findings_along(mapped: Path, tmp_path: Path) -> None:
    take(write(tmp_path / "a.csv", changed(PEOPLE, 102, phone="")))
    undo(batch_id=Batch.objects.get(kind="people").pk, by=None)
    assert not Finding.objects.exists()
    assert not Person.objects.filter(name="Bubu Kemiri").exists()


def test_taking_a_list_back_brings_back_what_the_one_before_it_found(mapped: Path, tmp_path: Path) -> None:
    take(write(tmp_path / "a.csv", changed(PEOPLE, 102, phone="")))
    take(write(tmp_path / "b.csv", changed(PEOPLE, 103, phone="")))
    assert list(Finding.objects.values_list("person__name", flat=True)) == ["Jukung Nipah"]
    undo(batch_id=Batch.objects.filter(kind="people").latest("pk").pk, by=None)
    assert list(Finding.objects.values_list("person__name", flat=True)) == ["Bubu Kemiri"]
    assert counts()["check|no_phone"] == 1
