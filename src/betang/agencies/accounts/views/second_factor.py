"""The second factor: asked for, set up, printed, given up."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import BaseReauthenticateView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView

from betang.agencies import queries as who
from betang.agencies.accounts import actions, factors, forms, locks
from betang.agencies.accounts.adapter import AccountAdapter
from betang.agencies.accounts.stages import SecondFactor
from betang.agencies.accounts.views.frame import Framed, next_page

FEW = 3  # so many codes are left when the reader is told to print new ones


@method_decorator(login_stage_required(stage=SecondFactor.key, redirect_urlname="account_login"), name="dispatch")
class Ask(Framed, FormView):  # type: ignore[type-arg]  # not subscriptable when it runs
    """The second step of signing in: a code of the app, or one of the printed list."""

    form_class = forms.SecondFactor
    template_name = "mfa/authenticate.html"

    @property
    def stage(self) -> SecondFactor:
        return cast("SecondFactor", cast("Any", self.request)._login_stage)  # noqa: SLF001  (how allauth hands it over)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.stage.login.user}

    def form_valid(self, form: forms.SecondFactor) -> HttpResponse:
        post_authentication(self.request, form.used)
        answer: HttpResponse = self.stage.exit()
        if form.used.type == Authenticator.Type.RECOVERY_CODES:
            actions.note(what="recovery_code_used", user=form.user, by=form.user)
            messages.warning(self.request, _left(len(factors.unused_codes(form.user))))
        return answer

    def form_invalid(self, form: forms.SecondFactor) -> HttpResponse:
        _note_wrong_code(self.request, form, by=None)
        return super().form_invalid(form)


@method_decorator(login_required, name="dispatch")
class Again(Framed, BaseReauthenticateView):
    """A code once more, before something that must be the owner's own doing."""

    form_class = forms.SecondFactor
    template_name = "mfa/reauthenticate.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        post_authentication(self.request, form.used, reauthenticated=True)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        _note_wrong_code(self.request, form, by=form.user)
        answer: HttpResponse = super().form_invalid(form)
        return answer


class Overview(Framed, TemplateView):
    """What is set up, and what can be done about it."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        mine = {
            "has_app": factors.has_one(user),
            "codes_left": len(factors.unused_codes(user)),
            "required": _required(user),
        }
        return super().get_context_data(**kwargs) | mine


class SetUp(Framed, totp.ActivateTOTPView):
    """The picture for the app, and the first code as proof."""

    form_class = forms.SetUp
    template_name = "mfa/totp/activate_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {
            "spoken_secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "required": _required(self.request.user),
            "next": next_page(self.request),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        actions.note(what="second_factor_set_up", user=form.user, by=form.user)
        messages.success(self.request, _("Langkah kedua terpasang. Simpan kode pemulihan di bawah ini sekarang."))
        return answer

    def get_success_url(self) -> str:
        return f"{reverse('mfa_view_recovery_codes')}?{urlencode({'next': next_page(self.request)})}"


class GiveUp(Framed, totp.DeactivateTOTPView):
    """Take the second factor away; refused, with the reason, while a role asks for it."""

    template_name = "mfa/totp/deactivate_form.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        user: Any = self.request.user
        actions.note(what="second_factor_removed", user=user, by=user)
        self.request.session.pop(factors.SET_UP, None)
        messages.success(self.request, _("Langkah kedua dimatikan. Akun Anda sekarang hanya dijaga kata sandi."))
        return answer


class Codes(Framed, TemplateView):
    """The recovery codes, to print or to save."""

    template_name = "mfa/recovery_codes/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = {"codes": _codes(self.request), "next": next_page(self.request)}
        return super().get_context_data(**kwargs) | mine


def download(request: HttpRequest) -> HttpResponse:
    """The same codes as a text file."""
    words = render_to_string(
        "mfa/recovery_codes/download.txt", {"codes": _codes(request), "user": request.user, "day": timezone.localdate()}
    )
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kode-pemulihan-betang.txt"'
    add_never_cache_headers(answer)
    return answer


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class NewCodes(Framed, FormView):  # type: ignore[type-arg]
    """New codes in place of the old ones."""

    form_class = GenerateRecoveryCodesForm
    template_name = "mfa/recovery_codes/generate.html"
    success_url = reverse_lazy("mfa_view_recovery_codes")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        generate_recovery_codes(self.request)
        actions.note(what="recovery_codes_renewed", user=form.user, by=form.user)
        messages.success(self.request, _("Kode pemulihan baru dibuat. Kode yang lama tidak berlaku lagi."))
        return super().form_valid(form)


def _codes(request: HttpRequest) -> list[str]:
    raise_if_reauthentication_required(request, app="allauth.mfa")
    codes = factors.unused_codes(cast("Any", request.user))
    if not codes:
        raise Http404
    return [f"{code[:4]} {code[4:]}" for code in codes]


def _left(count: int) -> str:
    used = ngettext(
        "Kode pemulihan itu sudah terpakai; tersisa %(n)d.", "Kode pemulihan itu sudah terpakai; tersisa %(n)d.", count
    ) % {"n": count}
    return f"{used} {_('Cetak yang baru di Pengaturan, Langkah kedua.')}" if count <= FEW else used


def _required(user: Any) -> bool:
    return factors.required_for({held.role for held in who.memberships(user, timezone.localdate())})


def _note_wrong_code(request: HttpRequest, form: Any, *, by: Any) -> None:
    told = {"username": form.user.username, "address": AccountAdapter().get_client_ip(request), "by": by}
    if form.has_error("code", "incorrect_code"):
        actions.note_failure(what="second_factor_failed", **told)
        if locks.seconds_left(request, key=locks.factor_key(form.user)):
            actions.note_failure(what="locked", **told)
