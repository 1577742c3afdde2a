"""The province at a glance, its heat map, its ranked priorities and what must be measured first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.pictures import areas
from betang.agencies.viewers import Viewer
from betang.core.disclosure import Figures
from betang.core.groups import Group
from betang.needs.queries import province as queries
from betang.needs.queries import runs
from betang.needs.queries.province import Placed, Province, judged
from betang.needs.views import parts
from betang.standards.queries import Skill, get_skill, skills
from betang.ui import charts, choosing, maps, pages, tables, words
from betang.ui.charts import Dot, RateBar
from betang.ui.choosing import Crumb
from betang.ui.figures import share
from betang.ui.heat import Heat, HeatCell, HeatColumn, HeatRow, Measure, legend
from betang.ui.tables import Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.agencies.models import Agency

FEW_ROWS = 5


def overview(request: HttpRequest) -> HttpResponseBase:
    """Which government most needs work, which cannot be judged yet, and on what."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = parts.asking(request)
    measure, group = parts.measure_asked(request.GET), choosing.asked(request.GET, "jenis", words.GROUPS)
    shown, governments, dictionary = queries.province(run), viewers.governments(), skills()
    figures = _by_agency(shown, governments, group)
    share_needed = runs.ranked_share(run)
    top = queries.priorities(run, governments, dictionary, group=group)
    first = queries.measure_first(run, governments, dictionary, group=group)
    context = {
        "crumbs": [Crumb(_("Peta"))],
        "tabs": parts.tabs("province"),
        "run": run,
        "measures": choosing.choices(request.GET, "ukuran", words.MEASURES, measure, helps=words.MEASURE_HELP),
        "groups": choosing.choices(request.GET, "jenis", words.GROUPS, group, everything=_("Semua jenis")),
        "answer": _answer(figures, governments, share_needed, top),
        "picture": _picture(figures, governments, measure, share_needed, viewer),
        "legend": legend(measure),
        "legend_title": words.MEASURE_HELP[measure],
        "legend_unknown": _("belum cukup terukur") if measure != "seen" else _("tidak ada syarat"),
    }
    listed = [
        _three_kinds(request.GET, shown, governments, share_needed),
        _priority_table("prioritas", top[:FEW_ROWS], all_rows=top, more=f"{reverse('needs:priorities')}{choosing.link(request.GET, ukuran='')}"),
        _measure_table("ukurdulu", first[:FEW_ROWS], share_needed, all_rows=first, more=f"{reverse('needs:measure_first')}{choosing.link(request.GET, ukuran='')}"),
    ]  # fmt: skip
    return pages.respond(
        request,
        "needs/province.html",
        context,
        tables=listed,
        heading=_("Peta kebutuhan kompetensi"),
        notes=parts.method(run, across=True),
    )


