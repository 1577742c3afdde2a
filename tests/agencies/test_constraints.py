"""Keys and rules are kept by the database itself: every constraint refuses a row that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models import Model

from betang.agencies.actions import add_member, create_user
from betang.agencies.frames import Frame, Place
from betang.agencies.models import (
    Agency,
    AuditEvent,
    Grant,
    Installation,
    Invitation,
    Member,
    TableRevision,
    User,
)
from betang.agencies.wall import Wall
from betang.connect.folder.actions import load
from betang.core.tables import TABLES, Column, Kind
from betang.meeting.models import AgendaItem, Attendance, Meeting, Pulse, TitleAlias, TitleGroup, Voice
from betang.needs.actions import run_map
from betang.needs.frames import EVERY_FRAME
from betang.needs.models import (
    Deadline,
    Decision,
    Demand,
    DocumentTemplate,
    MapCell,
    MapRun,
    Need,
    NeedStep,
    NotTraining,
    Objection,
    PersonGap,
    PlanningYear,
    Proposal,
    PublishedRow,
    Reminder,
    SentForms,
    Submission,
)
from betang.people.models import Correction, Finding, GrantedPerson, Performance, Person, StaffBand, Unit
from betang.programs.models import Budget, Host, Obligation, Outcome, Program, Training, Travel
from betang.standards.models import Assessment, Competency, Standard
from betang.targets.models import Mission, Target, TargetLink, Vision
from tests.small_house import write

LATER = datetime(2099, 1, 1, tzinfo=UTC)
ROOMS = ("agencies", "people", "standards", "targets", "programs", "needs", "meeting")


@pytest.fixture
def world(db: None, tmp_path: Path) -> None:
    """Rows in every table."""
    load(folder=write(tmp_path / "house"), by=None)
    user = create_user(username="ani", name="Ani", password=None, by=None)
    agency = Agency.objects.get(pk="6711")
    for role in ("planner", "officer"):
        add_member(user=user, agency=agency, role=role, starts_on=date(2026, 1, 1), by=None)
    run_map(as_of=date(2027, 1, 1), by=None)
    other = Agency.objects.get(pk="6700")
    Invitation.objects.create(
        agency=agency, role="leader", name="Hulu", email="hulu@contoh.go.id", invited_by=user, expires_at=LATER
    )
    grant = Grant.objects.create(
        agency=agency, to_agency=other, kind="people", purpose="Kelas bersama", starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 1), granted_by=user,
    )  # fmt: skip
    GrantedPerson.objects.create(grant=grant, agency=agency, person=person("a2"))
    Correction.objects.create(
        agency=agency, person=person("a1"), subject="people", said="keliru", wanted="benar", asked_by=user
    )
    Finding.objects.create(agency=agency, person=person("a1"), code="no_email")
    on_their_way(agency, user)
    in_a_meeting(agency, user)


def in_a_meeting(agency: Agency, user: User) -> None:
    """A row in every table of coordination meetings and of titles that were made one."""
    meeting = Meeting.objects.create(year=2027, title="Rakor", day=date(2026, 12, 4), chair="Kepala")
    Pulse.objects.create(meeting=meeting)
    item = AgendaItem.objects.create(
        meeting=meeting, place=1, kind="class", title="Kelas bersama", subject="a", agency=agency, changed_by=user,
        changed_for=agency,
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(current=item)
    Voice.objects.create(item=item, agency=agency, stance="yes", said_by=user)
    Attendance.objects.create(
        meeting=meeting, agency=agency, name="Hulu", office="Kepala Badan", way="hall", entered_by=user
    )
    group = TitleGroup.objects.create(name="PKN", key="pkn", program_id="PKN", made_by=user)
    TitleAlias.objects.create(group=group, spelled="Diklat PIM", key="diklat pim", made_by=user)


def on_their_way(agency: Agency, user: User) -> None:
    """A row in every table of promises and of the way of needs."""
    vision = Vision.objects.create(agency=agency, document="RPJMD", text="Maju", first_year=2025, last_year=2029)
    Mission.objects.create(agency=agency, vision=vision, number=1, text="Sehat")
    year = PlanningYear.objects.create(year=2027)
    Deadline.objects.create(year=year, stage="submit", day=date(2027, 3, 1))
    Decision.objects.create(
        agency=agency, year=2027, kind="decree", number="800/1", decided_on=date(2027, 5, 1), signed_by="Pia",
        post="Bupati", scan=b"%PDF-", recorded_by=user,
    )  # fmt: skip
    Submission.objects.create(agency=agency, office=unit("6711", "U2"), year=2027, round=1, needs=1, proposals=0)
    NeedStep.objects.create(agency=agency, kind="need", item="N1", step="submit", before="agreed", after="submitted")
    Objection.objects.create(agency=agency, person=person("a3"), item="N1", text="Saya sudah mampu", made_by=user)
    Reminder.objects.create(agency=agency, year=2027, stage="submit", days=7)
    Demand.objects.create(agency=agency, year=2027, kind="title", title="Gizi", offices=1, high=0, linked=0, states={})
    SentForms.objects.create(agency=agency, year=2027, offices=2, sent=1, late=0, states={})
    NotTraining.objects.create(
        agency=agency, person=person("a3"), cause="tools", reason="Tanpa komputer", said_on=date(2026, 9, 1)
    )
    DocumentTemplate.objects.create(agency=agency, kind="f1", content=b"docx", name="f1.docx")


def broken_by(write_badly: Callable[[], object]) -> str:
    """The constraint that refuses the write, also one that waits for the end of the transaction."""
    with pytest.raises(IntegrityError) as caught:
        _write_whole(write_badly)
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    return str(cause.diag.constraint_name)


@transaction.atomic
def _write_whole(write_badly: Callable[[], object]) -> None:
    write_badly()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def copy_of(row: Model, **changed: Any) -> Model:
    """A new row like `row`."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.fields if not isinstance(f, models.BigAutoField)}
    return type(row)(**{**values, **changed})


