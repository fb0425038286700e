"""A chapter that the municipality added by itself."""

from smartplan.plans.models import Chapter
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm


class FreeChapterTextForm(ChapterTextForm):
    lines = {"body": 20}

    class Meta:
        model = Chapter
        fields = ("body",)
        help_texts = {
            "body": "空行で段落を、行の初めの「■」で見出しを、「・」で箇条書きを表します。",
        }


STEP = Step(FreeChapterTextForm)
