"""How many people are asked for, how many of them on a confirmed target, and what they would cost: by what was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from betang.agencies.viewers import Viewer
from betang.needs.models import Demand, DemandKind
from betang.needs.rules.seats import Course, Offer, Price, price
from betang.programs.models import Budget, BudgetPurpose, Channel, Host, Travel


@dataclass(frozen=True, slots=True)
class Linked:
    """People asked for, and those of them with a confirmed target. `unknown`: lines that name no number."""

    people: int = 0
    linked: int = 0
    unknown: int = 0

    @property
    def share(self) -> float | None:
        """In per cent; None while nobody is asked for."""
        return 100 * self.linked / self.people if self.people else None


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of one government in a year. `priced`: those the catalogue has a price for; `unknown`: lines without a
    number. `budgets`: the ceiling by purpose; what is not there is not known.
    """

    seats: int
    priced: int
    unknown: int
    price: Price
    budgets: Mapping[str, int]

    @property
    def spent(self) -> dict[str, int]:
        """The money by the purposes that budgets are for."""
        return {
            BudgetPurpose.ALL: self.price.whole,
            BudgetPurpose.CLASS: self.price.classes,
            BudgetPurpose.DUES: self.price.dues,
            BudgetPurpose.TRAVEL: self.price.travel,
        }


def linked(year: int, *, user: Viewer) -> tuple[Linked, Linked]:
    """Of the user's own government, and of all of them: counts that every government disclosed by sending."""
    home = user.home.code if user.home else ""
    rows = Demand.objects.filter(year=year).order_by().values("agency").annotate(
        asked=Sum("people"), on_target=Sum("linked"), unnamed=Count("pk", filter=Q(people__isnull=True))
    )  # fmt: skip
    found = {row["agency"]: Linked(row["asked"] or 0, row["on_target"] or 0, row["unnamed"]) for row in rows}
    whole = Linked(
        sum(one.people for one in found.values()),
        sum(one.linked for one in found.values()),
        sum(one.unknown for one in found.values()),
    )
    return found.get(home, Linked()), whole


def seats(agency: str, year: int, *, user: Viewer) -> Seats | None:
    """What the government's own demand would cost by the catalogue; None for another's."""
    if not user.owns(agency):
        return None
    lines = list(Demand.objects.filter(agency=agency, year=year).select_related("program"))
    offers = _offers([line.program_id for line in lines if line.program_id])
    journeys = {
        host: (transport, daily)
        for host, transport, daily in Travel.objects.filter(origin=agency).values_list("host", "transport", "per_day")
    }
    whole, priced = Price(), 0
    for line in lines:
        program = line.program
        if line.kind != DemandKind.PROGRAM or program is None or not line.people:
            continue
        away = None if program.channel == Channel.ONLINE else program.onsite_days
        if away is None and program.channel != Channel.ONLINE:
            away = program.days
        course = Course(program.class_min, program.class_max, away)
        one = price(line.people, course, offers[program.pk], journeys, agency=agency)
        if one is not None:
            whole, priced = whole + one, priced + line.people
    return Seats(
        seats=sum(line.people or 0 for line in lines),
        priced=priced,
        unknown=sum(line.people is None for line in lines),
        price=whole,
        budgets=dict(Budget.objects.filter(agency=agency).values_list("purpose", "amount")),
    )


def _offers(programs: list[str]) -> defaultdict[str, list[Offer]]:
    found: defaultdict[str, list[Offer]] = defaultdict(list)
    for host in Host.objects.filter(program__in=programs):
        offer = Offer(host.host_id, host.fixed_cost, host.seat_cost, host.max_classes, host.tariff)
        found[host.program_id].append(offer)
    return found
