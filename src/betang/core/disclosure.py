"""The only code that hides small cells.

Between agencies only agency x competency figures are published, and a figure about one to four people is as good
as their names. Two rules (design, section 7), and what follows from them:

1. A row with 1-4 required pairs is not published at all.
2. A count of 1-4, or within 4 of its total without being it, is hidden (shown as `<5`), and so are the rates and
   sums made from it.

A hidden count must not come back by any arithmetic on what is shown (docs/adr/0017). Three things see to that:

- Known, expired and unknown add up to required. So expired and unknown are shown only together, and only beside a
  known that is shown. A part of a hidden count (short of known, trained of short) is hidden with it.
- A total across agencies is made of published rows and of nothing else: it cannot say more than they do.
- Sums weighted by targets do not cross: their weights come from all pairs of an agency, the hidden ones included.
  What crosses is the order they give, and only among rows whose counts are shown.

So two provinces that differ only inside hidden figures publish the same, and every hidden count may be any that the
rule hides: `tests/core/test_disclosure.py` looks for a way round it.

Like everything in `core`: no clock, no database, no randomness.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from operator import attrgetter
from typing import Any, Final, Literal


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers of the rule, dated and with their source.

    A count below `smallest_shown`, other than zero, is hidden, and so is one that leaves fewer than that. A total
    across agencies speaks of at least `smallest_total` of the required pairs, or is hidden too. A publication keeps
    the rule it was made with.
    """

    name: str = "Betang 2026-11"
    valid_from: str = "2026-11-24"
    source: str = "agreement between the governments of the house: no figure about one to four people leaves its agency"
    smallest_shown: int = 5
    smallest_total: float = 0.5


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
class Shown:
    """The figures of one row that may stand before another agency, each of them a number or hidden.

    Pairs by what is known of them, people short, and the two halves of fulfilment: `held_sum` and
    `required_known_sum` are sums over known pairs (of min(held, required) and of required). A rate is None where
    nothing is known.
    """

    required: Count
    known: Count
    expired: Count
    unknown: Count
    short: Count
    trained: Count
    agreed: Count
    on_default: Count | None  # None: not counted for this selection of people
    held_sum: Count
    required_known_sum: Count

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


@dataclass(frozen=True, slots=True)
class Figures(Shown):
    """One row whole, for the agency it comes from: also what is weighed, which stays there.

    `levels` is the sum of known shortfall; the priorities are weighted with the targets of the agency.
    """

    levels: int
    priority: float
    priority_high: float


@dataclass(frozen=True, slots=True)
class Total(Shown):
    """Published rows added up. `left_out` of its `rows` are not in it, because they hide what is known or short.

    `resting_of` are the required pairs of those rows that say how many rest on default standards.
    """

    rows: int
    left_out: int
    resting_of: int

    @property
    def default_share(self) -> Amount:
        """Per 100 required, over the rows that show it."""
        return ratio(self.on_default, self.resting_of)


NAMES: Final = tuple(field.name for field in fields(Shown))
"""The figures that may cross, in their order."""

COUNTS: Final = (*(name for name in NAMES if name != "on_default"), "levels")
"""The figures that add up over rows, apart from those on default standards, which some selections do not count."""

_COUNTS_OF = attrgetter(*COUNTS)
_SHOWN_OF = attrgetter(*NAMES)


def ratio(part: Count | None, whole: Count) -> Amount:
    """100 x part / whole; hidden when either is, None over nothing or of something not counted."""
    if part is FEW or whole is FEW:
        return FEW
    return 100 * part / whole if whole and part is not None else None


def judged(figures: Shown, ranked_share: float) -> bool:
    """Whether enough is known to rank the row. A hidden coverage does not say, so it does not."""
    coverage = figures.coverage
    return isinstance(coverage, int | float) and coverage >= 100 * ranked_share


def must_measure(figures: Shown, ranked_share: float) -> bool:
    """Whether the row stands under "measure first": too little is known, and how little may be said."""
    coverage = figures.coverage
    return isinstance(coverage, int | float) and coverage < 100 * ranked_share


# ---------------------------------------------------------------- one row


def count(value: int, total: int) -> Count:
    """A count as it may be shown beside its total."""
    few = 0 < value < RULE.smallest_shown
    few_left = 0 < total - value < RULE.smallest_shown
    return FEW if few or few_left else value


