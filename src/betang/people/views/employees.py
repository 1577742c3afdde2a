"""The employees of one's own agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.rights import Right
from betang.people import queries
from betang.people.queries import Wanted
from betang.ui import choosing, pages, words
from betang.ui.choosing import Crumb
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.people.models import Person


def employees(request: HttpRequest) -> HttpResponseBase:
    """Those of an own agency whom the reader may open, by unit, tier and status; never by name: URLs are logged."""
    viewer = viewers.asking(request)
    if viewer.home is None or not viewer.sees_some_people(viewer.home.code):
        raise Http404
    agency, query, view = viewer.home, request.GET, View.of(request.GET)
    units = {
        str(u.pk): u.name for u in sorted(queries.tree(agency.code, user=viewer).units.values(), key=lambda u: u.name)
    }
    unit = choosing.asked(query, "unit", units)
    tier, status = (
        choosing.asked(query, "jenjang", words.TIERS),
        choosing.asked(query, "status", words.STATUSES),
    )
    wanted, names = Wanted(int(unit) if unit else None, tier, status), viewer.shows_names(agency.code)

    def found(first: int, rows: int | None) -> tuple[list[Person], int]:
        return queries.employees(
            agency.code, wanted, user=viewer, sort=view.sort, descending=view.descending, first=first, rows=rows
        )

    file = pages.file_asked(request)
    shown, total = found(0, None) if file else found(view.first, PAGE_ROWS)
    audit.looked(
        name="betang.people.list_exported" if file else "betang.people.list_opened",
        by=viewer,
        agency=agency,
        people=[one.pk for one in shown],
        on_kind="people.unit" if unit else "agencies.agency",
        on_id=unit or agency.code,
        file=file,
        names=names,
    )
    columns = _columns(names=names, nip=names and bool(file))
    table = Table(
        name="pegawai",
        title=_("Pegawai"),
        columns=columns,
        rows=[_row(p, columns, names=names, pick=viewer.has(Right.GRANT, agency.code)) for p in shown],
        view=view,
        query=query,
        total=total,
        empty=_("Tidak ada pegawai yang cocok dengan saringan ini."),
    )
    context = {
        "crumbs": [Crumb(_("Data"), reverse("standards:data")), Crumb(_("Pegawai"))],
        "agency": agency,
        "whole": viewer.sees_people(agency.code),
        "names": names,
        "selects": [
            choosing.select(query, "unit", _("Unit kerja"), units, unit, everything=_("Semua unit")),
            choosing.select(query, "jenjang", _("Jenjang jabatan"), words.TIERS, tier, everything=_("Semua jenjang")),
            choosing.select(
                query, "status", _("Status kepegawaian"), words.STATUSES, status, everything=_("Semua status")
            ),
        ],
        "kept": choosing.kept(query, "unit", "jenjang", "status"),
        "table": table,
    }
    notes = [_("Data pegawai sebagaimana terakhir dimuat; yang tidak lagi bertugas ikut tercantum.")]
    return pages.respond(request, "people/employees.html", context, tables=[table], heading=_("Pegawai"), notes=notes)


def _columns(*, names: bool, nip: bool) -> list[Column]:
    return [
        Column("nama", _("Pegawai"), sortable=names),
        *([Column("nip", _("NIP"), "code")] if nip else []),
        Column("jabatan", _("Jabatan")),
        Column("jenjang", _("Jenjang")),
        Column("unit", _("Unit kerja")),
        Column("status", _("Status")),
    ]


def _row(person: Person, columns: list[Column], *, names: bool, pick: bool) -> list[Cell]:
    called = person.name if names and person.name else _("Pegawai nomor %(n)s") % {"n": person.pk}
    cells = {
        "nama": Cell(called, reverse("needs:person", args=[person.pk]), pick=str(person.pk) if pick else ""),
        "nip": Cell(person.nip),
        "jabatan": Cell(person.job.name),
        "jenjang": Cell(str(words.TIERS.get(person.job.tier, person.job.tier))),
        "unit": Cell(person.unit.name),
        "status": Cell(str(words.STATUSES.get(person.status, person.status))),
    }
    return [cells[column.key] for column in columns]
