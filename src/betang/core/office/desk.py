"""Where a file is read: rows are handed out one by one, records and problems come back and are kept on disk.

    for found in desk.sheets("people"):
        for row in desk.rows(found, reported_in="nip"):
            nip = row.nip("nip", required=True)
            ...
            row.key(nip)                       # two rows with one key: the same again, or a conflict
            row.give("people", person=nip, ...)

A row is kept when none of its cells was refused. Memory does not grow with the number of rows but for 25 bytes each.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Protocol

from betang.core.office import cells
from betang.core.office import nip as nips
from betang.core.office.names import Directory, plain
from betang.core.office.reading.furniture import data_rows, totals
from betang.core.office.repeats import Repeats
from betang.core.office.spec import Cell, Found, Misshapen, Severity, Trouble
from betang.core.office.spool import Spool
from betang.core.office.talks import Proposed, Talks

TROUBLES_KEPT: Final = 100_000
"""Problems kept with their row; beyond it they are counted only."""
EARLIEST: Final = 1945
LARGEST: Final = 2**31 - 1  # not a rule: as large as whole numbers of the tables may be
MOST_RUPIAH: Final = 10**15  # not a rule: the budget of the whole country, so that sums fit the tables as well
_TELL_EVERY: Final = 1_000
_UNEVEN: Final = ("  ", " |", "| ", "|'", "|`")
"""What `cells.clean` would take away from a cell, seen in the cells of a row joined by bars."""
_NOTHING: Final = frozenset(("null", "NULL", "-"))
"""The usual ways of saying nothing; rarer ones make two rows differ."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person of the register. `key` names them in records: the NIP, or `#` and our number for who has none."""

    key: str
    name: str
    unit: str
    nip: str | None = None


@dataclass
class People:
    """The register of the sending agency, by NIP and by the sender's own key (SIASN's PNS ID)."""

    by_nip: dict[str, PersonFacts] = field(default_factory=dict)
    by_key: dict[str, PersonFacts] = field(default_factory=dict)


def _directories() -> dict[str, Directory]:
    return {name: Directory(name) for name in ("agencies", "units", "jobs", "competencies", "programs", "targets")}


@dataclass
class Known:
    """What is known before a file is read, and grows while it is.

    `directories`: agencies of the house; units of the sending agency (facts: parent); jobs (facts: tier; `own` True
    where the agency's people hold it or it is a post of its units); competencies; programs (facts: the dictionary's
    columns); targets of the agency. `elsewhere` answers which of the NIPs are in another agency's register. `talks` and
    `proposed` say what stands of needs and proposals; `homes` leads from a unit to the office on whose form it stands.
    `offices`: codes of the units whose data the sender enters; None: of the whole agency.
    """

    directories: dict[str, Directory] = field(default_factory=_directories)
    people: People = field(default_factory=People)
    elsewhere: Any = None
    talks: Talks = field(default_factory=Talks)
    proposed: Proposed = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    offices: frozenset[str] | None = None

    def enters_for(self, unit: str | None) -> bool:
        """Whether the data of the unit are the sender's to enter."""
        return self.offices is None or unit in self.offices

    def __getitem__(self, name: str) -> Directory:
        return self.directories[name]


class Source(Protocol):
    """The rows of a sheet, numbered as a spreadsheet numbers them. May be asked again and gives the same."""

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]: ...


class Progress(Protocol):
    """Told how many rows have been read."""

    def __call__(self, rows: int, /) -> None: ...


