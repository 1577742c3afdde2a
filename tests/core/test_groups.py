from __future__ import annotations

import pytest

from betang.core.groups import Group, group_of


@pytest.mark.parametrize(
    ("code", "kind", "group"),
    [
        ("M.01", "managerial", Group.INTEGRITY),
        ("M.1", "managerial", Group.INTEGRITY),
        ("SK.01", "sociocultural", Group.INTEGRITY),
        ("M.02", "managerial", Group.LEADERSHIP),
        ("M.08", "managerial", Group.LEADERSHIP),
        ("M.11", "managerial", Group.LEADERSHIP),
        ("T.01", "technical", Group.TECHNICAL),
        ("M.01", "technical", Group.TECHNICAL),  # the kind decides what is technical, whatever the code looks like
    ],
)
def test_integrity_is_m01_and_sk01_leadership_the_other_managerial(code, kind, group):
    assert group_of(code, kind) is group
