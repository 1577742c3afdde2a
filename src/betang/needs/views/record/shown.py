"""The parts of a record in words: the same for the page and the PDF, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from betang.agencies.trail.sentences import moment, told
from betang.core.hours import HoursRule, by_year, still_owed
from betang.core.retention import RETENTION
from betang.core.tables import TABLES
from betang.core.tables import Column as DictionaryColumn
from betang.core.tables import Kind as DictionaryKind
from betang.needs.queries import record as queries
from betang.needs.queries.record import Looks, Record
from betang.ui import words
from betang.ui.figures import Kind, day
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table
from betang.ui.templatetags.betang import decimal

if TYPE_CHECKING:
    from betang.agencies.models import AuditEvent

NOT_SHOWN: Final = {"person", "agency"}
"""Of the tables below the first: the same in every row, and said above."""

NEVER_FILLED: Final = {"needs": {"program", "people"}}
"""A need of one person names a competency; these two are of needs without a person."""

FIRST: Final = {"training_history": "title", "needs": "competency"}
"""What a row is called by, where that is not the first column of the dictionary."""

_WORDS: Final = {
    ("people", "legal_position"): words.POSITIONS,
    ("performance", "predicate"): words.PREDICATES,
    ("assessments", "level"): words.LEVELS,
    ("training_history", "kind"): words.TRAINING_KINDS,
}
"""Codes that are shown with what they mean."""

_SINCE: Final = {
    "assessments": gettext_lazy("sejak tanggal penilaian"),
    "performance": gettext_lazy("sejak akhir tahunnya"),
    "needs": gettext_lazy("sejak disepakati"),
}
"""From when the years of a table are counted, as `core.retention` has them."""

RULE: Final = HoursRule()


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the record: labelled facts or rows, what is said of them, where they came from, how to object."""

    key: str
    title: str
    said: Sequence[str]
    facts: Sequence[tuple[str, str]]
    table: Table | None
    came: str
    kept: str
    ask: str

    @property
    def notes(self) -> list[str]:
        return [note for note in (self.came, self.kept) if note]


def parts(held: Record, *, today: date) -> list[Part]:
    """Every table in which something is kept of the person."""
    return [_part(key, str(title), held, today) for key, title in words.RECORD_PARTS.items()]


def _part(key: str, title: str, held: Record, today: date) -> Part:
    one = key == "people"
    return Part(
        key=key,
        title=title,
        said=_hours(held, today) if key == "training_history" else (),
        facts=_facts(held) if one else (),
        table=None if one else _table(key, title, held),
        came=_came(held, key),
        kept=kept_for(key),
        ask=at("people:ask_correction", key),
    )


def _came(held: Record, key: str) -> str:
    arrived = held.arrived.get(key)
    if arrived is None:
        return _("Dari mana tabel ini datang tidak tercatat.")
    return _(
        "Dimuat dari folder data pada %(day)s. Sumber tiap baris belum tercatat lebih rinci daripada tabelnya."
    ) % {"day": day(arrived)}


def kept_for(table: str) -> str:
    """How long the rows of a table are kept."""
    years = next((period.years for period in RETENTION.periods if period.table == table), None)
    if years is None:
        return _("Disimpan selama Anda tercatat sebagai pegawai.")
    return ngettext("Disimpan %(n)s tahun %(since)s.", "Disimpan %(n)s tahun %(since)s.", years) % {
        "n": years,
        "since": _SINCE[table],
    }


def _facts(held: Record) -> list[tuple[str, str]]:
    person, table = held.person, TABLES["people"]
    facts = [(_label("people", c), _said("people", person, c)) for c in table.columns if c.name != "person"]
    return [
        (_("Nomor pegawai di Betang"), str(person.pk)),
        *facts,
        (_("Kunci pada folder data pengirim"), person.source_key),
    ]


