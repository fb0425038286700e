"""The administration site as a whole: its words.

smartplan/web/locale says some of Django's sentences anew. Templates find it by themselves, for
this app stands before Django's own; the scripts have to be told.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import JavaScriptCatalog


def words_for_scripts(request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:
    """The sentences of the site's scripts: Django's, then ours, which win."""
    catalog = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "smartplan.web"])
    return catalog(request)


admin.site.i18n_javascript = words_for_scripts  # type: ignore[method-assign, assignment]
