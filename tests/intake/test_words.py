"""Every problem that can be said has its sentence: the rule that was not kept, and what to do."""

from __future__ import annotations

import ast
import re

import pytest
from django.utils import translation

from betang.core.tables import TABLES
from betang.intake import titles, words
from tests.house.laws import SOURCE, calls
from tests.house.test_docs import documented
from tests.intake.everything import KINDS

OFFICE = SOURCE / "core" / "office"
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
SAY = {
    "Unreadable": (0,), "Unread": (0,), "refuse": (0,), "warn": (0,), "drop": (0,), "file_warning": (0,),
    "choice": (2,), "Trouble": (0,), "later": (1,), "Place": (1,),
}  # fmt: skip
"""What reports a problem, and which argument is its code (for `later`: a mapping or comprehension of them)."""
OF_THE_ROOM = {"gave_up", "our_fault", "changed_meanwhile", "refused_by_database"}
"""What the room itself says of a whole file."""


def said_by_readers() -> set[str]:
    """Every code in the source that some call reports, or that stands in a table of codes."""
    found = set()
    for path in OFFICE.rglob("*.py"):
        tree = ast.parse(path.read_text())
        for call, called in calls(tree):
            places = SAY.get(called.rpartition(".")[2], ())
            arguments = [call.args[i] for i in places if i < len(call.args)]
            arguments += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
            found |= {
                node.value
                for argument in arguments
                for node in ast.walk(argument)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
            }
    return found


def test_every_code_of_the_readers_has_its_words():
    assert said_by_readers() - words.PROBLEMS.keys() - words.FILES.keys() == set()
    assert words.FILES.keys() >= OF_THE_ROOM


def test_the_walk_finds_codes():
    assert {"unknown_unit", "nip_digits_lost", "not_active", "zip_bomb", "bad_channel"} <= said_by_readers()


def test_every_code_with_words_is_in_the_reference():
    assert (words.PROBLEMS.keys() | words.FILES.keys()) - documented() == set()


@pytest.mark.parametrize("code", [*words.PROBLEMS, *words.FILES])
def test_a_problem_is_told_in_whole_sentences_in_both_languages(code):
    told = {}
    for language in ("id", "en"):
        with translation.override(language):
            told[language] = words.told(code)
            assert told[language].rule.endswith(".")
            assert told[language].deed.endswith(".")
    assert told["id"] != told["en"]


def test_what_is_on_record_is_said_with_the_rule():
    assert words.told("program_differs", {"known": "40 JP"}).rule.endswith("Yang tercatat: 40 JP.")


def test_a_code_nobody_has_written_words_for_is_told_as_it_is():
    assert words.told("never_heard_of").rule == "never_heard_of"


def test_every_table_and_column_of_the_dictionary_has_a_name():
    assert TABLES.keys() <= titles.TABLES.keys()
    assert {name for table in TABLES.values() for name in table.names} <= titles.COLUMNS.keys()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_speaks_english_too(kind):
    with translation.override("en"):
        assert titles.of(kind.purpose) != kind.purpose
        assert titles.of(kind.title) != kind.title
