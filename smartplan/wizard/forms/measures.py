"""Section 5, 個別施策."""

from smartplan.plans.models import Indicator, Issue, MeasuresText
from smartplan.plans.sections.measures import LISTED, TABLES
from smartplan.wizard.forms.base import ChapterTextForm
from smartplan.wizard.forms.step import Step


class MeasuresForm(ChapterTextForm):
    lines = {"overview": 6, "rollout": 5}

    class Meta:
        model = MeasuresText
        fields = ("overview", "rollout", "figure_structure", "figure_data_links", "figure_sdgs")
        help_texts = {
            "overview": "分野の選び方と、施策どうしのつながりを書きます。",
            "rollout": "ほかの地区や分野、近隣の市町村へどう広げるかを書きます。",
        }


STEP = Step(
    MeasuresForm,
    TABLES,
    listed=LISTED,
    lists_at=1,
    shared=(Issue, Indicator),
    template="wizard/measures.html",
)
