"""The record to take along: JSON for programs, PDF for people. No file is named after the person."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.needs.queries import record as queries
from betang.needs.queries.record import Looks, Record
from betang.needs.views import evidence
from betang.needs.views.record import page, shown, talked
from betang.needs.views.record.shown import Part
from betang.ui import pages, words
from betang.ui.documents import Document, Grid, Section, pdf
from betang.ui.figures import day, show
from betang.ui.tables import Table

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer

FORMAT = "betang-record-1"
"""Named in the JSON; a change of meaning takes a new number."""

WIDTHS = {
    "assessments": (3, 1.4, 1.6, 2.2, 1.6),
    "training_history": (2.8, 1.9, 2.5, 2.6, 2.2, 1.5, 1.5, 1.9, 1.9),
    "obligations": (3, 4, 1.6),
    "needs": (3, 1.8, 2.4, 1.8, 1.8),
    "siapa": (2, 2.4, 6),
}
"""How wide the columns of a table are in the PDF, one to another."""


def json_file(request: HttpRequest) -> HttpResponseBase:
    """Everything, complete, under the dictionary's names."""
    viewer = viewers.asking(request)
    held = queries.own_record(user=viewer)
    page.looked(held, viewer, "json")
    answer = JsonResponse(
        _everything(held, viewer, timezone.now()), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    return _attached(answer, "json")


def pdf_file(request: HttpRequest) -> HttpResponseBase:
    """The same in words, to read and to print."""
    viewer, now = viewers.asking(request), timezone.now()
    held = queries.own_record(user=viewer)
    page.looked(held, viewer, "pdf")
    others, own = queries.looks(own=False, user=viewer), queries.looks(own=True, user=viewer, rows=page.VISITS)
    return _attached(
        HttpResponse(pdf(_document(held, others, own, now), made_at=now), content_type="application/pdf"), "pdf"
    )


def _attached(answer: HttpResponse, kind: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="betang-record-{timezone.localdate().isoformat()}.{kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


# ---------------------------------------------------------------- JSON


def _everything(held: Record, viewer: Viewer, now: datetime) -> dict[str, Any]:
    user = viewer.user
    return {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "language": get_language(),
        "fictional": held.person.agency.fictional,
        "account": {"username": user.username, "name": user.name, "email": user.email, "since": _plain(user.joined_at)},
        "memberships": [
            {"agency": m.agency_id, "role": m.role, "starts_on": _plain(m.starts_on), "ends_on": _plain(m.ends_on)}
            for m in viewer.memberships
        ],
        "sender_key": held.person.source_key,
        **{
            table: [{k: _plain(v) for k, v in queries.as_dictionary(table, row).items()} for row in rows]
            for table, rows in held.rows.items()
        },
        "dialogue": talked.as_json(held),
        "map": _map(held),
        "corrections": [
            {
                "subject": one.subject,
                "said": one.said,
                "wanted": one.wanted,
                "asked_at": _plain(one.asked_at),
                "state": one.state,
                "answer": one.answer or None,
                "answered_at": _plain(one.answered_at),
                "answered_by": one.answered_by.username if one.answered_by else None,
            }
            for one in held.corrections
        ],
        "granted": [
            {
                "to_agency": one.grant.to_agency_id,
                "purpose": one.grant.purpose,
                "starts_on": _plain(one.grant.starts_on),
                "ends_on": _plain(one.grant.ends_on),
                "withdrawn_at": _plain(one.grant.withdrawn_at),
            }
            for one in held.granted
        ],
        "looked": [*_looked(queries.looks(own=False, user=viewer)), *_looked(queries.looks(own=True, user=viewer))],
        "arrived": {table: _plain(held.arrived.get(table)) for table in held.rows},
        "kept": {table: shown.kept_for(table) or None for table in held.rows},
    }


def _map(held: Record) -> dict[str, Any] | None:
    if held.run is None:
        return None
    return {
        "run": held.run.pk,
        "as_of": _plain(held.run.as_of),
        "pairs": [
            {
                "competency": proof.gap.competency_id,
                "required": proof.gap.required,
                "held": proof.gap.held,
                "state": proof.gap.state,
                "assumed": proof.gap.assumed,
                "trained": proof.gap.trained,
                "shortfall": proof.gap.shortfall,
                "importance": proof.gap.importance,
                "target_weight": proof.gap.target_weight,
                "source": proof.gap.source,
                "decided_on": _plain(proof.gap.decided_on),
                "sentence": evidence.shown(proof).sentence,
            }
            for proof in held.proofs
        ],
    }


def _looked(looks: Looks) -> list[dict[str, Any]]:
    return [
        {
            "at": _plain(event.at),
            "by": event.by_username,
            "event": event.name,
            "agency": event.agency_code,
            **{key: (event.new or {}).get(key) for key in ("roles", "via", "grant", "file")},
        }
        for event in looks.rows
    ]


def _plain(value: object) -> object:
    """A value as JSON has it: days and moments by ISO 8601, hours as a number."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


# ---------------------------------------------------------------- PDF


def _document(held: Record, others: Looks, own: Looks, now: datetime) -> Document:
    made = _("Dibuat %(day)s") % {"day": day(now)}
    return Document(
        language=get_language() or "id",
        title=_("Catatan saya di Betang"),
        subtitle=f"{held.person.agency.name} · {made}",
        label=pages.fiction(),
        foot=_("Catatan saya di Betang · %(made)s") % {"made": made},
        page_of=_("Halaman {page} dari {pages}"),
        sections=[
            *(_section(part) for part in shown.parts(held, today=timezone.localdate(now))),
            _map_section(held),
            *talked.sections(held),
            *([_asked(held)] if held.corrections else []),
            *([_granted(held)] if held.granted else []),
            _who_looked(others, own),
            Section(_("Tentang berkas ini"), said=page.method()),
        ],
    )


def _section(part: Part) -> Section:
    empty = [part.table.empty] if part.table is not None and not part.table.rows else []
    grid = _grid(part.table) if part.table is not None and part.table.rows else None
    return Section(part.title, [*part.said, *empty], part.facts, grid, part.notes)


def _grid(table: Table) -> Grid:
    rows = [
        [cell.text or show(cell.value, column.kind) for column, cell in zip(table.columns, row, strict=True)]
        for row in table.rows
    ]
    return Grid([column.label for column in table.columns], rows, WIDTHS.get(table.name, ()))


def _map_section(held: Record) -> Section:
    title = _("Apa kata peta tentang kompetensi Anda")
    if not held.proofs or held.run is None:
        return Section(title, [_("Peta tidak memuat apa pun tentang Anda.")])
    columns = [_("Kompetensi"), _("Keadaan"), _("Tingkat"), _("Yang menentukan")]
    shown_proofs = [evidence.shown(proof) for proof in held.proofs]
    rows = [[f"{p.name} ({p.code})", p.label, p.levels, p.sentence] for p in shown_proofs]
    return Section(
        title, [_("Keadaan per %(day)s.") % {"day": day(held.run.as_of)}], grid=Grid(columns, rows, (2.4, 1.5, 3, 4))
    )


def _asked(held: Record) -> Section:
    columns = [_("Bagian catatan"), _("Yang keliru"), _("Yang seharusnya"), _("Jawaban")]
    rows = [
        [
            str(words.RECORD_PARTS.get(one.subject, one.subject)),
            one.said,
            one.wanted,
            f"{one.get_state_display()}. {one.answer}",
        ]
        for one in held.corrections
    ]
    return Section(_("Perbaikan yang Anda minta"), grid=Grid(columns, rows, (2, 3, 3, 3)))


def _granted(held: Record) -> Section:
    columns = [_("Kepada"), _("Keperluan"), _("Mulai"), _("Berakhir sebelum"), _("Dicabut")]
    rows = [
        [
            one.grant.to_agency.name,
            one.grant.purpose,
            *(show(d) for d in (one.grant.starts_on, one.grant.ends_on, one.grant.withdrawn_at)),
        ]
        for one in held.granted
    ]
    return Section(_("Izin bagi pemerintah lain untuk melihat nama Anda"), grid=Grid(columns, rows, (3, 4, 2, 2, 2)))


def _who_looked(others: Looks, own: Looks) -> Section:
    table = shown.looks_table(others)
    said = [] if table.rows else [table.empty]
    mine = _("Anda sendiri membuka atau mengunduhnya %(n)s kali; yang terakhir %(last)s.") % {
        "n": own.total,
        "last": "; ".join(shown.visits(own)),
    }
    return Section(_("Siapa yang melihat"), said, grid=_grid(table) if table.rows else None, notes=[mine])