def other(row: Model, **changed: Any) -> Callable[[], object]:
    return lambda: copy_of(row, **changed).save(force_insert=True)


# ---------------------------------------------------------------- domains of the dictionary, one case a column


def bad_values(column: Column) -> Iterator[object]:
    if column.choices:
        yield "elsewhere"
    elif column.kind in (Kind.ID, Kind.TEXT):
        yield ""
    else:
        if column.low is not None:
            yield column.low if column.low_open else column.low - 1
        if column.high is not None:
            yield column.high + 1
        if column.places is not None:
            yield "0.00001" if column.high is not None else "1.00001"


def domain_cases() -> Iterator[tuple[Frame, Place, object]]:
    for frame in EVERY_FRAME:
        for place in frame.places:
            field: Any = frame.model._meta.get_field(frame.fields.get(place.name, place.name))
            if not field.is_relation and place.stands_in != "id":
                yield from ((frame, place, value) for value in bad_values(place.column))


def test_a_value_outside_its_domain_is_refused(world: None, subtests: pytest.Subtests) -> None:
    for frame, place, value in domain_cases():
        with subtests.test(f"{frame.name}.{place.name} = {value!r}"):
            filled = frame.model._default_manager.exclude(**{place.stands_in: None})
            write_badly = change(filled[0], **{place.stands_in: value})
            assert broken_by(write_badly) == f"{frame.name}_{place.name}_domain"


# ---------------------------------------------------------------- every other constraint, one case each


def first(model: type[Model]) -> Any:
    return model._default_manager.order_by("pk")[0]


def change(what: Any, **values: Any) -> Callable[[], object]:
    """Change one row (of a model: its first) past everything but the database."""
    row = first(what) if isinstance(what, type) else what
    return lambda: type(row)._default_manager.filter(pk=row.pk).update(**values)


def ended_member() -> Member:
    member = Member.objects.get(role="officer")
    Member.objects.filter(pk=member.pk).update(ends_on=date(2026, 6, 1))
    return Member.objects.get(pk=member.pk)


def unit(agency: str, code: str) -> Unit:
    return Unit.objects.get(agency=agency, code=code)


def person(key: str) -> Person:
    return Person.objects.get(source_key=key)


def change_later(model: type[Model], **values: Any) -> Callable[[], object]:
    """The same, of a row that stands in the world only when it is asked for."""
    return change(first(model), **values)


def promised() -> TargetLink:
    """A link that says all a promise has to."""
    link = TargetLink.objects.get(unit=None)
    TargetLink.objects.filter(pk=link.pk).update(
        contribution="Kader", expected_change="Turun", owner="Dinas", review_on=date(2027, 1, 1)
    )
    return link


SHOWN = {
    "required": 100, "known": 60, "expired": 10, "unknown": 30, "short": 20, "trained": 5, "agreed": 0,
    "held_sum": 150, "required_known_sum": 180, "on_default": 5, "hidden": [],
}  # fmt: skip
"""The figures of a published row that hides nothing."""

