"""Rules as drawn tables: reading them, the small world around them, comparing what is expected with what came.

A rule is a test whose docstring says it in English and, below a line `---`, in Indonesian; its body draws the tables
that go in and the rows that must come out. The same drawing is run against the reference and every engine, and
printed into the manual (`render.py`), so what officials read is what is tested.

A table that is drawn replaces that table of the small world (`WORLD`); agencies, units and competencies are always
those that the other tables name, unless drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from betang.core.tables import TABLES, Kind

Row: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, list[Row]]

WORLD: Final = MappingProxyType(
    {
        "people": """
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            """,
        "jobs": """
            job              | tier
            Kepala Bidang    | administrator
            Sekretaris Dinas | administrator
            Kepala Seksi     | pengawas
            Bidan            | jf_terampil
            """,
        "standards": """
            tier          | competency | level | importance
            administrator | Integritas | 3     | needed
            """,
        "programs": """
            program
            Pelatihan Integritas
            Pelatihan Komunikasi
            """,
        "outcomes": """
            program              | competency | from_level | to_level
            Pelatihan Integritas | Integritas | 1          | 3
            Pelatihan Komunikasi | Komunikasi | 1          | 3
            """,
    }
)
AS_OF: Final = "2027-01-01"

# What a table must hold beside what a rule draws; no rule of the map looks at these.
FILL: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "agencies": {"kind": "regency"},
        "people": {"status": "PNS"},
        "competencies": {"kind": "managerial"},
        "programs": {"channel": "class", "hours": "40", "days": "5", "class_min": "10", "class_max": "30"},
        "targets": {"document": "RPJMD", "indicator": "Indikator", "unit_of_measure": "%", "year": "2027"},
        "training_history": {"kind": "1", "hours": "40"},
        "needs": {"basis": "dialogue"},
    }
)

GAP_KINDS: Final = MappingProxyType(
    {
        "required": Kind.INTEGER,
        "held": Kind.INTEGER,
        "assumed": Kind.BOOLEAN,
        "trained": Kind.BOOLEAN,
        "shortfall": Kind.INTEGER,
        "importance": Kind.INTEGER,
        "target_weight": Kind.DECIMAL,
    }
)
BOTH: Final = frozenset({"cells", "gaps"})
CELL_TEXT: Final = ("agency", "unit", "competency")
CELL_DECIMAL: Final = ("fulfilment", "priority", "priority_high")


@dataclass(frozen=True)
class Result:
    """What the map says, whoever made it."""

    cells: list[Row]
    gaps: list[Row]
    not_required: set[str]
    weights: dict[str, tuple[Any, int]] = field(default_factory=dict)


Runner: TypeAlias = Callable[..., Result]  # (tables, *, as_of, next_job, params, wanted)


@dataclass(frozen=True)
class Case:
    """One drawing of a rule: the tables that go in and the rows that must come out, as drawn."""

    given: Mapping[str, str]
    gaps: str | None = None
    cells: str | None = None
    warned: str | None = None
    as_of: str = AS_OF
    next_job: bool = False
    note: tuple[str, str] = ("", "")  # English, Indonesian

    def tables(self) -> Tables:
        drawn = {**WORLD, **self.given}
        return complete({name: [typed_input(name, row) for row in read(text)] for name, text in drawn.items()})

    def check(self, run: Runner) -> None:
        wanted = (
            {"gaps"} if self.cells is None and "needs" not in self.given else {"cells"} if self.gaps is None else BOTH
        )
        result = run(self.tables(), as_of=date.fromisoformat(self.as_of), next_job=self.next_job, wanted=wanted)
        if self.gaps is not None:
            compare("gaps", self.gaps, result.gaps, gap_kind)
        if self.cells is not None:
            compare("cells", self.cells, result.cells, cell_kind)
        wanted = {row["need"] for row in read(self.warned)} if self.warned else set()
        assert result.not_required == wanted, f"warned of {sorted(result.not_required)}, expected {sorted(wanted)}"


@dataclass
class Spec:
    """The fixture: `spec(...)` draws a case and runs it; the printer hands in no runner and only collects."""

    run: Runner | None = None
    cases: list[Case] = field(default_factory=list)

    def __call__(
        self,
        *,
        gaps: str | None = None,
        cells: str | None = None,
        warned: str | None = None,
        as_of: str = AS_OF,
        next_job: bool = False,
        note: tuple[str, str] = ("", ""),
        **given: str,
    ) -> None:
        unknown = set(given) - set(TABLES)
        assert not unknown, f"no such table: {sorted(unknown)}"
        assert gaps or cells or warned, "a rule draws what must come out"
        case = Case(given, gaps, cells, warned, as_of, next_job, note)
        self.cases.append(case)
        if self.run:
            case.check(self.run)


def read(text: str) -> list[dict[str, str | None]]:
    """Rows of a drawn table: one line a row, columns between bars, an empty cell is unknown."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    heading, *rows = lines
    for row in rows:
        assert len(row) == len(heading), f"the row {row} does not fit the heading {heading}"
    return [{name: cell or None for name, cell in zip(heading, row, strict=True)} for row in rows]


