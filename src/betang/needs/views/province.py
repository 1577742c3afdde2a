"""The province at a glance, its heat map, its ranked priorities and what must be measured first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.queries.boundaries import areas
from betang.agencies.viewers import Viewer
from betang.core.disclosure import FEW, Shown, judged
from betang.core.groups import Group
from betang.needs.queries import province as queries
from betang.needs.queries import runs
from betang.needs.queries.province import Placed, Province
from betang.needs.views import compared, parts
from betang.needs.views.compared import agency_link, cell_link
from betang.standards.queries import Skill, get_skill, skills
from betang.ui import choosing, pages, words
from betang.ui.choosing import Crumb
from betang.ui.figures import share
from betang.ui.links import at
from betang.ui.pictures import charts, maps
from betang.ui.pictures.charts import RateBar
from betang.ui.pictures.heat import Heat, HeatCell, HeatColumn, HeatRow, Measure

if TYPE_CHECKING:
    from betang.agencies.models import Agency

FEW_ROWS = 5


def overview(request: HttpRequest) -> HttpResponseBase:
    """Which government most needs work, which cannot be judged yet, and on what."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer, query = viewers.asking(request), request.GET
    measure, group = parts.measure_asked(query), choosing.asked(query, "jenis", words.GROUPS)
    shown, governments, dictionary = queries.province(run), viewers.governments(), skills()
    figures, share_needed = _by_agency(shown, governments, dictionary, group), shown.ranked_share
    top = queries.priorities(shown, governments, dictionary, group=group)
    first = queries.measure_first(shown, governments, dictionary, group=group)
    chosen = choosing.link(query, ukuran="", urut="")
    context = {
        "crumbs": [Crumb(_("Peta"))],
        "tabs": parts.tabs("province"),
        "run": run,
        **_picks(request, measure, group),
        "answer": _answer(figures, governments, share_needed, top),
        "picture": _picture(figures, governments, measure, share_needed, viewer),
        **parts.key(measure),
    }
    listed = [
        compared.three_kinds(query, shown, governments, dictionary),
        compared.priority_table(top, few=FEW_ROWS, more=at("needs:priorities") + chosen),
        compared.measure_table(first, share_needed, few=FEW_ROWS, more=at("needs:measure_first") + chosen),
    ]
    heading, notes = _("Peta kebutuhan kompetensi"), parts.method(run, across=True)
    return pages.respond(request, "needs/province.html", context, tables=listed, heading=heading, notes=notes)


def _picks(request: HttpRequest, measure: Measure, group: str) -> dict[str, Any]:
    """What the colours show and which kind of competency they are about."""
    query, everything = request.GET, _("Semua jenis")
    return {
        "measures": choosing.choices(query, "ukuran", words.MEASURES, measure, helps=words.MEASURE_HELP),
        "groups": choosing.choices(query, "jenis", words.GROUPS, group, everything=everything, helps=words.GROUP_HELP),
    }


