"""Drawing the breach report: it holds names, so that it was drawn stands on the trail as well."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Final

from django.db import transaction

from betang.agencies.actions import audit
from betang.agencies.models import Agency, User
from betang.core.errors import WrongCall
from betang.people.queries.breach import HEADINGS, Summary, Wish, breach_rows

OWNER_ONLY: Final = 0o600
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def draw_breach_report(*, out: Path, wish: Wish, by: User | None) -> Summary:
    """Write the report to the file `out`, readable by its owner only, and record that it was drawn.

    Nothing is left at `out` when it fails on the way. Raises `WrongCall`.
    """
    if wish.until < wish.since:
        raise WrongCall("--to is a day before --from")
    if out.is_dir():
        raise WrongCall(f"{out} is a folder; --out takes a file")
    if wish.agency is not None and not Agency.objects.filter(code=wish.agency).exists():
        raise WrongCall(f"there is no agency {wish.agency}")
    draft = out.with_name(f".{out.name}.part")
    try:
        summary = _write(draft, wish)
        with transaction.atomic():
            new: dict[str, object] = {"rows": summary.rows, "people": len(summary.people)}
            new |= {"since": str(wish.since), "until": str(wish.until)}
            audit.record(
                name="betang.people.breach_reported", by=by, on_kind="agencies.auditevent", agency=wish.agency, new=new
            )
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return summary


def _write(path: Path, wish: Wish) -> Summary:
    summary = Summary()
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows([_plain(cell) for cell in row] for row in breach_rows(wish, summary))
    return summary


def _plain(text: str) -> str:
    """What a spreadsheet could take for a formula becomes a text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
