"""The NIP and the NI PPPK: 18 digits that say when somebody was born, when they started, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from betang.core.office.spec import Cell


@dataclass(frozen=True, slots=True)
class NipFacts:
    """What a NIP says. `start_month` is None for a PPPK, whose number holds the year only."""

    born: date
    start_year: int
    start_month: int | None
    sex: Literal["M", "F"]
    status: Literal["PNS", "PPPK"]
    part_time: bool


def read(cell: Cell) -> str:
    """The 18 digits of a cell. Raises cells.Unread: nip_digits_lost, nip_length, nip_invalid."""
    raise NotImplementedError


def facts(nip: str) -> NipFacts:
    """What a valid NIP says."""
    raise NotImplementedError
