"""The settings of a worker process that works on the database of a test."""

import os

from smartplan.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["SMARTPLAN_TEST_DATABASE"]  # noqa: F405
MEDIA_ROOT = os.environ["SMARTPLAN_TEST_FILES"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
