"""A picture is judged by its content and kept clean; in the JSON it stands as base64."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode, b64encode
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image, ImageFile

from smartplan.plans import revisions
from smartplan.plans.actions import copy_plan
from smartplan.plans.content import ContentError, digest, load_plan, plan_content
from smartplan.plans.models import Picture, PictureFile, Revision
from smartplan.plans.pictures.images import LIGHT, MAX_BYTES, PictureError, prepared, prepared_once
from smartplan.plans.revisions import differences
from smartplan.plans.saving import restore
from tests.plans.writing import a_picture_file, png, removed

ORIENTATION, CAMERA = 0x0112, 0x010F


def jpeg(image: Image.Image, **options) -> bytes:
    stream = BytesIO()
    image.save(stream, "JPEG", **options)
    return stream.getvalue()


def shown(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0" * 99))


# What is taken -----------------------------------------------------------------------------------


def test_a_photograph_is_turned_upright_and_loses_what_it_tells_of_its_camera():
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = 6, "Kamera"
    picture = prepared(jpeg(Image.new("RGB", (60, 40), "red"), exif=exif, comment=b"secret"))

    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 40, 60)
    assert shown(picture.content).size == (40, 60)
    assert b"Kamera" not in picture.content
    assert b"secret" not in picture.content
    assert dict(shown(picture.content).getexif()) == {}


def test_a_large_photograph_is_scaled_to_what_a_page_needs():
    picture = prepared(jpeg(Image.new("RGB", (4000, 3000), "red")))

    assert (picture.width, picture.height) == (1600, 1200)


def test_what_shines_through_a_logo_stays_so():
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    stream = BytesIO()
    image.save(stream, "PNG")

    picture = prepared(stream.getvalue())

    assert picture.media_type == "image/png"
    assert shown(picture.content).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode):
    stream = BytesIO()
    Image.new(mode, (20, 10)).save(stream, "PNG")

    assert shown(prepared(stream.getvalue()).content).mode in ("RGB", "RGBA")


def test_sixteen_bits_of_grey_stay_grey():
    stream = BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(stream, "PNG")

    assert shown(prepared(stream.getvalue()).content).getpixel((1, 1)) == (128, 128, 128)


def test_a_picture_in_the_colours_of_a_printer_becomes_one_for_the_screen():
    picture = prepared(jpeg(Image.new("CMYK", (20, 20), (0, 255, 255, 0))))

    red, green, blue = shown(picture.content).getpixel((5, 5))
    assert (shown(picture.content).mode, red > 200, green < 80, blue < 80) == (
        "RGB",
        True,
        True,
        True,
    )


def test_of_a_moving_picture_the_first_is_taken():
    stream = BytesIO()
    first, second = Image.new("RGB", (9, 9), "red"), Image.new("RGB", (9, 9), "blue")
    first.save(stream, "PNG", save_all=True, append_images=[second], duration=100)

    content = prepared(stream.getvalue()).content

    assert shown(content).getpixel((4, 4)) == (255, 0, 0)
    assert b"acTL" not in content


def test_a_heavy_picture_becomes_light_enough_for_a_plans_file():
    noise = Image.effect_noise((1600, 1600), 90).convert("RGB")
    see_through = Image.merge("RGBA", (*noise.split(), noise.getchannel("R")))
    stream = BytesIO()
    see_through.save(stream, "PNG", compress_level=1)

    assert len(prepared(stream.getvalue()).content) <= LIGHT


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "PNGまたはJPEGの画像ではありません"),
        (b"GIF89a" + b"\0" * 50, "PNGまたはJPEGの画像ではありません"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNGまたはJPEGの画像ではありません"),
        (png()[:60], "途中で切れているか"),
        (jpeg(Image.effect_noise((300, 300), 50))[:2000], "途中で切れているか"),
        (bomb(300, 300), "途中で切れているか"),
        (bomb(60_000, 60_000), "画素数が多すぎます。長い辺を1,600画素ほどに"),
        (bomb(8_000, 8_000), "画素数が多すぎます（8,000×8,000）"),
        (b"\0" * (MAX_BYTES + 1), "画像のファイルが大きすぎます（10.1 MB）"),
    ],
    ids=["empty", "gif", "svg", "cut_png", "cut_jpeg", "lying", "bomb", "many_pixels", "heavy"],
)
@pytest.mark.parametrize("lenient", [False, True])
def test_what_is_no_sound_picture_is_refused_in_a_sentence(data, message, lenient, monkeypatch):
    # WeasyPrint, once it is imported, lets Pillow take files that are cut off.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    with pytest.raises(PictureError, match=message):
        prepared(data)


# In the JSON -------------------------------------------------------------------------------------


@pytest.fixture
def with_logo(plan):
    logo = Picture.objects.create(
        plan=plan, place="logo", alternative="市章", file=a_picture_file("red"), position=1
    )
    return plan, logo


def content_with(plan, *pictures: dict[str, object]):
    content = plan_content(plan)
    content["rows"]["pictures"] = [{"id": f"p{n}", **each} for n, each in enumerate(pictures)]
    return content


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def test_a_picture_goes_out_and_comes_back_byte_for_byte(with_logo, other_town, outsider):
    plan, logo = with_logo
    (written,) = plan_content(plan)["rows"]["pictures"]

    loaded = load_plan(plan_content(plan), municipality=other_town, by=outsider)

    assert written == {
        "id": "pictures-1",
        "place": "logo",
        "alternative": "市章",
        "media_type": "image/png",
        "content": base64(bytes(logo.file.content)),
    }
    assert loaded.pictures.get().file == logo.file
    assert PictureFile.objects.count() == 1


def test_a_foreign_picture_is_cleaned_on_its_way_in_and_stays_so(plan, town, planner):
    exif = Image.Exif()
    exif[CAMERA] = "Kamera"
    photo = jpeg(Image.effect_noise((2000, 900), 60).convert("RGB"), exif=exif)

    loaded = load_plan(
        content_with(plan, {"place": "portrait", "content": base64(photo)}),
        municipality=town,
        by=planner,
    )
    (written,) = plan_content(loaded)["rows"]["pictures"]
    again = load_plan(plan_content(loaded), municipality=town, by=planner)

    assert b"Kamera" not in b64decode(written["content"])
    assert loaded.pictures.get().file.width == 1600
    assert plan_content(again) == plan_content(loaded)


def test_a_photograph_loses_nothing_however_often_it_is_carried_from_server_to_server():
    photo = prepared(jpeg(Image.effect_noise((600, 400), 80).convert("RGB"), quality=95))

    assert photo.media_type == "image/jpeg"
    assert prepared_once(photo.content) == photo


@pytest.mark.parametrize(
    "hiding",
    [
        lambda own: own + b"SECRET",
        lambda own: own[:33] + chunk(b"seCr", b"SECRET") + own[33:],
        lambda own: own[:-12] + chunk(b"tEXt", b"Comment\0SECRET") + own[-12:],
    ],
)
def test_what_hides_beside_a_png_does_not_come_in_with_a_file(hiding):
    own = prepared(png()).content
    assert prepared_once(hiding(own)).content == own


@pytest.mark.parametrize(
    "hiding",
    [
        lambda own: own + b"SECRET",
        lambda own: own + b"SECRET\xff\xd9",
        lambda own: own[:2] + b"\xff\xfe\x00\x08SECRET" + own[2:],
        lambda own: own[:2] + b"\xff\xe1\x00\x08SECRET" + own[2:],
        lambda own: own[:4] + b"\x00\x16" + own[6:20] + b"SECRET" + own[20:],
    ],
)
def test_what_hides_beside_a_photograph_does_not_come_in_with_a_file(hiding):
    own = prepared(jpeg(Image.effect_noise((80, 60), 80).convert("RGB"))).content
    assert b"SECRET" in hiding(own)
    assert b"SECRET" not in prepared_once(hiding(own)).content


def test_a_file_full_of_pictures_for_no_place_is_not_decoded_picture_by_picture(
    plan, town, planner
):
    pictures = [{"place": f"place{n}", "content": base64(b"no picture")} for n in range(50)]
    with pytest.raises(ContentError) as error:
        load_plan(content_with(plan, *pictures), municipality=town, by=planner)
    assert {each.path.rpartition(".")[2] for each in error.value.problems} == {"place"}


def test_a_copy_shows_the_same_picture_without_a_second_file(with_logo, planner):
    plan, logo = with_logo

    copy = copy_plan(plan=plan, by=planner, title="写し")

    assert copy.pictures.get().file_id == logo.file_id
    assert PictureFile.objects.count() == 1


def test_the_digest_knows_a_replaced_picture(with_logo):
    plan, logo = with_logo
    before = digest(plan)
    logo.file = a_picture_file("blue")
    logo.save()

    assert digest(plan) != before


@pytest.mark.parametrize(
    ("pictures", "problem"),
    [
        (
            [{"place": "logo", "content": "これは画像です"}],
            "rows.pictures[0].content: base64として読めません。"
            "PNGまたはJPEGのファイルをbase64で入れてください。",
        ),
        (
            [{"place": "logo"}],
            "rows.pictures[0].content: 画像の内容がありません。"
            "PNGまたはJPEGのファイルをbase64で入れてください。",
        ),
        (
            [{"place": "logo", "content": base64(b"<html>")}],
            "rows.pictures[0].content: PNGまたはJPEGの画像ではありません。"
            "拡張子だけでなく中身がPNGかJPEGの画像を選んでください。",
        ),
        (
            [{"place": "logo", "media_type": "image/jpeg", "content": base64(png())}],
            "rows.pictures[0].content: image/jpeg ではありません。中身は image/png です。",
        ),
        (
            [{"place": "logo", "media_type": "image/gif", "content": base64(png())}],
            "rows.pictures[0].media_type: 選べるのは image/png、image/jpeg です。",
        ),
        (
            [{"place": "logo", "content": base64(png())}] * 2,
            "rows.pictures[1].place: 「表紙のロゴ・市章」の画像が2つあります。1つにしてください。",
        ),
        (
            [{"place": "seal", "content": base64(png())}],
            "rows.pictures[0].place: 「seal」という選択肢はありません。"
            "選べるのは logo、portrait です。",
        ),
        (
            [{"content": base64(png())}],
            "rows.pictures[0].place: 載せる場所がありません。入れてください。",
        ),
        (
            [{"place": "logo", "content": "A" * 14_000_000}],
            "rows.pictures[0].content: 画像が大きすぎます。10 MBまでの画像にしてください。",
        ),
        (
            [{"place": "logo", "content": base64(png()), "file": "x"}],
            "rows.pictures[0].file: この名前の項目はありません。"
            "つづりを確かめるか、消してください。",
        ),
    ],
)
def test_a_bad_picture_is_named_with_its_place_in_the_file(plan, town, planner, pictures, problem):
    with pytest.raises(ContentError) as error:
        load_plan(content_with(plan, *pictures), municipality=town, by=planner)

    assert [str(each) for each in error.value.problems] == [problem]
    assert PictureFile.objects.count() == 0


# What was saved before ---------------------------------------------------------------------------


def test_an_earlier_picture_comes_back_with_the_chapter(with_logo, planner):
    plan, logo = with_logo
    chapter = plan.chapters.get(section="purpose")
    first = revisions.record(chapter, by=planner, action=Revision.Action.SAVED)
    logo.file = a_picture_file("blue")
    logo.save()
    second = revisions.record(chapter, by=planner, action=Revision.Action.SAVED)

    (change,) = differences(first.content, second.content)
    restore(first, by=planner, at=timezone.now())

    assert (change.label, change.before != change.after) == (
        "画像「市章」のファイル",
        True,
    )
    assert second.summary == "画像"
    assert plan.pictures.get().file == a_picture_file("red")


def test_a_removed_picture_comes_back_in_place_of_its_successor(with_logo, planner):
    plan, logo = with_logo
    removal = removed(logo, planner)
    Picture.objects.create(plan=plan, place="logo", file=a_picture_file("blue"), position=1)

    restore(removal, by=planner, at=timezone.now())

    assert [picture.file for picture in plan.pictures.all()] == [a_picture_file("red")]


def test_a_chapter_comes_back_with_its_picture_in_place_of_the_successor(with_logo, planner):
    plan, logo = with_logo
    chapter = plan.chapters.get(section="purpose")
    before = revisions.record(chapter, by=planner, action=Revision.Action.SAVED)
    removed(logo, planner)
    Picture.objects.create(plan=plan, place="logo", file=a_picture_file("blue"), position=1)

    restore(before, by=planner, at=timezone.now())

    assert [picture.file for picture in plan.pictures.all()] == [a_picture_file("red")]


def test_only_files_that_nothing_can_bring_back_are_cleared_away(with_logo, planner):
    plan, logo = with_logo
    a_picture_file("green")  # shown by nothing
    removal = removed(logo, planner)
    portrait = Picture.objects.create(plan=plan, place="portrait", file=a_picture_file("pink"))
    chapter = plan.chapters.get(section="purpose")
    revisions.record(chapter, by=planner, action=Revision.Action.SAVED)
    Picture.objects.filter(pk=portrait.pk).update(file=a_picture_file("white"))

    said = StringIO()
    call_command("clear_unused_pictures", stdout=said)

    assert set(PictureFile.objects.all()) == {
        a_picture_file("red"),
        a_picture_file("pink"),
        a_picture_file("white"),
    }
    assert said.getvalue() == "使われていない画像のファイルを1件削除しました。\n"
    assert restore(removal, by=planner, at=timezone.now()).file == a_picture_file("red")
