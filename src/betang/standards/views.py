"""What the record holds and how far it can be trusted; the competency dictionary and what posts require."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.intake.queries.batches import sends_for
from betang.people.queries import corrections, staff
from betang.standards import queries
from betang.standards.queries import SourceCount
from betang.ui import choosing, pages, tables, words
from betang.ui.choosing import Crumb
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from django.http import QueryDict

    from betang.standards.models import Standard


def data(request: HttpRequest) -> HttpResponseBase:
    """What the own agency has brought in: people, standards, evidence by source."""
    viewer = viewers.asking(request)
    home = viewer.home
    counts = queries.evidence_by_source(user=viewer, agency=home.code) if home else []
    standards = queries.standard_counts(user=viewer)
    decreed = sum(by_basis.get("decree", 0) for by_basis in standards.values())
    every = sum(n for by_basis in standards.values() for n in by_basis.values())
    table = _source_table(counts)
    context = {
        "home": home,
        "sends": bool(sends_for(user=viewer)),
        "staff": staff(home.code, user=viewer) if home and viewer.sees_people(home.code) else None,
        "reached": sum(one.agency == home.code for one in viewer.reached.values()) if home else 0,
        "corrects": corrections.may_answer(user=viewer),
        "waiting": corrections.waiting_corrections(user=viewer),
        "evidence": sum(c.rows for c in counts),
        "standards": every,
        "decreed": 100 * decreed / every if every else None,
    }
    notes = [_("Dihitung dari data yang terakhir dimuat, tanpa melihat apakah hasilnya masih berlaku.")]
    return pages.respond(request, "standards/data.html", context, tables=[table], heading=_("Data"), notes=notes)


def _source_table(counts: list[SourceCount]) -> Table:
    columns = [
        Column("sumber", _("Sumber")),
        Column("hasil", _("Hasil penilaian"), "count"),
        Column("orang", _("Orang"), "count"),
        Column("pertama", _("Paling lama"), "day"),
        Column("terakhir", _("Paling baru"), "day"),
    ]
    order = list(words.SOURCES)
    rows = [
        [Cell(str(words.SOURCES[c.source])), Cell(c.rows), Cell(c.people), Cell(c.first), Cell(c.last)]
        for c in sorted(counts, key=lambda c: order.index(c.source))
    ]
    empty = _("Belum ada hasil penilaian. Selama itu setiap syarat jabatan belum diketahui.")
    return Table(name="sumber", title=_("Hasil penilaian menurut sumber"), columns=columns, rows=rows, empty=empty)


def dictionary(request: HttpRequest) -> HttpResponseBase:
    """Every competency with how many standards ask for it and on what they rest."""
    viewer = viewers.asking(request)
    group = choosing.asked(request.GET, "jenis", words.GROUPS)
    counts = queries.standard_counts(user=viewer)
    columns = [
        Column("kompetensi", _("Kompetensi")),
        Column("kode", _("Kode"), "code"),
        Column("jenis", _("Jenis")),
        Column("standar", _("Standar"), "count"),
        Column("ditetapkan", _("Ditetapkan"), "count"),
        Column("bawaan", _("Bawaan"), "count"),
        Column("rancangan", _("Rancangan"), "count"),
    ]
    rows = []
    for skill in queries.skills().values():
        if group and skill.group != group:
            continue
        by_basis, href = counts.get(skill.code, {}), reverse("standards:competency", args=[skill.code])
        rows.append(
            [
                Cell(skill.name, href),
                Cell(skill.code),
                Cell(str(words.GROUPS[skill.group])),
                Cell(sum(by_basis.values()), href),
                Cell(by_basis.get("decree", 0)),
                Cell(by_basis.get("default", 0)),
                Cell(by_basis.get("draft", 0)),
            ]
        )
    view = View.of(request.GET)
    ordered = tables.sort(rows, columns, view)
    table = Table(
        name="kamus",
        title=_("Kamus kompetensi"),
        columns=columns,
        rows=tables.page(ordered, view),
        view=view,
        query=request.GET,
        total=len(ordered),
        all_rows=lambda: ordered,
        empty=_("Kamus kompetensi masih kosong."),
    )
    context = {
        "crumbs": [Crumb(_("Data"), reverse("standards:data")), Crumb(_("Standar kompetensi"))],
        "groups": choosing.choices(request.GET, "jenis", words.GROUPS, group, everything=_("Semua jenis")),
        "table": table,
        "count": len(ordered),
        "without": sum(not counts.get(row[1].value) for row in ordered if isinstance(row[1].value, str)),
    }
    return pages.respond(request, "standards/dictionary.html", context, tables=[table], heading=_("Kamus kompetensi"))


def competency(request: HttpRequest, competency: str) -> HttpResponseBase:
    """What posts and tiers require of one competency, and on which decision that rests."""
    viewer, skill = viewers.asking(request), queries.get_skill(competency)
    table = _standard_table(queries.standards_of(skill.code, user=viewer), request.GET)
    context = {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Standar kompetensi"), reverse("standards:dictionary")),
            Crumb(skill.name),
        ],
        "skill": skill,
        "group": words.GROUPS[skill.group],
        "table": table,
    }
    return pages.respond(request, "standards/competency.html", context, tables=[table], heading=skill.name)


def _standard_table(standards: list[Standard], query: QueryDict) -> Table:
    columns = [
        Column("untuk", _("Untuk")),
        Column("pemerintah", _("Berlaku di")),
        Column("tingkat", _("Tingkat"), "level"),
        Column("kepentingan", _("Kepentingan")),
        Column("dasar", _("Dasar")),
    ]
    importance = {
        "absolute": words.IMPORTANCES["3"],
        "important": words.IMPORTANCES["2"],
        "needed": words.IMPORTANCES["1"],
    }
    rows = [
        [
            Cell(s.job.name if s.job else str(words.TIERS.get(s.tier or "", s.tier or ""))),
            Cell(s.agency.short_name if s.agency else _("semua pemerintah")),
            Cell(s.level),
            Cell(str(importance[s.importance])),
            Cell(str(words.BASES[s.basis or ""])),
        ]
        for s in standards
    ]
    view = View.of(query)
    ordered = tables.sort(rows, columns, view)
    return Table(
        name="standar",
        title=_("Standar"),
        columns=columns,
        rows=tables.page(ordered, view),
        view=view,
        query=query,
        total=len(ordered),
        all_rows=lambda: ordered,
        empty=_("Tidak ada jabatan atau jenjang yang mempersyaratkan kompetensi ini di pemerintah Anda."),
    )
