"""A person's own needs: their state and history, hours of this year, objections, and answers "no"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from betang.agencies.viewers import Viewer
from betang.core.hours import HoursRule, by_year, still_owed
from betang.needs.models import ItemKind, Need, NeedStep, Objection
from betang.needs.queries.record import attendance
from betang.needs.queries.talk.partners import Subject, Talk, talk_with
from betang.people.queries.corrections import own_person
from betang.programs.models import Training


@dataclass(frozen=True, slots=True)
class Hours:
    """Lesson hours of a year; `floor` and `owed` None for a status that has no yearly right."""

    year: int
    done: Decimal
    floor: int | None
    owed: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class OwnNeed:
    """A need of one's own with its history (oldest first) and objections (newest first)."""

    subject: Subject
    need: Need
    steps: tuple[NeedStep, ...]
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class OwnNeeds:
    """Everything a person reads of their own needs."""

    talk: Talk
    needs: tuple[OwnNeed, ...]
    hours: Hours


def own_needs(*, on: date, user: Viewer) -> OwnNeeds:
    """The user's own needs. `NotFound` when no membership says which person of the register they are."""
    person = own_person(user=user)
    talk = talk_with(person.pk, on=on, user=user)
    codes = [subject.answer.need.pk for subject in talk.subjects if subject.answer.need]
    steps: defaultdict[str, list[NeedStep]] = defaultdict(list)
    for step in NeedStep.objects.filter(agency=person.agency_id, kind=ItemKind.NEED, item__in=codes).select_related(
        "by", "decision"
    ):
        steps[step.item].append(step)
    objections: defaultdict[str, list[Objection]] = defaultdict(list)
    for objection in Objection.objects.filter(person=person).select_related("answered_by"):
        objections[objection.item].append(objection)
    needs = tuple(
        OwnNeed(subject, need, tuple(steps[need.pk]), tuple(objections[need.pk]))
        for subject in talk.subjects
        if (need := subject.answer.need) is not None
    )
    return OwnNeeds(talk, needs, _hours(person.pk, person.status, on))


def _hours(person: int, status: str, on: date) -> Hours:
    rule = HoursRule()
    trainings = Training.objects.filter(person=person)
    done = by_year(attendance(training) for training in trainings).get(on.year, Decimal(0))
    return Hours(on.year, done, rule.floor.get(status), still_owed(rule, status, done), rule.source)
