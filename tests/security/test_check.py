"""`betang check` lists what an operator left open, each in a sentence that says what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import Agency, Invitation, Member, Role, User
from betang.config import findings
from tests.second_factor import armed
from tests.walls.conftest import House

DAY, NOW = date(2027, 1, 1), datetime(2027, 1, 1, tzinfo=UTC)


def said() -> str:
    return " ".join(findings._people(DAY, NOW))


@pytest.fixture
def looked_after(house: House) -> None:
    """Every government has a planner with a second step; nothing else is open."""
    User.objects.filter(username="auditor").update(username="wira")  # a name of the demo
    Member.objects.filter(role=Role.SUPPORT).update(ends_on=DAY)
    Invitation.objects.update(accepted_at=None, expires_at="2099-01-01T00:00:00Z")


def test_nothing_is_said_of_a_house_that_is_looked_after(looked_after: None) -> None:
    assert said() == ""


def test_a_government_without_a_planner_is_named(looked_after: None) -> None:
    Member.objects.filter(agency="6771", role=Role.PLANNER).update(ends_on=DAY)
    assert "No planner looks after 6771: the coordinator invites one" in said()


def test_a_province_without_a_coordinator_is_told_how_to_get_one(looked_after: None) -> None:
    Member.objects.filter(role=Role.COORDINATOR).update(ends_on=DAY)
    assert "`betang invite` the coordinator" in said()


def test_technical_support_that_may_still_look_in_is_named(looked_after: None) -> None:
    Member.objects.filter(role=Role.SUPPORT).update(ends_on=date(2027, 1, 8))
    assert "Technical support may look into 6711 until before 2027-01-08" in said()


def test_members_without_the_second_step_they_need_are_counted_and_not_named(looked_after: None) -> None:
    user = create_user(username="fajar", name="Fajar Rekaan", password=None, by=None)
    add_member(user=user, agency=Agency.objects.get(pk="6711"), role=Role.AUDITOR, starts_on=DAY, by=None)
    assert "1 member(s) who need a second step" in said()
    assert "ajar" not in said()
    armed(user)
    assert said() == ""


def test_invitations_that_ran_out_are_named(looked_after: None) -> None:
    Invitation.objects.update(expires_at="2026-12-31T00:00:00Z")
    assert "Invitations ran out unanswered in 6771" in said()


def test_a_session_that_stays_open_too_long_is_named(settings) -> None:
    settings.IDLE_MINUTES = 61
    assert "set BETANG_IDLE_MINUTES to 60 or less" in " ".join(findings._settings())
    settings.IDLE_MINUTES = 60
    assert "BETANG_IDLE_MINUTES" not in " ".join(findings._settings())


@pytest.mark.parametrize(("mode", "open_to_others"), [(0o700, False), (0o710, False), (0o755, True), (0o770, True)])
def test_a_home_that_others_can_read_is_named(tmp_path: Path, settings, mode: int, open_to_others: bool) -> None:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    settings.HOME.chmod(mode)
    assert ("chmod go-rwx" in " ".join(findings._disk())) == open_to_others
