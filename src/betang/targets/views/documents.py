"""Vision and missions as the planning document says them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from betang.agencies import viewers
from betang.agencies.rules import NotAllowed
from betang.targets import actions, queries
from betang.targets.views import parts
from betang.ui import pages
from betang.ui.choosing import Crumb

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer
    from betang.targets.models import Vision

MOST_MISSIONS = 20


class VisionForm(forms.Form):
    """A planning document: its name, years, vision, and a mission on each line."""

    document = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("Tulis nama dokumennya.")})
    first_year = forms.IntegerField(
        min_value=1945, max_value=2200, error_messages={"required": gettext_lazy("Isi tahun pertamanya.")}
    )
    last_year = forms.IntegerField(
        min_value=1945, max_value=2200, error_messages={"required": gettext_lazy("Isi tahun terakhirnya.")}
    )
    text = forms.CharField(max_length=2_000, error_messages={"required": gettext_lazy("Tulis visinya.")})
    missions = forms.CharField(
        max_length=20_000, error_messages={"required": gettext_lazy("Tulis paling sedikit satu misi.")}
    )

    def clean_missions(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["missions"].splitlines() if line.strip())
        if len(lines) > MOST_MISSIONS:
            raise forms.ValidationError(_("Paling banyak %(n)d misi, satu tiap baris.") % {"n": MOST_MISSIONS})
        return lines

    def written(self) -> actions.Written:
        return actions.Written(**self.cleaned_data)


def visions(request: HttpRequest) -> HttpResponse:
    """Which visions there are, with their missions."""
    viewer = viewers.asking(request)
    agency = parts.asked_agency(request, viewer)
    context = {
        "crumbs": parts.crumbs(agency, viewer, Crumb(_("Visi dan misi"))),
        "tabs": parts.tabs("visions", agency, viewer),
        "agency": agency,
        "visions": queries.visions(agency.code, user=viewer),
        "edits": queries.edits_document(agency.code, user=viewer),
        "new": parts.at("targets:vision_new", agency, viewer),
    }
    return pages.render(request, "targets/visions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a vision."""
    viewer = viewers.asking(request)
    agency = parts.asked_agency(request, viewer)
    if not queries.edits_document(agency.code, user=viewer):
        raise Http404
    return _edit(request, agency, None, VisionForm(request.POST or None), viewer)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, vision: int) -> HttpResponse:
    """Word a vision otherwise."""
    viewer = viewers.asking(request)
    found = queries.get_vision(vision, user=viewer)
    first: dict[str, Any] = {
        "document": found.document,
        "first_year": str(found.first_year),  # as typed: no separator of thousands
        "last_year": str(found.last_year),
        "text": found.text,
        "missions": "\n".join(mission.text for mission in found.missions.all()),
    }
    return _edit(request, found.agency, found, VisionForm(request.POST or None, initial=first), viewer)


def _edit(
    request: HttpRequest, agency: Agency, vision: Vision | None, form: VisionForm, viewer: Viewer
) -> HttpResponse:
    page = parts.at("targets:visions", agency, viewer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_vision(agency=agency, vision=vision, written=form.written(), by=viewer)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Visi dan misi disimpan."))
            return redirect(page)
    here = Crumb(_("Ubah") if vision else _("Catat"))
    context = {
        "crumbs": parts.crumbs(agency, viewer, Crumb(_("Visi dan misi"), page), here),
        "agency": agency,
        "vision": vision,
        "form": form,
        "back": page,
    }
    return pages.render(request, "targets/vision_form.html", context)
