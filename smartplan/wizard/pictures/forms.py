"""A picture of the document: its file and what it shows in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from smartplan.plans.models import Picture
from smartplan.plans.models.row import CELL_LENGTH
from smartplan.plans.pictures.images import (
    MAX_BYTES,
    PictureError,
    Prepared,
    prepared,
    refuse_heavy,
)
from smartplan.web.forms import Form

Adapted = Callable[[str], str]
"""Our words in those of the municipality (municipalities/town_words.py)."""

EXAMPLES = {
    Picture.Place.LOGO: "例：○○市の市章。ひらがなの「み」を円にかたどり、緑色で表している。",
    Picture.Place.PORTRAIT: "例：○○市長の写真",
}


class PictureForm(Form):
    """The picture of one place; a file is needed only where there is none yet."""

    file = forms.FileField(
        label="画像のファイル",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=(
            f"PNGまたはJPEG（{MAX_BYTES // 1_000_000} MBまで）。"
            "撮影した場所などの記録は取り除いて保存します。"
        ),
        error_messages={
            "required": "画像のファイルを選んでください。",
            "empty": "画像のファイルが空です。内容のある画像を選んでください。",
        },
    )
    alternative = forms.CharField(
        label="画像の説明",
        max_length=CELL_LENGTH,
        error_messages={
            "required": "画像の説明を入力してください。画像を見られない人に読み上げられます。"
        },
    )

    def __init__(
        self, *args: Any, picture: Picture | None, place: Picture.Place, adapted: Adapted, **kw: Any
    ) -> None:
        super().__init__(*args, prefix=place.value, **kw)
        self.place = place
        if picture is not None:
            self.initial["alternative"] = picture.alternative
            self.fields["file"].required = False
            self.fields["file"].label = "差し替える画像のファイル"
        example = adapted(EXAMPLES[place])
        self.fields["alternative"].help_text = f"画像を見られない人に読み上げる言葉です。{example}"

    def clean_file(self) -> Prepared | None:
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            refuse_heavy(file.size)
            return prepared(file.read())
        except PictureError as error:
            raise forms.ValidationError(str(error)) from error
