"""Users, memberships and who is asked: half-open periods, one answer for absent and forbidden, a trail of it all."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import LazySettings
from django.contrib.auth import authenticate
from django.http import Http404
from django.test import Client

from betang.agencies import queries, viewers
from betang.agencies.actions import add_member, audit, create_user, end_member, make_demo_accounts
from betang.agencies.models import Agency, AuditEvent, Member, Role, User
from betang.agencies.rules import NotAllowed, short_name
from betang.agencies.scope import Scope

DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def quick_hashes(settings: LazySettings) -> None:
    """Hashing is slow on purpose; what is tested here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def agencies(db: None) -> dict[str, Agency]:
    made = [
        Agency(code=code, name=name, short_name=name, kind=kind)
        for code, name, kind in (("6700", "Provinsi", "province"), ("6711", "Katingan", "regency"))
    ]
    return {agency.code: agency for agency in Agency.objects.bulk_create(made)}


@pytest.fixture
def ani(db: None) -> User:
    return create_user(username="ani", name="Ani", password="rahasia-sekali-7", by=None)


def test_a_user_signs_in_with_the_password_and_only_with_it(ani: User, client: Client) -> None:
    assert authenticate(username="ani", password="rahasia-sekali-7") == ani
    assert authenticate(username="ani", password="rahasia") is None
    assert "rahasia" not in ani.password
    assert client.login(username="ani", password="rahasia-sekali-7")


def test_a_user_without_a_password_cannot_sign_in(db: None) -> None:
    create_user(username="budi", name="Budi", password=None, by=None)
    assert authenticate(username="budi", password="") is None


def test_a_membership_holds_from_its_first_day_until_the_day_before_its_end(
    ani: User, agencies: dict[str, Agency]
) -> None:
    add_member(user=ani, agency=agencies["6711"], role="planner", starts_on=DAY, ends_on=date(2026, 8, 1), by=None)
    held = {
        day: queries.roles_in(ani, "6711", day) for day in (date(2026, 6, 30), DAY, date(2026, 7, 31), date(2026, 8, 1))
    }
    assert [bool(roles) for roles in held.values()] == [False, True, True, False]
    assert held[DAY] == {Role.PLANNER}
    member = Member.objects.get()
    assert [member.covers(day) for day in held] == [False, True, True, False]


def test_a_role_opens_its_own_agency_and_no_other(ani: User, agencies: dict[str, Agency]) -> None:
    add_member(user=ani, agency=agencies["6711"], role="planner", starts_on=DAY, by=None)
    asking = viewers.viewer(ani, on=DAY)
    assert viewers.get_own_government("6711", user=asking) == agencies["6711"]
    assert asking.agencies == ["6711"]
    assert asking.home == agencies["6711"]
    assert not asking.coordinates
    answers = []
    for code in ("6700", "9999"):
        with pytest.raises(queries.NotFound) as caught:
            viewers.get_own_government(code, user=asking)
        assert isinstance(caught.value, Http404)
        answers.append(str(caught.value))
    assert answers[0] == answers[1], "forbidden and absent sound the same"


def test_without_a_membership_nothing_is_open(ani: User, agencies: dict[str, Agency]) -> None:
    nobody = viewers.viewer(ani, on=DAY)
    assert (nobody.agencies, nobody.home) == ([], None)
    assert viewers.scope_of(nobody) == Scope("user", user=ani.pk)
    add_member(user=ani, agency=agencies["6711"], role="leader", starts_on=DAY, by=None)
    leader = viewers.scope_of(viewers.viewer(ani, on=DAY))
    assert (leader.figures, leader.people, leader.edit) == ({"6711"}, {"6711"}, frozenset())


def test_the_same_role_twice_at_a_time_is_refused(ani: User, agencies: dict[str, Agency]) -> None:
    place = {"user": ani, "agency": agencies["6711"], "role": "planner", "by": None}
    add_member(**place, starts_on=DAY, ends_on=date(2026, 8, 1))
    with pytest.raises(NotAllowed):
        add_member(**place, starts_on=date(2026, 7, 31))
    with pytest.raises(NotAllowed):
        add_member(**place, starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 2))
    add_member(**place, starts_on=date(2026, 8, 1))
    add_member(**place, starts_on=date(2026, 6, 1), ends_on=DAY)
    assert Member.objects.count() == 3


def test_a_role_that_does_not_exist_or_a_backward_period_is_refused(ani: User, agencies: dict[str, Agency]) -> None:
    with pytest.raises(NotAllowed, match="no role"):
        add_member(user=ani, agency=agencies["6711"], role="king", starts_on=DAY, by=None)
    with pytest.raises(NotAllowed):
        add_member(user=ani, agency=agencies["6711"], role="planner", starts_on=DAY, ends_on=DAY, by=None)
    assert not Member.objects.exists()


def test_ending_a_membership_ends_the_right_and_is_on_the_trail(ani: User, agencies: dict[str, Agency]) -> None:
    dewi = create_user(username="dewi", name="Dewi", password=None, by=None)
    member = add_member(user=ani, agency=agencies["6711"], role="planner", starts_on=DAY, by=dewi)
    end_member(member=member, ends_on=date(2026, 9, 1), by=dewi)
    assert queries.roles_in(ani, "6711", date(2026, 9, 1)) == frozenset()
    ended = AuditEvent.objects.get(name="betang.agencies.member_ended")
    assert (ended.by_username, ended.agency_code, ended.old, ended.new) == (
        "dewi",
        "6711",
        {"ends_on": None},
        {"ends_on": "2026-09-01"},
    )
    with pytest.raises(NotAllowed):
        end_member(member=member, ends_on=date(2026, 6, 30), by=dewi)


def test_the_demo_has_its_accounts_however_often_they_are_made(agencies: dict[str, Agency]) -> None:
    for password in ("pertama-12345", "kedua-123456"):
        users = make_demo_accounts(password=password, starts_on=date(2026, 1, 1), by=None)
    held = {u.username: {(m.role, m.agency_id) for m in queries.memberships(u, DAY)} for u in users}
    assert held == {
        "koordinator": {("coordinator", "6700")},
        "perencana": {("planner", "6711")},
        "pimpinan": {("leader", "6711")},
        "auditor": {("auditor", "6700")},
        # Of a government that is not there: they belong to the first one.
        "mura-bkpsdm": {("planner", "6700")},
        "mura-sekda": {("pyb", "6700")},
        "mura-bupati": {("ppk", "6700")},
        "mura-bapperida": {("target_keeper", "6700")},
    }
    assert authenticate(username="perencana", password="pertama-12345") is None
    assert authenticate(username="perencana", password="kedua-123456")


def test_an_audit_record_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(Exception, match="transaction"):
        audit.record(name="betang.test.done", by=None, on_kind="test")
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Pemerintah Kab. Katingan", "Katingan"),
        ("Pemerintah Kabupaten Kotawaringin Barat", "Kotawaringin Barat"),
        ("Pemerintah Kota Palangka Raya", "Kota Palangka Raya"),
        ("Pemerintah Provinsi Kalimantan Tengah", "Prov. Kalimantan Tengah"),
        ("Pemerintahan  Kab  Contoh 20", "Contoh 20"),
        ("Badan Kepegawaian Negara", "Badan Kepegawaian Negara"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short
