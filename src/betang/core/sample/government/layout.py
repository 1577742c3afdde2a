"""Who sits where: governments, their units, and for each unit its first person and how many they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from betang.core.sample.government.jobs import Catalogue, catalogue
from betang.core.sample.government.offices import SECRETARIAT
from betang.core.sample.government.regions import Government, governments, sizes
from betang.core.sample.government.structure import plan

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of the sample. People are numbered from 0 here; in the tables person n has the id n + 1.

    Unit codes repeat between governments: `codes` has each once, `code` says which one a unit bears.
    Arrays of units: `code` (place in `codes`), `agency` (place in `governments`), `parent` (unit, -1 at the top),
    `first` (person), `people`, `head` (job of the first person), `mix` (row of `mixes`). `mixes` holds for each kind of
    unit the running sums of the shares of jobs, raised by the number of the row, beside `mix_jobs`: one search finds a
    job for any unit.
    """

    governments: tuple[Government, ...]
    codes: tuple[str, ...]
    code: NDArray[np.int32]
    names: list[str]
    agency: NDArray[np.int32]
    parent: NDArray[np.int32]
    first: NDArray[np.int64]
    people: NDArray[np.int64]
    head: NDArray[np.int16]
    mix: NDArray[np.int32]
    mixes: NDArray[np.float64]
    mix_jobs: NDArray[np.int16]

    @property
    def total(self) -> int:
        return int(self.people.sum())

    def units_of(self, agency: int) -> range:
        """The units of the government at that place, in the order of their codes."""
        start, stop = np.searchsorted(self.agency, [agency, agency + 1])
        return range(int(start), int(stop))

    def unit_code(self, unit: int) -> str:
        return str(self.codes[self.code[unit]])

    @property
    def secretariats(self) -> NDArray[np.int64]:
        """The unit that is the regional secretariat, for each government."""
        return np.flatnonzero(self.code == self.codes.index(SECRETARIAT))

    def agency_people(self) -> NDArray[np.int64]:
        """How many people each government has."""
        return np.bincount(self.agency, weights=self.people, minlength=len(self.governments)).astype(np.int64)


def lay_out(people: int, agencies: int) -> Layout:
    """Places for `people` people in `agencies` governments."""
    chosen = governments(agencies)
    jobs = catalogue()
    codes: dict[str, int] = {}
    names: list[str] = []
    columns: list[tuple[int, ...]] = []  # code, agency, parent, people, head, mix
    mixes: dict[str, int] = {}
    for agency, (government, size) in enumerate(zip(chosen, sizes(people, chosen), strict=True)):
        places: dict[str, int] = {}
        for unit in plan(government, size):
            places[unit.code] = len(names)
            code = codes.setdefault(unit.code, len(codes))
            names.append(unit.name)
            mix = mixes.setdefault(unit.shares, len(mixes))
            columns.append((code, agency, places.get(unit.parent, -1), unit.people, jobs.number(unit.head), mix))
    table = np.array(columns, dtype=np.int64)
    sums, mix_jobs = _running_sums(list(mixes), jobs)
    return Layout(
        governments=chosen,
        codes=tuple(codes),
        code=table[:, 0].astype(np.int32),
        names=names,
        agency=table[:, 1].astype(np.int32),
        parent=table[:, 2].astype(np.int32),
        first=np.cumsum(table[:, 3]) - table[:, 3],
        people=table[:, 3],
        head=table[:, 4].astype(np.int16),
        mix=table[:, 5].astype(np.int32),
        mixes=sums,
        mix_jobs=mix_jobs,
    )


def _running_sums(texts: list[str], jobs: Catalogue) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
    sums: list[NDArray[np.float64]] = []
    found: list[int] = []
    for row, text in enumerate(texts):
        shares = jobs.shares(text)
        found.extend(shares)
        running = np.cumsum(list(shares.values()))
        running[-1] = 1.0  # rounding must not leave a gap before the next row
        sums.append(row + running)
    return np.concatenate(sums), np.array(found, dtype=np.int16)
