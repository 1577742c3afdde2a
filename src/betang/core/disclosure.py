"""The only code that hides small cells.

Between agencies only agency x competency figures are published, and a figure about one to four people is as good
as their names. Two rules (design, section 7), and what follows from them:

1. A row with 1-4 required pairs is not published at all.
2. A count of 1-4, or within 4 of its total without being it, is hidden (shown as `<5`), and so are the rates and
   sums made from it.

A hidden count must not come back by subtraction. Known, expired and unknown add up to required, so when exactly one
of the three is hidden a second one is hidden with it. A total over several rows of which any hides something is
made of counts rounded to the nearest five.

Like everything in `core`: no clock, no database, no randomness.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import Enum
from operator import attrgetter
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers of the rule, dated and with their source.

    A count below `smallest_shown`, other than zero, is hidden, and so is one that leaves fewer than that. Changing
    it changes what has already been published: old publications keep the rule they were made with.
    """

    name: str = "Betang 2026"
    valid_from: str = "2026-01-01"
    source: str = "agreement between the governments of the house: no figure about one to four people leaves its agency"
    smallest_shown: int = 5


RULE: Final = Rule()


class Hidden(Enum):
    """A figure that exists and is not shown. Not a number, so that no sum can be made with it by mistake."""

    FEW = "<5"

    def __str__(self) -> str:
        return self.value


