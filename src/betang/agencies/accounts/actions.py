"""What signing in writes: events of the trail, ended sessions, a second factor taken away.

The names of these events begin with `betang.agencies.`; docs/how-to/operate.md lists them. A typed user name that is
nobody's is kept as a keyed digest only: it may be a password in the wrong field.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils.crypto import salted_hmac

from betang.agencies.actions import audit
from betang.agencies.models import User
from betang.agencies.scope import Scope, acting

KIND = User._meta.label_lower


@transaction.atomic
def note(*, what: str, user: User, by: User | None, new: dict[str, Any] | None = None) -> None:
    """One event about the account of `user`: `what` is like `signed_in`."""
    audit.record(name=f"betang.agencies.{what}", by=by, on_kind=KIND, on_id=str(user.pk), new=new)


@transaction.atomic
def note_failure(*, what: str, username: str, address: str, by: User | None) -> None:
    """An attempt that failed, from a network address. `by` is the user when already signed in."""
    user = User.objects.filter(username=username).first()
    new = {"address": address}
    if user is None:
        new["typed"] = salted_hmac("betang.accounts", username).hexdigest()[:12]
    audit.record(name=f"betang.agencies.{what}", by=by, on_kind=KIND, on_id=str(user.pk) if user else "", new=new)


@transaction.atomic
def note_refusal(*, reason: str, address: str, by: User | None) -> None:
    """Somebody whom the identity provider knows and we do not."""
    new = {"reason": reason, "address": address}
    audit.record(name="betang.agencies.sign_on_refused", by=by, on_kind=KIND, new=new)


@transaction.atomic
def end_sessions(*, user: User, by: User | None, only: int | None = None, but: str | None = None) -> int:
    """Sign `user` out elsewhere: of the session numbered `only`, or of all but the one with the key `but`.

    Returns how many ended.
    """
    with acting(Scope("user", user=user.pk)):  # their sessions are behind their wall, whoever ends them
        chosen = UserSession.objects.filter(user=user).exclude(session_key=but)
        if only is not None:
            chosen = chosen.filter(pk=only)
        ended = list(chosen)
        for session in ended:
            SessionStore(session.session_key).delete()
            session.delete()
    if ended:
        note(what="sessions_ended", user=user, by=by, new={"sessions": len(ended)})
    return len(ended)


@transaction.atomic
def remove_second_factor(*, user: User, by: User | None) -> bool:
    """Take the authenticator and the recovery codes of `user` away and sign them out everywhere, for whoever lost both.

    They set up a new one at the next sign-in. Who may do this for whom is for the caller to check.
    """
    with acting(Scope("user", user=user.pk)):  # behind their wall, and nothing else is opened
        removed, _ = Authenticator.objects.filter(user=user).delete()
    if removed:
        note(what="second_factor_removed", user=user, by=by)
        end_sessions(user=user, by=by)
    return bool(removed)
