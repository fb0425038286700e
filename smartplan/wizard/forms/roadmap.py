"""Section 6, ロードマップ."""

from copy import copy

from crispy_forms.layout import Layout
from django.forms import RadioSelect

from smartplan.plans.models import RoadmapItem, RoadmapText, RoadmapTheme
from smartplan.plans.sections.columns import HalfYearColumn
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.forms.base import ChapterTextForm

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


TABLES = (
    RowTable(
        RoadmapItem,
        {
            "measure": "medium",
            "label": "medium",
            "phase": "narrow",
        },
        more_columns=(
            HalfYearColumn("start", "開始", "narrow", 0),
            HalfYearColumn("end", "終了", "narrow", 0, default_half=RoadmapItem.Half.SECOND),
        ),
        identifying=("label", "measure"),
        support="1行が工程表の1本の帯になります。一つの施策に何本でも入れられます。年度は4月から翌年3月までです。",
    ),
    RowTable(
        RoadmapTheme,
        {
            "name": "medium",
            "stage_1": "medium",
            "stage_2": "medium",
            "stage_3": "medium",
            "stage_4": "medium",
        },
        support="長い期間を大きな取組で示すときに使います。列の見出しは、表の下の「列の見出しを変える」で変えられます。",
    ),
)
