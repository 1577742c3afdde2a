"""Word templates of governments: the one in use, and those before it."""

from __future__ import annotations

from betang.agencies.models import Agency, AgencyKind
from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.needs.models import DocumentTemplate


def in_use(agency: str, kind: str) -> bytes | None:
    """The government's own template as far as the reader may see it; None: the built-in one."""
    found = DocumentTemplate.objects.filter(agency=agency, kind=kind, ended_at__isnull=True)
    content = found.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def holds_meetings(agency: Agency) -> bool:
    """Whether coordination meetings are the government's to hold, and so their minutes to write: the province's."""
    return agency.kind == AgencyKind.PROVINCE


def history(agency: str, kind: str, *, user: Viewer) -> list[DocumentTemplate]:
    """Every own template of a kind, the newest first, without contents. `NotFound` of another's government."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    rows = DocumentTemplate.objects.filter(agency=agency, kind=kind).select_related("uploaded_by")
    return list(rows.defer("content").order_by("-pk"))


def own_kinds(agency: str, *, user: Viewer) -> set[str]:
    """The kinds of which a government uses a template of its own."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    return set(DocumentTemplate.objects.filter(agency=agency, ended_at__isnull=True).values_list("kind", flat=True))


def get_template(template_id: int, *, user: Viewer) -> DocumentTemplate:
    """One template, in use or not. Absent and another's are the same `NotFound`."""
    found = DocumentTemplate.objects.filter(pk=template_id).first()
    if found is None or not user.owns(found.agency_id):
        raise NotFound("not here, or not for this user")
    return found
