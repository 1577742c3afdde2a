"""The three groups of competencies that the province speaks of, side by side.

The head of the provincial training agency names technical competency, leadership and integrity. The dictionary of
PermenPANRB 38/2017 knows technical, managerial (M.01-M.08) and socio-cultural (SK.01); of these M.01 Integritas and
SK.01 Perekat Bangsa make up integrity, M.02-M.08 leadership.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Group(StrEnum):
    """The kinds of competency that officials speak of, side by side on every page."""

    INTEGRITY = "integrity"
    LEADERSHIP = "leadership"
    TECHNICAL = "technical"


def group_of(code: str, kind: str) -> Group:
    """The group of a competency from its code and kind (`technical`, `managerial`, `sociocultural`).

    `M.1` and `M.01` are the same competency: both spellings are in use.
    """
    if kind == "technical":
        return Group.TECHNICAL
    if kind == "sociocultural" or re.fullmatch(r"M\.?0?1", code):
        return Group.INTEGRITY
    return Group.LEADERSHIP
