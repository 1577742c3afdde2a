"""What papers say of a person besides the needs: predicate, lesson hours, and who signs for an office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from betang.core.hours import HoursRule
from betang.needs.queries.record import attendance
from betang.people.models import Unit
from betang.programs.models import Training
from betang.ui.documents.official.contents.common import SHORT_DOTS, Signature
from betang.ui.words import PREDICATES

_HEADS = {
    "sekretariat": "Sekretaris",
    "inspektorat": "Inspektur",
    "kecamatan": "Camat",
    "kelurahan": "Lurah",
    "rumah sakit": "Direktur",
    "rsud": "Direktur",
}
"""How the head of an office is called, by how its name begins; 'Kepala' otherwise."""
_OF_PLACE = {"Camat", "Lurah"}
"""Who is called by the place: 'Camat Katingan Hilir', not 'Camat Kecamatan Katingan Hilir'."""


def predicate(newest: tuple[int, int] | None) -> str:
    """'Baik (2025)'; "" where none is known."""
    if newest is None:
        return ""
    year, value = newest
    return f"{str(PREDICATES[str(value)]).capitalize()} ({year})"


def hours_done(people: Collection[int], year: int) -> dict[int, Decimal]:
    """Lesson hours of a calendar year by person; who had none is not there."""
    found: defaultdict[int, Decimal] = defaultdict(Decimal)
    for training in Training.objects.filter(person__in=people):
        attended = attendance(training)
        if attended.on is not None and attended.on.year == year:
            found[training.person_id] += attended.hours
    return found


def hours_told(status: str, done: Decimal) -> str:
    """'12 dari 20 JP'; without a yearly right only what was done."""
    floor = HoursRule().floor.get(status)
    return f"{jp(done)} dari {floor} JP" if floor is not None else f"{jp(done)} JP"


def jp(hours: Decimal) -> str:
    """'24,5'."""
    return f"{hours:f}".rstrip("0").rstrip(".").replace(".", ",") if hours % 1 else f"{hours:.0f}"


def head_of(unit: Unit) -> Signature:
    """The head of an office, with dots for what is not known."""
    name = unit.name.strip()
    begins = next((word for word in _HEADS if name.casefold().startswith(word)), "")
    head = _HEADS.get(begins, "Kepala")
    if head in _OF_PLACE:
        name = name[len(begins) :].strip() or name
    if head == "Sekretaris":
        name = name[len(begins) :].strip() or name
    return Signature(post=f"{head} {name}", place=SHORT_DOTS)
