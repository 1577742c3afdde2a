"""What the dialogue about needs has left on one's own record: answers, steps with their reasons, objections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from betang.needs.queries.record import Record
from betang.needs.rules import STEPS, Step
from betang.ui.documents import Grid, Section
from betang.ui.figures import day


def as_json(held: Record) -> dict[str, Any]:
    """Everything, under the names the database has; moments and days by ISO 8601."""
    return {
        "needs": [
            {
                "need": need.pk,
                "state": need.state,
                "year": need.year,
                "way": need.way,
                "learning": need.learning,
                "program": need.learning_program_id,
                "priority": need.priority,
                "superior": need.superior,
                "note": need.note,
            }
            for need in _needs(held)
        ],
        "not_training": [
            {
                "competency": no.competency_id,
                "cause": no.cause,
                "reason": no.reason,
                "said_on": _iso(no.said_on),
                "superior": no.superior,
            }
            for no in held.noes
        ],
        "steps": [
            {
                "need": step.item,
                "step": step.step,
                "before": step.before,
                "after": step.after,
                "reason": step.reason or None,
                "decision": step.decision.number if step.decision else None,
                "at": _iso(step.at),
                "by": step.by.username if step.by else None,
            }
            for step in held.steps
        ],
        "objections": [
            {
                "need": one.item,
                "text": one.text,
                "made_at": _iso(one.made_at),
                "answer": one.answer,
                "reopened": one.reopened,
                "answered_at": _iso(one.answered_at),
                "answered_by": one.answered_by.username if one.answered_by else None,
            }
            for one in held.objections
        ],
    }


def _needs(held: Record) -> Sequence[Any]:
    return held.rows["needs"]


def _iso(when: date | datetime | None) -> str | None:
    if isinstance(when, datetime):
        return when.isoformat(timespec="seconds")
    return when.isoformat() if when else None


def sections(held: Record) -> list[Section]:
    """The same in words; nothing where nobody has talked yet."""
    found = []
    titles = {need.pk: _title(need) for need in _needs(held)}
    if held.noes:
        rows = [[_title(no) or _("Pekerjaan"), no.get_cause_display(), no.reason, day(no.said_on)] for no in held.noes]
        columns = [_("Tentang"), _("Sebab"), _("Alasan"), _("Dibicarakan pada")]
        found.append(Section(_("Yang bukan kebutuhan pelatihan"), grid=Grid(columns, rows, (3, 2, 4, 2))))
    if held.steps:
        rows = [
            [day(step.at), titles.get(step.item, "–"), str(STEPS[Step(step.step)].label), step.reason or "–"]
            for step in held.steps
        ]
        columns = [_("Tanggal"), _("Kebutuhan"), _("Langkah"), _("Alasan")]
        found.append(Section(_("Langkah kebutuhan Anda"), grid=Grid(columns, rows, (2, 3, 2, 4))))
    if held.objections:
        rows = [[day(one.made_at), titles.get(one.item, "–"), one.text, one.answer or "–"] for one in held.objections]
        columns = [_("Tanggal"), _("Kebutuhan"), _("Keberatan Anda"), _("Jawaban")]
        found.append(Section(_("Keberatan Anda"), grid=Grid(columns, rows, (2, 3, 4, 4))))
    return found


def _title(row: Any) -> str:
    """What a need or an answer is about: its competency, else its programme."""
    named = row.competency or getattr(row, "program", None)
    return named.name if named else ""
