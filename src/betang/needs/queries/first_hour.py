"""The first hour: what a register alone tells its own government. Counts are lengths of slices (`core.register`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.db.models import Min, Q

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.register.facts import Fact
from betang.core.register.quality import Quality, judge, not_told
from betang.core.register.rules import FIRST_HOUR
from betang.core.register.slices import Beside, Slices, slices, tally
from betang.core.register.together import Together, together
from betang.core.register.trainings import told_basic, told_leading
from betang.needs.models import FirstHour
from betang.needs.queries.moved import moved
from betang.people.queries import first_hour as register
from betang.programs.models import Channel, Program, Training

NEWS: Final = ("moved", "refused")
"""Counts that stand in a file and not in the register."""


@dataclass(frozen=True)
class Hour:
    """The counts of one register on a day. `unseen`: what the newest file could not answer; None: none has come."""

    agency: str
    as_of: date
    counts: Mapping[str, int]
    unseen: Collection[str] | None

    def count(self, *key: str) -> int:
        return self.counts.get("|".join(key), 0)

    @cached_property
    def hidden(self) -> set[str]:
        """Checks of the data's quality that nothing can tell."""
        return not_told(self.counts, self.unseen)

    @cached_property
    def quality(self) -> Quality:
        return judge(self.counts, self.hidden)

    @cached_property
    def families(self) -> dict[str, dict[str, int]]:
        """Functional staff by family and tier, the largest family first."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for key, people in self.counts.items():
            kind, _, rest = key.partition("|")
            family, _, tier = rest.partition("|")
            if kind == "family" and tier:
                found[family][tier] = people
        return dict(sorted(found.items(), key=lambda pair: (-sum(pair[1].values()), pair[0])))

    @cached_property
    def years(self) -> list[int]:
        """The years in which the next people retire."""
        last = self.as_of.year + FIRST_HOUR.years_ahead
        return list(range(self.as_of.year, last + 1))


def hour(agency: str, *, on: date, user: Viewer) -> Hour:
    """The counts of an own government: of today where all its people are the user's to open, else as last counted.

    `NotFound` for another's.
    """
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    kept, unseen = FirstHour.objects.filter(agency=agency).first(), register.unseen_in(agency)
    last = kept.counts if kept else {}
    if user.sees_people(agency):
        news = {key: people for key, people in last.items() if key.startswith(NEWS)}
        return Hour(agency, on, {**register_counts(agency, on), **news}, unseen)
    return Hour(agency, kept.as_of if kept else on, last, unseen)


def has_register(agency: str, *, user: Viewer) -> bool:
    """Whether there is anybody to speak of, as far as the user may know."""
    return FirstHour.objects.filter(agency=agency, counts__all__gt=0).exists() if user.owns(agency) else False


def people_in(agency: str, *, on: date, user: Viewer) -> Slices:
    """Every slice with its people, where all of the agency's people are the user's to open; else `NotFound`."""
    if not user.sees_people(agency):
        raise NotFound("not here, or not for this user")
    found = slices(register.register_of(agency), on=on, beside=_beside(agency, on))
    if user.has(Right.EDIT, agency):
        found |= {f"moved|{what}": list(numbers) for what, numbers in moved(agency).people.items()}
    return found


def facts_in(agency: str, numbers: Collection[int], *, user: Viewer) -> dict[int, Fact]:
    """What the register says of some people, by number; `NotFound` as above."""
    if not user.sees_people(agency):
        raise NotFound("not here, or not for this user")
    wanted = set(numbers)
    return {fact.number: fact for fact in register.register_of(agency) if fact.number in wanted}


def register_counts(agency: str, on: date) -> dict[str, int]:
    """How many people each slice of a register has, as far as the walls show it. The register is never held whole."""
    return tally(lambda: register.register_of(agency), on=on, beside=_beside(agency, on))


def _beside(agency: str, on: date) -> Beside:
    asked = Q(person__status="CPNS") | Q(person__job__tier__in=list(FIRST_HOUR.leading))
    titles: defaultdict[int, list[str]] = defaultdict(list)
    tiers: dict[int, str] = {}
    rows = Training.objects.filter(asked, agency=agency).order_by()
    for person, tier, title, program in rows.values_list("person_id", "person__job__tier", "title", "program__name"):
        tiers[person] = tier
        titles[person] += [title, program or ""]
    leading = {
        person
        for person, found in titles.items()
        if (programme := FIRST_HOUR.leading.get(tiers[person])) and told_leading(found, programme)
    }
    return Beside(
        findings=register.findings_of(agency),
        performed=register.performed_in(agency, on.year - 1),
        basic={person for person, found in titles.items() if told_basic(found)},
        leading=leading,
    )


def smallest_class() -> int:
    """How many people make a class: of the catalogue's classes the smallest, else the usual."""
    taught = Program.objects.filter(channel__in=(Channel.CLASS, Channel.BLENDED)).aggregate(least=Min("class_min"))
    least = taught["least"] or FIRST_HOUR.class_sizes[0]
    return next((size for size in FIRST_HOUR.class_sizes if size >= least), FIRST_HOUR.class_sizes[-1])


def with_neighbours(of: Hour, smallest: int, *, user: Viewer) -> list[Together]:
    """Families and tiers too few here, with what neighbours publish of theirs. `NotFound` for another's counts."""
    if not user.owns(of.agency):
        raise NotFound("not here, or not for this user")
    own = {(family, tier): people for family, tiers in of.families.items() for tier, people in tiers.items()}
    return together(own, register.neighbours(of.agency), smallest)
