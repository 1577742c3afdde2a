"""Size budgets: a room that grows is split before it eats the house. Tighten them, never raise them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.laws import ROOT, SOURCE

FUNCTION_MOST, FUNCTION_P95 = 80, 45
MODULE_MOST, MODULE_P95 = 600, 350
TEST_FILE_MOST = 800
FILES_IN_A_FOLDER = 10
WIRING = {"apps", "urls", "wsgi"}  # a few lines each that Django asks for under this very name


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement to the last, the docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def function_sizes(text: str) -> Iterator[tuple[int, str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield body_lines(node), node.name, node.lineno


def p95(sizes: list[int]) -> int:
    """The size that 95 of 100 do not pass (nearest rank)."""
    return sorted(sizes)[max(0, -(-95 * len(sizes) // 100) - 1)] if sizes else 0


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def test_no_function_is_longer_than_a_reader_can_hold() -> None:
    sizes = [
        (size, f"{path.relative_to(ROOT)}:{line} {name}")
        for path in modules()
        for size, name, line in function_sizes(path.read_text())
    ]
    longest = [f"{place}: {size} lines" for size, place in sizes if size > FUNCTION_MOST]
    assert not longest, f"split these ({FUNCTION_MOST} lines at most): {longest}"
    assert p95([size for size, _ in sizes]) <= FUNCTION_P95


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in modules()}
    longest = {place: size for place, size in sizes.items() if size > MODULE_MOST}
    assert not longest, f"split these ({MODULE_MOST} lines at most): {longest}"
    assert p95(list(sizes.values())) <= MODULE_P95


def test_no_test_file_is_longer_than_a_reader_can_hold() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in (ROOT / "tests").rglob("*.py")}
    longest = {place: size for place, size in sizes.items() if size > TEST_FILE_MOST}
    assert not longest, f"split these ({TEST_FILE_MOST} lines at most): {longest}"


def test_no_room_holds_more_files_than_a_reader_can_hold() -> None:
    folders = {path.parent for path in modules()}
    files = {
        str(folder.relative_to(ROOT)): len([path for path in folder.glob("[!_]*.py") if path.stem not in WIRING])
        for folder in folders
    }
    fullest = {folder: count for folder, count in files.items() if count > FILES_IN_A_FOLDER}
    assert not fullest, f"gather some modules of these in a package ({FILES_IN_A_FOLDER} at most): {fullest}"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("def f():\n    return 1\n", 1),
        ('def f():\n    """Long\n\n    story.\n    """\n    a = 1\n\n    return a\n', 3),
        ("def f():\n" + "    a = 1\n" * 81, 81),
    ],
)
def test_a_body_is_measured_without_its_docstring(text: str, size: int) -> None:
    assert [lines for lines, _, _ in function_sizes(text)] == [size]


def test_the_95th_percentile_forgives_one_in_twenty() -> None:
    assert p95([*range(1, 20), 500]) == 19
    assert p95([1, 500]) == 500