class Row:
    """One row of a table that was found: cells by the name of their field, problems, and the records it gives.

    A reader asks for values; what cannot be read is noted with its cell and comes back as None, so that one look at a
    row finds everything that is wrong with it. `required` makes an empty cell `missing_value`.
    """

    __slots__ = ("_desk", "_given", "_key", "_notes", "found", "number", "refused", "sequence", "values")

    def __init__(self, desk: Desk, found: Found, number: int, values: list[Cell], sequence: int) -> None:
        self._desk = desk
        self._given: list[tuple[str, dict[str, Any]]] = []
        self._key: tuple[Any, ...] | None = None
        self._notes: list[Trouble] = []
        self.found = found
        self.number = number
        self.values = values
        self.sequence = sequence
        self.refused = False

    # ------------------------------------------------------------ cells

    def raw(self, name: str, at: int = 0) -> Cell:
        """The cell as it stands; '' where the column is not there or the row is shorter. `at`: of a numbered field."""
        columns = self.found.columns.get(name)
        if columns is None or at >= len(columns):
            return ""
        index = columns[at].index
        return self.values[index] if index < len(self.values) else ""

    def count(self, name: str) -> int:
        """In how many columns the field stands."""
        return len(self.found.columns.get(name, ()))

    def at(self, index: int) -> Cell:
        """The cell in a column by its place (for headings that are data)."""
        return self.values[index] if index < len(self.values) else ""

    def text(self, name: str, *, required: bool = False, at: int = 0) -> str | None:
        """The text of a cell without surplus blanks; None where nothing is said."""
        text = cells.clean(self.raw(name, at))
        if not text and required:
            self.refuse("missing_value", name, at=at)
        return text or None

    def nip(self, name: str = "nip", *, required: bool = True) -> str | None:
        """A NIP that follows the rules; a broken one is refused."""
        if not self.text(name, required=required):
            return None
        found: str | None = self._read(nips.read, name, 0)
        return found

    def day(self, name: str, *, required: bool = False, past: bool = False, at: int = 0) -> date | None:
        """A calendar day. `past`: between 1945 and the day the file arrived, else `date_out_of_range`."""
        if not self.text(name, required=required, at=at):
            return None
        found = self._read(cells.day, name, at)
        if found is None:
            return None
        if found.serial:
            self.warn("serial_date", name, at=at)
        if found.value.year < EARLIEST or (past and found.value > self._desk.received_on):
            self.refuse("date_out_of_range", name, at=at)
            return None
        value: date = found.value
        return value

    def number_of(self, name: str, *, required: bool = False, at: int = 0) -> Decimal | None:
        """A number, whole or not; one given as about so many is warned of."""
        return self._amount(cells.number, name, required=required, at=at)

    def whole(
        self, name: str, *, required: bool = False, low: int | None = 0, high: int = LARGEST, at: int = 0
    ) -> int | None:
        """A whole number from `low` to `high`, else `out_of_range`."""
        found = self._amount(cells.whole, name, required=required, at=at)
        if found is None:
            return None
        if (low is not None and found < low) or found > high:
            self.refuse("out_of_range", name, at=at)
            return None
        return int(found)

    def rupiah(self, name: str, *, required: bool = False, at: int = 0) -> int | None:
        """An amount of money, never negative."""
        return self.whole(name, required=required, high=MOST_RUPIAH, at=at)

    def level(self, name: str, *, low: int, required: bool = False, at: int = 0) -> int | None:
        """A level from `low` to 5, else `bad_level`."""
        if not self.text(name, required=required, at=at):
            return None
        found: int | None = self._read(lambda cell: cells.level(cell, low=low), name, at)
        return found

    def flag(self, name: str) -> bool | None:
        """Yes or no; None where nothing is said."""
        return self._read(cells.flag, name, 0) if self.text(name) else None

    def choice(self, name: str, choices: Mapping[str, str], code: str, *, required: bool = False) -> str | None:
        """What the cell's text, plain (`names.plain`), means by `choices`; `code` where it means nothing."""
        text = self.text(name, required=required)
        if text is None:
            return None
        meant = choices.get(plain(text))
        if meant is None:
            self.refuse(code, name)
        return meant

    def _amount(self, read: Callable[[Cell], cells.Amount], name: str, *, required: bool, at: int) -> Decimal | None:
        if not self.text(name, required=required, at=at):
            return None
        found = self._read(read, name, at)
        if found is None:
            return None
        if found.approximate:
            self.warn("approximate_number", name, at=at)
        value: Decimal = found.value
        return value

    def _read(self, read: Callable[[Cell], Any], name: str, at: int) -> Any:
        try:
            return read(self.raw(name, at))
        except cells.Unread as bad:
            self.refuse(bad.code, name, at=at)
            return None

    # ------------------------------------------------------------ problems

    def refuse(self, code: str, name: str, value: str | None = None, *, at: int = 0, **said: str) -> None:
        """The row is not taken. `name` is the field (or a heading) it is about, `value` the cell unless given."""
        self.refused = True
        self._note(code, "refused", name, value, at, said)

    def drop(self, code: str, name: str, value: str | None = None, *, at: int = 0, **said: str) -> None:
        """The row is taken, this cell or this item of a list in it is not."""
        self._note(code, "cell", name, value, at, said)

    def warn(self, code: str, name: str, value: str | None = None, *, at: int = 0, **said: str) -> None:
        """The row is taken, and whoever sent it is told."""
        self._note(code, "warning", name, value, at, said)

    def _note(
        self, code: str, severity: Severity, name: str, value: str | None, at: int, said: Mapping[str, str]
    ) -> None:
        columns = self.found.columns.get(name)
        column = columns[min(at, len(columns) - 1)].heading if columns else name
        shown = shown_value(self.raw(name, at)) if value is None else value
        self._notes.append(Trouble(code, severity, self.found.sheet, self.number, column, shown, dict(said)))

    # ------------------------------------------------------------ records

    def key(self, *parts: Any) -> None:
        """What may stand in one row only. Without it, only a row that says all the same again is a repeat."""
        self._key = parts

    def give(self, table: str, **record: Any) -> None:
        """A record of a table of the dictionary (or of `spool.EXTRAS`); kept when the row is not refused."""
        self._given.append((table, record))

    def pass_over(self) -> None:
        """The row says nothing, on purpose (a line of our own that nobody has answered): it counts as none."""
        self._desk.passed_over += 1

    def finish(self, repeats: Repeats, spool: Spool) -> None:
        """Whether the row is taken is known now; of a row that is not, only what refuses it is said."""
        for note in self._notes:
            if not self.refused or note.severity == "refused":
                self._desk.trouble(note)
        if self.refused:
            return
        content = tuple(self._desk.content(self))
        repeats.add(self.sequence, self._key if self._key is not None else content, content)
        for table, record in self._given:
            spool.give(table, self.sequence, record)


