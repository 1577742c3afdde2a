"""`betang load`: whole tables replaced, all or nothing, and everybody keeps their number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.db.models import Model

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import Agency, AuditEvent, TableRevision
from betang.agencies.queries import revisions
from betang.connect.folder.actions import load
from betang.core.errors import BadInput, WrongCall
from betang.core.tables import TABLES
from betang.needs.models import Need
from betang.people.models import Person, Unit
from betang.programs.models import Host, Training
from betang.standards.models import Assessment, Standard
from betang.targets.models import Target, TargetLink
from tests.small_house import lines, replaced, with_line, without, write

ROOMS = ("agencies", "people", "standards", "targets", "programs", "needs")


def everything() -> dict[type[Model], list[tuple[object, ...]]]:
    """Every row of every table of the rooms, to see that nothing at all has changed."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model: sorted(model._default_manager.values_list(), key=str) for model in models}


def ids() -> dict[str, int]:
    return dict(Person.objects.values_list("source_key", "pk"))


def problems(folder: Path) -> list[tuple[str, int | None, str, str]]:
    before = everything()
    with pytest.raises(BadInput) as caught:
        load(folder=folder, by=None)
    assert everything() == before, "a refused folder changes nothing"
    return [(p.file, p.row, p.column, p.code) for p in caught.value.problems]


def changes(folder: Path) -> dict[str, tuple[int, int, int]]:
    """(added, changed, removed) of the tables where anything happened."""
    done = load(folder=folder, by=None).changes
    return {c.table: (c.added, c.changed, c.removed) for c in done if c.added or c.changed or c.removed}


def test_every_table_is_loaded_with_its_rows(db: None, tmp_path: Path) -> None:
    result = load(folder=write(tmp_path), by=None)
    assert {change.table: change.added for change in result.changes} == {name: len(lines(name)) - 1 for name in TABLES}
    assert result.warnings == ()


def test_codes_names_numbers_and_dates_stand_as_written(house: Path) -> None:
    person = Person.objects.select_related("unit", "supervisor", "next_job").get(source_key="a2")
    assert (person.agency_id, person.unit.code, person.job_id, person.name) == ("6711", "U2", "J2", "Tikar Meranti")
    assert (person.nip, str(person.born), person.next_job_id) == ("198502022010012002", "1985-02-02", "J1")
    assert person.supervisor is not None
    assert person.supervisor.source_key == "a1"
    unit = Unit.objects.select_related("parent").get(agency="6711", code="U2")
    assert (unit.name, unit.parent and unit.parent.code) == ('Puskesmas "Kasongan", Katingan', "U1")
    target = Target.objects.get(pk="K1")
    assert (str(target.baseline), str(target.goal), str(target.weight)) == ("74.86", "0.123456789", "2.5")
    assert [str(v) for v in Training.objects.order_by("hours").values_list("hours", flat=True)] == ["4", "24"]


def test_an_empty_cell_is_unknown(house: Path) -> None:
    person = Person.objects.get(source_key="a3")
    assert (person.nip, person.sex, person.born, person.legal_position, person.next_job_id) == (None,) * 5
    assert sorted(Host.objects.values_list("retains", flat=True), key=str) == [False, None, True]
    assert set(Standard.objects.values_list("agency", "job", "tier")) >= {(None, "J2", None), (None, None, "pelaksana")}


def test_a_unit_code_is_that_of_the_own_government(house: Path) -> None:
    units = {(u.agency_id, u.code): u.pk for u in Unit.objects.all()}
    assert Person.objects.get(source_key="b1").unit_id == units["6771", "U1"]
    assert TargetLink.objects.get(target="Y1").unit_id == units["6771", "U1"]
    assert TargetLink.objects.get(target="K2").unit_id == units["6711", "U2"]


def test_equal_rows_of_a_table_without_a_key_are_all_kept(house: Path) -> None:
    assert Assessment.objects.filter(competency="T.KES.01").count() == 2


def test_new_agencies_get_a_short_name_and_their_place_on_the_tile_map(house: Path) -> None:
    drawn = {a.code: (a.short_name, a.tile_x is not None) for a in Agency.objects.all()}
    assert drawn == {
        "6700": ("Prov. Kalimantan Tengah", True),
        "6711": ("Katingan", True),
        "6771": ("Kota Palangka Raya", False),  # its folder names no region
    }


