"""Runs of the map: the record counts as the folder does, every run can be explained, one is published."""

from __future__ import annotations

import math
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import Agency, AuditEvent, User
from betang.agencies.rules import NotAllowed
from betang.agencies.scope import Scope, acting
from betang.connect.folder.actions import load
from betang.core.files import read_folder
from betang.core.gap import needs_map, person_gaps
from betang.core.params import Parameters, parameters_from
from betang.needs import actions, rules, tasks
from betang.needs.actions import publish_map, request_map, run_map, work_map
from betang.needs.models import MapCell, MapRun, PersonGap, RunAgency, RunState
from betang.needs.queries.runs import data_changed_since
from betang.people.models import Person
from tests.second_factor import armed
from tests.small_house import replaced, write

AS_OF = date(2027, 1, 1)

CELL = ("required", "known", "expired", "unknown", "short", "trained", "agreed", "levels", "on_default", "rank")
GAP = (
    "required",
    "held",
    "state",
    "assumed",
    "trained",
    "shortfall",
    "importance",
    "target_weight",
    "decided_on",
    "source",
)


def member(role: str, agency: str = "6700") -> User:
    user = create_user(username=role, name=role.title(), password=None, by=None)
    add_member(user=user, agency=Agency.objects.get(pk=agency), role=role, starts_on=date(2020, 1, 1), by=None)
    return user


def test_cells_are_those_of_the_folder(house: Path) -> None:
    run = run_map(as_of=AS_OF, by=None).run
    found = needs_map(read_folder(house).tables, as_of=AS_OF, params=Parameters()).cells.to_pylist()
    kept = {
        (c.agency_id, c.unit_code, c.competency_id): c for c in MapCell.objects.filter(run=run).select_related("unit")
    }
    assert len(found) == len(kept) > 3
    for cell in found:
        row = kept[cell["agency"], cell["unit"], cell["competency"]]
        assert (row.unit.agency_id, row.unit.code) == (cell["agency"], cell["unit"])
        assert {name: getattr(row, name) for name in CELL} == {name: cell[name] for name in CELL}
        assert (float(row.priority), float(row.priority_high)) == (cell["priority"], cell["priority_high"])
        assert row.fulfilment == cell["fulfilment"]
        assert row.fulfilment is None or math.isclose(row.fulfilment, 100 * row.held_sum / row.required_known_sum)


def test_person_level_rows_are_those_of_the_folder(house: Path) -> None:
    run_map(as_of=AS_OF, by=None)
    keys = dict(Person.objects.values_list("pk", "source_key"))
    kept = {
        (keys[gap.person_id], gap.competency_id): (gap.agency_id, gap.unit.code, *(getattr(gap, name) for name in GAP))
        for gap in PersonGap.objects.select_related("unit")
    }
    found = {
        (row["person"], row["competency"]): (row["agency"], row["unit"], *(row[name] for name in GAP))
        for chunk in person_gaps(read_folder(house).tables, as_of=AS_OF, params=Parameters())
        for row in chunk.to_pylist()
    }
    assert kept == found
    assert len(kept) == 7


def test_a_run_tells_what_it_was_made_of(house: Path) -> None:
    run = run_map(as_of=AS_OF, by=None).run
    assert (run.state, run.problem, run.step, run.attempts) == (RunState.DONE, None, None, 1)
    assert run.inputs["assessments"] == 1
    assert "budgets" not in run.inputs, "what the map does not read does not make it old"
    assert parameters_from(run.params) == Parameters()
    assert run.started_at is not None
    assert run.finished_at is not None
    assert run.started_at <= run.finished_at
    assert {note.agency_id for note in run.agencies.all()} == {"6700", "6711", "6771"}
    assert AuditEvent.objects.filter(on_kind="needs.maprun", on_id=str(run.pk)).count() == 3


def test_what_a_run_noted_of_one_government_is_not_read_by_another(house: Path, tmp_path: Path) -> None:
    idle = replaced("needs", "N1,6711,U2,a3,M.01", "N1,6711,U2,a3,T.KES.01")  # the post does not require it
    load(folder=write(tmp_path / "idle", "needs", needs=idle), by=None)
    run_map(as_of=AS_OF, by=None)
    notes = RunAgency.objects.order_by("agency_id").values_list("agency_id", "raw_weight", "pairs", "idle_needs")
    kept = list(notes)
    assert [(agency, idle) for agency, _, _, idle in kept] == [("6700", []), ("6711", ["N1"]), ("6771", [])]
    with acting(Scope("user", user=1, figures=frozenset({"6711"}))):
        assert list(notes.all()) == kept[1:2]
    with acting(Scope("user", user=1)):
        assert list(notes.all()) == []


