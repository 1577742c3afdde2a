"""The rows that were refused or warned of, and the workbook that goes back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.intake import registry, titles, words
from betang.intake.files.giving_back import write_refused
from betang.intake.queries import batches as queries
from betang.intake.queries.batches import Sought
from betang.ui import choosing, export, pages
from betang.ui.choosing import Crumb
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from betang.agencies.viewers import Viewer
    from betang.intake.models import Batch, BatchProblem

PILLS = {"refused": "short", "cell": "agreed", "warning": "agreed"}
MOST_IN_FILE = 100_000


def problems(request: HttpRequest, batch: int) -> HttpResponseBase:
    """Row by row: sheet, row, column, what stands there, what is wrong with it and what to do."""
    viewer, query, view = viewers.asking(request), request.GET, View.of(request.GET)
    found = queries.get_batch(batch, user=viewer)
    counts = {severity: found.counts.get(severity, {}) for severity in titles.SEVERITIES}
    severities = {s: str(label) for s, label in titles.SEVERITIES.items() if counts[s]}
    severity = choosing.asked(query, "akibat", severities)
    codes = {
        code: words.told(code).rule for s, counted in counts.items() if severity in ("", s) for code in sorted(counted)
    }
    code = choosing.asked(query, "kode", codes)
    names = {sheet["name"]: sheet["name"] for sheet in found.look.get("sheets", ()) if sheet["name"]}
    sheet = choosing.asked(query, "lembar", names)
    rows = queries.problems(found, Sought(severity, code, sheet or None))
    file = pages.file_asked(request)
    listed = list(rows[:MOST_IN_FILE] if file else rows[view.first : view.first + PAGE_ROWS])
    _looked(found, viewer, (problem.value for problem in listed), file)
    table = _table(found, listed, view, request, rows.count())
    context = {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Kiriman"), reverse("intake:batches")),
            Crumb(_("Nomor %(n)s") % {"n": found.pk}, reverse("intake:batch", args=[found.pk])),
            Crumb(_("Masalah")),
        ],
        "batch": found,
        "told": words.told(code) if code else None,
        "total": table.total,
        "selects": [
            choosing.select(query, "akibat", _("Akibat"), severities, severity, everything=_("Semua akibat")),
            choosing.select(query, "kode", _("Masalah"), codes, code, everything=_("Semua masalah")),
            *(
                [choosing.select(query, "lembar", _("Lembar"), names, sheet, everything=_("Semua lembar"))]
                if len(names) > 1
                else []
            ),
        ],
        "kept": choosing.kept(query, "akibat", "kode", "lembar"),
    }
    heading = _("Masalah kiriman nomor %(n)s") % {"n": found.pk}
    return pages.respond(request, "intake/problems.html", context, tables=[table], heading=heading)


def _table(batch: Batch, rows: Sequence[BatchProblem], view: View, request: HttpRequest, total: int) -> Table:
    sheets = len(batch.look.get("sheets", ())) > 1
    columns = [
        Column("baris", _("Baris"), "code", sortable=False),
        *([Column("lembar", _("Lembar"), sortable=False)] if sheets else []),
        Column("kolom", _("Kolom"), sortable=False),
        Column("isian", _("Isian"), sortable=False),
        Column("akibat", _("Akibat"), sortable=False),
        Column("masalah", _("Masalah"), sortable=False),
        Column("lakukan", _("Yang perlu dilakukan"), sortable=False),
        Column("kode", _("Kode"), "code", sortable=False, file_only=True),
    ]
    return Table(
        name="masalah",
        title=_("Masalah"),
        columns=columns,
        rows=[_row(problem, sheets=sheets) for problem in rows],
        view=view,
        query=request.GET,
        total=total,
        empty=_("Tidak ada masalah yang cocok dengan saringan ini."),
    )


def _row(problem: BatchProblem, *, sheets: bool) -> list[Cell]:
    told = words.told(problem.code, problem.said)
    return [
        Cell(str(problem.row) if problem.row is not None else _("seluruh berkas")),
        *([Cell(problem.sheet)] if sheets else []),
        Cell(problem.column or None),
        Cell(problem.value or None, text="" if problem.value else _("(kosong)")),
        Cell(problem.get_severity_display(), pill=PILLS[problem.severity]),
        Cell(told.rule),
        Cell(told.deed),
        Cell(problem.code),
    ]


def refused(request: HttpRequest, batch: int) -> HttpResponse:
    """The refused rows as a workbook, to be mended and sent again."""
    viewer = viewers.asking(request)
    found = queries.get_batch(batch, user=viewer)
    target, texts = io.BytesIO(), set[str]()
    if not found.refused or not write_refused(found, target, said=texts):
        raise Http404
    audit.looked(
        name="betang.intake.refused_taken",
        by=viewer,
        agency=found.agency_id or "",
        people=registry.people_named(found.agency_id or "", texts),
        on_kind="intake.batch",
        on_id=str(found.pk),
        file="xlsx",
    )
    response = HttpResponse(target.getvalue(), content_type=export.EXCEL)
    name = slugify(f"betang kiriman {found.pk} ditolak")
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _looked(batch: Batch, viewer: Viewer, texts: Iterable[str], file: str) -> None:
    """Who of the register stands in these texts, by NIP or by name, was shown."""
    audit.looked(
        name="betang.intake.problems_exported" if file else "betang.intake.problems_opened",
        by=viewer,
        agency=batch.agency_id or "",
        people=registry.people_named(batch.agency_id or "", texts),
        on_kind="intake.batch",
        on_id=str(batch.pk),
        file=file,
    )
