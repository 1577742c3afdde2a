"""The printed matrix of roles and rights is the one in the source."""

from __future__ import annotations

import pytest

from betang.agencies.models import Role
from betang.agencies.rights import MATRIX, OPENS, REACHES, Reach, Right
from scripts import roles


@pytest.mark.parametrize("language", roles.PAGES)
def test_the_manual_is_what_the_matrix_prints(language: str) -> None:
    assert roles.PAGES[language].read_text(encoding="utf-8") == roles.page(language), "run: python scripts/roles.py"


def test_every_role_has_its_rights_and_every_right_its_sentence() -> None:
    assert MATRIX.keys() == set(Role)
    assert OPENS.keys() == set(Right)
    assert REACHES.keys() == set(Reach)
    assert {right for held in MATRIX.values() for right in held} == set(Right), "a right that nobody holds is dead"
