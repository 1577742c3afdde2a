"""Heat tables: amounts as colour, unknown as hatching, every cell a link.

A cell says its number in digits as well, so that colour is never the only carrier. The rows are put together as
strings: a province has some seven hundred cells, and template nodes would take fifteen times as long.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from betang.core.disclosure import FEW
from betang.ui.figures import Value, show

Measure = Literal["short", "met", "seen"]
LETTER: dict[Measure, str] = {"short": "s", "met": "m", "seen": "c"}
STEPS: dict[Measure, tuple[int, ...]] = {
    "short": (15, 25, 35, 45),
    "met": (60, 75, 85, 95),
    "seen": (10, 30, 50, 75),
}
"""Where one colour ends and the next begins, per hundred. Fixed, so that two maps can be laid side by side."""


def tone(value: Value, measure: Measure) -> str:
    """The colour class of a rate: `s1` .. `s5` (m, c), `q` (hatched) for unknown, `h0` for hidden."""
    if value is FEW:
        return "h0"
    if not isinstance(value, int | float):
        return "q"
    return f"{LETTER[measure]}{1 + sum(value >= step for step in STEPS[measure])}"


@dataclass(frozen=True, slots=True)
class LegendStep:
    """One colour of the legend."""

    css: str
    label: str


def legend(measure: Measure) -> list[LegendStep]:
    """The colour classes of a measure with their bounds in words of numbers."""
    bounds = STEPS[measure]
    labels = [f"< {bounds[0]}", *(f"{a}–{b}" for a, b in itertools.pairwise(bounds)), f"≥ {bounds[-1]}"]
    return [LegendStep(f"{LETTER[measure]}{i} tone", label) for i, label in enumerate(labels, 1)]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: the rate, a second small figure beside it, where it leads, and what a screen reader says of it."""

    value: Value
    css: str
    note: str = ""
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row: its heading, where that leads, and a cell for each column (None: nothing is required)."""

    label: str
    cells: Sequence[HeatCell | None]
    href: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One column heading; `current` marks the reader's own."""

    label: str
    href: str = ""
    title: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Heat:
    """A whole heat table; `groups` are (heading, rows), an empty heading draws no group row."""

    corner: str
    columns: Sequence[HeatColumn]
    groups: Sequence[tuple[str, Sequence[HeatRow]]]
    caption: str
    empty_label: str = field(default="")

    def html(self) -> SafeString:
        """The table element. Everything that comes from data is escaped here."""
        parts = [f'<table class="ledger heat"><caption>{escape(self.caption)}</caption><thead><tr>']
        parts.append(f'<th scope="col">{escape(self.corner)}</th>')
        parts.extend(self._column(column) for column in self.columns)
        parts.append("</tr></thead>")
        for heading, rows in self.groups:
            parts.append("<tbody>")
            if heading:
                span = len(self.columns)
                parts.append(
                    f'<tr class="group"><th scope="rowgroup">{escape(heading)}</th><td colspan="{span}"></td></tr>'
                )
            parts.extend(self._row(row) for row in rows)
            parts.append("</tbody>")
        parts.append("</table>")
        return mark_safe("".join(parts))  # noqa: S308  (every value above passes through escape)

    @staticmethod
    def _column(column: HeatColumn) -> str:
        title = f' title="{escape(column.title)}"' if column.title else ""
        inner = (
            f'<a href="{escape(column.href)}">{escape(column.label)}</a>'
            if column.href
            else f"<span>{escape(column.label)}</span>"
        )
        mine = " mine" if column.current else ""
        return f'<th scope="col" class="upright{mine}"{title}>{inner}</th>'

    def _row(self, row: HeatRow) -> str:
        code = f' <small class="muted">{escape(row.code)}</small>' if row.code else ""
        name = f'<a href="{escape(row.href)}">{escape(row.label)}</a>' if row.href else escape(row.label)
        return f'<tr><th scope="row">{name}{code}</th>{"".join(map(self._cell, row.cells))}</tr>'

    def _cell(self, cell: HeatCell | None) -> str:
        if cell is None:
            return f'<td class="none"><span aria-label="{escape(self.empty_label)}" role="img">·</span></td>'
        note = f"<small>{escape(cell.note)}</small>" if cell.note else ""
        inner = f"{escape(show(cell.value, 'share'))}{note}"
        label = f' aria-label="{escape(cell.label)}" title="{escape(cell.label)}"' if cell.label else ""
        if cell.href:
            return f'<td class="{cell.css}"><a href="{escape(cell.href)}"{label}>{inner}</a></td>'
        return f'<td class="{cell.css}"><span{label}>{inner}</span></td>'
