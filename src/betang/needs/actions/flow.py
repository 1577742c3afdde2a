"""Needs and proposals take their steps: many at once, each by the rules, with one event and a line of history each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.models import User
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.needs import rules
from betang.needs.actions.demand import publish_demand, publish_sent
from betang.needs.models import (
    Decision,
    DecisionKind,
    ItemKind,
    Need,
    NeedState,
    NeedStep,
    Proposal,
    Submission,
)
from betang.needs.queries.flow import offices, years
from betang.needs.queries.flow.items import Asked, Facts, Left, facts_of, hands_over, sift
from betang.needs.rules import Step
from betang.people.reach import whole_viewer

_OWN: Final[Mapping[Step, str]] = MappingProxyType(
    {Step.SUBMIT: "submitted_by", Step.VERIFY: "verified_by", Step.VALIDATE: "validated_by"}
)
"""Where an item keeps whose hand a step was."""
_BACK: Final = frozenset({Step.RETURN, Step.REOPEN})


@dataclass(frozen=True, slots=True)
class Moved:
    """What a bulk step did: keys of what moved, and what stayed with its reason."""

    moved: tuple[tuple[ItemKind, str], ...]
    left: tuple[Left, ...]


class Lost(RuntimeError):
    """The walls kept a row from moving that the rules had let go: a fault of ours, and nothing was moved."""


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
) -> Moved:
    """Take one step with many needs (codes) and proposals (numbers) of an agency; what may not stays, with a reason.

    `decision`: the number of a paper of the agency that stands in for the hand of PyB or PPK. Raises `NotAllowed` where
    nothing at all may be done: no reason, a wrong paper, no open year.
    """
    rules.check_reason(step=step, reason=reason)
    paper = _paper(agency, decision)
    rules.check_paper(step=step, paper=paper)
    year = _open_year() if step is Step.SUBMIT else None
    viewer = whole_viewer(by, on=timezone.localdate()) if by else None
    asked = Asked(agency=agency, needs=tuple(needs), proposals=tuple(proposals))
    sifted = sift(step, asked, user=viewer, paper=paper, lock=True)
    if sifted.may:
        granted = viewer is not None and agency not in viewer.roles
        _take(step, agency, sifted.may, by=by, year=year)
        _remember(step, agency, sifted.may, by=by, reason=reason, decision=decision, granted=granted)
        publish_demand(agency=agency, by=by)
    return Moved(tuple((one.kind, one.key) for one in sifted.may), sifted.left)


def _paper(agency: str, decision: int | None) -> DecisionKind | None:
    if decision is None:
        return None
    found = Decision.objects.filter(agency=agency, pk=decision).values_list("kind", flat=True).first()
    if found is None:
        raise NotAllowed(_("Keputusan itu tidak ada di sini. Catat keputusannya dahulu."))
    return DecisionKind(found)


def _open_year() -> int:
    found = years.open_year()
    if found is None:
        raise NotAllowed(_("Belum ada tahun rencana yang dibuka. Koordinator provinsi membukanya."))
    return found


def _take(step: Step, agency: str, may: Collection[Facts], *, by: User | None, year: int | None) -> None:
    values: dict[str, Any] = {"state": rules.STEPS[step].to, "version": F("version") + 1}
    if step in _OWN:
        values[_OWN[step]] = by
    if step in _BACK:
        values |= {"submitted_by": None, "verified_by": None}
    if year is not None:
        values["year"] = year
    homes = offices.home_of(agency) if step is Step.SUBMIT else {}
    groups: defaultdict[tuple[ItemKind, int | None], list[str]] = defaultdict(list)
    for one in may:
        groups[one.kind, homes.get(one.unit) if one.unit is not None else None].append(one.key)
    for (kind, office), keys in groups.items():
        rows: QuerySet[Any] = Need.objects.filter(agency=agency, code__in=keys)
        if kind is ItemKind.PROPOSAL:
            rows = Proposal.objects.filter(agency=agency, pk__in=[int(key) for key in keys])
        if rows.update(**values, **({"office_id": office} if office is not None else {})) != len(keys):
            raise Lost(f"{step} moved fewer rows than it was let")


def _counts_otherwise(may: Collection[Facts], to: NeedState) -> bool:
    """Whether the step changes what maps and plans are made from: something is given up, or taken up again."""
    return any((one.item.state in rules.GIVEN_UP) != (to in rules.GIVEN_UP) for one in may)


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
        new={
            "step": step.value,
            "items": len(may),
            "states": {state: count for state, count in states.items() if count},
            **({"decision": decision} if decision else {}),
        },
        people=[one.person for one in may if one.person is not None],
        tables=("needs", "proposals") if _counts_otherwise(may, to) else (),
    )


# ---------------------------------------------------------------- what an item says


@dataclass(frozen=True, slots=True)
class Said:
    """What can be changed in an item; a proposal has no day of agreement."""

    way: str | None
    learning: str | None
    priority: str | None
    superior: str | None
    note: str | None
    agreed_on: date | None


@transaction.atomic
def change_item(*, agency: str, kind: ItemKind, key: str, seen: int, said: Said, by: User) -> None:
    """Change what an item says, which the user saw as version `seen`; one that has its day is agreed by it.

    Raises `NotAllowed`, also where somebody else changed it meanwhile.
    """
    model: type[Need | Proposal] = Need if kind is ItemKind.NEED else Proposal
    asked = Asked(agency, needs=(key,)) if kind is ItemKind.NEED else Asked(agency, proposals=(int(key),))
    facts = facts_of(asked, lock=True).get((kind, key))
    if facts is None:
        raise NotAllowed(_("Butir ini tidak ada di sini."))
    actor = rules.Actor(by.pk, hands_over(facts, agency, whole_viewer(by, on=timezone.localdate())))
    dated = kind is ItemKind.PROPOSAL or said.agreed_on is not None
    rules.check_change(item=facts.item, actor=actor, keeps_day=dated)
    rules.check_version(seen=seen, now=facts.version)
    values = asdict(said)
    if kind is ItemKind.PROPOSAL:
        del values["agreed_on"]
    rows: QuerySet[Any] = model._default_manager.filter(pk=key, agency=agency)
    before = rows.values(*values).get()
    if rows.update(**values, entered_by=by, version=F("version") + 1) != 1:
        raise Lost("a change reached no row")
    changed = sorted(name for name, value in values.items() if before[name] != value)
    audit.record(
        name="betang.needs.item_changed",
        by=by,
        on_kind="agencies.agency",
        on_id=agency,
        agency=agency,
        new={"fields": changed},
        people=[facts.person] if facts.person is not None else [],
        tables=("needs",) if "agreed_on" in changed else (),
    )
    if dated and facts.item.state in {NeedState.DRAFT, NeedState.RETURNED}:
        keys: dict[str, Any] = {"needs": [key]} if kind is ItemKind.NEED else {"proposals": [int(key)]}
        move(step=Step.AGREE, agency=agency, by=by, **keys)


# ---------------------------------------------------------------- a whole form


@transaction.atomic
def submit_office(*, agency: str, office: int, by: User | None, note: str = "") -> tuple[Submission, Moved]:
    """Send the form of an office: everything agreed on it goes to the personnel agency; again and again.

    Nothing to send is an answer, too ("nihil"). Raises `NotAllowed`.
    """
    year = _open_year()
    units = offices.on_form(agency, office)
    viewer = whole_viewer(by, on=timezone.localdate()) if by else None
    if not units or (viewer is not None and not (viewer.has(Right.EDIT, agency) or office in viewer.offices)):
        raise NotAllowed(_("Perangkat daerah itu tidak ada di sini."))
    agreed = offices.items_on_form(agency, units, (NeedState.AGREED,))
    moved = move(step=Step.SUBMIT, agency=agency, by=by, needs=agreed.needs, proposals=agreed.proposals)
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
    publish_sent(agency=agency, by=by)
    return sent, moved
