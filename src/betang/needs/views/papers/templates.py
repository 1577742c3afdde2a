"""Word templates of a government: take the one in use, try another with invented data, replace it, go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.needs.actions.documents import back_to_builtin, replace_template
from betang.needs.queries.papers import templates as queries
from betang.needs.views.flow import parts
from betang.needs.views.papers import forms
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.documents import official
from betang.ui.documents.official.fields import shown, specimen
from betang.ui.documents.official.word.checking import LARGEST
from betang.ui.links import at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from betang.agencies.models import Agency


def listing(request: HttpRequest) -> HttpResponse:
    """Which templates are the government's own."""
    agency = _planner(request)
    own = queries.own_kinds(agency.code, user=viewers.asking(request))
    context = {
        "crumbs": _crumbs(agency),
        "agency": agency,
        "kinds": [(str(forms.TITLES[kind]), _address(kind, agency), kind in own) for kind in _replaced(agency)],
    }
    return pages.render(request, "needs/papers/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, document: str) -> HttpResponseBase:
    """One template: its fields, the form to try or replace it, and the ones before."""
    agency = _planner(request)
    _known(document, agency)
    problems: Sequence[str] = ()
    if request.method == "POST":
        answer = _sent(request, agency, document)
        if isinstance(answer, HttpResponseBase):
            return answer
        problems = answer
    kind, viewer = official.KINDS[document], viewers.asking(request)
    history = queries.history(agency.code, document, user=viewer)
    context: dict[str, Any] = {
        "crumbs": _crumbs(agency, Crumb(str(forms.TITLES[document]))),
        "agency": agency,
        "document": document,
        "title": str(forms.TITLES[document]),
        "fields": [
            (f"{{{{ {name} }}}}", str(field.said.meaning), "" if field.of or field.many else shown(field.said))
            for name, field in kind.fields()
        ],
        "problems": problems,
        "history": history,
        "own": any(one.ended_at is None for one in history),
        "most": LARGEST // 1_000_000,
        "here": _address(document, agency),
    }
    status = 422 if problems else 200
    return pages.render(request, "needs/papers/template.html", context, status=status)


def _sent(request: HttpRequest, agency: Agency, document: str) -> HttpResponseBase | Sequence[str]:
    """What was asked for: an answer, or why it cannot be done."""
    viewer, deed = viewers.asking(request), request.POST.get("langkah", "")
    if deed == "bawaan":
        try:
            back_to_builtin(agency=agency.code, kind=document, by=viewer)
        except NotAllowed as no:
            return [str(no)]
        messages.success(request, _("Templat bawaan dipakai lagi. Templat sebelumnya tetap tersimpan."))
        return redirect(_address(document, agency))
    file = request.FILES.get("berkas")
    if file is None or file.size is None:
        return [_("Pilih berkas templatnya dahulu.")]
    if file.size > LARGEST:
        return [_("Templat paling besar %(size)s MB. Perkecil gambar di dalamnya.") % {"size": LARGEST // 1_000_000}]
    return _tried(request, agency, document, file, keep=deed == "pakai")


def _tried(
    request: HttpRequest, agency: Agency, document: str, file: UploadedFile[bytes], *, keep: bool
) -> HttpResponseBase | Sequence[str]:
    content = file.read()
    try:
        if not keep:
            filled = official.word(document, specimen(official.KINDS[document].content), content)
            return forms.answer(f"contoh-{forms.FILES[document]}", "docx", filled)
        replace_template(
            agency=agency.code, kind=document, name=file.name or "", content=content, by=viewers.asking(request)
        )
    except official.BadTemplate as no:
        return [problem.message for problem in no.problems]
    messages.success(request, _("Templat diganti. Dokumen Word berikutnya memakainya."))
    return redirect(_address(document, agency))


def current(request: HttpRequest, document: str) -> HttpResponse:
    """The template in use, to be changed in Word."""
    agency = _planner(request)
    _known(document, agency)
    content = queries.in_use(agency.code, document) or official.template(document)
    return forms.answer(f"templat-{forms.FILES[document]}", "docx", content)


def sample(request: HttpRequest, document: str, form: str) -> HttpResponse:
    """The document with invented data, by the template in use."""
    agency = _planner(request)
    _known(document, agency)
    if form not in forms.FORMS:
        raise Http404
    own = queries.in_use(agency.code, document) if form == "docx" else None
    content = forms.made(document, form, specimen(official.KINDS[document].content), own)
    return forms.answer(f"contoh-{forms.FILES[document]}", form, content)


def earlier(request: HttpRequest, template: int) -> HttpResponse:
    """A template that was in use before, or is."""
    viewer = viewers.asking(request)
    found = queries.get_template(template, user=viewer)
    if not viewer.has(Right.EDIT, found.agency_id):
        raise Http404
    return forms.answer(f"templat-{forms.FILES[found.kind]}-{found.pk}", "docx", bytes(found.content))


def _planner(request: HttpRequest) -> Agency:
    """The government whose templates are the reader's to replace; absent for everybody else."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    if not viewer.has(Right.EDIT, agency.code):
        raise Http404
    return agency


def _replaced(agency: Agency) -> list[str]:
    """Kinds of which the government may have a template of its own."""
    made = [name for name, kind in official.KINDS.items() if kind.layout is not None]
    return [name for name in made if name != "minutes_meeting" or queries.holds_meetings(agency)]


def _known(document: str, agency: Agency) -> None:
    if document not in _replaced(agency):
        raise Http404


def _address(document: str, agency: Agency) -> str:
    return f"{reverse('needs:document_template', args=[document])}?pemerintah={agency.code}"


def _crumbs(agency: Agency, *more: Crumb) -> list[Crumb]:
    listed = f"{reverse('needs:document_templates')}?pemerintah={agency.code}" if more else ""
    return parts.crumbs(Crumb(str(forms.DOCUMENTS), at("needs:documents")), Crumb(_("Templat"), listed), *more)
