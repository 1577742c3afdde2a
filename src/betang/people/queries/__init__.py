"""Units, posts and employees for screens. Every road from an id to a row takes the user who asks."""

from __future__ import annotations

from betang.agencies.queries import NotFound
from betang.people.queries.register import (
    ORDERS,
    Staff,
    Tree,
    Wanted,
    employees,
    get_person,
    get_unit,
    names_of_units,
    staff,
    tree,
)

__all__ = [
    "ORDERS",
    "NotFound",
    "Staff",
    "Tree",
    "Wanted",
    "employees",
    "get_person",
    "get_unit",
    "names_of_units",
    "staff",
    "tree",
]
