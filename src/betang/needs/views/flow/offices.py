"""Forms of offices: how far each is, sending one, and what every government has sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies import viewers
from betang.agencies.rules import NotAllowed
from betang.needs import actions
from betang.needs.queries.dialogue import may_take
from betang.needs.queries.flow import Form, days_of, forms, lists, open_year, sent_by_government
from betang.needs.queries.flow.offices import items_on_form, on_form
from betang.needs.rules import SENT_STATES, NeedState, Stage
from betang.needs.views.flow import parts
from betang.people.queries import get_unit
from betang.ui import choosing, pages
from betang.ui.choosing import Crumb
from betang.ui.figures import day, number
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table, View, sort

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer

GROUPS = {
    "rancangan": (NeedState.DRAFT,),
    "disepakati": (NeedState.AGREED,),
    "diajukan": (NeedState.SUBMITTED,),
    "dikembalikan": (NeedState.RETURNED,),
    "diverifikasi": (NeedState.VERIFIED,),
    "divalidasi": (NeedState.VALIDATED, NeedState.PLANNED, NeedState.DECIDED),
    "ditolak": (NeedState.REJECTED,),
}


def offices(request: HttpRequest) -> HttpResponseBase:
    """The forms of the government's offices, and below them what each government has sent."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    year, today = open_year(), timezone.localdate()
    found = forms(agency.code, user=viewer, on=today)
    days = days_of(year, agency.code) if year else {}
    view = View.of(request.GET)
    listed = _forms_table(found, agency.code)
    listed.rows, listed.view, listed.query = sort(listed.rows, listed.columns, view), view, request.GET
    names = {one.code: one.short_name for one in viewers.governments() if one.code in lists.agencies_of(viewer)}
    context = {
        "crumbs": parts.crumbs(Crumb(_("Formulir"))),
        "agency": agency,
        "agencies": choosing.choices(request.GET, "pemerintah", names, agency.code) if len(names) > 1 else [],
        "year": str(year) if year else "",
        "until": days.get(Stage.SUBMIT),
        "heading": _heading(found),
        "mine": [one for one in found if one.mine],
        "takes": viewer.home is not None and viewer.home.code == agency.code and may_take(agency.code, user=viewer),
        "overdue": sum(one.overdue for one in found),
    }
    tables = [listed, _governments_table(viewer)]
    return pages.respond(request, "needs/flow/offices.html", context, tables=tables, heading=_("Formulir"))


def _heading(found: list[Form]) -> str:
    sent = sum(one.rounds > 0 for one in found)
    if not found:
        return _("Belum ada perangkat daerah di sini")
    return ngettext(
        "%(sent)s dari %(n)s formulir sudah diajukan", "%(sent)s dari %(n)s formulir sudah diajukan", len(found)
    ) % {"sent": number(sent), "n": number(len(found))}


def _forms_table(found: list[Form], agency: str) -> Table:
    columns = [
        Column("kantor", _("Perangkat daerah")),
        Column("kiriman", _("Kiriman"), sortable=False),
        Column("rancangan", _("Rancangan"), "count"),
        Column("disepakati", _("Disepakati"), "count"),
        Column("diajukan", _("Diajukan"), "count"),
        Column("dikembalikan", _("Dikembalikan"), "count"),
        Column("diverifikasi", _("Diverifikasi"), "count"),
        Column("divalidasi", _("Divalidasi atau lebih"), "count"),
        Column("ditolak", _("Ditolak"), "count"),
    ]
    return Table(
        name="formulir",
        title=_("Formulir perangkat daerah"),
        columns=columns,
        rows=[_form_row(one, agency) for one in found],
        empty=_("Unggah daftar unit kerja lebih dahulu."),
    )


def _form_row(one: Form, agency: str) -> list[Cell]:
    if one.rounds:
        label = _("terlambat") if one.late else _("terkirim")
        sent = Cell(label, pill="short" if one.late else "met", note=_sent_note(one))
    else:
        sent = Cell(_("lewat tenggat") if one.overdue else _("belum"), pill="short" if one.overdue else "unknown")
    link = f"{at('needs:flow')}?pemerintah={agency}&kantor={one.office}&keadaan={lists.EVERY}"
    counts = [Cell(sum(one.states.get(state, 0) for state in states)) for states in GROUPS.values()]
    return [Cell(one.name, link), sent, *counts]


