"""What is asked for twice: of all governments under two names, of one's own by unit and person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.meeting.queries.alignment import doubles as queries
from betang.meeting.queries.alignment.demand import Demanded, demand
from betang.meeting.queries.alignment.doubles import Doubles, Twice
from betang.meeting.views.alignment import parts
from betang.ui import choosing, pages, tables
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer


def doubles(request: HttpRequest) -> HttpResponseBase:
    """Doubles as far as the reader may see them."""
    viewer = viewers.asking(request)
    found = demand(user=viewer, year=request.GET.get("tahun", ""))
    spelled = _spelled(found, request)
    context = {**parts.frame(request, "doubles", found), "spelled": spelled.total}
    listed = [spelled]
    own = queries.planned_for(viewer)
    if own:
        context |= _own(request, viewer, found, own)
        listed = [context["table_ganda_orang"], context["table_ganda_judul"], spelled]
    heading = _("Usulan ganda")
    return pages.respond(
        request, "meeting/alignment/doubles.html", context, tables=listed, heading=heading, notes=_method()
    )


def _own(request: HttpRequest, viewer: Viewer, found: Demanded, own: list[str]) -> dict[str, Any]:
    names = {agency.code: agency.short_name for agency in found.governments if agency.code in own}
    code = choosing.asked(request.GET, "pemerintah", names) or own[0]
    looked = Doubles(code, user=viewer, year=found.year)
    people, titles = looked.people(), looked.titles()
    file = pages.file_asked(request)
    audit.looked(
        name="betang.meeting.doubles_exported" if file else "betang.meeting.doubles_opened",
        by=viewer,
        agency=looked.agency,
        people=[one.person.pk for one in people if one.person],
        on_kind="agencies.agency",
        on_id=code,
        file=file,
    )
    return {
        "agency": looked.agency,
        "people": len(people),
        "titles": len(titles),
        "selects": [
            choosing.select(
                request.GET, "pemerintah", _("Pemerintah"), names, code, everything=names.get(own[0], own[0])
            )
        ]
        if len(own) > 1
        else [],
        "kept": choosing.kept(request.GET, "pemerintah"),
        "table_ganda_orang": _twice("ganda_orang", _("Orang yang diusulkan dua kali"), people, request),
        "table_ganda_judul": _twice("ganda_judul", _("Judul yang diusulkan dua kali"), titles, request),
    }


def _twice(name: str, title: str, rows: list[Twice], request: HttpRequest) -> Table:
    named = name == "ganda_orang"
    columns = [
        *([Column("pegawai", _("Pegawai"))] if named else []),
        Column("untuk", _("Untuk")),
        Column("kali", _("Berapa kali"), "count"),
        Column("tempat", _("Di mana dan sebagai apa"), sortable=False),
    ]
    shown = [
        [
            *(
                [Cell(one.person.name or str(one.person.pk), at("needs:person", one.person.pk))]
                if named and one.person
                else []
            ),
            Cell(one.what),
            Cell(len(one.places)),
            Cell("; ".join(f"{place.unit or _('seluruh pemerintah')}: {place.title}" for place in one.places)),
        ]
        for one in rows
    ]
    view = View.of(request.GET)
    ordered = tables.sort(shown, columns, view)
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=ordered,
        view=view,
        query=request.GET,
        empty=_("Tidak ada yang ganda."),
    )


def _spelled(found: Demanded, request: HttpRequest) -> Table:
    names = {agency.code: agency.short_name for agency in found.governments}
    columns = [
        Column("nama", _("Yang diminta")),
        Column("pemerintah", _("Pemerintah")),
        Column("orang", _("Orang"), "count"),
        Column("sebagai", _("Diminta sebagai"), sortable=False),
    ]
    rows = [
        [
            Cell(one.name, at("meeting:demand_line", one.kind, one.ref)),
            Cell(names.get(agency, agency)),
            Cell(one.line.shares[agency].people),
            Cell("; ".join(one.name if name == one.ref else name for name in one.line.shares[agency].spellings)),
        ]
        for one, agency in queries.spelled_twice(found.lines)
    ]
    view = View.of(request.GET)
    ordered = tables.sort(rows, columns, view)
    return Table(
        name="ejaan",
        title=_("Diminta satu pemerintah dengan dua nama"),
        columns=columns,
        rows=ordered,
        view=view,
        query=request.GET,
        total=len(ordered),
        empty=_("Tidak ada pemerintah yang meminta hal yang sama dengan dua nama."),
        page_rows=max(1, len(ordered)),
    )


def _method() -> list[str]:
    return [
        _(
            "Ganda tidak selalu keliru: dua unit kerja dapat mengirim orang yang berbeda ke pelatihan yang sama. "
            "Orang yang sama dua kali untuk pelatihan yang sama menempati dua kursi; tarik salah satunya."
        ),
        _(
            "Orang dan unit kerja hanya tampak dari pemerintah sendiri, bagi perencananya. Dari pemerintah lain tampak "
            "yang terbaca dari jumlah yang sudah dibukanya: hal yang sama, diminta dengan dua nama."
        ),
    ]