def heat(request: HttpRequest) -> HttpResponseBase:
    """Government x competency as colours, each cell with its rate and how much is measured."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    measure, group = parts.measure_asked(request.GET), choosing.asked(request.GET, "jenis", words.GROUPS)
    shown, governments, dictionary = queries.province(run), viewers.governments(), skills()
    listed = [s for s in dictionary.values() if not group or s.group == group]
    worst = _worst_competency(shown, listed, runs.ranked_share(run))
    context = {
        "crumbs": [Crumb(_("Peta"), reverse("needs:province")), Crumb(_("Peta panas"))],
        "tabs": parts.tabs("heat"),
        "run": run,
        "measures": choosing.choices(request.GET, "ukuran", words.MEASURES, measure, helps=words.MEASURE_HELP),
        "groups": choosing.choices(request.GET, "jenis", words.GROUPS, group, everything=_("Semua jenis")),
        "worst": worst,
        "heat": _heat(shown, governments, listed, measure, runs.ranked_share(run), parts.asking(request)),
        "legend": legend(measure),
        "legend_title": words.MEASURE_HELP[measure],
        "legend_unknown": _("belum cukup terukur"),
    }
    table = _long_table(shown, governments, listed, runs.ranked_share(run))
    return pages.respond(
        request,
        "needs/heat.html",
        context,
        tables=[table],
        heading=_("Peta panas kompetensi"),
        notes=parts.method(run, across=True),
    )


def priorities(request: HttpRequest) -> HttpResponseBase:
    """Every government and competency that can be ranked, most people short per 100 first."""
    return _list_page(request, "priorities")


def measure_first(request: HttpRequest) -> HttpResponseBase:
    """Everything that cannot be ranked yet, and why."""
    return _list_page(request, "measure_first")


def _list_page(request: HttpRequest, name: str) -> HttpResponseBase:
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    governments, dictionary = viewers.governments(), skills()
    group = choosing.asked(request.GET, "jenis", words.GROUPS)
    agency = choosing.asked(request.GET, "pemerintah", {a.code: a.name for a in governments})
    share_needed = runs.ranked_share(run)
    if name == "priorities":
        found = queries.priorities(run, governments, dictionary, group=group, agency=agency)
        table = _priority_table("prioritas", found, query=request.GET)
        label, heading = _("Prioritas"), _("Prioritas pengembangan kompetensi")
    else:
        found = queries.measure_first(run, governments, dictionary, group=group, agency=agency)
        table = _measure_table("ukurdulu", found, share_needed, query=request.GET)
        label, heading = _("Ukur dulu"), _("Yang harus diukur dulu")
    context = {
        "crumbs": [Crumb(_("Peta"), reverse("needs:province")), Crumb(label)],
        "tabs": parts.tabs(name),
        "run": run,
        "groups": choosing.choices(request.GET, "jenis", words.GROUPS, group, everything=_("Semua jenis")),
        "selects": [
            choosing.select(
                request.GET,
                "pemerintah",
                _("Pemerintah"),
                {a.code: a.short_name for a in governments},
                agency,
                everything=_("Semua pemerintah"),
            )
        ],
        "kept": choosing.kept(request.GET, "pemerintah"),
        "found": found,
        "first": found[0] if found else None,
        "hidden": queries.hidden_rows(run),
        "page": name,
    }
    return pages.respond(
        request,
        "needs/list.html",
        {**context, "table": table},
        tables=[table],
        heading=heading,
        notes=parts.method(run, across=True),
    )


def competency(request: HttpRequest, competency: str) -> HttpResponseBase:
    """One competency across the governments."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    skill, viewer = get_skill(competency), parts.asking(request)
    shown, governments = queries.province(run), viewers.governments()
    share_needed = runs.ranked_share(run)
    rows = [(a, shown.cells[a.code, skill.code]) for a in governments if (a.code, skill.code) in shown.cells]
    table = tables_of_governments(request.GET, rows, skill, share_needed)
    bars = _bars(rows, skill, share_needed, viewer)
    context = {
        "crumbs": [
            Crumb(_("Peta"), reverse("needs:province")),
            Crumb(_("Peta panas"), reverse("needs:heat")),
            Crumb(skill.name),
        ],
        "run": run,
        "skill": skill,
        "group": words.GROUPS[skill.group],
        "whole": shown.competencies.get(skill.code),
        "judged": [a for a, f in rows if f is not None and judged(f, share_needed)],
        "rows": rows,
        "chart": charts.rate_bars(bars, axis=_("kurang dari setiap 100 yang terukur"), unknown=_("belum cukup terukur"))
        if bars
        else "",
        "chart_finding": _finding(bars),
        "table": table,
    }
    return pages.respond(
        request,
        "needs/competency.html",
        context,
        tables=[table],
        heading=skill.name,
        notes=parts.method(run, across=True),
    )


# ---------------------------------------------------------------- pieces


def _by_agency(shown: Province, governments: list[Agency], group: str) -> dict[str, Figures | None]:
    if not group:
        return {a.code: shown.agencies.get(a.code) for a in governments}
    return {a.code: shown.groups.get((a.code, Group(group))) for a in governments}


def _answer(
    figures: Mapping[str, Figures | None], governments: list[Agency], share_needed: float, top: list[Placed]
) -> dict[str, Any]:
    """Which government is most short among those that can be judged, on what, and which cannot be judged."""
    judged_ones = [
        (a, f)
        for a in governments
        if (f := figures[a.code]) is not None and judged(f, share_needed) and isinstance(f.short_rate, float)
    ]
    unjudged = [a for a in governments if (f := figures[a.code]) is None or not judged(f, share_needed)]
    worst = max(judged_ones, key=lambda pair: float(pair[1].short_rate or 0), default=None)  # type: ignore[arg-type]
    if worst is None:
        return {"worst": None, "unjudged": unjudged, "all": len(governments)}
    mainly = next((row for row in top if row.agency.code == worst[0].code), None)
    return {"worst": worst[0], "figures": worst[1], "mainly": mainly, "unjudged": unjudged, "all": len(governments)}


