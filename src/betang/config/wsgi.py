"""The application for a WSGI server. `betang serve` serves it; any other server may."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.config.settings")

application = get_wsgi_application()
