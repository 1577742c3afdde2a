"""The planning year and its days: of the province, and earlier ones of a government's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.needs import actions
from betang.needs.queries.flow import days_of, open_year, years
from betang.needs.rules import Stage
from betang.needs.views.flow import parts
from betang.ui import pages
from betang.ui.choosing import Crumb

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer


class DayForm(forms.Form):
    """The last day of a stage; empty takes it away."""

    day = forms.DateField(required=False)


class YearForm(forms.Form):
    """A year to be opened."""

    year = forms.IntegerField(min_value=2000, max_value=2200)


def days(request: HttpRequest) -> HttpResponseBase:
    """What is due when, and setting it for whoever may."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    year, today = open_year(), timezone.localdate()
    both = years.days_by_stage(year, agency.code) if year else {}
    held = days_of(year, agency.code) if year else {}
    context = {
        "crumbs": parts.crumbs(Crumb(_("Tenggat"))),
        "agency": agency,
        "year": str(year) if year else "",
        "coordinates": viewer.coordinates,
        "edits": viewer.has(Right.EDIT, agency.code),
        "stages": [
            {
                "stage": stage,
                "province": both[stage][0],
                "own": both[stage][1],
                "held": held.get(stage),
                "over": stage in held and held[stage] < today,
                "next": stage in held and held[stage] == min((d for d in held.values() if d >= today), default=None),
            }
            for stage in Stage
        ]
        if year
        else [],
        "offered": today.year + 1,
        "past": [one for one in years.years() if one.closed_at],
    }
    return pages.render(request, "needs/flow/days.html", context)


@require_POST
def set_days(request: HttpRequest) -> HttpResponseBase:
    """Set the days of every stage, of the province or of the own government."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    year = open_year()
    if year is None or not (viewer.coordinates or viewer.has(Right.EDIT, agency.code)):
        raise Http404
    whose = None if request.POST.get("untuk") == "provinsi" else agency.code
    for stage in Stage:
        if stage.value in request.POST:
            _set(request, viewer, year, stage, whose)
    messages.success(request, _("Tenggat disimpan."))
    return redirect(f"{reverse('needs:flow_days')}?pemerintah={agency.code}")


def _set(request: HttpRequest, viewer: Viewer, year: int, stage: Stage, whose: str | None) -> None:
    form = DayForm({"day": request.POST[stage.value]})
    label = str(stage.label)
    if not form.is_valid():
        messages.error(request, _("%(stage)s: tulis tanggal, misalnya 2027-01-31.") % {"stage": label})
        return
    day: date | None = form.cleaned_data["day"]
    try:
        actions.set_deadline(year=year, stage=stage, agency=whose, day=day, by=viewer)
    except NotAllowed as no:
        messages.error(request, f"{label}: {no}")


@require_POST
def set_year(request: HttpRequest) -> HttpResponseBase:
    """Open a planning year, or close the one that is open."""
    viewer = viewers.asking(request)
    if not viewer.coordinates:
        raise Http404
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis tahunnya, misalnya 2027."))
        return redirect("needs:flow_days")
    year = form.cleaned_data["year"]
    try:
        if request.POST.get("tutup"):
            actions.close_year(year=year, now=timezone.now(), by=viewer)
            messages.success(request, _("Tahun rencana %(year)s ditutup.") % {"year": year})
        else:
            actions.open_year(year=year, by=viewer)
            messages.success(request, _("Tahun rencana %(year)s dibuka.") % {"year": year})
    except NotAllowed as no:
        messages.error(request, str(no))
    return redirect("needs:flow_days")
