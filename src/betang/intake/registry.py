"""The kinds of files the house reads, and what each room does with them. Rooms register when the house wakes up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from betang.agencies.actions import RoomTables, Staging
from betang.agencies.frames import Frame
from betang.agencies.models import User
from betang.core.errors import WrongCall
from betang.core.office.desk import Known
from betang.core.office.spec import OfficeKind

Fill = Callable[[Known, str | None], None]
"""Fills a directory of `Known` with what the database knows, for the sending agency (its code, or None)."""


@dataclass(frozen=True)
class Beside:
    """Columns that the dictionary's table has not, but the database's has: they come in with its rows.

    `source`: the extra that holds them (`core.office.spool.EXTRAS`), a row `x` of which `sql` selects them from, with
    the key of the row they belong to ({agency} stands for the sender's code). `columns`: their names.
    """

    source: str
    columns: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class Merge:
    """How the rows of one table of the dictionary come in; the defaults are: a row is known by its key, the new wins.

    `keeps`: SQL over the row `t` of the database; where it holds, what is filled there stays and only what is empty is
    filled ({agency} stands for the sender's code). `frozen`: where this holds, nothing of the row changes, and it is
    counted as kept. `stirs`: where this holds, the row is written though its columns stay. `beside`: further columns.
    `whole_by`: columns of the database's table; rows that are the same in these as a staged row but are not staged
    themselves go, unless `keeps` holds. `alike`: columns by which rows of a table without a key are the same thing, so
    that one of them is changed instead of another added. `past`: SQL over the row `t`; where it holds the row is
    history and not what a staged row means, however alike. `spelled`: columns that are worked out otherwise, as SQL
    over the staged row `s` (see `Staging`). `missing`: whether rows of the agency that are not in the file are worth a
    line in the preview.
    """

    keeps: str = "false"
    frozen: str = "false"
    stirs: str = "false"
    beside: Beside | None = None
    whole_by: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    past: str = "false"
    spelled: Mapping[str, str] = field(default_factory=dict)
    missing: bool = False


@dataclass(frozen=True)
class Room:
    """What one room brings: its kinds of files, its tables, what it knows, how its rows merge.

    `identify` makes the temporary tables `unit_ids` and `person_ids` of a merge (the room that owns units and people);
    `whose` answers to which agency most of some NIPs or keys belong. `arrived` takes what a list told besides the
    dictionary's tables, whether it told anything or not (with the names of such tables that are staged, and the number
    of the batch, to note what it replaces), `foreseen` says what that will do, as the preview has it, and `undone` puts
    it back. `further` are tables outside the dictionary whose rows a batch changes and notes like those of the
    dictionary, so that they are put back alike. `settle` counts anew what rests on some tables, after a batch of theirs
    came in or was taken back. `limits` answers of which units (codes) a user enters the data; None: of all.
    """

    tables: RoomTables
    kinds: tuple[OfficeKind, ...] = ()
    known: Mapping[str, Fill] = field(default_factory=dict)
    merges: Mapping[str, Merge] = field(default_factory=dict)
    identify: Callable[[Staging, str | None], None] | None = None
    whose: Callable[[Collection[str]], str | None] | None = None
    arrived: Callable[[Staging, str | None, frozenset[str], int], None] | None = None
    undone: Callable[[Staging, int], None] | None = None
    foreseen: Callable[[Staging], Mapping[str, Mapping[str, Any]]] | None = None
    further: tuple[Frame, ...] = ()
    settle: Callable[[str | None, Collection[str]], None] | None = None
    limits: Callable[[User, str, date], frozenset[str] | None] | None = None
    named: Callable[[str, Collection[str]], set[int]] | None = None


_ROOMS: Final[list[Room]] = []


def register(room: Room) -> None:
    """Take a room in. Rooms come in the order of the story, so that references point at rows already there."""
    _ROOMS.append(room)


def rooms() -> Iterator[Room]:
    """Every room, in the order of the story."""
    yield from _ROOMS


def kinds() -> Mapping[str, OfficeKind]:
    """Every kind of file by its name, in the order in which files that come together are taken."""
    found = sorted((kind for room in _ROOMS for kind in room.kinds), key=lambda kind: kind.order)
    return MappingProxyType({kind.name: kind for kind in found})


def kind_named(name: str) -> OfficeKind:
    """A kind by its name or by what offices call such a file. Raises WrongCall."""
    known = kinds()
    for kind in known.values():
        if name in (kind.name, kind.office_name):
            return kind
    raise WrongCall(f"there is no kind {name!r} of file; one of {', '.join(known)}")


def settle(agency: str | None, tables: Collection[str]) -> None:
    """Have every room count anew what rests on these tables of the agency."""
    for room in _ROOMS:
        if room.settle is not None:
            room.settle(agency, tables)


def limits(user: User | None, agency: str | None, on: date) -> frozenset[str] | None:
    """The units (codes) of the agency whose data the user enters on the day; None: all of it, or by the operator."""
    if user is None or agency is None:
        return None
    for room in _ROOMS:
        if room.limits is not None:
            return room.limits(user, agency, on)
    return None


def people_named(agency: str, texts: Iterable[str]) -> set[int]:
    """Our numbers of the agency's people whose NIP or name is one of the texts."""
    said = {text for text in texts if text}
    return {number for room in _ROOMS if room.named is not None and said for number in room.named(agency, said)}


def merge_of(table: str) -> Merge:
    """How rows of the table come in."""
    return next((room.merges[table] for room in _ROOMS if table in room.merges), Merge())


def fill(known: Known, names: tuple[str, ...], agency: str | None) -> None:
    """Fill the directories `names` with what the database knows."""
    for name in names:
        for room in _ROOMS:
            if name in room.known:
                room.known[name](known, agency)
