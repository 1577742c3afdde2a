"""Forms of signing in: what is asked, and what is said when it is wrong. Labels and help stand in the templates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, ResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as BaseResetPasswordKeyForm
from allauth.account.forms import SetPasswordForm as BaseSetPasswordForm
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from betang.agencies.accounts import factors, locks
from betang.agencies.models import User

WRITE_PASSWORD = _("Tulis kata sandi Anda.")
WRITE_NEW = _("Tulis kata sandi yang baru.")
WRITE_AGAIN = _("Tulis kata sandi yang baru sekali lagi.")
NOT_THE_SAME = _("Kedua kata sandi baru tidak sama. Tulis lagi.")
WRITE_CODE = _("Tulis kodenya.")


class SignIn(LoginForm):
    """User name and password; what is wrong is said without saying which of the two."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.clear()
        self.fields["username"] = forms.CharField(
            max_length=150, error_messages={"required": _("Tulis nama pengguna Anda.")}
        )
        self.fields["password"] = forms.CharField(
            max_length=1024, strip=False, error_messages={"required": WRITE_PASSWORD}
        )

    def user_credentials(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("username", "password")}

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            adapter = get_adapter()
            self.user = adapter.authenticate(self.request, **self.user_credentials())
            if self.user is None:
                raise adapter.validation_error("username_password_mismatch")
            self._login = Login(user=self.user)
        return self.cleaned_data


class Twice:
    """A new password, written twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = cast("forms.Form", self).fields
        fields["password1"].error_messages["required"] = WRITE_NEW
        fields["password2"].error_messages["required"] = WRITE_AGAIN

    def clean(self) -> dict[str, Any]:
        form = cast("forms.Form", self)
        data = form.cleaned_data
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            form.add_error("password2", ValidationError(NOT_THE_SAME, code="mismatch"))
        return data


class ChangePassword(Twice, ChangePasswordForm):
    """The password of now, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].error_messages["required"] = _("Tulis kata sandi Anda yang sekarang.")


class SetPassword(Twice, BaseSetPasswordForm):
    """A first password, for whoever came in by an identity provider."""


class ResetPassword(Twice, BaseResetPasswordKeyForm):
    """A new password, with the link of an e-mail."""


class AskForReset(ResetPasswordForm):
    """The e-mail address to send the link to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages |= {
            "required": _("Tulis alamat surel Anda."),
            "invalid": _("Tulis alamat surel yang lengkap, misalnya nama@katingan.go.id."),
        }


class PasswordAgain(ReauthenticateForm):
    """The password once more, before something that must be the owner's own doing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = WRITE_PASSWORD


class SecondFactor(forms.Form):
    """A code of the app, which serves once, or one of the printed list. Too many wrong ones say how long to wait."""

    code = forms.CharField(max_length=20, error_messages={"required": WRITE_CODE})
    used: Authenticator

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        clear = _counted(self.user)
        for kind, kept in factors.kept_by(self.user).items():
            if kept.validate_code(code) and (kind != Authenticator.Type.TOTP or factors.first_use(self.user, code)):
                self.used = kept.instance
                clear()
                return code
        raise get_factor_adapter().validation_error("incorrect_code")


class SetUp(ActivateTOTPForm):
    """The first code, which proves that the app has the key. It does not serve a second time for signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = WRITE_CODE

    def clean_code(self) -> str:
        try:
            code = str(super().clean_code())
        except ValidationError as refused:
            if refused.code == "rate_limited":
                raise locks.too_many(context.request, key=locks.factor_key(self.user)) from refused
            raise
        factors.first_use(self.user, code)
        return code


def _counted(user: User) -> Callable[[], None]:
    try:
        return check_rate_limit(user)
    except ValidationError as refused:
        raise locks.too_many(context.request, key=locks.factor_key(user)) from refused
