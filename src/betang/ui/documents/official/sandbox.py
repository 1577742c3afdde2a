"""Where the fields of a template are filled in: a sandbox that knows texts, lists and conditions, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from betang.ui.documents.official.wording import dictum, letter

FILTERS: Final = ("length", "upper", "lower", "title", "join", "huruf", "urutan")
"""What may follow a field after '|'. `huruf` counts a, b, c; `urutan` KESATU, KEDUA."""


def environment(*, markup: bool) -> ImmutableSandboxedEnvironment:
    """The sandbox. `markup`: it fills in XML, so that signs of markup in a text are escaped."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=markup)
    made.globals.clear()
    made.filters["huruf"], made.filters["urutan"] = letter, dictum
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


_PLAIN: Final = environment(markup=False)


@cache
def _compiled(text: str) -> Template:
    return _PLAIN.from_string(text)


def fill(text: str, scope: dict[str, Any]) -> str:
    """A text of a layout with its fields filled in. Only for texts of ours: every one of them is kept compiled."""
    return _compiled(text).render(scope) if "{" in text else text
