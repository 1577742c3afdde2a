"""`betang check` says what is left open about signing in."""

from __future__ import annotations

from betang.config import findings


def said() -> str:
    return " ".join(findings._sign_in())


def test_a_missing_mail_server_is_named(settings):
    settings.EMAIL_CONFIGURED = False
    assert "BETANG_EMAIL_URL" in said()
    settings.EMAIL_CONFIGURED = True
    settings.DEFAULT_FROM_EMAIL = "Betang <betang@localhost>"
    assert "BETANG_EMAIL_FROM" in said()
    settings.DEFAULT_FROM_EMAIL = "Betang <betang@kalteng.go.id>"
    assert said() == ""


def test_a_provider_that_is_half_set_up_or_reached_in_the_open_is_named(settings):
    settings.EMAIL_CONFIGURED, settings.DEFAULT_FROM_EMAIL = True, "Betang <betang@kalteng.go.id>"
    settings.OIDC_HALF = ["BETANG_OIDC_CLIENT_SECRET"]
    assert "BETANG_OIDC_CLIENT_SECRET" in said()
    settings.OIDC_HALF, settings.HTTPS = [], True
    settings.OIDC = {"issuer": "http://sso.contoh.go.id", "name": "x"}
    assert "https://" in said()
