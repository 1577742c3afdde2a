"""What the environment says about signing in: the mail server and the identity provider."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from betang.config import env

MAIL_FORM: Final = "smtp://user:password@host:587?tls=starttls"
TLS: Final = ("starttls", "ssl", "no")
SSL_PORT: Final = 465
PROVIDER: Final = {
    "issuer": "BETANG_OIDC_ISSUER",
    "client_id": "BETANG_OIDC_CLIENT_ID",
    "client_secret": "BETANG_OIDC_CLIENT_SECRET",
    "name": "BETANG_OIDC_NAME",
}


def mail_server() -> dict[str, Any]:
    """host, port, user, password and tls of BETANG_EMAIL_URL; empty when it is not set.

    tls: `starttls` (the default), `ssl` (the default on port 465) or `no`. Refusals do not repeat the password.
    """
    written = env.text("BETANG_EMAIL_URL", "")
    if not written:
        return {}
    refused = ImproperlyConfigured(f"BETANG_EMAIL_URL cannot be read: write {MAIL_FORM}")
    try:
        parts = urlsplit(written)
        port, asked = parts.port or 587, parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise refused from None
    tls = asked.pop("tls", ["ssl" if port == SSL_PORT else "starttls"])[-1]
    if parts.scheme != "smtp" or not parts.hostname or asked or tls not in TLS:
        raise refused
    return {
        "host": parts.hostname,
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": tls,
    }


def provider() -> dict[str, str]:
    """The identity provider: issuer, client_id, client_secret, name; empty unless all four are set."""
    told = {key: env.text(name, "") for key, name in PROVIDER.items()}
    if not all(told.values()):
        return {}
    parts = urlsplit(told["issuer"])
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ImproperlyConfigured("BETANG_OIDC_ISSUER is not an address: write https://sso.example.go.id")
    return told | {"issuer": told["issuer"].rstrip("/")}


def half_configured() -> list[str]:
    """The variables of the identity provider that are missing beside others that are set."""
    missing = [name for name in PROVIDER.values() if not env.text(name, "")]
    return missing if len(missing) < len(PROVIDER) else []


def origins(told: dict[str, str]) -> list[str]:
    """Where forms may lead on to: the provider, and what else BETANG_OIDC_ORIGINS names on the way to it."""
    if not told:
        return []
    issuer = urlsplit(told["issuer"])
    return [f"{issuer.scheme}://{issuer.netloc}", *env.names("BETANG_OIDC_ORIGINS")]
