"""What an auditor looks at first: items whose way to a decree has a link missing, found by the database in one go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.db import connection

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.params import Parameters
from betang.core.tables import SOURCES
from betang.needs.models import ItemKind
from betang.needs.rules import COMPULSORY, SENT_STATES

SAMPLE: Final = 25
"""How many items a sample draws: a page that one person checks in a morning."""

_SENT: Final = "state = ANY (%(sent)s)"
_FREE: Final = "(basis IS NULL OR basis <> ALL (%(compulsory)s))"
_PAIR: Final = "person IS NOT NULL AND competency IS NOT NULL"
EXCEPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Article 207 of PP 11/2017: the PPK sets the plan by a decree, which has a number.
        "no_decree": "state = 'decided' AND NOT on_paper",
        # What is validated stands on a target its keeper confirmed, unless a regulation or the post asks for it.
        "no_target": f"state IN ('validated', 'planned', 'decided') AND NOT linked AND {_FREE}",
        # Two pairs of eyes: who entered or sent does not verify, who verified does not validate. A paper others signed.
        "own_check": "verified IN (entered, submitted) AND NOT verified_on_paper "
        "OR validated IN (entered, submitted, verified) AND NOT validated_on_paper",
        # BPSDM may do both for an office of two, by a grant, on record: allowed, and to be looked at.
        "own_by_grant": "verified_by_grant AND (sent_by_grant OR verified IN (entered, submitted))",
        "no_evidence": f"{_SENT} AND {_PAIR} AND {_FREE} AND proof = 'none'",
        "expired_evidence": f"{_SENT} AND {_PAIR} AND {_FREE} AND proof = 'expired'",
        "no_gap": f"{_SENT} AND {_PAIR} AND {_FREE} AND held >= required",
        "not_required": f"{_SENT} AND {_PAIR} AND required IS NULL",
        "gone": f"{_SENT} AND gone",
        # A row that a load brought in this state: nobody here took the steps before it.
        "no_trace": f"{_SENT} AND steps = 0",
    }
)
"""What is looked for, as a condition over one item; the gravest first."""

# Every item of an agency that was sent for the year, with what the conditions above ask.
_ITEMS: Final = """
    WITH RECURSIVE confirmed AS (
        SELECT l.competency_id AS competency, coalesce(l.unit_id, t.unit_id) AS unit, l.target_id AS target
        FROM targets_targetlink l JOIN targets_target t ON t.code = l.target_id
        WHERE l.agency_id = %(agency)s AND l.state = 'confirmed'
    ), holds AS (
        SELECT competency, unit FROM confirmed
        UNION
        SELECT h.competency, u.id FROM holds h JOIN people_unit u ON u.parent_id = h.unit
    ), found AS (
        SELECT 'need' AS kind, n.code AS key, n.state, n.basis, coalesce(n.unit_id, p.unit_id) AS unit,
            n.office_id AS office, n.person_id AS person, n.competency_id AS competency,
            CASE WHEN n.competency_id IS NULL THEN n.program_id END AS program, n.target_id AS target,
            n.entered_by_id AS entered,
            n.submitted_by_id AS submitted, n.verified_by_id AS verified, n.validated_by_id AS validated,
            p.job_id AS job, j.tier, n.person_id IS NOT NULL AND (p.id IS NULL OR p.agency_id <> n.agency_id
                OR p.legal_position = ANY (%(away)s) OR p.retires_on <= greatest(%(today)s, %(begins)s)) AS gone
        FROM needs_need n LEFT JOIN people_person p ON p.id = n.person_id LEFT JOIN people_job j ON j.code = p.job_id
        WHERE n.agency_id = %(agency)s AND n.year = %(year)s
        UNION ALL
        SELECT 'proposal', s.id::text, s.state, NULL, s.unit_id, s.office_id, NULL, NULL,
            coalesce(s.program_id, s.learning_program_id), NULL, s.entered_by_id, s.submitted_by_id, s.verified_by_id,
            s.validated_by_id, NULL, NULL, false
        FROM needs_proposal s WHERE s.agency_id = %(agency)s AND s.year = %(year)s
    ), items AS (
        SELECT f.*, coalesce(d.on_paper, false) AS on_paper, coalesce(d.steps, 0) AS steps,
            coalesce(d.verified_on_paper, false) AS verified_on_paper,
            coalesce(d.validated_on_paper, false) AS validated_on_paper,
            coalesce(d.verified_by_grant, false) AS verified_by_grant,
            coalesce(d.sent_by_grant, false) AS sent_by_grant,
            CASE WHEN f.target IS NULL THEN EXISTS (
                SELECT FROM holds h WHERE (h.unit IS NULL OR h.unit = f.unit) AND h.competency = ANY (a.competencies))
            ELSE EXISTS (
                SELECT FROM confirmed c WHERE c.target = f.target AND c.competency = ANY (a.competencies))
            END AS linked,
            (SELECT r.level FROM standards_standard r WHERE r.competency_id = f.competency
                AND (r.agency_id IS NULL OR r.agency_id = %(agency)s) AND (r.job_id = f.job OR r.tier = f.tier)
                ORDER BY r.job_id IS NULL, r.agency_id IS NULL LIMIT 1) AS required,
            e.held, CASE WHEN e.held IS NOT NULL THEN 'valid' WHEN e.proofs > 0 THEN 'expired' ELSE 'none' END AS proof
        FROM found f
        CROSS JOIN LATERAL (
            SELECT CASE WHEN f.competency IS NOT NULL THEN ARRAY[f.competency] ELSE ARRAY(
                SELECT o.competency_id FROM programs_outcome o WHERE o.program_id = f.program) END AS competencies) a
        LEFT JOIN LATERAL (
            SELECT count(*) AS steps, bool_or(step = 'decide' AND decision_id IS NOT NULL) AS on_paper,
                (array_agg(decision_id IS NOT NULL ORDER BY id DESC) FILTER (WHERE step = 'verify'))[1]
                    AS verified_on_paper,
                (array_agg(decision_id IS NOT NULL ORDER BY id DESC) FILTER (WHERE step = 'validate'))[1]
                    AS validated_on_paper,
                (array_agg(for_agency ORDER BY id DESC) FILTER (WHERE step = 'verify'))[1] AS verified_by_grant,
                (array_agg(for_agency ORDER BY id DESC) FILTER (WHERE step = 'submit'))[1] AS sent_by_grant
            FROM needs_needstep WHERE agency_id = %(agency)s AND kind = f.kind AND item = f.key) d ON true
        LEFT JOIN LATERAL (
            SELECT count(*) AS proofs, (array_agg(p.level ORDER BY array_position(%(sources)s, p.source),
                p.assessed_on DESC, p.level DESC) FILTER (WHERE %(today)s <= coalesce(p.valid_until, (p.assessed_on
                + make_interval(years => (%(validity)s::jsonb ->> p.source)::int))::date)))[1] AS held
            FROM standards_assessment p WHERE p.agency_id = %(agency)s AND p.person_id = f.person
                AND p.competency_id = f.competency AND p.assessed_on <= %(today)s) e ON true
    )
