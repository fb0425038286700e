"""What the file of a picture is made of: does it hold anything beside the picture?

A photograph tells where it was taken; behind the end of a picture anything may hide. Only a file
without all that is kept as it is, byte for byte.
"""

from __future__ import annotations

import re

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_PARTS = re.compile(rb"IHDR(?:IDAT)+IEND")

JPEG_HEAD, JPEG_END = b"\xff\xd8", b"\xff\xd9"
JFIF, SCAN = 0xE0, 0xDA
JFIF_SIZE = 16
"""Of the first segment without a small picture in it."""
JPEG_PARTS = frozenset({JFIF, 0xDB, 0xC0, 0xC4, 0xDD, SCAN})
"""JFIF, quantization, baseline frame, Huffman tables, restart interval, scan."""
SCANNED = re.compile(rb"(?:[^\xff]|\xff[\x00\xd0-\xd7])*+", re.DOTALL)
"""The picture itself: within it a 0xFF is followed by a zero or is a restart mark."""


def is_bare_png(data: bytes) -> bool:
    """Are there only the head, the picture and the end?"""
    parts, place = [], len(PNG_HEAD)
    while place + 8 <= len(data):
        parts.append(data[place + 4 : place + 8])
        place += 12 + int.from_bytes(data[place : place + 4])
    whole = data.startswith(PNG_HEAD) and place == len(data)
    return whole and PNG_PARTS.fullmatch(b"".join(parts)) is not None


def is_bare_jpeg(data: bytes) -> bool:
    """Are there only tables, one picture scanned once, and the end?"""
    place, marker = len(JPEG_HEAD), 0
    while marker != SCAN:
        head = data[place : place + 4]
        if len(head) < 4 or head[0] != 0xFF or head[1] not in JPEG_PARTS:
            return False
        marker, size = head[1], int.from_bytes(head[2:])
        if marker == JFIF and size != JFIF_SIZE:
            return False
        place += 2 + size
    scanned = SCANNED.match(data, place)
    end = scanned.end() if scanned else place
    return data.startswith(JPEG_HEAD) and data[end:] == JPEG_END
