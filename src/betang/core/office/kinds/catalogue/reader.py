"""A row of the catalogue: one training of one host, with what it teaches and whom it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from betang.core.office.cells import clean
from betang.core.office.cells import level as read_level
from betang.core.office.cells.values import Unread
from betang.core.office.desk import LARGEST, Desk, Row
from betang.core.office.meaning.audience import audience, in_remark
from betang.core.office.meaning.references import References
from betang.core.office.names import plain
from betang.core.office.spec import also

# ---------------------------------------------------------------- words

_NONCLASSICAL: Final = (
    r"non ?klasikal|coaching|mentoring|magang|prakt[ie]k kerja|bimbingan di tempat kerja|detasering|benchmarking"
    r"|outbond|pertukaran pegawai|belajar mandiri|komunitas belajar|on the job training|ojt"
)
_CHANNELS: Final = (
    ("nonclassical", _NONCLASSICAL),
    ("blended", r"blended(?: learning)?|campuran|hybrid|hibrida?|bauran"),
    ("online", r"e ?learning|pjj|(?:pelatihan |pembelajaran )?jarak jauh|daring|online|on line|mooc|webinar|virtual"),
    ("class", r"klasikal|tatap muka|luring|offline|off line|di kelas|classical|class"),
)
_WORDS: Final = tuple((channel, re.compile(rf"\b(?:{pattern})\b")) for channel, pattern in _CHANNELS)
_GENERAL: Final = re.compile(r"\bnon ?klasikal\b")
_NOISE: Final = frozenset(
    also(
        "pelatihan; pembelajaran; diklat; learning; metode; jalur; model; secara; melalui; dengan; dan; penuh; full; "
        "fully; 100; sinkron; asinkron; kombinasi"
    )
)

_ITEMS: Final = re.compile(r"[;\n|•]+|(?<=\d)\s*[),]+\s*(?=\D)")
_OUTCOME: Final = re.compile(
    r"^(?P<what>.*?\S)[\s:=,(]*?[\s:=,(]+(?:dari\s+|naik\s+)?(?:level|lvl|lv|tingkat|l)?\s*\.?(?P<low>[0-5])\s*"
    r"(?:→|->|=>|>|–|—|-|/|ke|menjadi|menuju|sampai(?:\s+dengan)?|hingga|s\s*[./]?\s*d\.?)\s*"
    r"(?:level|lvl|lv|tingkat|l)?\s*\.?(?P<high>\d)\s*\)?\s*$",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"^\s*\(?\d{1,2}[.)]\s+|^\s*[-–*]\s+")
_OTHERS: Final = re.compile(r"[;\n|]+|\s/\s")
_SHORT: Final = 4  # words of a name between commas
_TIMES: Final = frozenset(also("menit; jam; jp; jpl; pelajaran; hari; hr; hk; minggu; bulan; bln; tahun; thn; sesi"))
_LETTERS: Final = re.compile(r"[a-z]+")
_NUMBER: Final = re.compile(r"(\d{1,2})\D*$")
_FIGURES: Final = ("channel", "hours", "days", "onsite_days", "class_min", "class_max")
_HOSTING: Final = ("host", "fixed_cost", "seat_cost", "max_classes", "tariff", "retains")


def channel_of(text: str) -> str | None:
    """How a training is held: klasikal, blended, e-learning, coaching ...; None for any other word, or for several."""
    left = plain(text)
    found = []
    general = _GENERAL.search(left) is not None
    for channel, pattern in _WORDS:
        left, times = pattern.subn(" ", left)
        if times:
            found.append(channel)
    if not {*left.split()} <= _NOISE:
        return None
    if general and found == ["nonclassical", "online"]:
        return "online"  # e-learning is a way of nonklasikal
    if "blended" in found:
        return "blended"
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------- reading


@dataclass(slots=True)
class _Listed:
    """A row of the catalogue that is fine by itself, as long as the rows after it are not known."""

    sequence: int
    record: dict[str, Any]
    others: list[str]


@dataclass
class _Catalogue:
    """The rows of one file, and what their programmes are known to be."""

    desk: Desk
    references: References
    listed: list[_Listed] = field(default_factory=list)
    stated: dict[str, dict[str, Any]] = field(default_factory=dict)  # by plain code, as rows above had it

    def code(self, row: Row, name: str | None) -> str | None:
        """The programme of a row by its code, or by its name where the catalogue knows that already."""
        known = self.desk.known["programs"]
        text = row.text("program")
        if text is None:
            found = known.exact(name) if name else None
            if found and found.kind == "exact":
                return found.code
            row.refuse("missing_value", "program")
            return None
        code = known.code(text) or self.stated.get(text.casefold(), {}).get("program") or text
        bearers = known.named(name) if name else ()
        if bearers and code in known and code not in bearers:
            row.refuse("code_name_mismatch", "name")
            return None
        return str(code)

    def agreed(self, row: Row, record: dict[str, Any]) -> dict[str, Any]:
        """The figures of a programme that is others' as well: where this file differs, theirs stay."""
        code = record["program"]
        known = self.desk.known["programs"]
        held: dict[str, Any] = dict(self.stated.get(code.casefold(), {}))
        if code in known and known.facts(code).get("shared", True):
            held = {"name": known.name(code), **{name: known.facts(code).get(name) for name in _FIGURES}}
        if record["name"] and held.get("name") and plain(record["name"]) == plain(held["name"]):
            record["name"] = held["name"]
        for name in ("name", *_FIGURES):
            if record[name] is not None and held.get(name) is not None and record[name] != held[name]:
                row.warn("program_differs", name, known=str(held[name]))
        return {**record, **{name: value for name, value in held.items() if value is not None and name in record}}

    def take(self) -> None:
        """Give the programmes of the rows that were taken: what one row leaves out holds as another says it."""
        taken = [each for each in self.listed if each.sequence not in self.desk.refused]
        whole: dict[str, dict[str, Any]] = {}
        for each in taken:
            known = whole.setdefault(each.record["program"], dict(each.record))
            known.update({name: value for name, value in each.record.items() if known[name] is None})
        for each in taken:
            record = whole[each.record["program"]]
            self.desk.spool.give("programs", each.sequence, record)
            figures = {name: record[name] for name in _FIGURES}
            self.desk.known["programs"].add(record["program"], record["name"], each.others, **figures)
        self.listed.clear()


