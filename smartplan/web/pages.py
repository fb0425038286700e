"""A page with a form has two addresses: one shows the page, the other takes what was written.

A browser that cannot reach the server shows its error page. Had the form posted to the address of
its own page, the error page would take that page's place in the browser's history, and 「戻る」
would lead past everything that was typed. So the form of `/chapters/5/` posts to
`/chapters/5/save/`, and `{% post_address %}` writes that into the form.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path

SAVE = "save/"
"""What the posting address adds to the address of its page."""
AGAIN = "again"
"""Tells two posting addresses of one page apart, see `other_post_address`."""

View = Callable[..., HttpResponseBase]


def page(route: str, view: View, name: str) -> list[URLPattern]:
    """The two addresses of a page with a form; the second is named with `_save`."""
    return [
        path(route, view, name=name),
        path(f"{route}{SAVE}", _taking_posts(view), name=f"{name}_save"),
    ]


def _taking_posts(view: View) -> View:
    """The same view for posts; whoever opens this address by hand is led to the page."""

    @wraps(view)
    def save(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"}:
            return redirect(page_address(request.get_full_path()))
        query = request.GET.copy()
        query.pop(AGAIN, None)
        request.GET = query  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return save


def page_address(address: str) -> str:
    """The page that belongs to a posting address; any other address is its own."""
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    query.pop(AGAIN, None)
    return _joined(parts.path.removesuffix(SAVE), query)


def post_address(request: HttpRequest) -> str:
    """Where the form of the page that is shown posts to."""
    here = request.get_full_path()
    path, mark, query = page_address(here).partition("?")
    there = f"{path}{SAVE}{mark}{query}"
    return other_post_address(there) if there == here else there


def other_post_address(address: str) -> str:
    """The same posting address, written in another way.

    The answer to a refused post stands at the posting address itself. Its form may not post there
    again, for the same reason as above.
    """
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    if not query.pop(AGAIN, None):
        query[AGAIN] = "1"
    return _joined(parts.path, query)


def _joined(path: str, query: QueryDict) -> str:
    return f"{path}?{query.urlencode()}" if query else path
