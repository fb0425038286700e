"""Our own pages read as XML, which is many times as fast as reading any HTML there is."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

_VOID = re.compile(r"<((?:br|col|hr|img|link|meta)(?:\s[^<>]*)?)(?<!/)>")


def tree_of(page: str) -> Any:
    """The elements of a whole page of ours, as an HTML reader finds them.

    None where the page is no XML (a control character in a text): it wants an HTML reader.
    """
    try:
        return ElementTree.fromstring(_VOID.sub(r"<\1/>", page))  # noqa: S314 (our own markup)
    except ElementTree.ParseError:
        return None