FEW: Final = Hidden.FEW
Count = int | Literal[Hidden.FEW]
Amount = float | None | Literal[Hidden.FEW]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one row: pairs by what is known of them, people short, and the sums made of them.

    `held_sum` and `required_known_sum` are sums over known pairs (of min(held, required) and of required), `levels`
    is the sum of known shortfall. A rate is None where nothing is known.
    """

    required: Count
    known: Count
    expired: Count
    unknown: Count
    short: Count
    trained: Count
    agreed: Count
    on_default: Count | None  # None: not counted for this selection of people
    levels: Count
    held_sum: Count
    required_known_sum: Count
    priority: Amount
    priority_high: Amount
    rank: int | Literal[Hidden.FEW] | None = None

    @property
    def coverage(self) -> Amount:
        """Known pairs per 100 required, None without any."""
        return ratio(self.known, self.required)

    @property
    def short_rate(self) -> Amount:
        """People short per 100 known pairs, None where nothing is known."""
        return ratio(self.short, self.known)

    @property
    def fulfilment(self) -> Amount:
        """100 x held levels / required levels over known pairs, None where nothing is known."""
        return ratio(self.held_sum, self.required_known_sum)

    @property
    def default_share(self) -> Amount:
        """Pairs resting on a default or draft standard, per 100 required."""
        return ratio(self.on_default, self.required)

    @property
    def priority_number(self) -> float:
        """The priority to sort by; what is hidden or unknown sorts last."""
        return float(self.priority) if isinstance(self.priority, int | float) else -1.0

    @property
    def hides(self) -> bool:
        """True when any figure of the row is hidden."""
        return any(getattr(self, field.name) is FEW for field in fields(self))


COUNTS: Final = (
    "required", "known", "expired", "unknown", "short", "trained", "agreed", "levels", "held_sum", "required_known_sum",
)  # fmt: skip
"""The figures that add up over rows, apart from those on default standards, which some selections do not count."""

_COUNTS_OF = attrgetter(*COUNTS)


def ratio(part: Count | None, whole: Count) -> Amount:
    """100 x part / whole; hidden when either is, None over nothing or of something not counted."""
    if part is FEW or whole is FEW:
        return FEW
    return 100 * part / whole if whole and part is not None else None


def count(value: int, total: int) -> Count:
    """A count as it may be shown beside its total."""
    few = 0 < value < RULE.smallest_shown
    few_left = 0 < total - value < RULE.smallest_shown
    return FEW if few or few_left else value


def publish(row: Figures) -> Figures | None:
    """The row as another agency may see it; None when the row itself is hidden (1-4 required pairs).

    The row must be whole: nothing in it hidden yet.
    """
    required, known, expired, unknown, short = (
        _number(value) for value in (row.required, row.known, row.expired, row.unknown, row.short)
    )
    if 0 < required < RULE.smallest_shown:
        return None
    parts = _parts(required, known, expired, unknown)
    shown = replace(
        row,
        known=parts[0],
        expired=parts[1],
        unknown=parts[2],
        short=FEW if parts[0] is FEW else count(short, known),
        trained=count(_number(row.trained), short),
        agreed=count(_number(row.agreed), expired + unknown),
        on_default=None if row.on_default is None else count(_number(row.on_default), required),
    )
    return _without_sums(shown)


def _parts(required: int, known: int, expired: int, unknown: int) -> tuple[Count, Count, Count]:
    """Known, expired and unknown, never exactly one of them hidden."""
    parts = [count(value, required) for value in (known, expired, unknown)]
    if sum(part is FEW for part in parts) == 1:
        # Known carries the page, so expired and unknown give way first; of two candidates the one with people in it.
        order = sorted(
            (i for i in (2, 1, 0) if parts[i] is not FEW), key=lambda i: (i == 0, not (expired, unknown)[i - 1])
        )
        parts[order[0]] = FEW
    return parts[0], parts[1], parts[2]


def _without_sums(row: Figures) -> Figures:
    """Hide the sums that would give a hidden count away."""
    if row.known is FEW or row.short is FEW:
        row = replace(row, levels=FEW, held_sum=FEW, required_known_sum=FEW)
    if FEW in (row.known, row.short, row.agreed):
        row = replace(row, priority=FEW, priority_high=FEW, rank=FEW)
    elif row.unknown is FEW or row.expired is FEW:
        row = replace(row, priority_high=FEW)
    return row


def total(rows: Iterable[Figures]) -> Figures:
    """The sum of whole rows, exact: for the eyes of the agency they come from. A sum has no rank."""
    return _sum(list(rows))


def published_total(rows: Iterable[Figures]) -> Figures | None:
    """The sum of whole rows as another agency may see it; None when it covers 1-4 pairs.

    Exact when every row is published whole. Otherwise every count is rounded to the nearest five, so that a hidden
    count cannot be had by subtracting the shown rows from the total.
    """
    whole = list(rows)
    shown = [publish(row) for row in whole]
    result = _sum(whole)
    if 0 < _number(result.required) < RULE.smallest_shown:
        return None
    if any(row is None or row.hides for row in shown):
        result = _rounded(result)
    return publish(result)


def _sum(rows: list[Figures]) -> Figures:
    """Column by column: a government has ten thousand rows."""
    try:
        counts = [sum(column) for column in zip(*map(_COUNTS_OF, rows), strict=True)] or [0] * len(COUNTS)
    except TypeError as error:
        raise ValueError("a hidden figure cannot be counted with") from error
    resting = [row.on_default for row in rows]
    return Figures(
        **dict(zip(COUNTS, counts, strict=True)),
        on_default=None if None in resting else sum(_number(n) for n in resting if n is not None),
        priority=sum(_amount(row.priority) for row in rows),
        priority_high=sum(_amount(row.priority_high) for row in rows),
    )


def _rounded(row: Figures) -> Figures:
    """Every count to the nearest five, kept consistent: known, expired and unknown still add up to required."""
    known, expired, unknown = (_five(row.known), _five(row.expired), _five(row.unknown))
    short = min(_five(row.short), known)
    required_known_sum = _five(row.required_known_sum)
    return replace(
        row,
        required=known + expired + unknown,
        known=known,
        expired=expired,
        unknown=unknown,
        short=short,
        trained=min(_five(row.trained), short),
        agreed=min(_five(row.agreed), expired + unknown),
        on_default=None if row.on_default is None else min(_five(row.on_default), known + expired + unknown),
        levels=_five(row.levels),
        required_known_sum=required_known_sum,
        held_sum=min(_five(row.held_sum), required_known_sum),
        priority=FEW,  # a weighted sum does not round to anything that protects
        priority_high=FEW,
    )


def _five(value: Count) -> int:
    return RULE.smallest_shown * round(_number(value) / RULE.smallest_shown)


def _number(value: Count) -> int:
    if value is FEW:
        raise ValueError("a hidden figure cannot be counted with")
    return value


def _amount(value: Amount) -> float:
    if value is FEW:
        raise ValueError("a hidden figure cannot be counted with")
    return value or 0.0
