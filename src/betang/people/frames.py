"""The tables of this room, as the dictionary has them, and what a reader of office files has to know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, Value

from betang.agencies.frames import Frame
from betang.core.office.desk import Known, PersonFacts
from betang.people.models import Job, Performance, Person, Unit

FRAMES = (
    Frame("units", Unit, fields={"unit": "code"}, own_id=True),
    Frame("jobs", Job, fields={"job": "code"}),
    Frame("people", Person, fields={"person": "id"}, own_id=True),
    Frame("performance", Performance),
)


_ASKED = 10_000  # texts in one question


def know_units(known: Known, agency: str | None) -> None:
    """The units of the agency, each with the code of the unit above it."""
    units = Unit.objects.filter(agency=agency).values_list("code", "name", "parent__code")
    for code, name, parent in units.iterator():
        known["units"].add(code, name, parent=parent)


def know_jobs(known: Known, agency: str | None) -> None:
    """Every job; `own` where somebody of the agency holds it or it is the post of one of its units."""
    held = Exists(Person.objects.filter(agency=agency, job=OuterRef("pk")))
    post = Exists(Unit.objects.filter(agency=agency, code=OuterRef("pk")))
    jobs = Job.objects.annotate(own=Q(held) | Q(post)) if agency else Job.objects.annotate(own=Value(value=False))
    for code, name, tier, affair, own in jobs.values_list("code", "name", "tier", "affair", "own").iterator():
        known["jobs"].add(code, name, tier=tier, affair=affair, own=bool(own))


def know_people(known: Known, agency: str | None) -> None:
    """The register of the agency, and a look-up that says only whether a NIP stands in another's."""
    rows = Person.objects.filter(agency=agency).values_list("id", "nip", "name", "unit__code", "source_key")
    for number, nip, name, unit, source_key in rows.iterator(chunk_size=10_000):
        person = PersonFacts(nip or f"#{number}", name or "", unit, nip)
        if nip:
            known.people.by_nip[nip] = person
        known.people.by_key[source_key] = person

    def elsewhere(nips: Collection[str]) -> set[str]:
        found = Person.objects.filter(nip__in=list(nips)).exclude(agency=agency)
        return {nip for nip in found.values_list("nip", flat=True) if nip}

    known.elsewhere = elsewhere


def whose_people(named: Collection[str]) -> str | None:
    """The agency to which nearly all of some NIPs, sender's keys or units belong; None where that is not plain."""
    people = Person.objects.filter(Q(nip__in=list(named)) | Q(source_key__in=list(named)))
    units = Unit.objects.filter(code__in=list(named))
    counted = Counter([*people.values_list("agency_id", flat=True), *units.values_list("agency_id", flat=True)])
    if not counted:
        return None
    (agency, most), *rest = counted.most_common(2)
    return agency if not rest or most > 10 * rest[0][1] else None


def people_named(agency: str, texts: Collection[str]) -> set[int]:
    """Our numbers of the agency's people whose NIP or name is one of the texts."""
    found: set[int] = set()
    left = list(texts)
    for start in range(0, len(left), _ASKED):
        some = left[start : start + _ASKED]
        nips = [text.replace(" ", "").lstrip("'") for text in some]
        people = Person.objects.filter(Q(nip__in=nips) | Q(name__in=some), agency=agency)
        found.update(people.values_list("pk", flat=True))
    return found
