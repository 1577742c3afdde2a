"""The development plan of one person, and the table of a whole government by NIP."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.needs.models import Need, NeedState
from betang.needs.queries.dialogue import Known
from betang.needs.queries.flow.offices import home_of
from betang.needs.queries.papers.decree import OPEN, PLANNED
from betang.needs.queries.papers.items import Catalogue, Item, items, of_need
from betang.needs.queries.papers.people import hours_done, hours_told, predicate
from betang.needs.queries.papers.reach import Head, personnel_office, prints_names
from betang.needs.queries.talk.partners import indicators
from betang.people.models import Person, Unit
from betang.ui.documents.official.contents.common import SHORT_DOTS, Signature
from betang.ui.documents.official.contents.national import NationalLine, NationalTable
from betang.ui.documents.official.contents.personal import PersonalPlan, Step
from betang.ui.documents.official.wording import thousands

_GONE = (NeedState.WITHDRAWN, NeedState.REJECTED)


def plan_person(person_id: int, *, user: Viewer) -> Person:
    """A person about whose needs the user speaks: themselves, their people, their office. `NotFound` otherwise."""
    asked = Person.objects.select_related("agency", "unit", "job", "next_job", "supervisor", "supervisor__job")
    found = asked.filter(pk=person_id).first()
    if found is None or not user.speaks_for(found.pk, found.agency_id):
        raise NotFound("not here, or not for this user")
    return found


def personal_plan(person: Person, head: Head) -> tuple[PersonalPlan, list[int]]:
    """The plan of a person got from `plan_person`, and the numbers of everybody it names."""
    catalogue = Catalogue()
    partner = Known(person.agency_id, head.printed, [person.pk]).partner(person)
    levels = {pair.competency: pair for pair in partner.pairs}
    rows = Need.objects.filter(Q(year=head.year) | Q(year__isnull=True), person=person).exclude(state__in=_GONE)
    found = [of_need(need) for need in rows.select_related("person", "person__job", "person__unit").order_by("code")]
    superior = person.supervisor
    agreed = [one.agreed_on for one in found if one.agreed_on is not None]
    done = hours_done([person.pk], head.printed.year).get(person.pk, Decimal(0))
    steps = []
    for one in found:
        pair, hours = levels.get(one.competency or ""), catalogue.hours(one)
        steps.append(
            Step(
                competency=catalogue.about(one) or "Kebutuhan organisasi",
                required=pair.required if pair else None,
                held=pair.held if pair else None,
                learning=catalogue.learning(one),
                way=one.way_called,
                when=OPEN,
                hours=int(hours) if hours is not None and not hours % 1 else None,
                priority=one.priority,
                state=str(one.state.label),
            )
        )
    content = PersonalPlan(
        **head.paper(_office(person)),
        name=person.name or f"Pegawai nomor {person.pk}",
        nip=person.nip or "",
        rank=person.rank or "",
        post=person.job.name,
        next_post=person.next_job.name if person.next_job else "",
        unit=person.unit.name,
        superior=f"{superior.name}, {superior.job.name}" if superior and superior.name else "",
        predicate=predicate(partner.predicate),
        hours=f"{hours_told(person.status, done)} pada {head.printed.year}",
        aims=tuple(
            f"{one.target.indicator}: menuju {_figure(one.target.goal)} {one.target.unit_of_measure or ''}".strip()
            + f" pada {one.target.year}"
            for one in indicators(person)
        ),
        steps=tuple(steps),
        agreed_on=max(agreed, default=None),
        left=Signature(post="Atasan langsung", name=(superior.name if superior else "") or "", place=SHORT_DOTS),
        right=Signature(post="Pegawai", name=person.name or "", nip=person.nip or "", place=SHORT_DOTS),
    )
    return content, [person.pk, *([superior.pk] if superior else [])]


def _office(person: Person) -> str:
    """The office that the unit of a person belongs to, as far as the reader sees it: the plan bears its letterhead."""
    number = home_of(person.agency_id).get(person.unit_id, person.unit_id)
    return person.unit.name if number == person.unit_id else Unit.objects.get(pk=number).name


def _figure(value: Decimal | None) -> str:
    if value is None:
        return OPEN
    whole, _dot, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    return f"{thousands(int(whole))},{rest}" if rest else thousands(int(whole))


def national_table(head: Head, *, user: Viewer) -> tuple[NationalTable, list[int]]:
    """The validated needs of a government by NIP, and the numbers of everybody named. `NotFound` without names."""
    agency = head.agency.code
    if not prints_names(agency, user=user):
        raise NotFound("not here, or not for this user")
    catalogue = Catalogue()
    found = [one for one in items(agency, head.year) if one.person is not None and one.state in PLANNED]
    lines = tuple(_national(one, one.person, catalogue) for one in found if one.person is not None)
    content = NationalTable(**head.paper(personnel_office(agency)), lines=lines)
    return content, sorted({one.person.pk for one in found if one.person is not None})


def _national(item: Item, person: Person, catalogue: Catalogue) -> NationalLine:
    codes, hours = catalogue.asked(item), catalogue.hours(item)
    return NationalLine(
        nip=item.nip,
        name=item.called,
        unit=person.unit.name,
        post=person.job.name,
        group=" dan ".join(dict.fromkeys(catalogue.kind(code) for code in codes)),
        competency=catalogue.about(item),
        training=catalogue.learning(item),
        channel=item.way_called,
        organiser=OPEN,
        hours=int(hours) if hours is not None and not hours % 1 else None,
        schedule=OPEN,
        source=OPEN,
        priority=item.priority,
    )
