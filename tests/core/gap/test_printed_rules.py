"""The printed rules are those that are tested, and every one has a name that lasts."""

from __future__ import annotations

import re

import pytest

from tests.core.gap import render


@pytest.mark.parametrize("language", render.PAGES)
def test_the_manual_is_what_the_rules_print(language):
    path = render.PAGES[language]
    assert path.read_text(encoding="utf-8") == render.page(language), "run: python -m tests.core.gap.render"


def test_rule_ids_are_unique_and_run_on_in_each_chapter():
    for chapter in render.chapters():
        ids = [rule.id for rule in chapter.rules]
        letter = ids[0][0]
        assert ids == [f"{letter}{number}" for number in range(1, len(ids) + 1)]


def test_the_algorithm_page_cites_rules_that_exist():
    page = (render.ROOT / "docs/algorithms/gap.md").read_text(encoding="utf-8")
    cited = set(re.findall(r"\b[SRHNTWCJ]\d{1,2}\b", page))
    existing = {rule.id for chapter in render.chapters() for rule in chapter.rules}
    assert cited == existing, "every rule is cited on the algorithm page, and nothing else"
