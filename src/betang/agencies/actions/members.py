"""Users and their memberships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db import transaction
from django.db.models import Q

from betang.agencies import rules
from betang.agencies.actions.audit import record_on
from betang.agencies.models import Agency, Member, Role, User
from betang.agencies.queries import roles_of


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo; all share one password, shown on the sign-in page in demo mode only, by `where`."""

    username: str
    name: str
    role: Role
    agency: str
    where: str


DEMO_ACCOUNTS = (
    DemoAccount("koordinator", "Dewi (BPSDM Provinsi, rekaan)", Role.COORDINATOR, "6700", "Provinsi"),
    DemoAccount("auditor", "Citra (Inspektorat Provinsi, rekaan)", Role.AUDITOR, "6700", "Provinsi"),
    DemoAccount("perencana", "Ani (BKPSDM Katingan, rekaan)", Role.PLANNER, "6711", "Katingan"),
    DemoAccount("pimpinan", "Budi (Pimpinan Katingan, rekaan)", Role.LEADER, "6711", "Katingan"),
    DemoAccount("opd", "Eka (Perangkat daerah Katingan, rekaan)", Role.OFFICER, "6711", "Katingan"),
    DemoAccount("atasan", "Fitri (Atasan di Katingan, rekaan)", Role.SUPERVISOR, "6711", "Katingan"),
    DemoAccount("pegawai", "Gita (Pegawai Katingan, rekaan)", Role.EMPLOYEE, "6711", "Katingan"),
    DemoAccount("mura-opd", "Hana (Perangkat daerah Murung Raya, rekaan)", Role.OFFICER, "6710", "Murung Raya"),
    DemoAccount("mura-bkpsdm", "Iwan (BKPSDM Murung Raya, rekaan)", Role.PLANNER, "6710", "Murung Raya"),
    DemoAccount("mura-sekda", "Jati (Sekretaris Daerah Murung Raya, rekaan)", Role.PYB, "6710", "Murung Raya"),
    DemoAccount("mura-bupati", "Kartini (Bupati Murung Raya, rekaan)", Role.PPK, "6710", "Murung Raya"),
    DemoAccount("mura-bapperida", "Lina (Bapperida Murung Raya, rekaan)", Role.TARGET_KEEPER, "6710", "Murung Raya"),
)
PLACED = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.EMPLOYEE})
"""Roles that are about an office or a record."""


@dataclass(frozen=True, slots=True)
class Place:
    """Our numbers of the office, or of the person in the register, that a membership is about."""

    unit: int | None = None
    person: int | None = None


@transaction.atomic
def create_user(
    *,
    username: str,
    name: str,
    password: str | None,
    email: str | None = None,
    own: bool = False,
    by: User | None,
) -> User:
    """A new user without any membership. Without a password nobody can sign in with one.

    `own`: they make the account themselves, so the trail says that it was them.
    """
    user = User(username=username, name=name, email=email)
    user.set_password(password)
    user.save()
    record_on(name="betang.agencies.user_created", by=user if own else by, row=user, new={"username": username})
    return user


@transaction.atomic
def add_member(
    *,
    user: User,
    agency: Agency,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    unit: int | None = None,
    person: int | None = None,
    reason: str = "",
    by: User | None,
) -> Member:
    """Give `user` a role in `agency` from `starts_on` until the day before `ends_on`. Raises `NotAllowed`.

    `unit` and `person` are our numbers of the office or the record that the role is about. Whether `by` may is settled
    before: by the invitation, or at the command line.
    """
    rules.check_period(starts_on=starts_on, ends_on=ends_on)
    others = Member.objects.select_for_update().filter(user=user, agency=agency, role=role)
    rules.check_free(role=role, starts_on=starts_on, ends_on=ends_on, others=others)
    member = Member.objects.create(
        user=user,
        agency=agency,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        unit_number=unit,
        person_number=person,
        reason=reason,
    )
    new = {"user": user.pk, "role": role, "starts_on": str(starts_on), "ends_on": ends_on and str(ends_on)}
    new |= {} if unit is None else {"unit": unit}
    people = [] if person is None else [person]
    record_on(
        name="betang.agencies.member_added", by=by, row=member, agency=agency, new=new, note=reason, people=people
    )
    return member


@transaction.atomic
def end_member(*, member: Member, ends_on: date, by: User | None) -> Member:
    """End a membership: `ends_on` is the first day on which it no longer holds. Raises `NotAllowed`."""
    rules.check_end_day(starts_on=member.starts_on, ends_on=ends_on)
    was, member.ends_on = member.ends_on, ends_on
    member.save(update_fields=["ends_on"])
    record_on(
        name="betang.agencies.member_ended",
        by=by,
        row=member,
        agency=member.agency_id,
        old={"ends_on": was and str(was)},
        new={"ends_on": str(ends_on)},
    )
    return member


@transaction.atomic
def dismiss_member(*, member: Member, on: date, by: User | None) -> Member:
    """End the membership today, as far as it is for `by` to end. Raises `NotAllowed`."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    planners = Member.objects.filter(agency=member.agency_id, role=Role.PLANNER, starts_on__lte=on)
    standing = planners.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).exclude(user=member.user_id)
    others = standing.values("user").distinct().count()
    rules.check_end(roles=roles_of(by, on), by=by.pk if by else None, member=member, on=on, others=others)
    return end_member(member=member, ends_on=max(on, member.starts_on), by=by)


@transaction.atomic
def rename_agency(*, agency: Agency, short_name: str, on: date, by: User | None) -> Agency:
    """How screens call the agency where space is short. Raises `NotAllowed`."""
    rules.check_renames(roles=roles_of(by, on), short_name=short_name)
    was, agency.short_name = agency.short_name, " ".join(short_name.split())
    agency.save(update_fields=["short_name"])
    old, new = {"short_name": was}, {"short_name": agency.short_name}
    record_on(name="betang.agencies.agency_renamed", by=by, row=agency, agency=agency, old=old, new=new)
    return agency


@transaction.atomic
def make_demo_accounts(
    *, password: str, starts_on: date, places: Mapping[str, Place] = MappingProxyType({}), by: User | None
) -> list[User]:
    """The demo's accounts, each with its role, as far as the agencies are there; made again with a new password.

    `places` say what the role of an account is about, by its user name; an account that needs a place and has none is
    not made. One whose own agency is not in the data sits in the first one, so that a small demo has them too.
    """
    agencies = {agency.code: agency for agency in Agency.objects.order_by("code")}
    users = []
    for account in DEMO_ACCOUNTS if agencies else ():
        place = places.get(account.username, Place())
        if account.role in PLACED and place == Place():
            continue
        user = User.objects.filter(username=account.username).first()
        if user is None:
            user = create_user(username=account.username, name=account.name, password=password, by=by)
        else:
            user.set_password(password)
            user.save(update_fields=["password"])
            record_on(name="betang.agencies.password_set", by=by, row=user)
        agency = agencies.get(account.agency) or next(iter(agencies.values()))
        if not user.memberships.filter(agency=agency, role=account.role).exists():
            add_member(
                user=user,
                agency=agency,
                role=account.role,
                starts_on=starts_on,
                unit=place.unit,
                person=place.person,
                by=by,
            )
        users.append(user)
    return users
