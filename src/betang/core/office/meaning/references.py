"""Offices, competencies and governments as cells name them, looked up in what is known.

Each spelling is looked up once. What is not found is refused with what may be meant; nothing is taken by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from betang.core.office.cells import clean
from betang.core.office.desk import Desk, Row
from betang.core.office.names import Directory, Match
from betang.core.office.spec import Cell

_LINES: Final = re.compile(r"[;\n\r|•]+")
_WORDS: Final = re.compile(r"\s*(?:,|/|&|\bdan\b)\s*", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^\s*\(?\d{1,2}[.)]\s+|^\s*[-–•*]\s+")
_UNDER: Final = re.compile(r"\s+[-–—]\s+|\s*[>\\]\s*|\s*[,/]\s*|\s+(?:pada|di lingkungan)\s+", re.IGNORECASE)
"""What stands between a unit and the unit above it in one cell."""
_CODES: Final = {
    "units": "unknown_unit",
    "competencies": "unknown_competency",
    "agencies": "unknown_agency",
    "programs": "unknown_program",
    "targets": "unknown_target",
}
Problem = Callable[..., None]


class References:
    """Looks things up for the readers of one file."""

    def __init__(self, desk: Desk) -> None:
        self._known = desk.known
        self._agency = desk.agency
        self._found: dict[tuple[str, str], Match] = {}

    def code(self, row: Row, name: str, directory: str, *, required: bool = False) -> str | None:
        """What the cell names in `directory`, by code or name; the row is refused where that cannot be told."""
        text = row.text(name, required=required)
        return self.named(directory, text, partial(row.refuse, name=name)) if text else None

    def named(self, directory: str, text: str, problem: Problem) -> str | None:
        """What `text` names; `problem(code, ...)` is called where that cannot be told."""
        found = self._look(directory, text)
        if found.kind == "exact":
            return found.code
        code = {"ambiguous": "ambiguous_reference", "conflict": "code_name_mismatch"}.get(found.kind, _CODES[directory])
        problem(code, offers=offered(found))
        return None

    def competency(self, row: Row) -> str | None:
        """The competency of a row by its code, by its name, or by both where they agree."""
        name = "competency" if row.text("competency") else "competency_name"
        text = row.text(name)
        if text is None:
            row.refuse("missing_value", "competency" if row.found.has("competency") else "competency_name")
            return None
        code = self.named("competencies", text, partial(row.refuse, name=name))
        beside = row.text("competency_name") if name == "competency" else None
        others = self._known["competencies"].named(beside) if beside else ()
        if code and others and code not in others:
            row.refuse("code_name_mismatch", "competency_name")
        return code

    def competencies(self, row: Row, name: str, *, required: bool = False) -> list[str]:
        """The competencies that a cell names, one or several. One alone that is unknown refuses the row; of several,
        those that are unknown are left out, unless all are.
        """
        if not row.text(name, required=required):
            return []
        items = self.items("competencies", row.raw(name))
        matches = [(item, self._look("competencies", item)) for item in items]
        good = [found.code for _, found in matches if found.kind == "exact" and found.code]
        for item, found in matches:
            if found.kind != "exact":
                say = row.drop if good else row.refuse
                self.named("competencies", item, partial(say, name=name, value=item))
        return list(dict.fromkeys(good))

    def items(self, directory: str, cell: Cell) -> list[str]:
        """The things that a cell lists; one whose name holds a comma or 'dan' stays whole."""
        found = [listed for part in _LINES.split(str(cell)) if (listed := clean(_NUMBERED.sub("", part)))]
        items: list[str] = []
        for item in found:
            parts = [item]
            if self._look(directory, item).kind == "none":
                pieces = [piece for piece in map(clean, _WORDS.split(item)) if piece]
                if any(self._look(directory, piece).kind == "exact" for piece in pieces):
                    parts = pieces
            items += parts
        return items

    def _look(self, directory: str, text: str) -> Match:
        found = self._found.get((directory, text))
        if found is None:
            found = self._known[directory].exact(text)
            if directory == "units":
                found = self._office(text, found)
            self._found[directory, text] = found
        return found

    # ------------------------------------------------------------ offices

    def _office(self, text: str, found: Match) -> Match:
        """An office by its name: of several units of one name the one that stands highest, if one alone does; a unit
        beside the unit above it; the name of the sending government behind it says nothing more.
        """
        units = self._known["units"]
        if found.kind == "none":
            bare = self._without_own_name(text)
            if bare and units.exact(bare).kind != "none":
                text, found = bare, units.exact(bare)
            elif within := self._within(text):
                return Match("exact", within[0]) if len(within) == 1 else Match("ambiguous", offers=found.offers)
        if found.kind != "ambiguous":
            return found
        depths = {code: len(_over(units, code)) for code in units.named(text)}
        top = [code for code, depth in depths.items() if depth == min(depths.values())]
        return Match("exact", top[0]) if len(top) == 1 else found

    def _within(self, text: str) -> list[str]:
        """Units named as 'Bidang Contoh - Dinas Contoh', or the other way round."""
        units = self._known["units"]
        for bar in _UNDER.finditer(text):
            ends = units.named(text[: bar.start()]), units.named(text[bar.end() :])
            for lower, upper in (ends, ends[::-1]):
                if found := [code for code in lower if not {*upper}.isdisjoint(_over(units, code))]:
                    return found
        return []

    def _without_own_name(self, text: str) -> str | None:
        """'Dinas Kesehatan Kab. Contoh' without the name of the government that sent the file."""
        words = text.split()
        agencies = self._known["agencies"]
        for cut in range(1, len(words)):
            if self._agency in agencies.named(" ".join(words[cut:])):
                return " ".join(words[:cut]).rstrip(" ,-")
        return None


def offered(found: Match) -> str:
    """What may be meant, for the sentence of a problem: codes, best first."""
    return " ".join(offer.code for offer in found.offers)


def _over(units: Directory, code: str) -> dict[str, None]:
    """The units that stand over one, the nearest first."""
    seen: dict[str, None] = {}
    parent: str = units.facts(code).get("parent") or ""
    while parent in units and parent not in seen:
        seen[parent] = None
        parent = units.facts(parent).get("parent") or ""
    return seen