def read(desk: Desk) -> None:
    """Take in the programmes with their hosts, then what they teach where that stands on a sheet of its own."""
    catalogue = _Catalogue(desk, References(desk))
    for found in desk.sheets("programs"):
        for row in desk.rows(found, reported_in="program" if found.has("program") else "name"):
            _program(catalogue, row)
        catalogue.take()
    for found in desk.sheets("outcomes"):
        for row in desk.rows(found, reported_in="program"):
            _outcome(catalogue, row)


def _program(catalogue: _Catalogue, row: Row) -> None:
    name = row.text("name", required=True)
    code = catalogue.code(row, name)
    channel = row.text("channel", required=True)
    record: dict[str, Any] = {
        "program": code,
        "name": name,
        "channel": channel_of(channel) if channel else None,
        "hours": _hours(row),
        "days": _lasting(row, "days", required=True),
        "onsite_days": _lasting(row, "onsite_days"),
        "class_min": row.whole("class_min", required=True, low=1),
        "class_max": row.whole("class_max", required=True, low=1),
    }
    if channel and record["channel"] is None:
        row.refuse("bad_channel", "channel")
    host = _host(catalogue, row)
    taught = list(_taught(catalogue, row))
    if None not in (record["class_min"], record["class_max"]) and record["class_min"] > record["class_max"]:
        row.refuse("class_size", "class_max")
    if code is None:
        return
    record = catalogue.agreed(row, record)
    row.key(code, host.get("host"))
    if host:
        row.give("hosts", program=code, **host)
    for competency, low, high in taught:
        row.give("outcomes", program=code, competency=competency, from_level=low, to_level=high)
    _eligible(row, code)
    others = [other for other in _others(row) if plain(other) != plain(name or "")]
    for spelled in others:
        row.give("aliases", kind="programs", spelled=spelled, code=code)
    if not row.refused:
        catalogue.stated.setdefault(code.casefold(), record)
        catalogue.listed.append(_Listed(row.sequence, record, others))


def _others(row: Row) -> list[str]:
    """Other names, between semicolons; between commas where each is short, as former names are."""
    text = str(row.raw("others")) if row.text("others") else ""
    found = [name for part in _OTHERS.split(text) if (name := clean(part))]
    if len(found) == 1 and "," in found[0]:
        pieces = [piece for piece in map(clean, found[0].split(",")) if piece]
        if all(len(piece.split()) <= _SHORT and not piece.lower().startswith("dan ") for piece in pieces):
            return pieces
    return found


def _hours(row: Row) -> Any:
    if not _says_only(row, "hours", "jp", "jpl", "jam", "pelajaran"):
        return None
    hours = row.number_of("hours", required=True)
    if hours is not None and not 0 <= hours <= LARGEST:
        row.refuse("out_of_range", "hours")
    return hours


def _lasting(row: Row, name: str, *, required: bool = False) -> int | None:
    if not _says_only(row, name, "hari", "hr", "hk"):
        return None
    return row.whole(name, required=required)


def _says_only(row: Row, name: str, *units: str) -> bool:
    """Whether no other measure of time stands in the cell: two weeks are not two days."""
    said = _TIMES.intersection(_LETTERS.findall((row.text(name) or "").lower()))
    if said <= {*units}:
        return True
    row.refuse("bad_number", name)
    return False


