"""Where the table is on a sheet, what its columns are called, and which kind of file it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from betang.core.office.reading.book import Book
from betang.core.office.reading.headings import Heading, Top, either, looser, plain, slip, unnumbered
from betang.core.office.spec import Column, Field, Found, OfficeKind, Part, Sheet

__all__ = ["Look", "look", "plain"]

_LIKE: Final = 90  # rapidfuzz ratio from which a heading is a slip of the pen
_SUBS: Final = frozenset(
    ("standar", "capaian", "level", "nilai", "hasil", "gap", "kesenjangan", "skor", "syarat", "aktual", "target", "std")
)
"""Words of a second line that speak of the heading over them."""
_SHARE: Final = 0.4  # of the headings that a kind must explain, unless it explains many
_MANY: Final = 8
_OFFERED: Final = 5  # kinds that are offered where none fits


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a file. `kind` None: no kind fits, or several do equally well (`candidates`, best first).

    `missing`: fields of the kind whose column was not found, by sheet. `headings`: every heading seen, by sheet, so
    that a person can say which column is what. `skipped`: sheets that hold nothing of the kind.
    """

    kind: OfficeKind | None
    found: tuple[Found, ...] = ()
    candidates: tuple[OfficeKind, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a part of a kind fits a heading."""

    part: Part
    heading: Heading
    columns: Mapping[str, tuple[Column, ...]]
    spare: tuple[Column, ...]
    missing: tuple[str, ...]

    @property
    def explained(self) -> int:
        return sum(len(columns) for columns in self.columns.values())

    @property
    def score(self) -> tuple[bool, int]:
        return not self.missing, self.explained


@lru_cache(maxsize=256)
def _forms(part: Part) -> Mapping[str, tuple[Field, ...]]:
    """The fields of a part by the plain forms of the headings they go by."""
    forms: dict[str, tuple[Field, ...]] = {}
    for each in part.fields:
        for form in dict.fromkeys(plain(heading) for heading in (each.title, *each.synonyms, each.name)):
            forms[form] = (*forms.get(form, ()), each)
    return forms


class _Matching:
    """The columns of one heading given to the fields of one part: surest first, a field once unless it is numbered."""

    def __init__(self, heading: Heading, part: Part, remembered: Mapping[str, str]) -> None:
        self._forms = _forms(part)
        self._part = part
        self._subs = Counter(plain(column.sub) for column in heading.columns if column.sub)
        self._uppers = Counter(plain(column.heading) for column in heading.columns)
        self.taken: dict[str, list[Column]] = {}
        left = list(heading.columns)
        left = self._told(left, remembered)
        left = self._pass(left, self._exact)
        left = self._pass(left, self._numbers)
        left = self._pass(left, self._loose)
        if self.taken:
            self._slips(left)

    def fit(self, heading: Heading) -> _Fit:
        columns = {
            name: tuple(sorted(columns, key=lambda column: column.index)) for name, columns in self.taken.items()
        }
        missing = [each.name for each in self._part.fields if each.required and each.name not in columns]
        missing += [names[0] for names in self._part.one_of if not any(name in columns for name in names)]
        gone = {column.index for columns in self.taken.values() for column in columns}
        spare = tuple(self._turned(column) for column in heading.columns if column.index not in gone)
        return _Fit(self._part, heading, columns, spare, tuple(missing))

    def _turned(self, column: Column) -> Column:
        """In a wide table the lower line is the heading where the upper one only gathers several of them."""
        lone = column.sub and self._subs[plain(column.sub)] == 1 and plain(column.sub) not in _SUBS
        return Column(column.index, column.sub) if self._part.wide and lone else column

    def _told(self, columns: list[Column], remembered: Mapping[str, str]) -> list[Column]:
        """What a person said of these headings before; a column to be left alone is left out altogether."""
        left = []
        for column in columns:
            told = next((remembered[form] for form in self._whole(column) if form in remembered), None)
            part, _, name = (told or "").partition(".")
            if told is None or (told and part != self._part.name):
                left.append(column)
            elif told and any(each.name == name for each in self._part.fields):
                self.taken.setdefault(name, []).append(column)
        return left

    def _pass(self, columns: list[Column], forms: object) -> list[Column]:
        left = []
        for column in columns:
            found = next((each for each in forms(column) if self._free(each)), None)  # type: ignore[operator]
            if found is None:
                left.append(column)
            else:
                self.taken.setdefault(found.name, []).append(column)
        return left

    def _free(self, each: Field) -> bool:
        return each.numbered or each.name not in self.taken

    def _whole(self, column: Column) -> Iterator[str]:
        if column.sub:
            yield plain(f"{column.heading} {column.sub}")
            if self._subs[plain(column.sub)] == 1:
                yield plain(column.sub)
            if self._uppers[plain(column.heading)] == 1:
                yield plain(column.heading)
        else:
            yield plain(column.heading)

    def _exact(self, column: Column) -> Iterator[Field]:
        for form in self._whole(column):
            yield from self._forms.get(form, ())
        if column.sub:
            yield from (each for each in self._forms.get(plain(column.sub), ()) if each.numbered)

    def _numbers(self, column: Column) -> Iterator[Field]:
        for form in self._whole(column):
            for bare in unnumbered(form):
                yield from (each for each in self._forms.get(bare, ()) if each.numbered)

    def _loose(self, column: Column) -> Iterator[Field]:
        text = column.heading if not column.sub else f"{column.heading} {column.sub}"
        for form in looser(text):
            yield from self._forms.get(form, ())
            for bare in unnumbered(form):
                yield from (each for each in self._forms.get(bare, ()) if each.numbered)
        meant = {each.name: each for form in either(text) for each in self._forms.get(form, ())}
        if len(meant) == 1:
            yield from meant.values()

    def _slips(self, columns: list[Column]) -> None:
        """Headings with a slip of the pen, where only one field is as near."""
        for column in columns:
            text = f"{column.heading} {column.sub}".strip()
            near = process.extract(plain(text), self._forms.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=5)
            meant = {
                each.name
                for form, _, _ in near
                for each in self._forms[form]
                if self._free(each) and any(slip(text, known) for known in (each.title, *each.synonyms))
            }
            if len(meant) == 1:
                self.taken.setdefault(meant.pop(), []).append(column)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sheet with its upper rows."""

    sheet: Sheet
    top: Top
    headings: tuple[Heading, ...]

    def best(self, part: Part, remembered: Mapping[str, str]) -> _Fit | None:
        """The heading that fits a part best: the upper one of two, unless it only has a title more."""
        best: _Fit | None = None
        for heading in self.headings:
            fit = _Matching(heading, part, remembered).fit(heading)
            if fit.explained and (
                best is None
                or fit.score > best.score
                or (fit.score == best.score and heading.first <= best.heading.last)
            ):
                best = fit
        return best


@dataclass(frozen=True, slots=True)
class _Whole:
    """How well a kind fits a book: for each sheet its best part, if any."""

    kind: OfficeKind
    fits: Mapping[str, _Fit]

    @property
    def good(self) -> Mapping[str, _Fit]:
        return {sheet: fit for sheet, fit in self.fits.items() if not fit.missing}

    @property
    def complete(self) -> bool:
        there = {fit.part.name for fit in self.good.values()}
        return bool(there) and all(part.optional or part.name in there for part in self.kind.parts)

    @property
    def score(self) -> tuple[float, float]:
        """Headings explained, and how many of the columns that the kind asks for are among them."""
        explained = sum(fit.explained for fit in self.good.values())
        asked = sum(
            1
            for fit in self.good.values()
            for each in fit.part.fields
            if each.name in fit.columns and (each.required or any(each.name in names for names in fit.part.one_of))
        )
        return explained, asked

    @property
    def plausible(self) -> bool:
        """Whether enough of the headings are explained to believe it without asking."""
        fits = [fit for fit in self.good.values() if not fit.part.wide]
        spare = sum(len(fit.spare) for fit in fits)
        explained = sum(fit.explained for fit in fits)
        return not fits or explained >= _MANY or explained >= _SHARE * (explained + spare)

    @property
    def likeness(self) -> float:
        return sum(fit.explained - 2 * len(fit.missing) for fit in self.fits.values())


def look(
    book: Book,
    kinds: Sequence[OfficeKind],
    *,
    kind: OfficeKind | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Look:
    """Find the tables of a file. `kind` is given or found; `remembered` leads from plain headings to field names
    (`part.field`, or '' for a column to be left alone), as a person corrected them before.
    """
    told = remembered or {}
    asked = (kind,) if kind else tuple(kinds)
    seen = [_seen(book, sheet) for sheet in book.sheets if not sheet.hidden]
    wholes = [_whole(each, seen, told) for each in asked]
    if not any(whole.complete for whole in wholes):
        hidden = [_seen(book, sheet) for sheet in book.sheets if sheet.hidden]
        more = [_whole(each, [*seen, *hidden], told) for each in asked] if hidden else []
        if any(whole.complete for whole in more):
            seen, wholes = [*seen, *hidden], more
    complete = sorted((whole for whole in wholes if whole.complete), key=lambda whole: whole.score, reverse=True)
    if kind:
        return _told(book, kind, wholes[0], seen)
    first = complete[:1]
    if first and first[0].plausible and all(first[0].score > other.score for other in complete[1:]):
        return _told(book, first[0].kind, first[0], seen)
    near = complete or sorted((whole for whole in wholes if whole.likeness > 0), key=lambda w: w.likeness, reverse=True)
    return Look(
        None,
        candidates=tuple(whole.kind for whole in near[:_OFFERED]),
        missing={sheet: fit.missing for sheet, fit in near[0].fits.items() if fit.missing} if near else {},
        headings=_headings(seen, near[0].fits if near else {}),
        skipped=tuple(sheet.name for sheet in book.sheets if sheet.hidden),
    )


def _seen(book: Book, sheet: Sheet) -> _Seen:
    top = Top(sheet, book.rows(sheet.name))
    return _Seen(sheet, top, tuple(top.headings()))


def _whole(kind: OfficeKind, seen: Sequence[_Seen], remembered: Mapping[str, str]) -> _Whole:
    fits: dict[str, _Fit] = {}
    for each in seen:
        found = [fit for part in kind.parts if (fit := each.best(part, remembered))]
        if found:
            fits[each.sheet.name] = max(found, key=lambda fit: fit.score)
    return _Whole(kind, fits)


def _told(book: Book, kind: OfficeKind, whole: _Whole, seen: Sequence[_Seen]) -> Look:
    found = tuple(
        Found(
            each.sheet.name,
            fit.part,
            fit.heading.last,
            fit.columns,
            fit.spare,
            each.top.above(fit.heading),
            each.sheet.hidden,
            each.top.under(fit.heading),
        )
        for each in seen
        if (fit := whole.good.get(each.sheet.name))
    )
    return Look(
        kind,
        found,
        (kind,),
        {} if whole.complete else {sheet: fit.missing for sheet, fit in whole.fits.items() if fit.missing},
        _headings(seen, whole.fits),
        tuple(sheet.name for sheet in book.sheets if sheet.name not in whole.good),
    )


def _headings(seen: Sequence[_Seen], fits: Mapping[str, _Fit]) -> dict[str, tuple[Column, ...]]:
    """Every heading of each sheet; where no part fits, those of the row with the most of them."""
    told = {}
    for each in seen:
        fit = fits.get(each.sheet.name)
        if fit:
            told[each.sheet.name] = fit.heading.columns
        elif each.headings:
            told[each.sheet.name] = max(each.headings, key=lambda heading: len(heading.columns)).columns
    return told
