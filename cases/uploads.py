"""CSV files that a curator chose and never confirmed: they wait in the data folder for a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.storage import default_storage

FOLDER = "django-import-export"
"""Where import_export's MediaStorage keeps a file between the preview and the confirmation."""
KEPT_FOR = timedelta(days=1)


def remove_old_uploads(*, now: datetime) -> int:
    """Remove the files that have waited for longer than a day; how many."""
    removed = 0
    for path in _waiting():
        try:
            if default_storage.get_modified_time(path) < now - KEPT_FOR:
                default_storage.delete(path)
                removed += 1
        except FileNotFoundError:  # confirmed, or removed by somebody else, a moment ago
            continue
    return removed


def _waiting() -> list[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{name}" for name in names]
