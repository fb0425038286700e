"""From the bytes of a file to JSON values."""

from __future__ import annotations

import json
from typing import Any

from smartplan.plans.content.problems import ContentError, Problem

MAX_BYTES = 20_000_000
"""The largest file that is read: larger than any plan, and small enough for the server."""


def parse_content(data: bytes) -> Any:
    """Read the bytes of a JSON file. Raises ContentError."""
    if len(data) > MAX_BYTES:
        raise _error(
            f"ファイルが大きすぎます（{len(data) / 1_000_000:,.0f} MB）。"
            f"{MAX_BYTES // 1_000_000} MBまでのファイルを指定してください。"
        )
    if not data.strip():
        raise _error("ファイルが空です。計画を書き出したJSONファイルを指定してください。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(
            "文字コードがUTF-8ではありません。"
            f"UTF-8で保存し直してください（{error.start + 1}バイト目）。"
        ) from error
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _error(
            f"JSONとして読めません（{error.lineno}行{error.colno}文字目）。"
            "計画を書き出したJSONファイルか確かめてください。"
        ) from error
    except RecursionError as error:
        raise _error(
            "JSONの入れ子が深すぎます。計画を書き出したファイルではありません。"
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise _error("JSONに桁数の多すぎる数があります。") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _error(f"JSONの同じ場所に「{key[:40]}」が2回あります。1つにしてください。")
        found[key] = value
    return found


def _no_constant(name: str) -> None:
    raise _error(f"JSONに「{name}」があります。数値か文字列にしてください。")


def _error(message: str) -> ContentError:
    return ContentError([Problem("", message)])
