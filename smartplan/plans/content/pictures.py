"""The pictures of a plan in its JSON: base64 on the way out, a checked file on the way in."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from typing import Any

from smartplan.plans.models import Picture
from smartplan.plans.pictures.files import file_of
from smartplan.plans.pictures.images import MAX_BYTES, MEDIA_TYPES, PictureError, prepared_once

KEYS = ("media_type", "content")
"""What the object of a picture has in place of the link to its file."""


def written(picture: Picture, *, whole: bool) -> dict[str, str]:
    """The file of a picture; without `whole` its hash alone, which says as much."""
    if not whole:
        return {"content": picture.file_id}
    file = picture.file
    content = b64encode(bytes(file.content)).decode("ascii")
    return {"media_type": file.media_type, "content": content}


def give_files(pictures: list[Any], listed: list[dict[str, Any]]) -> None:
    """Let the new pictures have the files that their checked objects hold."""
    for picture, values in zip(pictures, listed, strict=True):
        picture.file = file_of(b64decode(values["content"]))


def problems(pictures: list[Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the files of pictures: (path below `rows`, message)."""
    seen: set[str] = set()
    for index, values in enumerate(pictures):
        if not isinstance(values, dict):
            continue
        path, place = f"pictures[{index}]", str(values.get("place"))
        if place not in Picture.Place.values:
            continue  # told with the other cells; so no file has more pictures than places
        if place in seen:
            yield (
                f"{path}.place",
                f"「{Picture.Place(place).label}」の画像が2つあります。1つにしてください。",
            )
            continue
        seen.add(place)
        media_type = values.get("media_type")
        if media_type not in (None, *MEDIA_TYPES.values()):
            shown = "、".join(MEDIA_TYPES.values())
            yield f"{path}.media_type", f"選べるのは {shown} です。"
        elif message := _wrong(values.get("content"), media_type):
            yield f"{path}.content", message


def _wrong(content: Any, media_type: str | None) -> str:
    if not isinstance(content, str) or not content:
        return "画像の内容がありません。PNGまたはJPEGのファイルをbase64で入れてください。"
    if len(content) > MAX_BYTES * 4 // 3 + 4:
        return f"画像が大きすぎます。{MAX_BYTES // 1_000_000} MBまでの画像にしてください。"
    try:
        picture = b64decode(content, validate=True)
        prepared_once(picture)
    except (Base64Error, ValueError):
        return "base64として読めません。PNGまたはJPEGのファイルをbase64で入れてください。"
    except PictureError as error:
        return str(error)
    found = MEDIA_TYPES["PNG" if picture.startswith(b"\x89PNG") else "JPEG"]
    if media_type not in (None, found):
        return f"{media_type} ではありません。中身は {found} です。"
    return ""
