"""Having the map counted anew and published, from the page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.queries import NotFound
from betang.agencies.rights import Right, reaches_province
from betang.agencies.viewers import Viewer
from betang.needs.actions import request_map
from betang.needs.queries import runs

if TYPE_CHECKING:
    from betang.needs.models import MapRun


class CountForm(forms.Form):
    """The day whose map is wanted."""

    day = forms.DateField(error_messages={"required": gettext_lazy("Tulis tanggalnya, misalnya 2027-01-31.")})


def may_count(viewer: Viewer) -> bool:
    """Whether the map of the province is the reader's to have counted and published."""
    return reaches_province(Right.PUBLISH, viewer.roles)


def day_offered(run: MapRun | None) -> date:
    """Today, or the day of the map that is shown when that is later: a demo lives in its own time."""
    today = timezone.localdate()
    return max(today, run.as_of) if run else today


def offer(viewer: Viewer, run: MapRun | None) -> dict[str, object] | None:
    """What the form says, or None where there is nothing to count or it is not the reader's to ask."""
    if not may_count(viewer) or runs.unfinished_runs() or (run is not None and not runs.data_changed_since(run)):
        return None
    return {"day": day_offered(run), "first": run is None}


@require_POST
def count_map(request: HttpRequest) -> HttpResponse:
    """Put the counting into the queue; it is published when it is done."""
    viewer = viewers.asking(request)
    if not may_count(viewer):
        raise NotFound("not here, or not for this user")
    form = CountForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Peta belum dihitung: tanggalnya tidak terbaca. Tulis seperti 2027-01-31."))
        return redirect("needs:home")
    request_map(as_of=form.cleaned_data["day"], by=viewer.user, publish=True)
    messages.success(
        request, _("Peta sedang dihitung dan akan terbit begitu selesai. Kemajuannya terlihat di Beranda.")
    )
    return redirect("needs:home")
