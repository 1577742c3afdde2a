"""Records wait on disk, typed as the dictionary says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from betang.core.office.spool import Spool


def test_records_come_back_typed_in_their_order_without_the_rows_refused_later(tmp_path) -> None:
    spool = Spool(tmp_path)
    spool.give("performance", 0, {"person": "198503152010012003", "year": 2025, "predicate": 4})
    spool.give("performance", 1, {"person": "199001012025211007", "year": 2025, "predicate": 3})
    spool.close()

    (batch,) = spool.batches("performance", without={0})

    assert batch.to_pylist() == [{"_row": 1, "person": "199001012025211007", "year": 2025, "predicate": 3}]
    assert spool.tables == ("performance",)


def test_what_is_not_said_is_unknown_and_numbers_stay_exact(tmp_path) -> None:
    spool = Spool(tmp_path)
    spool.give("targets", 0, {"target": "S1", "baseline": Decimal("74.86"), "year": 2029})
    spool.close()

    (row,) = next(spool.batches("targets")).to_pylist()

    assert row["baseline"] == Decimal("74.86")
    assert row["goal"] is None


def test_many_records_of_a_table_are_kept_whatever_their_number(tmp_path) -> None:
    spool = Spool(tmp_path)
    for number in range(45_000):
        spool.give(
            "assessments", number, {"person": "P", "competency": "M.01", "level": 3, "assessed_on": date(2026, 1, 1)}
        )
    spool.close()

    assert sum(batch.num_rows for batch in spool.batches("assessments")) == 45_000


def test_a_column_the_table_has_not_is_a_fault_of_the_reader(tmp_path) -> None:
    with pytest.raises(KeyError, match="salary"):
        Spool(tmp_path).give("people", 0, {"salary": 1})


def test_what_is_seen_later_is_said_by_the_records_of_these_rows_only(tmp_path) -> None:
    spool = Spool(tmp_path)
    for number in range(3):
        spool.give("training_history", number, {"title": "Seminar Contoh", "hours": 8, "hours_counted": Decimal("4.5")})
    spool.close()

    spool.restate("training_history", "hours_counted", {0, 2}, Decimal(0))
    spool.empty("training_history", "hours", [1])

    records = [record for batch in spool.batches("training_history") for record in batch.to_pylist()]
    assert [record["hours_counted"] for record in records] == [0, Decimal("4.5"), 0]
    assert [record["hours"] for record in records] == [8, None, 8]
