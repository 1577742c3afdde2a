"""Decisions on paper: the list, recording one, and its scan."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs import actions
from betang.needs.queries.flow import open_year, years
from betang.needs.rules import PAPERS, DecisionKind
from betang.needs.views.flow import parts
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.tables import Cell, Column, Table

SHORT = 200


class PaperForm(forms.Form):
    """What is written on the paper, and its scan."""

    kind = forms.ChoiceField(choices=DecisionKind.choices)
    number = forms.CharField(max_length=SHORT, error_messages={"required": gettext_lazy("Tulis nomornya.")})
    decided_on = forms.DateField(
        error_messages={
            "required": gettext_lazy("Tulis tanggalnya."),
            "invalid": gettext_lazy("Tulis tanggal, misalnya 2026-11-24."),
        }
    )
    signed_by = forms.CharField(max_length=SHORT, error_messages={"required": gettext_lazy("Tulis penanda tangannya.")})
    post = forms.CharField(max_length=SHORT, error_messages={"required": gettext_lazy("Tulis jabatannya.")})
    scan = forms.FileField(error_messages={"required": gettext_lazy("Pilih berkas PDF pindaiannya.")})


def papers(request: HttpRequest) -> HttpResponseBase:
    """The list, and the form that records one more."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    records = any(viewer.has(right, agency.code) for right in (Right.EDIT, Right.VALIDATE, Right.DECIDE))
    form = (
        PaperForm(request.POST or None, request.FILES or None, initial=_own(agency.code, viewer)) if records else None
    )
    fault = ""
    if form is not None and request.method == "POST" and form.is_valid():
        fault = _record(form, agency.code, viewer)
        if not fault:
            messages.success(request, _("Keputusan dicatat. Pilih keputusan ini saat mengambil langkahnya."))
            return redirect(f"{reverse('needs:flow_papers')}?pemerintah={agency.code}")
    table = Table(
        name="keputusan",
        title=_("Keputusan di atas kertas"),
        columns=[
            Column("nomor", _("Nomor"), sortable=False),
            Column("jenis", _("Jenis"), sortable=False),
            Column("tanggal", _("Tanggal"), "day", sortable=False),
            Column("oleh", _("Ditandatangani oleh"), sortable=False),
            Column("tahun", _("Tahun rencana"), sortable=False),
            Column("dicatat", _("Dicatat"), "day", sortable=False),
        ],
        rows=[
            [
                Cell(one.number, reverse("needs:flow_scan", args=[one.pk])),
                Cell(one.get_kind_display()),
                Cell(one.decided_on),
                Cell(one.signed_by, note=one.post),
                Cell(str(one.year)),
                Cell(one.recorded_at, note=one.recorded_by.name if one.recorded_by else ""),
            ]
            for one in years.papers(agency.code, user=viewer)
        ],
        empty=_("Belum ada keputusan yang dicatat."),
    )
    context = {
        "crumbs": parts.crumbs(Crumb(_("Keputusan"))),
        "agency": agency,
        "form": form,
        "kinds": DecisionKind.choices,
        "fault": fault,
        "most": PAPERS.scan_bytes // 1_000_000,
    }
    return pages.respond(request, "needs/flow/papers.html", context, tables=[table], heading=_("Keputusan"))


def _own(agency: str, viewer: Viewer) -> dict[str, str]:
    """The kind of paper that the reader signs."""
    if viewer.has(Right.DECIDE, agency):
        return {"kind": DecisionKind.DECREE}
    return {"kind": DecisionKind.VALIDATION} if viewer.has(Right.VALIDATE, agency) else {}


def _record(form: PaperForm, agency: str, viewer: Viewer) -> str:
    """Record the paper; what keeps it from being recorded, in words."""
    said = form.cleaned_data
    today = timezone.localdate()
    paper = actions.Paper(
        kind=DecisionKind(said["kind"]),
        year=open_year() or today.year + 1,
        number=said["number"],
        decided_on=said["decided_on"],
        signed_by=said["signed_by"],
        post=said["post"],
        scan=said["scan"].read(PAPERS.scan_bytes + 1),
    )
    try:
        actions.record_paper(agency=agency, paper=paper, on=today, by=viewer)
    except NotAllowed as no:
        return str(no)
    return ""


def scan(request: HttpRequest, paper: int) -> HttpResponse:
    """The scan as it was recorded."""
    found = years.get_paper(paper, user=viewers.asking(request))
    answer = HttpResponse(bytes(found.scan), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="keputusan-{found.pk}.pdf"'
    return answer
