"""Grants across the walls: what is given and taken, giving, withdrawing, and who looked through one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from betang.agencies import actions as agency_actions
from betang.agencies import rules, viewers
from betang.agencies.actions import audit
from betang.agencies.queries import grants as queries
from betang.agencies.rights import Right
from betang.agencies.rules import LIMITS, NotAllowed
from betang.agencies.viewers import Viewer
from betang.people import actions
from betang.people.queries import grants as people_queries
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.words import Words

if TYPE_CHECKING:
    from betang.agencies.models import Agency, Grant
    from betang.people.models import Person

MOST = 500  # people in one grant: a list somebody can still read before opening it
NUMBERS = re.compile(r"\d{1,18}")
STATES: Words = {
    "active": gettext_lazy("berlaku"),
    "coming": gettext_lazy("belum mulai"),
    "ended": gettext_lazy("berakhir"),
    "withdrawn": gettext_lazy("dicabut"),
}
PILLS = {"active": "met", "coming": "agreed", "ended": "unknown", "withdrawn": "short"}


def grants(request: HttpRequest) -> HttpResponse:
    """What the reader's governments give and take."""
    viewer, day = viewers.asking(request), timezone.localdate()
    giving = _giving(viewer)
    taking = [code for code in viewer.agencies if viewer.has(Right.NAMES, code)]
    if not giving and not taking:
        raise Http404
    given = queries.given(giving, user=viewer, on=day)
    received = queries.received(taking, user=viewer, on=day)
    counts = people_queries.counted([one.grant for one in (*given, *received)])
    context = {
        "crumbs": [Crumb(_("Pengaturan"), reverse("agencies:profile")), Crumb(_("Izin"))],
        "may_give": bool(giving),
        "given": [_line(one, counts) for one in given],
        "received": [_line(one, counts) for one in received],
    }
    return pages.render(request, "people/grants.html", context)


def _giving(viewer: Viewer) -> list[str]:
    return [code for code in viewer.agencies if viewer.has(Right.GRANT, code)]


def _line(shown: queries.Shown, counts: Any) -> dict[str, Any]:
    return {
        "grant": shown.grant,
        "state": STATES[shown.state],
        "pill": PILLS[shown.state],
        "people": counts.get(shown.grant.pk, 0) if rules.needs_people(shown.grant.kind) else None,
        "last": shown.grant.ends_on - timedelta(days=1),
    }


# ---------------------------------------------------------------- giving


class GrantForm(forms.Form):
    """To whom, what for, how long, and which people by their numbers here."""

    kind = forms.ChoiceField(choices=[("people", ""), ("process", "")])
    to_agency = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih pemerintah penerima.")})
    purpose = forms.CharField(max_length=1000, error_messages={"required": gettext_lazy("Tulis keperluannya.")})
    starts_on = forms.DateField(error_messages={"required": gettext_lazy("Isi hari pertamanya.")})
    last_day = forms.DateField(error_messages={"required": gettext_lazy("Isi hari terakhirnya.")})
    people = forms.CharField(required=False, max_length=20_000)

    def __init__(self, *args: Any, receivers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].choices = [("", _("Pilih pemerintah")), *receivers]  # type: ignore[attr-defined]

    def terms(self) -> agency_actions.Terms:
        given = self.cleaned_data
        return agency_actions.Terms(
            to_agency=given["to_agency"],
            purpose=given["purpose"],
            starts_on=given["starts_on"],
            ends_on=given["last_day"] + timedelta(days=1),
        )


@dataclass(frozen=True, slots=True)
class Giving:
    """A grant about to be given."""

    agency: Agency
    form: GrantForm
    people: list[Person]

    @property
    def kind(self) -> str:
        return str(self.form.cleaned_data["kind"])


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Choose, look again, give. People come from the boxes of a list or by their numbers here."""
    viewer, day = viewers.asking(request), timezone.localdate()
    agency = _giver(request, viewer)
    receivers = [(one.code, one.name) for one in queries.receivers(agency.code)]
    step = request.POST.get("langkah", "")
    if request.method != "POST" or step == "pilih":
        chosen = " ".join(request.POST.getlist("orang")) if step == "pilih" else ""
        until = day + timedelta(days=90)
        first = {"kind": "people", "starts_on": day, "last_day": until, "people": chosen}
        return _form_page(request, agency, GrantForm(initial=first, receivers=receivers), viewer)
    form = GrantForm(request.POST, receivers=receivers)
    giving = _checked(form, agency, viewer) if form.is_valid() else None
    if giving is None or step == "ubah":
        return _form_page(request, agency, form, viewer)
    if step == "beri":
        return _give(request, giving, viewer)
    return _confirm_page(request, giving)


def _giver(request: HttpRequest, viewer: Viewer) -> Agency:
    """The government that gives: the one named, else the reader's home, else their first that may."""
    mine = _giving(viewer)
    code = request.POST.get("pemerintah") or request.GET.get("pemerintah", "")
    if not mine or (code and code not in mine):
        raise Http404
    home = viewer.home.code if viewer.home else ""
    return viewers.get_government(code or (home if home in mine else mine[0]))


