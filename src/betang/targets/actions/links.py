"""Proposing a link of a competency to a target, and changing what it says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from betang.agencies.actions.audit import record_on
from betang.agencies.rights import Right
from betang.targets import queries, rules
from betang.targets.models import LinkState, TargetLink

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from betang.agencies.viewers import Viewer
    from betang.targets.models import Target


@dataclass(frozen=True, slots=True)
class Content:
    """What a link says. `unit`: our number of where it holds; None: where the target does."""

    competency: str
    unit: int | None
    relevance: Decimal
    contribution: str
    expected_change: str
    owner: str
    review_on: date

    @property
    def columns(self) -> dict[str, Any]:
        keys = {"competency": "competency_id", "unit": "unit_id"}
        return {keys.get(name, name): value for name, value in asdict(self).items()}


@transaction.atomic
def propose_link(*, target: Target, content: Content, on: date, by: Viewer) -> TargetLink:
    """Say that a competency carries a target. It waits for the target keeper. Raises `NotAllowed`."""
    _one_at_a_time(target)
    hand = queries.hand(target, user=by)
    _check(content, on)
    rules.check_propose(hand=hand, taken=queries.taken(target, content.competency, content.unit))
    link = TargetLink.objects.create(
        agency_id=target.agency_id,
        target=target,
        proposed_by=by.user,
        state=LinkState.PROPOSED,
        version=1,
        **_said(content),
    )
    record_on(
        name="betang.targets.link_proposed",
        by=by.user,
        row=link,
        agency=target.agency_id,
        new={"target": target.pk, "competency": content.competency},
        tables=("target_links",),
    )
    return link


@transaction.atomic
def change_link(*, link: TargetLink, content: Content, seen: int, on: date, by: Viewer) -> TargetLink:
    """Say it otherwise; whatever it was, it waits to be confirmed anew. `seen`: the version the user looked at.

    The same words again change nothing. Raises `NotAllowed`.
    """
    hand = queries.hand(link.target, user=by)
    rules.check_change(link=queries.standing(link), hand=hand, seen=seen)  # as for removing: before the row is locked
    _one_at_a_time(link.target)
    held = TargetLink.objects.select_for_update(of=("self",)).select_related("target").get(pk=link.pk)
    before = queries.standing(held)
    rules.check_change(link=before, hand=queries.hand(held.target, user=by), seen=seen)
    said = _said(content)
    changed = sorted(name for name, value in said.items() if getattr(held, name) != value)
    if not changed:
        return held
    _check(content, on)
    rules.check_propose(
        hand=queries.hand(held.target, user=by),
        taken=queries.taken(held.target, content.competency, content.unit, without=held.pk),
    )
    for name, value in said.items():
        setattr(held, name, value)
    held.state, held.version, held.proposed_by = LinkState.PROPOSED, held.version + 1, by.user
    held.decided_by, held.decided_at, held.reason = None, None, None
    held.save(
        update_fields=[*said, "state", "version", "proposed_by", "decided_by", "decided_at", "reason"],
    )
    weighs = {"competency_id", "unit_id", "relevance"} & set(changed)
    record_on(
        name="betang.targets.link_changed",
        by=by.user,
        row=held,
        agency=held.agency_id,
        old={"state": before.state},
        new={"target": held.target_id, "competency": content.competency, "fields": len(changed)},
        tables=("target_links",) if weighs else (),
    )
    return held


@transaction.atomic
def remove_link(*, link: TargetLink, seen: int, by: Viewer) -> None:
    """A link that does not hold goes, with its weight on the map. Raises `NotAllowed`."""
    may = by.has(Right.EDIT, link.agency_id)
    rules.check_remove(link=queries.standing(link), may=may, seen=seen)  # who may not write cannot lock the row either
    _one_at_a_time(link.target)
    held = TargetLink.objects.select_for_update().get(pk=link.pk)
    rules.check_remove(link=queries.standing(held), may=may, seen=seen)
    record_on(
        name="betang.targets.link_removed",
        by=by.user,
        row=held,
        agency=held.agency_id,
        old={"state": held.state},
        new={"target": held.target_id, "competency": held.competency_id},
        tables=("target_links",),
    )
    held.delete()


def _said(content: Content) -> dict[str, Any]:
    said = content.columns
    return {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}


def _check(content: Content, on: date) -> None:
    rules.check_content(
        contribution=content.contribution,
        expected_change=content.expected_change,
        owner=content.owner,
        review_on=content.review_on,
        on=on,
    )


def _one_at_a_time(target: Target) -> None:
    """Whoever says something of the target waits here until the one before has finished: nothing is linked twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"targets.target/{target.pk}"])
