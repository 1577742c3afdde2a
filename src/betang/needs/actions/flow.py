"""Needs and proposals take their steps: many at once, each by the rules, with one event and a line of history each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.models import User
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.needs import rules
from betang.needs.actions.demand import publish_demand
from betang.needs.models import (
    Decision,
    DecisionKind,
    ItemKind,
    Need,
    NeedState,
    NeedStep,
    PlanningYear,
    Proposal,
    Submission,
)
from betang.needs.queries.flow import offices
from betang.needs.queries.flow.items import Asked, Facts, facts_of, hands_over
from betang.needs.rules import Step
from betang.people.reach import whole_viewer

_OWN: Final[Mapping[Step, str]] = MappingProxyType(
    {Step.SUBMIT: "submitted_by", Step.VERIFY: "verified_by", Step.VALIDATE: "validated_by"}
)
"""Where an item keeps whose hand a step was."""
_BACK: Final = frozenset({Step.RETURN, Step.REOPEN})


@dataclass(frozen=True, slots=True)
class Left:
    """An item that stayed where it is, and why."""

    kind: ItemKind
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What a bulk step did: keys of what moved, and what stayed with its reason."""

    moved: tuple[tuple[ItemKind, str], ...]
    left: tuple[Left, ...]


@transaction.atomic
def move(
    *,
    step: Step,
    agency: str,
    by: User | None,
    needs: Collection[str] = (),
    proposals: Collection[int] = (),
    reason: str = "",
    decision: int | None = None,
    homes: Mapping[str, int] | None = None,
) -> Moved:
    """Take one step with many needs (codes) and proposals (numbers) of an agency; what may not stays, with a reason.

    `decision`: the number of a paper of the agency that stands in for the hand of PyB or PPK. `homes`: for the step
    `submit`, the unit on whose form each need stands, by key (`submit_office` works it out). Raises `NotAllowed` where
    nothing at all may be done: no reason, a wrong paper, no open year.
    """
    rules.check_reason(step=step, reason=reason)
    paper = _paper(agency, decision)
    rules.check_paper(step=step, paper=paper)
    year = _open_year() if step is Step.SUBMIT else None
    asked = Asked(agency=agency, needs=tuple(needs), proposals=tuple(proposals))
    found = facts_of(asked, lock=True)
    viewer = whole_viewer(by, on=timezone.localdate()) if by else None
    may: list[Facts] = []
    left: list[Left] = [
        Left(kind, key, _("Tidak ada di sini.")) for kind, key in asked.named() if (kind, key) not in found
    ]
    for facts in found.values():
        actor = rules.Actor(by.pk if by else None, hands_over(facts, agency, viewer), paper)
        try:
            rules.check_step(step=step, item=facts.item, actor=actor)
        except NotAllowed as no:
            left.append(Left(facts.kind, facts.key, str(no)))
        else:
            may.append(facts)
    if may:
        granted = viewer is not None and agency not in viewer.roles
        _take(step, agency, may, by=by, year=year, homes=homes or {})
        _remember(step, agency, may, by=by, reason=reason, decision=decision, granted=granted)
        publish_demand(agency=agency, by=by)
    return Moved(tuple((one.kind, one.key) for one in may), tuple(left))


def _paper(agency: str, decision: int | None) -> DecisionKind | None:
    if decision is None:
        return None
    found = Decision.objects.filter(agency=agency, pk=decision).values_list("kind", flat=True).first()
    if found is None:
        raise NotAllowed(_("Keputusan itu tidak ada di sini. Catat keputusannya dahulu."))
    return DecisionKind(found)


def _open_year() -> int:
    found = PlanningYear.objects.filter(closed_at__isnull=True).values_list("year", flat=True).first()
    if found is None:
        raise NotAllowed(_("Belum ada tahun rencana yang dibuka. Koordinator provinsi membukanya."))
    return found


