"""The minutes (berita acara), to be signed: Word by the template of whoever holds the meeting, PDF, a workbook."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.meeting.queries import meetings as queries
from betang.meeting.queries.minutes import KIND
from betang.meeting.queries.minutes import paper as read
from betang.meeting.views import live
from betang.needs.views.papers import forms
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.documents import official


def paper(request: HttpRequest, meeting: int, form: str) -> HttpResponseBase:
    """One form of them; a draft as long as the meeting is not closed."""
    if form not in forms.FORMS:
        raise Http404
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    with translation.override("id"):  # documents to sign are Indonesian, whatever the pages are
        made = read(found, label=pages.fiction(), printed=timezone.localdate(), user=viewer)
    try:
        file = forms.made(KIND, form, made.content, made.template)
    except (official.TooLong, official.BadTemplate) as no:
        crumbs = [*live.crumbs(found, link=True), Crumb(_("Berita acara"))]
        return pages.render(
            request, "needs/papers/refused.html", {"crumbs": crumbs, "why": str(no)},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )  # fmt: skip
    return forms.answer(f"{forms.FILES[KIND]}-{found.day.isoformat()}", form, file)