def _table(key: str, title: str, held: Record) -> Table:
    left_out = NOT_SHOWN | NEVER_FILLED.get(key, set())
    columns = [column for column in TABLES[key].columns if column.name not in left_out]
    columns.sort(key=lambda column: column.name != FIRST.get(key))
    return Table(
        name=key,
        title=title,
        columns=[Column(c.name, _label(key, c), _kind(key, c), sortable=False) for c in columns],
        rows=[[_cell(key, row, c) for c in columns] for row in held.rows[key]],
        empty=_("Tidak ada yang tercatat."),
    )


def _label(table: str, column: DictionaryColumn) -> str:
    return capfirst(str(queries.field_of(table, column.name).verbose_name))


def _kind(table: str, column: DictionaryColumn) -> Kind:
    if column.kind is DictionaryKind.DATE:
        return "day"
    return "weight" if column.kind is DictionaryKind.DECIMAL and (table, column.name) not in _WORDS else "text"


def _cell(table: str, row: Any, column: DictionaryColumn) -> Cell:
    value = queries.value_of(table, row, column.name)
    if value is None or isinstance(value, date):
        return Cell(value)
    if isinstance(value, Decimal):
        return Cell(float(value), text=decimal(value))
    return Cell(_said(table, row, column))


def _said(table: str, row: Any, column: DictionaryColumn) -> str:
    """One value as the person would say it."""
    value = queries.value_of(table, row, column.name)
    if value is None:
        return _("belum tercatat")
    if isinstance(value, date):
        return day(value)
    if (table, column.name) in _WORDS:
        word = _WORDS[table, column.name].get(str(value))
        return f"{value} ({word})" if word else str(value)
    if column.name == "supervisor":  # another person: by number, for the name is not this reader's to see
        return _("pegawai nomor %(n)s") % {"n": value}
    field = queries.field_of(table, column.name)
    if field.choices:
        return str(dict(field.choices)[value])
    return f"{getattr(row, field.name).name} ({value})" if field.is_relation else str(value)


def _hours(held: Record, today: date) -> list[str]:
    """Lesson hours of this year and the last against the yearly right, which is never the person's fault."""
    years, status = by_year(queries.attended(held)), held.person.status
    said = []
    for year in (today.year, today.year - 1):
        hours = years.get(year, Decimal(0))
        owed, sentence = still_owed(RULE, status, hours), _("Tahun %(year)s tercatat %(hours)s JP.")
        if owed:
            sentence = _(
                "Tahun %(year)s tercatat %(hours)s JP. Hak Anda sedikitnya %(floor)s JP setahun, jadi %(owed)s JP "
                "masih menjadi hak yang belum terpenuhi."
            )
        elif owed is not None:
            sentence = _(
                "Tahun %(year)s tercatat %(hours)s JP. Hak Anda, sedikitnya %(floor)s JP setahun, sudah terpenuhi."
            )
        said.append(
            sentence
            % {
                "year": year,
                "hours": decimal(hours),
                "floor": RULE.floor.get(status, ""),
                "owed": decimal(owed) if owed is not None else "",
            }
        )
    if status in RULE.ceiling:
        said.append(_("Bagi PPPK paling banyak %(most)s JP setahun masa kontrak.") % {"most": RULE.ceiling[status]})
    said.append(_("Dasar: %(source)s.") % {"source": RULE.source})
    return said


def looks_table(looks: Looks) -> Table:
    """Who opened or changed the record, as rows of a table."""
    columns = [
        Column("waktu", _("Waktu"), sortable=False),
        Column("siapa", _("Siapa"), sortable=False),
        Column("apa", _("Apa yang dilakukan"), sortable=False),
    ]
    sentences = told(looks.rows)
    return Table(
        name="siapa",
        title=_("Siapa yang melihat"),
        columns=columns,
        rows=[[Cell(one.at), Cell(_who(one.event, one.name)), Cell(one.sentence)] for one in sentences],
        total=looks.total,
        empty=_("Belum ada orang lain yang membuka catatan Anda sejak hal itu dicatat."),
    )


def _who(event: AuditEvent, name: str) -> str:
    return f"{name} ({event.by_username})" if event.by_username else name


def visits(looks: Looks) -> list[str]:
    """The person's own visits, by their moment."""
    return [moment(event.at) for event in looks.rows]
