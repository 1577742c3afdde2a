"""What the newest list of people changed against the one before it, person by person."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from betang.core.office.quality import RANKS
from betang.core.params import Parameters
from betang.intake import frames
from betang.intake.models import Batch, BatchState, Difference
from betang.people.models import Person

KIND: Final = "people"
_GRADES: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
                  "XVII")  # fmt: skip
"""Grades of PPPK, lowest first."""
_LADDERS: Final = (RANKS, _GRADES)
MOVES: Final = ("joined", "left", "unit", "job", "promoted", "status", "away", "back")


@dataclass(frozen=True, slots=True)
class Moved:
    """Numbers of people by what happened (`MOVES`) since the list before. `since` None: there was none before.

    `refused`: rows of the newest list that were not taken, `gone` of them because the person is no longer in service.
    """

    people: Mapping[str, Sequence[int]] = field(default_factory=dict)
    on: date | None = None
    since: date | None = None
    refused: int = 0
    gone: int = 0


def moved(agency: str) -> Moved:
    """As far as the walls show it: to whoever edits for the agency."""
    committed = Batch.objects.filter(agency=agency, kind=KIND, state=BatchState.COMMITTED).order_by("-committed_at")
    newest = list(committed)
    if not newest:
        return Moved()
    half = Person.objects.filter(agency=agency).count() / 2
    # Rows that were refused and mended come as small lists of their own: they belong to the large one before them.
    whole = next((place for place, batch in enumerate(newest) if batch.rows >= half), len(newest) - 1)
    since, before = newest[: whole + 1], newest[whole + 1 :]
    large = newest[whole]
    return Moved(
        people=_changes(since, agency) if before else {},
        on=large.received_on,
        since=before[0].received_on if before else None,
        refused=newest[0].refused,
        gone=large.counts.get("refused", {}).get("not_active", 0),
    )


def _changes(batches: Sequence[Batch], agency: str) -> dict[str, list[int]]:
    was: dict[int, Any] = {}
    now: dict[int, Any] = {}
    rows = Difference.objects.filter(batch__in=[batch.pk for batch in batches], table=KIND).order_by("batch_id")
    for key, old, new in rows.values_list("key", "old", "new").iterator(chunk_size=2_000):
        was.setdefault(int(key), old)
        now[int(key)] = new
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, new in now.items():
        if new is not None:
            for what in _what(was[number], new):
                found[what].append(number)
    found["left"] += _missing(batches, agency)
    return {what: numbers for what, numbers in found.items() if numbers}


def _what(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> list[str]:
    if old is None:
        return ["joined"]
    found = [
        what
        for what, column in (("unit", "unit_id"), ("job", "job_id"), ("status", "status"))
        if old[column] != new[column]
    ]
    if _higher(old["rank"], new["rank"]):
        found.append("promoted")
    away = Parameters().away_positions
    was_away, is_away = old["legal_position"] in away, new["legal_position"] in away
    if was_away != is_away:
        found.append("away" if is_away else "back")
    return found


def _higher(old: str | None, new: str | None) -> bool:
    return any(old in ladder and new in ladder and ladder.index(new) > ladder.index(old) for ladder in _LADDERS)


def _missing(batches: Sequence[Batch], agency: str) -> list[int]:
    """Who is in the register and in none of the lists; nobody where the lists are no longer kept."""
    named: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="betang-") as name:
        for batch in batches:
            if f"{KIND}" not in frames.kept_tables(batch):
                return []
            path = Path(name) / str(batch.pk)
            frames.bring(batch, f"records/{KIND}", path)
            table = pq.read_table(path, columns=["person", "nip"])
            named.update(value for column in table.columns for value in column.to_pylist() if value)
    people = Person.objects.filter(agency=agency).values_list("pk", "nip", "source_key")
    return [number for number, nip, key in people if nip not in named and key not in named]
