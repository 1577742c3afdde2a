"""Katingan has promised two things, Palangka Raya one. Ani plans and Budi keeps the targets; Citra plans elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.second_factor import armed
from tests.small_house import for_a_module, write

TODAY = date(2026, 11, 24)
CAST = {
    "ani": ("planner", "6711", ""),
    "budi": ("target_keeper", "6711", ""),
    "beni": ("target_keeper", "6711", ""),
    "citra": ("planner", "6771", ""),
    "dewi": ("coordinator", "6700", ""),
    "eka": ("officer", "6711", "U1"),
    "eli": ("officer", "6711", "U2"),
    "lia": ("leader", "6711", ""),
    "joko": ("target_keeper", "6771", ""),
}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small province and the cast, once for a module."""
    with for_a_module(django_db_blocker):
        yield _build(write(tmp_path_factory.mktemp("targets") / "house"))


def _build(folder: Path) -> Path:
    from betang.agencies.actions import add_member, create_user  # noqa: PLC0415
    from betang.agencies.models import Agency  # noqa: PLC0415
    from betang.connect.folder.actions import load  # noqa: PLC0415
    from betang.people.models import Unit  # noqa: PLC0415

    load(folder=folder, by=None)
    for name, (role, agency, unit) in CAST.items():
        user = create_user(username=name, name=f"{name.title()} Rekaan", password=None, by=None)
        place = Unit.objects.get(agency=agency, code=unit).pk if unit else None
        add_member(
            user=armed(user), agency=Agency.objects.get(pk=agency), role=role, starts_on=date(2020, 1, 1), unit=place,
            by=None,
        )  # fmt: skip
    return folder


@pytest.fixture
def house(loaded: Path, db: None) -> Path:
    """The province for one test; what the test changes is undone."""
    return loaded


@pytest.fixture
def as_(house: Path) -> Callable[[str], Any]:
    """The viewer of one of the cast, as pages know them."""

    def of(name: str) -> Any:
        from betang.agencies.models import User  # noqa: PLC0415
        from betang.people.reach import whole_viewer  # noqa: PLC0415

        return whole_viewer(User.objects.get(username=name), on=TODAY)

    return of


@pytest.fixture
def said() -> Callable[..., Any]:
    """What a link says, whole; what the test names is said otherwise."""

    def content(**changed: Any) -> Any:
        from decimal import Decimal  # noqa: PLC0415

        from betang.targets.actions import Content  # noqa: PLC0415

        values = {
            "competency": "M.01",
            "unit": None,
            "relevance": Decimal("0.5"),
            "contribution": "Petugas yang jujur mencatat setiap imunisasi.",
            "expected_change": "Cakupan naik dari 70 menjadi 90 persen pada 2026.",
            "owner": "Kepala Dinas Kesehatan",
            "review_on": date(2027, 6, 30),
        }
        return Content(**(values | changed))

    return content