def heat(request: HttpRequest) -> HttpResponseBase:
    """Government x competency as colours, each cell with its rate and how much is measured."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    measure, group = parts.measure_asked(request.GET), choosing.asked(request.GET, "jenis", words.GROUPS)
    shown, governments, share_needed = queries.province(run), viewers.governments(), runs.ranked_share(run)
    listed = [s for s in skills().values() if not group or s.group == group]
    context = {
        "crumbs": [Crumb(_("Peta"), at("needs:province")), Crumb(_("Peta panas"))],
        "tabs": parts.tabs("heat"),
        "run": run,
        **_picks(request, measure, group),
        "worst": queries.worst_competency(shown, listed),
        "heat": _heat(shown, governments, listed, measure, share_needed, viewers.asking(request)),
        **parts.key(measure),
    }
    table = compared.long_table(shown, governments, listed, share_needed)
    heading, notes = _("Peta panas kompetensi"), parts.method(run, across=True)
    return pages.respond(request, "needs/heat.html", context, tables=[table], heading=heading, notes=notes)


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
    query, governments, dictionary = request.GET, viewers.governments(), skills()
    shown = queries.province(run)
    group, by_code = choosing.asked(query, "jenis", words.GROUPS), {a.code: a.short_name for a in governments}
    agency = choosing.asked(query, "pemerintah", by_code)
    if name == "priorities":
        found = queries.priorities(shown, governments, dictionary, group=group, agency=agency)
        table = compared.priority_table(found, query=query)
        label, heading = _("Prioritas"), _("Prioritas pengembangan kompetensi")
    else:
        found = queries.measure_first(shown, governments, dictionary, group=group, agency=agency)
        table = compared.measure_table(found, shown.ranked_share, query=query)
        label, heading = _("Ukur dulu"), _("Yang harus diukur dulu")
    everywhere, everything = _("Semua pemerintah"), _("Semua jenis")
    context = {
        "crumbs": [Crumb(_("Peta"), at("needs:province")), Crumb(label)],
        "tabs": parts.tabs(name),
        "run": run,
        "selects": [
            choosing.select(query, "pemerintah", _("Pemerintah"), by_code, agency, everything=everywhere),
            choosing.select(query, "jenis", _("Jenis kompetensi"), words.GROUPS, group, everything=everything),
        ],
        "kept": choosing.kept(query, "pemerintah", "jenis"),
        "found": found,
        "first": found[0] if found else None,
        "hidden": queries.hidden_rows(shown),
        "page": name,
        "table": table,
    }
    notes = parts.method(run, across=True)
    return pages.respond(request, "needs/list.html", context, tables=[table], heading=heading, notes=notes)


def competency(request: HttpRequest, competency: str) -> HttpResponseBase:
    """One competency across the governments."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    skill, viewer = get_skill(competency), viewers.asking(request)
    shown, share_needed = queries.province(run, competency=skill.code), runs.ranked_share(run)
    rows = [(a, shown.cells[a.code, skill.code]) for a in viewers.governments() if (a.code, skill.code) in shown.cells]
    table = compared.of_governments(request.GET, rows, skill, share_needed)
    bars = _bars(rows, skill, share_needed, viewer)
    axis = _("kurang dari setiap 100 yang terukur; kosong: belum cukup terukur untuk dinilai")
    map_, heat_ = at("needs:province"), at("needs:heat")
    context = {
        "crumbs": [Crumb(_("Peta"), map_), Crumb(_("Peta panas"), heat_), Crumb(skill.name)],
        "run": run,
        "skill": skill,
        "group": words.GROUPS[skill.group],
        "judged": [a for a, f in rows if f is not None and judged(f, share_needed)],
        "rows": rows,
        "chart": charts.rate_bars(bars, axis=axis) if bars else "",
        "finding": _finding(bars),
    }
    notes = parts.method(run, across=True)
    return pages.respond(request, "needs/competency.html", context, tables=[table], heading=skill.name, notes=notes)


# ---------------------------------------------------------------- pieces


def _by_agency(
    shown: Province, governments: list[Agency], dictionary: dict[str, Skill], group: str
) -> dict[str, Shown | None]:
    if not group:
        totals = shown.by_agency()
        return {a.code: totals.get(a.code) for a in governments}
    kinds = shown.by_group(dictionary)
    return {a.code: kinds.get((a.code, Group(group))) for a in governments}


def _answer(
    figures: Mapping[str, Shown | None], governments: list[Agency], share_needed: float, top: list[Placed]
) -> dict[str, Any]:
    """Which government is most short among those that can be judged, on what, and how many cannot be judged."""
    rates = [
        (f.short_rate, a)
        for a in governments
        if (f := figures[a.code]) is not None and judged(f, share_needed) and isinstance(f.short_rate, float)
    ]
    unjudged = [a for a in governments if (f := figures[a.code]) is None or not judged(f, share_needed)]
    answer: dict[str, Any] = {"unjudged": unjudged, "all": len(governments), "judged": len(rates), "first": top[:1]}
    if rates:
        worst = max(rates, key=lambda pair: pair[0])[1]
        answer |= {"worst": worst, "figures": figures[worst.code]}
        answer["mainly"] = next((row for row in top if row.agency.code == worst.code), None)
    return answer


def _picture(
    figures: Mapping[str, Shown | None],
    governments: list[Agency],
    measure: Measure,
    share_needed: float,
    viewer: Viewer,
) -> dict[str, Any]:
    """The map: true areas where boundaries are loaded, tiles for the others."""
    drawing = areas()
    cells = maps.grid((a.code, a.tile_x, a.tile_y) for a in governments)
    places = [
        _place(a, figures[a.code], measure, share_needed, mine=viewer.owns(a.code), cell=cells[a.code])
        for a in governments
    ]
    if drawing is None:
        return {"tiles": places, "drawing": None}
    on_top = sorted(places, key=lambda place: place.mine)  # the reader's own area last, so that its edge is whole
    drawn = [(place, drawing.outlines[place.code]) for place in on_top if place.code in drawing.outlines]
    return {"tiles": [p for p in places if p.code not in drawing.outlines], "drawing": drawing, "areas": drawn}