CASES: dict[str, Callable[[], Callable[[], object]]] = {
    # who is who
    "agencies_short_name_domain": lambda: change(Agency, short_name=""),
    "agencies_tile_paired": lambda: change(Agency, tile_x=1, tile_y=None),
    "users_username_domain": lambda: change(User, username=""),
    "users_name_domain": lambda: change(User, name=""),
    "members_role_domain": lambda: change(Member, role="king"),
    "members_period": lambda: change(Member, ends_on=date(2025, 12, 31)),
    "members_key": lambda: other(ended_member()),
    "members_one_open": lambda: other(Member.objects.get(role="planner"), starts_on=date(2026, 2, 1)),
    "members_support_ends": lambda: change(Member, role="support"),
    "invitations_role_domain": lambda: change(Invitation, role="king"),
    "invitations_addressee": lambda: change(Invitation, email=""),
    "invitations_one_end": lambda: change(Invitation, accepted_at=LATER),
    "grants_kind_domain": lambda: change(Grant, kind="everything"),
    "grants_purpose_domain": lambda: change(Grant, purpose=""),
    "grants_period": lambda: change(Grant, ends_on=date(2026, 1, 1)),
    "grants_between_two": lambda: change(Grant, to_agency="6711"),
    "grants_withdrawal_paired": lambda: change(Grant, withdrawn_at=LATER),
    "grants_id_agency": lambda: other(first(Grant), pk=first(Grant).pk),
    "granted_people_key": lambda: other(first(GrantedPerson)),
    "granted_people_grant_key": lambda: change(GrantedPerson, agency_id="6771"),
    "corrections_says_something": lambda: change(Correction, said=""),
    "corrections_answered": lambda: change(Correction, state="accepted"),
    "findings_says_something": lambda: change(Finding, code=""),
    "findings_key": lambda: other(first(Finding)),
    "findings_person_key": lambda: change(Finding, agency_id="6771"),
    "staff_bands_key": lambda: other(first(StaffBand)),
    "staff_bands_no_few": lambda: change(StaffBand, people=7),
    "staff_bands_tiers_are_many": lambda: change(StaffBand, tier="jf_muda"),
    "corrections_person_key": lambda: change(Correction, agency_id="6771"),
    "audit_name_domain": lambda: other(first(AuditEvent), name="loaded"),
    "audit_by_paired": lambda: other(first(AuditEvent), by_id=7, by_username=None),
    "table_revisions_key": lambda: other(TableRevision.objects.get(table="jobs")),
    "table_revisions_revision_domain": lambda: change(TableRevision, revision=0),
    "installation_is_one": lambda: lambda: Installation(pk=2).save(force_insert=True),
    # the register
    "units_key": lambda: other(first(Unit)),
    "units_id_agency": lambda: other(first(Unit), pk=first(Unit).pk, code="X"),
    "units_parent_key": lambda: change(unit("6771", "U1"), parent=unit("6711", "U2")),
    "units_parent_not_self": lambda: change(unit("6711", "U2"), parent=unit("6711", "U2")),
    "people_person_domain": lambda: change(Person, source_key=""),
    "people_nip_key": lambda: other(person("a1"), source_key="new"),
    "people_source_key": lambda: other(person("a1"), nip=None),
    "people_id_agency": lambda: other(person("a1"), pk=person("a1").pk, nip=None, source_key="new"),
    "people_unit_key": lambda: change(person("b1"), unit=unit("6711", "U2")),
    "performance_key": lambda: other(first(Performance)),
    "performance_person_key": lambda: other(first(Performance), year=1999, agency_id="6700"),
    # standards and evidence
    "standards_key": lambda: other(Standard.objects.get(agency=None, tier="pelaksana")),
    "standards_one_of_1": lambda: other(Standard.objects.get(job="J2"), tier="pelaksana"),
    "assessments_person_key": lambda: other(first(Assessment), person_id=0),
    "assessments_competency_key": lambda: other(first(Assessment), competency_id="X.1"),
    # targets
    "targets_agency_code": lambda: other(first(Target)),
    "targets_unit_key": lambda: change(Target.objects.get(pk="Y1"), unit=unit("6711", "U2")),
    "target_links_key": lambda: other(TargetLink.objects.get(unit=None)),
    "target_links_target_key": lambda: change(TargetLink.objects.get(unit=None), agency_id="6771"),
    "target_links_unit_key": lambda: change(TargetLink.objects.get(target="Y1"), unit=unit("6711", "U1")),
    "targets_mission_key": lambda: change(Target.objects.get(pk="Y1"), mission=first(Mission)),
    "target_links_state_domain": lambda: change(TargetLink.objects.get(unit=None), state="guessed"),
    "target_links_say_something": lambda: change(TargetLink.objects.get(unit=None), owner=""),
    "target_links_decided_as_they_say": lambda: change(TargetLink.objects.get(unit=None), state="confirmed"),
    "target_links_by_two": lambda: change(
        promised(), state="confirmed", decided_at=LATER, proposed_by=first(User), decided_by=first(User)
    ),
    "visions_say_something": lambda: change(Vision, text=""),
    "visions_years_domain": lambda: change(Vision, last_year=2024),
    "visions_key": lambda: other(first(Vision)),
    "visions_id_agency": lambda: other(first(Vision), pk=first(Vision).pk, document="RPJPD"),
    "missions_say_something": lambda: change(Mission, number=0),
    "missions_key": lambda: other(first(Mission)),
    "missions_id_agency": lambda: other(first(Mission), pk=first(Mission).pk, number=2),
    "missions_vision_key": lambda: change(Mission, agency_id="6771"),
    # the catalogue
    "programs_class_sizes": lambda: change(Program.objects.get(pk="PKN"), class_min=31),
    "outcomes_key": lambda: other(first(Outcome)),
    "hosts_key": lambda: other(first(Host)),
    "budgets_key": lambda: other(first(Budget)),
    "travel_key": lambda: other(first(Travel)),
    "training_history_person_key": lambda: other(first(Training), person_id=0),
    "obligations_key": lambda: other(first(Obligation)),
    "obligations_person_key": lambda: change(first(Obligation), agency_id="6700"),
    # needs and the map
    "needs_one_of_1": lambda: change(Need.objects.get(pk="N1"), program_id="PKN", people=3),
    "needs_target_key": lambda: change(Need.objects.get(pk="N3"), target_id="K1"),
    "needs_unit_key": lambda: change(Need.objects.get(pk="N3"), unit=unit("6711", "U2")),
    "proposals_unit_key": lambda: change(Proposal.objects.get(agency="6771"), unit=unit("6711", "U1")),
    "needs_number_key": lambda: change(Need.objects.get(pk="N1"), number=Need.objects.get(pk="N2").number),
    "needs_moves_on_when_agreed": lambda: change(Need.objects.get(pk="N2"), state="submitted", year=2027),
    **{
        f"{table}_{name}": partial(change_later, model, **broken)
        for table, model in (("needs", Need), ("proposals", Proposal))
        for name, broken in {
            "state_domain": {"state": "lost", "year": 2027},
            "way_domain": {"way": "osmosis"},
            "priority_domain": {"priority": "highest"},
            "sent_for_a_year": {"state": "submitted"},
        }.items()
    },
    "not_training_cause_domain": lambda: change(NotTraining, cause="moon"),
    "not_training_says_why": lambda: change(NotTraining, reason=""),
    "not_training_key": lambda: other(first(NotTraining)),
    "planning_years_domain": lambda: change(PlanningYear, year=1999),
    "planning_years_one_open": lambda: other(first(PlanningYear), year=2028),
    "deadlines_stage_domain": lambda: change(Deadline, stage="someday"),
    "deadlines_key": lambda: other(first(Deadline)),
    "decisions_kind_domain": lambda: change(Decision, kind="rumour"),
    "decisions_say_who_and_what": lambda: change(Decision, number=""),
    "decisions_key": lambda: other(first(Decision)),
    "submissions_key": lambda: other(first(Submission)),
    "need_steps_lead_somewhere": lambda: other(first(NeedStep), after="agreed"),
    "objections_say_something": lambda: change(Objection, text=""),
    "objections_answered_whole": lambda: change(Objection, answer="Ya"),
    "objections_one_open": lambda: other(first(Objection)),
    "reminders_key": lambda: other(first(Reminder)),
    "demand_kind_domain": lambda: change(Demand, kind="wish"),
    "demand_asks_for_something": lambda: change(Demand, title=None),
    "sent_forms_key": lambda: other(first(SentForms)),
    "sent_forms_add_up": lambda: change(SentForms, sent=3),
    "document_templates_say_what": lambda: change(DocumentTemplate, name=""),
    "document_templates_one_in_use": lambda: other(first(DocumentTemplate)),
    "meetings_state_domain": lambda: change(Meeting, state="lost"),
    "meetings_filled": lambda: change(Meeting, chair=""),
    "meetings_unknown_is_null": lambda: change(Meeting, place=""),
    "meetings_year_domain": lambda: change(Meeting, year=1999),
    "meetings_closed_paired": lambda: change(Meeting, closed_at=LATER),
    "pulses_version_domain": lambda: change(Pulse, version=0),
    "agenda_items_kind_domain": lambda: change(AgendaItem, kind="song"),
    "agenda_items_state_domain": lambda: change(AgendaItem, state="lost"),
    "agenda_items_title_filled": lambda: change(AgendaItem, title=""),
    "agenda_items_unknown_is_null": lambda: change(AgendaItem, who=""),
    "agenda_items_open_has_reason": lambda: change(AgendaItem, state="left_open"),
    "agenda_items_version_domain": lambda: change(AgendaItem, version=0),
    "agenda_items_subject_once": lambda: other(first(AgendaItem), key=uuid4()),
    "voices_key": lambda: other(first(Voice)),
    "voices_stance_domain": lambda: change(Voice, stance="perhaps"),
    "voices_not_yet_has_reason": lambda: change(Voice, stance="not_yet"),
    "attendances_key": lambda: other(first(Attendance)),
    "attendances_filled": lambda: change(Attendance, name=""),
    "attendances_way_domain": lambda: change(Attendance, way="telepathy"),
    "title_groups_filled": lambda: change(TitleGroup, name=""),
    "title_groups_parted_lets_go": lambda: change(TitleGroup, ended_at=LATER),
    "title_groups_key": lambda: other(first(TitleGroup), program_id=None),
    "title_groups_program_once": lambda: other(first(TitleGroup), key="other"),
    "title_aliases_filled": lambda: change(TitleAlias, spelled=""),
    "title_aliases_key": lambda: other(first(TitleAlias)),
    "map_runs_state_domain": lambda: change(MapRun, state="lost", published_at=None),
    "map_runs_step_domain": lambda: change(MapRun, step="thinking"),
    "map_runs_times": lambda: change(MapRun, finished_at=None),
    "map_runs_problem_only_failed": lambda: change(MapRun, problem="ValueError"),
    "map_runs_published_is_done": lambda: change(MapRun, next_job=True),
    "map_cells_adds_up": lambda: change(first(MapCell), required=999),
    "map_cells_short": lambda: change(first(MapCell), short=999),
    "map_cells_unknown_is_null": lambda: change(MapCell.objects.filter(known=0)[0], fulfilment=0),
    "published_rows_hidden_or_known": lambda: other(first(PublishedRow), agency_id="6712", **SHOWN | {"agreed": None}),
    "published_rows_no_few": lambda: other(first(PublishedRow), agency_id="6712", **SHOWN | {"short": 4}),
    "published_rows_hides_what_follows": lambda: other(
        first(PublishedRow), agency_id="6712", **SHOWN | {"short": None, "hidden": ["short"]}
    ),
    "published_rows_adds_up": lambda: other(first(PublishedRow), agency_id="6712", **SHOWN | {"unknown": 31}),
    "published_rows_place_of_shown": lambda: change(PublishedRow, place=1),
    "person_gaps_state_domain": lambda: change(first(PersonGap), state="guessed"),
    "person_gaps_unknown_is_null": lambda: change(PersonGap.objects.exclude(state="known")[0], held=0),
}


