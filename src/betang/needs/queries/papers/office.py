"""The two forms of an office: F1, what its people and their superiors agreed on, and F2, what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from betang.core.params import Parameters
from betang.needs.models import Cause, NeedBasis, NeedState, NotTraining
from betang.needs.queries.dialogue import Known, Pair
from betang.needs.queries.flow.links import Links
from betang.needs.queries.papers.items import Catalogue, Item, items, steps
from betang.needs.queries.papers.people import head_of, hours_done, hours_told, predicate
from betang.needs.queries.papers.reach import Area, Head, personnel_office
from betang.needs.rules import COMPULSORY
from betang.people.models import Person
from betang.ui.documents.official.contents import inventory as f1
from betang.ui.documents.official.contents import verification as f2
from betang.ui.documents.official.contents.common import SHORT_DOTS, Signature

ACCEPTED = frozenset({NeedState.VERIFIED, NeedState.VALIDATED, NeedState.PLANNED, NeedState.DECIDED})
BACK = frozenset({NeedState.RETURNED, NeedState.AGREED})
"""What was sent and lies with the office again, agreed anew or not."""


# ---------------------------------------------------------------- F1


def inventory(area: Area, head: Head) -> tuple[f1.Inventory, list[int]]:
    """F1 of an office, and the numbers of everybody it names."""
    agency = head.agency.code
    found = items(agency, head.year, area.units)
    told = list(
        NotTraining.objects.filter(agency=agency, person__unit__in=area.units)
        .select_related("person", "competency")
        .order_by("person__name", "pk")
    )
    persons = {one.person.pk: one.person for one in found if one.person is not None}
    known, catalogue = Known(agency, head.printed, list(persons)), Catalogue()
    partners = {number: known.partner(person) for number, person in persons.items()}
    levels = {number: {pair.competency: pair for pair in partner.pairs} for number, partner in partners.items()}
    content = f1.Inventory(
        **head.paper(area.unit.name),
        office=area.unit.name,
        people=_in_service(area),
        needs=tuple(
            _need(
                one,
                levels.get(one.person.pk, {}).get(one.competency or "") if one.person else None,
                predicate(partners[one.person.pk].predicate) if one.person else "",
                catalogue,
            )
            for one in found
        ),
        not_training=tuple(_no(one, catalogue) for one in told),
        right=head_of(area.unit),
    )
    return content, sorted({*persons, *(one.person_id for one in told)})


def _in_service(area: Area) -> int:
    away = Parameters().away_positions
    return Person.objects.filter(unit__in=area.units).exclude(legal_position__in=away).count()


def _need(item: Item, pair: Pair | None, of_year: str, catalogue: Catalogue) -> f1.Need:
    person = item.person
    held = pair.held if pair else None
    return f1.Need(
        nip=item.nip,
        name=item.called,
        rank=(person.rank if person else None) or "",
        post=person.job.name if person else "",
        unit=person.unit.name if person else "",
        competency=catalogue.about(item),
        required=pair.required if pair else None,
        held=held,
        gap=max(0, pair.required - held) if pair and held is not None else None,
        predicate=of_year,
        learning=catalogue.learning(item),
        way=item.way_called,
        reason=_reason(item),
        priority=item.priority,
        agreed_on=item.agreed_on,
        superior=item.superior,
    )


def _reason(item: Item) -> str:
    basis = str(NeedBasis(item.basis).label) if item.basis else "Usulan perangkat daerah"
    return f"{basis}: {item.note}" if item.note else basis


def _no(one: NotTraining, catalogue: Catalogue) -> f1.NotTraining:
    return f1.NotTraining(
        nip=one.person.nip or "",
        name=one.person.name or f"Pegawai nomor {one.person_id}",
        subject=catalogue.competency(one.competency_id) if one.competency_id else "Kinerja secara keseluruhan",
        cause=str(Cause(one.cause).label),
        reason=one.reason,
        said_on=one.said_on,
    )


# ---------------------------------------------------------------- F2


def verification(area: Area, head: Head) -> tuple[f2.Verification, list[int]]:
    """F2 of an office: every item it sent, checked; and the numbers of everybody it names.

    What the program can check it checks; what was decided is what people decided.
    """
    agency = head.agency.code
    everywhere = [one for one in items(agency, head.year) if one.year is not None]
    units = set(area.units)
    found = [one for one in everywhere if one.unit in units]
    persons = {one.person.pk: one.person for one in found if one.person is not None}
    checks = _Checks(head, everywhere, hours_done(list(persons), head.printed.year))
    groups: dict[tuple[str, str], list[f2.Checked]] = {}
    catalogue = checks.catalogue
    for one in sorted(found, key=lambda one: (catalogue.about(one), catalogue.learning(one))):
        groups.setdefault((catalogue.about(one), catalogue.learning(one)), []).append(checks.of(one))
    results = Counter(result_of(one) for one in found)
    office = personnel_office(agency)
    content = f2.Verification(
        **head.paper(office),
        office=area.unit.name,
        received=len(found),
        accepted=results["accepted"],
        returned=results["returned"],
        rejected=results["rejected"],
        open=results[None],
        groups=tuple(
            f2.CheckedGroup(competency=competency, learning=learning, people=tuple(people))
            for (competency, learning), people in groups.items()
        ),
        left=head_of(area.unit),
        right=Signature(post=f"Kepala {office}" if office else "Yang memverifikasi", place=SHORT_DOTS),
    )
    return content, sorted(persons)


def result_of(item: Item) -> f2.Result | None:
    """What became of an item that was sent; None: it waits."""
    if item.state in ACCEPTED:
        return "accepted"
    if item.state in BACK:
        return "returned"
    return "rejected" if item.state == NeedState.REJECTED else None


class _Checks:
    """What can be checked of items by reading: whole, twice, linked to a target, hours of the year."""

    def __init__(self, head: Head, everywhere: Iterable[Item], hours: dict[int, Decimal]) -> None:
        self.catalogue = Catalogue()
        self._links = Links(head.agency.code)
        self._steps = steps(head.agency.code)
        self._hours = hours
        self._times = Counter(self._same(one) for one in everywhere)

    def _same(self, item: Item) -> tuple[object, ...]:
        """What makes two items the same request."""
        what = item.competency or item.program or " ".join(item.learning.casefold().split())
        return (item.person.pk, what) if item.person else (item.kind, item.unit, what)

    def of(self, item: Item) -> f2.Checked:
        missing, twice = self._missing(item), self._times[self._same(item)] > 1
        linked = item.basis in COMPULSORY or self._links.linked(
            competency=item.competency, program=item.program, unit=item.unit, target=item.target
        )
        result = result_of(item)
        person = item.person
        said = [*missing, *(["Diusulkan lebih dari sekali"] if twice else []), *self._why(item, result)]
        return f2.Checked(
            nip=item.nip,
            name=item.called,
            post=person.job.name if person else "",
            data="fails" if missing else "fits",
            duplicate="fails" if twice else "fits",
            relevance="fits" if linked else "fails",
            hours=hours_told(person.status, self._hours.get(person.pk, Decimal(0))) if person else "–",
            result=result,
            note="; ".join(said),
        )

    def _missing(self, item: Item) -> list[str]:
        """What an item does not say and should."""
        found = []
        if item.person is not None and not item.person.nip:
            found.append("NIP belum tercatat")
        if item.person is None and item.count is None:
            found.append("Jumlah orang belum disebut")
        if not self.catalogue.learning(item) and item.way is None:
            found.append("Pembelajaran belum diusulkan")
        return found

    def _why(self, item: Item, result: f2.Result | None) -> list[str]:
        taken = self._steps.get((item.kind, item.key), {})
        step = taken.get({"returned": "return", "rejected": "reject"}.get(result or "", ""))
        return [step.reason] if step is not None and step.reason else []
