"""How many people families of functional jobs have, as other governments may see it: the one way they get out."""

from __future__ import annotations

from collections.abc import Collection

from betang.agencies.models import Agency, User
from betang.core.register.together import bands
from betang.people.models import StaffBand
from betang.people.queries import first_hour


def publish_staff(*, agencies: Collection[str] | None = None, by: User | None) -> None:
    """Put the counts of these agencies (None: of all) in the place of those that were published before.

    A step of whatever changed the register, in its transaction and told by its event. Only the newest counts are ever
    there, so no difference between two of them crosses the walls.
    """
    del by  # the event of what changed the register speaks for it
    codes = list(Agency.objects.values_list("code", flat=True)) if agencies is None else list(agencies)
    rows = [
        StaffBand(agency_id=code, family=band.family, tier=band.tier, people=band.people)
        for code in codes
        for band in bands(first_hour.functional_staff(code))
    ]
    before = {(b.agency_id, b.family, b.tier): b for b in StaffBand.objects.filter(agency__in=codes)}
    now = {(b.agency_id, b.family, b.tier): b for b in rows}
    StaffBand.objects.filter(pk__in=[band.pk for key, band in before.items() if key not in now]).delete()
    new = [band for key, band in now.items() if key not in before or before[key].people != band.people]
    StaffBand.objects.bulk_create(
        new, update_conflicts=True, unique_fields=("agency", "family", "tier"), update_fields=("people",)
    )
