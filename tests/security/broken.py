"""Addresses of a house in which something breaks while it holds a person's data: for `ROOT_URLCONF` of a test."""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.urls import path

from betang.config import urls

FAULTS = {
    "value": ValueError,
    "key": KeyError,
    "denied": PermissionDenied,
    "absent": Http404,
    "bad": BadRequest,
    "suspicious": SuspiciousOperation,
}
WORDS = "Sumpit Keruing 197203031998031003 citra@contoh.go.id"


def breaking(request: HttpRequest, fault: str) -> NoReturn:
    about = {"name": "Sumpit Keruing"}  # what a page with all details would show
    try:
        raise LookupError(WORDS, about)
    except LookupError as earlier:
        raise FAULTS[fault](WORDS) from earlier


urlpatterns = [path("rusak/<str:fault>", breaking, name="breaking"), *urls.urlpatterns]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500
