"""Recapitulations with a column for each competency: which columns hold what was measured, and what their cells say."""

from __future__ import annotations

import re
from array import array
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np

from betang.core.office import cells
from betang.core.office.desk import Desk, Row
from betang.core.office.meaning.references import offered
from betang.core.office.names import plain
from betang.core.office.spec import Cell, Column, Found

_REQUIRED: Final = frozenset(
    (
        "standar", "standard", "std", "syarat", "persyaratan", "dipersyaratkan", "target", "required", "kebutuhan",
        "skj", "kkj", "ideal",
    )
)  # fmt: skip
_DISTANCE: Final = frozenset(("gap", "kesenjangan", "selisih", "deviasi", "kategori"))
_RANKS: Final = MappingProxyType(
    dict.fromkeys(["capaian", "pencapaian", "achieved"], 4)
    | dict.fromkeys(["hasil", "aktual", "actual", "realisasi", "diperoleh", "dimiliki", "profil", "kkp"], 3)
    | dict.fromkeys(["level", "lvl", "tingkat"], 2)
    | dict.fromkeys(["nilai", "skor", "score"], 1)
)
"""How surely a word beside a competency says that the column holds what was measured."""
_BARE: Final = 2
_ROLE: Final = "|".join((*_RANKS, *_REQUIRED, *_DISTANCE))
_ROLE_LAST: Final = re.compile(rf"(.+?)[\s\-–:(\[/|]+((?:(?:{_ROLE})\b[\s/]*)+)[)\]:.%\s]*", re.IGNORECASE).fullmatch
_ROLE_FIRST: Final = re.compile(rf"((?:(?:{_ROLE})\b[\s/]*)+)[\-–:(\[\s]+(.+?)[)\]\s]*", re.IGNORECASE).fullmatch
_CODE: Final = re.compile(r"[A-Za-z]{1,4}(?:[.\s-][A-Za-z]{2,5})?[.\s-]?\d{1,3}").fullmatch
_SUMMARY: Final = re.compile(
    r"\b(?:jpm|job person|rata|rerata|jumlah|total|potensi|ikk|kategori|rekomendasi)\b", re.IGNORECASE
)
_REMEMBERED: Final = 10_000  # not a rule: spellings of levels that are kept
_NO_LEVEL: Final = -1


class Measure(NamedTuple):
    """A column with the measured levels of one competency."""

    competency: str
    column: Column


def measures(desk: Desk, found: Found) -> list[Measure]:
    """One column for each competency that was measured; what cannot be told is said for the file as a whole."""
    ranked: dict[str, list[tuple[int, Column]]] = {}
    unknown: dict[str, str] = {}
    for column in found.spare:
        meant = _meant(desk, column)
        if meant is None:
            if _speaks_of_one(desk, column):
                unknown.setdefault(column.heading, offered(desk.known["competencies"].exact(column.heading)))
        elif meant[1]:
            ranked.setdefault(meant[0], []).append((meant[1], column))
    for heading, offers in unknown.items():
        desk.file_warning("unknown_competency", found, heading, heading, offers=offers)
    told = []
    for code, columns in ranked.items():
        best = max(rank for rank, _ in columns)
        first, *more = [column for rank, column in columns if rank == best]
        if more:
            desk.file_warning("ambiguous_reference", found, first.heading, first.heading, offers=code)
        else:
            told.append(Measure(code, first))
    return sorted(told, key=lambda measure: measure.column.index)


def _meant(desk: Desk, column: Column) -> tuple[str, int] | None:
    """The competency that a heading names, and how surely its column holds what was measured (0: it does not)."""
    ways = [(column.heading, column.sub)]
    if column.sub:
        ways.append((column.sub, column.heading))  # 'Capaian' over 'M.01'
    else:
        if last := _ROLE_LAST(column.heading):
            ways.append((last[1], last[2]))
        if first := _ROLE_FIRST(column.heading):
            ways.append((first[2], first[1]))
    for name, role in ways:
        match = desk.known["competencies"].exact(name)
        if match.kind == "exact" and match.code:
            return match.code, _rank(role)
    return None


def _rank(role: str) -> int:
    words = plain(role).split()
    if not words:
        return _BARE
    if not _REQUIRED.isdisjoint(words) or not _DISTANCE.isdisjoint(words):
        return 0
    return max(_RANKS.get(word, 0) for word in words)


def _speaks_of_one(desk: Desk, column: Column) -> bool:
    """Whether a heading that is no competency of the dictionary seems to be meant for one."""
    if _SUMMARY.search(column.heading):
        return False
    if column.sub:
        return _rank(column.sub) > 0
    return _CODE(column.heading) is not None or bool(desk.known["competencies"].exact(column.heading).offers)


class Levels:
    """Levels of cells, each spelling read once."""

    def __init__(self) -> None:
        self._read: dict[Cell, int | None] = {}

    def of(self, cell: Cell) -> int | None:
        """The level; None where nothing was measured, below 0 for what is no level."""
        if type(cell) is not str and type(cell) is not float:
            return _level(cell)
        if cell in self._read:
            return self._read[cell]
        found = _level(cell)
        if len(self._read) < _REMEMBERED:
            self._read[cell] = found
        return found


def _level(cell: Cell) -> int | None:
    if not cells.clean(cell):
        return None
    try:
        return cells.level(cell, low=0)
    except cells.Unread:
        return _NO_LEVEL


class SameDay:
    """Rows of a recapitulation by person, day and source, 24 bytes each: do two of them contradict each other?"""

    def __init__(self) -> None:
        self._keys, self._rows, self._sequences = array("q"), array("q"), array("q")

    def add(self, row: Row, *key: object) -> None:
        self._keys.append(hash(key))
        self._rows.append(row.number)
        self._sequences.append(row.sequence)

    def settle(self, desk: Desk, found: Found, columns: list[Measure], reported_in: str) -> None:
        """Refuse rows that say different levels of one competency; what only one of them measured is no quarrel."""
        asked = self._repeated(desk.refused)
        if not asked:
            return
        levels = Levels()
        seen: dict[tuple[int, str], dict[int, list[int]]] = {}
        for number, values in desk.look(found):
            if number in asked:
                for competency, column in columns:
                    level = levels.of(values[column.index]) if column.index < len(values) else None
                    if level is not None and level != _NO_LEVEL:
                        seen.setdefault((asked[number][0], competency), {}).setdefault(level, []).append(number)
        quarrels = {row for said in seen.values() if len(said) > 1 for rows in said.values() for row in rows}
        desk.later(found, dict.fromkeys(quarrels, "duplicate_conflict"), reported_in)
        desk.refused.update(asked[row][1] for row in quarrels)

    def _repeated(self, refused: set[int]) -> dict[int, tuple[int, int]]:
        """Key and sequence of the rows whose key another row has too, by row number; few as a rule."""
        keys = np.frombuffer(self._keys, np.int64)
        if not len(keys):
            return {}
        _, place, count = np.unique(keys, return_inverse=True, return_counts=True)
        return {
            self._rows[at]: (self._keys[at], self._sequences[at])
            for at in np.flatnonzero(count[place] > 1).tolist()
            if self._sequences[at] not in refused
        }
