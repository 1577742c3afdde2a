"""Which files are read, what each is for, and a template of each to fill in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.core.office.writing import template as writing
from betang.core.office.writing.holds import WRITINGS
from betang.intake import registry, titles
from betang.intake.queries import batches as queries
from betang.intake.views.arriving import may_send
from betang.ui import export, pages
from betang.ui.choosing import Crumb
from betang.ui.tables import Cell, Column, Table

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.core.office.spec import Field, OfficeKind, Part


def kinds(request: HttpRequest) -> HttpResponseBase:
    """Every kind of file, in the order in which they are best sent."""
    viewer = _sender(request)
    shown = [
        {
            "kind": kind,
            "title": titles.of(kind.title),
            "purpose": titles.of(kind.purpose),
            "yours": may_send(kind, viewer),
        }
        for kind in registry.kinds().values()
    ]
    context = {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Kiriman"), reverse("intake:batches")),
            Crumb(_("Jenis berkas dan templat")),
        ],
        "kinds": shown,
    }
    return pages.render(request, "intake/kinds.html", context)


def kind(request: HttpRequest, kind: str) -> HttpResponseBase:
    """One kind: what comes of it, and every column with how a cell may be written."""
    _sender(request)
    found = _kind(kind)
    context = {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Kiriman"), reverse("intake:batches")),
            Crumb(_("Jenis berkas dan templat"), reverse("intake:kinds")),
            Crumb(titles.of(found.title)),
        ],
        "kind": found,
        "title": titles.of(found.title),
        "purpose": titles.of(found.purpose),
        "tables": [titles.table(name) for name in found.tables],
        "parts": [(titles.of(part.title), _table(part)) for part in found.parts],
    }
    return pages.render(request, "intake/kind.html", context)


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The template workbook."""
    _sender(request)
    found, target = _kind(kind), io.BytesIO()
    writing.write(found, target)
    response = HttpResponse(target.getvalue(), content_type=export.EXCEL)
    response["Content-Disposition"] = f'attachment; filename="templat-{found.office_name.replace("_", "-")}.xlsx"'
    return response


def _sender(request: HttpRequest) -> Viewer:
    viewer = viewers.asking(request)
    if not queries.sends_for(user=viewer):
        raise Http404
    return viewer


def _kind(name: str) -> OfficeKind:
    found = registry.kinds().get(name)
    if found is None:
        raise Http404
    return found


def _table(part: Part) -> Table:
    columns = [
        Column("kolom", _("Kolom"), sortable=False),
        Column("wajib", _("Wajib"), sortable=False),
        Column("isi", _("Isinya"), sortable=False),
        Column("cara", _("Boleh ditulis sebagai"), sortable=False),
        Column("contoh", _("Misalnya"), sortable=False),
    ]
    rows = [_row(part, field) for field in part.fields]
    return Table(name=part.name, title=titles.of(part.title), columns=columns, rows=rows)


def _row(part: Part, field: Field) -> list[Cell]:
    either = next((names for names in part.one_of if field.name in names), ())
    others = [part.field(name).title for name in either if name != field.name]
    needed = _("ya") if field.required else _("ya, atau %(others)s") % {"others": ", ".join(others)} if either else ""
    forms = ", ".join(field.choices) if field.choices else titles.of(WRITINGS[field.holds].forms)
    return [
        Cell(field.title),
        Cell(needed or _("tidak")),
        Cell(titles.of(field.note) or None),
        Cell(forms),
        Cell(field.example or None),
    ]
