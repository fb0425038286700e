"""The pictures of the document (the town's logo, the mayor's portrait) and their files."""

from django.db import models

from smartplan.plans.models.row import Row, belongs_to_plan, cell
from smartplan.structure.keys import SectionKey


class PictureFile(models.Model):
    """The bytes of a picture, known by their hash: encoded by us, shared by copies, never changed.

    Reached only through a Picture of a plan that the user may see.
    """

    sha256 = models.CharField("ハッシュ", max_length=64, primary_key=True)
    media_type = models.CharField("形式", max_length=20)
    width = models.PositiveIntegerField("幅（画素）")
    height = models.PositiveIntegerField("高さ（画素）")
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = "画像のファイル"
        verbose_name_plural = "画像のファイル"

    def __str__(self) -> str:
        return self.sha256[:12]


class Picture(Row):
    """A picture at its place in the document, with what it shows in words (画像)."""

    class Place(models.TextChoices):
        LOGO = "logo", "表紙のロゴ・市章"
        PORTRAIT = "portrait", "市長の写真"

    section = SectionKey.PURPOSE

    plan = belongs_to_plan("pictures")
    place = models.CharField("載せる場所", max_length=12, choices=Place)
    alternative = cell("画像の説明", help_text="読み上げに使います。例：○○市の市章、○○市長の写真")
    file = models.ForeignKey(
        PictureFile, models.PROTECT, related_name="pictures", verbose_name="ファイル"
    )

    class Meta(Row.Meta):
        verbose_name = "画像"
        verbose_name_plural = "画像"
        constraints = (
            models.UniqueConstraint(fields=("plan", "place"), name="one_picture_per_place"),
        )

    def __str__(self) -> str:
        return self.get_place_display()
