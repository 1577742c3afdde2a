"""Who has sent what, and who is late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.meeting.queries.alignment import sent as queries
from betang.meeting.queries.alignment.demand import demand, in_states
from betang.meeting.queries.alignment.sent import Sent
from betang.meeting.views.alignment import parts
from betang.ui import pages, tables
from betang.ui.figures import number, share
from betang.ui.tables import Cell, Column, Table, View


def sent(request: HttpRequest) -> HttpResponseBase:
    """Every government with what it has disclosed, its last day, and how far its people have come."""
    viewer = viewers.asking(request)
    found = demand(user=viewer, year=request.GET.get("tahun", ""))
    rows = queries.sent(found, user=viewer, today=timezone.localdate())
    table = _table(rows, request)
    context = {
        **parts.frame(request, "sent", found),
        "late": [row.agency for row in rows if row.late],
        "senders": sum(bool(row.forms and row.forms.sent) for row in rows),
        "governments": len(rows),
        "table": table,
    }
    heading = _("Siapa sudah mengirim")
    return pages.respond(
        request, "meeting/alignment/sent.html", context, tables=[table], heading=heading, notes=_method()
    )


def _table(rows: list[Sent], request: HttpRequest) -> Table:
    columns = [
        Column("pemerintah", _("Pemerintah")),
        Column("keadaan", _("Keadaan")),
        Column("tenggat", _("Paling lambat"), "day"),
        Column("baris", _("Yang diminta"), "count"),
        Column("orang", _("Orang"), "count"),
        Column("sasaran", _("Terkait sasaran (%)"), "share"),
        Column("langkah", _("Orang menurut langkah"), sortable=False),
        Column("formulir", _("Formulir terkirim"), "count"),
        Column("semua", _("Perangkat daerah"), "count", file_only=True),
        Column("lewat", _("Dikirim terlambat"), "count"),
    ]
    shown = [
        [
            Cell(row.agency.short_name),
            _state(row),
            Cell(row.due),
            Cell(row.lines),
            Cell(row.people, note=_("%(n)s tanpa jumlah") % {"n": number(row.unknown)} if row.unknown else ""),
            Cell(linked := 100 * row.linked / row.people if row.people else None, text=share(linked)),
            Cell(", ".join(f"{said.lower()} {number(count)}" for said, count in in_states(row.states))),
            Cell(
                row.forms.sent if row.forms else 0,
                note=_("dari %(n)s") % {"n": number(row.forms.offices)} if row.forms else "",
            ),
            Cell(row.forms.offices if row.forms else None),
            Cell(row.forms.late if row.forms else None),
        ]
        for row in rows
    ]
    view = View.of(request.GET)
    return Table(
        name="kiriman",
        title=_("Siapa sudah mengirim"),
        columns=columns,
        rows=tables.sort(shown, columns, view),
        view=view,
        query=request.GET,
        empty=_("Belum ada tahun rencana yang dibuka."),
    )


def _state(row: Sent) -> Cell:
    if row.late:
        return Cell(_("Terlambat") if row.forms is None else _("Sebagian terlambat"), pill="short")
    if row.forms is None or not row.forms.sent:
        return Cell(_("Belum mengirim"), pill="unknown")
    if row.forms.sent < row.forms.offices:
        return Cell(_("Sebagian mengirim"), pill="agreed")
    return Cell(_("Semua mengirim"), pill="met")


def _method() -> list[str]:
    return [
        _(
            "Dari pemerintah lain hanya tampak yang dibukanya dengan mengirim: berapa formulir, berapa orang menurut "
            "langkah; tidak pernah perangkat daerah yang mana, tidak pernah siapa. Formulir tanpa usulan (nihil) "
            "dihitung sebagai terkirim."
        ),
        _(
            "Terlambat: hari terakhir pengajuan sudah lewat dan belum semua perangkat daerah mengirim. Sebelum "
            "kiriman pertama, banyaknya perangkat daerah belum diketahui."
        ),
    ]
