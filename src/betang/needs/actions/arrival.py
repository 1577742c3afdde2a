"""What a workbook of dialogues tells besides the needs: what learning cannot close, and the steps its needs took by it.

Everything is noted as differences of the batch, so that taking it back brings back what stood.
"""

from __future__ import annotations

from typing import Final

from betang.agencies.actions import Staging
from betang.needs.queries.flow.answers import DIFFERS, SAID, SAME

_WHO: Final = "coalesce(betang_user(), nullif(current_setting('betang.entering', true), '')::bigint)"
_NOTE: Final = 'INSERT INTO intake_difference (batch_id, agency_id, "table", key, old, new)'

_CHANGE: Final = f"""
    WITH was AS MATERIALIZED (
        SELECT t.id, to_jsonb(t.*) AS old FROM needs_nottraining t JOIN {SAID} s ON {SAME} WHERE {DIFFERS}),
    now AS (
        UPDATE needs_nottraining t SET cause = s.cause, reason = s.reason, said_on = coalesce(s.said_on, t.said_on),
            superior = coalesce(s.superior, t.superior), entered_by_id = coalesce({_WHO}, t.entered_by_id)
        FROM {SAID} s WHERE {SAME} AND {DIFFERS} RETURNING t.id, to_jsonb(t.*) AS new)
    {_NOTE} SELECT %(batch)s, %(agency)s, 'not_training', was.id::text, was.old, now.new FROM was JOIN now USING (id)
"""
_ADD: Final = f"""
    WITH now AS (
        INSERT INTO needs_nottraining
            (agency_id, person_id, competency_id, cause, reason, said_on, superior, entered_by_id)
        SELECT s.agency_id, s.person_id, s.competency_id, s.cause, s.reason,
            coalesce(s.said_on, (SELECT b.received_on FROM intake_batch b WHERE b.id = %(batch)s)), s.superior, {_WHO}
        FROM {SAID} s WHERE NOT EXISTS (SELECT FROM needs_nottraining t WHERE {SAME})
        RETURNING id, to_jsonb(needs_nottraining.*) AS new)
    {_NOTE} SELECT %(batch)s, %(agency)s, 'not_training', now.id::text, NULL, now.new FROM now
"""
_WITHDRAW: Final = f"""
    WITH was AS MATERIALIZED (
        SELECT t.code, to_jsonb(t.*) AS old FROM needs_need t JOIN {SAID} s ON {SAME}
        WHERE t.state IN ('draft', 'agreed', 'returned')),
    now AS (
        UPDATE needs_need t SET state = 'withdrawn', version = t.version + 1
        FROM was WHERE t.code = was.code RETURNING t.code, to_jsonb(t.*) AS new)
    {_NOTE} SELECT %(batch)s, %(agency)s, 'needs', was.code, was.old, now.new FROM was JOIN now USING (code)
"""
_TAKEN_BACK: Final = f"""
    WITH gone AS (
        DELETE FROM needs_nottraining t USING new_needs s, needs_need n
        WHERE {SAME} AND n.code = s.code AND n.state = 'agreed' RETURNING t.id, to_jsonb(t.*) AS old)
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
