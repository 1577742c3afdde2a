"""The page of one batch: what it waits for, and everything there is to know before saying yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.intake import registry, titles, words
from betang.intake.files.opening import compared_with
from betang.intake.queries import batches as queries
from betang.intake.views import asking, shown
from betang.intake.views.arriving import PILLS
from betang.ui import pages
from betang.ui.choosing import Crumb

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.core.office.spec import OfficeKind
    from betang.intake.models import Batch


def batch(request: HttpRequest, batch: int) -> HttpResponseBase:
    """One batch, as it stands now."""
    viewer = viewers.asking(request)
    found = queries.get_batch(batch, user=viewer)
    kind = registry.kinds().get(found.kind or "")
    context: dict[str, Any] = {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Kiriman"), reverse("intake:batches")),
            Crumb(_("Nomor %(n)s") % {"n": found.pk}),
        ],
        "batch": found,
        "pill": PILLS[found.state],
        "kind": titles.kind_title(found.kind),
        "same": queries.same_file(found),
        "working": found.state in queries.WORKING,
        "problem": words.told(found.problem) if found.problem else None,
        "companions": _companions(found, kind),
    }
    if found.state == "asking":
        context |= asking.questions(found, viewer)
    if found.state in ("checked", "committed", "committing", "undone"):
        context |= _checked(found, kind, viewer)
    tables = [context["table_perubahan"]] if "table_perubahan" in context else []
    return pages.respond(
        request, "intake/batch.html", context, tables=tables, heading=_("Kiriman nomor %(n)s") % {"n": found.pk}
    )


def _checked(batch: Batch, kind: OfficeKind | None, viewer: Viewer) -> dict[str, Any]:
    open_now, whole = batch.state == "checked", queries.sends_wholly_for(user=viewer)
    return {
        "answer": shown.answer(batch),
        "ready": batch.rows - batch.refused,
        "table_perubahan": shown.changes(batch),
        "missing": shown.missing(batch),
        "groups": shown.groups(batch),
        "meanings": shown.meanings(batch) if open_now and batch.agency_id in whole else [],
        "sheets": list(shown.sheets(batch)),
        "facts": shown.facts(batch),
        "stale": open_now and batch.problem is None and compared_with(batch) != batch.seen,
        "may_commit": kind is None or kind.agency or viewer.coordinates,
    }


def _companions(batch: Batch, kind: OfficeKind | None) -> list[dict[str, Any]]:
    """What arrived with it, in the order in which it is best stored; `first`: this one leans on it."""
    order = {name: one.order for name, one in registry.kinds().items()}
    found = sorted(queries.companions(batch), key=lambda one: (order.get(one.kind or "", 0), one.pk))
    return [
        {
            "batch": one,
            "kind": titles.kind_title(one.kind),
            "pill": PILLS[one.state],
            "first": kind is not None
            and one.state in ("checked", "asking", *queries.WORKING)
            and order.get(one.kind or "", kind.order) < kind.order,
        }
        for one in found
    ]
