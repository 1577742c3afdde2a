"""Who gives which programme for how much, what travelling costs, and what each government may spend.

Daily allowances: Perpres 72/2025, annex table 1.2, Kalimantan Tengah (110,000 rupiah a day of training, 360,000 a day
out of town). Fares go by the distance between capitals; costs, classes and budgets are illustrative.
"""

from __future__ import annotations

import math
from functools import cache

from betang.core.sample.aims.programs import BASIC, PROGRAMS, STRUCTURAL, Program
from betang.core.sample.government.layout import Layout
from betang.core.sample.government.regions import Government

Row = tuple[object, ...]

TRAINING_DAY = 110_000
OUT_OF_TOWN_DAY = 360_000
TRAVEL_DAYS = 2  # there and back, at the out-of-town allowance
ROAD_FACTOR = 1.35  # roads and rivers against the straight line
FARE_A_KM = 2_200
FARE_STEP = 50_000
EARTH_RADIUS_KM = 6_371.0

HOSTS = {  # regencies and the city with a training centre of their own: cost against the province's, keeps dues?
    "6771": (0.92, True),
    "6704": (0.86, True),
    "6705": (0.9, None),
    "6701": (0.84, False),
    "6711": (0.8, None),
    "6702": (0.88, None),
}
GIVES_EACH = 3  # a regency host gives one in so many programmes that may be given there
INVENTED_HOST_EACH = 10  # of the invented governments one in so many is a host
CLASSES = {"PKN-II": 1, "PKA": 4, "PKP": 6, BASIC: 8}
CLASSES_GENERAL, CLASSES_TECHNICAL, CLASSES_ONLINE = 9, 4, 12
USUAL_PEOPLE = 80_000  # the number of people for which the numbers of classes above are meant

BUDGET_A_PERSON = 380_000
BUDGET_STEP = 5_000_000
PARTS = {"class": 0.55, "dues": 0.3, "travel": 0.22}  # ceilings within the whole; they may add up to more than it


def host_rows(layout: Layout) -> list[Row]:
    """Rows of the table `hosts`: the province gives everything, some others a part of it."""
    scale = layout.total / USUAL_PEOPLE
    rows: list[Row] = []
    for place, program in enumerate(PROGRAMS.values()):
        for number, government in enumerate(layout.governments):
            if government.is_province:
                most = max(1, round(_classes(program) * scale))
                tariff = (
                    program.seat_cost + program.fixed_cost // program.class_max if program.kind == STRUCTURAL else None
                )
                rows.append(
                    (program.code, government.agency, program.fixed_cost, program.seat_cost, most, tariff, None)
                )
            elif _gives(government, number, program, place):
                rows.append(_regency_host(government, program, scale))
    return rows


def _classes(program: Program) -> int:
    if program.channel == "online":
        return CLASSES_ONLINE
    general = not program.teaches[0][0].startswith("T.")
    return CLASSES.get(program.code, CLASSES_GENERAL if general else CLASSES_TECHNICAL)


def is_host(government: Government, number: int) -> bool:
    """Whether the government at place `number` gives programmes at all."""
    invented = government.agency.startswith("99")
    return government.is_province or government.agency in HOSTS or (invented and number % INVENTED_HOST_EACH == 0)


def _gives(government: Government, number: int, program: Program, place: int) -> bool:
    may = program.kind != STRUCTURAL and program.channel in {"class", "blended"}
    return may and is_host(government, number) and (place + number) % GIVES_EACH == 0


def _regency_host(government: Government, program: Program, scale: float) -> Row:
    part, retains = HOSTS.get(government.agency, (0.9, None))
    fixed = round(program.fixed_cost * part, -4)
    seat = round(program.seat_cost * (part + 0.05), -4)
    tariff = math.ceil((seat + fixed / program.class_max) / 50_000) * 50_000 if retains else None
    most = max(1, round(scale * _classes(program) / 3))
    return (program.code, government.agency, int(fixed), int(seat), most, tariff, retains)


def travel_rows(layout: Layout) -> list[Row]:
    """Rows of the table `travel`: from every government to every host; nothing to itself."""
    rows: list[Row] = []
    hosts = [g for number, g in enumerate(layout.governments) if is_host(g, number)]
    for origin in layout.governments:
        rows.append((origin.agency, origin.agency, 0, 0))
        rows.extend(
            (origin.agency, host.agency, _transport(origin, host), TRAINING_DAY) for host in hosts if host is not origin
        )
    return rows


def _transport(origin: Government, host: Government) -> int:
    """Return fare and the allowance of the days of travel; within one town a day's ride only."""
    if origin.capital == host.capital:
        return FARE_STEP
    fare = 2 * kilometres(origin, host) * ROAD_FACTOR * FARE_A_KM
    return math.ceil(fare / FARE_STEP) * FARE_STEP + TRAVEL_DAYS * OUT_OF_TOWN_DAY


@cache
def kilometres(origin: Government, host: Government) -> float:
    """The straight line between two capitals."""
    north, south = math.radians(origin.latitude), math.radians(host.latitude)
    east = math.radians(host.longitude - origin.longitude)
    chord = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def budget_rows(layout: Layout) -> list[Row]:
    """Rows of the table `budgets`: all, and for most governments ceilings for the parts."""
    rows: list[Row] = []
    for number, (government, people) in enumerate(zip(layout.governments, layout.agency_people(), strict=True)):
        each = BUDGET_A_PERSON * (1.3 if government.is_province else 0.8 + 0.05 * (number % 9))
        whole = max(1, round(int(people) * each / BUDGET_STEP)) * BUDGET_STEP
        rows.append((government.agency, "all", whole))
        parts = PARTS if number % 3 else {"travel": PARTS["travel"]}
        rows.extend((government.agency, purpose, round(whole * part)) for purpose, part in parts.items())
    return rows
