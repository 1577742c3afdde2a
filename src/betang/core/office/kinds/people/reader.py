"""A register read row by row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from betang.core.office import nip as nips
from betang.core.office import quality
from betang.core.office.cells import Unread, clean
from betang.core.office.cells import day as read_day
from betang.core.office.desk import Desk, Row
from betang.core.office.kinds.people.fields import LEFT_ALONE
from betang.core.office.kinds.people.places import Place, Places, Post
from betang.core.office.kinds.people.taken import Taken
from betang.core.office.kinds.people.words import (
    AWAY,
    CONTRACT,
    EDUCATIONS,
    GONE,
    SEXES,
    education_of,
    employment_of,
    kind_of_post,
    position_of,
    rank_of,
    rank_of_id,
)
from betang.core.office.names import plain
from betang.core.office.nip import NipFacts
from betang.core.office.reading.grids import plain as plain_heading
from betang.core.office.spec import Cell, Found
from betang.core.office.titles import person_name

_DAYS: Final = ("employed_from", "pns_since", "born", "job_since", "retires_on")
_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "employed_from": ("employed_from",),
    "pns_since": ("pns_since",),
    "born": ("born",),
    "sex": ("sex",),
    "education": ("education", "education_name"),
    "degree": ("degree", "degree_front"),
    "rank": ("rank", "rank_id"),
    "job": ("job", "job_name"),
    "job_kind": ("job_kind", "job_kind_name"),
    "position": ("position", "position_name"),
    "status": ("status",),
    "employment": ("employment",),
    "home_agency": ("home_agency",),
    "work_agency": ("work_agency",),
    "nik": ("nik",),
    "email": ("email",),
    "phone": ("phone",),
    "nip": ("nip",),
}
"""What a check of `quality` needs, and the fields any of which tells it."""


def read(desk: Desk) -> None:
    """Take in the people, the posts they hold, and what is amiss in their rows."""
    found = desk.sheets("people")
    taken, places = Taken(), Places(desk.known)
    unseen: set[str] = set()
    for sheet, table in enumerate(found):
        register = _Register(desk, sheet, table, taken, places)
        unseen.update(register.unseen)
        for row in desk.rows(table, reported_in="nip"):
            register.read(row)
        _say_unused(desk, table)
    taken.settle(desk, found, judge_posts="two_in_one_post" not in unseen)
    for code in sorted(unseen):
        desk.spool.give("unseen", -1, {"code": code})


def _say_unused(desk: Desk, found: Found) -> None:
    """Columns beyond those a register is known to have, which lead nowhere."""
    unused = [column for column in found.spare if plain_heading(column.heading) not in LEFT_ALONE]
    unused += found.columns.get("eselon", ())
    for column in sorted(unused, key=lambda column: column.index):
        desk.file_warning("extra_column", found, column.heading)


class _Register:
    """One sheet of a register."""

    def __init__(self, desk: Desk, sheet: int, found: Found, taken: Taken, places: Places) -> None:
        self._desk = desk
        self._sheet = sheet
        self._found = found
        self._taken = taken
        self._places = places
        self._agencies: dict[tuple[str, str], bool] = {}
        self._days: dict[tuple[str, Cell], date | None] = {}
        self._degrees = not found.has("degree")  # the name may carry them
        told = {name for name, fields in _TOLD_BY.items() if any(found.has(field) for field in fields)}
        self.unseen = frozenset(quality.unseen(told))

    def read(self, row: Row) -> None:
        nip = row.nip("nip")
        position, said_in = self._position(row)
        if position in GONE:
            row.refuse("not_active", said_in, position if said_in == "position" else None)
            return
        if self._works_elsewhere(row):
            row.refuse("other_agency", "work_agency" if row.text("work_agency") else "work_agency_name")
            return
        unit = self._unit(row)
        kind = kind_of_post(_clean(row.raw("job_kind")) or _clean(row.raw("job_kind_name")))
        post = self._post(row, kind, unit)
        days = {name: self._day(row, name) for name in _DAYS}
        if row.refused or nip is None or unit is None or post is None:
            return
        row.key(nip)
        said = _Said(row, nip, position, kind)
        self._warn(said, said_in, days)
        self._give(said, unit, post, days)

    # ------------------------------------------------------------ who is no part of it

    def _position(self, row: Row) -> tuple[str, str]:
        """The id of the legal position, and the field that says it."""
        text = _clean(row.raw("position"))
        if text:
            found = position_of(text)
            if found is None:
                row.drop("bad_choice", "position")
            return found or "", "position"
        text = _clean(row.raw("position_name"))
        return (position_of(text) or "" if text else ""), "position_name"

    def _works_elsewhere(self, row: Row) -> bool:
        """Whether the row says another agency than the sender. An id or name that says nothing to us is another's."""
        code, name = _clean(row.raw("work_agency")), _clean(row.raw("work_agency_name"))
        if (not code and not name) or self._desk.agency is None:
            return False
        key = (code, name)
        if key not in self._agencies:
            self._agencies[key] = self._another(code, name)
        return self._agencies[key]

    def _another(self, code: str, name: str) -> bool:
        agencies, own = self._desk.known["agencies"], self._desk.agency
        for text in filter(None, (code, name)):
            meant = {agencies.code(text), *agencies.named(text)} - {None}
            if meant:
                return own not in meant
        return bool(name)

    def _day(self, row: Row, name: str) -> date | None:
        """A day; the same one in words or figures is read once. What is not kept refuses nothing."""
        cell = row.raw(name)
        if not cell:
            return None
        if name == "pns_since":
            return _lenient(cell)
        key = (name, cell)
        if key in self._days:
            return self._days[key]
        found = row.day(name, past=name != "retires_on")
        if found is not None and isinstance(cell, str) and not cell.strip().isdecimal():  # day numbers are warned of
            self._days[key] = found
        return found

    # ------------------------------------------------------------ unit and post

    def _unit(self, row: Row) -> str | None:
        if self._found.has("unit"):
            text = _clean(row.raw("unit"))
            if not text:
                row.refuse("missing_value", "unit")
                return None
            unit = self._places.unit(text)
            if unit is None:
                row.refuse("unknown_unit", "unit")
            return unit
        name, office = row.text("unit_name") or "", row.text("office") or ""
        column = "unit_name" if name or not self._found.has("office") else "office"
        if not name and not office:
            row.refuse("missing_value", column)
            return None
        return self._named(row, self._places.unit_named(name, office), column)

    def _named(self, row: Row, place: Place, column: str) -> str | None:
        if place.code is None:
            row.refuse(place.problem, column, offers=place.offers)
        return place.code

    def _post(self, row: Row, kind: str, unit: str | None) -> Post | None:
        if not self._found.has("job"):
            title = row.text("job_name", required=True)
            if title is None:
                return None
            post, place = self._places.post_titled(title, row.text("tier") or "", unit)
            self._named(row, place, "job_name")
            return post
        job, title = _clean(row.raw("job")), _clean(row.raw("job_name"))
        if not job:
            row.refuse("missing_value", "job")
            return None
        post = self._places.post(job, title, kind, unit)
        if post is None and unit is not None:  # a unit that is not known is the first cause
            if title or kind == "1":
                row.refuse("unknown_job", "job")
            else:
                row.refuse("missing_value", "job_name")
        return post

    # ------------------------------------------------------------ what comes of it

    def _warn(self, said: _Said, said_in: str, days: Mapping[str, date | None]) -> None:
        row, facts = said.row, said.facts
        contract = facts.status == "PPPK"
        shown = said.position if said_in == "position" else None  # 03, also where a spreadsheet made it 3
        if said.position in AWAY:
            row.warn("on_leave", said_in, shown)
        if said.position:
            if (said.position in CONTRACT) != contract:
                row.warn("status_mismatch", said_in, shown)
        elif said.employment and said.employment.startswith("PPPK") != contract:
            row.warn("status_mismatch", "status")
        born, start = days.get("born"), days.get("employed_from")
        if born is not None and born != facts.born:
            row.warn("nip_birth_mismatch", "born")
        if said.sex is not None and said.sex != facts.sex:
            row.warn("nip_sex_mismatch", "sex")
        if start is not None and not quality.starts_as_said(facts, start):
            row.warn("nip_start_mismatch", "employed_from")

    def _give(self, said: _Said, unit: str, post: Post, days: Mapping[str, date | None]) -> None:
        row, nip = said.row, said.nip
        person, name = row.text("person") or nip, row.text("name")
        supervisor = self._supervisor(row)
        row.give(
            "people",
            person=person,
            agency=self._desk.agency,
            unit=unit,
            job=post.code,
            name=person_name(name, with_degrees=self._degrees) if name else None,
            nip=nip,
            status=said.status,
            rank=said.rank or None,
            education=EDUCATIONS.get(said.education),
            employed_from=days.get("employed_from"),
            born=days.get("born"),
            sex=said.sex,
            legal_position=said.position or None,
            job_since=days.get("job_since"),
            retires_on=days.get("retires_on"),
            supervisor=supervisor,
        )
        self._taken.add(self._sheet, row.sequence, row.number, nip, person, supervisor, post)
        judged = said.judged(post, days, degrees=self._degrees)
        for code in quality.findings(judged, self._desk.received_on, self.unseen):
            row.give("findings", person=nip, code=code)

    def _supervisor(self, row: Row) -> str | None:
        if not row.text("supervisor"):
            return None
        try:
            return nips.read(row.raw("supervisor"))
        except Unread as bad:
            row.drop(bad.code, "supervisor")
            return None