def test_invented_people_are_known_as_such_until_real_ones_come(house: Path, tmp_path: Path) -> None:
    assert set(Agency.objects.values_list("fictional", flat=True)) == {True}
    load(folder=write(tmp_path / "jobs", "jobs", fictional=False), by=None)
    assert set(Agency.objects.values_list("fictional", flat=True)) == {True}
    load(folder=write(tmp_path / "people", "people", fictional=False), by=None)
    assert set(Agency.objects.values_list("fictional", flat=True)) == {False}


# ---------------------------------------------------------------- again


def test_the_same_folder_again_changes_nothing(house: Path) -> None:
    rows = {model: found for model, found in everything().items() if model not in (AuditEvent, TableRevision)}
    assert changes(house) == {}
    again = everything()
    assert {model: again[model] for model in rows} == rows


def test_people_keep_their_number_when_their_row_changes(house: Path, tmp_path: Path) -> None:
    before = ids()
    folder = write(tmp_path / "new", "people", people=replaced("people", "Tikar Meranti", "Tikar Belangeran"))
    assert changes(folder) == {"people": (0, 1, 0)}
    assert ids() == before
    assert Person.objects.get(pk=before["a2"]).name == "Tikar Belangeran"


def test_people_are_known_by_their_nip_when_the_sender_renumbers(house: Path, tmp_path: Path) -> None:
    before = ids()
    people = replaced("people", "a2,6711", "x2,6711")
    load(
        folder=write(
            tmp_path / "new",
            people=people,
            assessments=replaced("assessments", "a2,", "x2,"),
            training_history=replaced("training_history", "a2,", "x2,"),
        ),
        by=None,
    )
    assert ids()["x2"] == before["a2"]


def test_people_who_move_to_another_government_take_their_evidence_along(house: Path, tmp_path: Path) -> None:
    before = ids()
    moved = replaced("people", "a2,6711,U2", "a2,6771,U1")
    load(folder=write(tmp_path / "new", "people", people=moved), by=None)
    assert ids() == before
    assert set(Assessment.objects.filter(person=before["a2"]).values_list("agency", flat=True)) == {"6771"}
    assert set(Training.objects.values_list("agency", flat=True)) == {"6771"}


def test_two_people_may_swap_their_keys(house: Path, tmp_path: Path) -> None:
    """Keys are compared when the load is whole, not row by row; the NIP says who is who."""
    before = ids()

    def swapped(table: str) -> list[str]:
        return [re.sub(r"\b(a1|a2)\b", lambda m: {"a1": "a2", "a2": "a1"}[m[0]], line) for line in lines(table)]

    tables = ("people", "performance", "assessments", "training_history", "obligations")
    folder = write(tmp_path / "new", *tables, **{name: swapped(name) for name in tables})
    assert changes(folder) == {"people": (0, 2, 0)}
    assert ids() == before | {"a1": before["a2"], "a2": before["a1"]}


def test_evidence_that_stays_keeps_its_number(house: Path, tmp_path: Path) -> None:
    before = set(Assessment.objects.values_list("pk", flat=True))
    one_less = lines("assessments")
    one_less.remove("a2,T.KES.01,0,2024-02-29,certificate,")
    folder = write(tmp_path / "new", "assessments", assessments=[*one_less, "b2,M.01,3,2026-01-01,test,"])
    assert changes(folder) == {"assessments": (1, 0, 1)}
    after = set(Assessment.objects.values_list("pk", flat=True))
    assert len(before - after) == len(after - before) == 1


def test_who_is_no_longer_in_any_table_is_removed(house: Path, tmp_path: Path) -> None:
    gone = write(
        tmp_path / "new",
        people=without("people", "a2,"),
        assessments=without("assessments", "a2,"),
        training_history=without("training_history", "a2,"),
    )
    assert changes(gone) == {"people": (0, 0, 1), "assessments": (0, 0, 3), "training_history": (0, 0, 2)}


# ---------------------------------------------------------------- parts of a folder


def test_register_alone_leaves_the_evidence_as_it_is(house: Path, tmp_path: Path) -> None:
    newcomer = "a9,6711,U1,J3,,,,PNS,,,,,,,,,"
    part = write(tmp_path / "part", "units", "people", people=with_line("people", newcomer))
    assert changes(part) == {"people": (1, 0, 0)}
    assert Assessment.objects.count() == 6


