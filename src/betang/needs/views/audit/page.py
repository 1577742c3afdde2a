"""From a line of demand to its decree: one table in which each step is a link, and the exceptions in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies import viewers
from betang.needs.queries.chain import exceptions
from betang.needs.queries.chain.exceptions import EXCEPTIONS, SAMPLE, Search
from betang.needs.queries.chain.rows import chained
from betang.needs.queries.flow import lists, years
from betang.needs.queries.flow.offices import home_of
from betang.needs.rules import NeedState
from betang.needs.views.audit import table
from betang.needs.views.audit.words import MARKS, WHY
from betang.needs.views.flow import parts
from betang.ui import choosing, pages
from betang.ui.choosing import Crumb
from betang.ui.figures import number
from betang.ui.tables import PAGE_ROWS, Table, View

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer

DRAWS: Final = 5
"""Samples a reader can choose from; each is the same items for everybody."""
FILTERS: Final = ("periksa", "keadaan", "kantor", "contoh")


def audit(request: HttpRequest) -> HttpResponseBase:
    """The page, and its files; not there for whoever does not read the trail of a government."""
    viewer, today = viewers.asking(request), timezone.localdate()
    mine = [code for code in lists.agencies_of(viewer) if exceptions.may_audit(code, user=viewer)]
    wish = request.GET.get("pemerintah") or (mine[0] if mine else "")
    if wish not in mine:
        raise Http404
    agency = viewers.get_own_government(wish, user=viewer)
    held = {str(one.year): str(one.year) for one in years.years()}
    year = choosing.asked(request.GET, "tahun", held) or next(iter(held), "")
    context: dict[str, Any] = {
        "crumbs": parts.crumbs(Crumb(_("Pemeriksaan"))),
        "agency": agency,
        "agencies": _agencies(request, mine, agency.code),
        "year": year,
    }
    if not year:
        return pages.render(request, "needs/audit/page.html", context)
    search = _search(request, agency.code, int(year))
    listed, shown = _table(request, search, viewer)
    total, counts = exceptions.counted(agency.code, search.year, on=today, user=viewer)
    context |= {
        "total": total,
        "marks": [
            (MARKS[name], WHY[name], count, choosing.link(request.GET, periksa=name, contoh=""), name == search.only)
            for name, count in counts.items()
            if count
        ],
        "clear": [(MARKS[name], WHY[name]) for name, count in counts.items() if not count],
        "selects": _selects(request, search, viewer, held),
        "kept": choosing.kept(request.GET, "tahun", *FILTERS),
        "told": _told(search, shown),
    }
    heading = _("Pemeriksaan %(name)s %(year)s") % {"name": agency.short_name, "year": year}
    return pages.respond(
        request, "needs/audit/page.html", context, tables=[listed], heading=heading, notes=table.method()
    )


def _search(request: HttpRequest, agency: str, year: int) -> Search:
    office, draw = request.GET.get("kantor", ""), request.GET.get("contoh", "")
    return Search(
        agency=agency,
        year=year,
        only=choosing.asked(request.GET, "periksa", ["any", *EXCEPTIONS]),
        state=choosing.asked(request.GET, "keadaan", NeedState.values),
        office=int(office) if office.isascii() and office.isdigit() and len(office) < 18 else None,  # noqa: PLR2004
        draw=int(draw) if draw in map(str, range(1, DRAWS + 1)) else 0,
    )


def _table(request: HttpRequest, search: Search, viewer: Viewer) -> tuple[Table, int]:
    """The table, and how many items the search finds."""
    view, file, today = View.of(request.GET), pages.file_asked(request), timezone.localdate()
    first, rows = (0, None) if file else (view.first, PAGE_ROWS)
    found, count = exceptions.marked(search, on=today, user=viewer, first=first, rows=rows)
    chains = chained(found, search.agency, on=today, user=viewer)
    parts.looked([one.row for one in chains], search.agency, viewer, file=file)
    return (
        Table(
            name="rantai",
            title=_("Dari permintaan sampai keputusan"),
            columns=table.columns(),
            rows=[table.row_of(one, viewer) for one in chains],
            view=view,
            query=request.GET,
            total=count,
            empty=_("Tidak ada butir yang cocok dengan saringan ini."),
        ),
        count,
    )


def _told(search: Search, count: int) -> str:
    """What the table shows, in a sentence."""
    if search.draw:
        return _("Contoh %(draw)s: %(n)s butir yang diundi; siapa pun yang membukanya melihat butir yang sama.") % {
            "draw": search.draw,
            "n": number(count),
        }
    return ngettext("%(n)s butir", "%(n)s butir", count) % {"n": number(count)}


def _selects(request: HttpRequest, search: Search, viewer: Viewer, held: dict[str, str]) -> list[choosing.Select]:
    query = request.GET
    marks = {"any": _("Yang punya pengecualian"), **{name: str(label) for name, label in MARKS.items()}}
    states = {str(one): str(one.label) for one in NeedState}
    offices = lists.offices_in(search.agency, home_of(search.agency), user=viewer)
    draws = {
        str(place): _("Contoh %(draw)s (%(n)s butir)") % {"draw": place, "n": SAMPLE} for place in range(1, DRAWS + 1)
    }
    found = [
        choosing.select(query, "periksa", _("Pengecualian"), marks, search.only, everything=_("Semua butir")),
        choosing.select(query, "keadaan", _("Keadaan"), states, search.state, everything=_("Semua keadaan")),
        choosing.select(
            query, "kantor", _("Perangkat daerah"), offices, str(search.office or ""), everything=_("Semua")
        ),
        choosing.select(query, "contoh", _("Contoh acak"), draws, str(search.draw or ""), everything=_("Tidak diundi")),
    ]
    if len(held) > 1:
        found.insert(0, choosing.Select("tahun", _("Tahun"), choosing.choices(query, "tahun", held, str(search.year))))
    return found


def _agencies(request: HttpRequest, mine: list[str], chosen: str) -> list[choosing.Choice]:
    names = {one.code: one.short_name for one in viewers.governments() if one.code in mine}
    return choosing.choices(request.GET, "pemerintah", names, chosen) if len(names) > 1 else []
