"""The page of pictures: what is uploaded is seen, kept clean, and never lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from smartplan.plans import revisions
from smartplan.plans.models import Picture, PictureFile, Revision
from tests.plans.writing import a_picture_file, png

SAID = "あおば市の市章"


@pytest.fixture
def page(plan):
    return reverse("wizard:pictures", args=[plan.pk])


@pytest.fixture
def logo(plan):
    return Picture.objects.create(
        plan=plan, place="logo", alternative=SAID, file=a_picture_file("red"), position=1
    )


def seen_on(answer, place: str = "logo") -> str:
    return next(view.seen for view in answer.context["views"] if view.place == place)


def sent(seen: str, *, file: bytes | None = None, alternative: str = SAID, place: str = "logo"):
    data = {"place": place, "seen": seen, f"{place}-alternative": alternative}
    if file is not None:
        # The name says nothing: it is the content that counts.
        data[f"{place}-file"] = SimpleUploadedFile("shisho.gif", file, "image/gif")
    return data


def test_an_uploaded_logo_is_shown_with_its_words(page, plan, planner, logged_in):
    client = logged_in(planner)
    before = client.get(page)

    client.post(page, sent(seen_on(before), file=png("red")))
    after = client.get(page)

    picture = plan.pictures.get()
    address = f"{reverse('wizard:picture', args=[plan.pk, 'logo'])}?{picture.file_id[:12]}"
    assert "まだありません。" in before.content.decode()
    assert f'src="{address}" alt="{SAID}"' in after.content.decode()
    assert "「表紙のロゴ・市章」を保存しました。" in after.content.decode()


def test_a_picture_is_served_as_what_it_is_to_whoever_may_read(logo, plan, viewer, logged_in):
    client = logged_in(viewer)
    address = reverse("wizard:picture", args=[plan.pk, "logo"])

    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})

    assert answer.content == bytes(logo.file.content)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_a_viewer_sees_the_pictures_and_nothing_to_change_them(logo, page, viewer, logged_in):
    html = logged_in(viewer).get(page).content.decode()

    assert f"説明：{SAID}" in html
    assert 'type="file"' not in html


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (None, "画像のファイルを選んでください。"),
        (b"", "画像のファイルが空です。"),
        (b"%PDF-1.7", "PNGまたはJPEGの画像ではありません。"),
        (png()[:60], "画像を読み取れません。"),
        (png() + b"\0" * 10_000_001, "画像のファイルが大きすぎます"),
    ],
    ids=["none", "empty", "pdf", "cut", "heavy"],
)
def test_the_typed_words_survive_a_refused_file(page, plan, planner, logged_in, file, message):
    client = logged_in(planner)
    answer = client.post(page, sent(seen_on(client.get(page)), file=file))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert message in html
    assert f'value="{SAID}"' in html
    assert not plan.pictures.exists()


def test_a_heavy_file_is_told_how_heavy_it_is(page, planner, logged_in):
    client = logged_in(planner)
    heavy = png() + b"\0" * (12_600_000 - len(png()))
    answer = client.post(page, sent(seen_on(client.get(page)), file=heavy))
    assert "画像のファイルが大きすぎます（12.6 MB）。10 MBまでの" in answer.content.decode()


def test_words_are_asked_for(page, plan, planner, logged_in):
    client = logged_in(planner)
    answer = client.post(page, sent(seen_on(client.get(page)), file=png(), alternative="  "))

    assert "画像の説明を入力してください。画像を見られない人に読み上げられます。" in (
        answer.content.decode()
    )
    assert not plan.pictures.exists()


def test_the_words_can_be_changed_without_the_file(logo, page, plan, planner, logged_in):
    client = logged_in(planner)

    client.post(page, sent(seen_on(client.get(page)), alternative="新しい説明"))

    assert (plan.pictures.get().alternative, plan.pictures.get().file) == ("新しい説明", logo.file)


def test_a_replaced_picture_can_be_brought_back_from_the_chapters_history(
    logo, page, plan, planner, logged_in
):
    chapter = plan.chapters.get(section="purpose")
    revisions.record(chapter, by=planner, action=Revision.Action.SAVED)
    client = logged_in(planner)

    client.post(page, sent(seen_on(client.get(page)), file=png("blue")))
    newest, older = Revision.objects.filter(unit="chapter", unit_id=chapter.pk)[:2]
    client.post(reverse("wizard:revision", args=[older.pk]))

    assert newest.summary == "画像"
    assert plan.pictures.get().file == a_picture_file("red")
    assert plan.chapters.get(section="purpose").version > chapter.version + 1


def test_a_picture_goes_only_after_it_was_confirmed(logo, page, plan, planner, logged_in):
    client = logged_in(planner)
    address = reverse("wizard:picture_remove", args=[plan.pk, "logo"])
    asked = client.get(address)

    assert "「表紙のロゴ・市章」を削除しますか" in asked.content.decode()
    assert plan.pictures.exists()

    client.post(address, {"seen": asked.context["seen"]})

    assert not plan.pictures.exists()
    assert PictureFile.objects.filter(pk=logo.file_id).exists()
    removed = Revision.objects.get(unit="pictures", action=Revision.Action.REMOVED)
    client.post(reverse("wizard:revision", args=[removed.pk]))
    assert plan.pictures.get().file == logo.file


def test_nobody_replaces_a_picture_that_they_have_not_seen(
    logo, page, plan, planner, colleague, logged_in
):
    mine, theirs = logged_in(planner), logged_in(colleague)
    seen = seen_on(mine.get(page))
    theirs.post(page, sent(seen, file=png("blue")))

    answer = mine.post(page, sent(seen, file=png("green"), alternative="私の説明"))
    removal = mine.post(reverse("wizard:picture_remove", args=[plan.pk, "logo"]), {"seen": seen})

    assert (answer.status_code, removal.status_code) == (409, 409)
    assert "ほかの人が先に保存しています" in answer.content.decode()
    assert 'value="私の説明"' in answer.content.decode()
    assert plan.pictures.get().file == a_picture_file("blue")


def test_a_body_beyond_all_bounds_says_what_to_do(page, planner, logged_in, settings):
    settings.LARGEST_UPLOAD = 1_000_000
    answer = logged_in(planner).post(page, sent("none", file=b"\0" * 2_000_000))

    assert answer.status_code == 413
    assert "画像は、10 MBまでに縮めてから選んでください。" in answer.content.decode()
