"""What people have explained before, in one place: spellings they confirmed, headings they named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.core.office.desk import Known
from betang.intake import actions, registry, titles
from betang.intake.queries import batches as queries
from betang.ui import pages
from betang.ui.choosing import Crumb

if TYPE_CHECKING:
    from betang.intake.models import Alias


def explained(request: HttpRequest) -> HttpResponseBase:
    """Every spelling and heading that the reader's governments have explained."""
    viewer = viewers.asking(request)
    agencies = queries.sends_for(user=viewer)
    if not agencies:
        raise Http404
    spellings = list(queries.aliases(user=viewer))
    headings = list(queries.columns(user=viewer))
    names = _names(spellings)
    context = {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Kiriman"), reverse("intake:batches")),
            Crumb(_("Yang sudah ditegaskan")),
        ],
        "several": len(agencies) > 1,
        "spellings": [
            {"row": one, "directory": titles.DIRECTORIES.get(one.directory, one.directory), "name": names[one.pk]}
            for one in spellings
        ],
        "headings": [
            {"row": one, "kind": titles.kind_title(one.kind), "field": _field(one.kind, one.field)} for one in headings
        ],
    }
    return pages.render(request, "intake/explained.html", context)


def _names(spellings: list[Alias]) -> dict[int, str]:
    """What the codes are called; the code itself where it is no longer known."""
    known: dict[str | None, Known] = {}
    for agency in {one.agency_id for one in spellings}:
        known[agency] = Known()
        wanted = sorted({one.directory for one in spellings if one.agency_id == agency})
        registry.fill(known[agency], tuple(wanted), agency)
    found = {}
    for one in spellings:
        directory = known[one.agency_id].directories.get(one.directory)
        found[one.pk] = directory.name(one.code) if directory is not None and one.code in directory else one.code
    return found


def _field(kind: str, path: str) -> str:
    found = registry.kinds().get(kind)
    return titles.field(found, path) if found is not None and path else ""


@require_POST
def drop_spelling(request: HttpRequest, alias: int) -> HttpResponseBase:
    """A spelling no longer means what somebody confirmed."""
    viewer = viewers.asking(request)
    actions.drop_alias(alias_id=queries.get_alias(alias, user=viewer).pk, by=viewer.user)
    messages.success(request, _("Nama lain dihapus. Data yang sudah disimpan tidak berubah."))
    return redirect("intake:explained")


@require_POST
def forget_heading(request: HttpRequest, column: int) -> HttpResponseBase:
    """A heading is no longer read as somebody explained it."""
    viewer = viewers.asking(request)
    actions.forget_column(column_id=queries.get_column(column, user=viewer).pk, by=viewer.user)
    messages.success(request, _("Judul kolom dilupakan. Data yang sudah disimpan tidak berubah."))
    return redirect("intake:explained")
