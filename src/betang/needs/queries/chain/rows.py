"""Items with everything their way to a decree rests on, each step as a row that has a page of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from betang.agencies.viewers import Viewer
from betang.core.gap.explain import Evidence, Standing, Weighed, weigh
from betang.core.params import Parameters
from betang.needs.models import Decision, ItemKind, Need, NeedStep, Proposal
from betang.needs.queries.chain.exceptions import Marked
from betang.people.models import Person, Unit
from betang.programs.models import Outcome, Program
from betang.standards.models import Competency
from betang.standards.queries import Requirement, evidence_of, requirements
from betang.targets.models import LinkState, TargetLink


@dataclass(frozen=True, slots=True)
class Chained:
    """An item (a need or proposal) and the steps of its chain; None where a step is missing.

    `program`, `competency`: the line of demand it is counted in. `proof`: the evidence that decides today, or the
    newest that has expired. `decree`: the paper it was decided by.
    """

    kind: ItemKind
    row: Any
    marks: tuple[str, ...]
    program: Program | None
    competency: Competency | None
    proof: Weighed | None
    requirement: Requirement | None
    link: TargetLink | None
    decree: Decision | None

    @property
    def expired(self) -> bool:
        return self.proof is not None and self.proof.standing is not Standing.DECIDES


def chained(found: Sequence[Marked], agency: str, *, on: date, user: Viewer) -> list[Chained]:
    """The items in their order, as far as the walls let the user see them; six queries whatever their number."""
    needs, proposals = _items(found, agency)
    people = {row.person_id for row in needs.values() if row.person_id is not None}
    proofs = _proofs(people, agency, on=on, user=user)
    posts = _posts((row.person for row in needs.values() if row.person is not None), agency)
    papers = _papers(found, agency)
    links = _Confirmed(agency)
    chains = []
    for one in found:
        row: Any = needs.get(one.key) if one.kind is ItemKind.NEED else proposals.get(one.key)
        if row is None:
            continue
        person = row.person if one.kind is ItemKind.NEED else None
        competency = row.competency if one.kind is ItemKind.NEED else None
        pair = (person.pk, competency.pk) if person is not None and competency is not None else None
        post = posts.get((person.job_id, person.job.tier), {}) if person is not None else {}
        chains.append(
            Chained(
                kind=one.kind,
                row=row,
                marks=one.marks,
                program=row.program or row.learning_program,
                competency=competency,
                proof=proofs.get(pair) if pair else None,
                requirement=post.get(competency.pk) if competency is not None else None,
                link=links.of(row, competency, person),
                decree=papers.get((one.kind, one.key)),
            )
        )
    return chains


def _items(found: Iterable[Marked], agency: str) -> tuple[dict[str, Need], dict[str, Proposal]]:
    joined = ("agency", "unit", "office", "program", "learning_program")
    codes = [one.key for one in found if one.kind is ItemKind.NEED]
    numbers = [int(one.key) for one in found if one.kind is ItemKind.PROPOSAL]
    needs = Need.objects.filter(agency=agency, pk__in=codes)
    rows = needs.select_related(*joined, "person", "person__unit", "person__job", "competency")
    proposals = Proposal.objects.filter(agency=agency, pk__in=numbers).select_related(*joined)
    return {row.pk: row for row in rows}, {str(row.pk): row for row in proposals}


def _proofs(people: Iterable[int], agency: str, *, on: date, user: Viewer) -> dict[tuple[int, str], Weighed]:
    rows: defaultdict[tuple[int, str], list[Evidence]] = defaultdict(list)
    for row in evidence_of(people, user=user, agency=agency):
        if row.assessed_on <= on:
            proof = Evidence(row.level, row.assessed_on, row.source, row.valid_until)
            rows[row.person_id, row.competency_id].append(proof)
    years = Parameters().validity_years
    return {pair: weigh(found, as_of=on, validity_years=years)[0] for pair, found in rows.items()}


def _posts(people: Iterable[Person], agency: str) -> dict[tuple[str, str], Mapping[str, Requirement]]:
    posts = {(person.job_id, person.job.tier) for person in people}
    return {(job, tier): requirements(agency=agency, job=job, tier=tier) for job, tier in posts}


def _papers(found: Iterable[Marked], agency: str) -> dict[tuple[ItemKind, str], Decision]:
    keys = [one.key for one in found]
    steps = NeedStep.objects.filter(agency=agency, item__in=keys, step="decide", decision__isnull=False)
    rows = steps.select_related("decision").defer("decision__scan").order_by("pk")
    return {(ItemKind(step.kind), step.item): step.decision for step in rows if step.decision is not None}


class _Confirmed:
    """The confirmed links of one agency, and which of them an item stands on."""

    def __init__(self, agency: str) -> None:
        rows = TargetLink.objects.filter(agency=agency, state=LinkState.CONFIRMED).select_related("target")
        self._links: defaultdict[str, list[TargetLink]] = defaultdict(list)
        for link in rows.order_by("target", "pk"):
            self._links[link.competency_id].append(link)
        self._parents = dict(Unit.objects.filter(agency=agency).order_by().values_list("pk", "parent_id"))
        self._teaches: defaultdict[str, list[str]] = defaultdict(list)
        for program, competency in Outcome.objects.order_by("competency").values_list("program_id", "competency_id"):
            self._teaches[program].append(competency)

    def of(self, row: Any, competency: Competency | None, person: Person | None) -> TargetLink | None:
        """The first that holds where the item belongs."""
        # A proposal may name its programme only as the way it is to be learned (`Links` reads it the same).
        program = row.program_id or (row.learning_program_id if isinstance(row, Proposal) else None)
        asked = [competency.pk] if competency is not None else self._teaches.get(program or "", [])
        unit = row.unit_id or (person.unit_id if person is not None else None)
        units = {None, *self._above(unit)}
        held = [link for one in asked for link in self._links.get(one, ())]
        named = getattr(row, "target_id", None)  # a need that names its target stands on that one or on none
        if named is not None:
            return next((link for link in held if link.target_id == named), None)
        return next((link for link in held if (link.unit_id or link.target.unit_id) in units), None)

    def _above(self, unit: int | None) -> set[int]:
        found: set[int] = set()
        while unit is not None and unit not in found:
            found.add(unit)
            unit = self._parents.get(unit)
        return found
