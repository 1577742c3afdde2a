"""What seats cost by the catalogue, and which one decision a leader is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from betang.needs.rules.decision import ORDER, Ask, Situation, decision
from betang.needs.rules.seats import Course, Offer, Price, price

COURSE = Course(class_min=10, class_max=30, away=4)
OWN = Offer("6711", fixed_cost=10_000_000, seat_cost=1_000_000, max_classes=2, tariff=None)
FAR = Offer("6700", fixed_cost=20_000_000, seat_cost=500_000, max_classes=2, tariff=1_500_000)
JOURNEYS = {"6700": (400_000, 100_000)}


def of(
    seats: int, *offers: Offer, course: Course = COURSE, journeys: dict[str, tuple[int, int]] = JOURNEYS
) -> Price | None:
    return price(seats, course, offers, journeys, agency="6711")


@pytest.mark.parametrize(
    ("seats", "offers", "cost"),
    [
        (30, (OWN,), Price(classes=40_000_000)),
        (31, (OWN,), Price(classes=51_000_000)),  # two classes
        (9, (OWN,), None),  # a class of one's own would be too small
        (61, (OWN,), None),  # more classes than the host has
        (2, (FAR,), Price(dues=3_000_000, travel=1_600_000)),
        (2, (OWN, FAR), Price(dues=3_000_000, travel=1_600_000)),
        (30, (OWN, FAR), Price(classes=40_000_000)),  # 69 million elsewhere
        (2, (replace(FAR, tariff=None),), Price(dues=2 * (500_000 + 666_667), travel=1_600_000)),
        (2, (), None),
    ],
)
def test_seats_cost_what_the_cheapest_host_asks(seats: int, offers: tuple[Offer, ...], cost: Price | None) -> None:
    assert of(seats, *offers) == cost


def test_nobody_travels_to_a_class_on_line_and_a_journey_without_a_price_is_not_free() -> None:
    assert of(2, FAR, course=replace(COURSE, away=None)) == Price(dues=3_000_000)
    assert of(2, FAR, journeys={}) is None


def test_costs_add_up() -> None:
    assert (Price(1, 2, 3) + Price(10, 20, 30)).whole == 66


def test_there_is_one_decision_and_a_year_comes_first() -> None:
    busy = Situation(
        year=2027, decides=1, validates=2, late_offices=3, late_governments=4, planned=5, verified=6, validated=7,
        without_target=8,
    )  # fmt: skip
    assert decision(replace(busy, year=None)) == (Ask.OPEN_YEAR, 1)
    assert decision(busy) == (Ask.DECIDE, 1)
    assert decision(replace(busy, decides=0)) == (Ask.VALIDATE, 2)
    assert decision(replace(busy, decides=0, validates=0)) == (Ask.LATE_OFFICES, 3)
    assert decision(Situation(year=2027, verified=1, without_target=1)) == (Ask.TARGETS, 1)
    assert decision(Situation(year=2027)) is None


def test_every_decision_has_its_place() -> None:
    assert sorted(ask for ask, _of in ORDER) == sorted(Ask)