def shown_value(cell: Cell) -> str:
    """A cell as a person sees it, for problems: dates as dd-mm-yyyy, whole numbers without '.0', no leading apostrophe.

    A dash is shown, for somebody typed it; the word null is what a program writes for nothing.
    """
    if isinstance(cell, str):
        text = cell.strip().removeprefix("'").strip()
        return "" if text.lower() == "null" else text
    return cells.clean(cell)


class Desk:
    """One file being read. `agency`: code of the government that sent it. `folder`: an empty folder for the records."""

    def __init__(
        self,
        *,
        source: Source,
        found: Sequence[Found],
        known: Known,
        agency: str | None,
        received_on: date,
        folder: Path,
        progress: Progress | None = None,
    ) -> None:
        self.found = tuple(found)
        self.known = known
        self.agency = agency
        self.received_on = received_on
        self.spool = Spool(folder)
        self.refused: set[int] = set()
        self.troubles: list[Trouble] = []
        self.counts: Counter[tuple[str, str]] = Counter()
        self.rows_read = 0
        self.passed_over = 0
        self._source = source
        self._progress = progress
        self._ignored: frozenset[int] = frozenset()
        self._numbers: list[tuple[str, int, array[int]]] = []

    def sheets(self, part: str) -> tuple[Found, ...]:
        """The sheets that hold this part of the kind."""
        return tuple(found for found in self.found if found.part.name == part)

    def rows(self, found: Found, *, reported_in: str, ignore: Collection[str] = ("no",)) -> Iterator[Row]:
        """The data rows of one table, each judged when the next is asked for; repeats are judged after the last.

        Furniture is left out: empty rows, the heading printed again, a row of column numbers, totals and signatures
        under the table. A repeated row is reported in the field `reported_in`; fields of `ignore` do not make two
        rows different (a running number).
        """
        repeats, numbers = Repeats(), array("q")
        first = self.rows_read
        self._numbers.append((found.sheet, first, numbers))
        self._ignored = frozenset(
            column.index for name in ignore for column in found.columns.get(name, ())
        )  # of the sheet being read
        for number, values in data_rows(self._source.rows(found.sheet), found):
            row = Row(self, found, number, values, self.rows_read)
            self.rows_read += 1
            numbers.append(number)
            if isinstance(values, Misshapen):
                row.refuse("column_count", "", cells.clean(values[-1]))
            else:
                yield row
            row.finish(repeats, self.spool)
            if row.refused:
                self.refused.add(row.sequence)
            if self._progress is not None and self.rows_read % _TELL_EVERY == 0:
                self._progress(self.rows_read)
        self._settle(found, repeats, numbers, first, reported_in)

    def look(self, found: Found) -> Iterator[tuple[int, list[Cell]]]:
        """The data rows of one table as they stand, for a reader that has to see the whole of it first."""
        return data_rows(self._source.rows(found.sheet), found)

    def totals(self, found: Found) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of one table that sum others up, as they stand."""
        return totals(self._source.rows(found.sheet), found)

    def content(self, row: Row) -> list[str]:
        """What a row says, cell by cell, its running number aside."""
        said = [cell if isinstance(cell, str) else cells.clean(cell) for cell in row.values]
        whole = f"|{'|'.join(said)}|"  # one look at the whole row is cheaper than one at every cell
        if not whole.isascii() or not whole.isprintable() or any(signs in whole for signs in _UNEVEN):
            said = [cells.clean(cell) for cell in said]
        elif not _NOTHING.isdisjoint(said):
            said = ["" if cell in _NOTHING else cell for cell in said]
        for index in self._ignored:
            if index < len(said):
                said[index] = ""
        while said and not said[-1]:
            said.pop()
        return said

    def refused_rows(self) -> dict[str, set[int]]:
        """The numbers of the rows that were not taken, by sheet."""
        found: dict[str, set[int]] = {}
        for sheet, first, numbers in self._numbers:
            gone = {numbers[row - first] for row in self.refused if first <= row < first + len(numbers)}
            found.setdefault(sheet, set()).update(gone)
        return found

    def trouble(self, trouble: Trouble) -> None:
        """Note one thing to say about the file."""
        self.counts[trouble.severity, trouble.code] += 1
        if len(self.troubles) < TROUBLES_KEPT:
            self.troubles.append(trouble)

    def file_warning(
        self, code: str, found: Found | None = None, column: str = "", value: str = "", **said: str
    ) -> None:
        """Something about the file as a whole."""
        sheet = found.sheet if found else ""
        self.trouble(Trouble(code, "warning", sheet, None, column, value, dict(said)))

    def _settle(self, found: Found, repeats: Repeats, numbers: array[int], first: int, reported_in: str) -> None:
        again, conflict = repeats.judge()
        why = dict.fromkeys(again, "duplicate_row") | dict.fromkeys(conflict, "duplicate_conflict")
        self.later(found, {numbers[sequence - first]: code for sequence, code in why.items()}, reported_in)
        self.refused |= set(why)

    def later(
        self,
        found: Found,
        why: Mapping[int, str],
        field: str,
        severity: Severity = "refused",
        *,
        shown: Callable[[Cell], str] = shown_value,
    ) -> None:
        """Problems that were seen only after the rows had passed: code by row number. Their cells are read again.

        `shown` writes a cell out. To refuse the rows as well, add their sequence to `refused`; what was warned of in
        them is then not said.
        """
        if not why:
            return
        if severity == "refused":
            self._take_back(found.sheet, why)
        columns = found.columns.get(field)
        for number, values in data_rows(self._source.rows(found.sheet), found):
            code = why.get(number)
            if code is not None:
                index = columns[0].index if columns else len(values)
                value = shown(values[index]) if index < len(values) else ""
                column = columns[0].heading if columns else field
                self.trouble(Trouble(code, severity, found.sheet, number, column, value))

    def _take_back(self, sheet: str, rows: Collection[int]) -> None:
        """Unsay warnings and cells of rows that turn out not to be taken."""
        kept = []
        for trouble in self.troubles:
            if trouble.severity != "refused" and trouble.row in rows and trouble.sheet == sheet:
                self.counts[trouble.severity, trouble.code] -= 1
            else:
                kept.append(trouble)
        self.troubles = kept
        self.counts = +self.counts
