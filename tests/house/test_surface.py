"""The public surface of core: what a package offers is what its `__all__` says, and all of it is explained."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import betang.core

PACKAGES = [
    "betang.core",
    *(f"betang.core.{found.name}" for found in pkgutil.iter_modules(betang.core.__path__) if found.ispkg),
]


def public_names(package: ModuleType) -> set[str]:
    """What a reader can import from the package itself, its modules aside."""
    return {
        name
        for name, value in vars(package).items()
        if not name.startswith("_") and name != "annotations" and not inspect.ismodule(value)
    }


@pytest.mark.parametrize("name", PACKAGES)
def test_what_can_be_imported_is_what_is_offered(name: str) -> None:
    package = importlib.import_module(name)
    offered = list(getattr(package, "__all__", []))
    assert set(offered) == public_names(package)
    assert offered == sorted(offered)


@pytest.mark.parametrize("name", PACKAGES)
def test_everything_offered_is_explained(name: str) -> None:
    package = importlib.import_module(name)
    offered = [getattr(package, each) for each in getattr(package, "__all__", [])]
    assert not [
        value for value in offered if (inspect.isfunction(value) or inspect.isclass(value)) and not value.__doc__
    ]
