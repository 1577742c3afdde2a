"""Who belongs to a government and as what: seen, invited, ended. The pages stand here because they speak of units."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from betang.agencies import actions, rules, viewers
from betang.agencies import queries as who
from betang.agencies.accounts.actions import remove_second_factor
from betang.agencies.queries import invitations as invited
from betang.agencies.rights import MATRIX, OPENS, Reach, Right, manages
from betang.agencies.rules import LIMITS, NotAllowed
from betang.agencies.viewers import Viewer
from betang.people import queries
from betang.people.queries import NotFound
from betang.ui import choosing, pages
from betang.ui.choosing import Crumb

if TYPE_CHECKING:
    from betang.agencies.models import Agency, Invitation, Member

SHOWN_ONCE = "undangan_baru"
"""Key of the session: the invitation whose link the next page shows, once."""


def members(request: HttpRequest) -> HttpResponse:
    """Who belongs to a government that the reader manages, and who is invited."""
    viewer, day, now = viewers.asking(request), timezone.localdate(), timezone.now()
    mine = _managed(viewer)
    agency = _chosen(request, viewer, mine)
    held = who.members_of(agency.code, user=viewer, on=day)
    offices = queries.names_of_units(agency.code, [m.unit_number for m in held if m.unit_number], user=viewer)
    context = {
        "crumbs": [Crumb(_("Pengaturan"), reverse("agencies:profile")), Crumb(_("Anggota"))],
        "agency": agency,
        "members": [_shown(one, viewer, offices) for one in held],
        "pending": invited.pending(agency.code, user=viewer, now=now),
        "agencies": [(one.code, one.name) for one in mine],
        "day": day,
    }
    return pages.render(request, "people/members.html", context)


def _managed(viewer: Viewer) -> list[Agency]:
    """The governments whose members the reader manages."""
    return [agency for agency in viewers.governments() if manages(viewer, agency.code)]


def _chosen(request: HttpRequest, viewer: Viewer, mine: list[Agency]) -> Agency:
    """The government the page is about: the one asked for, else the reader's own. 404 when it is not theirs."""
    code = request.GET.get("pemerintah", "")
    found = next((agency for agency in mine if agency.code == code), None)
    if code and found is None:
        raise NotFound("there is no such agency here")
    if found is None:
        home = viewer.home.code if viewer.home else ""
        found = next((agency for agency in mine if agency.code == home), mine[0] if mine else None)
    if found is None:
        raise Http404
    return found


def _shown(member: Member, viewer: Viewer, offices: dict[int, str]) -> dict[str, Any]:
    return {
        "row": member,
        "own": member.user_id == viewer.user.pk,
        "office": offices.get(member.unit_number or 0, ""),
        "person": member.person_number,
        "last": member.ends_on and member.ends_on - timedelta(days=1),
    }


# ---------------------------------------------------------------- inviting


