"""Which language a page speaks: the reader's choice, else Indonesian.

Django's own LocaleMiddleware asks the browser, and browsers in Indonesian offices are mostly set to English.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Speak the language of the cookie that the language switch sets."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # as LocaleMiddleware does
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
