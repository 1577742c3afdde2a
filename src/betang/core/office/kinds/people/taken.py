"""What is kept of the rows of a register until the last is read: 44 bytes each, whatever is in them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from betang.core.office.desk import Desk
from betang.core.office.kinds.people.places import Post
from betang.core.office.quality import MANAGERS
from betang.core.office.spec import Found

_PORTION = 20_000  # not a rule: NIPs asked for at once


@dataclass
class Taken:
    """The rows that are fine by themselves, as numbers, and each post that one of them holds, once."""

    sheet: array[int] = field(default_factory=lambda: array("h"))
    sequence: array[int] = field(default_factory=lambda: array("q"))
    number: array[int] = field(default_factory=lambda: array("q"))
    nip: array[int] = field(default_factory=lambda: array("q"))
    person: array[int] = field(default_factory=lambda: array("q"))
    supervisor: array[int] = field(default_factory=lambda: array("q"))
    post: array[int] = field(default_factory=lambda: array("i"))
    posts: dict[str, Post] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def add(
        self, sheet: int, sequence: int, number: int, nip: str, person: str, supervisor: str | None, post: Post
    ) -> None:
        """Keep one row."""
        self.sheet.append(sheet)
        self.sequence.append(sequence)
        self.number.append(number)
        self.nip.append(int(nip))
        self.person.append(hash(person))
        self.supervisor.append(int(supervisor) if supervisor else 0)
        place = self._places.get(post.code)
        if place is None:
            place = self._places[post.code] = len(self._places)
            self.posts[post.code] = post
        self.post.append(place)

    # ------------------------------------------------------------ after the last row

    def settle(self, desk: Desk, found: tuple[Found, ...], *, judge_posts: bool) -> None:
        """Refuse people listed twice or active elsewhere, drop superiors nobody knows, give the posts that are held."""
        self._refuse(desk, found, self._repeated(desk, self.nip), "duplicate_conflict", "nip")
        self._refuse(desk, found, self._repeated(desk, self.person), "duplicate_conflict", "person")
        self._refuse(desk, found, self._elsewhere(desk), "in_other_agency", "nip")
        kept = self._kept(desk)
        self._superiors(desk, found, kept)
        self._give_posts(desk, kept)
        if judge_posts:
            self._shared_posts(desk, kept)

    def _kept(self, desk: Desk) -> np.ndarray:
        """Which rows are still taken."""
        gone = np.fromiter(desk.refused, np.int64, len(desk.refused))
        return ~np.isin(np.frombuffer(self.sequence, np.int64), gone) if self.sequence else np.zeros(0, bool)

    def _repeated(self, desk: Desk, keys: array[int]) -> np.ndarray:
        """Places of rows that share a key, though they are not the same row."""
        kept = np.flatnonzero(self._kept(desk))
        if not len(kept):
            return kept
        values, counts = np.unique(np.frombuffer(keys, np.int64)[kept], return_counts=True)
        return kept[np.isin(np.frombuffer(keys, np.int64)[kept], values[counts > 1])]

    def _elsewhere(self, desk: Desk) -> np.ndarray:
        if desk.known.elsewhere is None:
            return np.zeros(0, np.int64)
        kept = np.flatnonzero(self._kept(desk))
        there: set[str] = set()
        for start in range(0, len(kept), _PORTION):
            there |= set(desk.known.elsewhere([str(self.nip[place]) for place in kept[start : start + _PORTION]]))
        return np.array([place for place in kept if str(self.nip[place]) in there] if there else [], np.int64)

    def _refuse(self, desk: Desk, found: tuple[Found, ...], places: np.ndarray, code: str, column: str) -> None:
        for sheet, numbers in self._by_sheet(places):
            desk.later(found[sheet], dict.fromkeys(numbers, code), column)
        desk.refused.update(self.sequence[place] for place in places)

    def _by_sheet(self, places: np.ndarray) -> Iterator[tuple[int, list[int]]]:
        numbers: dict[int, list[int]] = {}
        for place in places:
            numbers.setdefault(self.sheet[place], []).append(self.number[place])
        yield from numbers.items()

    def _superiors(self, desk: Desk, found: tuple[Found, ...], kept: np.ndarray) -> None:
        """A superior is somebody whom this file or the register before it names."""
        if not self.supervisor:
            return
        named, nips = np.frombuffer(self.supervisor, np.int64), np.frombuffer(self.nip, np.int64)
        missing = np.flatnonzero(kept & (named > 0) & ~np.isin(named, nips[kept]))
        before = desk.known.people.by_nip
        gone = np.array([place for place in missing if str(named[place]) not in before], np.int64)
        desk.spool.empty("people", "supervisor", [self.sequence[place] for place in gone])
        for sheet, numbers in self._by_sheet(gone):
            desk.later(found[sheet], dict.fromkeys(numbers, "unknown_person"), "supervisor", "cell")

    def _give_posts(self, desk: Desk, kept: np.ndarray) -> None:
        """Every post that the file names and somebody holds who was taken, once, on the row of the first holder."""
        if not self.post:
            return
        held, first = np.unique(np.frombuffer(self.post, np.int32)[kept], return_index=True)
        sequences = np.frombuffer(self.sequence, np.int64)[kept]
        posts = [*self.posts.values()]
        for place, at in sorted(zip(held.tolist(), first.tolist(), strict=True), key=lambda pair: pair[1]):
            post = posts[place]
            if post.new:
                desk.spool.give("jobs", int(sequences[at]), {"job": post.code, "name": post.title, "tier": post.tier})

    def _shared_posts(self, desk: Desk, kept: np.ndarray) -> None:
        """Managerial posts that more than one person holds."""
        if not self.post:
            return
        posts = [*self.posts.values()]
        held = np.frombuffer(self.post, np.int32)
        one = np.array([not post.new and post.tier in MANAGERS for post in posts])
        places = np.flatnonzero(kept & one[held])
        counted = np.bincount(held[places], minlength=len(posts))
        for place in places[counted[held[places]] > 1]:
            record = {"person": str(self.nip[place]), "code": "two_in_one_post"}
            desk.spool.give("findings", self.sequence[place], record)