def _place(
    a: Agency, figures: Shown | None, measure: Measure, share_needed: float, *, mine: bool, cell: tuple[int, int]
) -> maps.Place:
    css = parts.colour_of(figures, measure, share_needed) if figures else "q"
    value = parts.rate_of(figures, measure) if figures else None
    said = parts.in_words(figures) if figures else _("tidak ada syarat")
    return maps.Place(
        code=a.code,
        short_name=a.short_name,
        text="?" if css == "q" else share(value),
        note=parts.seen(figures),
        css=css,
        href=agency_link(a.code),
        label=f"{a.name}: {said}",
        mine=mine,
        column=cell[0],
        row=cell[1],
    )


def _heat(
    shown: Province,
    governments: list[Agency],
    listed: list[Skill],
    measure: Measure,
    share_needed: float,
    viewer: Viewer,
) -> Heat:
    columns = [HeatColumn(a.short_name, agency_link(a.code), a.name, viewer.owns(a.code)) for a in governments]
    groups = []
    for group in Group:
        rows = [
            HeatRow(
                skill.name,
                [_heat_cell(shown, a, skill, measure, share_needed) for a in governments],
                at("needs:competency", skill.code),
                skill.code,
            )
            for skill in listed
            if skill.group == group
        ]
        if rows:
            groups.append((str(words.GROUPS[group]), rows))
    caption = _("Angka besar: %(measure)s. Angka kecil: persen yang terukur.")
    return Heat(
        corner=_("Kompetensi"),
        columns=columns,
        groups=groups,
        caption=caption % {"measure": words.MEASURE_HELP[measure]},
        empty_label=_("tidak dipersyaratkan"),
    )


def _heat_cell(shown: Province, a: Agency, skill: Skill, measure: Measure, share_needed: float) -> HeatCell | None:
    if (a.code, skill.code) not in shown.cells:
        return None
    figures = shown.cells[a.code, skill.code]
    if figures is None:
        return HeatCell("<5", "h0", label=f"{skill.name}, {a.short_name}: {_('kurang dari lima orang')}")
    note = "" if measure == "seen" or figures.coverage is FEW else f"{share(figures.coverage)}%"
    label = f"{skill.name}, {a.short_name}: {parts.in_words(figures)}"
    colour = parts.colour_of(figures, measure, share_needed)
    return HeatCell(parts.rate_of(figures, measure), colour, note, cell_link(a.code, skill.code), label)


def _bars(rows: list[tuple[Agency, Shown | None]], skill: Skill, share_needed: float, viewer: Viewer) -> list[RateBar]:
    """Judged governments first, then the others, each with the highest rate on top."""
    return sorted(
        (
            RateBar(
                name=a.short_name,
                rate=f.short_rate if isinstance(f.short_rate, float) else None,
                note=_note(f, share_needed),
                href=cell_link(a.code, skill.code),
                judged=judged(f, share_needed),
                highlight=viewer.owns(a.code),
            )
            for a, f in rows
            if f is not None
        ),
        key=lambda bar: (not bar.judged, 1.0 if bar.rate is None else -bar.rate),
    )


def _note(figures: Shown, share_needed: float) -> str:
    """The words beside a bar."""
    if figures.short_rate is None:
        return _("belum ada yang terukur")
    known = {"rate": share(figures.short_rate), "seen": share(figures.coverage)}
    if judged(figures, share_needed):
        return _("%(rate)s (terukur %(seen)s%%)") % known
    return _("%(rate)s (baru %(seen)s%% terukur)") % known


def _finding(bars: list[RateBar]) -> str:
    top = next((b for b in bars if b.judged and b.rate is not None), None)
    if top is None:
        return _("Belum ada pemerintah yang cukup terukur untuk dibandingkan")
    return _("%(name)s: %(rate)s dari 100 yang terukur masih kurang") % {"name": top.name, "rate": share(top.rate)}
