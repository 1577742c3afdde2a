"""What the repository may hold: reasons for every part, public addresses only, nothing of a build machine."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.house.laws import PROJECT, ROOT, SOURCE

PUBLIC_REGISTRIES = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"}
LOCKS = ("uv.lock", "package-lock.json")
SOMEBODYS_HOME = re.compile(r"(?<![\w./{])(/root|/home/(?!USER\b)\w+|/Users/\w+|[A-Z]:\\Users\\\w+)(?=[/\\\s\"'`])")


@cache
def tracked() -> dict[str, str]:
    """The text of every file that git keeps or would keep, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    texts = {}
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file():
            data = path.read_bytes()
            if b"\0" not in data:
                texts[name] = data.decode()
    return texts


def reasonless(lines: list[str]) -> list[str]:
    """Lines of a list of requirements that name one without saying why it is here."""
    return [
        line.strip() for line in lines if re.match(r'\s*"[A-Za-z]', line) and not re.search(r'",?\s+# \S{3,}', line)
    ]


def lists_of_requirements(text: str) -> list[str]:
    blocks = re.findall(r"^(?:dependencies|[\w-]+) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    sections = text[text.index("\ndependencies = [") : text.index("[tool.")]
    return [line for block in blocks if block in sections for line in block.splitlines()]


def test_every_dependency_says_why_it_is_here() -> None:
    lines = lists_of_requirements((ROOT / "pyproject.toml").read_text())
    assert len(lines) > 20
    assert not reasonless(lines)


def test_a_dependency_without_a_reason_is_seen() -> None:
    assert reasonless(['  "rich>=14",', '  "django>=5.2,<5.3",   # the web']) == ['"rich>=14",']


def test_what_the_source_imports_is_declared() -> None:
    """A library that only comes along with another may go with it."""
    distributions = importlib.metadata.packages_distributions()
    declared = {re.split(r"[^\w.-]", need, maxsplit=1)[0].lower() for need in PROJECT["project"]["dependencies"]}
    undeclared = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [n.name for n in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for top in {name.partition(".")[0] for name in names} - {"betang"} - sys.stdlib_module_names:
                homes = {home.lower() for home in distributions.get(top, [top])}
                if not homes & declared:
                    undeclared.add(f"{path.relative_to(ROOT)} imports {top}")
    assert not undeclared


def download_hosts(lock: str) -> set[str]:
    """Where a lock file sends the machine that installs from it."""
    return set(re.findall(r"\b(?:resolved|url|registry)\"?\s*[:=]\s*\"\w+://([^/\"]+)", lock))


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_public_registries_only(name: str) -> None:
    assert download_hosts(tracked()[name]) <= PUBLIC_REGISTRIES


@pytest.mark.parametrize(
    "line",
    [
        'source = { registry = "https://mirror.example/simple" }',
        '{ url = "https://mirror.example/a.whl", hash = "sha256:0" }',
        '"resolved": "http://mirror.example/a.tgz",',
    ],
)
def test_a_mirror_in_a_lock_is_seen(line: str) -> None:
    assert download_hosts(line) == {"mirror.example"}


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    here = [ROOT] if Path(tempfile.gettempdir()) in ROOT.parents else [ROOT, ROOT.parent]
    places = [re.compile(re.escape(str(place)) + r"(?=/|\b)") for place in here if len(place.parts) > 1]
    found = {
        f"{name}: {match[0]}"
        for name, text in tracked().items()
        if name not in LOCKS
        for pattern in (SOMEBODYS_HOME, *places)
        for match in pattern.finditer(text)
    }
    assert not found


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("cd /home" + "/ani/betang", True),
        ('path = "/ro' + 'ot/x"', True),
        ("C:\\Users" + "\\Budi\\betang", True),
        ("https://example.org/home/page", False),
        ("/home/USER/betang", False),
    ],
)
def test_a_home_folder_is_recognised(text: str, telling: bool) -> None:
    assert bool(SOMEBODYS_HOME.search(text)) is telling


def test_nothing_built_is_kept() -> None:
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert not [name for name in kept if re.search(r"\.(mo|pyc)$|/static/ui/built/|^node_modules/|^\.venv/", name)]


def test_nothing_is_left_to_do_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX)\b")
    left = {name for name, text in tracked().items() if name.startswith(("src/", "scripts/")) and words.search(text)}
    assert not left
