"""The laws of the house, first proved on their own examples, then held against the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.laws import LAWS, SOURCE, Law

EXAMPLES_THAT_KEEP = [(law, line) for law in LAWS for line in law.good]
EXAMPLES_THAT_BREAK = [(law, line) for law in LAWS for line in law.bad]


def label(value: object) -> str:
    return value.name if isinstance(value, Law) else str(value).splitlines()[0]


@pytest.mark.parametrize(("law", "line"), EXAMPLES_THAT_KEEP, ids=label)
def test_a_law_lets_pass_what_keeps_it(law: Law, line: str) -> None:
    assert not law.findings(line)


@pytest.mark.parametrize(("law", "line"), EXAMPLES_THAT_BREAK, ids=label)
def test_a_law_catches_what_breaks_it(law: Law, line: str) -> None:
    assert law.findings(line)


@pytest.mark.parametrize("law", LAWS, ids=label)
def test_a_planted_module_is_caught_where_the_law_holds(law: Law) -> None:
    assert law.holds_in(Path(law.example_path))


@pytest.mark.parametrize("law", LAWS, ids=label)
def test_the_house_keeps_its_law(law: Law) -> None:
    broken = [
        f"src/betang/{path}:{line}: {finding}"
        for path in sorted(file.relative_to(SOURCE) for file in SOURCE.rglob("*.py"))
        if law.holds_in(path)
        for line, finding in law.findings((SOURCE / path).read_text())
    ]
    assert not broken, "\n".join([f"{law.name}: {law.why}", *broken])
