"""The trail, and the counters that name a state of the data."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from betang.agencies.models import Agency, User
from betang.agencies.viewers import Viewer

# Written out because Django asks for the new row back, which the walls refuse to whoever may not read the trail.
_ADD = (
    "INSERT INTO agencies_auditevent (name, by_id, by_username, on_kind, on_id, agency_code, old, new, note, people) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb, %s, %s::bigint[])"
)


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
    people: Collection[int] = (),
) -> None:
    """Add one event to the trail. Call it inside the transaction of what it speaks of.

    `name` is like `betang.agencies.member_added`; a test asks for its sentence in `betang.agencies.trail.deeds`.
    `by` None means the operator at the command line. `old` and `new` hold counts and codes, never a name or NIP.
    `tables` are those of the dictionary that were changed: their revision counters go up, so that figures made from
    them are known to be older; of the `agency` where one is named, of every agency otherwise. `people` are our numbers
    of those whose record was opened or changed; each of them may read the event.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit record stands in the transaction of its deed")
    code = agency.code if isinstance(agency, Agency) else agency
    _bump(tables, code)
    by_id, by_username = (by.pk, by.username) if by else (None, None)
    numbers = sorted(set(people)) or None
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD, [name, by_id, by_username, on_kind, on_id, code, _written(old), _written(new), note, numbers]
        )


def record_on(*, name: str, by: User | None, row: Model, agency: Agency | str | None = None, **values: Any) -> None:
    """`record` for one row of ours; `values` are `old`, `new`, `note` and `people`."""
    record(name=name, by=by, on_kind=row._meta.label_lower, on_id=str(row.pk), agency=agency, **values)


@transaction.atomic
def looked(
    *,
    name: str,
    by: Viewer,
    agency: Agency | str,
    people: Collection[int],
    on_kind: str,
    on_id: str = "",
    file: str = "",
    names: bool = True,
    note: str = "",
) -> None:
    """Record that `by` was shown `people` of one agency: exactly those on the page or in the `file` (`xlsx`, `json`).

    One event for each way on which they were reached, so that a grant knows whom it showed. `new` holds how many
    (`people`), the way (`via`), the `grant`, the `roles` the viewer held there, and `names` False where they were shown
    by number only. Nobody shown, nothing recorded.
    """
    code = agency.code if isinstance(agency, Agency) else agency
    roles = by.roles.get(code) or frozenset[str]().union(*by.roles.values())
    ways: dict[tuple[str, int | None], set[int]] = {}
    for person in people:
        ways.setdefault(_way_to(by, person, code), set()).add(person)
    for (via, grant), shown in sorted(ways.items(), key=lambda way: (way[0][0], way[0][1] or 0)):
        new: dict[str, Any] = {"people": len(shown), "via": via, "roles": sorted(roles)}
        new |= {"grant": grant} if grant is not None else {}
        new |= {"file": file} if file else {}
        new |= {} if names else {"names": False}
        record(name=name, by=by.user, on_kind=on_kind, on_id=on_id, agency=code, new=new, note=note, people=shown)


def _way_to(viewer: Viewer, person: int, agency: str) -> tuple[str, int | None]:
    """How the viewer reaches the person: `self`, `agency`, `unit`, `reports`, `grant` with its number, or `process`."""
    reached = viewer.reached.get(person)
    if reached is not None and reached.agency == agency and (reached.via == "self" or not viewer.sees_people(agency)):
        return reached.via, reached.grant
    return ("agency" if viewer.sees_people(agency) else "process"), None


def _written(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values)


def _bump(tables: Collection[str], agency: str | None) -> None:
    """The counter of each table goes up, and with it that of the one agency's rows, or of every agency's."""
    if not tables:
        return
    names = sorted(tables)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO agencies_tablerevision AS r ("table", agency_id, revision) '
            "SELECT name, code, 1 FROM unnest(%s::text[]) AS name, unnest(%s::text[]) AS code "
            'ON CONFLICT ("table", agency_id) DO UPDATE SET revision = r.revision + 1',
            [names, [None] if agency is None else [None, agency]],
        )
        if agency is None:
            cursor.execute(
                "UPDATE agencies_tablerevision SET revision = revision + 1 "
                'WHERE "table" = ANY(%s) AND agency_id IS NOT NULL',
                [names],
            )
