"""The areas that the overview is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from betang.agencies.actions.audit import record
from betang.agencies.models import Agency, Boundary, User


@transaction.atomic
def replace_boundaries(*, shapes: Mapping[str, Mapping[str, Any]], by: User | None) -> list[str]:
    """Keep `shapes` (geometry by region code) in place of all areas there were. Returns codes of no agency here."""
    agencies = {agency.region_code: agency for agency in Agency.objects.filter(region_code__in=list(shapes))}
    Boundary.objects.all().delete()
    Boundary.objects.bulk_create(
        Boundary(agency=agencies[code], geometry=shape) for code, shape in shapes.items() if code in agencies
    )
    record(
        name="betang.agencies.boundaries_replaced",
        by=by,
        on_kind="agencies.boundary",
        new={"regions": sorted(code for code in shapes if code in agencies)},
        tables=("boundaries",),
    )
    return sorted(code for code in shapes if code not in agencies)
