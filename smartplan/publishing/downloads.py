"""Files to download: what they are called, and the answer that carries them."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.http import HttpResponse

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# What no file system takes, and marks of direction: by them 「.exe」 can look like 「.pdf」.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')


def safe_name(title: str, extension: str) -> str:
    """「○○市スマートシティ推進計画（素案）.pdf」, without what a file name cannot hold."""
    return f"{_UNSAFE.sub('', title).strip(' .') or '計画'}.{extension}"


def attachment(file: bytes, name: str) -> HttpResponse:
    """An attachment with its Japanese name (RFC 5987), and a plain one for old browsers."""
    extension = name.rpartition(".")[2]
    response = HttpResponse(file, content_type=CONTENT_TYPES[extension])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"plan.{extension}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