def test_the_same_question_about_the_same_data_is_answered_once(house: Path) -> None:
    run = run_map(as_of=AS_OF, by=None).run
    again = run_map(as_of=AS_OF, by=None)
    assert (again.run, again.reused) == (run, True)
    assert MapRun.objects.count() == 1


@pytest.mark.parametrize("what", ["day", "job", "parameters", "data"])
def test_another_question_or_other_data_make_a_new_run(house: Path, tmp_path: Path, what: str) -> None:
    first = run_map(as_of=AS_OF, by=None).run
    if what == "data":
        load(folder=write(tmp_path / "jobs", "jobs"), by=None)
    second = run_map(
        as_of=date(2027, 1, 2) if what == "day" else AS_OF,
        next_job=what == "job",
        params=parameters_from({"ranked_share": 0.25}) if what == "parameters" else None,
        by=None,
        publish=False,
    )
    assert (second.reused, second.run.pk > first.pk) == (False, True)
    assert second.run.fingerprint != first.fingerprint


def test_cells_of_every_run_are_kept_and_person_rows_of_the_published_one(house: Path, tmp_path: Path) -> None:
    old = run_map(as_of=AS_OF, by=None).run
    load(
        folder=write(
            tmp_path / "new",
            "assessments",
            assessments=["person,competency,level,assessed_on,source", "a1,M.01,5,2026-01-01,test"],
        ),
        by=None,
    )
    new = run_map(as_of=AS_OF, by=None).run
    assert MapCell.objects.filter(run=old).count() == MapCell.objects.filter(run=new).count()
    assert set(PersonGap.objects.values_list("run", flat=True)) == {new.pk}
    assert PersonGap.objects.filter(state="known").count() == 1


def test_an_older_run_cannot_be_published_over_newer_data(house: Path, tmp_path: Path) -> None:
    run = run_map(as_of=AS_OF, by=None, publish=False).run
    assert not PersonGap.objects.exists()
    assert publish_map(run_id=run.pk, by=None).published_at is not None
    rows = PersonGap.objects.count()
    load(folder=write(tmp_path / "jobs", "jobs"), by=None)
    with pytest.raises(NotAllowed, match="changed"):
        publish_map(run_id=run.pk, by=None)
    assert PersonGap.objects.count() == rows


def test_a_published_run_can_be_made_the_shown_one_again(house: Path) -> None:
    january = run_map(as_of=AS_OF, by=None).run
    run_map(as_of=date(2027, 2, 1), by=None)
    again = run_map(as_of=AS_OF, by=None)
    assert (again.run.pk, again.reused) == (january.pk, True)
    assert set(PersonGap.objects.values_list("run", flat=True)) == {january.pk}


def test_a_map_against_the_next_job_is_never_published(house: Path) -> None:
    run = run_map(as_of=AS_OF, by=None, next_job=True).run
    assert (run.state, run.published_at) == (RunState.DONE, None)
    assert set(MapCell.objects.filter(run=run).values_list("unit_code", flat=True)) == {"U2"}
    with pytest.raises(NotAllowed):
        publish_map(run_id=run.pk, by=None)


def test_who_may_ask_and_who_may_publish(house: Path) -> None:
    planner, leader, coordinator = member("planner"), member("leader"), member("coordinator")
    with pytest.raises(NotAllowed):
        request_map(as_of=AS_OF, by=leader)
    with pytest.raises(NotAllowed):
        request_map(as_of=AS_OF, by=planner, publish=True)
    run = run_map(as_of=AS_OF, by=planner, publish=False).run
    with pytest.raises(NotAllowed):
        publish_map(run_id=run.pk, by=planner)
    publish_map(run_id=run.pk, by=coordinator)
    event = AuditEvent.objects.get(name="betang.needs.map_published")
    assert (event.by_username, event.new) == ("coordinator", {"rows": 4})


# ---------------------------------------------------------------- workers


def test_a_request_waits_in_the_queue_and_a_worker_does_it(house: Path) -> None:
    asked = request_map(as_of=AS_OF, by=None, publish=True)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (actions.TASK, {"run_id": asked.run.pk})
    tasks.work_map(**job.args)
    run = MapRun.objects.get()
    assert (run.state, run.published_at is not None) == (RunState.DONE, True)


def test_the_same_request_does_not_queue_twice(house: Path) -> None:
    first, second = request_map(as_of=AS_OF, by=None), request_map(as_of=AS_OF, by=None)
    assert (first.run, second.reused) == (second.run, True)
    assert ProcrastinateJob.objects.count() == 1


def test_a_job_done_twice_changes_nothing(house: Path) -> None:
    run = run_map(as_of=AS_OF, by=None).run
    before = (MapRun.objects.get(), sorted(MapCell.objects.values_list()))
    later = run_map(as_of=date(2027, 2, 1), by=None).run
    tasks.work_map(run_id=run.pk)
    assert (MapRun.objects.get(pk=run.pk), sorted(MapCell.objects.filter(run=run).values_list())) == before
    assert set(PersonGap.objects.values_list("run", flat=True)) == {later.pk}, "an old job does not publish again"