def _take(
    step: Step, agency: str, may: Iterable[Facts], *, by: User | None, year: int | None, homes: Mapping[str, int]
) -> None:
    values: dict[str, Any] = {"state": rules.STEPS[step].to, "version": F("version") + 1}
    if step in _OWN:
        values[_OWN[step]] = by
    if step in _BACK:
        values |= {"submitted_by": None, "verified_by": None}
    if year is not None:
        values["year"] = year
    groups: dict[tuple[ItemKind, int | None], list[str]] = {}
    for one in may:
        office = homes.get(one.key) if step is Step.SUBMIT else None
        groups.setdefault((one.kind, office), []).append(one.key)
    for (kind, office), keys in groups.items():
        more = {"office_id": office} if office is not None else {}
        if kind is ItemKind.NEED:
            Need.objects.filter(agency=agency, code__in=keys).update(**values, **more)
        else:
            Proposal.objects.filter(agency=agency, pk__in=[int(key) for key in keys]).update(**values, **more)


def _remember(
    step: Step,
    agency: str,
    may: Collection[Facts],
    *,
    by: User | None,
    reason: str,
    decision: int | None,
    granted: bool,
) -> None:
    to = rules.STEPS[step].to
    NeedStep.objects.bulk_create(
        (
            NeedStep(
                agency_id=agency,
                kind=one.kind,
                item=one.key,
                person_number=one.person,
                unit_number=one.unit,
                step=step,
                before=one.item.state,
                after=to,
                reason=reason.strip(),
                decision_id=decision,
                for_agency=granted,
                by=by,
            )
            for one in may
        ),
        batch_size=2_000,
    )
    states = {state: sum(one.item.state == state for one in may) for state in NeedState.values}
    audit.record(
        name="betang.needs.step_taken",
        by=by,
        on_kind="agencies.agency",
        on_id=agency,
        agency=agency,
        old={state: count for state, count in states.items() if count},
        new={"step": step.value, "items": len(may), **({"decision": decision} if decision else {})},
        people=[one.person for one in may if one.person is not None],
        tables=("needs", "proposals"),
    )


# ---------------------------------------------------------------- a whole form


@transaction.atomic
def submit_office(*, agency: str, office: int, by: User | None, note: str = "") -> tuple[Submission, Moved]:
    """Send the form of an office: everything agreed in it and below it goes to the personnel agency; again and again.

    None of either is an answer, too. Raises `NotAllowed`.
    """
    year = _open_year()
    units = offices.below(agency, office)
    if not units:
        raise NotAllowed(_("Perangkat daerah itu tidak ada di sini."))
    viewer = whole_viewer(by, on=timezone.localdate()) if by else None
    if viewer is not None and not (viewer.has(Right.EDIT, agency) or office in viewer.offices):
        raise NotAllowed(_("Formulir ini milik perangkat daerah lain."))
    codes = list(
        Need.objects.filter(Q(unit__in=units) | Q(unit__isnull=True, person__unit__in=units), agency=agency)
        .filter(state=NeedState.AGREED)
        .values_list("code", flat=True)
    )
    numbers = list(
        Proposal.objects.filter(agency=agency, unit__in=units, state=NeedState.AGREED).values_list("pk", flat=True)
    )
    homes = dict.fromkeys([*codes, *map(str, numbers)], office)
    moved = move(step=Step.SUBMIT, agency=agency, by=by, needs=codes, proposals=numbers, homes=homes)
    sent = Submission.objects.create(
        agency_id=agency,
        office_id=office,
        year=year,
        round=Submission.objects.filter(office=office, year=year).count() + 1,
        needs=sum(kind is ItemKind.NEED for kind, _key in moved.moved),
        proposals=sum(kind is ItemKind.PROPOSAL for kind, _key in moved.moved),
        note=note.strip(),
        submitted_by=by,
    )
    audit.record_on(
        name="betang.needs.form_submitted",
        by=by,
        row=sent,
        agency=agency,
        new={"office": office, "needs": sent.needs, "proposals": sent.proposals, "round": sent.round},
    )
    return sent, moved