SPEAKS_FIRST = {
    "demand_kind_domain": "demand_asks_for_something",
    "target_links_state_domain": "target_links_decided_as_they_say",
    "voices_stance_domain": "voices_not_yet_has_reason",
}
"""Domains of which another constraint of the table lists every value, too."""


def test_every_other_constraint_refuses_what_breaks_it(world: None, subtests: pytest.Subtests) -> None:
    for name, prepare in CASES.items():
        with subtests.test(name):
            broken = broken_by(prepare())
            # Where one row breaks two rules the table's own key may speak first.
            assert broken in {name, SPEAKS_FIRST.get(name)} or (
                name.endswith(("_id_agency", "_agency_code")) and broken.endswith("_pkey")
            )


def test_no_constraint_goes_without_a_case() -> None:
    ours = {
        c.name
        for room in ROOMS
        for m in apps.get_app_config(room).get_models()
        for c in m._meta.constraints
        if not isinstance(c, Wall)  # who may see a row is asked in tests/walls
    }
    assert ours - {f"{frame.name}_{place.name}_domain" for frame, place, _ in domain_cases()} == set(CASES)


def test_required_columns_are_not_null() -> None:
    for frame in EVERY_FRAME:
        null = {f.column for f in frame.model._meta.fields if f.null}
        for place in frame.places:
            assert (place.stands_in in null) != place.column.required, f"{frame.name}.{place.name}"


