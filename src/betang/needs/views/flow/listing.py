"""The list of needs and proposals, filtered to what waits for the reader until they ask for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies import viewers
from betang.needs.queries.chain.exceptions import may_audit
from betang.needs.queries.flow import lists
from betang.needs.queries.flow.lists import EVERY, Wish
from betang.needs.queries.flow.offices import home_of
from betang.needs.queries.flow.waiting import NEXT
from betang.needs.rules import STEPS, ItemKind, NeedBasis, NeedState
from betang.needs.views.flow import parts
from betang.ui import choosing, pages
from betang.ui.figures import number
from betang.ui.tables import PAGE_ROWS, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer

FILTERS = ("keadaan", "kantor", "kompetensi", "dasar")


def wish_of(query: QueryDict, agency: str) -> Wish:
    """What the address, or the form made of it, asks for."""
    office = query.get("kantor", "")
    kind = parts.kind_asked(query.get("jenis", ""))
    return Wish(
        agency=agency,
        kind=kind,
        state=choosing.asked(query, "keadaan", [EVERY, *NeedState.values]),
        office=int(office) if office.isascii() and office.isdigit() and len(office) < 18 else None,  # noqa: PLR2004
        competency=query.get("kompetensi", "") if kind is ItemKind.NEED else "",
        basis=choosing.asked(query, "dasar", NeedBasis.values) if kind is ItemKind.NEED else "",
    )


def listing(request: HttpRequest) -> HttpResponseBase:
    """The page, and its files."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    wish = wish_of(request.GET, agency.code)
    found = lists.items(wish, user=viewer)
    table = _table(request, viewer, wish, found)
    context = {
        "crumbs": parts.crumbs(),
        "agency": agency,
        "agencies": _agencies(request, viewer, agency),
        "year": parts.year_text(),
        "heading": _heading(wish, table.count),
        "waiting": not wish.state,
        "answer": _answers(wish, found) if not wish.state else [],
        "kinds": _kinds(request, viewer, wish),
        "selects": _selects(request.GET, viewer, wish),
        "kept": choosing.kept(request.GET, *FILTERS),
        "steps": _steps(wish, found, viewer) if table.rows else [],
        "filters": [(key, request.GET[key]) for key in ("jenis", *FILTERS) if request.GET.get(key)],
        "count": table.count,
        "everything": choosing.link(request.GET, keadaan=EVERY),
        "enters": viewer.enters_for(agency.code),
        "audits": may_audit(agency.code, user=viewer),
    }
    return pages.respond(
        request,
        "needs/flow/list.html",
        context,
        tables=[table],
        heading=_("Kebutuhan %(name)s") % {"name": agency.short_name},
        notes=method(),
    )


def _table(request: HttpRequest, viewer: Viewer, wish: Wish, found: Any) -> Table:
    view, file = View.of(request.GET), pages.file_asked(request)
    rows = list(found) if file else list(found[view.first : view.first + PAGE_ROWS])
    parts.looked(rows, wish.agency, viewer, file=file)
    nip = bool(file) and wish.kind is ItemKind.NEED and viewer.shows_names(wish.agency)
    columns = parts.columns(wish.kind, nip=nip)
    pick = bool(parts.steps_offered(viewer, wish.agency))
    empty = _("Tidak ada yang menunggu Anda di sini.") if not wish.state else _("Tidak ada yang cocok.")
    return Table(
        name="butir",
        title=str(wish.kind.label),
        columns=columns,
        rows=[parts.row_of(wish.kind, row, columns, viewer, pick=pick) for row in rows],
        view=view,
        query=request.GET,
        total=found.count(),
        empty=empty,
        picks="butir",
    )


