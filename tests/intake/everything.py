"""Every kind of file the house reads, without waking a room."""

from __future__ import annotations

import importlib
import pkgutil

from betang.core.office import kinds
from betang.core.office.spec import OfficeKind


def every_kind() -> tuple[OfficeKind, ...]:
    found = {}
    for module in pkgutil.walk_packages(kinds.__path__, f"{kinds.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, OfficeKind):
                found[value.name] = value
    return tuple(sorted(found.values(), key=lambda kind: kind.order))


KINDS = every_kind()
