"""Rows that repeat: the same row again, or rows of one key that disagree. 24 bytes a row, whatever is in it."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Repeats:
    """Keys and contents of the rows of one part, as 64-bit hashes; two that fall together by chance do so once in
    ten million files of a million rows.
    """

    _rows: array[int] = field(default_factory=lambda: array("q"))
    _keys: array[int] = field(default_factory=lambda: array("q"))
    _contents: array[int] = field(default_factory=lambda: array("q"))

    def add(self, sequence: int, key: Hashable, content: Sequence[Hashable]) -> None:
        """One row that is fine by itself."""
        self._rows.append(sequence)
        self._keys.append(hash(("key", key)))
        self._contents.append(hash(tuple(content)))

    def judge(self) -> tuple[list[int], list[int]]:
        """The rows that are the same as an earlier one, and the rows whose key says different things (all of them)."""
        rows, keys = np.frombuffer(self._rows, np.int64), np.frombuffer(self._keys, np.int64)
        contents = np.frombuffer(self._contents, np.int64)
        if len(rows) < 2:  # noqa: PLR2004  # one row cannot repeat
            return [], []
        order = np.lexsort((rows, keys))
        rows, keys, contents = rows[order], keys[order], contents[order]
        starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
        ends = np.r_[starts[1:], len(keys)]
        again: list[int] = []
        conflict: list[int] = []
        for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
            group, said = rows[start:end], contents[start:end]
            if len(set(said.tolist())) == 1:
                again += group[1:].tolist()
            else:
                conflict += group.tolist()
        return sorted(again), sorted(conflict)
