"""What the answers of a workbook that is staged say of gaps that learning cannot close, beside what is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from betang.agencies.actions import Staging
from betang.needs.queries.flow.years import past_rows

# What was said, of pairs whose need has not been sent: that one has to come back first.
SAID: Final = f"""
    (SELECT DISTINCT ON (i.id, s.competency) i.agency AS agency_id, i.id AS person_id, s.competency AS competency_id,
        s.cause, s.reason, s.said_on::date AS said_on, s.superior
     FROM stage_not_training s JOIN person_ids i ON i.key = s.person
     WHERE NOT EXISTS (SELECT FROM needs_need n WHERE n.person_id = i.id AND n.competency_id = s.competency
        AND n.state NOT IN ('draft', 'agreed', 'returned', 'withdrawn') AND NOT {past_rows("n")})
     ORDER BY i.id, s.competency)
"""
SAME: Final = "t.person_id = s.person_id AND t.competency_id = s.competency_id"
DIFFERS: Final = """
    (t.cause, t.reason, t.said_on, t.superior) IS DISTINCT FROM
    (s.cause, s.reason, coalesce(s.said_on, t.said_on), coalesce(s.superior, t.superior))
"""


def foresee_answers(staging: Staging) -> Mapping[str, Mapping[str, Any]]:
    """What the staged answers will do, as a preview has it."""
    if "not_training" not in getattr(staging, "extras", frozenset()):
        return {}
    rows, new, changed = staging.rows(
        "SELECT count(*), count(*) FILTER (WHERE t.id IS NULL), "
        f"count(*) FILTER (WHERE t.id IS NOT NULL AND {DIFFERS}) "
        f"FROM {SAID} s LEFT JOIN needs_nottraining t ON {SAME}"
    )[0]
    told = {"new": new, "changed": changed, "unchanged": rows - new - changed, "missing": 0, "fields": {}}
    return {"not_training": told}
