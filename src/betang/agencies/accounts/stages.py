"""Between the first proof and being in."""

from __future__ import annotations

from typing import cast

from allauth.account.stages import LoginStage
from django.http import HttpResponseRedirect
from django.urls import reverse

from betang.agencies.accounts import factors
from betang.agencies.models import User


class SecondFactor(LoginStage):
    """Whoever has set up a second factor is asked for it. (allauth's own stage needs a library of passkeys.)"""

    key = "mfa_authenticate"
    urlname = "mfa_authenticate"

    def handle(self) -> tuple[HttpResponseRedirect | None, bool]:
        if factors.has_one(cast("User", self.login.user)):
            return HttpResponseRedirect(reverse(self.urlname)), True
        return None, True
