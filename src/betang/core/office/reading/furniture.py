"""What stands around the rows of a table: empty rows, the heading again, column numbers, totals, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from betang.core.office.examples import examples_of, is_example
from betang.core.office.reading.headings import plain
from betang.core.office.spec import Cell, Found, Misshapen

_TOTAL: Final = re.compile(
    r"^(?:sub|grand)?[\s-]*(?:jumlah|total|jml|rata\s*-?\s*rata|rerata)\b[\s:=.]*(?P<more>.*)$", re.IGNORECASE
)
_TOTAL_MORE: Final = re.compile(
    r"^(?:(?:total|seluruh|seluruhnya|keseluruhan|semua|semuanya|besar|akhir|umum|pagu|anggaran|biaya|peserta|pegawai|"
    r"orang|jp|dan|halaman|ini|[ivx]+|[a-e]|\d+|rp)\b[\s.:()=+&-]*)*$",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"^(?:mengetahui|menyetujui|mengesahkan|disetujui|disahkan|ditetapkan|dibuat\s+di|dibuat\s+oleh|ttd|tanda\s*tangan|"
    r"terbilang|a\s*\.\s*n\s*\.|u\s*\.\s*b\s*\.)(?:\b|$|[\s:,.])|"
    r"^(?:keterangan|ket|catatan|sumber|nb|note|notes)\s*(?:[:.]|$)|^\*+\s*\)|"
    r"^[^\W\d][\w .'/-]*,\s*(?:\d{1,2}|[. _…]+)?\s*[^\W\d]*[\s._…]*(?:19|20)\d\d\.?$",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    r"^[\s(+-]*(?:rp\.?|idr)?[\s.]*[\d.,]+\s*(?:ribu|juta|miliar|milyar|triliun|jt|m|%|orang|org|jp|jam|hari)?[\s),.-]*$",
    re.IGNORECASE,
)
_LETTERED: Final = re.compile(r"^(?:[ivxlc]+|[a-z])[.)]?$", re.IGNORECASE)
_COLUMN_NUMBER: Final = re.compile(r"^[(\[]?\s*(\d{1,2})\s*(?:[)\].]|=.*|\(.*)*$")
_RUNNING: Final = frozenset(("no", "nomor", "nourut", "nomorurut", "nr", "num", "number"))
_SIGNED: Final = re.compile(r"\s*nip\b", re.IGNORECASE)
_SOME_NIP: Final = re.compile(r"(?!\s*nip\b)(?:\D*\d){5}", re.IGNORECASE | re.DOTALL)  # a page number is shorter
_CODE: Final = re.compile(r"\s*(?!\d{1,3}[.)]?\s*$)\S*\d\S*\s*$")  # '1.' is the number of a note
_FEW: Final = 2  # cells in a row that is a section's name, a note or a signature
_DIGITS: Final = re.compile(r"\d")


def data_rows(rows: Iterator[tuple[int, list[Cell]]], found: Found) -> Iterator[tuple[int, list[Cell]]]:
    """The data rows of a table, numbered as the spreadsheet numbers them.

    A record of a text file with more fields than the heading has comes as `Misshapen`. A cell merged over several rows
    stands in each of them, money aside.
    """
    return (row for total, row in _Judge(found).rows(rows) if not total)


def totals(rows: Iterator[tuple[int, list[Cell]]], found: Found) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that sum others up."""
    return (row for total, row in _Judge(found).rows(rows) if total)


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def _number(cell: Cell) -> int | None:
    """A running number: 3, '3', '3.'."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return int(cell) if cell == int(cell) else None
    text = cell.strip().rstrip(".)") if isinstance(cell, str) else ""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 8 else None  # noqa: PLR2004  # millions


class _Judge:
    """What each row under a heading is."""

    def __init__(self, found: Found) -> None:
        self._found = found
        mapped = [(column, name) for name, columns in found.columns.items() for column in columns]
        holds = {each.name: each.holds for each in found.part.fields}
        asked = {each.name for each in found.part.fields if each.required}
        asked |= {name for names in found.part.one_of for name in names}
        everything = [*(column for column, _ in mapped), *found.spare]
        self._said = {column.index: {plain(column.heading), plain(column.sub)} - {""} for column in everything}
        self._width = max((column.index + 1 for column in everything), default=0)
        self._keys = {column.index for column, name in mapped if name in asked}
        self._nips = {column.index for column, name in mapped if holds[name] == "nip"}
        self._codes = {column.index for column, name in mapped if holds[name] == "code"}
        self._probe = min(self._nips, default=-1)
        self._running = next((c.index for c in everything if plain(c.heading) in _RUNNING), -1)
        money = {column.index for column, name in mapped if holds[name] == "money"}
        self._tall: dict[int, list[tuple[int, int]]] = {}
        self._wide: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, right) in found.merged:
            if bottom > top and left not in money:
                self._tall.setdefault(top + 1, []).append((left, bottom + 1))
            if right > left:
                self._wide.setdefault(top + 1, []).append((left, right))
        self._examples = examples_of(found)
        self._fresh = True  # no data row yet since the heading
        self._after = False  # below the table: notes and signatures
        self._before: list[Cell] = []  # the data row before
        self._noted = 0  # the number of the note before

    def rows(self, rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[tuple[bool, tuple[int, list[Cell]]]]:
        """Data rows and totals, with whether it is a total."""
        heading, probe = self._found.heading_row, self._probe
        running: dict[int, tuple[int, Cell]] = {}  # column: last row and value of a merged cell
        for number, values in rows:
            if number <= heading:
                if number == heading:
                    self._width = max(self._width, len(values))
                continue
            if isinstance(values, Misshapen) or (
                len(values) > self._width and not all(map(_blank, values[self._width :]))
            ):
                self._fresh = self._after = False
                yield False, (number, Misshapen(values))
                continue
            if self._tall:
                values = self._repeated(number, values, running)  # noqa: PLW2901  # the row as it is meant
            if self._fresh and is_example(values, self._examples):
                continue
            lead = values[probe] if 0 <= probe < len(values) else ""
            if isinstance(lead, str) and len(lead) >= 15 and lead[:4].lstrip("' \xa0")[:1].isdecimal():  # noqa: PLR2004
                self._fresh = self._after = False
                self._before = values
                yield False, (number, values)
                continue
            verdict = self._verdict(number, values)
            if verdict != "furniture":
                yield verdict == "total", (number, values)

    def _repeated(self, number: int, values: list[Cell], running: dict[int, tuple[int, Cell]]) -> list[Cell]:
        """The row with the values of cells that are merged with cells above."""
        if running and not all(map(_blank, values)):
            values = [*values]
            for column, (last, value) in [*running.items()]:
                if number > last:
                    del running[column]
                elif column < len(values) and _blank(values[column]):
                    values[column] = value
        for column, last in self._tall.get(number, ()):
            if column < len(values):
                running[column] = (last, values[column])
        return values

    def _verdict(self, number: int, values: list[Cell]) -> str:
        filled = [(index, cell) for index, cell in enumerate(values) if not _blank(cell)]
        if not filled:
            return "furniture"
        if self._heading_again(filled):
            self._fresh = True
            return "furniture"
        if self._fresh and self._column_numbers(filled):
            return "furniture"
        count = self._count(values)
        if count is None and self._total(filled):
            return "total"
        if len(filled) <= _FEW and self._around(number, filled, count):
            return "furniture"
        self._fresh = self._after = False
        self._before = values
        return "data"

    def _count(self, values: list[Cell]) -> int | None:
        """The running number of a row."""
        return _number(values[self._running]) if 0 <= self._running < len(values) else None

    def _heading_again(self, filled: list[tuple[int, Cell]]) -> bool:
        first, cell = filled[0]
        if not isinstance(cell, str) or plain(cell) not in self._said.get(first, ()):
            if len(filled) < _FEW or not isinstance(filled[1][1], str):
                return False
            if plain(filled[1][1]) not in self._said.get(filled[1][0], ()):
                return False
        same = sum(1 for i, cell in filled if isinstance(cell, str) and plain(cell) in self._said.get(i, ()))
        return same * 5 >= len(filled) * 3 and (same > 1 or len(self._said) == 1)

    def _column_numbers(self, filled: list[tuple[int, Cell]]) -> bool:
        """(1) (2) (3), 1 2 3, or a b c under the heading."""
        if len(filled) < 3 or len(filled) * 5 < len(self._said) * 3:  # noqa: PLR2004  # two are a chance
            return False
        counted = []
        for _, cell in filled:
            matched = _COLUMN_NUMBER.match(cell.strip()) if isinstance(cell, str) else None
            counted.append(int(matched[1]) if matched else _number(cell))
        if counted == list(range(1, len(filled) + 1)):
            return True
        letters = [cell.strip().strip("().").lower() if isinstance(cell, str) else "" for _, cell in filled]
        return letters == [chr(ord("a") + i) for i in range(len(letters))]

    def _total(self, filled: list[tuple[int, Cell]]) -> bool:
        """Whether the row says 'Jumlah' and holds nothing but figures besides, its codes left empty."""
        words = [(index, cell) for index, cell in filled if isinstance(cell, str) and not _AMOUNT.match(cell)]
        if len(words) != 1:
            return False
        matched = _TOTAL.match(" ".join(str(words[0][1]).split()))
        if not matched:
            return False
        if self._strong(filled):
            return False
        if _TOTAL_MORE.match(matched["more"]):
            return True
        return len(filled) > 1 and (self._running >= 0 or bool(self._codes)) and len(filled) * 2 <= len(self._said) + 1

    def _around(self, number: int, filled: list[tuple[int, Cell]], count: int | None) -> bool:
        """Whether a row of one or two cells stands around the table: a section's name, a note, a signature."""
        if count is not None:
            return len(filled) == 1 or (not self._strong(filled) and self._note(count))
        texts = [cell.strip() for _, cell in filled if isinstance(cell, str)]
        if any(_NOTE.match(" ".join(text.split())) for text in texts) and not self._strong(filled):
            self._after, self._noted = True, 0
            return True
        if self._after and not self._strong(filled):
            return True
        if len(filled) == 1:
            index, cell = filled[0]
            spanned = any(left <= index <= right and right - left > 1 for left, right in self._wide.get(number, ()))
            if index in self._nips:
                return bool(_SIGNED.match(str(cell))) or not _DIGITS.search(str(cell))
            return spanned or index not in self._keys
        (first, cell), (second, other) = filled
        if first == self._running and isinstance(cell, str) and isinstance(other, str):
            return bool(_LETTERED.match(cell.strip())) and not self._strong([(second, other)])
        return len(texts) == _FEW and (texts[0].endswith(":") or texts[1].startswith(":"))

    def _note(self, count: int) -> bool:
        """Whether a numbered line below the table is one of its notes, which count anew."""
        again = self._after and (count <= (self._count(self._before) or 0) or 0 < self._noted == count - 1)
        self._noted = count if again else 0
        return again

    def _strong(self, filled: list[tuple[int, Cell]]) -> bool:
        """Whether a NIP or a code stands where it belongs."""
        return any(
            (index in self._nips and _SOME_NIP.match(cell)) or (index in self._codes and _CODE.match(cell))
            for index, cell in ((index, str(cell)) for index, cell in filled)
        )
