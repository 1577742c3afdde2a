"""Static files as the pages' server wants them: in one folder, compressed, named by what is in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

from betang.core.errors import WrongCall

STYLES: Final = "ui/built/betang.css"


def collect_static() -> None:
    """Copy, compress and fingerprint the static files to STATIC_ROOT, unless they are there already and unchanged.

    Raises WrongCall when the stylesheet has not been built (a checkout without `make setup`).
    """
    if find(STYLES) is None:
        raise WrongCall("the stylesheet of the pages has not been built yet: run `make setup`")
    if settings.DEBUG:
        return
    found: dict[str, tuple[Any, str]] = {}
    state: list[str] = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            if path not in found:
                found[path] = (storage, path)
                facts = Path(storage.path(path)).stat()
                state.append(f"{path} {facts.st_size} {facts.st_mtime_ns}")
    root, note = Path(settings.STATIC_ROOT), Path(settings.STATIC_ROOT) / "collected"
    now = "\n".join(sorted(state))
    if note.exists() and note.read_text() == now:
        return
    kept = CompressedManifestStaticFilesStorage(location=root, base_url=settings.STATIC_URL)
    for path, (storage, _) in found.items():
        kept.delete(path)
        with storage.open(path) as source:
            kept.save(path, source)
    for _name, _hashed, processed in kept.post_process({path: (kept, path) for path in found}):
        if isinstance(processed, Exception):
            raise processed
    note.write_text(now)
