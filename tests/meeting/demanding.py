"""Proposals that governments have sent: what common demand is read from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.meeting.conftest import asking

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer

YEAR = 2027


def send(agency: str, title: str, people: int | None, **more: Any) -> None:
    """The agency has sent a proposal, as it stands after the steps of the flow."""
    from betang.needs.actions.demand import publish_demand  # noqa: PLC0415  (read before Django is awake)
    from betang.needs.models import Proposal  # noqa: PLC0415

    unit, values = more.pop("unit", None), {"state": "submitted", "year": YEAR, **more}
    if unit is not None:
        from betang.people.models import Unit  # noqa: PLC0415

        values["unit"] = Unit.objects.get(agency=agency, code=unit)
    Proposal.objects.create(agency_id=agency, title=title, people=people, **values)
    publish_demand(agency=agency, by=None)


@contextmanager
def being(name: str) -> Iterator[Viewer]:
    """Everything inside is done by them, behind the walls."""
    from betang.agencies.scope import acting  # noqa: PLC0415
    from betang.agencies.viewers import scope_of  # noqa: PLC0415

    who = asking(name)
    with acting(scope_of(who)):
        yield who


def lines(name: str = "dewi") -> dict[str, tuple[int, int]]:
    """The demand as they see it: people and governments by name."""
    from betang.meeting.queries.alignment.demand import demand  # noqa: PLC0415

    with being(name) as who:
        found = demand(user=who, year=str(YEAR))
    return {one.name: (one.line.people, one.governments) for one in found.lines}
