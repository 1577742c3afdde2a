"""Headings: how they are compared, and which rows of a sheet may be one, over one line, two or three."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from betang.core.office.spec import Cell, Column, Range, Sheet

DEEP: Final = 60
"""Rows of a sheet in which its heading is looked for."""
_LINES: Final = 3  # rows a heading may take
_RANGES: Final = 2_000  # merged ranges among the upper rows, and columns in one of them, that are looked at
_TITLE: Final = 2  # texts below which a line over others is a title, not a heading
_SEVERAL: Final = 2  # headings merged into the next row that make it one of the heading
_LONG: Final = 120  # signs beyond which a cell is no heading
_HINT: Final = re.compile(
    r"[(\[{]\s*(?:dalam\s+)?(?:rp\.?|rupiah|idr|%|persen|hari|jam|jp|orang|org|tahun|thn|bulan|"
    r"d{1,2}[-/ .]?m{1,4}[-/ .]?y{2,4}|h{1,2}[-/ .]?b{1,4}[-/ .]?t{2,4}|t{2}[-/ .]?b{2}[-/ .]?t{4}|"
    r"tgl[-/ .]bln[-/ .]th?n|ya\s*/\s*tidak|y\s*/\s*t|v|√|l\s*/\s*p|m\s*/\s*f|\*|wajib(?:\s+diisi)?|"
    r"required|opsional|jika\s+ada|bila\s+ada|18\s+digit|18\s+angka|\d\s*-\s*\d|1-5|0-5)\s*[)\]}]",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_EITHER: Final = re.compile(r"[/|]|\batau\b|\bor\b", re.IGNORECASE)
_MULTIPLES: Final = re.compile(r"\b(?:ribu|ribuan|juta|jutaan|miliar|milyar)\b", re.IGNORECASE)
_LISTED: Final = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s+", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\W\d_]?[^\W\d_A-Z]+|[A-Z]+|\d+")
_SHORT: Final = 4  # letters from which a word may hold a slip
_NUMBERED: Final = re.compile(r"\d{1,2}$")


@lru_cache(maxsize=8192)
def plain(heading: str) -> str:
    """A heading for comparing: lower case, without blanks, dots, underscores, brackets, '(Rp)' and the like."""
    even = unicodedata.normalize("NFKC", heading)
    signs = "".join(sign for sign in _HINT.sub(" ", even).casefold() if sign.isalnum())
    return signs or "".join(sign for sign in even.casefold() if sign.isalnum())


@lru_cache(maxsize=8192)
def looser(heading: str) -> tuple[str, ...]:
    """Plain forms of a heading that is not known as it stands: without the number before it, without brackets."""
    bare = _LISTED.sub("", heading)
    forms = [] if bare == heading else [plain(bare)]
    if not _MULTIPLES.search(heading):
        less = _BRACKETS.sub(" ", bare)
        if less != bare and plain(less):
            forms.append(plain(less))
    return tuple(forms)


@lru_cache(maxsize=8192)
def either(heading: str) -> tuple[str, ...]:
    """Plain forms of the words of 'NIP / NI PPPK', any of which may be known."""
    parts = [plain(part) for part in _EITHER.split(heading)]
    return tuple(part for part in parts if part) if len(parts) > 1 else ()


@lru_cache(maxsize=8192)
def unnumbered(form: str) -> tuple[str, ...]:
    """Plain forms of a heading without the number at its end ('kompetensi2', 'kompetensike2')."""
    bare = _NUMBERED.sub("", form)
    return () if bare == form else tuple(each for each in (bare, bare.removesuffix("ke")) if each)


def slip(heading: str, known: str) -> bool:
    """Whether a heading is a known one with slips of the pen: the same words, beginning alike, short ones the same.

    So 'Tangal Lahir' is 'Tanggal Lahir', while 'TMT PNS' is not 'TMT CPNS'.
    """
    one, other = _WORDS.findall(heading), _WORDS.findall(known)
    return len(one) == len(other) and all(
        a.casefold() == b.casefold() or (a[0].casefold() == b[0].casefold() and min(len(a), len(b)) >= _SHORT)
        for a, b in zip(one, other, strict=True)
    )


def shown(cell: Cell) -> str:
    """What a cell of a heading says, on one line."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float | int):
        return f"{cell:.15g}"
    return f"{cell:%d-%m-%Y}" if isinstance(cell, date) else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Rows that may be a heading: the first and the last as a spreadsheet numbers them, and its columns."""

    first: int
    last: int
    columns: tuple[Column, ...]


class Top:
    """The upper rows of a sheet, in which its heading is."""

    def __init__(self, sheet: Sheet, rows: Iterator[tuple[int, list[Cell]]]) -> None:
        self._all = sheet.merged
        self._merged = [each for each in sheet.merged if each[0][0] < DEEP][:_RANGES]
        self.lines: dict[int, list[str]] = {}
        for number, values in rows:
            if number > DEEP:
                break
            self.lines[number] = [shown(cell) for cell in values]

    def headings(self) -> Iterator[Heading]:
        """Every row that may be a heading, with the lines that belong to it, from the top."""
        for number, line in self.lines.items():
            if any(line) and self._wordy(line):
                yield self._heading(number)

    def above(self, heading: Heading) -> tuple[str, ...]:
        """Texts over a heading, in reading order."""
        return tuple(text for number, line in self.lines.items() if number < heading.first for text in line if text)

    def under(self, heading: Heading) -> tuple[Range, ...]:
        """Merged cells under a heading."""
        return tuple(each for each in self._all if each[0][0] >= heading.last)

    def _wordy(self, line: Sequence[str]) -> bool:
        said = [text for text in line if text]
        return 2 * sum(1 for text in said if len(text) <= _LONG and any(sign.isalpha() for sign in text)) >= len(said)

    def _heading(self, first: int) -> Heading:
        lines, last = [self.lines[first]], first
        known = list(lines[0])
        while last - first + 1 < _LINES and last + 1 in self.lines and self._goes_on(known, last):
            last += 1
            lines.append(self.lines[last])
            known = [new or old for new, old in zip(self.lines[last], known, strict=False)]
        filled = [self._filled(first + i, line, lines[i + 1 :]) for i, line in enumerate(lines)]
        columns = []
        for index in range(max(len(line) for line in filled)):
            said: list[str] = []
            for line in filled:
                text = line[index] if index < len(line) else ""
                if text and text not in said[-1:]:
                    said.append(text)
            if said:
                said = said[-2:]
                columns.append(Column(index, said[0], said[1] if len(said) > 1 else ""))
        return Heading(first, last, tuple(columns))

    def _goes_on(self, known: Sequence[str], number: int) -> bool:
        """Whether the row after `number` is a further line of the heading whose texts are `known` so far."""
        if sum(1 for text in known if text) < _TITLE:
            return False
        below = self.lines[number + 1]
        said = [index for index, text in enumerate(below) if text]
        if any(len(below[i]) > _LONG or not any(sign.isalpha() for sign in below[i]) for i in said):
            return False
        row = number - 1  # counted from 0
        tied = {
            column
            for (top, left), (bottom, right) in self._merged
            if top <= row < bottom
            for column in range(left, min(right, left + _RANGES) + 1)
        }
        wide = self._groups(row)
        if sum(1 for index in tied if self._at(known, index)) >= _SEVERAL:  # the row is theirs, whatever stands in it
            return True
        if tied:
            return all(index in wide or index in tied or not self._at(known, index) for index in said)
        grouped = wide or self._open_groups(known)
        return len(said) > 1 and all(index in grouped for index in said) and any(not self._at(known, i) for i in said)

    def _groups(self, row: int) -> set[int]:
        """Columns under a cell of this row that is merged over several columns."""
        return {
            column
            for (top, left), (bottom, right) in self._merged
            if top <= row <= bottom and right > left
            for column in range(left, min(right, left + _RANGES) + 1)
        }

    def _open_groups(self, known: Sequence[str]) -> set[int]:
        """Columns under a text with blank cells to its right, without any merged cells."""
        groups: set[int] = set()
        for index, text in enumerate(known):
            if not text and index and (known[index - 1] or index - 1 in groups):
                groups |= {index - 1, index}
        return groups

    def _filled(self, number: int, line: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
        """A line of a heading, with the text of a cell over several columns in each of them."""
        filled = list(line)
        if not below:
            return filled
        width = max(len(filled), *(len(other) for other in below))
        filled += [""] * (width - len(filled))
        ranges = [each for each in self._merged if each[0][0] <= number - 1 <= each[1][0] and each[1][1] > each[0][1]]
        for (top, left), (_, right) in ranges:
            text = self._at(self.lines.get(top + 1, ()), left)
            for column in range(left, min(right + 1, width)):
                filled[column] = filled[column] or text
        if not ranges:
            for index in range(1, width):
                if not filled[index] and any(self._at(other, index) for other in below):
                    filled[index] = filled[index - 1]
        return filled

    @staticmethod
    def _at(line: Sequence[str], index: int) -> str:
        return line[index] if index < len(line) else ""
