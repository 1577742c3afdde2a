"""Taking an invitation: with a new account, or with the one that is signed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from betang.agencies import actions
from betang.agencies.queries import invitations as queries
from betang.agencies.queries.invitations import Invited
from betang.agencies.rules import NotAllowed
from betang.ui import pages

if TYPE_CHECKING:
    from betang.agencies.models import User

HELD = "undangan"
"""Key of the session: the invitation that the link spoke of, so that the link itself stands in no address after it."""
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,149}")


class AccountForm(forms.Form):
    """A new account: its name, and a password twice."""

    username = forms.CharField(max_length=150, error_messages={"required": gettext_lazy("Pilih nama pengguna.")})
    password = forms.CharField(
        max_length=1024, strip=False, error_messages={"required": gettext_lazy("Tulis kata sandi yang baru.")}
    )
    again = forms.CharField(
        max_length=1024, strip=False, error_messages={"required": gettext_lazy("Tulis kata sandi sekali lagi.")}
    )

    def clean_username(self) -> str:
        chosen = str(self.cleaned_data["username"]).strip().lower()
        if not USERNAME.fullmatch(chosen):
            raise ValidationError(
                _("Pakai paling sedikit tiga huruf kecil atau angka, tanpa spasi; titik dan garis boleh di tengah.")
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("Kedua kata sandi tidak sama. Tulis lagi."))
        return given


@login_not_required
@never_cache
@csrf_exempt  # any request is answered alike: a refusal would write the address, and so the link, into the log
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. It changes nothing: it is put into the session, and the address without it opens."""
    held = queries.read_token(token)
    if held is not None:
        request.session[HELD] = held
    else:
        request.session.pop(HELD, None)
    return redirect("agencies:invitation")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """What the invitation is, and taking it; a POST takes it."""
    found = _held(request)
    if found is None or found.state != "open":
        state = found.state if found else "unknown"
        return pages.render(request, "agencies/invitation_over.html", {"found": found, "state": state})
    if request.user.is_authenticated:
        return _with_this_account(request, found)
    return _with_a_new_account(request, found)


def _held(request: HttpRequest) -> Invited | None:
    held = request.session.get(HELD)
    if not held:
        return None
    user = request.user if request.user.is_authenticated else None
    return queries.invited(held[0], held[1], user=user, now=timezone.now())


def _with_this_account(request: HttpRequest, found: Invited) -> HttpResponse:
    fault = ""
    if request.method == "POST":
        user = cast("User", request.user)
        try:
            actions.accept(invitation=found.invitation, now=timezone.now(), on=timezone.localdate(), by=user)
        except NotAllowed as refused:
            fault = str(refused)
        else:
            del request.session[HELD]
            role, agency = found.invitation.get_role_display(), found.agency.name
            messages.success(
                request,
                _("Undangan diterima. Anda sekarang %(role)s di %(agency)s.") % {"role": role, "agency": agency},
            )
            return redirect("agencies:profile")
    return pages.render(request, "agencies/invitation_confirm.html", {"found": found, "fault": fault})


def _with_a_new_account(request: HttpRequest, found: Invited) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _made(form, found):
        del request.session[HELD]
        messages.success(request, _("Akun Anda sudah jadi. Masuk dengan nama pengguna dan kata sandi yang baru."))
        return redirect("account_login")
    context = {
        "found": found,
        "form": form,
        "password_rules": password_validators_help_texts(),
        "sign_in": f"{reverse('account_login')}?next={reverse('agencies:invitation')}",
    }
    return pages.render(request, "agencies/invitation.html", context)


def _made(form: AccountForm, found: Invited) -> bool:
    """Whether the account was made; what was refused stands in the form."""
    try:
        actions.accept_with_new_account(
            invitation=found.invitation,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            now=timezone.now(),
            on=timezone.localdate(),
            by=None,
        )
    except ValidationError as refused:
        for field, faults in refused.message_dict.items():
            for fault in faults:
                form.add_error(field, fault)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
    return not form.errors
