"""What a document may fetch while it is laid out: our own stylesheets and its own pictures."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

from smartplan.plans.models import PictureFile
from smartplan.printing.pdf.weasyprint_patches import justify
from smartplan.printing.stylesheets import STYLESHEETS

STYLESHEET_ADDRESS = "document:"
PICTURE_ADDRESS = "picture:"


class OwnFilesFetcher(URLFetcher):
    """Serves our stylesheets and the named pictures, and refuses every other address.

    It never reaches the network or the disk for an address that a text brings along.
    """

    def __init__(self, pictures: Container[str] = ()) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith(STYLESHEET_ADDRESS) and url[len(STYLESHEET_ADDRESS) :] in STYLESHEETS:
            css = stylesheet(url[len(STYLESHEET_ADDRESS) :])
            return URLFetcherResponse(url, css, {"Content-Type": "text/css"})
        if url.startswith(PICTURE_ADDRESS) and url[len(PICTURE_ADDRESS) :] in self.pictures:
            return _picture(url)
        raise ValueError("The document fetches nothing but its own stylesheet and pictures.")


def stylesheet(path: str) -> str:
    """One of our stylesheets; without its justified text where that would look bad."""
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(f"static/{path} is missing.")
    css = Path(found).read_text(encoding="utf-8")
    return css if justify.prepare() else justify.ragged(css)


def _picture(url: str) -> URLFetcherResponse:
    file = PictureFile.objects.get(pk=url[len(PICTURE_ADDRESS) :])
    return URLFetcherResponse(url, bytes(file.content), {"Content-Type": file.media_type})
