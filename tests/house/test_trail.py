"""The trail can tell everything: each event in the source has a sentence, and each sentence an event."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from betang.agencies.trail.deeds import DEEDS, GROUPS
from tests.house.laws import SOURCE, calls, strings

EVENT = re.compile(r"betang\.([a-z]+)\.[a-z_]+")
PATTERN = re.compile(r"%\((\w+)\)s")
SIGNING_IN = {"note", "note_failure"}  # they put `betang.agencies.` before what they are told
NOT_EVENTS = {
    "betang.agencies.invitation": "the salt of a signature",
    "betang.agencies.send_invitation": "a task",
    "betang.intake.check_batch": "a task",
    "betang.intake.commit_batch": "a task",
    "betang.intake.sweep_batches": "a task",
    "betang.needs.send_reminders": "a task",
    "betang.needs.sweep_runs": "a task",
    "betang.needs.work_map": "a task",
}
"""What looks like the name of an event and is another thing."""


def names_in(source: str) -> Iterator[str]:
    """Every text of a module that looks like the name of an event, and what the helpers of signing in are told."""
    tree = ast.parse(source)
    for _line, text in strings(tree):
        if EVENT.fullmatch(text) and text not in NOT_EVENTS and not _is_module(text):
            yield text
    for call, called in calls(tree):
        if called.rpartition(".")[2] in SIGNING_IN:
            told = (keyword.value for keyword in call.keywords if keyword.arg == "what")
            yield from (f"betang.agencies.{text}" for value in told for _line, text in strings(value))


def _is_module(name: str) -> bool:
    place = SOURCE.joinpath(*name.split(".")[1:])
    return place.exists() or place.with_suffix(".py").exists()


def recorded() -> set[str]:
    from betang.agencies.accounts.sso import LINKS  # noqa: PLC0415

    wiring = {SOURCE / "agencies" / "trail" / "deeds.py", *(SOURCE / "config").rglob("*.py")}
    modules = [path for path in SOURCE.rglob("*.py") if path not in wiring]
    found = {name for path in modules for name in names_in(path.read_text())}
    return found | {f"betang.agencies.{what}" for what, _words in LINKS.values()}


def test_every_event_has_a_sentence() -> None:
    missing = recorded() - DEEDS.keys()
    assert not missing, f"write a sentence for each in betang/agencies/trail/deeds.py: {sorted(missing)}"


def test_every_sentence_has_an_event() -> None:
    assert not DEEDS.keys() - recorded()


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_sentence_is_one(name: str) -> None:
    sentence = str(DEEDS[name].sentence)
    assert EVENT.fullmatch(name)
    assert DEEDS[name].group in GROUPS
    assert sentence.endswith(".")
    assert sentence.count("%") == len(PATTERN.findall(sentence))


def test_every_kind_of_deed_has_deeds() -> None:
    assert GROUPS.keys() == {deed.group for deed in DEEDS.values()}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("audit.record(name='betang.a.b', by=by)", ["betang.a.b"]),
        ("looked(name='betang.a.b' if file else 'betang.a.c', by=by)", ["betang.a.b", "betang.a.c"]),
        ("_looked(shown, viewer, 'betang.a.b')", ["betang.a.b"]),
        ("actions.note(what='signed_in', user=user)", ["betang.agencies.signed_in"]),
        ("task(name='betang.needs.sweep_runs')", []),
        ("app = 'betang.needs.views'", []),
    ],
)
def test_the_search_sees_what_it_should(source: str, names: list[str]) -> None:
    assert list(names_in(source)) == names


def test_the_pages_know_no_silent_superuser() -> None:
    """What somebody may do comes from a membership that is on the trail, never from a flag of the user."""
    for path in (path for path in SOURCE.rglob("*") if path.suffix in {".py", ".html"}):
        assert not re.search(r"is_staff|\.is_superuser|\bhas_(module_)?perms?\b", path.read_text()), path
