"""Functional families and tiers too few for a class at home: what crosses the walls of them, and what adds up.

What crosses is a band of five, of a family, and of its tiers only where none of them is few (docs/adr/0022): with other
published counts of the same people (a competency that one family must have) no count of one to four can be reckoned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from betang.core.disclosure import RULE

ALL_TIERS = ""


@dataclass(frozen=True, slots=True)
class Band:
    """People of a family, or of one of its tiers, in one agency: at least so many. None: one to four, not told."""

    family: str
    tier: str
    people: int | None


def bands(exact: Mapping[tuple[str, str], int]) -> list[Band]:
    """What may cross of the counts by family and tier of one agency."""
    families: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (family, tier), people in exact.items():
        if people:
            families[family][tier] = people
    found = []
    for family, tiers in sorted(families.items()):
        found.append(Band(family, ALL_TIERS, _band(sum(tiers.values()))))
        if min(tiers.values()) >= RULE.smallest_shown:
            found += [Band(family, tier, _band(people)) for tier, people in sorted(tiers.items())]
    return found


def _band(people: int) -> int | None:
    width = RULE.smallest_shown
    return None if people < width else people // width * width


@dataclass(frozen=True, slots=True)
class Together:
    """A family (`tier` '': all of it) that has too few here: the own people, and what others tell of theirs.

    `others`: at least so many in the `agencies`; `untold` agencies have some and do not say how many.
    """

    family: str
    tier: str
    here: int
    others: int
    agencies: tuple[str, ...]
    untold: tuple[str, ...]

    @property
    def at_least(self) -> int:
        return self.here + self.others


def together(
    own: Mapping[tuple[str, str], int], neighbours: Iterable[tuple[str, Band]], smallest: int
) -> list[Together]:
    """Families and tiers with fewer people here than a class has, those first that are enough with their neighbours.

    Neighbours come as (agency, band). A family stands as a whole, and by tier as well.
    """
    told: defaultdict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    for agency, band in neighbours:
        told[band.family.casefold(), band.tier][agency] = band.people
    here: defaultdict[tuple[str, str], int] = defaultdict(int)
    for (family, tier), people in own.items():
        here[family, tier] += people
        here[family, ALL_TIERS] += people
    found = []
    for (family, tier), people in here.items():
        if not 0 < people < smallest:
            continue
        others = told[family.casefold(), tier]
        whole = told[family.casefold(), ALL_TIERS]
        shown = {agency: number for agency, number in others.items() if number is not None}
        found.append(
            Together(
                family, tier, people, sum(shown.values()), tuple(sorted(shown)), tuple(sorted(set(whole) - set(shown)))
            )
        )
    return sorted(found, key=lambda one: (one.at_least < smallest, -one.at_least, one.family, one.tier))
