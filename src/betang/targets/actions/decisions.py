"""The target keeper confirms links, or returns them with a reason; one or many, one event each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from betang.agencies.actions.audit import record
from betang.agencies.rules import NotAllowed
from betang.targets import queries, rules
from betang.targets.models import LinkState, TargetLink

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from betang.agencies.viewers import Viewer


@dataclass(frozen=True, slots=True)
class Decided:
    """The links that a decision reaches, and those it leaves with the reason in words."""

    reached: tuple[TargetLink, ...]
    left: tuple[tuple[TargetLink, str], ...]


def foresee_confirm(*, agency: str, seen: Mapping[int, int | None], by: Viewer) -> Decided:
    """What `confirm_links` would do, without doing it."""
    return _sorted_out(agency, seen, by, lambda link, version: _confirms(link, version, by), hold=False)


def foresee_return(*, agency: str, seen: Mapping[int, int | None], reason: str, by: Viewer) -> Decided:
    """What `return_links` would do, without doing it."""
    return _sorted_out(agency, seen, by, lambda link, version: _returns(link, version, reason, by), hold=False)


@transaction.atomic
def confirm_links(*, agency: str, seen: Mapping[int, int | None], by: Viewer) -> Decided:
    """Confirm the links of one agency that may be: number, and the version the keeper looked at (None: any)."""
    found = _sorted_out(agency, seen, by, lambda link, version: _confirms(link, version, by), hold=True)
    _decide(found, LinkState.CONFIRMED, None, by)
    _note("betang.targets.links_confirmed", agency, found, by, "")
    return found


@transaction.atomic
def return_links(*, agency: str, seen: Mapping[int, int | None], reason: str, by: Viewer) -> Decided:
    """Return the links of one agency that may be, with the reason that whoever proposed them reads."""
    found = _sorted_out(agency, seen, by, lambda link, version: _returns(link, version, reason, by), hold=True)
    _decide(found, LinkState.RETURNED, reason.strip(), by)
    _note("betang.targets.links_returned", agency, found, by, reason.strip())
    return found


def _confirms(link: TargetLink, version: int | None, by: Viewer) -> None:
    hand = queries.hand(link.target, user=by)
    rules.check_confirm(link=queries.standing(link), hand=hand, seen=version)


def _returns(link: TargetLink, version: int | None, reason: str, by: Viewer) -> None:
    hand = queries.hand(link.target, user=by)
    rules.check_return(link=queries.standing(link), hand=hand, reason=reason, seen=version)


def _sorted_out(
    agency: str,
    seen: Mapping[int, int | None],
    by: Viewer,
    check: Callable[[TargetLink, int | None], None],
    *,
    hold: bool,
) -> Decided:
    if hold:
        list(TargetLink.objects.select_for_update().filter(agency=agency, pk__in=list(seen)).order_by("pk"))
    reached, left = [], []
    for link in queries.picked_links(agency, set(seen), user=by):
        try:
            check(link, seen[link.pk])
        except NotAllowed as refused:
            left.append((link, str(refused)))
        else:
            reached.append(link)
    return Decided(tuple(reached), tuple(left))


def _decide(found: Decided, state: LinkState, reason: str | None, by: Viewer) -> None:
    now = timezone.now()
    for link in found.reached:
        link.state, link.decided_by, link.decided_at, link.reason = state, by.user, now, reason
        link.version += 1
    TargetLink.objects.bulk_update(found.reached, ["state", "decided_by", "decided_at", "reason", "version"])


def _note(name: str, agency: str, found: Decided, by: Viewer, note: str) -> None:
    if found.reached:
        new = {"links": len(found.reached), "left": len(found.left), "which": [link.pk for link in found.reached]}
        record(name=name, by=by.user, on_kind="targets.targetlink", agency=agency, new=new, note=note)