def _checked(form: GrantForm, agency: Agency, viewer: Viewer) -> Giving | None:
    """What is about to be given; None when something was refused, which then stands in the form."""
    numbers = {int(found) for found in NUMBERS.findall(form.cleaned_data["people"])}
    wants_people = rules.needs_people(form.cleaned_data["kind"])
    people = people_queries.own_people(agency.code, numbers, user=viewer) if wants_people else []
    try:
        agency_actions.check_grant(agency=agency, terms=form.terms(), on=timezone.localdate(), by=viewer.user)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
    if wants_people and not numbers:
        form.add_error("people", _("Isi paling sedikit satu nomor pegawai."))
    elif len(numbers) > MOST:
        form.add_error("people", _("Paling banyak %(n)d pegawai dalam satu izin.") % {"n": MOST})
    elif len(people) < len(numbers) and wants_people:
        strange = sorted(numbers - {one.pk for one in people})[:5]
        listed = ", ".join(str(number) for number in strange)
        form.add_error("people", _("Bukan pegawai pemerintah ini: %(numbers)s.") % {"numbers": listed})
    return None if form.errors else Giving(agency, form, people)


def _form_page(request: HttpRequest, agency: Agency, form: GrantForm, viewer: Viewer) -> HttpResponse:
    context = {
        "crumbs": _crumbs(_("Beri izin")),
        "agency": agency,
        "form": form,
        "kind": form["kind"].value(),
        "longest": LIMITS.grant_days,
        "givers": [viewers.get_government(code) for code in _giving(viewer)],
    }
    return pages.render(request, "people/grant_form.html", context)


def _confirm_page(request: HttpRequest, giving: Giving) -> HttpResponse:
    given = giving.form.cleaned_data
    context = {
        "crumbs": _crumbs(_("Periksa")),
        "giving": giving,
        "agency": giving.agency,
        "receiver": viewers.get_government(given["to_agency"]),
        "given": given,
        "numbers": " ".join(str(one.pk) for one in giving.people),
    }
    return pages.render(request, "people/grant_confirm.html", context)


def _give(request: HttpRequest, giving: Giving, viewer: Viewer) -> HttpResponse:
    day, terms = timezone.localdate(), giving.form.terms()
    try:
        if rules.needs_people(giving.kind):
            numbers = [one.pk for one in giving.people]
            made = actions.grant_people(agency=giving.agency, people=numbers, terms=terms, on=day, by=viewer.user)
        else:
            made = agency_actions.open_grant(
                agency=giving.agency, kind=giving.kind, terms=terms, on=day, by=viewer.user
            )
    except NotAllowed as refused:
        giving.form.add_error(None, str(refused))
        return _form_page(request, giving.agency, giving.form, viewer)
    messages.success(request, _("Izin diberikan. Anda dapat mencabutnya kapan saja di halaman ini."))
    return redirect("people:grant", made.pk)


def _crumbs(here: str) -> list[Crumb]:
    return [
        Crumb(_("Pengaturan"), reverse("agencies:profile")),
        Crumb(_("Izin"), reverse("people:grants")),
        Crumb(here),
    ]


# ---------------------------------------------------------------- one grant


def grant(request: HttpRequest, grant: int) -> HttpResponse:
    """One grant: its people, for the giver also who looked, and how to withdraw it."""
    viewer, day = viewers.asking(request), timezone.localdate()
    found = queries.get_grant(grant, user=viewer)
    state, mine = rules.grant_state(found, on=day), queries.gives(found, user=viewer)
    people = people_queries.people_of(found, user=viewer) if mine or state == "active" else []
    _looked(found, people, viewer)
    context = {
        "crumbs": _crumbs(_("Izin nomor %(n)s") % {"n": found.pk}),
        "grant": found,
        "state": STATES[state],
        "pill": PILLS[state],
        "open": state in {"active", "coming"},
        "active": state == "active",
        "mine": mine,
        "people": people,
        "last": found.ends_on - timedelta(days=1),
        "uses": _uses(found, people, viewer) if mine else [],
    }
    return pages.render(request, "people/grant.html", context)


def _looked(found: Grant, people: list[Person], viewer: Viewer) -> None:
    """Names on a page are a view of the record, as everywhere."""
    audit.looked(
        name="betang.people.list_opened",
        by=viewer,
        agency=found.agency_id,
        people=[one.pk for one in people],
        on_kind="agencies.grant",
        on_id=str(found.pk),
    )


def _uses(found: Grant, people: list[Person], viewer: Viewer) -> list[dict[str, Any]]:
    """Who looked through it, in sentences, with the people by name."""
    names, unnamed = {one.pk: one.name for one in people}, _("pegawai nomor %(n)s")
    return [
        {
            "told": told,
            "people": [names.get(number) or unnamed % {"n": number} for number in told.event.people or ()],
        }
        for told in people_queries.uses_told(found, user=viewer)
    ]


@require_POST
def withdraw(request: HttpRequest, grant: int) -> HttpResponse:
    """Shut the door at once."""
    viewer = viewers.asking(request)
    found = queries.get_grant(grant, user=viewer)
    if not queries.gives(found, user=viewer):
        raise Http404
    reason = request.POST.get("alasan", "")[:1000]
    try:
        agency_actions.withdraw_grant(
            grant=found, reason=reason, now=timezone.now(), on=timezone.localdate(), by=viewer.user
        )
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Izin dicabut. Mulai permintaan berikutnya penerima tidak melihat apa-apa lagi."))
    return redirect("people:grant", found.pk)
