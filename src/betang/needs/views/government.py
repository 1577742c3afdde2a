"""Inside one government: units against competencies, ranked cells, what to measure first; and one unit likewise.

Another government's page shows its published figures by competency; its units are not there at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.core.disclosure import Figures, judged, total
from betang.needs.queries import government as queries
from betang.needs.queries import runs
from betang.needs.queries.province import province
from betang.needs.views import compared, inside, parts
from betang.needs.views.inside import Scene
from betang.people.queries import get_unit
from betang.standards.queries import skills
from betang.ui import choosing, pages, words
from betang.ui.choosing import Crumb
from betang.ui.links import at
from betang.ui.pictures import charts

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.needs.models import MapRun
    from betang.people.models import Unit

FEW_ROWS = 8


def agency(request: HttpRequest, agency: str) -> HttpResponseBase:
    """One government: exact and by unit for those who belong to it, as published for everybody else."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer, found = viewers.asking(request), viewers.get_government(agency)
    if not viewer.owns(found.code):
        return _from_outside(request, run, found)
    scene = inside.set_scene(request, run, found, viewer)
    return _page(request, scene, None, scene.tree.offices(), [Crumb(found.short_name)])


def unit(request: HttpRequest, unit: int) -> HttpResponseBase:
    """One unit with those below it."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = viewers.asking(request)
    found = get_unit(unit, user=viewer)
    scene = inside.set_scene(request, run, found.agency, viewer)
    crumbs = [
        Crumb(found.agency.short_name, compared.agency_link(found.agency_id)),
        *(Crumb(u.name, at("needs:unit", u.pk)) for u in scene.tree.above(found)),
        Crumb(found.name),
    ]
    return _page(request, scene, found, scene.tree.children.get(found.pk, []), crumbs)


def _page(
    request: HttpRequest, scene: Scene, unit: Unit | None, branches: list[Unit], crumbs: list[Crumb]
) -> HttpResponseBase:
    units = scene.tree.below(unit.pk) if unit else None
    by_competency = queries.by_competency(scene.sums, units)
    ranked = queries.ranked(scene.run, scene.sums, units=units)
    first = queries.unranked(scene.run, scene.sums, units=units)
    spans = inside.spans(scene, by_competency) if unit is None else []
    axis = _("prioritas (kekurangan × kepentingan × bobot sasaran)")
    name = unit.name if unit else scene.agency.name
    context = {
        "crumbs": [Crumb(_("Peta"), at("needs:province")), *crumbs],
        "scene": scene,
        "run": scene.run,
        "name": name,
        "whole": total(by_competency.values()) if by_competency else None,
        "worst": _worst(scene, by_competency, unit),
        "top": _top(scene, ranked),
        "few_known": sum(not judged(f, scene.ranked_share) for f in by_competency.values()),
        "competencies": len(by_competency),
        "heat": inside.heat(scene, branches, unit) if branches else None,
        **parts.key(scene.measure),
        "spans": spans,
        "chart": charts.priority_spans(spans, axis=axis) if len(spans) > 1 else "",
        **_filters(request, scene),
    }
    listed = [
        inside.competency_table(request.GET, scene, by_competency, unit),
        inside.ranked_table(scene, ranked, few=FEW_ROWS, more=_more(request, scene, unit, "agency_priorities")),
        inside.unranked_table(scene, first, few=FEW_ROWS, more=_more(request, scene, unit, "agency_measure_first")),
    ]
    notes = parts.method(scene.run, across=False)
    return pages.respond(request, "needs/agency.html", context, tables=listed, heading=name, notes=notes)


def _filters(request: HttpRequest, scene: Scene) -> dict[str, Any]:
    """The choices of a page inside a government."""
    query, chosen = request.GET, scene.selection
    groups, tiers, statuses = _("Semua jenis"), _("Semua jenjang"), _("Semua status")
    selects = [choosing.select(query, "jenis", _("Jenis kompetensi"), words.GROUPS, scene.group, everything=groups)]
    if scene.viewer.sees_people(scene.agency.code):  # counted anew from all its people
        selects += [
            choosing.select(query, "jenjang", _("Jenjang jabatan"), words.TIERS, chosen.tier, everything=tiers),
            choosing.select(
                query, "status", _("Status kepegawaian"), words.STATUSES, chosen.status, everything=statuses
            ),
        ]
    return {
        "measures": choosing.choices(query, "ukuran", words.MEASURES, scene.measure),
        "selects": selects,
        "kept": choosing.kept(query, "jenis", "jenjang", "status"),
    }


def _more(request: HttpRequest, scene: Scene, unit: Unit | None, name: str) -> str:
    changes = {"unit": str(unit.pk)} if unit else {}
    return at(f"needs:{name}", scene.agency.code) + choosing.link(request.GET, urut="", **changes)


def _worst(scene: Scene, by_competency: dict[str, Figures], unit: Unit | None) -> dict[str, Any] | None:
    """The competency with the highest priority among those that can be ranked."""
    ranked = [(code, f) for code, f in by_competency.items() if judged(f, scene.ranked_share) and f.short]
    if not ranked:
        return None
    code, figures = max(ranked, key=lambda pair: (pair[1].priority, pair[0]))
    href = scene.people(code, unit.pk if unit else None)
    return {"skill": scene.skills[code], "figures": figures, "href": href}


def _top(scene: Scene, ranked: list[queries.Ranked]) -> dict[str, Any] | None:
    """The first cell of the ranking, in words."""
    if not ranked:
        return None
    first = ranked[0]
    return {
        "unit": scene.called(first.unit),
        "skill": scene.skills[first.competency],
        "figures": first.figures,
        "href": scene.people(first.competency, first.unit),
    }


def priorities(request: HttpRequest, agency: str) -> HttpResponseBase:
    """Every ranked cell of an own government or of one of its units."""
    return _list_page(request, agency, "agency_priorities")


def measure_first(request: HttpRequest, agency: str) -> HttpResponseBase:
    """Every cell of an own government of which too little is known."""
    return _list_page(request, agency, "agency_measure_first")


def _list_page(request: HttpRequest, agency: str, name: str) -> HttpResponseBase:
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = viewers.asking(request)
    found = viewers.get_own_government(agency, user=viewer)
    scene = inside.set_scene(request, run, found, viewer)
    wish = request.GET.get("unit", "")
    unit = scene.tree.units.get(int(wish)) if wish.isascii() and wish.isdigit() else None
    units = scene.tree.below(unit.pk) if unit else None
    if name == "agency_priorities":
        rows = queries.ranked(run, scene.sums, units=units)
        table, label = inside.ranked_table(scene, rows, query=request.GET), _("Prioritas")
    else:
        rows = queries.unranked(run, scene.sums, units=units)
        table, label = inside.unranked_table(scene, rows, query=request.GET), _("Ukur dulu")
    context = {
        "crumbs": [
            Crumb(_("Peta"), at("needs:province")),
            Crumb(found.short_name, compared.agency_link(found.code)),
            *([Crumb(unit.name, at("needs:unit", unit.pk))] if unit else []),
            Crumb(label),
        ],
        "run": run,
        "rows": rows,
        "top": _top(scene, rows) if name == "agency_priorities" else None,
        "page": name,
        "name": unit.name if unit else found.name,
        "table": table,
        **_filters(request, scene),
    }
    heading, notes = f"{label} – {context['name']}", parts.method(run, across=False)
    return pages.respond(request, "needs/agency_list.html", context, tables=[table], heading=heading, notes=notes)


def _from_outside(request: HttpRequest, run: MapRun, found: Agency) -> HttpResponseBase:
    shown, share_needed = province(run, agency=found.code), runs.ranked_share(run)
    group = choosing.asked(request.GET, "jenis", words.GROUPS)
    listed = [s for s in skills().values() if not group or s.group == group]
    table = compared.of_competencies(request.GET, shown, found.code, listed, share_needed)
    whole = shown.by_agency().get(found.code)
    context = {
        "crumbs": [Crumb(_("Peta"), at("needs:province")), Crumb(found.short_name)],
        "run": run,
        "agency": found,
        "whole": whole,
        "left_out": compared.left_out(whole),
        "judged": whole is not None and judged(whole, share_needed),
        "groups": choosing.choices(request.GET, "jenis", words.GROUPS, group, everything=_("Semua jenis")),
        "table": table,
    }
    notes = parts.method(run, across=True)
    return pages.respond(request, "needs/agency_outside.html", context, tables=[table], heading=found.name, notes=notes)
