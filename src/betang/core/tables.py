"""The data dictionary: every table that goes in and out, as data.

The command line reads and writes these tables as files (`<table>.parquet` or `<table>.csv`), the rooms keep
them as rows, `core` computes on them. One dictionary serves all three, so a column cannot mean two things.

Dates are calendar days, money is whole rupiah, hours are lesson hours (JP, 45 minutes). An empty cell is
*unknown*, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What a column holds."""

    ID = "id"  # a code or key: text, compared as text, leading zeros kept
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"


TIERS: Final = (
    "jpt_utama",
    "jpt_madya",
    "jpt_pratama",
    "administrator",
    "pengawas",
    "pelaksana",
    "jf_utama",
    "jf_madya",
    "jf_muda",
    "jf_pertama",
    "jf_penyelia",
    "jf_mahir",
    "jf_terampil",
    "jf_pemula",
)
AGENCY_KINDS: Final = ("province", "regency", "city", "central")
STATUSES: Final = ("CPNS", "PNS", "PPPK", "PPPK_PW")
SEXES: Final = ("M", "F")
COMPETENCY_KINDS: Final = ("technical", "managerial", "sociocultural")
IMPORTANCES: Final = ("absolute", "important", "needed")
BASES: Final = ("decree", "default", "draft")
SOURCES: Final = ("accredited", "test", "certificate", "supervisor", "peer", "self")  # best first
CHANNELS: Final = ("class", "blended", "online", "nonclassical")
TARGET_LEVELS: Final = ("rpjmd", "renstra", "pk", "spm", "service")
NEED_BASES: Final = ("dialogue", "performance", "post", "law", "strategic")
BUDGET_PURPOSES: Final = ("all", "class", "dues", "travel")
MATCHES: Final = ("exact", "variant", "ambiguous", "none")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds and which values it may hold.

    `required` columns must be there and filled in every row; the others may be empty or absent, which means
    unknown. `code` is the problem code reported for a value outside the domain.
    """

    name: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    low_open: bool = False  # True: the value must be above `low`, not at it
    places: int | None = None  # most digits after the decimal point
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """`columns` of this table name a row of `table`; checked only where all of them are filled."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, its key (empty: any number of rows), what it refers to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    one_of: tuple[tuple[tuple[str, ...], ...], ...] = field(default=())
    """Each entry lists alternatives; in every row exactly one alternative is filled, whole."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _id(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.ID, required)


def _text(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.TEXT, required)


def _date(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATE, required, code="bad_date")


def _choice(name: str, choices: tuple[str, ...], *, required: bool = False, code: str = "bad_choice") -> Column:
    return Column(name, Kind.ID, required, choices=choices, code=code)


def _whole(
    name: str, *, required: bool = False, low: float | None = 0, high: float | None = None, code: str = "out_of_range"
) -> Column:
    return Column(name, Kind.INTEGER, required, low=low, high=high, code=code)


def _decimal(
    name: str,
    *,
    required: bool = False,
    low: float | None = None,
    high: float | None = None,
    low_open: bool = False,
    places: int | None = None,
) -> Column:
    return Column(
        name, Kind.DECIMAL, required, low=low, high=high, low_open=low_open, places=places, code="out_of_range"
    )


def _level(name: str, low: int) -> Column:
    return _whole(name, required=True, low=low, high=5, code="bad_level")


def _flag(name: str) -> Column:
    return Column(name, Kind.BOOLEAN)


def _ref(columns: str, table: str, target: str = "", code: str = "") -> Reference:
    names = tuple(columns.split())
    return Reference(names, table, tuple(target.split()) or names, code)


_TO_AGENCY = _ref("agency", "agencies", code="unknown_agency")
_TO_UNIT = _ref("agency unit", "units", code="unknown_unit")
_TO_PERSON = _ref("person", "people", code="unknown_person")
_TO_JOB = _ref("job", "jobs", code="unknown_job")
_TO_COMPETENCY = _ref("competency", "competencies", code="unknown_competency")
_TO_PROGRAM = _ref("program", "programs", code="unknown_program")

_ALL = (
    Table(
        "agencies",
        (
            _id("agency", required=True),
            _text("name", required=True),
            _choice("kind", AGENCY_KINDS, required=True),
            _id("region_code"),
            _id("bkn_code"),
        ),
        key=("agency",),
    ),
    Table(
        "units",
        (_id("agency", required=True), _id("unit", required=True), _text("name", required=True), _id("parent")),
        key=("agency", "unit"),
        references=(_TO_AGENCY, _ref("agency parent", "units", "agency unit", "unknown_parent")),
    ),
    Table(
        "jobs",
        (
            _id("job", required=True),
            _text("name", required=True),
            _choice("tier", TIERS, required=True, code="bad_tier"),
            _text("family"),
            _id("affair"),
        ),
        key=("job",),
    ),
    Table(
        "people",
        (
            _id("person", required=True),
            _id("agency", required=True),
            _id("unit", required=True),
            _id("job", required=True),
            _id("next_job"),
            _text("name"),
            _id("nip"),
            _choice("status", STATUSES, required=True, code="bad_status"),
            _id("rank"),
            _id("education"),
            _date("employed_from"),
            _date("born"),
            _choice("sex", SEXES),
            _id("legal_position"),
            _date("job_since"),
            _date("retires_on"),
            _id("supervisor"),
        ),
        key=("person",),
        references=(
            _TO_AGENCY,
            _TO_UNIT,
            _TO_JOB,
            _ref("next_job", "jobs", "job", "unknown_job"),
            _ref("supervisor", "people", "person", "unknown_person"),
        ),
    ),
    Table(
        "competencies",
        (
            _id("competency", required=True),
            _text("name", required=True),
            _choice("kind", COMPETENCY_KINDS, required=True),
            _id("affair"),
        ),
        key=("competency",),
    ),
    Table(
        "standards",
        (
            _id("agency"),
            _id("job"),
            _choice("tier", TIERS, code="bad_tier"),
            _id("competency", required=True),
            _level("level", 1),
            _choice("importance", IMPORTANCES, required=True, code="bad_importance"),
            _choice("basis", BASES),
        ),
        key=("agency", "job", "tier", "competency"),
        references=(_TO_AGENCY, _TO_JOB, _TO_COMPETENCY),
        one_of=((("job",), ("tier",)),),
    ),
    Table(
        "performance",
        (
            _id("person", required=True),
            _whole("year", required=True, low=1945, high=2200),
            _whole("predicate", required=True, low=1, high=5, code="bad_predicate"),
        ),
        key=("person", "year"),
        references=(_TO_PERSON,),
    ),
    Table(
        "assessments",
        (
            _id("person", required=True),
            _id("competency", required=True),
            _level("level", 0),
            _date("assessed_on", required=True),
            _choice("source", SOURCES, required=True, code="bad_source"),
            _date("valid_until"),
        ),
        references=(_TO_PERSON, _TO_COMPETENCY),
    ),
    Table(
        "targets",
        (
            _id("target", required=True),
            _id("agency", required=True),
            _id("unit"),
            _id("parent"),
            _choice("level", TARGET_LEVELS),
            _text("document", required=True),
            _text("indicator", required=True),
            _text("unit_of_measure", required=True),
            _decimal("baseline"),
            _decimal("goal"),
            _whole("year", required=True, low=1945, high=2200),
            _decimal("weight", required=True, low=0, low_open=True, places=4),
        ),
        key=("target",),
        references=(_TO_AGENCY, _TO_UNIT, _ref("parent", "targets", "target", "unknown_target")),
    ),
    Table(
        "target_links",
        (
            _id("target", required=True),
            _id("competency", required=True),
            _id("unit"),
            _decimal("relevance", required=True, low=0, high=1, low_open=True, places=4),
        ),
        key=("target", "competency", "unit"),
        references=(_ref("target", "targets", code="unknown_target"), _TO_COMPETENCY),
    ),
    Table(
        "programs",
        (
            _id("program", required=True),
            _text("name", required=True),
            _choice("channel", CHANNELS, required=True, code="bad_channel"),
            _decimal("hours", required=True, low=0),
            _whole("days", required=True),
            _whole("onsite_days"),
            _whole("class_min", required=True, low=1),
            _whole("class_max", required=True, low=1),
        ),
        key=("program",),
    ),
    Table(
        "outcomes",
        (
            _id("program", required=True),
            _id("competency", required=True),
            _level("from_level", 0),
            _level("to_level", 1),
        ),
        key=("program", "competency"),
        references=(_TO_PROGRAM, _TO_COMPETENCY),
    ),
    Table(
        "eligibility",
        (
            _id("program", required=True),
            _choice("tier", TIERS, code="bad_tier"),
            _choice("status", STATUSES, code="bad_status"),
        ),
        references=(_TO_PROGRAM,),
    ),
    Table(
        "hosts",
        (
            _id("program", required=True),
            _id("host", required=True),
            _whole("fixed_cost", required=True),
            _whole("seat_cost", required=True),
            _whole("max_classes", required=True),
            _whole("tariff"),
            _flag("retains"),
        ),
        key=("program", "host"),
        references=(_TO_PROGRAM, _ref("host", "agencies", "agency", "unknown_agency")),
    ),
    Table(
        "budgets",
        (
            _id("agency", required=True),
            _choice("purpose", BUDGET_PURPOSES, required=True),
            _whole("amount", required=True),
        ),
        key=("agency", "purpose"),
        references=(_TO_AGENCY,),
    ),
    Table(
        "travel",
        (
            _id("origin", required=True),
            _id("host", required=True),
            _whole("transport", required=True),
            _whole("per_day", required=True),
        ),
        key=("origin", "host"),
        references=(
            _ref("origin", "agencies", "agency", "unknown_agency"),
            _ref("host", "agencies", "agency", "unknown_agency"),
        ),
    ),
    Table(
        "training_history",
        (
            _id("person", required=True),
            _whole("kind", required=True, low=1, high=25, code="bad_kind"),
            _text("title", required=True),
            _id("program"),
            _text("organiser"),
            _text("certificate"),
            _date("start"),
            _date("end"),
            _decimal("hours", required=True, low=0),
            _decimal("hours_counted", low=0),
        ),
        references=(_TO_PERSON, _TO_PROGRAM),
    ),
    Table(
        "obligations",
        (_id("person", required=True), _id("program", required=True), _text("rule", required=True), _date("due")),
        key=("person", "program"),
        references=(_TO_PERSON, _TO_PROGRAM),
    ),
    Table(
        "needs",
        (
            _id("need", required=True),
            _id("agency", required=True),
            _id("unit"),
            _id("person"),
            _id("competency"),
            _id("program"),
            _whole("people", low=1),
            _choice("basis", NEED_BASES, required=True),
            _date("agreed_on"),
        ),
        key=("need",),
        references=(_TO_AGENCY, _TO_UNIT, _TO_PERSON, _TO_COMPETENCY, _TO_PROGRAM),
        one_of=((("person", "competency"), ("program", "people")),),
    ),
    Table(
        "proposals",
        (
            _id("agency", required=True),
            _id("unit"),
            _text("title", required=True),
            _id("program"),
            _choice("match", MATCHES),
            _whole("people", low=1),
            _text("persons"),
        ),
        references=(_TO_AGENCY, _TO_UNIT, _TO_PROGRAM),
    ),
)

TABLES: Final = MappingProxyType({table.name: table for table in _ALL})
"""Every table by name, in an order in which references point back (a table may refer to itself)."""

NEEDED_FOR_MAP: Final = ("agencies", "units", "jobs", "people", "competencies", "standards")
NEEDED_FOR_PLAN: Final = (*NEEDED_FOR_MAP, "programs", "hosts", "budgets", "travel")