def test_people_cannot_go_while_their_evidence_stays(house: Path, tmp_path: Path) -> None:
    people = [line.replace(",b1", ",") for line in without("people", "b1,")]
    with pytest.raises(BadInput) as caught:
        load(folder=write(tmp_path / "part", "people", people=people), by=None)
    assert [(p.file, p.row, p.column, p.value, p.code) for p in caught.value.problems] == [
        ("people", None, "person", "b1", "still_referred_to")
    ] * 2
    assert {p.message for p in caught.value.problems} == {
        f"is not in the folder, but 1 rows of {table} that stay refer to it" for table in ("performance", "assessments")
    }
    assert Person.objects.filter(source_key="b1").exists()


def test_an_agency_with_members_cannot_go(house: Path, tmp_path: Path) -> None:
    user = create_user(username="ani", name="Ani", password=None, by=None)
    province = Agency.objects.get(pk="6700")
    add_member(user=user, agency=province, role="planner", starts_on=date(2026, 1, 1), by=None)
    part = write(
        tmp_path / "part",
        agencies=without("agencies", "6700,"),
        units=without("units", "6700,"),
        people=without("people", "p1,"),
        hosts=[line for line in lines("hosts") if ",6700," not in line],
        travel=[line for line in lines("travel") if ",6700," not in line],
    )
    with pytest.raises(BadInput) as caught:
        load(folder=part, by=None)
    assert {(p.file, p.value, p.code) for p in caught.value.problems} == {("agencies", "6700", "still_referred_to")}
    assert Agency.objects.filter(pk="6700").exists()


def test_references_of_a_part_are_looked_up_in_the_database(house: Path, tmp_path: Path) -> None:
    part = write(tmp_path / "part", "assessments", assessments=[lines("assessments")[0], "b2,M.01,3,2026-01-01,test,"])
    assert changes(part) == {"assessments": (1, 0, 6)}


@pytest.mark.parametrize(
    ("table", "line", "column", "code"),
    [
        ("assessments", "zz,M.01,3,2026-01-01,test,", "person", "unknown_person"),
        ("assessments", "a1,X.99,3,2026-01-01,test,", "competency", "unknown_competency"),
        ("units", "9999,U9,Kantor,", "agency", "unknown_agency"),
        ("people", "c1,6711,U9,J1,,,,PNS,,,,,,,,,", "unit", "unknown_unit"),
        ("people", "c1,6771,U2,J1,,,,PNS,,,,,,,,,", "unit", "unknown_unit"),
        ("people", "c1,6711,U1,J9,,,,PNS,,,,,,,,,", "job", "unknown_job"),
        ("people", "c1,6711,U1,J1,J9,,,PNS,,,,,,,,,", "next_job", "unknown_job"),
        ("target_links", "Z9,M.01,,1", "target", "unknown_target"),
        ("target_links", "Y1,M.01,U2,1", "unit", "unknown_unit"),
        ("hosts", "XX,6700,1,1,1,,", "program", "unknown_program"),
        ("hosts", "DAR,6799,1,1,1,,", "host", "unknown_agency"),
        ("needs", "N9,6771,U2,,,PKN,1,law,", "unit", "unknown_unit"),
        ("obligations", "zz,PKN,Dasar,", "person", "unknown_person"),
    ],
)
def test_a_part_that_refers_to_nothing_is_refused_with_its_row(
    house: Path, tmp_path: Path, table: str, line: str, column: str, code: str
) -> None:
    part = write(tmp_path / "part", table, **{table: with_line(table, line)})
    assert problems(part) == [(f"{table}.csv", len(lines(table)) + 1, column, code)]


def test_every_row_of_an_unknown_reference_is_named(house: Path, tmp_path: Path) -> None:
    bad = ["zz,M.01,3,2026-01-01,test,", "a1,M.01,3,2026-01-02,test,", "zz,M.01,2,2026-01-03,test,"]
    part = write(tmp_path / "part", "assessments", assessments=[lines("assessments")[0], *bad])
    assert [row for _, row, _, _ in problems(part)] == [2, 4]


def test_problems_come_in_the_order_of_the_folder(house: Path, tmp_path: Path) -> None:
    part = write(
        tmp_path / "part",
        "assessments",
        "obligations",
        assessments=[lines("assessments")[0], "zz,M.01,3,2026-01-01,test,", "a1,X.1,3,2026-01-02,test,"],
        obligations=with_line("obligations", "zz,PKN,Dasar,"),
    )
    assert [p[:2] for p in problems(part)] == [("assessments.csv", 2), ("assessments.csv", 3), ("obligations.csv", 4)]


