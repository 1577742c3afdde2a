"""The governments of the province, as their coordinator keeps them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from betang.agencies import actions, queries, viewers
from betang.agencies.queries import Kept
from betang.agencies.rules import NotAllowed
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.figures import day
from betang.ui.tables import Cell, Column, Row, Table, View, sort


def governments(request: HttpRequest) -> HttpResponseBase:
    """How many belong to each, whether somebody is in charge, and when they were last here."""
    viewer, view = viewers.asking(request), View.of(request.GET)
    kept = queries.governments_kept(user=viewer, on=timezone.localdate())
    columns = [
        Column("nama", _("Pemerintah")),
        Column("pendek", _("Nama pendek")),
        Column("anggota", _("Anggota"), "count"),
        Column("perencana", _("Perencana"), "count", _("Perencana dan koordinator")),
        Column("masuk", _("Perencana terakhir masuk")),
        Column("keadaan", _("Keadaan")),
    ]
    table = Table(
        name="pemerintah",
        title=_("Pemerintah"),
        columns=columns,
        rows=sort([_row(one) for one in kept], columns, view),
        view=view,
        query=request.GET,
        empty=_("Belum ada pemerintah; muat folder data dahulu."),
    )
    context = {
        "crumbs": [Crumb(_("Pengaturan"), reverse("agencies:profile")), Crumb(_("Pemerintah"))],
        "table": table,
        "alone": sum(one.planners == 0 for one in kept),
        "kept": kept,
    }
    return pages.respond(request, "agencies/governments.html", context, tables=[table], heading=_("Pemerintah"))


def _row(kept: Kept) -> Row:
    agency = kept.agency
    state = Cell(_("ada yang memegang"), pill="met") if kept.planners else Cell(_("belum ada perencana"), pill="short")
    seen = day(timezone.localdate(kept.last_sign_in)) if kept.last_sign_in else _("belum pernah")
    members = f"{reverse('people:members')}?pemerintah={agency.code}"
    return [
        Cell(agency.name, members),
        Cell(agency.short_name, reverse("agencies:government", args=[agency.code])),
        Cell(kept.members),
        Cell(kept.planners),
        Cell(seen),
        state,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def government(request: HttpRequest, agency: str) -> HttpResponse:
    """How one government is called where space is short."""
    viewer = viewers.asking(request)
    if not viewer.coordinates:
        raise Http404
    found, fault = viewers.get_government(agency), ""
    written = request.POST.get("nama", found.short_name)[:60]
    if request.method == "POST":
        try:
            actions.rename_agency(agency=found, short_name=written, on=timezone.localdate(), by=viewer.user)
        except NotAllowed as refused:
            fault = str(refused)
        else:
            messages.success(request, _("Nama pendek disimpan."))
            return redirect("agencies:governments")
    context = {
        "crumbs": [
            Crumb(_("Pengaturan"), reverse("agencies:profile")),
            Crumb(_("Pemerintah"), reverse("agencies:governments")),
            Crumb(found.short_name),
        ],
        "agency": found,
        "written": written,
        "fault": fault,
    }
    return pages.render(request, "agencies/government.html", context)