def _picture(
    figures: Mapping[str, Figures | None],
    governments: list[Agency],
    measure: Measure,
    share_needed: float,
    viewer: Viewer,
) -> dict[str, Any]:
    """The map: true areas where boundaries are loaded, tiles for the others."""
    drawing = areas()
    cells = maps.grid((a.code, a.tile_x, a.tile_y) for a in governments)
    places = [_place(a, figures[a.code], measure, share_needed, viewer, cells[a.code]) for a in governments]
    if drawing is None:
        return {"tiles": places, "drawing": None}
    drawn = [(place, drawing.outlines[place.code]) for place in places if place.code in drawing.outlines]
    return {"tiles": [p for p in places if p.code not in drawing.outlines], "drawing": drawing, "areas": drawn}


def _place(
    a: Agency, figures: Figures | None, measure: Measure, share_needed: float, viewer: Viewer, cell: tuple[int, int]
) -> maps.Place:
    value = parts.rate_of(figures, measure) if figures else None
    css = parts.colour_of(figures, measure, share_needed) if figures else "q"
    seen = share(figures.coverage) if figures else "–"
    said = parts.in_words(figures) if figures else _("tidak ada syarat")
    return maps.Place(
        code=a.code, name=a.name, short_name=a.short_name, value=value, text="?" if css == "q" else share(value),
        note=_("terukur %(seen)s%%") % {"seen": seen}, css=css, href=reverse("needs:agency", args=[a.code]),
        label=f"{a.name}: {said}", mine=viewer.owns(a.code), column=cell[0], row=cell[1],
    )  # fmt: skip


def _three_kinds(query: QueryDict, shown: Province, governments: list[Agency], share_needed: float) -> Table:
    """Integrity, leadership and technical side by side, each rate with its coverage."""
    columns = [Column("pemerintah", _("Pemerintah"))]
    for group in Group:
        columns.append(Column(group.value, str(words.GROUPS[group]), "rate", str(words.GROUP_HELP[group])))
        columns.append(
            Column(
                f"{group.value}-terukur",
                _("%(group)s: terukur (%%)") % {"group": words.GROUPS[group]},
                "share",
                sortable=False,
            )
        )
    columns += [
        Column("semua", _("Semua jenis"), "rate"),
        Column("terukur", _("Terukur (%)"), "share"),
        Column(
            "bawaan",
            _("Standar belum ditetapkan (%)"),
            "share",
            _("Bagian syarat yang bersandar pada standar bawaan atau rancangan"),
        ),
    ]
    rows = []
    for a in governments:
        row = [Cell(a.short_name, reverse("needs:agency", args=[a.code]))]
        for group in Group:
            figures = shown.groups.get((a.code, group))
            row += _rate_pair(figures, share_needed, f"{reverse('needs:agency', args=[a.code])}?jenis={group.value}")
        whole = shown.agencies.get(a.code)
        row += _rate_pair(whole, share_needed, reverse("needs:agency", args=[a.code]))
        row.append(Cell(whole.default_share if whole else None, text=share(whole.default_share) if whole else ""))
        rows.append(row)
    view = View.of(query, default="-semua")
    return Table(
        name="jenis", title=_("Tiga jenis kompetensi"), columns=columns, rows=tables.sort(rows, columns, view), view=view, query=query,
        caption=_("Kurang dari setiap 100 syarat yang terukur, dan berapa persen yang terukur. Arsiran: belum cukup terukur untuk dibandingkan."),
    )  # fmt: skip


def _rate_pair(figures: Figures | None, share_needed: float, href: str) -> list[Cell]:
    """The short rate (linked, coloured, hatched where it cannot be judged) and the coverage beside it."""
    if figures is None:
        return [Cell(None), Cell(None)]
    return [
        Cell(figures.short_rate, href, css=f"heatcell {parts.colour_of(figures, 'short', share_needed)}"),
        Cell(figures.coverage, text=share(figures.coverage), css="muted"),
    ]


PRIORITY_ORDER = "-per100"


