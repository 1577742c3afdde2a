"""A government's own Word templates take the place of the built-in ones, and go back."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs.models import DocumentTemplate
from betang.ui.documents import official


@transaction.atomic
def replace_template(*, agency: str, kind: str, name: str, content: bytes, by: Viewer | None) -> DocumentTemplate:
    """Use this template for a kind of paper from now on; the one before is kept.

    Raises `NotAllowed`, and `official.BadTemplate` with every reason why it cannot be used.
    """
    _check(agency, kind, by)
    problems = official.check_template(kind, content)
    if problems:
        raise official.BadTemplate(problems)
    _end(agency, kind)
    user = by.user if by else None
    made = DocumentTemplate.objects.create(
        agency_id=agency, kind=kind, name=name.strip()[-200:] or "templat.docx", content=content, uploaded_by=user
    )
    audit.record_on(
        name="betang.needs.template_replaced",
        by=user,
        row=made,
        agency=agency,
        new={"kind": kind, "bytes": len(content)},
    )
    return made


@transaction.atomic
def back_to_builtin(*, agency: str, kind: str, by: Viewer | None) -> None:
    """Use the built-in template again; the own ones are kept. Raises `NotAllowed`."""
    _check(agency, kind, by)
    if not _end(agency, kind):
        raise NotAllowed(_("Templat bawaan sudah dipakai."))
    audit.record(
        name="betang.needs.template_dropped",
        by=by.user if by else None,
        on_kind="agencies.agency",
        on_id=agency,
        agency=agency,
        new={"kind": kind},
    )


def _check(agency: str, kind: str, by: Viewer | None) -> None:
    if by is not None and not by.has(Right.EDIT, agency):
        raise NotAllowed(_("Templat diganti oleh perencana."))
    if kind not in official.KINDS or official.KINDS[kind].layout is None:
        raise NotAllowed(_("Dokumen ini tidak memakai templat Word."))


def _end(agency: str, kind: str) -> int:
    return DocumentTemplate.objects.filter(agency=agency, kind=kind, ended_at__isnull=True).update(ended_at=Now())
