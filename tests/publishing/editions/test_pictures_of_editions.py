"""An edition with a photograph and a town's mark has its PDF and its Word, whatever came after."""

from __future__ import annotations

from io import BytesIO, StringIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image, ImageDraw

from smartplan.plans.models import Picture, PictureFile, Plan, PurposeText, Revision
from smartplan.publishing.exports.making import make_export
from smartplan.publishing.frozen_files import FROZEN_FORMATS, frozen_file
from smartplan.publishing.models import Export, Publication
from tests.document.sample import write
from tests.plans.writing import removed


def photograph(seed: int = 60) -> bytes:
    """What a camera leaves: noise, Exif, progressive, larger than the document shows it."""
    stream = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "庁舎の前"
    picture = Image.effect_noise((2400, 3200), seed).convert("RGB")
    picture.save(stream, "JPEG", quality=88, exif=exif, progressive=True)
    return stream.getvalue()


def mark() -> bytes:
    """A mark with a transparent ground."""
    picture = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((40, 40, 560, 560), fill=(0, 128, 80, 255))
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def upload(client, plan: Plan, place: str, content: bytes) -> None:
    page = reverse("wizard:pictures", args=[plan.pk])
    seen = next(view.seen for view in client.get(page).context["views"] if view.place == place)
    answer = client.post(
        page,
        {
            "place": place,
            "seen": seen,
            f"{place}-alternative": "あおば市の画像",
            f"{place}-file": SimpleUploadedFile("picture", content),
        },
    )
    assert answer.status_code == 302


@pytest.fixture
def illustrated(full_plan, planner, logged_in) -> Plan:
    write(full_plan, PurposeText, greeting="ごあいさつ申し上げます。", greeting_name="市長")
    client = logged_in(planner)
    upload(client, full_plan, "portrait", photograph())
    upload(client, full_plan, "logo", mark())
    return full_plan


@pytest.fixture
def closed(illustrated, manager, logged_in) -> Publication:
    path = reverse("publishing:editions", args=[illustrated.pk])
    logged_in(manager).post(path, {"number": "1", "edition": "draft", "acknowledged": "on"})
    return Publication.objects.get(plan=illustrated)


def make_files(publication: Publication) -> dict[str, bytes]:
    """What the worker makes of what waits."""
    for export in Export.objects.filter(publication=publication, state=Export.State.WAITING):
        make_export(export.pk)
    failed = publication.exports.exclude(state=Export.State.DONE)
    assert not list(failed.values_list("format", "message"))
    return {file.format: frozen_file(file) for file in publication.files.all()}


def assert_they_show(files: dict[str, bytes], *pictures: bytes) -> None:
    assert set(files) == set(FROZEN_FORMATS)
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        pages = list(pdf.pages)[:4]
        shown = {
            (int(image.Width), int(image.Height))
            for page in pages
            for image in page.get_images().values()
        }
    assert shown >= {Image.open(BytesIO(picture)).size for picture in pictures}
    with ZipFile(BytesIO(files["docx"])) as word:
        media = [word.read(name) for name in word.namelist() if "media/" in name]
    assert all(picture in media for picture in pictures)


def contents_of_pictures(plan: Plan) -> list[bytes]:
    pictures = Picture.of_plan(plan).select_related("file")
    return [bytes(picture.file.content) for picture in pictures]


def test_an_edition_with_the_mayors_photograph_has_its_pdf_and_its_word(illustrated, closed):
    assert_they_show(make_files(closed), *contents_of_pictures(illustrated))


def test_the_photograph_of_the_day_is_there_after_another_took_its_place(
    illustrated, closed, planner, logged_in
):
    then = contents_of_pictures(illustrated)
    upload(logged_in(planner), illustrated, "portrait", photograph(seed=90))
    Revision.objects.filter(plan=illustrated).delete()  # nor does any history keep it
    call_command("clear_unused_pictures", stdout=StringIO())
    assert PictureFile.objects.count() == 2

    assert_they_show(make_files(closed), *then)


def test_the_pictures_of_the_day_are_there_after_they_were_taken_away(illustrated, closed, planner):
    then = contents_of_pictures(illustrated)
    for picture in Picture.of_plan(illustrated):
        removed(picture, planner)
    Revision.objects.filter(plan=illustrated).delete()
    call_command("clear_unused_pictures", stdout=StringIO())
    assert not PictureFile.objects.exists()

    assert_they_show(make_files(closed), *then)
