"""What seats would cost by the catalogue, before any plan: the cheapest host at its listed prices.

Money as treasuries count it, whole rupiah, gross (design of the house, section 5): a class of one's own costs its fixed
cost and each seat; a guest pays the tariff (where none is listed: the seat and a full class's part of the fixed cost,
rounded up) and travels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """A programme as far as money goes. `away`: days for which a guest is paid; None: nobody travels to it."""

    class_min: int
    class_max: int
    away: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A host and its prices."""

    host: str
    fixed_cost: int
    seat_cost: int
    max_classes: int
    tariff: int | None


@dataclass(frozen=True, slots=True)
class Price:
    """What seats cost, by what the money is for."""

    classes: int = 0
    dues: int = 0
    travel: int = 0

    @property
    def whole(self) -> int:
        return self.classes + self.dues + self.travel

    def __add__(self, other: Price) -> Price:
        return Price(self.classes + other.classes, self.dues + other.dues, self.travel + other.travel)


def price(
    seats: int, course: Course, offers: Iterable[Offer], journeys: Mapping[str, tuple[int, int]], *, agency: str
) -> Price | None:
    """The cheapest way to seat them all; None where no host has a price for it.

    `journeys`: transport, and money for a day, by host. A host to which the journey has no price is none.
    """
    found = []
    for offer in offers:
        one = _own(seats, course, offer) if offer.host == agency else _guest(seats, course, offer, journeys)
        if one is not None:
            found.append(one)
    return min(found, key=lambda one: one.whole, default=None)


def _own(seats: int, course: Course, offer: Offer) -> Price | None:
    """Classes of one's own, which have to be filled."""
    classes = -(-seats // course.class_max)
    if classes > offer.max_classes or seats < classes * course.class_min:
        return None
    return Price(classes=classes * offer.fixed_cost + seats * offer.seat_cost)


def _guest(seats: int, course: Course, offer: Offer, journeys: Mapping[str, tuple[int, int]]) -> Price | None:
    """Seats in the classes of another, which may be filled by others, too."""
    tariff = offer.tariff
    if tariff is None:
        tariff = offer.seat_cost + -(-offer.fixed_cost // course.class_max)
    if course.away is None:
        return Price(dues=seats * tariff)
    if offer.host not in journeys:
        return None
    transport, daily = journeys[offer.host]
    return Price(dues=seats * tariff, travel=seats * (transport + daily * course.away))
