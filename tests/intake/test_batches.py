"""A batch from its arrival to its end: read, foreseen, written whole or not at all, known again, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import Agency, AuditEvent
from betang.agencies.rules import NotAllowed
from betang.intake.actions import MEANWHILE, check, check_again, commit, discard, receive, undo, work_commit
from betang.intake.actions.keeping import forget_files
from betang.intake.models import Batch, BatchPart, BatchProblem, BatchState, Difference
from betang.intake.rules import StandsOn
from betang.people.models import Person, Unit
from betang.standards.models import Competency
from tests.intake.offices import (
    KATINGAN,
    SUKAMARA,
    TODAY,
    checked,
    committed,
    person,
    received,
    register,
    unit_list,
    written,
)

pytestmark = pytest.mark.usefixtures("governments")


def test_a_file_that_arrives_is_kept_with_its_fingerprint_and_waits_for_a_worker(tmp_path):
    batch = received(unit_list(tmp_path))
    assert (batch.state, batch.name, len(batch.fingerprint)) == (BatchState.RECEIVED, "unor.csv", 64)
    assert ProcrastinateJob.objects.get().args == {"batch_id": batch.pk}


def test_checking_says_what_would_be_new_and_changes_nothing(tmp_path):
    batch = checked(unit_list(tmp_path))
    assert (batch.state, batch.kind, batch.rows, batch.refused) == (BatchState.CHECKED, "units", 3, 0)
    assert batch.preview["units"] == {"new": 3, "changed": 0, "unchanged": 0, "missing": 0, "fields": {}}
    assert not Unit.objects.exists()


def test_what_was_said_yes_to_is_written_and_recorded_as_one_event(tmp_path):
    batch = committed(unit_list(tmp_path))
    assert batch.state == BatchState.COMMITTED
    assert set(Unit.objects.values_list("agency", "code")) == {(KATINGAN, code) for code in ("u1", "u2", "u3")}
    assert Unit.objects.get(code="u3").parent.code == "u2"
    assert AuditEvent.objects.filter(name="betang.intake.committed", agency_code=KATINGAN).count() == 1


def test_the_same_file_again_changes_nothing(tmp_path):
    committed(unit_list(tmp_path))
    again = checked(unit_list(tmp_path))
    assert again.preview["units"] | {"fields": {}} == {
        "new": 0,
        "changed": 0,
        "unchanged": 3,
        "missing": 0,
        "fields": {},
    }


def test_next_months_list_tells_new_changed_and_missing_units(tmp_path):
    committed(unit_list(tmp_path, ("u4", "Bidang Lama", "u2", "32", "Kepala Bidang Lama")))
    renamed = [("u5", "Bidang Baru", "u2", "32", "Kepala Bidang Baru")]
    later = unit_list(tmp_path, *renamed, name="unor2.csv")
    later.write_text(later.read_text().replace("u3;Sekretariat;", "u3;Sekretariat Dinas;"))
    batch = checked(later)
    assert batch.preview["units"] == {"new": 1, "changed": 1, "unchanged": 2, "missing": 1, "fields": {"name": 1}}


def test_refused_rows_wait_until_somebody_says_that_the_good_ones_may_go_in(tmp_path):
    committed(unit_list(tmp_path))
    batch = checked(register(tmp_path, person(1), person(2, unit="tidak ada")))
    with pytest.raises(NotAllowed):
        commit(batch_id=batch.pk, accept_good=False, accept_warnings=True, by=None)
    commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None)
    assert work_commit(batch_id=batch.pk, by=None).state == BatchState.COMMITTED
    assert Person.objects.get().source_key == "id1"
    problem = BatchProblem.objects.get(severity="refused")
    assert (problem.row, problem.column, problem.code, problem.value) == (3, "UNOR ID", "unknown_unit", "tidak ada")


def test_an_empty_cell_erases_nothing(tmp_path):
    committed(unit_list(tmp_path))
    committed(register(tmp_path, person(1)))
    without = list(person(1))
    without[12] = ""  # TMT JABATAN
    committed(register(tmp_path, without, name="lagi.csv"))
    assert Person.objects.get().job_since is not None


def test_a_person_is_known_again_by_the_nip_under_another_key(tmp_path):
    committed(unit_list(tmp_path))
    committed(register(tmp_path, person(1)))
    number = Person.objects.get().pk
    committed(register(tmp_path, ("kunci baru", *person(1)[1:]), name="lagi.csv"))
    assert (Person.objects.get().pk, Person.objects.get().source_key) == (number, "kunci baru")


def test_who_stands_in_another_register_is_refused_and_nothing_of_theirs_changes(tmp_path):
    committed(unit_list(tmp_path))
    committed(register(tmp_path, person(1)))
    committed(unit_list(tmp_path), agency=SUKAMARA)
    batch = checked(register(tmp_path, person(1), person(2)), agency=SUKAMARA)
    assert batch.counts["refused"] == {"in_other_agency": 1}
    assert Person.objects.get().agency_id == KATINGAN


def test_data_that_changed_since_the_preview_are_looked_at_again(tmp_path):
    first = checked(unit_list(tmp_path))
    committed(unit_list(tmp_path, name="lain.csv"))
    commit(batch_id=first.pk, accept_good=True, accept_warnings=True, by=None)
    first = work_commit(batch_id=first.pk, by=None)
    assert (first.state, first.problem) == (BatchState.RECEIVED, MEANWHILE)
    assert check(batch_id=first.pk, by=None).preview["units"]["unchanged"] == 3


def test_files_that_came_together_are_read_again_when_the_one_they_lean_on_is_in(tmp_path):
    units, people = receive(
        agency=KATINGAN,
        files=[(path.name, path) for path in (unit_list(tmp_path), register(tmp_path, person(1)))],
        received_on=TODAY,
        by=None,
    )
    assert check(batch_id=people.pk, by=None).refused == 1  # its unit is not there yet
    check(batch_id=units.pk, by=None)
    commit(batch_id=units.pk, accept_good=True, accept_warnings=True, by=None)
    work_commit(batch_id=units.pk, by=None)
    people.refresh_from_db()
    assert people.state == BatchState.RECEIVED
    assert check(batch_id=people.pk, by=None).refused == 0


def test_a_file_that_came_together_with_another_but_does_not_lean_on_it_stays_as_it_is(tmp_path):
    budget = written(tmp_path / "pagu.csv", ("No", "Uraian", "Pagu (Rp)"), [("1", "Pelatihan", "1.000.000")])
    money, units = receive(
        agency=KATINGAN, files=[("pagu.csv", budget), ("unor.csv", unit_list(tmp_path))], received_on=TODAY, by=None
    )
    for batch in (money, units):
        assert check(batch_id=batch.pk, by=None).state == BatchState.CHECKED
    commit(batch_id=units.pk, accept_good=True, accept_warnings=True, by=None)
    work_commit(batch_id=units.pk, by=None)
    money.refresh_from_db()
    assert money.state == BatchState.CHECKED


def test_another_government_importing_meanwhile_disturbs_nobody(tmp_path):
    mine = checked(unit_list(tmp_path))
    committed(unit_list(tmp_path), agency=SUKAMARA)
    commit(batch_id=mine.pk, accept_good=True, accept_warnings=True, by=None)
    assert work_commit(batch_id=mine.pk, by=None).state == BatchState.COMMITTED


def test_a_file_that_names_another_government_says_so_before_anything_is_stored(tmp_path):
    batch = checked(unit_list(tmp_path), agency=SUKAMARA)  # its first unit is Katingan
    assert batch.counts["warning"] == {"names_other_agency": 1}
    with pytest.raises(NotAllowed):
        commit(batch_id=batch.pk, accept_good=True, accept_warnings=False, by=None)
    assert checked(unit_list(tmp_path)).counts["warning"] == {}


def test_a_file_that_takes_too_long_is_stopped_and_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("betang.intake.actions.check"), "LONGEST", 0.0)
    batch = checked(register(tmp_path, *[person(number) for number in range(1100)]))
    assert (batch.state, batch.problem) == (BatchState.UNREADABLE, "too_slow")
    assert not Person.objects.exists()


def test_a_batch_that_was_walked_away_from_has_done_nothing(tmp_path):
    batch = discard(batch_id=checked(unit_list(tmp_path)).pk, by=None)
    assert batch.state == BatchState.DISCARDED
    assert not Unit.objects.exists()
    with pytest.raises(NotAllowed):
        commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None)


def test_a_second_click_on_commit_is_told_that_it_is_done_already(tmp_path):
    batch = committed(unit_list(tmp_path))
    with pytest.raises(NotAllowed):
        commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None)
    assert Unit.objects.count() == 3


def test_taking_back_puts_every_row_as_it_was(tmp_path):
    committed(unit_list(tmp_path))
    before = sorted(Unit.objects.values_list())
    later = unit_list(tmp_path, ("u5", "Bidang Baru", "u2", "32", "Kepala Bidang Baru"), name="unor2.csv")
    later.write_text(later.read_text().replace("u3;Sekretariat;", "u3;Sekretariat Dinas;"))
    batch = committed(later)
    assert undo(batch_id=batch.pk, by=None).state == BatchState.UNDONE
    assert sorted(Unit.objects.values_list()) == before


def test_what_later_rows_stand_on_is_not_taken_back(tmp_path):
    units = committed(unit_list(tmp_path))
    committed(register(tmp_path, person(1)))
    with pytest.raises(StandsOn) as refused:
        undo(batch_id=units.pk, by=None)
    assert refused.value.standing
    assert Unit.objects.count() == 3


def test_a_row_that_a_later_batch_changed_keeps_the_earlier_one_from_being_taken_back(tmp_path):
    first = committed(unit_list(tmp_path))
    later = unit_list(tmp_path, name="unor2.csv")
    later.write_text(later.read_text().replace("u3;Sekretariat;", "u3;Sekretariat Dinas;"))
    second = committed(later)
    with pytest.raises(StandsOn) as refused:
        undo(batch_id=first.pk, by=None)
    assert [(one.table, one.count, one.batch) for one in refused.value.standing] == [("units", 1, second.pk)]
    undo(batch_id=second.pk, by=None)
    assert undo(batch_id=first.pk, by=None).state == BatchState.UNDONE
    assert not Unit.objects.exists()


def test_a_batch_taken_back_can_be_read_and_written_again(tmp_path):
    batch = undo(batch_id=committed(unit_list(tmp_path)).pk, by=None)
    check_again(batch_id=batch.pk, by=None)
    check(batch_id=batch.pk, by=None)
    commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None)
    assert work_commit(batch_id=batch.pk, by=None).state == BatchState.COMMITTED
    assert Difference.objects.filter(batch=batch, table="units").count() == 3


def test_a_list_of_all_governments_is_not_one_governments_to_store(tmp_path):
    ani = create_user(username="ani", name="Ani", password="kata sandi panjang", by=None)
    add_member(user=ani, agency=Agency.objects.get(pk=KATINGAN), role="planner", starts_on=date(2020, 1, 1), by=None)
    path = written(tmp_path / "kamus.csv", ("kode", "nama", "jenis"), [("M.01", "Integritas", "Manajerial")])
    batch = checked(path)
    assert batch.kind == "competencies"
    with pytest.raises(NotAllowed):
        commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=ani)
    assert not Competency.objects.exists()


def test_what_is_past_its_time_is_let_go_and_no_longer_taken_back(tmp_path):
    batch = committed(unit_list(tmp_path))
    later = timezone.now() + timedelta(days=1)
    forget_files(ended=later, before=later.date(), by=None)
    assert not Difference.objects.exists()
    assert not BatchPart.objects.exists()
    with pytest.raises(NotAllowed):
        undo(batch_id=batch.pk, by=None)
    assert Unit.objects.count() == 3


def test_a_file_that_cannot_be_read_says_why_and_can_be_tried_as_another_kind(tmp_path):
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(b"%PDF-1.7 not a workbook")
    batch = checked(path)
    assert batch.state == BatchState.UNREADABLE
    assert batch.problem
    assert Batch.objects.get().rows == 0
