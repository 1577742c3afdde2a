"""Tables that lay governments side by side; figures as published across agencies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.core.disclosure import Shown, Total
from betang.core.groups import Group
from betang.needs.queries.province import Placed, Province
from betang.needs.views import parts
from betang.standards.queries import Skill
from betang.ui import tables, words
from betang.ui.figures import number, share
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency


def agency_link(agency: str, **choices: str) -> str:
    """The page of a government."""
    query = QueryDict(mutable=True)
    query.update(choices)
    return at("needs:agency", agency) + (f"?{query.urlencode()}" if choices else "")


def cell_link(agency: str, competency: str) -> str:
    """Where a figure of one government and competency leads."""
    return at("needs:agency_competency", agency, competency)


def three_kinds(query: QueryDict, shown: Province, governments: list[Agency], dictionary: dict[str, Skill]) -> Table:
    """Integrity, leadership and technical side by side, each rate with its coverage."""
    columns = [Column("pemerintah", _("Pemerintah"))]
    for group in Group:
        label = str(words.GROUPS[group])
        seen = _("%(group)s: terukur (%%)") % {"group": label}
        columns.append(Column(group.value, label, "rate", str(words.GROUP_HELP[group])))
        columns.append(Column(f"{group.value}-terukur", seen, "share", file_only=True))
    resting = _("Bagian syarat yang bersandar pada standar bawaan atau rancangan")
    columns += [
        Column("semua", _("Semua jenis"), "rate"),
        Column("terukur", _("Terukur (%)"), "share", file_only=True),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share", resting),
        Column("tanpa", _("Kompetensi yang disembunyikan"), "count", file_only=True),
    ]
    kinds, wholes, share_needed = shown.by_group(dictionary), shown.by_agency(), shown.ranked_share
    rows = []
    for a in governments:
        whole = wholes.get(a.code)
        row = [Cell(a.short_name, agency_link(a.code), left_out(whole))]
        for group in Group:
            row += _rate_pair(kinds.get((a.code, group)), share_needed, agency_link(a.code, jenis=group.value))
        row += _rate_pair(whole, share_needed, agency_link(a.code))
        row.append(_share_cell(whole.default_share) if whole else Cell(None))
        row.append(Cell(whole.left_out if whole else None))
        rows.append(row)
    view = View.of(query, default="-semua")
    return Table(
        name="jenis",
        title=_("Tiga jenis kompetensi"),
        columns=columns,
        rows=tables.sort(rows, columns, view),
        view=view,
        query=query,
        caption=_("Kurang dari setiap 100 syarat yang terukur; di bawahnya persen yang terukur."),
    )


def left_out(whole: Total | None) -> str:
    """How many competencies a total is made without, in words; nothing when it has them all."""
    if whole is None or not whole.left_out:
        return ""
    return ngettext(
        "tanpa %(n)s kompetensi yang disembunyikan", "tanpa %(n)s kompetensi yang disembunyikan", whole.left_out
    ) % {"n": number(whole.left_out)}


def _rate_pair(figures: Shown | None, share_needed: float, href: str) -> list[Cell]:
    """The short rate, linked and coloured, with its coverage under it; for a file the coverage once more by itself."""
    if figures is None:
        return [Cell(None), Cell(None)]
    colour = parts.colour_of(figures, "short", share_needed)
    return [Cell(figures.short_rate, href, parts.seen(figures), css=f"heatcell {colour}"), Cell(figures.coverage)]


def _share_cell(value: object, css: str = "") -> Cell:
    return Cell(value, text=share(value), css=css)  # type: ignore[arg-type]  # what a Figures property gives


Rows = Callable[[Placed], list[Cell]]


def priority_table(found: list[Placed], *, query: QueryDict | None = None, few: int = 0, more: str = "") -> Table:
    """What can be ranked. With a query sorted and paged by it, else the first `few`."""
    place = _("Menurut kekurangan kali kepentingan kali bobot sasaran pembangunan")
    columns = [
        Column("kompetensi", _("Kompetensi")),
        Column("pemerintah", _("Pemerintah")),
        Column("jenis", _("Jenis")),
        Column("per100", _("Kurang per 100 terukur"), "rate"),
        Column("kurang", _("Kurang (orang)"), "count"),
        Column("cakupan", _("Terukur (%)"), "share"),
        Column("pemenuhan", _("Pemenuhan (%)"), "share"),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share"),
        Column("urutan", _("Urutan di pemerintahnya"), "rank", place),
    ]

    def row(p: Placed) -> list[Cell]:
        figures, href = p.figures, cell_link(p.agency.code, p.skill.code)
        return [
            *_head(p),
            Cell(figures.short_rate, href, css="strong"),
            Cell(figures.short, href),
            _share_cell(figures.coverage),
            _share_cell(figures.fulfilment),
            _share_cell(figures.default_share),
            Cell(p.place),
        ]

    empty = _("Belum ada yang dapat diperingkat: kurang dari separuh syaratnya terukur. Lihat daftar Ukur dulu.")
    table = Table(name="prioritas", title=_("Prioritas"), columns=columns, rows=(), empty=empty, more=more)
    return _filled(table, found, row, query, few, default="-per100")


def measure_table(
    found: list[Placed], share_needed: float, *, query: QueryDict | None = None, few: int = 0, more: str = ""
) -> Table:
    """What must be measured first, and why. With a query sorted and paged by it, else the first `few`."""
    columns = [
        Column("kompetensi", _("Kompetensi")),
        Column("pemerintah", _("Pemerintah")),
        Column("jenis", _("Jenis")),
        Column("syarat", _("Dipersyaratkan"), "count"),
        Column("cakupan", _("Terukur (%)"), "share"),
        Column("kedaluwarsa", _("Kedaluwarsa"), "count", _("Pernah diukur, tetapi masa berlakunya lewat")),
        Column("disepakati", _("Disepakati"), "count", _("Kebutuhan yang sudah disepakati, belum terukur")),
        Column("sebab", _("Mengapa belum dapat diperingkat"), sortable=False),
    ]

    def row(p: Placed) -> list[Cell]:
        figures, href = p.figures, cell_link(p.agency.code, p.skill.code)
        return [
            *_head(p),
            Cell(figures.required, href),
            _share_cell(figures.coverage),
            Cell(figures.expired),
            Cell(figures.agreed),
            Cell(parts.why_not_ranked(figures, share_needed)),
        ]

    empty = _("Semua yang cocok dengan saringan ini sudah cukup terukur untuk diperingkat.")
    table = Table(name="ukurdulu", title=_("Ukur dulu"), columns=columns, rows=(), empty=empty, more=more)
    return _filled(table, found, row, query, few)


def _head(p: Placed) -> list[Cell]:
    return [
        Cell(p.skill.name, cell_link(p.agency.code, p.skill.code)),
        Cell(p.agency.short_name, agency_link(p.agency.code)),
        Cell(str(words.GROUPS[p.skill.group])),
    ]


def _filled(
    table: Table, found: list[Placed], row: Rows, query: QueryDict | None, few: int, default: str = ""
) -> Table:
    """The first few rows, with the whole for a file; or the page that the URL asks for."""
    if query is None:
        table.rows, table.all_rows = [row(p) for p in found[:few]], lambda: [row(p) for p in found]
        table.more = table.more if len(found) > few else ""
        return table
    view = View.of(query, default=default)
    rows = tables.sort([row(p) for p in found], table.columns, view)
    table.view, table.query, table.total = view, query, len(rows)
    table.rows, table.all_rows = tables.page(rows, view), lambda: rows
    return table


def long_table(shown: Province, governments: list[Agency], listed: list[Skill], share_needed: float) -> Table:
    """The heat map as rows, for a file: one for each government and competency."""
    columns = [
        Column("pemerintah", _("Pemerintah")),
        Column("kode", _("Kode"), "code"),
        Column("kompetensi", _("Kompetensi")),
        Column("jenis", _("Jenis")),
        *parts.figure_columns(),
        Column("kedaluwarsa", _("Kedaluwarsa"), "count"),
        Column("disepakati", _("Disepakati"), "count"),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share"),
    ]

    def rows() -> list[list[Cell]]:
        return [
            [
                Cell(a.name),
                Cell(s.code),
                Cell(s.name),
                Cell(str(words.GROUPS[s.group])),
                *parts.figure_cells(figures, "", share_needed),
                Cell(figures.expired),
                Cell(figures.agreed),
                Cell(figures.default_share),
            ]
            for a in governments
            for s in listed
            if (figures := shown.cells.get((a.code, s.code))) is not None
        ]

    query = QueryDict(mutable=True)
    return Table(name="panas", title=_("Peta panas"), columns=columns, rows=(), query=query, all_rows=rows)


def of_governments(
    query: QueryDict, rows: list[tuple[Agency, Shown | None]], skill: Skill, share_needed: float
) -> Table:
    """One competency, a row for each government that asks for it."""
    columns = [
        Column("pemerintah", _("Pemerintah")),
        *parts.figure_columns(),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share"),
    ]
    built = []
    for a, figures in rows:
        href = cell_link(a.code, skill.code)
        built.append(
            [
                Cell(a.short_name, href),
                *parts.figure_cells(figures, href, share_needed),
                _share_cell(figures.default_share if figures else None),
            ]
        )
    view = View.of(query, default="-per100")
    return Table(
        name="pemerintah",
        title=_("Menurut pemerintah"),
        columns=columns,
        rows=tables.sort(built, columns, view),
        view=view,
        query=query,
        empty=_("Tidak ada jabatan yang mempersyaratkan kompetensi ini."),
    )


def of_competencies(query: QueryDict, shown: Province, agency: str, listed: list[Skill], share_needed: float) -> Table:
    """One government seen from outside: a row for each competency."""
    columns = [Column("kompetensi", _("Kompetensi")), Column("jenis", _("Jenis")), *parts.figure_columns()]
    built = []
    for skill in listed:
        if (agency, skill.code) in shown.cells:
            href = cell_link(agency, skill.code)
            figures = shown.cells[agency, skill.code]
            head = [Cell(skill.name, href), Cell(str(words.GROUPS[skill.group]))]
            built.append([*head, *parts.figure_cells(figures, href, share_needed)])
    view = View.of(query, default="-per100")
    return Table(
        name="kompetensi",
        title=_("Menurut kompetensi"),
        columns=columns,
        rows=tables.sort(built, columns, view),
        view=view,
        query=query,
        empty=_("Pemerintah ini tidak punya syarat kompetensi pada peta ini."),
    )