def _sent_note(one: Form) -> str:
    when = day(one.last_at) if one.last_at else ""
    told = _("ke-%(n)s, %(day)s") % {"n": one.rounds, "day": when}
    return f"{told}, {one.sent_by}" if one.sent_by else told


def _governments_table(viewer: Viewer) -> Table:
    columns = [
        Column("pemerintah", _("Pemerintah"), sortable=False),
        Column("kiriman", _("Kiriman"), sortable=False),
        Column("terkirim", _("Formulir terkirim"), "count", sortable=False),
        Column("dari", _("Perangkat daerah"), "count", sortable=False),
        Column("terlambat", _("Terlambat"), "count", sortable=False),
        Column("butir", _("Butir diajukan atau lebih"), "count", sortable=False),
        Column("validasi", _("Divalidasi atau lebih"), "count", sortable=False),
        Column("kembali", _("Dikembalikan"), "count", sortable=False),
    ]
    rows = []
    for one in sent_by_government(user=viewer, on=timezone.localdate()):
        states: dict[str, int] = one.found.states if one.found else {}
        if one.found is not None and one.found.sent >= one.found.offices > 0:
            pill, label = "met", _("lengkap")
        elif one.overdue:
            pill, label = "short", _("lewat tenggat")
        elif one.found is not None and one.found.sent:
            pill, label = "agreed", _("sebagian")
        else:
            pill, label = "unknown", _("belum")
        rows.append(
            [
                Cell(one.agency.short_name),
                Cell(label, pill=pill),
                Cell(one.found.sent if one.found else 0),
                Cell(one.found.offices if one.found else None),
                Cell(one.found.late if one.found else None),
                Cell(sum(states.get(state, 0) for state in SENT_STATES)),
                Cell(sum(states.get(state, 0) for state in GROUPS["divalidasi"])),
                Cell(states.get(NeedState.RETURNED, 0)),
            ]
        )
    return Table(name="pemerintah", title=_("Menurut pemerintah"), columns=columns, rows=rows)


def send(request: HttpRequest) -> HttpResponseBase:
    """From the choice of an office to the page that sends its form."""
    wish = request.GET.get("kantor", "")
    if not (wish.isascii() and wish.isdigit() and len(wish) < 18):  # noqa: PLR2004
        raise Http404
    return redirect("needs:flow_submit", unit=int(wish))


def submit(request: HttpRequest, unit: int) -> HttpResponseBase:
    """What sending the form of an office sends, and sending it."""
    viewer = viewers.asking(request)
    office = get_unit(unit, user=viewer)
    agency = office.agency
    own = next((one for one in forms(agency.code, user=viewer, on=timezone.localdate()) if one.office == unit), None)
    if own is None or not own.mine:
        raise Http404
    fault = ""
    if request.method == "POST":
        note = request.POST.get("catatan", "")[:2000]
        try:
            sent, moved = actions.submit_office(agency=agency.code, office=unit, by=viewer.user, note=note)
        except NotAllowed as no:
            fault = str(no)
        else:
            messages.success(request, _done(office.name, sent, len(moved.left)))
            return redirect(f"{reverse('needs:flow_forms')}?pemerintah={agency.code}")
    asked = items_on_form(agency.code, on_form(agency.code, unit), (NeedState.AGREED,))
    context: dict[str, Any] = {
        "crumbs": parts.crumbs(Crumb(_("Formulir"), at("needs:flow_forms")), Crumb(office.name)),
        "agency": agency,
        "office": office,
        "form": own,
        "year": parts.year_text(),
        "needs": len(asked.needs),
        "proposals": len(asked.proposals),
        "drafts": own.states.get(NeedState.DRAFT, 0),
        "returned": own.states.get(NeedState.RETURNED, 0),
        "list": f"{at('needs:flow')}?pemerintah={agency.code}&kantor={unit}",
        "fault": fault,
    }
    return pages.render(request, "needs/flow/submit.html", context)


def _done(office: str, sent: Any, left: int) -> str:
    if not sent.needs and not sent.proposals:
        return _("Formulir %(office)s terkirim: nihil.") % {"office": office}
    told = _("Formulir %(office)s terkirim: %(needs)s kebutuhan dan %(proposals)s usulan.") % {
        "office": office,
        "needs": number(sent.needs),
        "proposals": number(sent.proposals),
    }
    return f"{told} {_('%(n)s butir tetap.') % {'n': number(left)}}" if left else told
