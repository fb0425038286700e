"""Which picture is accepted, and what is made of it.

A file is judged by its content, never by its name. What is kept is our own encoding: upright,
sRGB, without metadata (where and when a photograph was taken), no larger than a page needs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from threading import Lock

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from smartplan.plans.pictures.parts import is_bare_jpeg, is_bare_png

MAX_BYTES = 10_000_000
"""The largest file that is taken."""
MAX_PIXELS = {"PNG": 24_000_000, "JPEG": 50_000_000}
"""How many pixels are decoded: beyond them a small file could fill the server's memory."""
SIDES = (1600, 1200, 800)
"""The long side in pixels: 1600 are 300 dpi at 13 cm. The smaller ones for what stays too heavy."""
LIGHT = 3_000_000
"""How many bytes a kept picture may have, so that two of them fit into a plan's JSON."""
QUALITY = 90

PNG, JPEG = "image/png", "image/jpeg"
MEDIA_TYPES = {"PNG": PNG, "JPEG": JPEG}

TOO_MANY_PIXELS = (
    f"画像の画素数が多すぎます{{size}}。長い辺を{SIDES[0]:,}画素ほどに縮めてから選んでください。"
)

ONE_AT_A_TIME = Lock()

UNREADABLE = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow raises for files that are cut off, damaged or lie about themselves."""


class PictureError(Exception):
    """The picture cannot be taken; the message says why and what to do."""


@dataclass(frozen=True)
class Prepared:
    """A picture as it will be kept."""

    media_type: str
    width: int
    height: int
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def refuse_heavy(size: int) -> None:
    """Raise PictureError for a file of more bytes than are taken; a huge one is not even read."""
    if size > MAX_BYTES:
        raise PictureError(
            f"画像のファイルが大きすぎます（{_megabytes(size)} MB）。"
            f"{MAX_BYTES // 1_000_000} MBまでの画像を選んでください。"
        )


def _megabytes(size: int) -> str:
    """Rounded up: what is too large never has the size that is allowed."""
    return f"{-(-size // 100_000) / 10:,.1f}"


def prepared(data: bytes) -> Prepared:
    """The picture of an uploaded file in our own encoding. Raises PictureError."""
    with _strictly():
        image, kind = _opened(data)
        return _encoded(_flat(image), kind)


def prepared_once(data: bytes) -> Prepared:
    """The picture of a plan's JSON: what we once encoded stays byte for byte as it is."""
    with _strictly():
        image, kind = _opened(data)
        if _is_ours(image, kind, data):
            return Prepared(MEDIA_TYPES[kind], *image.size, data)
        return _encoded(_flat(image), kind)


def prepared_before(data: bytes) -> Prepared:
    """The picture of a closed edition: as it was then, whatever we would make of it today."""
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
        kind = "PNG" if image.format == "PNG" else "JPEG"
        return Prepared(MEDIA_TYPES[kind], *image.size, data)


# Reading ---------------------------------------------------------------------------------------


def _opened(data: bytes) -> tuple[Image.Image, str]:
    """The decoded picture and its format: PNG or JPEG, whatever its name says."""
    refuse_heavy(len(data))
    try:
        image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        kind = "PNG" if image.format == "PNG" else "JPEG"  # several pictures in one: "MPO"
        _refuse_bomb(image, kind)
        if kind == "JPEG":
            image.draft(image.mode, (SIDES[0] * 2, SIDES[0] * 2))
        image.load()
        return ImageOps.exif_transpose(image) or image, kind
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(TOO_MANY_PIXELS.format(size="")) from error
    except UnidentifiedImageError as error:
        raise PictureError(
            "PNGまたはJPEGの画像ではありません。拡張子だけでなく中身がPNGかJPEGの画像を選んでください。"
        ) from error
    except UNREADABLE as error:
        raise PictureError(
            "画像を読み取れません。ファイルが途中で切れているか、壊れています。"
            "画像を開けることを確かめ、保存し直してから選んでください。"
        ) from error


@contextmanager
def _strictly() -> Iterator[None]:
    """Refuse what is cut off: WeasyPrint tells Pillow, for the whole process, to take it.

    One picture at a time, which also bounds the memory that uploads can ask for.
    """
    with ONE_AT_A_TIME:
        usual, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = usual


def _refuse_bomb(image: Image.Image, kind: str) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS[kind]:
        raise PictureError(TOO_MANY_PIXELS.format(size=f"（{width:,}×{height:,}）"))


def _is_ours(image: Image.Image, kind: str, data: bytes) -> bool:
    """Does the file hold nothing beside the picture, in one of the shapes that we write?"""
    if max(image.size) > SIDES[0] or len(data) > LIGHT:
        return False
    if kind == "PNG":
        return image.mode in ("RGB", "RGBA") and is_bare_png(data)
    return image.mode == "RGB" and is_bare_jpeg(data)


# Writing ---------------------------------------------------------------------------------------


def _flat(image: Image.Image) -> Image.Image:
    """The picture in RGB, or in RGBA where something shines through; the first of several."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        image = image.convert("RGBA")
        is_whole = image.getchannel("A").getextrema() == (255, 255)
        flat = image.convert("RGB") if is_whole else image
    else:
        flat = _in_srgb(image, profile).convert("RGB")
    bare = Image.new(flat.mode, flat.size)  # without what else came with the file
    bare.paste(flat)
    return bare


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as they were meant, by the picture's own profile if it has a sound one."""
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _encoded(image: Image.Image, kind: str) -> Prepared:
    for side in SIDES:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        media_type = PNG if kind == "PNG" or image.mode == "RGBA" else JPEG
        content = _bytes(image, media_type)
        if media_type == PNG and image.mode == "RGB" and len(content) > LIGHT:
            media_type, content = JPEG, _bytes(image, JPEG)
        if len(content) <= LIGHT:
            break
    return Prepared(media_type, *image.size, content)


def _bytes(image: Image.Image, media_type: str) -> bytes:
    stream = BytesIO()
    if media_type == PNG:
        image.save(stream, "PNG")
    else:
        image.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()
