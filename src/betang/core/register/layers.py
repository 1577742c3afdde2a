"""Needs that the law or the post asks for, without a dialogue: who owes which training, and which programme that is.

Two of the three layers of needs (of the organisation, of the post, of the person): numbers as a dated parameter set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from betang.core.dates import years_before
from betang.core.register.rules import FIRST_HOUR, FirstHourRules
from betang.core.register.trainings import speaks_of_basic, speaks_of_leading, told_basic, told_leading

BASIC: Final = "basic"
"""The basic training of candidates; leadership programmes go by their names in `FirstHourRules.ladder`."""


@dataclass(frozen=True, slots=True)
class LayerRules:
    """`new_years`: how long after the day of appointment an official counts as newly in the post."""

    valid_from: date
    source: str
    new_years: int


LAYERS: Final = LayerRules(
    valid_from=date(2026, 11, 24),
    source=(
        "candidates: PP 11/2017 art. 34; leadership programme of a post: PerLAN 5/2022 as changed by 6/2022; how long "
        "an official is new: convention of the house, to be set by each province"
    ),
    new_years=2,
)
"""In force."""


@dataclass(frozen=True, slots=True)
class Official:
    """A person as these rules see one. `titles`: every training finished; `since`: the day of appointment, if known."""

    status: str
    tier: str
    since: date | None
    titles: tuple[str, ...]


def owed(
    person: Official, *, on: date, rules: LayerRules = LAYERS, register: FirstHourRules = FIRST_HOUR
) -> tuple[str | None, bool]:
    """The training the law asks of a person (`basic`, or a step of the ladder), and whether that is sure.

    Not sure: an official without the leadership training whose day of appointment is not known. None: nothing owed.
    """
    if person.status == "CPNS":
        return (None, True) if told_basic(person.titles, register) else (BASIC, True)
    step = register.leading.get(person.tier)
    if step is None or told_leading(person.titles, step, register):
        return None, True
    if person.since is None:
        return step, False
    new = years_before(on, rules.new_years) <= person.since <= on
    return (step, True) if new else (None, True)


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme of the catalogue: its code and name, and the tiers and statuses it takes (none: everyone)."""

    code: str
    name: str
    takes: frozenset[tuple[str | None, str | None]]


def programme_of(
    training: str, catalogue: Iterable[Offer], tiers: Mapping[str, str] = FIRST_HOUR.leading
) -> str | None:
    """The programme that is this training, by code or title; by who may sit in it where several are. Never a guess."""
    found = [one for one in catalogue if _is(training, one)]
    if len(found) > 1:
        found = [one for one in found if _fits(training, one, tiers)]
    return found[0].code if len(found) == 1 else None


def _is(training: str, one: Offer) -> bool:
    texts = (one.code, one.name)
    if training == BASIC:
        return any(speaks_of_basic(text) for text in texts)
    return any(speaks_of_leading(text, training) for text in texts)


def _fits(training: str, one: Offer, tiers: Mapping[str, str]) -> bool:
    if training == BASIC:
        return any(status == "CPNS" for _tier, status in one.takes)
    return any(tier is not None and tiers.get(tier) == training for tier, _status in one.takes)