def test_every_column_of_the_dictionary_stands_in_the_database() -> None:
    assert {frame.name: tuple(place.name for place in frame.places) for frame in EVERY_FRAME} == {
        name: table.names for name, table in TABLES.items()
    }


def test_choices_of_models_are_those_of_the_dictionary() -> None:
    for frame in EVERY_FRAME:
        for place in frame.places:
            field: Any = frame.model._meta.get_field(frame.fields.get(place.name, place.name))
            if place.column.choices:
                assert tuple(value for value, _ in field.choices) == place.column.choices


# ---------------------------------------------------------------- references, both ends


def references() -> Iterator[tuple[type[Model], Any]]:
    """Every foreign key the database keeps; the map's own tables point at history on purpose."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.fields:
                if field.is_relation and field.remote_field.on_delete is not models.DO_NOTHING:
                    yield model, field


def test_no_row_refers_to_a_row_that_is_not_there(world: None, subtests: pytest.Subtests) -> None:
    for model, field in references():
        with subtests.test(f"{model._meta.label}.{field.name}"):
            absent = -1 if isinstance(field.target_field, models.IntegerField) else "absent"
            row = model._default_manager.exclude(**{field.name: None}).first() or model._default_manager.first()
            if row is None or model is PersonGap:  # no area is loaded here; gaps are checked by their trigger below
                continue
            assert broken_by(change(row, **{field.attname: absent}))


def test_no_row_goes_while_another_refers_to_it(world: None, subtests: pytest.Subtests) -> None:
    for model, field in references():
        row = model._default_manager.exclude(**{field.name: None}).first()
        if row is None or model is PersonGap:  # nobody asked for the run, no agency has counters of its own here
            continue
        with subtests.test(f"{model._meta.label}.{field.name}"):
            target = getattr(row, field.name)
            rows = type(target)._default_manager.filter(pk=target.pk)
            assert broken_by(lambda rows=rows: rows._raw_delete("default"))


def test_a_code_that_is_referred_to_cannot_change(world: None) -> None:
    TargetLink.objects.all()._raw_delete("default")
    Need.objects.all()._raw_delete("default")
    Outcome.objects.all()._raw_delete("default")
    Standard.objects.all()._raw_delete("default")
    assert broken_by(change(Competency.objects.get(pk="T.KES.01"), code="T.KES.99")) == "assessments_competency_key"


def test_evidence_moves_with_its_person(world: None) -> None:
    mover = person("a2")
    Person.objects.filter(pk=mover.pk).update(agency="6771", unit=unit("6771", "U1"))
    assert set(Assessment.objects.filter(person=mover).values_list("agency", flat=True)) == {"6771"}
    assert set(Training.objects.filter(person=mover).values_list("agency", flat=True)) == {"6771"}


def test_gaps_leave_with_their_person(world: None) -> None:
    leaver = person("p1")
    assert PersonGap.objects.filter(person=leaver).exists()
    Person.objects.filter(pk=leaver.pk)._raw_delete("default")
    assert not PersonGap.objects.filter(person_id=leaver.pk).exists()


@pytest.mark.parametrize("rewrite", ["delete", "update"])
def test_the_trail_cannot_be_rewritten(world: None, rewrite: str) -> None:
    """The role of the pages may not try; tests/walls asks the owner, too."""
    events = AuditEvent.objects.all()
    with pytest.raises(ProgrammingError, match="permission denied"):
        _write_whole(events.delete if rewrite == "delete" else lambda: events.update(note="nothing happened"))


def test_forms_see_a_pair_key_too(world: None) -> None:
    """`full_clean` of a model says what the database would."""
    stranger = person("b1")
    stranger.unit = unit("6711", "U2")
    with pytest.raises(ValidationError):
        stranger.validate_constraints()
    stranger.unit = unit("6771", "U1")
    stranger.validate_constraints()
