"""Every rule of the dictionary as SQL over one table: how many rows break it, and which.

Counting comes first, in one pass over all the rules of a table; rows are only looked up for rules that are broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from betang.core.errors import PROBLEM_LIMIT, Problem
from betang.core.files.source import PERSON_COLUMNS, ROW, Source, quoted, text
from betang.core.tables import Column, Kind, Reference

_NUMBER_CODE = "bad_number"
_SHORT_TABLES = ("agencies", "jobs", "competencies", "programs")
"""Tables that are short however many people there are: a column that names their rows has few different values."""
_ORDER_RULES: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    # table: (column, rule that is broken when true, code, message)
    "assessments": (("valid_until", "{valid_until} < {assessed_on}", "date_order", "expires before it was assessed"),),
    "training_history": (("end", "{end} < {start}", "date_order", "ends before it starts"),),
    "outcomes": (("to_level", "{from_level} >= {to_level}", "bad_level", "from_level must be below to_level"),),
    "programs": (
        ("class_max", "{class_min} > {class_max}", "class_size", "the smallest class is larger than the largest"),
        ("onsite_days", "{onsite_days} > {days}", "out_of_range", "more days on site than days in all"),
    ),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition that is true for a bad row.

    `few`: it looks at `column` alone, and that column has few different values; each is then judged once.
    """

    column: str
    condition: str
    code: str
    message: str
    value: str
    few: bool = False


def check(
    source: Source, others: Mapping[str, Source], con: Any, *, partial: bool = False
) -> tuple[list[Problem], int]:
    """The problems of one readable table: the first thousand and how many there are."""
    rules = [
        *_value_rules(source, whole_persons=_whole(source, others)),
        *_reference_rules(source, others, con, partial=partial),
    ]
    found: list[Problem] = []
    total = 0
    for rule, count in zip(rules, _counts(source, rules, con), strict=True):
        if count:
            total += count
            found += _rows(source, rule, con)
    for problems, count in (_repeated_keys(source, con), _unlisted_pairs(source, others, con)):
        found += problems
        total += count
    return found, total


def _whole(source: Source, others: Mapping[str, Source]) -> bool:
    return whole_persons({**others, source.table.name: source}.values())


def whole_persons(sources: Any) -> bool:
    """True when every table there is keeps people by whole number: then they are joined as numbers."""
    kinds = {
        source.types[name] for source in sources if source.readable for name in PERSON_COLUMNS if name in source.types
    }
    return bool(kinds) and "VARCHAR" not in kinds


def _value_rules(source: Source, *, whole_persons: bool) -> Iterator[Rule]:
    for column in source.table.columns:
        if column.name not in source.types:
            continue
        raw, typed = source.raw(column), source.typed(column, whole_persons=whole_persons)
        value = f"CAST({raw} AS VARCHAR)"
        if column.required:
            yield Rule(column.name, f"{raw} IS NULL", "missing_value", "a value is needed here", "''")
        if source.is_text and column.kind not in (Kind.ID, Kind.TEXT):
            code, message = _unreadable(column)
            yield Rule(column.name, f"{raw} IS NOT NULL AND {typed} IS NULL", code, message, value)
        if column.choices:
            allowed = ", ".join(text(choice) for choice in column.choices)
            yield Rule(
                column.name,
                f"{typed} NOT IN ({allowed})",
                column.code,
                f"must be one of {', '.join(column.choices)}",
                value,
                few=True,
            )
        yield from _range_rules(column, typed, value)
        if column.places is not None and not source.is_text:
            yield Rule(
                column.name,
                f"{raw} <> round({raw}, {column.places})",
                "out_of_range",
                f"at most {column.places} decimals",
                value,
            )
    yield from _row_rules(source)


def _unreadable(column: Column) -> tuple[str, str]:
    match column.kind:
        case Kind.DATE:
            return "bad_date", "must be a calendar day written YYYY-MM-DD"
        case Kind.BOOLEAN:
            return "bad_choice", "must be true or false"
        case Kind.INTEGER:
            return (column.code if column.code.startswith("bad_") else _NUMBER_CODE), "must be a whole number"
        case _:
            places = "" if column.places is None else f" of at most {column.places} decimals"
            return _NUMBER_CODE, f"must be a number{places}, with a decimal point"


def _range_rules(column: Column, typed: str, value: str) -> Iterator[Rule]:
    low, high = column.low, column.high
    if low is not None:
        sign, words = ("<=", "above") if column.low_open else ("<", "at least")
        yield Rule(column.name, f"{typed} {sign} {low}", column.code, f"must be {words} {low:g}", value)
    if high is not None:
        yield Rule(column.name, f"{typed} > {high}", column.code, f"must be at most {high:g}", value)
    if column.kind is Kind.DECIMAL and column.places is None:
        yield Rule(
            column.name, f"NOT isfinite(CAST({typed} AS DOUBLE))", _NUMBER_CODE, "must be a finite number", value
        )


