"""Everything in the sample satisfies the data dictionary; checked here apart from the product's own checks."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from betang.core.files import read_folder
from betang.core.sample.folder import arrow_type
from betang.core.tables import TABLES

TABLE_NAMES = sorted(TABLES)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_columns_and_types_are_those_of_the_dictionary(province, name):
    schema = pq.read_schema(province / f"{name}.parquet")

    assert schema.names == list(TABLES[name].names)
    assert schema.types == [arrow_type(column) for column in TABLES[name].columns]


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_values_are_inside_their_domains(ask, name):
    wrong = []
    for column in TABLES[name].columns:
        if column.required:
            wrong.append(f"{column.name} IS NULL")
        if column.choices:
            wrong.append(f"{column.name} NOT IN {column.choices!r}")
        if column.low is not None:
            wrong.append(f"{column.name} {'<=' if column.low_open else '<'} {column.low}")
        if column.high is not None:
            wrong.append(f"{column.name} > {column.high}")
    counts = [f"count(*) FILTER (WHERE {condition})" for condition in wrong] or ["0"]

    (found,) = ask(f"SELECT {', '.join(counts)} FROM {{{name}}}")

    assert dict(zip(wrong, found, strict=False)) == dict.fromkeys(wrong, 0)


@pytest.mark.parametrize("name", [name for name in TABLE_NAMES if TABLES[name].key])
def test_keys_are_unique(ask, name):
    key = ", ".join(TABLES[name].key)

    assert ask(f"SELECT {key} FROM {{{name}}} GROUP BY ALL HAVING count(*) > 1") == []


REFERENCES = [(name, reference) for name in TABLE_NAMES for reference in TABLES[name].references]


@pytest.mark.parametrize(("name", "reference"), REFERENCES, ids=lambda value: getattr(value, "code", value))
def test_references_lead_somewhere(ask, name, reference):
    filled = " AND ".join(f"a.{column} IS NOT NULL" for column in reference.columns)
    match = " AND ".join(f"a.{a} = b.{b}" for a, b in zip(reference.columns, reference.target, strict=True))

    lost = ask(
        f"SELECT count(*) FROM {{{name}}} a WHERE {filled} AND NOT EXISTS (FROM {{{reference.table}}} b WHERE {match})"
    )

    assert lost == [(0,)]


@pytest.mark.parametrize("name", [name for name in TABLE_NAMES if TABLES[name].one_of])
def test_exactly_one_alternative_is_filled(ask, name):
    for alternatives in TABLES[name].one_of:
        filled = [
            "(" + " AND ".join(f"{column} IS NOT NULL" for column in columns) + ")::INT" for columns in alternatives
        ]
        assert ask(f"SELECT count(*) FROM {{{name}}} WHERE {' + '.join(filled)} <> 1") == [(0,)]


def test_the_product_reads_it_without_a_complaint(province):
    folder = read_folder(province)

    assert folder.warnings == ()
    assert set(folder.present) == set(TABLES)


def test_units_form_trees_two_to_four_deep(ask):
    depths = ask("""
        WITH RECURSIVE tree AS (
            SELECT agency, unit, 1 AS depth FROM {units} WHERE parent IS NULL
            UNION ALL
            SELECT u.agency, u.unit, t.depth + 1 FROM {units} u JOIN tree t ON u.agency = t.agency AND u.parent = t.unit
        )
        SELECT max(depth), count(*) = (SELECT count(*) FROM {units}) FROM tree
    """)

    assert depths == [(4, True)]


def test_unit_codes_repeat_between_governments(ask):
    assert ask("SELECT count(*) FROM {units} WHERE unit = '1020'") == [(15,)]