def publish(row: Figures) -> Shown | None:
    """The row as another agency may see it; None when the row itself is hidden (1-4 required pairs)."""
    required = _number(row.required)
    if 0 < required < RULE.smallest_shown:
        return None
    known = count(_number(row.known), required)
    on_default = None if row.on_default is None else count(_number(row.on_default), required)
    if known is FEW:
        return Shown(required, FEW, FEW, FEW, FEW, FEW, FEW, on_default, FEW, FEW)
    short, open_pairs = count(_number(row.short), known), required - known
    expired, unknown = (count(_number(value), open_pairs) for value in (row.expired, row.unknown))
    if expired is FEW or unknown is FEW:
        expired = unknown = FEW
    return Shown(
        required=required,
        known=known,
        expired=expired,
        unknown=unknown,
        short=short,
        trained=FEW if short is FEW else count(_number(row.trained), short),
        agreed=count(_number(row.agreed), open_pairs),
        on_default=on_default,
        held_sum=FEW if short is FEW else row.held_sum,
        required_known_sum=FEW if short is FEW else row.required_known_sum,
    )


# ---------------------------------------------------------------- many rows


def crossing(rows: Mapping[str, Figures], ranked_share: float) -> dict[str, dict[str, Any]]:
    """What crosses the walls of the rows of one agency (by competency), as values to keep.

    For each row the figures that are shown, `hidden`: the names of the others, and `place`: by priority, or None. Of
    a row that is hidden itself every figure is.
    """
    order, kept = places(rows, ranked_share), {}
    for key, whole in rows.items():
        shown = publish(whole)
        hidden = [name for name in NAMES if shown is None or getattr(shown, name) is FEW]
        figures = {name: getattr(shown, name) for name in NAMES if name not in hidden}
        kept[key] = {**figures, "hidden": hidden, "place": order.get(key)}
    return kept


def places(rows: Mapping[str, Figures], ranked_share: float) -> dict[str, int]:
    """The place of the rows of one agency by priority, highest first, among those that can be ranked and show every
    count that a priority is made of. The priorities themselves are not published.
    """
    ranked = [
        (-row.priority, key)
        for key, row in rows.items()
        if (shown := publish(row)) is not None
        and judged(shown, ranked_share)
        and FEW not in (shown.short, shown.agreed)
    ]
    return {key: place for place, (_, key) in enumerate(sorted(ranked), 1)}


def total(rows: Iterable[Figures]) -> Figures:
    """The sum of whole rows, exact: for the eyes of the agency they come from."""
    found = list(rows)
    counts = [sum(column) for column in zip(*map(_COUNTS_OF, found), strict=True)] or [0] * len(COUNTS)
    resting = [row.on_default for row in found]
    return Figures(
        **dict(zip(COUNTS, counts, strict=True)),
        on_default=None if None in resting else sum(_number(n) for n in resting if n is not None),
        priority=sum(row.priority for row in found),
        priority_high=sum(row.priority_high for row in found),
    )


def published_total(rows: Iterable[Shown | None]) -> Total | None:
    """The sum of published rows: of those that show what is known and what is short. None of no rows at all.

    Other columns are hidden when a row that is counted hides them; how much rests on default standards is told of
    the rows that show it. Where the rows that are left out hold most of the required pairs everything is hidden: what
    remains would not speak for the whole.
    """
    found = list(rows)
    if not found:
        return None
    counted = [row for row in found if row is not None and row.known is not FEW and row.short is not FEW]
    speaks_of = sum(_number(row.required) for row in counted)
    if not counted or speaks_of < RULE.smallest_total * sum(_number(row.required) for row in found if row is not None):
        nothing: dict[str, Any] = dict.fromkeys(NAMES, FEW)
        return Total(**nothing, rows=len(found), left_out=len(found), resting_of=0)
    sums = {
        name: FEW if FEW in column else sum(column)
        for name, column in zip(NAMES, zip(*map(_SHOWN_OF, counted), strict=True), strict=True)
        if name != "on_default"
    }
    resting = [row for row in counted if isinstance(row.on_default, int)]
    return Total(
        **sums,
        on_default=sum(_number(row.on_default or 0) for row in resting) if resting else FEW,
        rows=len(found),
        left_out=len(found) - len(counted),
        resting_of=sum(_number(row.required) for row in resting),
    )


def _number(value: Count) -> int:
    if value is FEW:
        raise ValueError("a hidden figure cannot be counted with")
    return value
