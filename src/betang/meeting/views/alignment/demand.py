"""What all governments ask for, side by side, and one line of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies import viewers
from betang.meeting.queries.alignment import agenda
from betang.meeting.queries.alignment import demand as queries
from betang.meeting.queries.alignment.demand import Demanded, Named
from betang.meeting.views.alignment import parts
from betang.ui import choosing, pages, tables
from betang.ui.choosing import Crumb
from betang.ui.figures import number, share
from betang.ui.links import at
from betang.ui.pictures.heat import Heat, HeatCell, HeatColumn, HeatRow
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer
    from betang.meeting.models import Meeting
    from betang.ui.words import Words

DRAWN: Final = 40  # not a rule: lines of the picture; the table has all of them
ONLY: Final[Words] = {
    "bersama": gettext_lazy("Diminta beberapa pemerintah"),
    "terisi": gettext_lazy("Lebih banyak mendapat tempat bila bersama"),
    "tanpa_sasaran": gettext_lazy("Belum terkait sasaran"),
}


def demand(request: HttpRequest) -> HttpResponseBase:
    """Lines of the year by government, what fills a class only together, and what goes on the agenda."""
    viewer, query = viewers.asking(request), request.GET
    found = queries.demand(user=viewer, year=query.get("tahun", ""))
    kind, only = choosing.asked(query, "jenis", parts.KINDS), choosing.asked(query, "saring", ONLY)
    shown = [one for one in found.lines if (not kind or one.kind == kind) and _passes(one, only)]
    ahead = agenda.ahead(user=viewer, year=found.year) if viewer.coordinates else []
    context = {
        **parts.frame(request, "demand", found),
        **parts.legend(),
        "answer": _answer(found),
        "found": found,
        "figures": _figures(found),
        "heat": _heat(shown[:DRAWN], found, viewer) if shown else None,
        "undrawn": max(0, len(shown) - DRAWN),
        "selects": [
            choosing.select(query, "jenis", _("Yang diminta"), parts.KINDS, kind, everything=_("Semua jenis")),
            choosing.select(query, "saring", _("Saringan"), ONLY, only, everything=_("Semua permintaan")),
        ],
        "kept": choosing.kept(query, "jenis", "saring"),
        "meetings": ahead,
        "leads": viewer.coordinates,
    }
    table = _table(shown, found, request, ahead)
    heading = _("Permintaan bersama %(year)s") % {"year": found.year or ""}
    return pages.respond(
        request, "meeting/alignment/demand.html", {**context, "table": table}, tables=[table], heading=heading,
        notes=_method(),
    )  # fmt: skip


def line(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """One line: who asks for how many people, under which names, and how many classes that makes."""
    viewer = viewers.asking(request)
    found, one = queries.get_line(kind, key, user=viewer, year=request.GET.get("tahun", ""))
    table = _governments_table(one, found, request)
    context = {
        **parts.frame(request, "demand", found, Crumb(one.name)),
        "one": one,
        "asked": parts.asked(one),
        "pooled": parts.pooled(one),
        "linked": parts.linked(one),
        "hosts": queries.hosts_of(one.program.code) if one.program else [],
        "kind_said": parts.KINDS[one.kind],
        "mine": _own_figures(one, viewer),
        "meetings": agenda.ahead(user=viewer, year=found.year) if viewer.coordinates else [],
        "leads": viewer.coordinates,
        "pick": f"{one.kind}/{one.ref}",
        "table": table,
    }
    return pages.respond(
        request, "meeting/alignment/line.html", context, tables=[table], heading=one.name, notes=_method()
    )


def _passes(one: Named, only: str) -> bool:
    if only == "bersama":
        return one.governments > 1
    if only == "terisi":
        return one.classes is not None and one.classes.gained > 0
    return only != "tanpa_sasaran" or one.line.linked < one.line.people


def _answer(found: Demanded) -> dict[str, Any]:
    """The line for which sharing gives most people a seat; where there is none, the one most governments ask for."""
    gaining = [one for one in found.lines if one.classes is not None and one.classes.gained > 0]
    best = max(gaining, key=lambda one: one.classes.gained if one.classes else 0, default=None)
    first = best or (found.lines[0] if found.lines else None)
    if first is None:
        return {}
    href = at("meeting:demand_line", first.kind, first.ref)
    return {"one": first, "href": href, "asked": parts.asked(first), "pooled": parts.pooled(first)}


def _figures(found: Demanded) -> dict[str, Any]:
    people = sum(one.line.people for one in found.lines)
    linked = sum(one.line.linked for one in found.lines)
    return {
        "senders": len(found.senders),
        "governments": len(found.governments),
        "people": people,
        "unknown": sum(one.line.unknown for one in found.lines),
        "shared": sum(one.governments > 1 for one in found.lines),
        "gaining": sum(one.classes is not None and one.classes.gained > 0 for one in found.lines),
        "linked": 100 * linked / people if people else None,
        "unlinked": people - linked,
    }


def _heat(shown: list[Named], found: Demanded, viewer: Viewer) -> Heat:
    columns = [
        HeatColumn(agency.short_name, title=agency.name, current=viewer.owns(agency.code))
        for agency in found.governments
    ]
    groups = []
    for kind, said in parts.KINDS.items():
        rows = [
            HeatRow(
                one.name,
                [_heat_cell(one, agency) for agency in found.governments],
                at("meeting:demand_line", one.kind, one.ref),
            )
            for one in shown
            if one.kind == kind
        ]
        if rows:
            groups.append((str(said), rows))
    return Heat(
        corner=_("Yang diminta"),
        columns=columns,
        groups=groups,
        caption=_("Orang yang diminta setiap pemerintah, dari formulir yang sudah dikirim."),
        empty_label=_("tidak diminta"),
    )


def _heat_cell(one: Named, agency: Agency) -> HeatCell | None:
    part = one.line.shares.get(agency.code)
    if part is None:
        return None
    said = parts.people(part.people) if part.people is not None else _("tanpa jumlah")
    if part.high:
        said += _(", %(n)s prioritas tinggi") % {"n": number(part.high)}
    return HeatCell(
        "?" if part.people is None else part.people,
        parts.tone(part.people),
        href=at("meeting:demand_line", one.kind, one.ref),
        label=f"{one.name}, {agency.short_name}: {said}",
    )


def _table(shown: list[Named], found: Demanded, request: HttpRequest, ahead: list[Meeting]) -> Table:
    query = request.GET
    columns = [
        Column("nama", _("Yang diminta")),
        Column("jenis", _("Jenis")),
        Column("pemerintah", _("Pemerintah"), "count"),
        Column("orang", _("Orang"), "count"),
        Column("tinggi", _("Prioritas tinggi"), "count"),
        Column("sasaran", _("Terkait sasaran (%)"), "share"),
        Column("sendiri", _("Kelas sendiri-sendiri"), "count", _("Jumlah kelas bila setiap pemerintah sendiri")),
        Column("bersama", _("Kelas bersama"), "count", _("Jumlah kelas bila semua pemerintah digabung")),
        Column("tambah", _("Orang yang baru mendapat tempat bila bersama"), "count"),
        *(Column(f"p{a.code}", a.short_name, "count", file_only=True) for a in found.governments),
    ]

    def row(one: Named) -> list[Cell]:
        classes = one.classes
        note = _("%(n)s tanpa jumlah") % {"n": number(one.line.unknown)} if one.line.unknown else ""
        counts = [one.line.shares.get(a.code) for a in found.governments]
        return [
            Cell(one.name, at("meeting:demand_line", one.kind, one.ref), pick=f"{one.kind}/{one.ref}" if ahead else ""),
            Cell(str(parts.KINDS[one.kind])),
            Cell(one.governments),
            Cell(one.line.people if one.line.people or not one.line.unknown else None, note=note),
            Cell(one.line.high),
            Cell(parts.linked(one), text=share(parts.linked(one))),
            Cell(classes.alone.classes if classes else None),
            Cell(classes.pooled.classes if classes else None, css="strong" if classes and classes.gained else ""),
            Cell(classes.gained if classes else None),
            *(Cell(part.people if part else 0) for part in counts),
        ]

    view = View.of(query, default="-pemerintah")
    rows = tables.sort([row(one) for one in shown], columns, view)
    return Table(
        name="permintaan",
        title=_("Semua permintaan"),
        columns=columns,
        rows=tables.page(rows, view),
        view=view,
        query=query,
        total=len(rows),
        all_rows=lambda: rows,
        empty=_("Tidak ada permintaan yang cocok. Permintaan tampak begitu perangkat daerah mengirim formulirnya."),
    )


def _governments_table(one: Named, found: Demanded, request: HttpRequest) -> Table:
    columns = [
        Column("pemerintah", _("Pemerintah")),
        Column("orang", _("Orang"), "count"),
        Column("tinggi", _("Prioritas tinggi"), "count"),
        Column("sasaran", _("Terkait sasaran (%)"), "share"),
        Column("perangkat", _("Perangkat daerah"), "count", _("Sedikitnya sekian perangkat daerah memintanya")),
        Column("sendiri", _("Kelas bila sendiri"), "count"),
        Column("keadaan", _("Keadaan"), sortable=False),
        Column("nama", _("Diminta sebagai"), sortable=False),
    ]
    names = {agency.code: agency.short_name for agency in found.governments}
    rows = []
    for agency, part in one.line.shares.items():
        alone = queries.alone(one, agency)
        rows.append(
            [
                Cell(names.get(agency, agency)),
                Cell(part.people, note=_("sebagian tanpa jumlah") if part.unknown and part.people else ""),
                Cell(part.high),
                Cell(parts.linked_of(part), text=share(parts.linked_of(part))),
                Cell(part.offices or None),  # no form says which office
                Cell(alone.classes if alone else None),
                Cell(_states(part.states)),
                Cell("; ".join(name for name in part.spellings if name != one.ref)),
            ]
        )
    view = View.of(request.GET, default="-orang")
    return Table(
        name="pemerintah",
        title=_("Menurut pemerintah"),
        columns=columns,
        rows=tables.sort(rows, columns, view),
        view=view,
        query=request.GET,
    )


def _states(states: dict[str, int]) -> str:
    return ", ".join(f"{said.lower()} {number(count)}" for said, count in queries.in_states(states))


def _own_figures(one: Named, viewer: Viewer) -> list[tuple[str, int | None]]:
    """What the reader's own governments ask for."""
    return [(agency, part.people) for agency, part in one.line.shares.items() if viewer.owns(agency)]


def _method() -> list[str]:
    return [
        _(
            "Dihitung dari formulir yang sudah dikirim: yang diajukan, diverifikasi, divalidasi, masuk rencana, dan "
            "ditetapkan. Mengirim formulir membuka jumlah orangnya bagi semua pemerintah, tidak pernah namanya."
        ),
        _(
            "Kelas dihitung dari peserta paling sedikit dan paling banyak di katalog: sebanyak orang yang dapat duduk, "
            "dengan kelas sesedikit mungkin. Sendiri-sendiri: jumlah kelas setiap pemerintah; bersama: kelas untuk "
            "jumlah orang semuanya. Untuk judul di luar katalog besarnya kelas belum diketahui."
        ),
        _(
            "Pemerintah yang meminta tanpa menyebut jumlah orang tidak dihitung sebagai nol: banyaknya ditulis di "
            "samping jumlah. Ejaan yang hanya beda huruf besar atau tanda baca dihitung sebagai satu."
        ),
    ]
