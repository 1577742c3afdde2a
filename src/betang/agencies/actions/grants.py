"""Grants: a door that one agency opens to another, and shuts again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from betang.agencies import rules
from betang.agencies.actions.audit import record_on
from betang.agencies.models import Agency, Grant, User
from betang.agencies.queries import roles_of


@dataclass(frozen=True, slots=True)
class Terms:
    """To whom, what for, from a day until before another."""

    to_agency: str
    purpose: str
    starts_on: date
    ends_on: date


@transaction.atomic
def open_grant(*, agency: Agency, kind: str, terms: Terms, on: date, people: Collection[int] = (), by: User) -> Grant:
    """Open a door. The people of a grant of sight are written by the room that keeps them, in the same transaction.

    Raises `NotAllowed`.
    """
    check_grant(agency=agency, terms=terms, on=on, by=by)
    to_agency = Agency.objects.get(pk=terms.to_agency)
    grant = Grant.objects.create(
        agency=agency,
        to_agency=to_agency,
        kind=kind,
        purpose=terms.purpose.strip(),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        granted_by=by,
    )
    new: dict[str, Any] = {
        "kind": kind,
        "to_agency": to_agency.code,
        "starts_on": str(terms.starts_on),
        "ends_on": str(terms.ends_on),
    }
    new |= {"people": len(people)} if people else {}
    record_on(
        name="betang.agencies.granted", by=by, row=grant, agency=agency, new=new, note=grant.purpose, people=people
    )
    return grant


def check_grant(*, agency: Agency, terms: Terms, on: date, by: User) -> None:
    """Whether `by` may open this door. Raises `NotAllowed`; writes nothing."""
    rules.check_gives(roles=roles_of(by, on), agency=agency.code)
    rules.check_grant(
        agency=agency.code,
        to_agency=terms.to_agency,
        purpose=terms.purpose,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        on=on,
    )


@transaction.atomic
def withdraw_grant(*, grant: Grant, reason: str, now: datetime, on: date, by: User) -> Grant:
    """Shut the door: from the next request on the other agency sees nothing through it. Raises `NotAllowed`."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    rules.check_gives(roles=roles_of(by, on), agency=grant.agency_id)
    rules.check_withdraw(grant=grant, reason=reason)
    grant.withdrawn_at, grant.withdrawn_by, grant.withdrawal_reason = now, by, reason.strip()
    grant.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    new = {"kind": grant.kind, "to_agency": grant.to_agency_id}
    record_on(
        name="betang.agencies.grant_withdrawn", by=by, row=grant, agency=grant.agency_id, new=new, note=reason.strip()
    )
    return grant
