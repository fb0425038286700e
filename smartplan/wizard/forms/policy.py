"""Section 3, 基本方針."""

from smartplan.plans.models import PolicyText
from smartplan.plans.sections.policy import LISTED, TABLES
from smartplan.wizard.forms.base import ChapterTextForm
from smartplan.wizard.forms.step import Step


class PolicyForm(ChapterTextForm):
    lines = {"vision": 5, "concept": 4, "viewpoints": 6}

    class Meta:
        model = PolicyText
        fields = ("vision", "concept", "viewpoints", "figure_indicators")
        help_texts = {
            "vision": "計画の最終年度に、市民の暮らしがどうなっているかを書きます。",
            "concept": "将来像を一言で表す言葉と、その意味を書きます。",
            "viewpoints": "取組を進めるうえで大切にする見方を書きます。",
        }


STEP = Step(
    PolicyForm,
    TABLES,
    listed=LISTED,
    template="wizard/policy.html",
)
