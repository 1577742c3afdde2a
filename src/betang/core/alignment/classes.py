"""How many classes people fill, each government alone and all together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filled:
    """Classes that are filled, people who sit in them, people who are left without one."""

    classes: int
    seated: int
    left: int


@dataclass(frozen=True, slots=True)
class Together:
    """The same people: each government with classes of its own, and all in common ones."""

    alone: Filled
    pooled: Filled

    @property
    def gained(self) -> int:
        """People who get a seat only because governments share; never less than none."""
        return self.pooled.seated - self.alone.seated


def fill(people: int, smallest: int, largest: int) -> Filled:
    """The fewest classes that seat as many of the people as can be seated, with `smallest` to `largest` in each.

    Enough classes for all, unless the last would be too small: then as many as can be filled.
    """
    classes = min(-(-people // largest), people // smallest)
    seated = min(people, classes * largest)
    return Filled(classes, seated, people - seated)


def together(asked: Iterable[int], smallest: int, largest: int) -> Together:
    """What the people of each government fill alone, and all of them together."""
    people = list(asked)
    own = [fill(number, smallest, largest) for number in people]
    alone = Filled(sum(one.classes for one in own), sum(one.seated for one in own), sum(one.left for one in own))
    return Together(alone, fill(sum(people), smallest, largest))
