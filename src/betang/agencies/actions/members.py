"""Users and their memberships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from betang.agencies import rules
from betang.agencies.actions.audit import record_on
from betang.agencies.models import Agency, Member, Role, User


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo; all share one password, shown on the sign-in page in demo mode only."""

    username: str
    name: str
    role: Role
    agency: str


DEMO_ACCOUNTS = (
    DemoAccount("koordinator", "Dewi (BPSDM Provinsi, rekaan)", Role.COORDINATOR, "6700"),
    DemoAccount("perencana", "Ani (BKPSDM Katingan, rekaan)", Role.PLANNER, "6711"),
    DemoAccount("pimpinan", "Budi (Pimpinan Katingan, rekaan)", Role.LEADER, "6711"),
    DemoAccount("auditor", "Citra (Inspektorat Provinsi, rekaan)", Role.AUDITOR, "6700"),
)


@transaction.atomic
def create_user(*, username: str, name: str, password: str | None, email: str | None = None, by: User | None) -> User:
    """A new user without any membership. Without a password nobody can sign in with one."""
    user = User(username=username, name=name, email=email)
    user.set_password(password)
    user.save()
    record_on(name="betang.agencies.user_created", by=by, row=user, new={"username": username})
    return user


@transaction.atomic
def add_member(
    *, user: User, agency: Agency, role: str, starts_on: date, ends_on: date | None = None, by: User | None
) -> Member:
    """Give `user` a role in `agency` from `starts_on` until the day before `ends_on`. Raises `NotAllowed`."""
    rules.check_period(starts_on=starts_on, ends_on=ends_on)
    others = Member.objects.select_for_update().filter(user=user, agency=agency, role=role)
    rules.check_free(role=role, starts_on=starts_on, ends_on=ends_on, others=others)
    member = Member.objects.create(user=user, agency=agency, role=role, starts_on=starts_on, ends_on=ends_on)
    new = {"user": user.pk, "role": role, "starts_on": str(starts_on), "ends_on": ends_on and str(ends_on)}
    record_on(name="betang.agencies.member_added", by=by, row=member, agency=agency, new=new)
    return member


@transaction.atomic
def end_member(*, member: Member, ends_on: date, by: User | None) -> Member:
    """End a membership: `ends_on` is the first day on which it no longer holds. Raises `NotAllowed`."""
    rules.check_period(starts_on=member.starts_on, ends_on=ends_on)
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
def make_demo_accounts(*, password: str, starts_on: date, by: User | None) -> list[User]:
    """The demo's accounts, each with its role, as far as the agencies are there; made again with a new password.

    An account whose own agency is not in the data sits in the first one, so that a small demo has all four.
    """
    agencies = {agency.code: agency for agency in Agency.objects.order_by("code")}
    users = []
    for account in DEMO_ACCOUNTS if agencies else ():
        user = User.objects.filter(username=account.username).first()
        if user is None:
            user = create_user(username=account.username, name=account.name, password=password, by=by)
        else:
            user.set_password(password)
            user.save(update_fields=["password"])
            record_on(name="betang.agencies.password_set", by=by, row=user)
        agency = agencies.get(account.agency) or next(iter(agencies.values()))
        if not user.memberships.filter(agency=agency, role=account.role).exists():
            add_member(user=user, agency=agency, role=account.role, starts_on=starts_on, by=by)
        users.append(user)
    return users
