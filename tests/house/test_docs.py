"""The documentation keeps pace: commands, problem codes, terms, decisions and links are checked against the source."""

from __future__ import annotations

import argparse
import ast
import re
from pathlib import Path

import pytest

import betang
from betang import cli
from betang.core.tables import TABLES
from tests.house.laws import PROJECT, ROOT, SOURCE, calls, dotted, strings

DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "bench").glob("*.md")])
INTERNAL_VARIABLES = {"BETANG_LIFELINE"}  # between a process and the child it starts
CODE_SHAPE = re.compile(r"[a-z]+(_[a-z]+)+")
NOT_CODES = {"file_row_number", "made_by", "persons_of", "kode_kemendagri"}  # an option of the engine, keys of files


def label(path: object) -> str:
    return str(path.relative_to(ROOT)) if isinstance(path, Path) else str(path)


# ---------------------------------------------------------------- commands


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command of the command line with its own parser."""
    groups = [action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(groups[0].choices)


@pytest.mark.parametrize("name", commands())
def test_every_command_has_a_how_to(name: str) -> None:
    page = (DOCS / "how-to" / f"{name}.md").read_text()
    assert f"betang {name}" in page


@pytest.mark.parametrize("name", commands())
def test_a_how_to_knows_every_option(name: str) -> None:
    page = (DOCS / "how-to" / f"{name}.md").read_text()
    options = {option for action in commands()[name]._actions for option in action.option_strings} - {"-h", "--help"}
    assert not {option for option in options if option not in page}
    assert not {option for option in re.findall(r"`(--[\w-]+)", page) if option not in options}


def test_the_readme_promises_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"make (\w+)", readme)) <= targets
    assert set(re.findall(r"\bbetang (\w+) --", readme)) <= commands().keys()


def variables() -> set[str]:
    """Names of environment variables that the source speaks of."""
    name = re.compile(r"BETANG_[A-Z_]+|DATABASE_URL|DATABASE_OWNER_URL|SECRET_KEY|DEBUG")
    return {
        text
        for path in SOURCE.rglob("*.py")
        for _, text in strings(ast.parse(path.read_text()))
        if name.fullmatch(text) and text not in INTERNAL_VARIABLES
    }


def test_every_environment_variable_is_documented() -> None:
    pages = "\n".join(path.read_text() for path in (DOCS / "how-to").glob("*.md"))
    assert "BETANG_HOSTS" in variables()
    assert not {name for name in variables() if f"`{name}`" not in pages}


# ---------------------------------------------------------------- problem codes


def documented(heading: str = "") -> set[str]:
    page = (DOCS / "reference" / "problem-codes.md").read_text()
    part = page.split(f"## {heading}")[1].split("\n## ")[0] if heading else page
    return set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))


def code_of(call: ast.Call) -> ast.expr | None:
    """The code a call reports: source.problem(code, ...), Problem(file, sheet, row, column, value, code, ...).

    Found(table, column, value, code, ...) is what only the database could see.
    """
    place = {"problem": 0, "Problem": 5, "Found": 3}.get(dotted(call.func).rpartition(".")[2])
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)
    return named or (call.args[place] if place is not None and len(call.args) > place else None)


def codes_in_source() -> set[str]:
    """Codes of the dictionary, codes in calls, and whatever else in a module that reports problems could be one.

    Names of columns, tables and Python are no codes; any other text of core.files in the shape `two_words` must be one.
    """
    names = {*TABLES, *(column for table in TABLES.values() for column in table.names)}
    codes = {part.code for table in TABLES.values() for part in (*table.columns, *table.references)} - {""}
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        if not re.search(r"from betang\.core\.errors import .*\bProblem\b|\bFound\(", text):
            continue
        tree = ast.parse(text)
        identifiers = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
        shaped = {text for _, text in strings(tree) if CODE_SHAPE.fullmatch(text)} - identifiers - imported - names
        if SOURCE / "core" / "files" not in path.parents:
            shaped = set()  # elsewhere most such texts are columns of the database or of an expression
        said = {code_of(call) for call, _ in calls(tree)}
        codes |= shaped | {
            code.value for code in said if isinstance(code, ast.Constant) and isinstance(code.value, str)
        }
    return codes - NOT_CODES - {""}


def test_every_problem_code_is_documented() -> None:
    assert not codes_in_source() - documented()


def test_every_documented_code_of_data_folders_exists() -> None:
    assert not documented("Data folders") - codes_in_source()


def test_a_new_code_would_be_noticed() -> None:
    assert {"missing_column", "bad_level", "parent_cycle"} <= codes_in_source()
    assert "never_heard_of" not in documented()


# ---------------------------------------------------------------- terms, decisions, changes, links


def terms() -> list[tuple[str, str, str]]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", (ROOT / "GLOSSARY.md").read_text(), re.MULTILINE)
    return [row for row in rows if not row[0].startswith(("---", "Indonesian"))]


def test_the_glossary_has_one_word_for_one_meaning() -> None:
    official = [term.lower() for term, _, _ in terms()]
    words = [word for _, word, _ in terms()]
    assert len(words) >= 60
    assert len(official) == len(set(official))
    assert len(words) == len(set(words))


def test_the_glossary_knows_every_table_and_room() -> None:
    words = {word for _, cell, _ in terms() for word in re.findall(r"`([\w/]+)`", cell)}
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert not TABLES.keys() - words
    assert not rooms - words


def test_code_words_of_the_glossary_are_those_of_the_code() -> None:
    """A row whose room is still to be built says so with the word 'later'."""
    text = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    used = set(re.findall(r"[A-Za-z]\w*", text.lower()))
    missing = [
        word
        for _, cell, meaning in terms()
        for word in re.findall(r"`(\w+)`", cell)
        if word.lower() not in used and not any(word.lower() in other for other in used) and "later" not in meaning
    ]
    assert not missing


@pytest.mark.parametrize("path", sorted((DOCS / "adr").glob("*.md")), ids=label)
def test_a_decision_has_its_form(path: Path) -> None:
    text = path.read_text()
    number = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", path.name)
    assert number
    assert text.startswith(f"# {number[1]}. ")
    assert re.findall(r"^## (\w+)", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60, "a decision fits on a page; longer reasons belong in docs/explanation"


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_decisions_and_pages_named_in_the_source_exist() -> None:
    decisions = {path.name[:4] for path in (DOCS / "adr").glob("*.md")}
    missing = set()
    for path in [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "pyproject.toml", *PAGES]:
        text = path.read_text()
        missing |= {f"{label(path)}: ADR {n}" for n in re.findall(r"ADR (\d{4})", text) if n not in decisions}
        missing |= {
            f"{label(path)}: {page}" for page in re.findall(r"\bdocs/[\w/-]+\.md", text) if not (ROOT / page).exists()
        }
    assert not missing


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in link]
    assert not [link for link in links if not (path.parent / link).exists()]


def test_the_changelog_names_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text()
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+|Unreleased)\]", changes, re.MULTILINE)
    kinds = set(re.findall(r"^### (\w+)", changes, re.MULTILINE))
    assert versions[0] == "Unreleased"
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_there_is_one_version() -> None:
    assert betang.__version__ == PROJECT["project"]["version"]
