"""The import contracts of pyproject.toml: each is shown to fail on a planted violation.

A small house with every room of the story is built in a temporary folder and checked with the very contracts of this
project; then one forbidden import is planted at a time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.laws import PROJECT, ROOT, SOURCE, STORY

CONTRACTS = {contract["id"]: contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}
MODULES_OF_A_ROOM = ("models", "rules", "queries", "frames", "actions", "tasks", "views", "api", "urls")
NO_ROOMS = {"cli", "config", "connect", "ui", "core"}
ROOMS = [room for room in STORY if room not in NO_ROOMS]

PLANTS = [
    ("story", "core/gap.py", "import betang.people.models"),
    ("story", "people/queries.py", "import betang.needs.queries"),
    ("story", "people/queries.py", "def late():\n    import betang.needs.queries"),
    ("story", "needs/actions.py", "import betang.plans.rules"),
    ("story", "agencies/models.py", "import betang.people.models"),
    ("story", "targets/queries.py", "import betang.programs.queries"),
    ("story", "needs/actions.py", "import betang.connect.folder.actions"),
    ("story", "needs/views.py", "import betang.config.settings"),
    ("story", "ui/charts.py", "import betang.agencies.queries"),
    ("story", "connect/folder/queries.py", "import betang.cli"),
    ("story", "warehouse/__init__.py", ""),
    ("room", "needs/models.py", "import betang.needs.actions"),
    ("room", "needs/rules.py", "import betang.needs.queries"),
    ("room", "needs/queries.py", "import betang.needs.frames"),
    ("room", "needs/frames.py", "import betang.needs.queries"),
    ("room", "needs/queries.py", "import betang.needs.actions"),
    ("room", "needs/views.py", "import betang.needs.api"),
    ("room", "needs/views.py", "import betang.needs.urls"),
    ("room", "connect/folder/queries.py", "import betang.connect.folder.actions"),
    ("pure", "core/tables.py", "import django"),
    ("pure", "core/tables.py", "from django.utils import timezone"),
    ("pure", "core/tables.py", "import psycopg"),
    ("pure", "core/tables.py", "import urllib.request"),
    ("pure", "core/gap.py", "def late():\n    import socket"),
    ("doors", "core/gap.py", "import duckdb"),
    ("doors", "needs/frames.py", "import duckdb"),
    ("doors", "needs/actions.py", "import highspy"),
    ("doors", "core/gap.py", "import highspy"),
    ("connections", "connect/folder/actions.py", "import betang.connect.sheets.actions"),
    ("connections", "connect/sheets/queries.py", "def late():\n    import betang.connect.folder.queries"),
    ("screens", "needs/views.py", "import betang.needs.frames"),
    ("screens", "needs/views.py", "import betang.people.frames"),
    ("screens", "needs/api.py", "import betang.needs.frames"),
    ("screens", "cli.py", "import betang.needs.frames"),
    ("cycles", "core/first/__init__.py", "import betang.core.second\n"),
    ("cycles", "needs/screens/__init__.py", "import betang.needs.queries"),
]
PLANTED_BESIDE = {  # what a plant needs to stand on
    "core/first/__init__.py": ("core/second/__init__.py", "import betang.core.first\n"),
    "needs/screens/__init__.py": ("needs/queries.py", "import betang.needs.screens"),
}


def write(house: Path, path: str, text: str) -> None:
    file = house / "betang" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def check(house: Path) -> dict[str, bool]:
    """Which contracts this house keeps, by id."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
            "--no-logo",
        ],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    kept = {
        contract: bool(re.search(rf"^{re.escape(name)} KEPT", done.stdout, re.MULTILINE))
        for contract, name in CONTRACTS.items()
        if re.search(rf"^{re.escape(name)} (KEPT|BROKEN)", done.stdout, re.MULTILINE)
    }
    assert kept.keys() == CONTRACTS.keys(), done.stdout + done.stderr
    assert all(kept.values()) == (done.returncode == 0)
    return kept


@pytest.fixture(scope="module")
def whole_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every room of the story, each with every module a room may have, all imports as they should be."""
    house = tmp_path_factory.mktemp("house")
    config = (ROOT / "pyproject.toml").read_text()
    (house / "pyproject.toml").write_text(config[config.index("[tool.importlinter]") :])
    write(house, "__init__.py", "")
    for room in ("core", "ui", "config", "connect", "connect/folder", "connect/sheets", *ROOMS):
        write(house, f"{room}/__init__.py", "")
    for room in ("connect/folder", "connect/sheets", *ROOMS):
        dotted = room.replace("/", ".")
        for module in MODULES_OF_A_ROOM:
            write(house, f"{room}/{module}.py", "")
        write(house, f"{room}/actions.py", f"import betang.{dotted}.queries, betang.{dotted}.frames\n")
    write(house, "core/engine.py", "import duckdb\n")
    write(house, "core/plan/__init__.py", "")
    write(house, "core/plan/linear.py", "import highspy\n")
    for path, text in (
        ("core/tables.py", "import dataclasses\n"),
        ("core/gap.py", "import betang.core.engine\n"),
        ("ui/charts.py", "import betang.core.gap\n"),
        ("config/settings.py", ""),
        ("people/models.py", "import betang.agencies.models\n"),
        ("needs/queries.py", "import betang.people.queries, betang.ui.charts\n"),
        ("needs/views.py", "import betang.needs.queries, betang.needs.actions\n"),
        ("cli.py", "import betang.config.settings, betang.connect.folder.actions\n"),
    ):
        write(house, path, text)
    return house


def test_a_house_in_order_keeps_every_contract(whole_house: Path) -> None:
    assert all(check(whole_house).values())


@pytest.mark.parametrize(("contract", "path", "text"), PLANTS)
def test_a_planted_import_breaks_its_contract(
    whole_house: Path, tmp_path: Path, contract: str, path: str, text: str
) -> None:
    house = shutil.copytree(whole_house, tmp_path / "house")
    write(house, path, text)
    if path in PLANTED_BESIDE:
        write(house, *PLANTED_BESIDE[path])
    assert not check(house)[contract]


def test_every_contract_has_been_seen_to_fail() -> None:
    assert {contract for contract, _, _ in PLANTS} == CONTRACTS.keys()


def test_every_room_of_the_source_has_its_place_in_the_story() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms <= set(STORY)
