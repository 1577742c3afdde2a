"""Dokumen: what can be printed for whom, in which form, and how long it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.needs.queries.dialogue import planning_year
from betang.needs.queries.papers import reach, templates
from betang.needs.views.flow import parts
from betang.needs.views.papers import forms
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.documents import official
from betang.ui.links import at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer
    from betang.needs.views.papers.forms import Link

SUMS = ("minutes_verification", "minutes_validation", "decree")


@dataclass(frozen=True, slots=True)
class Line:
    """An office with its two forms: how many rows each has, and its files."""

    name: str
    listed: int
    sent: int
    inventory: Sequence[Link]
    verification: Sequence[Link]


def documents(request: HttpRequest) -> HttpResponse:
    """The page."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    year = planning_year(timezone.localdate())
    lines = [_line(one) for one in reach.sized(agency.code, year, user=viewer)]
    context = {
        "crumbs": parts.crumbs(Crumb(str(forms.DOCUMENTS))),
        "agency": agency,
        "agencies": [viewers.get_government(code) for code in reach.governments(user=viewer)],
        "year": str(year),
        "lines": lines,
        "listed": sum(line.listed for line in lines),
        "sent": sum(line.sent for line in lines),
        "whole": _whole(agency, viewer),
        "own": _links("needs:document_person", "personal_plan", viewer.own_record) if viewer.own_record else [],
        "talks": viewer.enters_for(agency.code) or any(one.via == "reports" for one in viewer.reached.values()),
        "edits": viewer.has(Right.EDIT, agency.code),
        "replaced": len(templates.own_kinds(agency.code, user=viewer)) if viewer.owns(agency.code) else 0,
        "most": official.ROWS,
    }
    return pages.render(request, "needs/papers/page.html", context)


def _line(one: reach.Sized) -> Line:
    number, name = one.area.unit.pk, one.area.unit.name
    return Line(
        name=name,
        listed=one.listed,
        sent=one.sent,
        inventory=_links("needs:document_inventory", "inventory", number, about=name, rows=one.listed),
        verification=_links("needs:document_verification", "verification", number, about=name, rows=one.sent),
    )


def _whole(agency: Agency, viewer: Viewer) -> list[tuple[str, Sequence[Link]]]:
    """Papers of the whole government that are the reader's to print."""
    kinds = [*SUMS] if reach.prints_sums(agency.code, user=viewer) else []
    kinds += ["national_table"] if reach.prints_names(agency.code, user=viewer) else []
    return [(str(forms.TITLES[kind]), _links(f"needs:document_{kind}", kind, agency.code)) for kind in kinds]


def _links(name: str, kind: str, key: object, *, about: str = "", rows: int = 0) -> list[Link]:
    """The files of a paper; without Word and PDF where it is too long for them."""
    made = official.KINDS[kind].forms
    title = str(forms.TITLES[kind])
    return [
        forms.Link(forms.LABELS[ending], at(name, key, ending), _("%(what)s, %(form)s") % {
            "what": f"{title} {about}".strip(), "form": forms.LABELS[ending]
        })
        for ending, form in forms.FORMS.items()
        if form in made and (form == "excel" or rows <= official.ROWS)
    ]  # fmt: skip