def _row_rules(source: Source) -> Iterator[Rule]:
    """Rules over several columns of one row."""
    typed = {column.name: source.typed(column) for column in source.table.columns}
    for column, condition, code, message in _ORDER_RULES.get(source.table.name, ()):
        yield Rule(column, condition.format(**typed), code, message, f"CAST({typed[column]} AS VARCHAR)")
    for alternatives in source.table.one_of:
        yield _one_of(source, alternatives)


def _one_of(source: Source, alternatives: tuple[tuple[str, ...], ...]) -> Rule:
    def filled(names: tuple[str, ...], word: str) -> str:
        parts = [f"{source.raw(source.table.column(name))} IS NOT NULL" for name in names]
        return "(" + f" {word} ".join(parts) + ")"

    whole = " + ".join(f"CAST({filled(names, 'AND')} AS INTEGER)" for names in alternatives)
    touched = " + ".join(f"CAST({filled(names, 'OR')} AS INTEGER)" for names in alternatives)
    words = " or ".join(" with ".join(names) for names in alternatives)
    first = alternatives[0][0]
    return Rule(first, f"NOT (({whole}) = 1 AND ({touched}) = 1)", "one_of", f"fill exactly one of: {words}", "''")


def _reference_rules(source: Source, others: Mapping[str, Source], con: Any, *, partial: bool) -> Iterator[Rule]:
    """References as conditions; one that is broken names the row it points at."""
    for reference in source.table.references:
        target = others.get(reference.table, source) if reference.table != source.table.name else source
        if not all(name in source.types for name in reference.columns) or not target.readable:
            continue
        if partial and target.path is None:
            continue
        yield _reference(source, reference, target, con)


def _reference(source: Source, reference: Reference, target: Source, con: Any) -> Rule:
    column = reference.columns[-1]
    value = f"CAST({quoted(column)} AS VARCHAR)"
    message = f"is not in {reference.table}"
    if target.path is None:
        return Rule(
            column, f"{quoted(column)} IS NOT NULL", reference.code, f"{message}: there is no such table", value
        )
    dense = _dense_range(source, reference, target, con)
    if dense is not None:
        return Rule(column, f"{quoted(column)} NOT BETWEEN {dense[0]} AND {dense[1]}", reference.code, message, value)
    here = f"({', '.join(_as_text(reference.columns))})"
    there = ", ".join(_as_text(reference.target))
    known = f"SELECT {'(' + there + ')' if len(reference.target) > 1 else there} FROM {target.relation}"
    condition = f"{_all_filled(reference.columns)} AND {here} NOT IN ({known} WHERE {_all_filled(reference.target)})"
    few = len(reference.columns) == 1 and reference.table in _SHORT_TABLES
    return Rule(column, condition, reference.code, message, value, few=few)


def _as_text(names: tuple[str, ...]) -> list[str]:
    return [f"CAST({quoted(name)} AS VARCHAR)" for name in names]


def _all_filled(names: tuple[str, ...]) -> str:
    return " AND ".join(f"{quoted(name)} IS NOT NULL" for name in names)


def _dense_range(source: Source, reference: Reference, target: Source, con: Any) -> tuple[int, int] | None:
    """Where keys are the whole numbers from a to b without a hole, being known is being between: no join needed."""
    if len(reference.columns) != 1:
        return None
    kinds = (source.types[reference.columns[0]], target.types[reference.target[0]])
    if "VARCHAR" in kinds or '"NULL"' in kinds:
        return None
    key = quoted(reference.target[0])
    low, high, count = con.execute(f"SELECT min({key}), max({key}), count({key}) FROM {target.relation}").fetchone()
    return (low, high) if count and high - low + 1 == count else None


def _counts(source: Source, rules: list[Rule], con: Any) -> list[int]:
    """How many rows break each rule: one pass for the rules that look at rows, one a column for those that need not."""
    whole = iter(_count(source.relation, "count(*)", [rule for rule in rules if not rule.few], con))
    by_column: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.few:
            by_column.setdefault(rule.column, []).append(rule)
    few = {}
    for column, judged in by_column.items():
        values = f"(SELECT {quoted(column)}, count(*) AS n FROM {source.relation} GROUP BY 1)"
        few[column] = iter(_count(values, "sum(n)", judged, con))
    return [int(next(few[rule.column] if rule.few else whole) or 0) for rule in rules]


def _count(rows: str, how: str, rules: list[Rule], con: Any) -> tuple[Any, ...]:
    if not rules:
        return ()
    parts = ", ".join(f"{how} FILTER (WHERE {rule.condition})" for rule in rules)
    counts: tuple[Any, ...] = con.execute(f"SELECT {parts} FROM {rows}").fetchone()
    return counts