# ---------------------------------------------------------------- all or nothing


@pytest.mark.parametrize(
    ("table", "line", "column", "code"),
    [
        ("people", "c1,6711,U1,J1,,,,HONORER,,,,,,,,,", "status", "bad_status"),
        ("assessments", "a1,M.01,6,2026-01-01,test,", "level", "bad_level"),
        ("target_links", "K1,M.01,,1", "target, competency, unit", "duplicate_conflict"),
    ],
)
def test_one_bad_row_and_nothing_is_loaded(
    house: Path, tmp_path: Path, table: str, line: str, column: str, code: str
) -> None:
    folder = write(tmp_path / "bad", agencies=replaced("agencies", "Kab. Katingan", "Kabupaten Lain"))
    (folder / f"{table}.csv").write_text("\n".join(with_line(table, line)) + "\n")
    assert problems(folder) == [(f"{table}.csv", len(lines(table)) + 1, column, code)]


def test_one_nip_for_two_people_is_refused(house: Path, tmp_path: Path) -> None:
    twice = replaced("people", "197203031998031003", "197001011995031001")
    found = problems(write(tmp_path / "bad", "people", people=twice))
    assert found == [("people.csv", 2, "nip", "duplicate_conflict"), ("people.csv", 5, "nip", "duplicate_conflict")]


def test_a_number_that_no_column_can_hold_is_said_without_the_row(house: Path, tmp_path: Path) -> None:
    vast = replaced("programs", "DAR,Etika ASN Daring,online,8,1,,10,100", "DAR,Etika,online,8,1,,10,99999999999")
    with pytest.raises(BadInput) as caught:
        load(folder=write(tmp_path / "bad", "programs", programs=vast), by=None)
    (problem,) = caught.value.problems
    assert (problem.code, problem.value, "99999999999" in problem.message) == ("refused_by_database", "", False)


def test_a_folder_without_tables_is_a_wrong_call(db: None, tmp_path: Path) -> None:
    with pytest.raises(WrongCall):
        load(folder=tmp_path, by=None)


def test_about_that_cannot_be_read_is_bad_input(db: None, tmp_path: Path) -> None:
    (write(tmp_path, "jobs") / "about.json").write_text(json.dumps({"fictional": "yes"}))
    assert problems(tmp_path) == [("about.json", None, "", "unreadable_file")]


# ---------------------------------------------------------------- what is left behind


def test_a_load_is_one_event_of_the_trail_without_names(house: Path) -> None:
    (event,) = AuditEvent.objects.all()
    assert (event.name, event.by_id, event.on_kind) == ("betang.folder.loaded", None, "folder")
    assert event.new is not None
    assert event.new["tables"]["people"] == {"added": 6, "changed": 0, "removed": 0}
    assert "Lampit" not in json.dumps(event.new)


def test_only_the_tables_of_the_folder_count_as_changed(house: Path, tmp_path: Path) -> None:
    before = revisions()
    assert before == dict.fromkeys(TABLES, 1)
    load(folder=write(tmp_path / "part", "jobs", "needs"), by=None)
    assert {name for name, revision in revisions().items() if revision != before[name]} == {"jobs", "needs"}


def test_progress_is_told_from_nothing_to_all(db: None, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    tell: Callable[[str, int, int], None] = lambda stage, done, total: told.append((stage, done, total))  # noqa: E731
    load(folder=write(tmp_path), by=None, progress=tell)
    assert {stage for stage, _, _ in told} == {"load"}
    steps = [done for _, done, _ in told]
    assert steps == sorted(steps)
    assert (told[0][1], told[-1][1]) == (0, told[-1][2])


def test_needs_keep_their_key(house: Path) -> None:
    assert set(Need.objects.values_list("pk", "people")) == {("N1", None), ("N2", 12), ("N3", 1)}


def test_a_text_that_is_empty_where_one_is_needed_is_refused(house: Path, tmp_path: Path) -> None:
    """CSV cannot say it, Parquet can."""
    (tmp_path / "part").mkdir()
    pq.write_table(pa.table({"job": ["J1"], "name": [""], "tier": ["pelaksana"]}), tmp_path / "part" / "jobs.parquet")
    with pytest.raises(BadInput) as caught:
        load(folder=tmp_path / "part", by=None)
    assert {(p.file.removesuffix(".parquet"), p.column) for p in caught.value.problems} == {("jobs", "name")}
