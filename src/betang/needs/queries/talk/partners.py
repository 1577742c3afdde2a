"""The dialogue with one person or with many: what the post requires, what is known, and what was answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from django.db.models import Q

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.params import Parameters
from betang.needs.models import Need, NeedState, NotTraining
from betang.needs.queries.dialogue import Known, Pair
from betang.needs.queries.flow.years import past
from betang.needs.queries.talk.sides import BY_WAY, Speakers, side_of
from betang.needs.rules import OPEN_STATES
from betang.needs.rules.talk import Side, waits_for
from betang.people.models import Person, Unit
from betang.people.queries import get_person
from betang.people.queries.register import Tree
from betang.targets.models import Target, TargetLink

_LAST = (NeedState.WITHDRAWN, NeedState.REJECTED, NeedState.DRAFT, NeedState.RETURNED)
_ORDER = {state: place for place, state in enumerate((*_LAST, *(s for s in NeedState if s not in _LAST)))}
"""Where several needs are about one pair, the one that has come furthest speaks."""
INDICATORS = 6
"""How many indicators of a unit open the question; the heaviest first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered about a person and a competency. `said_by` None: neither of the two, or nobody yet."""

    need: Need | None = None
    said_by: Side | None = None
    no: NotTraining | None = None

    @property
    def seen(self) -> str:
        """What a form carries along, so that nobody overwrites what they have not seen."""
        no = "" if self.no is None else f"{self.no.cause} {self.no.reason} {self.no.said_on}"
        return f"{self.need.version if self.need else 0}-{crc32(no.encode()):x}"

    @property
    def waits(self) -> frozenset[Side]:
        """Whose word the need waits for."""
        return waits_for(said_by=self.said_by, state=NeedState(self.need.state)) if self.need else frozenset()

    @property
    def editable(self) -> bool:
        """Whether the need may still be said anew: it is not there, or it was not sent."""
        return self.need is None or self.need.state in OPEN_STATES

    def answered_by(self, side: Side) -> bool:
        """Whether this side may agree to what the need says."""
        return self.need is not None and self.need.state == NeedState.DRAFT and self.said_by is not side


@dataclass(frozen=True, slots=True)
class Subject:
    """One competency of the dialogue. `pair` None: the post does not require it, yet there is an answer."""

    competency: str
    pair: Pair | None
    answer: Answer

    @property
    def state(self) -> str:
        """The one word for what is known; "" where nothing is required."""
        if self.pair is None:
            return ""
        if self.pair.held is None:
            return "expired" if self.pair.expired else "unknown"
        if self.pair.held >= self.pair.required:
            return "met"
        return "trained" if self.pair.trained else "short"


@dataclass(frozen=True, slots=True)
class Talk:
    """The dialogue with one person: the side of whoever reads, the newest predicate (year, predicate), the subjects.

    `work`: the answer that learning cannot close what is amiss with the work as a whole.
    """

    person: Person
    side: Side
    predicate: tuple[int, int] | None
    subjects: tuple[Subject, ...]
    work: Answer

    def subject(self, competency: str) -> Subject:
        """One competency, also one that nobody has asked for yet."""
        found = (one for one in self.subjects if one.competency == competency)
        return next(found, Subject(competency, None, Answer()))


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the unit that has not reached its goal, with the competencies it leans on."""

    target: Target
    competencies: tuple[str, ...]


def talk_with(person_id: int, *, on: date, user: Viewer) -> Talk:
    """The dialogue with one person whom the user speaks about. `NotFound` otherwise."""
    person = get_person(person_id, user=user)
    if side_of(person, user=user) is None:
        raise NotFound("not here, or not for this user")
    return talks([person], on=on, user=user)[0]


def superior_of(person: Person, *, user: Viewer) -> Person | None:
    """The direct superior, where their name is the user's to see."""
    found = Person.objects.filter(pk=person.supervisor_id).first() if person.supervisor_id is not None else None
    return found if found is not None and user.sees_name(found.pk, found.agency_id) else None


def talks(people: Sequence[Person], *, on: date, user: Viewer) -> list[Talk]:
    """The dialogue with each of some people of one agency; those whom the user does not speak about are left out."""
    if not people:
        return []
    agency, numbers = people[0].agency_id, [person.pk for person in people]
    known, speakers = Known(agency, on, numbers), Speakers(agency, people)
    needs: defaultdict[int, dict[str, Need]] = defaultdict(dict)
    rows = Need.objects.filter(agency=agency, person__in=numbers, competency__isnull=False).exclude(past())
    for need in sorted(rows.select_related("learning_program"), key=lambda need: _ORDER[NeedState(need.state)]):
        needs[need.person_id or 0][need.competency_id or ""] = need
    noes: defaultdict[int, dict[str | None, NotTraining]] = defaultdict(dict)
    for no in NotTraining.objects.filter(agency=agency, person__in=numbers):
        noes[no.person_id][no.competency_id] = no
    found = []
    for person in people:
        side = side_of(person, user=user)
        if side is None:
            continue
        partner = known.partner(person)
        answers = _answers(person.pk, needs[person.pk], noes[person.pk], speakers)
        pairs = {pair.competency: pair for pair in partner.pairs}
        subjects = tuple(Subject(code, pairs.get(code), answers.get(code, Answer())) for code in {**pairs, **answers})
        found.append(Talk(person, side, partner.predicate, subjects, Answer(no=noes[person.pk].get(None))))
    return found


