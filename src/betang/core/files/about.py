"""`about.json`: what a data folder says of itself, beside its tables.

    {"fictional": true, "persons_of": null, "made_by": "betang 0.1.0"}

`fictional` marks invented people, so that every screen and export can say so. `persons_of` names the database whose
own ids stand in the `person` columns; only that database takes them for its ids again. A folder without the file says
nothing of either.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from betang import __version__
from betang.core.errors import BadInput, Problem

ABOUT = "about.json"


@dataclass(frozen=True, slots=True)
class About:
    """What a folder says of itself."""

    fictional: bool = False
    persons_of: str | None = None


def read_about(folder: Path) -> About:
    """What `folder` says of itself. Raises `BadInput` when the file cannot be understood."""
    path = folder / ABOUT
    if not path.is_file():
        return About()
    try:
        said: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput([_unreadable()]) from error
    fictional = said.get("fictional", False) if isinstance(said, dict) else None
    persons_of = said.get("persons_of") if isinstance(said, dict) else None
    if not isinstance(fictional, bool) or not isinstance(persons_of, str | None):
        raise BadInput([_unreadable()])
    return About(fictional, persons_of)


def write_about(folder: Path, about: About) -> None:
    """Write the file into `folder`."""
    said = {"fictional": about.fictional, "persons_of": about.persons_of, "made_by": f"betang {__version__}"}
    (folder / ABOUT).write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def _unreadable() -> Problem:
    return Problem(
        ABOUT,
        "",
        None,
        "",
        "",
        "unreadable_file",
        "must be JSON with fictional (true or false) and persons_of (text or null)",
    )
