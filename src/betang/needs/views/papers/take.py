"""Taking a document of an office, a government, a person. Whoever is named in it may read that it was taken."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.text import slugify

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.needs.queries.dialogue import planning_year
from betang.needs.queries.papers import decree, minutes, office, personal, reach, templates
from betang.needs.views.flow import parts
from betang.needs.views.papers import forms
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.documents import official
from betang.ui.links import at

if TYPE_CHECKING:
    from collections.abc import Collection

    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer
    from betang.needs.queries.papers.reach import Head
    from betang.ui.documents.official.contents.common import Paper


def head_of(agency: Agency) -> Head:
    """What every document of the government says today."""
    today = timezone.localdate()
    return reach.Head(agency, planning_year(today), today, pages.fiction())


def of_office(request: HttpRequest, unit: int, kind: str, form: str) -> HttpResponseBase:
    """F1 or F2 of an office."""
    _check(kind, form)
    viewer = viewers.asking(request)
    area = reach.get_area(unit, user=viewer)
    agency = area.unit.agency
    with translation.override("id"):
        head = head_of(agency)
        made: tuple[Paper, list[int]] = (
            office.inventory(area, head) if kind == "inventory" else office.verification(area, head)
        )
    return _file(request, agency, kind, form, made[0], people=made[1], about=slugify(area.unit.name)[:60] or str(unit))


def of_government(request: HttpRequest, agency: str, kind: str, form: str) -> HttpResponseBase:
    """Minutes, the decree, or the table by NIP of a whole government."""
    _check(kind, form)
    viewer = viewers.asking(request)
    found = viewers.get_own_government(agency, user=viewer)
    people: list[int] = []
    with translation.override("id"):
        head = head_of(found)
        content: Paper
        if kind == "national_table":
            content, people = personal.national_table(head, user=viewer)
        elif kind == "decree":
            content = decree.decree(head, user=viewer)
        else:
            act: minutes.Act = "verify" if kind == "minutes_verification" else "validate"
            content = minutes.minutes(act, head, user=viewer)
    return _file(request, found, kind, form, content, people=people, about=slugify(found.short_name))


def of_person(request: HttpRequest, person: int, form: str) -> HttpResponseBase:
    """The development plan of one person; the file carries our number."""
    _check("personal_plan", form)
    viewer = viewers.asking(request)
    found = personal.plan_person(person, user=viewer)
    with translation.override("id"):
        content, people = personal.personal_plan(found, head_of(found.agency))
    return _file(request, found.agency, "personal_plan", form, content, people=people, about=str(found.pk))


def _check(kind: str, form: str) -> None:
    if form not in forms.FORMS or forms.FORMS[form] not in official.KINDS[kind].forms:
        raise Http404


def _file(
    request: HttpRequest, agency: Agency, kind: str, form: str, content: Paper, *, people: Collection[int], about: str
) -> HttpResponseBase:
    viewer: Viewer = viewers.asking(request)
    own = templates.in_use(agency.code, kind) if form == "docx" else None
    try:
        file = forms.made(kind, form, content, own)
    except (official.TooLong, official.BadTemplate) as no:
        return _refused(request, str(no))
    if people:
        audit.looked(
            name="betang.needs.document_exported",
            by=viewer,
            agency=agency,
            people=people,
            on_kind="needs.document",
            on_id=kind,
            file=form,
        )
    return forms.answer(f"{forms.FILES[kind]}-{about}-{content.year}", form, file)


def _refused(request: HttpRequest, why: str) -> HttpResponseBase:
    crumbs = parts.crumbs(Crumb(str(forms.DOCUMENTS), at("needs:documents")))
    return pages.render(
        request, "needs/papers/refused.html", {"crumbs": crumbs, "why": why}, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )
