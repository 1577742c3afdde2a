"""Needs take their steps on a real database, behind the walls, one hand after another."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from betang.agencies.models import AuditEvent, TableRevision
from betang.agencies.rules import NotAllowed
from betang.agencies.scope import HOUSE, acting
from betang.agencies.viewers import scope_of
from betang.connect.folder.actions import load
from betang.needs import actions
from betang.needs.models import (
    Decision,
    DecisionKind,
    Demand,
    ItemKind,
    Need,
    NeedStep,
    Reminder,
    SentForms,
    Stage,
    Submission,
)
from betang.needs.queries.flow import years
from betang.needs.rules import Step
from tests.needs import flow_house
from tests.needs.flow_house import PDF, YEAR, being, deadline, grant, proposal, state, step, unit, user, viewer
from tests.small_house import write

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def house(db: None, tmp_path: Path) -> Path:
    """The small province for one test alone: real transactions end, and are not undone for the next."""
    folder = write(tmp_path / "house")
    load(folder=folder, by=None)
    return folder


@pytest.fixture(autouse=True)
def cast(house: Path) -> None:
    flow_house.settle()


def send(name: str, office: str = "U2", agency: str = "6711", **more: str) -> tuple[Submission, actions.Moved]:
    form = unit(office, agency).pk
    with being(name) as who:
        return actions.submit_office(agency=agency, office=form, by=who.user, **more)


def all_the_way(code: str = "N1") -> None:
    send("opik")
    step("ani", Step.VERIFY, code)
    step("pia", Step.VALIDATE, code)
    step("ani", Step.PLAN, code)


# ---------------------------------------------------------------- the whole way


def test_a_need_goes_from_an_office_to_a_decree_and_keeps_its_history() -> None:
    all_the_way()
    step("putra", Step.DECIDE, "N1")
    assert state("N1") == "decided"
    past = NeedStep.objects.filter(item="N1")
    assert [(one.step, one.by.username, one.before, one.after) for one in past] == [
        ("submit", "opik", "agreed", "submitted"),
        ("verify", "ani", "submitted", "verified"),
        ("validate", "pia", "verified", "validated"),
        ("plan", "ani", "validated", "planned"),
        ("decide", "putra", "planned", "decided"),
    ]
    need = Need.objects.get(pk="N1")
    assert (need.year, need.office_id, need.version) == (YEAR, unit("U2").pk, 6)
    assert need.submitted_by == user("opik")
    assert AuditEvent.objects.filter(name="betang.needs.step_taken").count() == 5


def test_an_event_of_the_trail_tells_counts_and_whose_needs_and_no_code() -> None:
    send("opik")
    event = AuditEvent.objects.get(name="betang.needs.step_taken")
    assert event.new == {"step": "submit", "items": 1, "states": {"agreed": 1}}
    assert event.people == [flow_house.person("a3").pk]


def test_a_returned_need_is_changed_agreed_again_and_sent_with_the_next_round() -> None:
    send("opik")
    step("ani", Step.RETURN, "N1", reason="Jelaskan kaitannya")
    assert (state("N1"), Need.objects.get(pk="N1").submitted_by) == ("returned", None)
    seen = Need.objects.get(pk="N1").version
    said = actions.Said("coaching", "Dibimbing kepala", "high", "Ulin", None, Need.objects.get(pk="N1").agreed_on)
    with being("opik") as who:
        actions.change_item(agency="6711", kind=ItemKind.NEED, key="N1", seen=seen, said=said, by=who.user)
    assert state("N1") == "agreed"
    sent, _ = send("opik")
    assert (sent.round, sent.needs) == (2, 1)
    assert Need.objects.get(pk="N1").way == "coaching"


def test_nobody_verifies_what_they_entered_or_sent() -> None:
    send("ani")
    assert step("ani", Step.VERIFY, "N1").left[0].why == (
        "Tangan Anda sudah ada pada butir ini; langkah ini harus oleh orang lain."
    )
    assert step("budi", Step.VERIFY, "N1").left == ()
    assert Need.objects.get(pk="N1").verified_by == user("budi")


def test_whoever_changed_it_last_does_not_verify_it() -> None:
    need = Need.objects.get(pk="N1")
    said = actions.Said(None, None, "low", None, None, need.agreed_on)
    with being("budi") as who:
        actions.change_item(agency="6711", kind=ItemKind.NEED, key="N1", seen=need.version, said=said, by=who.user)
    send("opik")
    assert step("budi", Step.VERIFY, "N1").moved == ()
    assert len(step("ani", Step.VERIFY, "N1").moved) == 1


def test_without_a_confirmed_target_nothing_is_validated() -> None:
    flow_house.TargetLink.objects.all().update(state="proposed", decided_by=None, decided_at=None)
    send("opik")
    step("ani", Step.VERIFY, "N1")
    assert "sasaran" in step("pia", Step.VALIDATE, "N1").left[0].why


def test_what_may_not_move_stays_and_the_others_go() -> None:
    send("opik")
    moved = step("ani", Step.VERIFY, "N1", "N2", "N3", "none")
    assert [key for _kind, key in moved.moved] == ["N1"]
    assert {one.key: one.why for one in moved.left} == {
        "N2": "Keadaannya rancangan; langkah ini tidak berlaku.",
        "N3": "Tidak ada di sini.",
        "none": "Tidak ada di sini.",
    }


# ---------------------------------------------------------------- walls


@pytest.mark.parametrize("name", ["citra", "dewi"])
def test_another_government_moves_nothing_and_sees_nothing(name: str) -> None:
    send("opik")
    assert step(name, Step.VERIFY, "N1").left[0].why == "Tidak ada di sini."
    with being(name):
        assert not Need.objects.filter(agency="6711").exists()
        assert not NeedStep.objects.exists()
        assert not Submission.objects.exists()


def test_an_officer_sends_only_the_forms_of_their_own_offices() -> None:
    with pytest.raises(NotAllowed, match="tidak ada di sini"):
        send("opik", "U1")
    with pytest.raises(NotAllowed, match="tidak ada di sini"):
        send("citra", "U2")
    assert send("olga", "U2")[0].needs == 1


@pytest.mark.parametrize("name", ["opik", "lia", "pia", "sari"])
def test_who_is_not_a_planner_verifies_nothing(name: str) -> None:
    send("opik")
    assert step(name, Step.VERIFY, "N1").moved == ()
    assert state("N1") == "submitted"


def test_bpsdm_works_for_a_small_office_by_grant_and_it_stands_on_record() -> None:
    send("ani")
    grant()
    assert len(step("dewi", Step.VERIFY, "N1").moved) == 1
    last = NeedStep.objects.filter(item="N1").last()
    assert last is not None
    assert (last.step, last.by.username, last.for_agency) == ("verify", "dewi", True)


# ---------------------------------------------------------------- at the same time


def at_once(*names: str) -> list[actions.Moved]:
    def verify(name: str) -> actions.Moved:
        try:
            with acting(HOUSE):
                who = viewer(name)
            with acting(scope_of(who)):
                return actions.move(step=Step.VERIFY, agency="6711", by=who.user, needs=["N1", "N2"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(names)) as pool:
        return list(pool.map(verify, names))


def test_two_who_verify_the_same_at_once_move_it_once() -> None:
    Need.objects.filter(pk="N2").update(agreed_on=TODAY)
    send("opik")
    send("olga", "U1")
    moved = [key for one in at_once("ani", "budi") for _kind, key in one.moved]
    assert Counter(moved) == {"N1": 1, "N2": 1}
    assert NeedStep.objects.filter(step="verify").count() == 2
    assert Demand.objects.filter(agency="6711").count() == 3  # DAR, M.01, the title that Olga sent


def test_a_second_click_moves_nothing_again() -> None:
    send("opik")
    moved = at_once("ani", "ani")
    assert sorted(len(one.moved) for one in moved) == [0, 1]
    assert AuditEvent.objects.filter(name="betang.needs.step_taken", new__step="verify").count() == 1


def test_the_second_who_changes_a_need_is_told_before_overwriting() -> None:
    need = Need.objects.get(pk="N1")
    said = actions.Said("coaching", None, None, None, None, need.agreed_on)
    for name in ("ani", "budi"):
        with being(name) as who:
            change = {"agency": "6711", "kind": ItemKind.NEED, "key": "N1", "seen": need.version, "by": who.user}
            if name == "ani":
                actions.change_item(said=said, **change)
            else:
                with pytest.raises(NotAllowed, match="baru saja diubah"):
                    actions.change_item(said=said, **change)
    assert Need.objects.get(pk="N1").entered_by == user("ani")


# ---------------------------------------------------------------- forms and what all may see


def test_a_form_goes_up_with_everything_agreed_on_it_and_nothing_else() -> None:
    sent, moved = send("olga", "U1")
    assert (sent.needs, sent.proposals, sent.round) == (0, 1, 1)
    assert moved.moved == ((ItemKind.PROPOSAL, str(proposal("Bimtek Aplikasi").pk)),)
    assert state("N2") == "draft"  # nobody has agreed to it yet


def test_nothing_to_send_is_an_answer() -> None:
    send("opik")
    sent, moved = send("opik", note="Nihil")
    assert (sent.needs, sent.proposals, sent.round, moved.moved) == (0, 0, 2, ())
    with being("citra"):
        assert SentForms.objects.get(agency="6711").sent == 1


def test_all_governments_see_how_far_one_is_and_never_which_office() -> None:
    deadline(Stage.SUBMIT, TODAY - timedelta(days=1))
    send("opik")
    step("ani", Step.REJECT, "N1", reason="Sudah dilatih")
    with being("citra"):
        seen = SentForms.objects.get(agency="6711")
        assert (seen.offices, seen.sent, seen.late, seen.states) == (2, 1, 1, {"rejected": 1})
        assert not Submission.objects.filter(agency="6711").exists()


def test_a_need_that_was_sent_counts_in_the_demand_and_one_sent_back_does_not() -> None:
    send("opik")
    with being("citra"):
        line = Demand.objects.get(agency="6711")
        assert (line.competency_id, line.people, line.states, line.linked) == ("M.01", 1, {"submitted": 1}, 1)
    step("ani", Step.RETURN, "N1", reason="Belum jelas")
    with being("citra"):
        assert not Demand.objects.filter(agency="6711").exists()


def test_a_person_with_two_needs_in_one_programme_is_one_head_urgent_when_one_of_them_is() -> None:
    a3 = flow_house.person("a3")
    for code, competency, priority in (("D1", "T.KES.01", "low"), ("D2", "M.01", "high")):
        Need.objects.create(
            code=code, agency_id="6711", person=a3, competency_id=competency, basis="dialogue", agreed_on=TODAY,
            learning_program_id="DAR", priority=priority,
        )  # fmt: skip
    send("opik")
    with being("citra"):
        line = Demand.objects.get(agency="6711", program="DAR")
        assert (line.people, line.high, line.linked, line.states) == (1, 1, 1, {"submitted": 1})


def test_no_need_is_lost_between_counts() -> None:
    before = Need.objects.count()
    all_the_way()
    assert sum(Counter(Need.objects.values_list("state", flat=True)).values()) == before


# ---------------------------------------------------------------- years, papers


def test_only_the_coordinator_opens_and_closes_a_year() -> None:
    for name in ("ani", "pia"):
        with being(name) as who, pytest.raises(NotAllowed):
            actions.close_year(year=YEAR, now=timezone.now(), by=who)
    with being("dewi") as who:
        actions.close_year(year=YEAR, now=timezone.now(), by=who)
    with pytest.raises(NotAllowed, match="tahun rencana"):
        send("opik")
    with being("dewi") as who:
        actions.open_year(year=YEAR + 1, by=who)
        with pytest.raises(NotAllowed, match="terbuka"):
            actions.open_year(year=YEAR + 2, by=who)


def test_a_government_sets_an_earlier_day_of_its_own_and_no_later_one() -> None:
    with being("dewi") as who:
        actions.set_deadline(year=YEAR, stage=Stage.VERIFY, agency=None, day=TODAY, by=who)
        with pytest.raises(NotAllowed):
            actions.set_deadline(year=YEAR, stage=Stage.VERIFY, agency="6711", day=TODAY, by=who)
    with being("ani") as who:
        early = TODAY - timedelta(days=3)
        actions.set_deadline(year=YEAR, stage=Stage.VERIFY, agency="6711", day=early, by=who)
        with pytest.raises(NotAllowed, match="paling lambat"):
            actions.set_deadline(year=YEAR, stage=Stage.VERIFY, agency="6711", day=TODAY + timedelta(days=1), by=who)
        with pytest.raises(NotAllowed):
            actions.set_deadline(year=YEAR, stage=Stage.VERIFY, agency=None, day=early, by=who)
    assert years.days_of(YEAR, "6711") == {Stage.VERIFY: early}
    assert years.days_of(YEAR, "6771") == {Stage.VERIFY: TODAY}


def paper(name: str = "ani", number: str = "800/1", kind: DecisionKind = DecisionKind.VALIDATION) -> Decision:
    with being(name) as who:
        said = actions.Paper(kind, YEAR, number, TODAY, "Pia Rekaan", "Sekretaris Daerah", PDF)
        return actions.record_paper(agency="6711", paper=said, on=TODAY, by=who)


def test_a_paper_signed_by_the_secretary_validates_by_a_planners_hand() -> None:
    send("opik")
    step("budi", Step.VERIFY, "N1")
    made = paper()
    assert step("ani", Step.VALIDATE, "N1").moved == ()
    assert len(step("ani", Step.VALIDATE, "N1", decision=made.pk).moved) == 1
    assert NeedStep.objects.get(step="validate").decision_id == made.pk
    with pytest.raises(NotAllowed, match="sudah tercatat"):
        paper("pia")


def test_the_paper_of_another_government_stands_in_for_nothing() -> None:
    made = paper()
    with pytest.raises(NotAllowed, match="tidak ada di sini"):
        step("citra", Step.VALIDATE, "N3", agency="6771", decision=made.pk)
    for name in ("opik", "lia", "citra"):
        with pytest.raises(NotAllowed):
            paper(name, "800/2")


def test_only_steps_that_give_a_need_up_make_figures_made_of_it_older() -> None:
    """A map counts what was agreed, however far it has come, but not what was rejected."""
    before = TableRevision.objects.get(table="needs", agency=None).revision
    send("opik")
    assert TableRevision.objects.get(table="needs", agency=None).revision == before
    step("ani", Step.REJECT, "N1", reason="Sudah dilatih")
    assert TableRevision.objects.get(table="needs", agency=None).revision > before


# ---------------------------------------------------------------- reminders


@pytest.fixture
def mails(settings) -> list:
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def test_who_has_something_open_is_reminded_once_of_each_notice(mails: list) -> None:
    day = TODAY + timedelta(days=7)
    deadline(Stage.SUBMIT, day, "6711")
    assert actions.remind(on=TODAY - timedelta(days=1), by=None) == 0
    assert actions.remind(on=TODAY, by=None) == 4
    assert {one.to[0] for one in mails} == {f"{name}@contoh.go.id" for name in ("ani", "budi", "olga", "opik")}
    assert actions.remind(on=TODAY, by=None) == 0
    send("opik")
    mails.clear()
    assert actions.remind(on=day, by=None) == 3  # Opik's office has sent its form
    assert actions.remind(on=day + timedelta(days=1), by=None) == 3
    assert Reminder.objects.filter(agency="6711").count() == 3


def test_a_reminder_speaks_both_languages_and_of_nobody(mails: list) -> None:
    deadline(Stage.SUBMIT, TODAY, "6711")
    actions.remind(on=TODAY, by=None)
    text = mails[0].body
    assert "Formulir perangkat daerah yang belum diajukan: 2" in text
    assert "/kebutuhan/" in text
    assert text.count("---") == 1
    assert "Gong" not in text


def test_nobody_is_reminded_of_what_is_done(mails: list) -> None:
    deadline(Stage.VERIFY, TODAY)
    assert actions.remind(on=TODAY, by=None) == 0
    send("opik")
    assert actions.remind(on=TODAY, by=None) == 2
    assert {one.to[0] for one in mails} == {"ani@contoh.go.id", "budi@contoh.go.id"}