def _answers(
    person: int, needs: Mapping[str, Need], noes: Mapping[str | None, NotTraining], speakers: Speakers
) -> dict[str, Answer]:
    codes = dict.fromkeys([*needs, *(code for code in noes if code is not None)])
    return {code: _answer(person, needs.get(code), noes.get(code), speakers) for code in codes}


def _answer(person: int, need: Need | None, no: NotTraining | None, speakers: Speakers) -> Answer:
    return Answer(need, speakers.said_by(person, need.entered_by_id) if need else None, no)


def waiting(*, user: Viewer) -> Counter[Side]:
    """How many drafts wait for the user: to agree as the person (`SELF`), or as a superior (`SUPERIOR`)."""
    sides = {number: BY_WAY[one.via] for number, one in user.reached.items() if one.via in BY_WAY}
    rows = Need.objects.filter(person__in=list(sides), competency__isnull=False, state=NeedState.DRAFT)
    drafts = list(rows.select_related("person"))
    found: Counter[Side] = Counter()
    for agency in {need.agency_id for need in drafts}:
        mine = [(need, need.person) for need in drafts if need.agency_id == agency and need.person is not None]
        speakers = Speakers(agency, [person for _need, person in mine])
        for need, person in mine:
            said = speakers.said_by(person.pk, need.entered_by_id)
            side = sides[person.pk]
            found[side] += side in waits_for(said_by=said, state=NeedState.DRAFT)
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """People the user speaks with: their own (`unit` None), or those of an office."""

    unit: Unit | None
    units: tuple[int, ...] = ()


def groups(agency: str, *, user: Viewer) -> list[Group]:
    """What a grid may show: the user's direct reports, and the offices whose data they enter."""
    found = [Group(None)] if _reports(agency, user) else []
    if user.has(Right.EDIT, agency):
        tree = Tree({unit.pk: unit for unit in Unit.objects.filter(agency=agency)})
        found += [Group(office, tuple(tree.below(office.pk))) for office in tree.offices()]
        inside = {number for group in found for number in group.units}
        above = [unit for unit in tree.units.values() if unit.pk not in inside]
        found += [Group(unit, (unit.pk,)) for unit in above]
    else:
        mine = [number for number, of in user.offices.items() if of == agency]
        tree = Tree({unit.pk: unit for unit in Unit.objects.filter(agency=agency, pk__in=mine)})
        found += [Group(unit, tuple(tree.below(unit.pk))) for unit in tree.children.get(None, [])]
    return found


def agencies_to_talk(*, user: Viewer) -> list[str]:
    """Governments in which the user speaks about the needs of others, their home first."""
    codes = {one.agency for one in user.reached.values() if one.via in {"reports", "unit"}} | set(user.offices.values())
    codes |= {code for code in (*user.agencies, *user.works_for) if user.has(Right.EDIT, code)}
    home = user.home.code if user.home else ""
    return sorted(codes, key=lambda code: (code != home, code))


def people_of(group: Group, agency: str, *, user: Viewer) -> list[Person]:
    """People in service of a group, by unit and name. Only those whom the user speaks about."""
    away = Q(legal_position__in=Parameters().away_positions)
    of = Q(pk__in=_reports(agency, user)) if group.unit is None else Q(unit__in=group.units)
    found = Person.objects.filter(of, ~away | Q(legal_position__isnull=True), agency=agency)
    rows = found.select_related("unit", "job").order_by("unit__name", "name", "pk")
    return [person for person in rows if user.speaks_for(person.pk, agency)]


def _reports(agency: str, user: Viewer) -> list[int]:
    return [one.person for one in user.reached.values() if one.via == "reports" and one.agency == agency]


def indicators(person: Person) -> list[Indicator]:
    """Indicators at the person's unit, else at the nearest one above, else of the whole government, not yet at goal."""
    targets = Target.objects.filter(agency=person.agency_id, baseline__isnull=False, goal__isnull=False)
    by_unit: defaultdict[int | None, list[Target]] = defaultdict(list)
    for target in targets.order_by("-weight", "code"):
        if target.baseline != target.goal:
            by_unit[target.unit_id].append(target)
    parents = dict(Unit.objects.filter(agency=person.agency_id).values_list("pk", "parent_id"))
    here: int | None = person.unit_id
    seen: set[int] = set()
    while here is not None and here not in by_unit and here not in seen:
        seen.add(here)
        here = parents.get(here)
    found = by_unit.get(here, [])[:INDICATORS]
    leans: defaultdict[str, list[str]] = defaultdict(list)
    links = TargetLink.objects.filter(agency=person.agency_id, target__in=found).order_by("-relevance", "competency")
    for code, competency in links.values_list("target_id", "competency_id"):
        leans[code].append(competency)
    return [Indicator(target, tuple(dict.fromkeys(leans[target.pk]))) for target in found]
