"""The trail, and the counters that name a state of the data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from betang.agencies.models import Agency, AuditEvent, User


def record(
    *,
    name: str,
    by: User | None,
    on_kind: str,
    on_id: str = "",
    agency: Agency | str | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    note: str = "",
    tables: Collection[str] = (),
) -> AuditEvent:
    """Add one event to the trail. Call it inside the transaction of what it speaks of.

    `name` is like `betang.agencies.member_added`; `by` None means the operator at the command line. `old` and
    `new` hold counts and codes, never a name or NIP. `tables` are those of the dictionary that were changed: their
    revision counters go up, so that figures made from them are known to be older.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit record stands in the transaction of its deed")
    _bump(tables)
    return AuditEvent.objects.create(
        name=name,
        by_id=by.pk if by else None,
        by_username=by.username if by else None,
        on_kind=on_kind,
        on_id=on_id,
        agency_code=agency.code if isinstance(agency, Agency) else agency,
        old=old,
        new=new,
        note=note,
    )


def record_on(
    *, name: str, by: User | None, row: Model, agency: Agency | str | None = None, **values: Any
) -> AuditEvent:
    """`record` for one row of ours; `values` are `old`, `new` and `note`."""
    return record(name=name, by=by, on_kind=row._meta.label_lower, on_id=str(row.pk), agency=agency, **values)


def _bump(tables: Collection[str]) -> None:
    if not tables:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO agencies_tablerevision AS r ("table", revision) '
            "SELECT name, 1 FROM unnest(%s::text[]) AS name "
            'ON CONFLICT ("table", agency_id) DO UPDATE SET revision = r.revision + 1',
            [sorted(tables)],
        )
