"""People of the register as cells name them: by NIP, several in one cell, or by name."""

from __future__ import annotations

import re
from typing import Final

from betang.core.office import nip as nips
from betang.core.office.cells import Unread, clean
from betang.core.office.desk import Desk, PersonFacts, Row
from betang.core.office.names import plain, shares_a_word, without_degrees
from betang.core.office.spec import Cell

_ENTRIES: Final = re.compile(
    r"[;\n\r|•]+|,\s*(?=(?:\d{1,2}[.)]\s+)?'?\d{8})|(?<=\d)\s*(?:,|/|&|\bdan\b)\s*(?=\D*\d{8})"
)
_NAMES: Final = re.compile(r"[;\n\r|•]+")
_NUMBERED: Final = re.compile(r"^\s*\(?\d{1,2}[.)]\s+|^\s*[-–*]\s+")
_WITHIN: Final = re.compile(r"(?<!\d)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)")
_DIGITS: Final = re.compile(r"\d")


class Persons:
    """Looks people up in the register of the sending agency."""

    def __init__(self, desk: Desk) -> None:
        self._people = desk.known.people
        self._by_name: dict[str, list[PersonFacts]] | None = None

    def one(self, row: Row, unit: str | None = None) -> PersonFacts | None:
        """The person of a row, who must be there: by NIP (a name that is another's is warned of), where none stands by
        the sender's own key, in a file without either by name.
        """
        columns = [name for name in ("nip", "person") if row.found.has(name)]
        if not columns:
            return self.one_called(row, unit)
        column = columns[0]
        if len(columns) > 1 and not row.text(column) and row.text(columns[1]):
            column = columns[1]
        person = self._registered(row.raw(column)) if column == "nip" else None
        if person is None:
            text = row.nip(column) if column == "nip" else row.text(column, required=True)
            if text is None:
                return None
            person = self._people.by_nip.get(text) if column == "nip" else self._of_key(text)
            if person is None:
                row.refuse("unknown_person", column, text)
                return None
        self._same_name(row, person, "name")
        return person

    def _registered(self, cell: Cell) -> PersonFacts | None:
        """The person whose NIP stands in the cell exactly as in the register, however odd it is: it came from there."""
        return self._people.by_nip.get(cell.strip()) if isinstance(cell, str) else None

    def _of_key(self, text: str) -> PersonFacts | None:
        """A person by the sender's key; some write the NIP there."""
        person = self._people.by_key.get(text)
        if person is not None or not text[:8].isdecimal():
            return person
        try:
            return self._people.by_nip.get(nips.read(text))
        except Unread:
            return None

    def one_called(self, row: Row, unit: str | None = None) -> PersonFacts | None:
        """The person of a row by name; of several of one name the one who works in the unit."""
        name = row.text("name", required=True)
        if name is None:
            return None
        found = self._in_unit(self._of_name(name), unit)
        if len(found) != 1:
            row.refuse("ambiguous_reference" if found else "unknown_person", "name")
            return None
        return found[0]

    def several(self, row: Row, nip: str = "nip", name: str = "name", unit: str | None = None) -> tuple[str, ...]:
        """Keys of the people that a row names by NIP or, where no NIP stands, by name.

        One alone that is unknown refuses the row; of several, those that are unknown are left out.
        """
        if row.text(nip):
            entries = _entries(row.raw(nip))
            if len(entries) > 1:
                return self._listed(row, nip, entries)
            person = self._by_nip(row, nip, entries[0])
            if person is None:
                return ()
            self._same_name(row, person, name)
            return (person.key,)
        return self._called(row, name, unit) if row.text(name) else ()

    def _same_name(self, row: Row, person: PersonFacts, name: str) -> None:
        stated = row.text(name)
        if stated and person.name and stated != person.name and not shares_a_word(stated, person.name):
            row.warn("name_differs", name, without_degrees(stated))

    # ------------------------------------------------------------ by NIP

    def _by_nip(self, row: Row, column: str, entry: Cell) -> PersonFacts | None:
        person = self._entry(entry)
        if isinstance(person, str):
            row.refuse(person, column)
            return None
        return person

    def _listed(self, row: Row, column: str, entries: list[Cell]) -> tuple[str, ...]:
        """The people of a list; those who are unknown are left out, unless all are."""
        read = [self._entry(entry) for entry in entries]
        good = [person.key for person in read if isinstance(person, PersonFacts)]
        say = row.drop if good else row.refuse
        for entry, person in zip(entries, read, strict=True):
            if isinstance(person, str):
                say(person, column, clean(entry))
        return tuple(dict.fromkeys(good))

    def _entry(self, entry: Cell) -> PersonFacts | str:
        """The person of an entry, or the problem with it."""
        if (person := self._registered(entry)) is not None:
            return person
        try:
            return self._people.by_nip.get(_nip(entry), "unknown_person")
        except Unread as bad:
            return bad.code

    # ------------------------------------------------------------ by name

    def _called(self, row: Row, column: str, unit: str | None) -> tuple[str, ...]:
        """The people of a list of names; of several of one name the one who works in the unit."""
        entries = [name for part in _NAMES.split(str(row.raw(column))) if (name := clean(_NUMBERED.sub("", part)))]
        read = [self._in_unit(self._of_name(entry), unit) for entry in entries]
        good = [found[0].key for found in read if len(found) == 1]
        say = row.drop if good else row.refuse
        for entry, found in zip(entries, read, strict=True):
            if len(found) != 1:
                say("ambiguous_reference" if found else "unknown_person", column, entry)
        return tuple(dict.fromkeys(good))

    def _in_unit(self, people: list[PersonFacts], unit: str | None) -> list[PersonFacts]:
        return [person for person in people if person.unit == unit] or people if len(people) > 1 else people

    def _of_name(self, name: str) -> list[PersonFacts]:
        if self._by_name is None:
            self._by_name = {}
            for person in {**self._people.by_key, **self._people.by_nip}.values():
                self._by_name.setdefault(_called(person.name), []).append(person)
            for people in self._by_name.values():
                people[:] = {person.key: person for person in people}.values()
        return self._by_name.get(_called(name), [])


def _called(name: str) -> str:
    return plain(without_degrees(name or ""))


def _entries(cell: Cell) -> list[Cell]:
    """The NIPs of a cell, one for each person, as they stand there."""
    if not isinstance(cell, str):
        return [cell]
    found: list[Cell] = [part.strip() for part in _ENTRIES.split(cell) if _DIGITS.search(part)]
    if len(found) == 1:
        inside = _WITHIN.findall(str(found[0]))
        if len(inside) > 1:
            return [*inside]
    return found or [cell]


def _nip(entry: Cell) -> str:
    """The NIP of one entry, which may hold a running number before it or a name beside it."""
    try:
        return nips.read(entry)
    except Unread:
        inside = _WITHIN.findall(str(entry)) if isinstance(entry, str) else []
        if len(inside) != 1:
            raise
        return nips.read(inside[0])
