"""What this room takes in for the room before it: the list of governments."""

from __future__ import annotations

from betang.agencies.actions import tables
from betang.agencies.models import Agency
from betang.core.office.desk import Known
from betang.core.office.kinds.agencies import AGENCIES
from betang.intake.models import Alias
from betang.intake.registry import Room


def know_agencies(known: Known, agency: str | None) -> None:
    """Every government of the house, with the names that the list of governments gives it."""
    del agency
    others: dict[str, list[str]] = {}
    for code, spelled in Alias.objects.filter(agency__isnull=True, directory="agencies").values_list("code", "spelled"):
        others.setdefault(code, []).append(spelled)
    for one in Agency.objects.all():
        names = [one.short_name, *others.get(one.code, ())]
        known["agencies"].add(
            one.code, one.name, names, kind=one.kind, region_code=one.region_code, bkn_code=one.bkn_code
        )


ROOM = Room(tables=tables, kinds=(AGENCIES,), known={"agencies": know_agencies})
