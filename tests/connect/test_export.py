"""`betang export`: what went in comes out, and what came out goes in again without a change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from betang.agencies.models import Installation
from betang.connect.folder.actions import load
from betang.connect.folder.queries import Format, export
from betang.core.errors import WrongCall
from betang.core.files import Folder, read_folder
from betang.core.tables import TABLES
from betang.people.models import Person
from betang.standards.models import Assessment
from tests.small_house import lines, write

Rows = list[tuple[object, ...]]


def rows(folder: Path) -> dict[str, Rows]:
    """Every table of a folder, in the dictionary's types, sorted."""
    checked: Folder = read_folder(folder)
    found = {}
    for name, table in checked.tables.items():
        values = checked.engine.raw_sql(checked.engine.compile(table)).fetchall()
        found[name] = sorted((tuple(row) for row in values), key=str)
    return found


def with_our_ids(found: dict[str, Rows]) -> dict[str, Rows]:
    """The same with the sender's keys of people replaced by our ids, as an export has them."""
    ids = {key: str(pk) for key, pk in Person.objects.values_list("source_key", "pk")}
    return {name: sorted((_renamed(name, row, ids) for row in table), key=str) for name, table in found.items()}


def _renamed(table: str, row: tuple[object, ...], ids: dict[str, str]) -> tuple[object, ...]:
    columns = TABLES[table].columns
    return tuple(
        ids.get(str(value), value) if column.name in ("person", "supervisor") else value
        for value, column in zip(row, columns, strict=True)
    )


@pytest.mark.parametrize("fmt", ["csv", "parquet"])
def test_what_went_in_comes_out(house: Path, tmp_path: Path, fmt: Format) -> None:
    written = export(out=tmp_path / "out", fmt=fmt)
    assert written == {name: len(lines(name)) - 1 for name in TABLES}
    assert rows(tmp_path / "out") == with_our_ids(rows(house))


@pytest.mark.parametrize("fmt", ["csv", "parquet"])
def test_what_came_out_goes_in_without_a_change(house: Path, tmp_path: Path, fmt: Format) -> None:
    export(out=tmp_path / "out", fmt=fmt)
    result = load(folder=tmp_path / "out", by=None)
    assert [c for c in result.changes if c.added or c.changed or c.removed] == []
    assert result.warnings == ()
    assert set(Person.objects.values_list("source_key", flat=True)) == {"a1", "a2", "a3", "b1", "b2", "p1"}


def test_an_export_may_be_changed_and_loaded_again(house: Path, tmp_path: Path) -> None:
    """Our ids stand in it; a newcomer gets a key of the sender's own."""
    before = dict(Person.objects.values_list("source_key", "pk"))
    export(out=tmp_path / "out", fmt="csv")
    people = tmp_path / "out" / "people.csv"
    people.write_text(people.read_text() + "baru,6711,U1,J3,,Kendi Ramin,,PPPK,,,,,,,,,\n")
    result = load(folder=tmp_path / "out", by=None)
    assert [(c.table, c.added) for c in result.changes if c.added] == [("people", 1)]
    after = dict(Person.objects.values_list("source_key", "pk"))
    assert {key: after[key] for key in before} == before
    assert "baru" in after


def test_another_database_knows_an_export_by_nip_and_key(house: Path, tmp_path: Path) -> None:
    """Where it was not exported, its ids are only keys: whoever has a NIP is found, the others are new."""
    before = dict(Person.objects.exclude(nip=None).values_list("nip", "pk"))
    export(out=tmp_path / "out")
    Installation.objects.update(key="00000000-0000-0000-0000-000000000001")
    result = load(folder=tmp_path / "out", by=None)
    assert [(c.added, c.removed) for c in result.changes if c.table == "people"] == [(2, 2)]
    assert dict(Person.objects.exclude(nip=None).values_list("nip", "pk")) == before
    assert Assessment.objects.count() == 6


def test_a_part_of_an_export_leads_to_the_same_people(house: Path, tmp_path: Path) -> None:
    export(out=tmp_path / "out", fmt="csv")
    for name in TABLES:
        if name != "assessments":
            (tmp_path / "out" / f"{name}.csv").unlink()
    (change,) = load(folder=tmp_path / "out", by=None).changes
    assert (change.table, change.added, change.changed, change.removed) == ("assessments", 0, 0, 0)


def test_one_agency_takes_its_own_rows_and_the_common_ones(house: Path, tmp_path: Path) -> None:
    written = export(out=tmp_path / "out", agency="6711", fmt="csv")
    found = rows(tmp_path / "out")
    assert {row[1] for row in found["people"]} == {"6711"}
    assert {row[0] for row in found["units"]} == {row[1] for row in found["targets"]} == {"6711"}
    assert {row[0] for row in found["standards"]} == {"6711", None}
    assert (written["assessments"], written["performance"], written["obligations"]) == (5, 2, 1)
    assert (written["budgets"], written["target_links"], written["needs"], written["proposals"]) == (2, 2, 2, 2)
    common = ("agencies", "jobs", "competencies", "programs", "outcomes", "eligibility", "hosts", "travel")
    assert {name: written[name] for name in common} == {name: len(lines(name)) - 1 for name in common}


def test_what_one_agency_takes_stands_on_its_own(house: Path, tmp_path: Path) -> None:
    """A superior, a parent target or a person in another government is left out, so the folder is whole."""
    people = [line.replace(",,b1", ",,a1") for line in lines("people")]
    targets = [line.replace("Y1,6771,,,", "Y1,6771,,K1,") for line in lines("targets")]
    needs = [*lines("needs"), "N4,6771,,a2,T.KES.01,,,law,"]
    load(folder=write(tmp_path / "mixed", people=people, targets=targets, needs=needs), by=None)
    export(out=tmp_path / "out", agency="6771", fmt="csv")
    found = rows(tmp_path / "out")  # reading checks every reference
    assert {row[-1] for row in found["people"]} == {None}
    assert [row[0] for row in found["needs"]] == ["N3"]


def test_an_unknown_agency_is_a_wrong_call(house: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongCall):
        export(out=tmp_path / "out", agency="9999")


def test_a_file_in_the_way_is_a_wrong_call(house: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(WrongCall):
        export(out=tmp_path / "out")


def test_an_export_takes_the_place_of_the_last_one(house: Path, tmp_path: Path) -> None:
    export(out=tmp_path / "out", fmt="csv")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    export(out=tmp_path / "out", fmt="parquet")
    kept = {path.name for path in (tmp_path / "out").iterdir()}
    assert kept == {*(f"{name}.parquet" for name in TABLES), "about.json", "notes.txt"}


def test_invented_people_are_labelled(house: Path, tmp_path: Path) -> None:
    export(out=tmp_path / "out")
    assert json.loads((tmp_path / "out" / "about.json").read_text())["fictional"] is True
    load(folder=write(tmp_path / "real", fictional=False), by=None)
    export(out=tmp_path / "out")
    assert json.loads((tmp_path / "out" / "about.json").read_text())["fictional"] is False


def test_an_empty_database_exports_empty_tables(db: None, tmp_path: Path) -> None:
    assert set(export(out=tmp_path / "out").values()) == {0}
    assert all(table == [] for table in rows(tmp_path / "out").values())