"""


@dataclass(frozen=True, slots=True)
class Search:
    """Which items of a government and year are looked at: `only` a key of `EXCEPTIONS`, or `any` for those with one;
    `draw`: the number of a sample, which is the same items whoever draws it; 0 for all.
    """

    agency: str
    year: int
    only: str = ""
    state: str = ""
    office: int | None = None
    draw: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """One item by its key, and the exceptions it makes."""

    kind: ItemKind
    key: str
    marks: tuple[str, ...]


def may_audit(agency: str, *, user: Viewer) -> bool:
    """Whether the way of every item is the user's to follow: they read the trail, and everybody by name."""
    return user.has(Right.TRAIL, agency) and user.sees_people(agency) and user.sees_names(agency)


def counted(agency: str, year: int, *, on: date, user: Viewer) -> tuple[int, dict[str, int]]:
    """How many items there are, and how many make each exception, in the order of `EXCEPTIONS`. `NotFound`."""
    _inside(agency, user)
    sums = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in EXCEPTIONS.values())
    with connection.cursor() as cursor:
        cursor.execute(f"{_ITEMS} SELECT count(*), {sums} FROM items", _values(agency, year, on))  # noqa: S608  (parts of ours)
        total, *counts = cursor.fetchone()
    return total, dict(zip(EXCEPTIONS, counts, strict=True))


def marked(search: Search, *, on: date, user: Viewer, first: int, rows: int | None) -> tuple[list[Marked], int]:
    """Items with their exceptions, those with most of them first, and how many there are. `NotFound`."""
    _inside(search.agency, user)
    flags = ", ".join(f"coalesce({condition}, false)" for condition in EXCEPTIONS.values())
    any_of = " OR ".join(f"({condition})" for condition in EXCEPTIONS.values())
    wanted = {"": "true", "any": any_of, **EXCEPTIONS}[search.only]
    narrowed = (
        f"({wanted}) AND (%(state)s = '' OR state = %(state)s) AND (%(office)s::bigint IS NULL OR office = %(office)s)"
    )
    order = (
        "md5(%(draw)s || kind || key)" if search.draw else "cardinality(array_positions(marks, true)) DESC, kind, key"
    )
    most = SAMPLE if search.draw else None
    query = f"""{_ITEMS}, sought AS (
        SELECT kind, key, ARRAY[{flags}] AS marks FROM items WHERE {narrowed}
    ), drawn AS (SELECT *, row_number() OVER (ORDER BY {order}) AS place FROM sought)
    SELECT kind, key, marks, count(*) OVER () FROM drawn WHERE (%(most)s::int IS NULL OR place <= %(most)s)
    ORDER BY place LIMIT %(rows)s OFFSET %(first)s"""  # noqa: S608  (parts of ours; what a reader asks is a value)
    values = _values(search.agency, search.year, on) | {
        "state": search.state, "office": search.office, "draw": f"{search.agency}/{search.year}/{search.draw}/",
        "most": most, "rows": rows, "first": first,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found = cursor.fetchall()
    names = tuple(EXCEPTIONS)
    items = [
        Marked(ItemKind(kind), key, tuple(name for name, here in zip(names, marks, strict=True) if here))
        for kind, key, marks, _total in found
    ]
    return items, found[0][3] if found else 0


def without_target(agency: str, year: int, *, on: date) -> int:
    """Items on their way to the PyB that would not pass: no confirmed target, and no rule that asks for them."""
    condition = f"state IN ('submitted', 'verified') AND NOT linked AND {_FREE}"
    with connection.cursor() as cursor:
        cursor.execute(f"{_ITEMS} SELECT count(*) FROM items WHERE {condition}", _values(agency, year, on))  # noqa: S608
        return int(cursor.fetchone()[0])


def _inside(agency: str, user: Viewer) -> None:
    if not may_audit(agency, user=user):
        raise NotFound("not here, or not for this user")


def _values(agency: str, year: int, on: date) -> dict[str, Any]:
    params = Parameters()
    return {
        "agency": agency,
        "year": year,
        "today": on,
        "begins": date(year, 1, 1),
        "away": list(params.away_positions),
        "sources": list(SOURCES),
        "validity": json.dumps(dict(params.validity_years)),
        "sent": [str(state) for state in SENT_STATES],
        "compulsory": [str(basis) for basis in COMPULSORY],
    }
