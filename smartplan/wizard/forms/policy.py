"""Section 3, 基本方針."""

from smartplan.plans.models import Philosophy, PolicyText, Principle
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.forms.base import ChapterTextForm


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


TABLES = (
    RowTable(
        Philosophy,
        {"name": "medium", "description": "wide"},
        support="すべての取組のもとになる考え方です。",
    ),
    RowTable(
        Principle,
        {"name": "medium", "description": "wide"},
        support="取組を進めるときに守る約束です。",
    ),
)