def _priority_table(
    name: str,
    found: list[Placed],
    *,
    query: QueryDict | None = None,
    all_rows: list[Placed] | None = None,
    more: str = "",
) -> Table:
    columns = [
        Column("kompetensi", _("Kompetensi")),
        Column("pemerintah", _("Pemerintah")),
        Column("jenis", _("Jenis")),
        Column("per100", _("Kurang per 100 terukur"), "rate"),
        Column("kurang", _("Kurang (orang)"), "count"),
        Column("cakupan", _("Terukur (%)"), "share"),
        Column("pemenuhan", _("Pemenuhan (%)"), "share"),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share"),
        Column(
            "urutan",
            _("Urutan di pemerintahnya"),
            "rank",
            _("Menurut kekurangan kali kepentingan kali bobot sasaran pembangunan"),
        ),
    ]

    def row(p: Placed) -> list[Cell]:
        figures, href = p.figures, cell_link(p.agency.code, p.skill.code)
        return [
            Cell(p.skill.name, href),
            Cell(p.agency.short_name, reverse("needs:agency", args=[p.agency.code])),
            Cell(str(words.GROUPS[p.skill.group])),
            Cell(figures.short_rate, href, css="strong"),
            Cell(figures.short, href),
            Cell(figures.coverage, text=share(figures.coverage)),
            Cell(figures.fulfilment, text=share(figures.fulfilment)),
            Cell(figures.default_share, text=share(figures.default_share)),
            Cell(p.place),
        ]

    empty = _(
        "Belum ada yang dapat diperingkat dengan saringan ini: kurang dari separuh syaratnya terukur. Lihat daftar Ukur dulu."
    )
    return _built(name, _("Prioritas"), columns, found, row, empty, query, all_rows, more, default="-per100")


def _measure_table(
    name: str,
    found: list[Placed],
    share_needed: float,
    *,
    query: QueryDict | None = None,
    all_rows: list[Placed] | None = None,
    more: str = "",
) -> Table:
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
            Cell(p.skill.name, href),
            Cell(p.agency.short_name, reverse("needs:agency", args=[p.agency.code])),
            Cell(str(words.GROUPS[p.skill.group])),
            Cell(figures.required, href),
            Cell(figures.coverage, text=share(figures.coverage)),
            Cell(figures.expired),
            Cell(figures.agreed),
            Cell(parts.why_not_ranked(figures, share_needed)),
        ]

    empty = _("Semua yang cocok dengan saringan ini sudah cukup terukur untuk diperingkat.")
    return _built(name, _("Ukur dulu"), columns, found, row, empty, query, all_rows, more)


def _built(
    name: str, title: str, columns: list[Column], found: list[Placed], row: Any, empty: str,
    query: QueryDict | None, all_rows: list[Placed] | None, more: str, default: str = "",
) -> Table:  # fmt: skip
    """A table of placed rows: the first few on the overview, sorted and paged on its own page."""
    if query is None:
        whole = all_rows if all_rows is not None else found
        return Table(
            name=name, title=title, columns=columns, rows=[row(p) for p in found], empty=empty, more=more if len(whole) > len(found) else "",
            all_rows=lambda: [row(p) for p in whole], query=None,
        )  # fmt: skip
    view = View.of(query, default=default)
    rows = tables.sort([row(p) for p in found], columns, view)
    return Table(
        name=name, title=title, columns=columns, rows=tables.page(rows, view), empty=empty, view=view, query=query,
        total=len(rows), all_rows=lambda: rows,
    )  # fmt: skip


def cell_link(agency: str, competency: str) -> str:
    """Where a figure of one government and competency leads."""
    return reverse("needs:agency_competency", args=[agency, competency])


def _heat(
    shown: Province,
    governments: list[Agency],
    listed: list[Skill],
    measure: Measure,
    share_needed: float,
    viewer: Viewer,
) -> Heat:
    columns = [
        HeatColumn(a.short_name, reverse("needs:agency", args=[a.code]), a.name, viewer.owns(a.code))
        for a in governments
    ]
    groups = []
    for group in Group:
        rows = [
            HeatRow(
                s.name,
                [_heat_cell(shown, a, s, measure, share_needed) for a in governments],
                reverse("needs:competency", args=[s.code]),
                s.code,
            )
            for s in listed
            if s.group == group
        ]
        if rows:
            groups.append((str(words.GROUPS[group]), rows))
    caption = _("Angka besar: %(measure)s. Angka kecil: persen yang terukur.") % {
        "measure": words.MEASURE_HELP[measure]
    }
    return Heat(
        corner=_("Kompetensi"), columns=columns, groups=groups, caption=caption, empty_label=_("tidak dipersyaratkan")
    )


def _heat_cell(shown: Province, a: Agency, skill: Skill, measure: Measure, share_needed: float) -> HeatCell | None:
    if (a.code, skill.code) not in shown.cells:
        return None
    figures = shown.cells[a.code, skill.code]
    if figures is None:
        return HeatCell("<5", "h0", label=f"{skill.name}, {a.short_name}: {_('kurang dari lima orang')}")
    note = "" if measure == "seen" else f"{share(figures.coverage)}%"
    label = f"{skill.name}, {a.short_name}: {parts.in_words(figures)}"
    return HeatCell(
        parts.rate_of(figures, measure),
        parts.colour_of(figures, measure, share_needed),
        note,
        cell_link(a.code, skill.code),
        label,
    )


