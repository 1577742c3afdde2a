"""Figures and small drawings in templates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from betang.core.disclosure import FEW
from betang.ui import figures
from betang.ui.figures import Value

register = template.Library()


@register.filter
def count(value: Value) -> str:
    """A whole number with separators; a dash when unknown, <5 when hidden."""
    return figures.show(value, "count")


@register.filter
def rate(value: Value) -> str:
    """A rate with one decimal."""
    return figures.show(value, "rate")


@register.filter
def share(value: Value) -> str:
    """A share of a hundred without decimals, never rounded into all or none."""
    return figures.share(value)


@register.filter
def decimal(value: Value) -> str:
    """Up to two decimals, as many as there are."""
    if not isinstance(value, int | float | Decimal):
        return figures.UNKNOWN
    text = f"{value:.2f}".rstrip("0")
    return figures.number(value, len(text.partition(".")[2]))


@register.filter
def day(value: date | None) -> str:
    """A day in the words of the language."""
    return figures.UNKNOWN if value is None else figures.day(value)


@register.filter
def known(value: Value) -> bool:
    """Whether a figure can be shown as a number: neither unknown nor hidden."""
    return value is not None and value is not FEW


@register.simple_tag
def bar(value: Value, css: str = "forest") -> SafeString:
    """A share of a hundred as a bar; the number stands beside it, so the bar itself is silent."""
    width = min(100.0, max(0.0, float(value))) if isinstance(value, int | float) else 0.0
    return format_html(
        '<span class="bar" aria-hidden="true"><svg viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false">'
        '<rect width="{}" height="8" fill="var(--{})"/></svg></span>',
        f"{width:.1f}",
        css,
    )


@register.simple_tag
def ladder(required: int, held: int | None) -> SafeString:
    """Levels as steps: held ones filled, missing ones outlined in red, hatched where nothing is known."""
    steps = []
    for level in range(1, max(required, held or 0) + 1):
        css = "hatch" if held is None else "held" if level <= held else "lack"
        steps.append((css,))
    words = (
        _("dipersyaratkan %(required)s, belum terukur") % {"required": required}
        if held is None
        else _("dipersyaratkan %(required)s, dimiliki %(held)s") % {"required": required, "held": held}
    )
    return format_html(
        '<span class="ladder" role="img" aria-label="{}">{}</span>',
        words,
        format_html_join("", '<i class="{}"></i>', steps),
    )