def _host(catalogue: _Catalogue, row: Row) -> dict[str, Any]:
    """Who holds it and what that costs; nothing where the file has no column of the kind."""
    if not any(row.found.has(name) for name in _HOSTING):
        return {}
    host: dict[str, Any] = {
        "host": catalogue.desk.agency,  # a catalogue that names no host is the sender's own
        "fixed_cost": row.rupiah("fixed_cost", required=True),
        "seat_cost": row.rupiah("seat_cost", required=True),
        "max_classes": row.whole("max_classes", required=True),
        "tariff": row.rupiah("tariff"),
        "retains": row.flag("retains"),
    }
    if row.found.has("host"):
        host["host"] = catalogue.references.code(row, "host", "agencies", required=True)
    return host


def _eligible(row: Row, code: str) -> None:
    """Tiers and kinds of employment, from the column or from a remark."""
    column, text = "audience", row.text("audience")
    if text is None:
        column, text = "remark", in_remark(str(row.raw("remark"))) if row.text("remark") else None
    if text is None:
        return
    pairs = audience(text)
    if pairs is None:
        row.warn("not_mapped", column)
        return
    for tier, status in pairs:
        row.give("eligibility", program=code, tier=tier, status=status)


# ---------------------------------------------------------------- what is taught

Taught = tuple[str, int, int]


def _taught(catalogue: _Catalogue, row: Row) -> Iterator[Taught]:
    """Competencies with their levels, from one cell or from numbered columns."""
    levels = row.found.has("from_level") and row.found.has("to_level")
    for place in range(row.count("competency")):
        if row.text("competency", at=place):
            yield from _beside(catalogue, row, place) if levels else _listed(catalogue, row, "competency", place)
    yield from _listed(catalogue, row, "outcomes", 0)


def _listed(catalogue: _Catalogue, row: Row, name: str, place: int) -> Iterator[Taught]:
    """'M.03 1-2; T.KEU.01: 0 ke 2'. An item that cannot be read is left out."""
    text = str(row.raw(name, place)) if row.text(name, at=place) else ""
    for part in _ITEMS.split(text):
        item = clean(_LISTED.sub("", part))
        if not item:
            continue
        matched = _OUTCOME.match(item)
        if matched is None:
            row.drop("bad_level", name, item, at=place)
            continue
        what = clean(matched["what"].rstrip(" :=,("))
        competency = catalogue.references.named(
            "competencies", what, lambda code, what=what, **said: row.drop(code, name, what, at=place, **said)
        )
        low, high = int(matched["low"]), int(matched["high"])
        if competency and not low < high <= 5:  # noqa: PLR2004  # levels are 0 to 5
            row.drop("bad_level", name, item, at=place)
        elif competency:
            yield competency, low, high


def _beside(catalogue: _Catalogue, row: Row, place: int) -> Iterator[Taught]:
    """The competency of one column with the levels of the columns of the same number."""
    competency = catalogue.references.named(
        "competencies",
        row.text("competency", at=place) or "",
        lambda code, **said: row.drop(code, "competency", at=place, **said),
    )
    number = _number(row, "competency", place)
    levels = []
    for name, low in (("from_level", 0), ("to_level", 1)):
        column = next((at for at in range(row.count(name)) if _number(row, name, at) == number), place)
        levels.append((name, column, _level(row, name, column, low)))
    if competency is None:
        return
    bad = next(((name, column) for name, column, level in levels if level is None), None)
    (_, _, low_level), (name, column, high_level) = levels
    if bad is None and low_level is not None and high_level is not None and low_level >= high_level:
        bad = name, column
    if bad:
        row.drop("bad_level" if row.text(bad[0], at=bad[1]) else "missing_value", bad[0], at=bad[1])
    elif low_level is not None and high_level is not None:
        yield competency, low_level, high_level


def _number(row: Row, name: str, place: int) -> str:
    """The number in the heading of a column."""
    column = row.found.columns[name][place]
    found = _NUMBER.search(column.heading) or _NUMBER.search(column.sub)
    return found[1].lstrip("0") if found else ""


def _level(row: Row, name: str, place: int, low: int) -> int | None:
    try:
        return read_level(row.raw(name, place), low=low)
    except Unread:
        return None


def _outcome(catalogue: _Catalogue, row: Row) -> None:
    """A row of the second sheet."""
    program = catalogue.references.code(row, "program", "programs", required=True)
    competency = catalogue.references.code(row, "competency", "competencies", required=True)
    low = row.level("from_level", low=0, required=True)
    high = row.level("to_level", low=1, required=True)
    if low is not None and high is not None and low >= high:
        row.refuse("bad_level", "to_level")
    if program and competency:
        row.key(program, competency)
        row.give("outcomes", program=program, competency=competency, from_level=low, to_level=high)
