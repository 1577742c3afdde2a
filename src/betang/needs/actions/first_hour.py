"""The counts of a register, kept for whoever sees figures and not people, and what of them crosses the walls."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from django.utils import timezone

from betang.agencies.models import Agency, User
from betang.needs.models import FirstHour
from betang.needs.queries.first_hour import register_counts
from betang.needs.queries.moved import moved
from betang.people.actions.staff import publish_staff

COUNTED: Final = frozenset(("units", "jobs", "people", "performance", "training_history"))
"""Tables of the dictionary that the counts are made of."""


def count_registers(*, agencies: Collection[str] | None = None, on: date, by: User | None) -> None:
    """Count the registers of these agencies (None: of all) anew, and publish what may be seen of them.

    A step of whatever changed the register, in its transaction and told by its event.
    """
    codes = list(Agency.objects.values_list("code", flat=True)) if agencies is None else list(agencies)
    for code in codes:
        news = moved(code)
        found = register_counts(code, on)
        found |= {f"moved|{what}": len(numbers) for what, numbers in news.people.items()}
        found |= {"moved": 1} if news.since else {}
        found |= {"refused": news.refused, "refused|gone": news.gone} if news.on else {}
        FirstHour.objects.update_or_create(
            agency_id=code,
            defaults={"as_of": on, "counts": found},
        )
    publish_staff(agencies=codes, by=by)


def count_again(*, agency: str | None, tables: Collection[str], by: None) -> None:
    """Count the register of the agency anew when one of these tables counts in it: a step, as above."""
    if agency is not None and not COUNTED.isdisjoint(tables):
        count_registers(agencies=[agency], on=timezone.localdate(), by=by)
