"""Runs of the map: which one the screens show, and what is under way."""

from __future__ import annotations

from betang.agencies.queries import revisions
from betang.core.params import Parameters
from betang.needs import rules
from betang.needs.models import MapRun, RunState

SHOWN_RUNS = 10


def published_run() -> MapRun | None:
    """The map that screens show: the one published last."""
    return MapRun.objects.filter(published_at__isnull=False).order_by("-published_at", "-id").first()


def recent_runs() -> list[MapRun]:
    """The newest runs, whatever became of them."""
    return list(MapRun.objects.order_by("-id")[:SHOWN_RUNS])


def unfinished_runs() -> list[MapRun]:
    """Runs that wait or are being counted."""
    return list(MapRun.objects.filter(state__in=(RunState.QUEUED, RunState.RUNNING)).order_by("id"))


def data_changed_since(run: MapRun) -> bool:
    """Whether any table the map reads was changed after `run` read it: its figures are of older data."""
    return bool(run.inputs != rules.read_revisions(revisions()))


def ranked_share(run: MapRun) -> float:
    """The share of pairs that must be known before a cell is ranked, as the run had it."""
    return float(run.params.get("ranked_share", Parameters().ranked_share))


def validity_years(run: MapRun) -> dict[str, int]:
    """Years an assessment without a stated last day is valid, by source, as the run had it."""
    return {**Parameters().validity_years, **run.params.get("validity_years", {})}
