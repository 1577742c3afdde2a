"""One zip of workbooks, filled in for each office, for the dialogue between superiors and their people."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.core.office.writing import dialogue
from betang.core.office.writing.dialogue import Line, Wording
from betang.needs.queries.dialogue import Office, Partner, offices
from betang.needs.views.first_hour.page import may_take_workbooks, own_agency
from betang.standards.queries import skills
from betang.ui import pages, words
from betang.ui.words import STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from betang.agencies.viewers import Viewer

ROWS_TO_CHOOSE = 3
"""Lines a person gets whose post requires nothing yet."""
NATIONAL = ("managerial", "sociocultural")


@require_POST
def workbooks(request: HttpRequest) -> HttpResponseBase:
    """The zip. It names people: who took it, and who stands in it, is recorded."""
    viewer = viewers.asking(request)
    agency = own_agency(viewer)
    if not may_take_workbooks(viewer, agency):
        raise Http404
    today = timezone.localdate()
    found = offices(agency.code, on=today, user=viewer)
    _looked(viewer, agency.code, found)
    answer = HttpResponse(_zipped(found, agency.name), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="betang-dialog-{agency.code}-{today.isoformat()}.zip"'
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


def _zipped(found: list[Office], agency: str) -> bytes:
    dictionary = skills()
    names = {code: f"{code} {skill.name}" for code, skill in dictionary.items()}
    choices = [names[code] for code, skill in dictionary.items() if skill.kind in NATIONAL]
    said = Wording(agency, pages.fiction())
    target, taken = io.BytesIO(), dict[str, int]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for office in found:
            name = slugify(office.name)[:60] or "unit"
            taken[name] = taken.get(name, 0) + 1
            file = f"dialog-{name}{f'-{taken[name]}' if taken[name] > 1 else ''}.xlsx"
            book = io.BytesIO()
            dialogue.write(book, office.name, _lines(office, names), choices, said)
            packed.writestr(file, book.getvalue())
    return target.getvalue()


def _lines(office: Office, names: Mapping[str, str]) -> Iterator[Line]:
    for partner in office.partners:
        yield from _of_one(partner, names)


def _of_one(partner: Partner, names: Mapping[str, str]) -> Iterator[Line]:
    person = partner.person
    nip, name, job = person.nip or "", person.name or "", person.job.name
    predicate = ""
    if partner.predicate:
        year, value = partner.predicate
        predicate = f"{words.PREDICATES[str(value)]} ({year})"
    if not partner.pairs:
        yield from (Line(nip, name, job, predicate=predicate) for _line in range(ROWS_TO_CHOOSE))
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
        )
