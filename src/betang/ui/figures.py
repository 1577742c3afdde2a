"""Numbers and days as the reader's language writes them: '1.234', '12,5', '24 November 2026'.

Unknown is a dash with the word behind it for those who listen, never a zero; a hidden figure is '<5'.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import get_language

from betang.core.disclosure import FEW, Hidden

Kind = Literal["text", "code", "count", "rate", "share", "level", "weight", "day", "rank"]
Value = str | int | float | Decimal | date | Hidden | None

UNKNOWN = "–"
PLACES = {"count": 0, "level": 0, "rank": 0, "rate": 1, "share": 0, "weight": 1}


def show(value: Value, kind: Kind = "text") -> str:
    """The value as text of a page, by what kind of figure it is."""
    if value is None:
        return UNKNOWN
    if value is FEW:
        return str(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | float | Decimal) and kind in PLACES:
        return number(value, PLACES[kind])
    return str(value)


def number(value: float | Decimal, places: int = 0) -> str:
    """A number with the language's separators, rounded half up as people do by hand."""
    step = 10**places
    rounded = math.floor(abs(float(value)) * step + 0.5) / step
    text = f"{rounded:,.{places}f}"
    sign = "-" if value < 0 and rounded else ""
    by_thousands, decimal = _separators(get_language() or "")
    return sign + text.replace(",", "\0").replace(".", decimal).replace("\0", by_thousands)


def thousands() -> str:
    """The separator of thousands of the language that is spoken now."""
    return _separators(get_language() or "")[0]


@cache
def _separators(language: str) -> tuple[str, str]:
    """Thousands and decimal separator. Kept: Django looks them up anew for every number."""
    return str(get_format("THOUSAND_SEPARATOR", language)), str(get_format("DECIMAL_SEPARATOR", language))


def share(value: Value) -> str:
    """A share of a hundred, never rounded into 'all' or 'none' when it is not."""
    if isinstance(value, int | float | Decimal):
        if 0 < value < 1:
            return "<1"
        if 99 < value < 100:  # noqa: PLR2004
            return ">99"
    return show(value, "share")


def day(value: date) -> str:
    """'24 November 2026'; a moment is told as its day where the installation is."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return date_format(value, "j F Y", use_l10n=True)
