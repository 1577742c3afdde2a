"""The register of an agency as its counts ask for it, and what other governments tell of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from django.db.models import Count, Q

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.core.params import Parameters
from betang.core.register.facts import Fact, family_of
from betang.core.register.together import Band
from betang.people.models import Finding, Performance, Person, RegisterFile, StaffBand, Unit
from betang.people.queries.register import ORDERS

_COLUMNS = (
    "pk", "unit_id", "job_id", "job__name", "job__tier", "job__family", "status", "nip", "rank", "education",
    "employed_from", "born", "sex", "legal_position", "job_since", "retires_on",
)  # fmt: skip


def register_of(agency: str) -> Iterator[Fact]:
    """Everybody in the register of an agency, as far as the walls show it, one by one. Names are not read."""
    posts = set(Unit.objects.filter(agency=agency).values_list("code", flat=True))
    rows = Person.objects.filter(agency=agency).order_by().values_list(*_COLUMNS)
    return (
        Fact(
            number=number,
            unit=unit,
            job=job,
            title=title,
            tier=tier,
            family=family or "",
            status=status,
            post=job in posts,
            nip=nip or "",
            rank=rank or "",
            education=education or "",
            employed_from=employed_from,
            born=born,
            sex=sex or "",
            position=position or "",
            job_since=job_since,
            retires_on=retires_on,
        )
        for (
            number, unit, job, title, tier, family, status, nip, rank, education, employed_from, born, sex, position,
            job_since, retires_on,
        ) in rows.iterator(chunk_size=10_000)
    )  # fmt: skip


def findings_of(agency: str) -> dict[int, list[str]]:
    """What files found amiss, by person."""
    found: dict[int, list[str]] = {}
    for person, code in Finding.objects.filter(agency=agency).order_by().values_list("person_id", "code"):
        found.setdefault(person, []).append(code)
    return found


def unseen_in(agency: str) -> list[str] | None:
    """Checks that the newest list could not answer; None where no list has come."""
    file = RegisterFile.objects.filter(agency=agency).first()
    return file.unseen if file else None


def performed_in(agency: str, year: int) -> set[int] | None:
    """Who has a predicate of the year; None where nobody has."""
    rows = Performance.objects.filter(agency=agency, year=year).order_by().values_list("person_id", flat=True)
    return set(rows) or None


def functional_staff(agency: str) -> dict[tuple[str, str], int]:
    """People in service by family and tier of functional jobs, exactly: of what the walls show."""
    rows = Person.objects.filter(agency=agency, job__tier__startswith="jf_").order_by()
    away = Q(legal_position__in=Parameters().away_positions)
    found: Counter[tuple[str, str]] = Counter()
    here = rows.filter(~away | Q(legal_position__isnull=True))
    of_jobs = here.values_list("job__name", "job__family", "job__tier").annotate(people=Count("pk"))
    for title, family, tier, people in of_jobs:
        found[family_of(title, family or ""), tier] += people
    return dict(found)


def neighbours(agency: str) -> list[tuple[str, Band]]:
    """What the other governments tell of their functional staff: the same for every reader."""
    rows = StaffBand.objects.exclude(agency=agency).values_list("agency_id", "family", "tier", "people")
    return [(code, Band(family, tier, people)) for code, family, tier, people in rows]


def listed(
    agency: str,
    numbers: Collection[int],
    *,
    user: Viewer,
    sort: str = "",
    descending: bool = False,
    first: int = 0,
    rows: int | None = None,
) -> tuple[list[Person], int]:
    """Some of these people of an agency all of whose people are the user's to open. `NotFound` for another's."""
    if not user.sees_people(agency):
        raise NotFound("not here, or not for this user")
    found = Person.objects.filter(agency=agency, pk__in=list(numbers)).select_related("unit", "job")
    names = user.shows_names(agency)
    key = ORDERS.get(sort, "unit__name") if names or sort != "nama" else "unit__name"
    ordered = found.order_by(f"-{key}" if descending else key, "id")
    return list(ordered[first : None if rows is None else first + rows]), found.count()
