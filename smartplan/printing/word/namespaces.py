"""The XML namespaces of a Word file."""

from __future__ import annotations

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_BASE = "http://schemas.openxmlformats.org"

_PREFIXES = {
    "w": f"{_BASE}/wordprocessingml/2006/main",
    "r": f"{_BASE}/officeDocument/2006/relationships",
    "wp": f"{_BASE}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_BASE}/drawingml/2006/main",
    "pic": f"{_BASE}/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}


def part(root: str, content: str) -> bytes:
    """A part of the file: its root element with the namespaces that its content uses."""
    used = {root.partition(":")[0]} | {name for name in _PREFIXES if f"{name}:" in content}
    names = "".join(
        f' xmlns:{name}="{address}"' for name, address in _PREFIXES.items() if name in used
    )
    return f"{DECLARATION}<{root}{names}>{content}</{root}>".encode()
