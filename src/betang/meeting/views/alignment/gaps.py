"""Demand against measured gap: asked for without a gap, a gap that nobody asks for, and what cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies import viewers
from betang.meeting.queries.alignment import gaps as queries
from betang.meeting.queries.alignment.demand import demand
from betang.meeting.queries.alignment.gaps import Compared
from betang.meeting.views.alignment import parts
from betang.ui import choosing, pages, tables
from betang.ui.figures import day
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.ui.words import Words

VERDICTS: Final[Words] = {
    "without_ask": gettext_lazy("Kesenjangan tanpa usulan"),
    "without_gap": gettext_lazy("Diusulkan tanpa kesenjangan terukur"),
    "met": gettext_lazy("Kesenjangan dan usulan"),
    "unknown": gettext_lazy("Belum cukup terukur"),
    "hidden": gettext_lazy("Angkanya tidak ditampilkan"),
    "not_required": gettext_lazy("Tidak dipersyaratkan jabatan mana pun"),
}
"""What asking and measuring say together."""
_PILLS: Final = {"without_ask": "short", "without_gap": "agreed", "met": "met"}


def gaps(request: HttpRequest) -> HttpResponseBase:
    """Government and competency by what was asked for and what was measured."""
    viewer, query = viewers.asking(request), request.GET
    found = demand(user=viewer, year=query.get("tahun", ""))
    compared = queries.gaps(found, user=viewer)
    if compared is None:
        context = {**parts.frame(request, "demand_gaps", found), "run": None}
        return pages.respond(request, "meeting/alignment/gaps.html", context)
    counted = compared.counted()
    wish = choosing.asked(query, "hasil", VERDICTS) or next((name for name in VERDICTS if counted.get(name)), "")
    by_code = {agency.code: agency.short_name for agency in found.governments if agency.code in found.senders}
    agency = choosing.asked(query, "pemerintah", by_code)
    rows = [row for row in compared.rows if row.verdict == wish and (not agency or row.agency.code == agency)]
    table = _table(rows, request)
    context = {
        **parts.frame(request, "demand_gaps", found),
        "run": compared.run,
        "without_ask": counted.get("without_ask", 0),
        "without_gap": counted.get("without_gap", 0),
        "elsewhere": compared.elsewhere,
        "verdicts": [
            choosing.Choice(name, f"{said}: {counted.get(name, 0)}", choosing.link(query, hasil=name), name == wish)
            for name, said in VERDICTS.items()
        ],
        "selects": [
            choosing.select(
                query, "pemerintah", _("Pemerintah"), by_code, agency, everything=_("Semua yang sudah mengirim")
            )
        ],
        "kept": choosing.kept(query, "pemerintah"),
        "wish": wish,
        "table": table,
    }
    heading = _("Permintaan dan kesenjangan")
    return pages.respond(
        request, "meeting/alignment/gaps.html", context, tables=[table], heading=heading,
        notes=_method(day(compared.run.as_of)),
    )  # fmt: skip


def _table(rows: list[Compared], request: HttpRequest) -> Table:
    columns = [
        Column("kompetensi", _("Kompetensi")),
        Column("pemerintah", _("Pemerintah")),
        Column("hasil", _("Hasil")),
        Column("kursi", _("Kursi yang diminta"), "count"),
        Column("kurang", _("Kurang (orang)"), "count"),
        Column("terukur", _("Terukur (orang)"), "count"),
        Column("per100", _("Kurang per 100 terukur"), "rate"),
    ]
    shown = [
        [
            Cell(row.skill.name, at("needs:competency", row.skill.code)),
            Cell(row.agency.short_name),
            Cell(str(VERDICTS[row.verdict]), pill=_PILLS.get(row.verdict, "unknown")),
            Cell(
                row.asked.seats if row.asked.seats or not row.asked.unknown else None,
                note=_("sebagian tanpa jumlah") if row.asked.unknown and row.asked.seats else "",
            ),
            Cell(row.row.short if row.row else queries.not_shown(row)),
            Cell(row.row.known if row.row else queries.not_shown(row)),
            Cell(row.row.short_rate if row.row else queries.not_shown(row)),
        ]
        for row in rows
    ]
    view = View.of(request.GET, default="-per100")
    ordered = tables.sort(shown, columns, view)
    return Table(
        name="kesenjangan",
        title=_("Permintaan dan kesenjangan"),
        columns=columns,
        rows=tables.page(ordered, view),
        view=view,
        query=request.GET,
        total=len(ordered),
        all_rows=lambda: ordered,
        empty=_("Tidak ada yang cocok dengan saringan ini."),
    )


def _method(as_of: str) -> list[str]:
    return [
        _(
            "Kesenjangan: peta yang terbit, keadaan per %(day)s, seperti yang tampak antarpemerintah. Permintaan: "
            "formulir yang sudah dikirim; sebuah program dihitung untuk setiap kompetensi hasil belajarnya, sehingga "
            "satu orang dapat menempati beberapa kursi."
        )
        % {"day": as_of},
        _(
            "Bahwa ada yang kurang diketahui begitu satu orang terukur kurang. Bahwa tidak ada yang kurang hanya "
            "dikatakan bila sedikitnya separuh syaratnya terukur; selebihnya belum diketahui. Angka tentang satu "
            "sampai empat orang ditulis <5 dan tidak disimpulkan apa-apa darinya."
        ),
        _("Pemerintah yang belum mengirim formulir satu pun tidak dimasukkan: usulannya masih dapat datang."),
    ]
