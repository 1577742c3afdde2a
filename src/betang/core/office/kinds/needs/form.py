"""Our own workbook for the dialogue, known by its columns, and what the lines above its table say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from betang.core.office.desk import Desk, Row
from betang.core.office.kinds.needs.offices import OfficeAbove, office_above
from betang.core.office.meaning.references import References
from betang.core.office.spec import Found
from betang.core.office.writing.dialogue import CODE, OURS, VERSION, VERSION_SAID, YEAR

_SAYS: Final = {
    name: re.compile(rf"^\s*{re.escape(label)}\s*[:=]\s*(?P<value>.+?)\s*$", re.IGNORECASE)
    for name, label in (("code", CODE), ("year", YEAR), ("version", VERSION_SAID))
}
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet of dialogues. `ours`: filled in by us, so that what is unread in it is worth a word.

    `other_year`: the year it was made for, where another one is open.
    """

    ours: bool
    office: OfficeAbove
    other_year: str = ""

    def judge(self, row: Row) -> None:
        """Refuse the rows of a workbook of another year: what was agreed there is no need of this one."""
        if self.other_year:
            row.refuse("other_year", YEAR, self.other_year)


def form_of(desk: Desk, found: Found, references: References) -> Form:
    """What a sheet is; an older form of ours is said once for the file."""
    ours = {column.heading for column in found.spare} >= OURS
    if not ours:
        return Form(ours=False, office=office_above(found, references))
    version = _said(found, "version") or "1"
    if version != str(VERSION):
        desk.file_warning("old_template", found, column=VERSION_SAID, value=version)
    year = _YEAR.search(_said(found, "year") or "")
    opened = desk.known.talks.year
    other = year[0] if year and opened is not None and int(year[0]) != opened else ""
    code = _said(found, "code")
    if code is not None and code in desk.known["units"]:
        return Form(ours=True, office=OfficeAbove(code), other_year=other)
    return Form(ours=True, office=office_above(found, references), other_year=other)


def _said(found: Found, name: str) -> str | None:
    """What a line above the table says after its label, in the same cell or in the next."""
    for place, text in enumerate(found.above):
        if matched := _SAYS[name].match(text):
            return matched["value"]
        if text.strip(" :=").lower() == {"code": CODE, "year": YEAR, "version": VERSION_SAID}[name].lower():
            return next((each.strip(" :=") for each in found.above[place + 1 : place + 2]), None)
    return None
