"""What a document's content offers to a template: every field says its name, its meaning and an example.

The contents are frozen dataclasses whose annotations carry a `Said`; everything else follows from them: what a
template may name (`shape`), the ready texts it is given (`texts`), the values a workbook holds (`values`), and a
specimen made of the examples (`specimen`). Field names are Indonesian, because officials write them in Word.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Union, get_args, get_origin, get_type_hints

from betang.ui.documents.official.wording import clean, day, spoken_day, thousands

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Value = str | int | date | bool | None
_SPECIMENS: Final = 2  # not a rule: rows that a list of a specimen has


@dataclass(frozen=True, slots=True)
class Said:
    """What a field is called in a template, what it means, and an example.

    `unknown` stands where nothing is known. `words` tell a value that is one of a few. `plain`: a number without
    separators (a year); `money`: whole rupiah; `spoken`: a day in words, as minutes begin.
    """

    name: str
    meaning: _StrPromise
    example: Value = None
    unknown: str = "–"
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    plain: bool = False
    money: bool = False
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a content: its attribute, what it says; `of`: the dataclass of a part, or of the rows of a list."""

    attribute: str
    said: Said
    many: bool
    of: type[Any] | None


_KNOWN: Final[dict[type[Any], tuple[Field, ...]]] = {}


def fields_of(content: type[Any]) -> tuple[Field, ...]:
    """The fields of a content, as its dataclass declares them."""
    if content not in _KNOWN:
        _KNOWN[content] = tuple(_declared(content))
    return _KNOWN[content]


def _declared(content: type[Any]) -> Iterator[Field]:
    hints = get_type_hints(content, include_extras=True)
    for each in dataclasses.fields(content):
        holds, said = get_args(hints[each.name])
        if get_origin(holds) in {Union, types.UnionType}:
            holds = next(kind for kind in get_args(holds) if kind is not type(None))
        many = get_origin(holds) is tuple
        if many:
            holds = get_args(holds)[0]
        yield Field(each.name, said, many, holds if hasattr(holds, "__dataclass_fields__") else None)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a template may name: fields by name; an empty one is a text. `many`: a list of such."""

    fields: Mapping[str, Shape]
    many: bool = False


TEXT: Final = Shape({})


def shape(content: type[Any]) -> Shape:
    """The fields that a template of this content may name."""
    return Shape({each.said.name: _shape(each) for each in fields_of(content)})


def _shape(field: Field) -> Shape:
    inner = shape(field.of) if field.of else TEXT
    return Shape(inner.fields, many=field.many)


def texts(content: object) -> dict[str, Any]:
    """The content as ready texts under the names of its fields: lists of texts, lists of rows, parts."""
    return _walk(content, ready=True)


def values(content: object) -> dict[str, Any]:
    """The content as values under the names of its fields; what is unknown or one of a few words is its text."""
    return _walk(content, ready=False)


def _walk(content: object, *, ready: bool) -> dict[str, Any]:
    return {
        each.said.name: _part(each, getattr(content, each.attribute), ready=ready) for each in fields_of(type(content))
    }


def _part(field: Field, value: Any, *, ready: bool) -> Any:
    if field.many:
        return [_walk(row, ready=ready) if field.of else _told(row, field.said, ready=ready) for row in value]
    if field.of:
        return None if value is None else _walk(value, ready=ready)
    return _told(value, field.said, ready=ready)


def _told(value: Value, said: Said, *, ready: bool) -> Value:
    if value is None or value == "":
        return said.unknown
    if isinstance(value, str):
        return said.words[value] if said.words else clean(value)
    if isinstance(value, bool) or not ready:
        return value
    if isinstance(value, date):
        return spoken_day(value) if said.spoken else day(value)
    if said.money:
        return f"Rp {thousands(value)}"
    return str(value) if said.plain else thousands(value)


def rows(content: object) -> int:
    """How many rows the lists of a content have together."""
    count = 0
    for each in fields_of(type(content)):
        value = getattr(content, each.attribute)
        if each.many and each.of:
            count += len(value) + sum(rows(row) for row in value)
    return count


def shown(said: Said) -> str:
    """The example of a field as it stands in a document."""
    return str(_told(said.example, said, ready=True))


def specimen(content: type[Any]) -> Any:
    """A content made of the examples of its fields."""
    return content(**{each.attribute: _example(each) for each in fields_of(content)})


def _example(field: Field) -> Any:
    made = specimen(field.of) if field.of else field.said.example
    return (made,) * _SPECIMENS if field.many else made


def listed(content: type[Any], within: str = "") -> Iterator[tuple[str, Field]]:
    """Every field with the name by which a template reaches it; rows of a list under 'list[].field'."""
    for each in fields_of(content):
        name = f"{within}{each.said.name}{'[]' if each.many else ''}"
        yield name, each
        if each.of:
            yield from listed(each.of, f"{name}.")
