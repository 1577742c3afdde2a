"""What a workbook of dialogues tells besides the needs: what learning cannot close, and the steps its needs took by it.

Everything is noted as differences of the batch, so that taking it back brings back what stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from betang.agencies.actions import Staging

_WHO: Final = "coalesce(betang_user(), nullif(current_setting('betang.entering', true), '')::bigint)"
_NOTE: Final = 'INSERT INTO intake_difference (batch_id, agency_id, "table", key, old, new)'
_OPEN: Final = "('draft', 'agreed', 'returned', 'withdrawn')"

# What was said, of pairs whose need has not been sent: that one has to come back first.
_SAID: Final = f"""
    (SELECT DISTINCT ON (i.id, s.competency) i.agency AS agency_id, i.id AS person_id, s.competency AS competency_id,
        s.cause, s.reason, s.said_on::date AS said_on, s.superior
     FROM stage_not_training s JOIN person_ids i ON i.key = s.person
     WHERE NOT EXISTS (SELECT FROM needs_need n WHERE n.person_id = i.id AND n.competency_id = s.competency
        AND n.state NOT IN {_OPEN})
     ORDER BY i.id, s.competency)
"""
_SAME: Final = "t.person_id = s.person_id AND t.competency_id = s.competency_id"
_DIFFERS: Final = """
    (t.cause, t.reason, t.said_on, t.superior) IS DISTINCT FROM
    (s.cause, s.reason, coalesce(s.said_on, t.said_on), coalesce(s.superior, t.superior))
"""
_CHANGE: Final = f"""
    WITH was AS MATERIALIZED (
        SELECT t.id, to_jsonb(t.*) AS old FROM needs_nottraining t JOIN {_SAID} s ON {_SAME} WHERE {_DIFFERS}),
    now AS (
        UPDATE needs_nottraining t SET cause = s.cause, reason = s.reason, said_on = coalesce(s.said_on, t.said_on),
            superior = coalesce(s.superior, t.superior), entered_by_id = coalesce({_WHO}, t.entered_by_id)
        FROM {_SAID} s WHERE {_SAME} AND {_DIFFERS} RETURNING t.id, to_jsonb(t.*) AS new)
    {_NOTE} SELECT %(batch)s, %(agency)s, 'not_training', was.id::text, was.old, now.new FROM was JOIN now USING (id)
"""
_ADD: Final = f"""
    WITH now AS (
        INSERT INTO needs_nottraining
            (agency_id, person_id, competency_id, cause, reason, said_on, superior, entered_by_id)
        SELECT s.agency_id, s.person_id, s.competency_id, s.cause, s.reason,
            coalesce(s.said_on, (SELECT b.received_on FROM intake_batch b WHERE b.id = %(batch)s)), s.superior, {_WHO}
        FROM {_SAID} s WHERE NOT EXISTS (SELECT FROM needs_nottraining t WHERE {_SAME})
        RETURNING id, to_jsonb(needs_nottraining.*) AS new)
    {_NOTE} SELECT %(batch)s, %(agency)s, 'not_training', now.id::text, NULL, now.new FROM now
"""
_WITHDRAW: Final = f"""
    WITH was AS MATERIALIZED (
        SELECT t.code, to_jsonb(t.*) AS old FROM needs_need t JOIN {_SAID} s ON {_SAME}
        WHERE t.state IN ('draft', 'agreed', 'returned')),
    now AS (
        UPDATE needs_need t SET state = 'withdrawn', version = t.version + 1
        FROM was WHERE t.code = was.code RETURNING t.code, to_jsonb(t.*) AS new)
    {_NOTE} SELECT %(batch)s, %(agency)s, 'needs', was.code, was.old, now.new FROM was JOIN now USING (code)
"""
_TAKEN_BACK: Final = f"""
    WITH gone AS (
        DELETE FROM needs_nottraining t USING new_needs s, needs_need n
        WHERE {_SAME} AND n.code = s.code AND n.state = 'agreed' RETURNING t.id, to_jsonb(t.*) AS old)
    {_NOTE} SELECT %(batch)s, %(agency)s, 'not_training', gone.id::text, gone.old, NULL FROM gone
"""

# The history of a need says how a file moved it, and that the file was taken back.
_STEP: Final = """
    INSERT INTO needs_needstep
        (agency_id, kind, item, person_number, unit_number, step, before, after, reason, by_id)
    SELECT %(agency)s, 'need', d.key, (d.{row}->>'person_id')::bigint, (d.{row}->>'unit_id')::bigint,
        CASE d.{to}->>'state' WHEN 'agreed' THEN 'agree' WHEN 'withdrawn' THEN 'withdraw' WHEN 'returned' THEN 'return'
            ELSE 'reopen' END,
        d.{start}->>'state', d.{to}->>'state', {reason}, {who}
    FROM intake_difference d
    WHERE d.batch_id = %(batch)s AND d."table" = 'needs' AND d.old->>'state' <> d.new->>'state'
"""
_STEPS: Final = _STEP.format(row="new", start="old", to="new", who=_WHO, reason="'Kiriman nomor ' || %(batch)s::text")
_STEPS_BACK: Final = _STEP.format(
    row="old", start="new", to="old", who=_WHO, reason="'Kiriman nomor ' || %(batch)s::text || ' ditarik kembali'"
)


def foresee_answers(staging: Staging) -> Mapping[str, Mapping[str, Any]]:
    """What the staged answers will do, as a preview has it."""
    if "not_training" not in getattr(staging, "extras", frozenset()):
        return {}
    rows, new, changed = staging.rows(
        "SELECT count(*), count(*) FILTER (WHERE t.id IS NULL), "
        f"count(*) FILTER (WHERE t.id IS NOT NULL AND {_DIFFERS}) "
        f"FROM {_SAID} s LEFT JOIN needs_nottraining t ON {_SAME}"
    )[0]
    told = {"new": new, "changed": changed, "unchanged": rows - new - changed, "missing": 0, "fields": {}}
    return {"not_training": told}


def take_answers(*, staging: Staging, agency: str | None, extras: frozenset[str], batch: int, by: None) -> None:
    """Keep what learning cannot close, and let what is agreed anew take its place.

    A step of a batch's commit, told by its event.
    """
    del by
    if agency is None:
        return
    said: dict[str, str | int | None] = {"batch": batch, "agency": agency}
    if "not_training" in extras:
        for sql in (_CHANGE, _ADD, _WITHDRAW):
            staging.run(sql, said)
    if staging.holds("needs"):
        staging.run(_TAKEN_BACK, said)
    if staging.holds("needs") or "not_training" in extras:
        staging.run(_STEPS, said)


def put_answers_back(*, staging: Staging, batch: int, by: None) -> None:
    """Tell the history of the needs of a batch that it was taken back; a step of its undoing, as above."""
    del by
    if staging.sender is None:
        return
    staging.run(_STEPS_BACK.replace("%(agency)s", staging.sender), {"batch": batch})
