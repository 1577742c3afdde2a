"""What the record already says of needs and proposals, for the readers of files about them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.db.models.functions import Collate
from django.utils import timezone

from betang.core.office.desk import Known
from betang.core.office.talks import Asked, Stood, Talks
from betang.core.params import Parameters
from betang.needs.models import Need, NeedBasis, NeedState, NotTraining, Proposal
from betang.needs.queries.flow.offices import home_of
from betang.needs.queries.flow.years import open_year, past
from betang.needs.rules import OPEN_STATES
from betang.people.models import Person, Unit
from betang.standards.models import Standard


def know_talks(known: Known, agency: str | None) -> None:
    """Who of the agency is in service and in which post, what posts require, and what stands of each need."""
    if agency is None:
        return
    keys, posts, away = _people(agency, timezone.localdate())
    known.homes = _homes(agency)
    known.talks = Talks(
        year=open_year(),
        away=away,
        posts=posts,
        required=_required(agency, set(posts.values())),
        needs=_needs(agency, keys),
        denied=_denied(agency, keys),
    )


def know_proposed(known: Known, agency: str | None) -> None:
    """The proposals of the agency that went to the personnel agency."""
    if agency is None:
        return
    known.homes = _homes(agency)
    sent = Proposal.objects.filter(agency=agency).exclude(state__in=OPEN_STATES).exclude(past())
    rows = list(sent.values_list("unit__code", "title", "persons", "people", "program_id"))
    named = {int(number) for row in rows for number in (row[2] or "").split(";") if number.isdecimal()}
    nips = dict(Person.objects.filter(pk__in=named).values_list("pk", "nip"))
    known.proposed = {
        (unit, title, _keys(persons, nips)): Asked(people, program) for unit, title, persons, people, program in rows
    }


def _keys(persons: str | None, nips: dict[int, str | None]) -> str | None:
    """The people of a proposal as files name them."""
    if not persons:
        return None
    return ";".join(nips.get(int(number)) or f"#{number}" for number in persons.split(";") if number.isdecimal())


def _homes(agency: str) -> dict[str, str]:
    codes = dict(Unit.objects.filter(agency=agency).values_list("pk", "code"))
    return {codes[unit]: codes[home] for unit, home in home_of(agency).items()}


def _people(agency: str, today: date) -> tuple[dict[int, str], dict[str, str], frozenset[str]]:
    """Keys by our number, posts by key, and the keys of those who are away or have retired."""
    gone = Parameters().away_positions
    keys: dict[int, str] = {}
    posts: dict[str, str] = {}
    away = set()
    rows = Person.objects.filter(agency=agency).order_by()
    columns = ("pk", "nip", "job_id", "job__tier", "legal_position", "retires_on")
    for number, nip, job, tier, position, retires_on in rows.values_list(*columns).iterator(chunk_size=10_000):
        key = keys[number] = nip or f"#{number}"
        posts[key] = f"{tier}|{job}"
        if position in gone or (retires_on is not None and retires_on <= today):
            away.add(key)
    return keys, posts, frozenset(away)


def _required(agency: str, posts: set[str]) -> dict[str, frozenset[str]]:
    """What each post requires, by itself or by its tier."""
    by_job: defaultdict[str, set[str]] = defaultdict(set)
    by_tier: defaultdict[str, set[str]] = defaultdict(set)
    rows = Standard.objects.filter(Q(agency=agency) | Q(agency__isnull=True)).order_by()
    for job, tier, competency in rows.values_list("job_id", "tier", "competency_id"):
        (by_job[job] if job else by_tier[tier or ""]).add(competency)
    found = {}
    for post in posts:
        tier, _bar, job = post.partition("|")
        found[post] = frozenset(by_job[job] | by_tier[tier])
    return found


def _needs(agency: str, keys: dict[int, str]) -> dict[tuple[str, str], Stood]:
    """What stands of each person and competency; of several, the one a workbook changes (kinds)."""
    rows = Need.objects.filter(agency=agency, person__isnull=False, competency__isnull=False).exclude(past())
    placed = rows.annotate(
        over=Q(state=NeedState.WITHDRAWN), other=~Q(basis=NeedBasis.DIALOGUE), key=Collate("code", "C")
    )
    first_last = placed.order_by("-over", "-other", "-key")
    columns = ("person_id", "competency_id", "state", "agreed_on", "learning", "way", "priority", "superior")
    return {
        (keys[person], competency): Stood(state not in OPEN_STATES, state == NeedState.WITHDRAWN, *said)
        for person, competency, state, *said in first_last.values_list(*columns)
        if person in keys
    }


def _denied(agency: str, keys: dict[int, str]) -> frozenset[tuple[str, str]]:
    rows = NotTraining.objects.filter(agency=agency, competency__isnull=False).order_by()
    pairs = rows.values_list("person_id", "competency_id")
    return frozenset((keys[person], competency) for person, competency in pairs if person in keys and competency)
