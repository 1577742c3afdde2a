"""Law 3 across the modules of a room: an action that writes rows also records who did it.

That the record stands in the same transaction is asked at run time by `audit.record` itself.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.house.laws import SOURCE, calls, find_writes

RECORDING = {"record", "record_on"}
Function = ast.FunctionDef | ast.AsyncFunctionDef

ROOMS = sorted(
    {path.parent for path in SOURCE.rglob("actions.py")}
    | {path.parent for path in SOURCE.rglob("actions") if path.is_dir()}
)


def unrecorded(modules: Mapping[str, str]) -> list[str]:
    """Public actions that write, themselves or through others of these modules, and never record it.

    `modules` are sources by module name. With an `__init__` the public actions are what it imports from the others;
    what it does not is a step of an action, recorded by whoever takes it.
    """
    trees = {name: ast.parse(text) for name, text in modules.items()}
    functions = {node.name: node for tree in trees.values() for node in tree.body if isinstance(node, Function)}
    offered = (
        {alias.name for node in ast.walk(trees["__init__"]) if isinstance(node, ast.ImportFrom) for alias in node.names}
        if "__init__" in trees
        else {name for name in functions if not name.startswith("_")}
    )
    return sorted(name for name in offered & functions.keys() - RECORDING if _writes_silently(name, functions))


def _writes_silently(name: str, functions: Mapping[str, Function]) -> bool:
    reached, todo = set(), [name]
    while todo:
        here = todo.pop()
        if here not in reached:
            reached.add(here)
            todo += _called(functions[here]) & functions.keys() - RECORDING
    nodes = [functions[each] for each in reached]
    writes = any(True for node in nodes for _ in find_writes(ast.Module([node], []), []))
    return writes and not any(_called(node) & RECORDING for node in nodes)


def _called(node: Function) -> set[str]:
    return {name.rpartition(".")[2] for _, name in calls(node)}


def sources(room: Path) -> dict[str, str]:
    if (room / "actions.py").exists():
        return {"actions": (room / "actions.py").read_text()}
    return {path.stem: path.read_text() for path in (room / "actions").glob("*.py")}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(SOURCE)))
def test_every_action_that_writes_records_who_did_it(room: Path) -> None:
    assert not unrecorded(sources(room))


SUBMIT = "def submit(*, plan, by):\n    plan.save()\n"


@pytest.mark.parametrize(
    ("modules", "silent"),
    [
        ({"actions": SUBMIT}, ["submit"]),
        ({"actions": SUBMIT + "    audit.record(name='x', by=by)\n"}, []),
        ({"actions": SUBMIT + "    _note(plan, by)\ndef _note(plan, by):\n    record_on(row=plan, by=by)\n"}, []),
        ({"actions": "def send(*, by):\n    _mark()\ndef _mark():\n    Mail.objects.create()\n"}, ["send"]),
        ({"actions": "def look(*, by):\n    return Plan.objects.all()\n"}, []),
        ({"__init__": "from p import submit", "lines": SUBMIT}, ["submit"]),
        ({"__init__": "from p import send", "lines": SUBMIT, "mail": "def send(*, by): ..."}, []),
        ({"__init__": "from p import send", "lines": SUBMIT, "mail": "def send(*, by):\n    submit()"}, ["send"]),
    ],
)
def test_a_silent_write_is_seen(modules: dict[str, str], silent: list[str]) -> None:
    assert unrecorded(modules) == silent
