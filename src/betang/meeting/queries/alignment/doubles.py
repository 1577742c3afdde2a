"""What a government asks for twice: the same title, or the same person for the same thing. Of one's own, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer, get_government
from betang.core.alignment.lines import Key, twice
from betang.core.office.names import plain, without_degrees
from betang.meeting.queries.alignment.demand import Named, meanings
from betang.needs.models import DemandKind, Need, NeedState, Proposal
from betang.people.models import Person, Unit
from betang.programs.models import Program

_GONE: Final = (NeedState.REJECTED, NeedState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the unit it was proposed by ('' for the whole government), and under which title."""

    unit: str
    title: str


@dataclass(frozen=True, slots=True)
class Twice:
    """Something asked for in more than one place. `person` None: the title as a whole."""

    what: str
    person: Person | None
    places: tuple[Place, ...]


def planned_for(user: Viewer) -> list[str]:
    """The governments whose proposals the user reads and checks as a whole."""
    return sorted(code for code in {*user.roles, *user.works_for} if user.has(Right.EDIT, code))


def spelled_twice(lines: tuple[Named, ...]) -> list[tuple[Named, str]]:
    """Lines that a government asks for under more than one name, with the government: from what all have disclosed."""
    return [(one, agency) for one in lines for agency in one.line.doubled]


class Doubles:
    """The doubles of one government in a year; what was not sent yet is looked through as well."""

    def __init__(self, agency: str, *, user: Viewer, year: int | None) -> None:
        if not (user.has(Right.EDIT, agency) and user.sees_people(agency)):
            raise NotFound("there is no such list here")
        self.agency = get_government(agency)
        now = Q(year=year) | Q(year__isnull=True)
        self._proposals = list(Proposal.objects.filter(now, agency=agency).exclude(state__in=_GONE).order_by("pk"))
        self._needs = list(
            Need.objects.filter(now, agency=agency, person__isnull=False)
            .filter(Q(program__isnull=False) | Q(learning_program__isnull=False))
            .exclude(state__in=_GONE)
            .order_by("pk")
        )
        self._means = meanings()
        self._units = dict(Unit.objects.filter(agency=agency).values_list("pk", "name"))
        self._programs = dict(Program.objects.values_list("code", "name"))
        self._people, self._by_name = self._register(agency)

    def titles(self) -> list[Twice]:
        """The same title more than once from the same unit."""
        said = (((self._key(one), one.unit_id), self._place(one)) for one in self._proposals)
        return [Twice(self._name(key, places), None, tuple(places)) for (key, _unit), places in twice(said).items()]

    def people(self) -> list[Twice]:
        """The same person more than once for the same thing."""
        found = twice(self._named())
        return [
            Twice(self._name(key, places), self._people[person], tuple(places))
            for (key, person), places in found.items()
        ]

    def _named(self) -> Iterator[tuple[tuple[Key, int], Place]]:
        for one in self._proposals:
            for person in sorted(self._persons_of(one)):
                yield (self._key(one), person), self._place(one)
        seen = set()
        for need in self._needs:
            program = need.program_id or need.learning_program_id or ""
            person = need.person_id or 0
            if (program, person) in seen or person not in self._people:
                continue  # several competencies of one programme are one seat
            seen.add((program, person))
            unit = self._units.get(need.unit_id or self._people[person].unit_id or 0, "")
            yield ((DemandKind.PROGRAM, program), person), Place(unit, self._programs.get(program, program))

    def _register(self, agency: str) -> tuple[dict[int, Person], dict[str, set[int]]]:
        """People who are named anywhere here, by number, and their numbers by name."""
        said = {part.strip() for one in self._proposals for part in (one.persons or "").split(";") if part.strip()}
        numbers = {int(part) for part in said if part.isascii() and part.isdigit() and len(part) < _A_NIP}
        numbers |= {need.person_id for need in self._needs if need.person_id}
        names = {_bare(part) for part in said if not part.isdigit()}
        people = {one.pk: one for one in Person.objects.filter(agency=agency, pk__in=numbers)}
        by_name: defaultdict[str, set[int]] = defaultdict(set)
        if names:
            for one in Person.objects.filter(agency=agency, name__isnull=False):
                if _bare(one.name or "") in names:
                    people[one.pk] = one
                    by_name[_bare(one.name or "")].add(one.pk)
        return people, by_name

    def _persons_of(self, one: Proposal) -> set[int]:
        """Numbers of those it names; a name that two people bear means nobody for sure."""
        found = set()
        for part in (one.persons or "").split(";"):
            text = part.strip()
            if text.isascii() and text.isdigit() and len(text) < _A_NIP and int(text) in self._people:
                found.add(int(text))
            elif len(same := self._by_name.get(_bare(text), set())) == 1:
                found |= same
        return found

    def _key(self, one: Proposal) -> Key:
        program = one.program_id or one.learning_program_id
        if program:
            return DemandKind.PROGRAM, program
        key = (DemandKind.TITLE, plain(one.title))
        return self._means.get(key, key)

    def _name(self, key: Key, places: list[Place]) -> str:
        return self._programs.get(key[1], places[0].title) if key[0] == DemandKind.PROGRAM else places[0].title

    def _place(self, one: Proposal) -> Place:
        return Place(self._units.get(one.unit_id or 0, ""), one.title)


_A_NIP: Final = 18  # not a rule: a number of ours is shorter than a NIP


def _bare(name: str) -> str:
    return plain(without_degrees(name))