def test_a_run_that_fails_says_so_without_a_word_of_the_data(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> int:
        raise ValueError("Lampit Ulin")

    run = request_map(as_of=AS_OF, by=None).run
    with monkeypatch.context() as patched:
        patched.setattr("betang.needs.actions.runs.store_cells", fail)
        with pytest.raises(ValueError, match="Lampit"):
            work_map(run_id=run.pk, by=None)
    run = MapRun.objects.get(pk=run.pk)
    assert (run.state, run.problem) == (RunState.FAILED, "ValueError")
    assert not MapCell.objects.exists()
    again = run_map(as_of=AS_OF, by=None)
    assert (again.reused, again.run.state) == (False, RunState.DONE)


def test_data_that_change_while_a_run_counts_are_read_again(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cells of a run are of one state of the data: the one its counters name."""
    changed = write(tmp_path / "new", "assessments", assessments=replaced("assessments", "a2,M.01,2", "a2,M.01,3"))
    times = []

    def load_meanwhile(*args: object, **kwargs: object) -> object:
        times.append(1)
        if len(times) == 1:
            load(folder=changed, by=None)
        return needs_map(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("betang.needs.actions.runs.needs_map", load_meanwhile)
    run = run_map(as_of=AS_OF, by=None).run
    assert (len(times), run.inputs["assessments"]) == (2, 2)
    assert MapCell.objects.get(run=run, unit_code="U2", agency="6711", competency="M.01").short == 0


# ---------------------------------------------------------------- rules


def test_a_finished_run_stays_as_it_is() -> None:
    for state in RunState:
        with pytest.raises(NotAllowed):
            rules.check_move(run=MapRun(state=RunState.DONE), to=state)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("queued", "running", True),
        ("running", "done", True),
        ("running", "failed", True),
        ("running", "queued", True),
        ("queued", "done", False),
        ("failed", "done", False),
        ("failed", "queued", False),
    ],
)
def test_which_state_follows_which(before: str, after: str, allowed: bool) -> None:
    run = MapRun(state=before)
    if allowed:
        rules.check_move(run=run, to=RunState(after))
    else:
        with pytest.raises(NotAllowed):
            rules.check_move(run=run, to=RunState(after))


def test_a_map_is_older_than_its_data_once_what_it_reads_was_changed(house: Path, tmp_path: Path) -> None:
    run = run_map(as_of=AS_OF, by=None).run
    load(folder=write(tmp_path / "money", "budgets"), by=None)
    assert not data_changed_since(run)
    load(folder=write(tmp_path / "evidence", "assessments"), by=None)
    assert data_changed_since(run)


def test_the_documented_states_are_those_of_the_rules() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "database.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| ([`\w, ]*)\|", page.split("| State | May become |")[1], re.MULTILINE)
    documented = {state: set(re.findall(r"`(\w+)`", following)) for state, following in rows}
    assert documented == {state.value: {after.value for after in rules.NEXT[state]} for state in RunState}


# ---------------------------------------------------------------- from the page


def test_the_coordinator_has_the_map_counted_from_the_first_page_when_the_data_have_changed(
    house: Path, client: Client
) -> None:
    client.force_login(armed(member("coordinator")))
    assert "Hitung peta yang pertama" in client.get("/").content.decode()
    client.post("/peta/hitung", {"day": "2027-01-01"})
    run = MapRun.objects.get()
    assert (run.as_of, run.publish_when_done, run.requested_by) == (AS_OF, True, User.objects.get())
    assert "Hitung dan terbitkan" not in client.get("/").content.decode(), "it waits in the queue already"
    work_map(run_id=run.pk, by=None)
    assert "Hitung dan terbitkan" not in client.get("/").content.decode(), "the map is of the data as they are"
    load(folder=write(house.parent / "more", "jobs", jobs=replaced("jobs", "Perawat Ahli Muda", "Perawat")), by=None)
    assert "Data berubah sejak peta ini dihitung" in client.get("/").content.decode()


def test_a_day_that_cannot_be_read_starts_nothing_and_says_so(house: Path, client: Client) -> None:
    client.force_login(armed(member("coordinator")))
    page = client.post("/peta/hitung", {"day": "besok"}, follow=True).content.decode()
    assert "tanggalnya tidak terbaca" in page
    assert not MapRun.objects.exists()


def test_nobody_else_has_the_map_counted_from_the_page(house: Path, client: Client) -> None:
    for role in ("planner", "leader", "auditor"):
        client.force_login(armed(member(role)))
        assert "/peta/hitung" not in client.get("/").content.decode()
        assert client.post("/peta/hitung", {"day": "2027-01-01"}).status_code == 404
    assert not MapRun.objects.exists()