class InviteForm(forms.Form):
    """Who is asked; what a role needs besides is added by the view."""

    name = forms.CharField(max_length=150, error_messages={"required": gettext_lazy("Tulis namanya.")})
    email = forms.EmailField(
        error_messages={
            "required": gettext_lazy("Tulis alamat surelnya."),
            "invalid": gettext_lazy("Tulis alamat surel yang lengkap, misalnya nama@katingan.go.id."),
        }
    )
    ends_on = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("Tulis tanggal, misalnya 2027-01-31.")}
    )
    unit = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    person = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, error_messages={"invalid": gettext_lazy("Tulis nomornya saja.")}
    )
    reason = forms.CharField(required=False, max_length=1000)

    def __init__(self, *args: Any, offices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.TypedChoiceField", self.fields["unit"]).choices = [("", _("Pilih unit kerja")), *offices]


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """First the role, with what it opens; then who."""
    viewer, day = viewers.asking(request), timezone.localdate()
    agency = _chosen(request, viewer, _managed(viewer))
    allowed = rules.appoints(roles=viewer.roles, agency=agency.code, kind=agency.kind)
    role = choosing.asked(request.GET, "peran", [str(one) for one in allowed])
    back = f"{reverse('people:members')}?pemerintah={agency.code}"
    context: dict[str, Any] = {
        "crumbs": [
            Crumb(_("Pengaturan"), reverse("agencies:profile")),
            Crumb(_("Anggota"), back),
            Crumb(_("Undang")),
        ],
        "agency": agency,
    }
    if not role:
        offered = [{"role": one, "opens": opens(one), "href": _with_role(agency.code, one)} for one in allowed]
        return pages.render(request, "people/invite_role.html", context | {"offered": offered})
    preset = {"person": request.GET.get("pegawai")}  # the person page leads here
    form = InviteForm(request.POST or None, initial=preset, offices=_offices(agency, role, viewer))
    if request.method == "POST" and form.is_valid():
        made = _invite(form, agency, role, viewer)
        if made is not None:
            request.session[SHOWN_ONCE] = made.pk
            return redirect("people:invitation", made.pk)
    chosen = next(one for one in allowed if one == role)
    latest = day + timedelta(days=LIMITS.support_days)
    context |= {"form": form, "role": chosen, "opens": opens(chosen), "latest": latest, "days": LIMITS.invitation_days}
    return pages.render(request, "people/invite.html", context)


def opens(role: Any) -> list[str]:
    """What a role opens, each in a sentence, with how far where that is not the whole agency."""
    words = {
        Reach.UNIT: _("untuk unit kerjanya dan unit di bawahnya"),
        Reach.REPORTS: _("untuk bawahan langsungnya"),
        Reach.SELF: _("untuk dirinya sendiri"),
    }
    return [
        f"{str(OPENS[right]).rstrip('.')} ({words[reach]})." if reach in words else str(OPENS[right])
        for right, reach in MATRIX[role].items()
    ]


def _with_role(agency: str, role: str) -> str:
    return f"{reverse('people:invite')}?pemerintah={agency}&peran={role}"


def _offices(agency: Agency, role: str, viewer: Viewer) -> list[tuple[int, str]]:
    """The units to choose from; only an officer has one, and only who belongs to the agency knows them."""
    if role != "officer" or not viewer.has(Right.FIGURES, agency.code):
        return []
    units = queries.tree(agency.code, user=viewer).units.values()
    return sorted(((unit.pk, unit.name) for unit in units), key=lambda pair: pair[1])


def _invite(form: InviteForm, agency: Agency, role: str, viewer: Viewer) -> Invitation | None:
    """The invitation; None when something was refused, which then stands in the form."""
    given = form.cleaned_data
    try:
        if given["person"] is not None:
            _check_person(given["person"], agency, viewer)
        asked = actions.Asked(
            role=role,
            name=given["name"],
            email=given["email"],
            ends_on=given["ends_on"],
            unit=given["unit"],
            person=given["person"],
            reason=given["reason"],
        )
        return actions.invite(agency=agency, asked=asked, now=timezone.now(), on=timezone.localdate(), by=viewer.user)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return None


def _check_person(number: int, agency: Agency, viewer: Viewer) -> None:
    try:
        found = queries.get_person(number, user=viewer)
    except NotFound:
        found = None
    if found is None or found.agency_id != agency.code:
        raise NotAllowed(_("Nomor itu bukan pegawai pemerintah ini. Buka catatan pegawainya; nomornya ada di alamat."))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation: int) -> HttpResponse:
    """One invitation: its link once, after it was made; sent again or withdrawn."""
    viewer, day, now = viewers.asking(request), timezone.localdate(), timezone.now()
    found = invited.get_invitation(invitation, user=viewer)
    back = f"{reverse('people:members')}?pemerintah={found.agency_id}"
    if request.method == "POST":
        try:
            if request.POST.get("tindakan") == "tarik":
                actions.withdraw_invitation(invitation=found, now=now, on=day, by=viewer.user)
                messages.success(request, _("Undangan ditarik; tautannya tidak berlaku lagi."))
                return redirect(back)
            actions.invite_again(invitation=found, now=now, on=day, by=viewer.user)
            request.session[SHOWN_ONCE] = found.pk
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("people:invitation", found.pk)
    new = request.session.pop(SHOWN_ONCE, None) == found.pk
    context = {
        "crumbs": [
            Crumb(_("Pengaturan"), reverse("agencies:profile")),
            Crumb(_("Anggota"), back),
            Crumb(_("Undangan")),
        ],
        "invitation": found,
        "agency": viewers.get_government(found.agency_id),
        "state": rules.invitation_state(found, now=now),
        "new": new,
        "mailed": settings.EMAIL_CONFIGURED,
        "link": request.build_absolute_uri(invited.path_to(found)) if new and not settings.EMAIL_CONFIGURED else "",
    }
    return pages.render(request, "people/invitation.html", context)


# ---------------------------------------------------------------- ending


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, member: int) -> HttpResponse:
    """Say what ending a membership does; POST does it."""
    viewer = viewers.asking(request)
    found = who.get_member(member, user=viewer)
    back = f"{reverse('people:members')}?pemerintah={found.agency_id}"
    if request.method == "POST":
        try:
            actions.dismiss_member(member=found, on=timezone.localdate(), by=viewer.user)
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Keanggotaan %(name)s diakhiri.") % {"name": found.user.name})
        return redirect(back)
    return pages.render(request, "people/member_end.html", _about(found, back, _("Akhiri keanggotaan")))


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, member: int) -> HttpResponse:
    """For a member who lost telephone and codes: take their second factor away. POST does it."""
    viewer = viewers.asking(request)
    found = who.get_member(member, user=viewer)
    back = f"{reverse('people:members')}?pemerintah={found.agency_id}"
    if request.method == "POST":
        try:
            theirs = who.roles_everywhere(found.user, timezone.localdate()) or {}
            rules.check_reset(roles=viewer.roles, by=viewer.user.pk, member=found, theirs=theirs)
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            removed = remove_second_factor(user=found.user, by=viewer.user)
            told = _("Langkah kedua dihapus. %(name)s memasangnya lagi saat masuk.")
            none = _("%(name)s belum memasang langkah kedua.")
            messages.success(request, (told if removed else none) % {"name": found.user.name})
        return redirect(back)
    return pages.render(request, "people/member_reset.html", _about(found, back, _("Hapus langkah kedua")))


def _about(member: Member, back: str, here: str) -> dict[str, Any]:
    trail = [Crumb(_("Pengaturan"), reverse("agencies:profile")), Crumb(_("Anggota"), back), Crumb(here)]
    return {"crumbs": trail, "member": member, "agency": member.agency, "back": back}
