"""Workbooks for the dialogue between superiors and their people: one of an office, or a zip of all of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.core.office.kinds.needs.answers import CAUSES, PRIORITIES, WAYS
from betang.core.office.writing import dialogue
from betang.core.office.writing.dialogue import Choices, Indicator, Line, Wording
from betang.needs.queries.dialogue import Office, Partner, catalogue, may_take, offices, planning_year
from betang.needs.views.first_hour.page import own_agency
from betang.standards.queries import skills
from betang.ui import export, pages, words
from betang.ui.words import STATES

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer

ROWS_TO_CHOOSE = 3
"""Lines a person gets whose post requires nothing yet."""
NATIONAL = ("managerial", "sociocultural")


@require_POST
def workbooks(request: HttpRequest, unit: int | None = None) -> HttpResponseBase:
    """The workbooks of every office the user enters data for, as a zip where they are several, or the one of `unit`.

    They name people: who took them, and who stands in them, is recorded.
    """
    viewer = viewers.asking(request)
    agency = own_agency(viewer)
    if not may_take(agency.code, user=viewer):
        raise Http404
    today = timezone.localdate()
    found = offices(agency.code, on=today, user=viewer, only=unit)
    _looked(viewer, agency.code, found)
    made = list(_made(found, agency, planning_year(today)))
    if unit is not None or (len(made) == 1 and not viewer.sees_names(agency.code)):
        return _file(*made[0], export.EXCEL)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, content in made:
            packed.writestr(name, content)
    return _file(f"betang-dialog-{agency.code}-{today.isoformat()}.zip", target.getvalue(), "application/zip")


def _file(name: str, content: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _looked(viewer: Viewer, agency: str, found: list[Office]) -> None:
    audit.looked(
        name="betang.needs.workbooks_exported",
        by=viewer,
        agency=agency,
        people=[partner.person.pk for office in found for partner in office.partners],
        on_kind="agencies.agency",
        on_id=agency,
        file="xlsx",
    )


def _made(found: list[Office], agency: Agency, year: int) -> Iterator[tuple[str, bytes]]:
    """The workbooks, each under the name of its office."""
    dictionary = skills()
    names = {code: f"{code} {skill.name}" for code, skill in dictionary.items()}
    choices = Choices(
        competencies=[names[code] for code, skill in dictionary.items() if skill.kind in NATIONAL],
        programs=catalogue(),
        ways=list(WAYS.values()),
        priorities=list(PRIORITIES.values()),
        causes=list(CAUSES.values()),
    )
    taken: dict[str, int] = {}
    for office in found:
        name = slugify(office.unit.name)[:60] or "unit"
        taken[name] = taken.get(name, 0) + 1
        again = f"-{taken[name]}" if taken[name] > 1 else ""
        book = io.BytesIO()
        said = Wording(agency.name, office.unit.name, office.unit.code, year, pages.fiction())
        unmet = [Indicator(one.indicator, one.measure, one.baseline, one.goal, one.year) for one in office.unmet]
        dialogue.write(book, said, _lines(office, names), choices, unmet)
        yield f"dialog-{name}{again}.xlsx", book.getvalue()


def _lines(office: Office, names: Mapping[str, str]) -> Iterator[Line]:
    for partner in office.partners:
        yield from _of_one(partner, names)


def _of_one(partner: Partner, names: Mapping[str, str]) -> Iterator[Line]:
    person = partner.person
    nip, name, job = person.nip or "", person.name or "", person.job.name
    superior = (person.supervisor.name if person.supervisor else None) or ""
    predicate = ""
    if partner.predicate:
        year, value = partner.predicate
        predicate = f"{words.PREDICATES[str(value)]} ({year})"
    if not partner.pairs:
        yield from (Line(nip, name, job, predicate=predicate, superior=superior) for _line in range(ROWS_TO_CHOOSE))
    for pair in partner.pairs:
        known = pair.held is not None
        yield Line(
            nip=nip,
            name=name,
            job=job,
            competency=names.get(pair.competency, pair.competency),
            required=pair.required,
            held=pair.held,
            state=_("terukur") if known else str(STATES["expired" if pair.expired else "unknown"]).lower(),
            gap=max(0, pair.required - pair.held) if pair.held is not None else None,
            trained=pair.trained,
            predicate=predicate,
            superior=superior,
        )