def typed_input(table: str, row: Mapping[str, str | None]) -> Row:
    filled = {**FILL.get(table, {}), **row}
    return {name: typed(TABLES[table].column(name).kind, value) for name, value in filled.items()}


def typed(kind: Kind, value: str | None) -> Any:
    if value is None:
        return None
    match kind:
        case Kind.INTEGER:
            return int(value)
        case Kind.DECIMAL:
            return Decimal(value)
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.BOOLEAN:
            return {"yes": True, "no": False}[value]
        case _:
            return value


def gap_kind(column: str) -> Kind:
    return GAP_KINDS.get(column, Kind.TEXT)


def cell_kind(column: str) -> Kind:
    return Kind.TEXT if column in CELL_TEXT else Kind.DECIMAL if column in CELL_DECIMAL else Kind.INTEGER


def complete(tables: Tables) -> Tables:
    """Add what the drawn rows name but do not draw, and the cells a file must fill."""
    units = {(row["agency"], row["unit"]): row for row in tables.get("units", ())}
    for row in (*tables["people"], *tables.get("targets", ())):
        if row.get("unit") is not None:
            units.setdefault(
                (row["agency"], row["unit"]), {"agency": row["agency"], "unit": row["unit"], "parent": None}
            )
    agencies = {
        row["agency"]
        for name in ("people", "units", "standards", "targets")
        for row in tables.get(name, ())
        if row.get("agency")
    }
    competencies = {row["competency"] for rows in tables.values() for row in rows if row.get("competency")}
    tables["units"] = list(units.values())
    tables.setdefault("agencies", [typed_input("agencies", {"agency": agency}) for agency in sorted(agencies)])
    tables.setdefault(
        "competencies", [typed_input("competencies", {"competency": code}) for code in sorted(competencies)]
    )
    owners = {row["person"]: row["agency"] for row in tables["people"]}
    for row in tables.get("needs", ()):
        row.setdefault("agency", owners.get(row.get("person")) or next(iter(sorted(agencies))))
    for row in tables.get("training_history", ()):
        row.setdefault("title", row.get("program") or "Pelatihan")
    for name in ("agencies", "units", "jobs", "competencies", "programs"):
        for row in tables.get(name, ()):
            row.setdefault("name", row[TABLES[name].key[-1]])
    return tables


def compare(what: str, drawn: str, rows: list[Row], kind: Callable[[str], Kind]) -> None:
    """The drawn columns of the rows are exactly the drawn rows, in whatever order.

    A decimal is compared at as many places as are drawn.
    """
    wanted = read(drawn)
    columns = [cell.strip() for cell in drawn.strip().splitlines()[0].split("|")]
    places = {name: decimal_places([row[name] for row in wanted]) for name in columns if kind(name) is Kind.DECIMAL}
    expected = sorted(tuple(show(typed(kind(name), row[name]), places.get(name)) for name in columns) for row in wanted)
    came = sorted(tuple(show(row[name], places.get(name)) for name in columns) for row in rows)
    assert came == expected, f"{what} {columns}:\n  expected {expected}\n  came     {came}"


def decimal_places(values: list[str | None]) -> int:
    return max((len(value.partition(".")[2]) for value in values if value), default=0)


def show(value: Any, places: int | None) -> str:
    if value is None:
        return ""
    return str(value) if places is None else f"{round(Decimal(str(value)), places):.{places}f}"