def _worst_competency(shown: Province, listed: list[Skill], share_needed: float) -> dict[str, Any] | None:
    """The competency with the most people short per 100 known, over the governments that can be judged on it."""
    best: dict[str, Any] | None = None
    for skill in listed:
        rows = [
            f
            for (_agency, code), f in shown.cells.items()
            if code == skill.code
            and f is not None
            and judged(f, share_needed)
            and isinstance(f.short, int)
            and isinstance(f.known, int)
        ]
        known = sum(f.known for f in rows if isinstance(f.known, int))
        if not known:
            continue
        rate = 100 * sum(f.short for f in rows if isinstance(f.short, int)) / known
        if best is None or rate > best["rate"]:
            best = {"skill": skill, "rate": rate, "governments": len(rows)}
    return best


def _long_table(shown: Province, governments: list[Agency], listed: list[Skill], share_needed: float) -> Table:
    """The heat map as rows, for a file: one row for each government and competency."""
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
    rows = [
        [
            Cell(a.name), Cell(s.code), Cell(s.name), Cell(str(words.GROUPS[s.group])),
            *parts.figure_cells(figures, "", share_needed),
            Cell(figures.expired), Cell(figures.agreed), Cell(figures.default_share),
        ]
        for a in governments
        for s in listed
        if (figures := shown.cells.get((a.code, s.code))) is not None
    ]  # fmt: skip
    return Table(name="panas", title=_("Peta panas"), columns=columns, rows=rows, query=QueryDict(mutable=True))


def tables_of_governments(
    query: QueryDict, rows: list[tuple[Agency, Figures | None]], skill: Skill, share_needed: float
) -> Table:
    """One competency, a row for each government."""
    columns = [
        Column("pemerintah", _("Pemerintah")),
        *parts.figure_columns(),
        Column("bawaan", _("Standar belum ditetapkan (%)"), "share"),
    ]
    built = []
    for a, figures in rows:
        name = Cell(a.short_name, cell_link(a.code, skill.code))
        if figures is None:
            built.append([name, Cell(None, text="<5"), *[Cell(None)] * 5])
            continue
        built.append(
            [
                name,
                *parts.figure_cells(figures, cell_link(a.code, skill.code), share_needed),
                Cell(figures.default_share, text=share(figures.default_share)),
            ]
        )
    view = View.of(query, default="-per100")
    return Table(
        name="pemerintah", title=_("Menurut pemerintah"), columns=columns, rows=tables.sort(built, columns, view), view=view, query=query,
        empty=_("Tidak ada jabatan yang mempersyaratkan kompetensi ini."),
    )  # fmt: skip


def _bars(
    rows: list[tuple[Agency, Figures | None]], skill: Skill, share_needed: float, viewer: Viewer
) -> list[RateBar]:
    shown = [
        RateBar(
            name=a.short_name,
            rate=f.short_rate if judged(f, share_needed) and isinstance(f.short_rate, float) else None,
            note=_("%(rate)s (terukur %(seen)s%%)") % {"rate": share(f.short_rate), "seen": share(f.coverage)},
            href=cell_link(a.code, skill.code),
            highlight=viewer.owns(a.code),
        )
        for a, f in rows
        if f is not None
    ]
    return sorted(shown, key=lambda b: -1.0 if b.rate is None else b.rate, reverse=True)


def _finding(bars: list[RateBar]) -> str:
    top = next((b for b in bars if b.rate is not None), None)
    if top is None:
        return _("Belum ada pemerintah yang cukup terukur untuk dibandingkan")
    return _("%(name)s paling kurang: %(rate)s dari 100 yang terukur") % {"name": top.name, "rate": share(top.rate)}


def coverage_chart(
    figures: Mapping[str, Figures | None], governments: list[Agency], share_needed: float, viewer: Viewer
) -> Any:
    """How much each government has measured against how many fall short."""
    dots = [
        Dot(
            a.short_name,
            float(f.coverage),
            float(f.short_rate),
            reverse("needs:agency", args=[a.code]),
            judged(f, share_needed),
            viewer.owns(a.code),
        )
        for a in governments
        if (f := figures.get(a.code)) is not None
        and isinstance(f.coverage, int | float)
        and isinstance(f.short_rate, int | float)
    ]
    if not dots:
        return ""
    return charts.coverage_dots(
        dots, across=_("persen syarat yang terukur"), up=_("kurang dari 100 yang terukur"),
        threshold=100 * share_needed, threshold_label=_("cukup terukur →"),
    )  # fmt: skip
