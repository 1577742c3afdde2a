"""`betang import`: the same intake as on the pages, from a terminal."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from betang import cli
from betang.intake.models import Batch
from betang.people.models import Person, Unit
from tests.intake.offices import KATINGAN, person, register, two_governments, unit_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cli, "_wake_django", lambda: None)  # it is awake
    two_governments()
    return tmp_path


def run(*words: object) -> int:
    return cli.run(["import", "--received", "2026-10-30", *map(str, words)])


def problems(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_files_given_together_are_taken_in_the_order_in_which_they_lean_on_each_other(folder, capsys):
    people, units = register(folder, person(1)), unit_list(folder)
    assert run("--agency", KATINGAN, people, units) == 0
    assert Person.objects.get().unit.code == "u3"
    told = capsys.readouterr().err
    assert "unor.csv: units of 6711: 3 rows, 0 refused, 0 warnings; records: 5 new" in told
    assert told.index("unor.csv") < told.index("pegawai.csv")


def test_with_one_refused_row_nothing_of_any_file_is_written(folder, capsys):
    code = run(
        "--agency", KATINGAN, unit_list(folder), register(folder, person(1), person(2, unit="tidak ada")),
        "--problems", folder / "masalah.csv",
    )  # fmt: skip
    assert code == 3
    assert not Unit.objects.exists()
    assert not Batch.objects.exists()
    (problem,) = problems(folder / "masalah.csv")
    assert (problem["file"], problem["row"], problem["column"]) == ("pegawai.csv", "3", "UNOR ID")
    assert (problem["code"], problem["value"]) == ("unknown_unit", "tidak ada")
    assert "nothing was written" in capsys.readouterr().err


def test_good_rows_go_in_when_asked_and_refused_ones_come_back_as_a_workbook(folder):
    people = register(folder, person(1), person(2, unit="tidak ada"))
    code = run("--agency", KATINGAN, unit_list(folder), people, "--accept-good", "--returned", folder / "betulkan")
    assert code == 0
    assert Person.objects.get().source_key == "id1"
    (path,) = (folder / "betulkan").iterdir()
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert "UNOR ID" in rows[-2]
    assert "tidak ada" in rows[-1]
    assert 3 in rows[-1]


def test_a_returned_workbook_that_was_mended_comes_in(folder):
    people = register(folder, person(1), person(2, unit="tidak ada"))
    run("--agency", KATINGAN, unit_list(folder), people, "--accept-good", "--returned", folder / "betulkan")
    (path,) = (folder / "betulkan").iterdir()
    book = load_workbook(path)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "tidak ada":
                cell.value = "u2"
    book.save(path)
    assert run("--agency", KATINGAN, path) == 0
    assert set(Person.objects.values_list("source_key", "unit__code")) == {("id1", "u3"), ("id2", "u2")}


def test_a_zip_is_its_files(folder):
    packed = folder / "kiriman.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for path in (unit_list(folder), register(folder, person(1))):
            file.write(path, f"folder/{path.name}")
    assert run("--agency", KATINGAN, packed) == 0
    assert Person.objects.count() == 1


def test_whose_file_it_is_is_found_in_the_file_or_asked_for(folder, capsys):
    assert run(unit_list(folder)) == 0  # its first unit is the government itself
    assert Unit.objects.first().agency_id == KATINGAN
    nameless = unit_list(folder, name="lain.csv")
    nameless.write_text(nameless.read_text().replace("Pemerintah Kab. Katingan", "Kantor"))
    assert run(nameless) == 2
    assert "--agency" in capsys.readouterr().err


def test_a_kind_may_be_said_by_our_word_or_by_the_offices(folder):
    for kind in ("units", "ref_unor"):
        assert run(kind, "--agency", KATINGAN, unit_list(folder)) == 0
    assert Unit.objects.count() == 3


@pytest.mark.parametrize(
    "words",
    [("--agency", "9999", "unor.csv"), ("tiada", "unor.csv"), ("tidak-ada.csv",)],
    ids=["agency", "kind", "file"],
)
def test_a_call_that_names_what_is_not_there_is_a_wrong_call(folder, monkeypatch, words):
    unit_list(folder)
    monkeypatch.chdir(folder)
    assert run(*words) == 2


def test_a_file_that_is_no_table_is_refused_with_the_others_and_says_why(folder):
    bad = folder / "surat.xlsx"
    bad.write_bytes(b"%PDF-1.7")
    assert run("--agency", KATINGAN, unit_list(folder), bad, "--problems", folder / "masalah.csv") == 3
    (problem,) = problems(folder / "masalah.csv")
    assert problem["file"] == "surat.xlsx"
    assert problem["message"]
    assert not Unit.objects.exists()
