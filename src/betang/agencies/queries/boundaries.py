"""The areas of the governments as outlines; drawn once in each process for each set that is loaded."""

from __future__ import annotations

from functools import lru_cache

from betang.agencies.models import Boundary, TableRevision
from betang.ui.pictures.maps import Drawing, draw


def areas() -> Drawing | None:
    """Outlines by agency code; None while no boundaries are loaded."""
    revision = TableRevision.objects.filter(table="boundaries", agency__isnull=True).first()
    return _areas(revision.pk, revision.revision) if revision else None


@lru_cache(maxsize=2)
def _areas(_counter: int, _revision: int) -> Drawing | None:
    shapes = dict(Boundary.objects.values_list("agency_id", "geometry"))
    return draw(shapes) if shapes else None
