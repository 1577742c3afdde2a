"""A new password: changed, set for the first time, or forgotten."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from betang.agencies.accounts import actions, forms, locks
from betang.agencies.accounts.views.frame import Framed


class Ruled(Framed):
    """Says what a password must be before it is asked for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # the view it stands before
        return context | {"password_rules": password_validators_help_texts()}


class Change(Ruled, allauth_views.PasswordChangeView):
    """The password of now, and a new one. Every other session ends."""

    form_class = forms.ChangePassword
    template_name = "account/password_change.html"
    success_url = reverse_lazy("agencies:profile")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _changed(self, form.user)
        return answer


class First(Ruled, allauth_views.PasswordSetView):
    """A first password for whoever came in by the identity provider."""

    form_class = forms.SetPassword
    template_name = "account/password_set.html"
    success_url = reverse_lazy("agencies:profile")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _changed(self, form.user)
        return answer


def _changed(view: Any, user: Any) -> None:
    actions.note(what="password_changed", user=user, by=user)
    actions.end_sessions(user=user, by=user, but=view.request.session.session_key)
    messages.success(view.request, _("Kata sandi diganti. Sesi Anda di perangkat lain sudah diakhiri."))


class Forgotten(Framed, allauth_views.PasswordResetView):
    """Ask for a link by e-mail; without an e-mail server it says whom to ask instead."""

    form_class = forms.AskForReset
    template_name = "account/password_reset.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"can_send": settings.EMAIL_CONFIGURED}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = (super().post if settings.EMAIL_CONFIGURED else self.get)(request, *args, **kwargs)
        return answer


class Sent(Framed, allauth_views.PasswordResetDoneView):
    """The same words whether the address is known or not."""

    template_name = "account/password_reset_done.html"


class Renew(Ruled, allauth_views.PasswordResetFromKeyView):
    """A new password, with the link of the e-mail. It does not sign in, so the second factor stays asked for."""

    form_class = forms.ResetPassword
    template_name = "account/password_reset_from_key.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        user = form.user
        actions.note(what="password_reset", user=user, by=user)
        actions.end_sessions(user=user, by=user)
        locks.forget(self.request, key=locks.name_key(user.username))
        messages.success(self.request, _("Kata sandi diganti. Masuk dengan kata sandi yang baru."))
        return answer
