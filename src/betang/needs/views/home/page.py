"""Beranda: what waits for the reader, how their government stands in five figures, where the year stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.core.disclosure import judged, total
from betang.needs.queries import runs
from betang.needs.queries.start import standing
from betang.needs.views import counting
from betang.needs.views.home.waiting import own_figures
from betang.ui import pages
from betang.ui.frame import first_page

AT_ONCE = 5
"""How much of what waits a reader sees before they ask for the rest."""


def home(request: HttpRequest) -> HttpResponseBase:
    """The first page after signing in."""
    viewer, run = viewers.asking(request), runs.published_run()
    mine = own_figures(run, viewer)
    whole = total(mine.values()) if mine else None
    waiting, panels = first_page.collected(viewer)
    # A leader is asked for one decision, an auditor for nothing; what planners work on stays folded until they want it.
    at_once = 0 if standing.watches(viewer) else AT_ONCE
    context = {
        "viewer": viewer,
        "run": run,
        "whole": whole,
        "judged": run is not None and whole is not None and judged(whole, runs.ranked_share(run)),
        "waiting": waiting[:at_once],
        "more": waiting[at_once:],
        "first": [panel for panel in panels if panel.order < 0],
        "panels": [panel for panel in panels if panel.order >= 0],
        "unfinished": runs.unfinished_runs(),
        "count": counting.offer(viewer, run),
        "steps": [_("Petakan kebutuhan"), _("Rencanakan bersama"), _("Laksanakan"), _("Nilai hasilnya")],
    }
    return pages.render(request, "needs/home.html", context)
