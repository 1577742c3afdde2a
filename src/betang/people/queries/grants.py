"""The people of a grant, for the agency that gave it and for the one that got it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import F

from betang.agencies.models import Grant
from betang.agencies.queries import NotFound
from betang.agencies.queries.grants import uses
from betang.agencies.rights import Right
from betang.agencies.scope import acting, current
from betang.agencies.trail import sentences
from betang.agencies.trail.sentences import Told
from betang.agencies.viewers import Viewer
from betang.people.models import GrantedPerson, Person


def own_people(agency: str, numbers: Collection[int], *, user: Viewer) -> list[Person]:
    """Those of the numbers who are people of an agency in which the user may grant, by name."""
    if not user.has(Right.GRANT, agency):
        raise NotFound("not here, or not for this user")
    found = Person.objects.filter(agency=agency, pk__in=list(numbers)).select_related("unit", "job")
    return sorted(found, key=lambda one: (one.name or "", one.pk))


def people_of(grant: Grant, *, user: Viewer) -> list[Person]:
    """The people of a grant whom the user may see, by name; those who have moved away since are left out."""
    listed = GrantedPerson.objects.filter(grant=grant, person__agency=F("agency")).select_related(
        "person__unit", "person__job"
    )
    seen = [one.person for one in listed if user.sees_name(one.person_id, grant.agency_id)]
    return sorted(seen, key=lambda one: (one.name or "", one.pk))


def counted(grants: Iterable[Grant]) -> Mapping[int, int]:
    """How many people each grant lists, as far as the walls let the reader know."""
    counts: dict[int, int] = {}
    for number in GrantedPerson.objects.filter(grant__in=list(grants)).values_list("grant", flat=True):
        counts[number] = counts.get(number, 0) + 1
    return counts


def uses_told(grant: Grant, *, user: Viewer) -> list[Told]:
    """Who looked through a grant, in sentences for whoever gave it, the latest first.

    They are named, though another agency's members are not the giver's to see: a door is opened knowing who comes in.
    """
    events = uses(grant, user=user)
    here = current()
    if here is None or not events:
        return sentences.told(events)
    with acting(replace(here, figures=here.figures | {grant.to_agency_id})):
        return sentences.told(events)
