"""Needs and proposals as papers speak of them, with the catalogue that names what they ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.db.models import QuerySet

from betang.needs.models import ItemKind, LearningWay, Need, NeedBasis, NeedState, NeedStep, Proposal
from betang.needs.queries.papers.reach import standing
from betang.people.models import Person
from betang.programs.models import Outcome, Program
from betang.standards.models import Competency, CompetencyKind
from betang.ui.documents.official.contents.inventory import Priority as Level

TAUGHT = 3
"""How many competencies of a programme a paper names."""
_REMEMBERED = ("return", "reject", "verify", "validate")


@dataclass(frozen=True, slots=True)
class Item:
    """A need or proposal. `year` None: it was not sent. `count`: people asked for; None where it is not said."""

    kind: ItemKind
    key: str
    state: NeedState
    year: int | None
    unit: int | None
    person: Person | None
    competency: str | None
    program: str | None
    learning: str
    way: str | None
    priority: Level | None
    superior: str
    basis: NeedBasis | None
    target: str | None
    agreed_on: date | None
    count: int | None
    note: str

    @property
    def called(self) -> str:
        """Whom it is about: a name, or how many people."""
        if self.person is not None:
            return self.person.name or f"Pegawai nomor {self.person.pk}"
        return f"{self.count} orang" if self.count is not None else "Jumlah orang belum disebut"

    @property
    def nip(self) -> str:
        return (self.person.nip if self.person else None) or ""

    @property
    def way_called(self) -> str:
        return str(LearningWay(self.way).label) if self.way else ""


def items(agency: str, year: int, units: Collection[int] | None = None) -> list[Item]:
    """What stands on the inventory of a year (of some units), as far as the reader may see it: people by unit and name,
    then what is asked for by number.
    """
    needs = Need.objects.filter(standing(year), agency=agency)
    rows = needs.select_related("person", "person__job", "person__unit").order_by("person__unit__name", "person__name")
    found = [of_need(need) for need in rows.order_by("person__unit__name", "person__name", "code")]
    found += [_proposal(one) for one in Proposal.objects.filter(standing(year), agency=agency).order_by("title", "pk")]
    wanted = None if units is None else set(units)
    return [one for one in found if wanted is None or one.unit in wanted]


def of_need(need: Need) -> Item:
    """A need as papers speak of it."""
    person = need.person
    return Item(
        kind=ItemKind.NEED,
        key=need.code,
        state=NeedState(need.state),
        year=need.year,
        unit=need.unit_id or (person.unit_id if person else None),
        person=person,
        competency=need.competency_id,
        program=need.learning_program_id or need.program_id,
        learning=need.learning or "",
        way=need.way,
        priority=cast("Level | None", need.priority),
        superior=need.superior or "",
        basis=NeedBasis(need.basis),
        target=need.target_id,
        agreed_on=need.agreed_on,
        count=None if person else need.people,
        note=need.note or "",
    )


def _proposal(one: Proposal) -> Item:
    return Item(
        kind=ItemKind.PROPOSAL,
        key=str(one.pk),
        state=NeedState(one.state),
        year=one.year,
        unit=one.unit_id,
        person=None,
        competency=None,
        program=one.learning_program_id or one.program_id,
        learning=one.learning or one.title,
        way=one.way,
        priority=cast("Level | None", one.priority),
        superior=one.superior or "",
        basis=None,
        target=None,
        agreed_on=None,
        count=one.people if one.people is not None else _named(one.persons),
        note=one.note or "",
    )


def _named(persons: str | None) -> int | None:
    """How many people a proposal names."""
    return len([part for part in persons.split(";") if part.strip()]) if persons else None


class Catalogue:
    """What competencies and programmes are called, and which programme teaches what; read once."""

    def __init__(self) -> None:
        self.competencies = {one.code: one for one in Competency.objects.all()}
        self.programs = {one.code: one for one in Program.objects.all()}
        self.taught: defaultdict[str, list[str]] = defaultdict(list)
        rows = Outcome.objects.order_by("program_id", "competency_id").values_list("program_id", "competency_id")
        for program, competency in rows:
            self.taught[program].append(competency)

    def competency(self, code: str) -> str:
        """'Komunikasi (M.03)'."""
        found = self.competencies.get(code)
        return f"{found.name} ({code})" if found else code

    def kind(self, code: str) -> str:
        """'Manajerial'."""
        found = self.competencies.get(code)
        return str(CompetencyKind(found.kind).label) if found else ""

    def asked(self, item: Item) -> list[str]:
        """Codes of the competencies an item is about: its own, else those its programme teaches."""
        if item.competency:
            return [item.competency]
        return self.taught.get(item.program or "", [])

    def about(self, item: Item) -> str:
        """The competencies in words; "" where none is known."""
        codes = self.asked(item)
        more = f" dan {len(codes) - TAUGHT} lainnya" if len(codes) > TAUGHT else ""
        return ", ".join(self.competency(code) for code in codes[:TAUGHT]) + more

    def learning(self, item: Item) -> str:
        """What is to be learned: the programme of the catalogue, else the words; "" where nothing was said."""
        program = self.programs.get(item.program or "")
        return program.name if program else item.learning

    def hours(self, item: Item) -> Decimal | None:
        """Lesson hours of the programme; None where no programme is named."""
        program = self.programs.get(item.program or "")
        return program.hours if program else None


def steps(agency: str) -> dict[tuple[str, str], dict[str, NeedStep]]:
    """The last step of each kind that the items of an agency took, by kind and key of the item."""
    rows: QuerySet[NeedStep] = NeedStep.objects.filter(agency=agency, step__in=_REMEMBERED)
    found: defaultdict[tuple[str, str], dict[str, NeedStep]] = defaultdict(dict)
    for step in rows.select_related("by").order_by("pk"):
        taken = found[step.kind, step.item]
        taken.pop(step.step, None)  # so that the last one stands last
        taken[step.step] = step
    return found
