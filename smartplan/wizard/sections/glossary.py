"""Section 8, 用語集."""

from django.forms import RadioSelect

from smartplan.plans.models import GlossaryText
from smartplan.plans.sections.glossary import TABLES
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm


class GlossaryForm(ChapterTextForm):
    class Meta:
        model = GlossaryText
        fields = ("style", "mark")
        widgets = {"style": RadioSelect, "mark": RadioSelect}
        help_texts = {
            "style": "計画書での用語の並べ方です。入力の順番は問いません。",
            "mark": "用語集にある言葉に、計画書の本文で※を付けます。",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Both have a default in the table, so there is no empty choice to offer.
        self.fields["style"].choices = GlossaryText.Style.choices  # type: ignore[attr-defined]
        self.fields["mark"].choices = GlossaryText.Mark.choices  # type: ignore[attr-defined]


STEP = Step(GlossaryForm, TABLES, template="wizard/glossary.html")
