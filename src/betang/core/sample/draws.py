"""Random numbers that do not depend on how the work is cut.

Every person has a fixed place in every stream, so a chunk of people jumps straight to its place: the same seed gives
the same people whether they are made a thousand or a million at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIELDS_PER_WORD = 4
FULL = 1 << 16  # a field is a whole number from 0 to FULL - 1


class Stream(IntEnum):
    """One stream for each purpose, so that changing one table leaves the others as they were."""

    PEOPLE = 1
    UNITS = 2
    EVIDENCE_PERSON = 3
    EVIDENCE_ROW = 4
    PERFORMANCE = 5
    TRAINING = 6
    NEEDS = 7
    AGENCIES = 8
    PROPOSALS = 9


class Draws:
    """A seeded stream with `width` fields of 16 bits for each row."""

    def __init__(self, seed: int, stream: Stream, width: int) -> None:
        self._seed = np.random.SeedSequence(seed, spawn_key=(int(stream),))
        self._words = -(-width // FIELDS_PER_WORD)

    def fields(self, first: int, count: int) -> NDArray[np.uint16]:
        """Fields of the rows `first` to `first + count - 1`: shape (count, at least width)."""
        generator = np.random.PCG64DXSM(self._seed)
        generator.advance(first * self._words)
        words = generator.random_raw(count * self._words).astype("<u8", copy=False)
        return words.view("<u2").reshape(count, self._words * FIELDS_PER_WORD)


def lookup(weights: Mapping[int, float]) -> NDArray[np.int8]:
    """A table of FULL entries: a field as index gives a key with the probability of its weight."""
    keys = np.array(list(weights), dtype=np.int8)
    shares = np.array(list(weights.values()), dtype=np.float64)
    edges = np.round(np.cumsum(shares) / shares.sum() * FULL).astype(np.int64)
    return np.repeat(keys, np.diff(edges, prepend=0))


def below(share: float) -> int:
    """Fields below this number are `share` of all."""
    return round(share * FULL)