def _heading(wish: Wish, count: int) -> str:
    many = number(count)
    if wish.kind is ItemKind.PROPOSAL:
        if not wish.state:
            return ngettext("%(n)s usulan menunggu Anda", "%(n)s usulan menunggu Anda", count) % {"n": many}
        return ngettext("%(n)s usulan", "%(n)s usulan", count) % {"n": many}
    if not wish.state:
        return ngettext("%(n)s kebutuhan menunggu Anda", "%(n)s kebutuhan menunggu Anda", count) % {"n": many}
    return ngettext("%(n)s kebutuhan", "%(n)s kebutuhan", count) % {"n": many}


def _answers(wish: Wish, found: Any) -> list[tuple[str, str, str]]:
    """What waits, by the step that leads on: how many, and the list of them."""
    counts = lists.by_state(found)
    return [
        (
            str(STEPS[step].label),
            number(counts[state]),
            f"?pemerintah={wish.agency}&jenis={wish.kind}&keadaan={state}",
        )
        for state, (step, _stage) in NEXT.items()
        if counts.get(state)
    ]


def _steps(wish: Wish, found: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """The steps that begin in the states on the list; the one that most of them wait for comes first."""
    counts = lists.by_state(found)
    fit = [
        step for step in parts.steps_offered(viewer, wish.agency) if any(state in STEPS[step].start for state in counts)
    ]
    most = max(counts, key=lambda state: counts[state])
    first = NEXT[NeedState(most)][0] if most in NEXT else None
    return [(str(step), str(STEPS[step].label)) for step in sorted(fit, key=lambda step: step is not first)]


def _agencies(request: HttpRequest, viewer: Viewer, agency: Agency) -> list[choosing.Choice]:
    mine = lists.agencies_of(viewer)
    names = {one.code: one.short_name for one in viewers.governments() if one.code in mine}
    return choosing.choices(request.GET, "pemerintah", names, agency.code) if len(names) > 1 else []


def _kinds(request: HttpRequest, viewer: Viewer, wish: Wish) -> list[choosing.Choice]:
    counts = {
        kind: lists.items(Wish(wish.agency, kind, wish.state, wish.office), user=viewer).count() for kind in ItemKind
    }
    words = {str(kind): f"{kind.label} ({number(count)})" for kind, count in counts.items()}
    return choosing.choices(request.GET, "jenis", words, wish.kind)


def _selects(query: QueryDict, viewer: Viewer, wish: Wish) -> list[choosing.Select]:
    states = {EVERY: _("Semua keadaan"), **{str(one): str(one.label) for one in NeedState}}
    offices = lists.offices_in(wish.agency, home_of(wish.agency), user=viewer)
    found = [
        choosing.select(query, "keadaan", _("Keadaan"), states, wish.state, everything=_("Menunggu saya")),
        choosing.select(query, "kantor", _("Perangkat daerah"), offices, str(wish.office or ""), everything=_("Semua")),
    ]
    if wish.kind is ItemKind.NEED:
        skills = lists.competencies_in(wish.agency)
        found += [
            choosing.select(query, "kompetensi", _("Kompetensi"), skills, wish.competency, everything=_("Semua")),
            choosing.select(
                query,
                "dasar",
                _("Dasar"),
                {str(one): str(one.label) for one in NeedBasis},
                wish.basis,
                everything=_("Semua"),
            ),
        ]
    return found


def list_address(query: QueryDict, agency: str) -> str:
    """The list again with the filters a form carried."""
    kept = QueryDict(mutable=True)
    kept["pemerintah"] = agency
    for key in ("jenis", *FILTERS):
        if query.get(key):
            kept[key] = str(query[key])
    return f"{reverse('needs:flow')}?{kept.urlencode()}"


def method() -> list[str]:
    """How the list came about; under the page and in every file."""
    return [
        _(
            "Yang menunggu Anda: butir yang langkah berikutnya milik peran Anda, tanpa yang sudah melewati tangan Anda "
            "bila langkah itu harus oleh orang lain."
        ),
        _(
            "Setiap langkah dicatat: siapa, kapan, dan alasannya. Yang sudah diajukan terhitung dalam permintaan yang "
            "dilihat pemerintah lain, sebagai jumlah saja."
        ),
    ]