def _rows(source: Source, rule: Rule, con: Any) -> list[Problem]:
    query = (
        f"SELECT {ROW}, {rule.value} FROM {source.relation} WHERE {rule.condition} ORDER BY {ROW} LIMIT {PROBLEM_LIMIT}"
    )
    return [
        Problem(source.file, "", row, rule.column, value or "", rule.code, rule.message)
        for row, value in con.execute(query).fetchall()
    ]


def _repeated_keys(source: Source, con: Any) -> tuple[list[Problem], int]:
    """Rows whose key stands more than once: a plain repetition, or rows that disagree."""
    names = [quoted(name) for name in source.table.key if name in source.types]
    if not names:
        return [], 0
    key = ", ".join(names)
    counts = f"SELECT count(*) AS n FROM {source.relation} GROUP BY {key} HAVING count(*) > 1"
    (total,) = con.execute(f"SELECT coalesce(sum(n - 1), 0) FROM ({counts})").fetchone()
    if not total:
        return [], 0
    columns = ", ".join(quoted(name) for name in source.types)
    shown = "concat_ws(' / ', " + ", ".join(f"coalesce(CAST({name} AS VARCHAR), '')" for name in names) + ")"
    query = f"""
        SELECT {ROW}, {shown}, count(DISTINCT hash({columns})) OVER (PARTITION BY {key}) > 1
        FROM {source.relation}
        QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {ROW}) > 1
        ORDER BY {ROW} LIMIT {PROBLEM_LIMIT}"""
    rows = con.execute(query).fetchall()
    label = ", ".join(source.table.key)
    return [_repetition(source, row, label, value, differ=differ) for row, value, differ in rows], int(total)


def _repetition(source: Source, row: int, label: str, value: str, *, differ: bool) -> Problem:
    if differ:
        return Problem(
            source.file,
            "",
            row,
            label,
            value,
            "duplicate_conflict",
            "another row has the same key and says something else",
        )
    return Problem(source.file, "", row, label, value, "duplicate_row", "the same row stands more than once")


def _unlisted_pairs(source: Source, others: Mapping[str, Source], con: Any) -> tuple[list[Problem], int]:
    """Rules that look along a chain of rows: no unit or target above itself, a link's unit in its target's agency."""
    match source.table.name:
        case "units":
            found = _cycles(source, ("agency", "unit"), "parent", con)
        case "targets":
            found = _cycles(source, ("target",), "parent", con)
        case "target_links":
            found = _foreign_link_units(source, others, con)
        case _:
            found = []
    return found, len(found)


def _cycles(source: Source, key: tuple[str, ...], parent: str, con: Any) -> list[Problem]:
    if parent not in source.types:
        return []
    columns = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in (*key, parent))
    rows = con.execute(
        f"SELECT {columns}, {ROW} FROM {source.relation} WHERE {quoted(parent)} IS NOT NULL ORDER BY {ROW}"
    ).fetchall()
    above = {row[: len(key)]: ((*row[: len(key) - 1], row[len(key)]), row[-1]) for row in rows}
    circle = _in_circles({child: up for child, (up, _) in above.items()})
    return [
        Problem(
            source.file,
            "",
            above[child][1],
            parent,
            str(above[child][0][-1]),
            "parent_cycle",
            f"{child[-1]} stands above itself",
        )
        for child in above
        if child in circle
    ]


def _in_circles(parents: Mapping[tuple[Any, ...], tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """The nodes that are their own ancestors; each node is walked once."""
    circle: set[tuple[Any, ...]] = set()
    settled: set[tuple[Any, ...]] = set()
    for start in parents:
        path: dict[tuple[Any, ...], int] = {}
        node = start
        while node in parents and node not in settled and node not in path:
            path[node] = len(path)
            node = parents[node]
        if node in path:
            circle.update(step for step, place in path.items() if place >= path[node])
        settled.update(path)
    return circle


def _foreign_link_units(source: Source, others: Mapping[str, Source], con: Any) -> list[Problem]:
    targets, units = others.get("targets"), others.get("units")
    if (
        "unit" not in source.types
        or not targets
        or not targets.readable
        or targets.path is None
        or not units
        or not units.readable
        or units.path is None
    ):
        return []
    query = f"""
        SELECT l.{ROW}, CAST(l.unit AS VARCHAR) FROM {source.relation} l
        JOIN {targets.relation} t ON CAST(t.target AS VARCHAR) = CAST(l.target AS VARCHAR)
        WHERE l.unit IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM {units.relation} u
            WHERE CAST(u.agency AS VARCHAR) = CAST(t.agency AS VARCHAR)
            AND CAST(u.unit AS VARCHAR) = CAST(l.unit AS VARCHAR))
        ORDER BY l.{ROW}"""
    return [
        Problem(source.file, "", row, "unit", value, "unknown_unit", "is not a unit of the target's agency")
        for row, value in con.execute(query).fetchall()
    ]
