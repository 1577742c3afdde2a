"""The one number that screens of a meeting ask for once a second, and the token by which they ask (docs/adr/0025)."""

from __future__ import annotations

import threading
import time
from typing import Final

from django.core.signing import BadSignature, TimestampSigner

from betang.agencies.scope import DOOR, acting
from betang.meeting.models import Pulse

GOOD_FOR: Final = 120  # not a rule: seconds for which a token answers, and at most until a withdrawn right is felt
LOOKED_AT_EVERY: Final = 0.25  # not a rule: seconds for which a process answers from memory
KEPT: Final = 1000  # not a rule: meetings whose number a process remembers

_SIGNER: Final = TimestampSigner(salt="denyut rapat")
_known: dict[int, tuple[float, int | None]] = {}
_looking = threading.Lock()


def token_for(user: int, meeting: int) -> str:
    """What a browser shows instead of its session. It says who and which meeting, and opens the number alone."""
    return _SIGNER.sign(f"{user}.{meeting}")


def token_opens(token: str, meeting: int) -> bool:
    """Whether the token was given for this meeting, by us, not long ago."""
    try:
        _user, _dot, number = _SIGNER.unsign(token, max_age=GOOD_FOR).partition(".")
    except BadSignature:
        return False
    return number == str(meeting)


def version_for_all(meeting: int) -> int | None:
    """The number of a meeting, at most a quarter of a second old; None when there is no such meeting.

    Read under the scope of the door: it is the same for everybody, and says nothing but that something changed.
    """
    found = _known.get(meeting)
    if found is None or time.monotonic() - found[0] > LOOKED_AT_EVERY:
        with _looking:
            found = _known.get(meeting)
            if found is None or time.monotonic() - found[0] > LOOKED_AT_EVERY:
                found = _look(meeting)
    return found[1]


def _look(meeting: int) -> tuple[float, int | None]:
    began = time.monotonic()
    with acting(DOOR):
        version = Pulse.objects.filter(pk=meeting).values_list("version", flat=True).first()
    if len(_known) >= KEPT:
        _known.clear()
    _known[meeting] = began, version
    return _known[meeting]
