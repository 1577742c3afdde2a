"""The printed pages of kinds of files are what the source says."""

from __future__ import annotations

import pytest

from scripts import kinds


@pytest.mark.parametrize("language", kinds.PAGES)
def test_the_manual_is_what_the_kinds_print(language: str) -> None:
    assert kinds.PAGES[language].read_text(encoding="utf-8") == kinds.page(language), "run: python scripts/kinds.py"


def test_every_kind_is_in_the_manual_and_has_a_name_of_its_own() -> None:
    every = kinds.every_kind()
    assert len(every) >= 10
    assert len({name for kind in every for name in (kind.name, kind.office_name)}) >= len(every)
    assert len({kind.order for kind in every}) == len(every), "files that come together are taken in one order"
