"""Lines of demand: what is asked for, by whom, with merged titles counted as one. Nothing is lost on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

Key = tuple[str, str]
"""What a line asks for: its kind (`program`, `competency`, `title`, `merged`) and its code, or the title made plain."""

_K = TypeVar("_K", bound=Hashable)
_P = TypeVar("_P")


@dataclass(frozen=True, slots=True)
class Ask:
    """What one government has sent of one kind: numbers of people, None where it names no number."""

    agency: str
    key: Key
    spelled: str
    people: int | None
    high: int = 0
    linked: int = 0
    offices: int = 0
    states: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Share:
    """The part of one government in a line. `spellings`: under which names it asked."""

    people: int | None = None
    unknown: bool = False
    high: int = 0
    linked: int = 0
    offices: int = 0
    states: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    spellings: list[str] = field(default_factory=list)

    def take(self, ask: Ask) -> None:
        if ask.people is None:
            self.unknown = True
        else:
            self.people = (self.people or 0) + ask.people
        self.high += ask.high
        self.linked += ask.linked
        self.offices = max(self.offices, ask.offices)  # the same office may stand behind both
        for state, number in ask.states.items():
            self.states[state] += number
        if ask.spelled not in self.spellings:
            self.spellings.append(ask.spelled)


@dataclass(slots=True)
class Line:
    """One line over all governments that ask for it."""

    key: Key
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """People asked for, of those governments that name a number."""
        return sum(share.people or 0 for share in self.shares.values())

    @property
    def unknown(self) -> int:
        """How many governments ask without saying, or without saying in full, for how many."""
        return sum(share.unknown for share in self.shares.values())

    @property
    def high(self) -> int:
        return sum(share.high for share in self.shares.values())

    @property
    def linked(self) -> int:
        return sum(share.linked for share in self.shares.values())

    @property
    def spellings(self) -> list[str]:
        """Every name it was asked for by."""
        return list(dict.fromkeys(name for share in self.shares.values() for name in share.spellings))

    @property
    def doubled(self) -> list[str]:
        """Governments that ask for it under more than one name."""
        return [agency for agency, share in self.shares.items() if len(share.spellings) > 1]


def lines(asks: Iterable[Ask], means: Mapping[Key, Key]) -> dict[Key, Line]:
    """Lines of demand by key; `means`: what a key was said to be another name of."""
    found: dict[Key, Line] = {}
    for ask in asks:
        key = means.get(ask.key, ask.key)
        line = found.setdefault(key, Line(key))
        line.shares.setdefault(ask.agency, Share()).take(ask)
    return found


def twice(said: Iterable[tuple[_K, _P]]) -> dict[_K, list[_P]]:
    """What was said in more than one place, with the places, each as often as it was said there."""
    places: defaultdict[_K, list[_P]] = defaultdict(list)
    for what, where in said:
        places[what].append(where)
    return {what: where for what, where in places.items() if len(where) > 1}
