"""What crosses the walls of a published run: the one action that lets figures out."""

from __future__ import annotations

from betang.agencies.models import User
from betang.core.disclosure import Figures, crossing
from betang.needs.models import MapRun, MapSum, PublishedRow
from betang.needs.queries import runs
from betang.needs.queries.sums import stored


def store_published_rows(*, run: MapRun, by: User | None) -> int:
    """Put what others may see of `run` in the place of the last run's; how many rows there are.

    Part of the caller's transaction. Only one run's rows are ever there, so that no difference between two runs
    crosses the walls.
    """
    del by  # the publication's event speaks for its rows
    agencies: dict[str, dict[str, Figures]] = {}
    for (agency, competency), row in stored(MapSum.objects.filter(run=run), "agency_id", "competency_id").items():
        agencies.setdefault(agency, {})[competency] = row
    share = runs.ranked_share(run)
    rows = [
        PublishedRow(run=run, agency_id=agency, competency_id=competency, **values)
        for agency, whole in agencies.items()
        for competency, values in crossing(whole, share).items()
    ]
    PublishedRow.objects.all().delete()
    PublishedRow.objects.bulk_create(rows)
    return len(rows)
