"""The printed rules of cells are those that are tested, and every one has a name that lasts."""

from __future__ import annotations

import pytest

from tests.core.office.cells import printing


@pytest.mark.parametrize("language", printing.PAGES)
def test_the_manual_is_what_the_rules_print(language):
    path = printing.PAGES[language]
    assert path.read_text(encoding="utf-8") == printing.page(language), (
        "run: python -m tests.core.office.cells.printing"
    )


def test_rule_ids_run_on_in_each_chapter():
    for _, rules in printing.chapters():
        ids = [rule.id for rule in rules]
        assert ids == [f"{ids[0][0]}{number}" for number in range(1, len(ids) + 1)]


def test_every_way_to_be_refused_is_drawn():
    assert printing.codes_told() == {
        "bad_date", "bad_number", "bad_level", "bad_choice", "nip_length", "nip_digits_lost", "nip_invalid",
    }  # fmt: skip


def test_every_code_drawn_is_among_the_problem_codes():
    page = (printing.ROOT / "docs/reference/problem-codes.md").read_text(encoding="utf-8")
    assert not [code for code in printing.codes_told() if f"`{code}`" not in page]