@lru_cache(maxsize=4096)
def _lenient(cell: Cell) -> date | None:
    try:
        return read_day(cell).value
    except Unread:
        return None


@lru_cache(maxsize=8192, typed=True)
def _clean(cell: Cell) -> str:
    """The text of a cell of which many rows say the same."""
    return clean(cell)


class _Said:
    """What the cells of one row say of a person."""

    __slots__ = (
        "education",
        "employment",
        "employment_name",
        "facts",
        "job_kind",
        "nip",
        "position",
        "rank",
        "row",
        "sex",
        "status",
    )

    def __init__(self, row: Row, nip: str, position: str, job_kind: str) -> None:
        self.row, self.nip, self.position, self.job_kind = row, nip, position, job_kind
        self.facts: NipFacts = nips.facts(nip)
        self.employment_name = _clean(row.raw("employment"))
        self.employment = employment_of(_clean(row.raw("status")))
        self.status = self._status()
        self.sex = self._sex()
        self.rank = self._rank()
        self.education = self._education()

    def _status(self) -> str:
        """PNS or PPPK is what the NIP says; words say the rest."""
        others = (employment_of(self.employment_name), employment_of(_clean(self.row.raw("position_name"))))
        if self.facts.status == "PPPK":
            return "PPPK_PW" if "PPPK_PW" in (self.employment, *others) else "PPPK"
        return "CPNS" if self.employment == "CPNS" or (not self.employment and "CPNS" in others) else "PNS"

    def _sex(self) -> str | None:
        text = _clean(self.row.raw("sex"))
        if not text:
            return None
        found = SEXES.get(plain(text))
        if found is None:
            self.row.drop("bad_choice", "sex")
        return found

    def _rank(self) -> str:
        contract = self.facts.status == "PPPK"
        text = _clean(self.row.raw("rank"))
        if text:
            return rank_of(text, contract=contract)
        return rank_of_id(_clean(self.row.raw("rank_id")), contract=contract) or ""

    def _education(self) -> str:
        """The id of the level of education; '' where it is not said."""
        field = "education"
        text = _clean(self.row.raw(field))
        if not text:
            field = "education_name"
            text = _clean(self.row.raw(field))
        if not text:
            return ""
        found = education_of(text)
        if found is None:
            self.row.drop("bad_choice", field)
        return found or ""

    def judged(self, post: Post, days: Mapping[str, date | None], *, degrees: bool) -> quality.RegisterRow:
        """The row as `quality` looks at it."""
        text = self.row.text
        degree = _clean(self.row.raw("degree")) or _clean(self.row.raw("degree_front"))
        if degrees and not degree and "," in (text("name") or ""):
            degree = "in the name"
        return quality.RegisterRow(
            nip=self.facts,
            status=self.status,
            tier=post.tier,
            title=post.title,
            job_kind=self.job_kind,
            rank=self.rank,
            education=self.education,
            degree=degree,
            employed_from=days.get("employed_from"),
            pns_since=days.get("pns_since"),
            born=days.get("born"),
            sex=self.sex or "",
            position=self.position,
            retires_on=days.get("retires_on"),
            employment=self.employment_name,
            home_agency=_clean(self.row.raw("home_agency")),
            work_agency=_clean(self.row.raw("work_agency")),
            nik=text("nik") or "",
            email=text("email") or "",
            phone=text("phone") or "",
        )
