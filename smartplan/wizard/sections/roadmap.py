"""Section 6, ロードマップ."""

from copy import copy

from crispy_forms.layout import Layout
from django.forms import RadioSelect

from smartplan.plans.models import Measure, RoadmapText
from smartplan.plans.sections.roadmap import TABLES
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm

HEADINGS = ("heading_1", "heading_2", "heading_3", "heading_4")


class RoadmapForm(ChapterTextForm):
    lines = {"approach": 7}

    class Meta:
        model = RoadmapText
        fields = ("approach", "style", *HEADINGS, "figure_timeline", "figure_themes")
        widgets = {"style": RadioSelect}
        help_texts = {
            "approach": "段階的な進め方、見直しの時期、優先する取組の考え方を書きます。",
            "style": "計画書に載せる表を選びます。選ばなかった表の内容も残ります。",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # The two styles have a default in the table, so there is no empty choice to offer.
        self.fields["style"].choices = RoadmapText.Style.choices  # type: ignore[attr-defined]
        self.helper.layout = Layout("approach", "style")
        # The headings stand beside the table whose columns they name.
        self.headings_helper = copy(self.helper)
        self.headings_helper.layout = Layout(*HEADINGS)

    @property
    def shows_headings(self) -> bool:
        """Are the headings to be open: the table is printed, or one of them is refused?"""
        refused = any(name in self.errors for name in HEADINGS)
        return refused or self["style"].value() == RoadmapText.Style.THEMES


STEP = Step(
    RoadmapForm,
    TABLES,
    shared=(Measure,),
    template="wizard/roadmap.html",
)
