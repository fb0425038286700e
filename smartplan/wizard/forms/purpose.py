"""Section 1, 策定の趣旨・位置づけ."""

from smartplan.plans.models import DraftingStep, GoalLink, PublicComment, PurposeText, RelatedPlan
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.forms.base import ChapterTextForm


class PurposeForm(ChapterTextForm):
    lines = {"greeting": 6, "background": 8, "aim": 6, "positioning": 6}

    class Meta:
        model = PurposeText
        fields = (
            "background",
            "aim",
            "positioning",
            "greeting",
            "greeting_name",
            "figure_positioning",
            "figure_periods",
            "figure_goals",
        )
        help_texts = {
            "background": "なぜいま計画が必要かを、地域の状況と社会の動きから書きます。",
            "aim": "この計画で何をめざし、誰のために何を進めるかを書きます。",
            "positioning": "総合計画や国・県の計画との関係を書きます。関係は下の表からも示せます。",
            "greeting": "「はじめに」として目次の前に載せます。不要なときは空欄のままにします。",
            "greeting_name": "例：○○市長　山田 太郎",
        }


TABLES = (
    RowTable(
        RelatedPlan,
        {
            "name": "wide",
            "level": "narrow",
            "relation": "narrow",
            "first_year": "narrow",
            "last_year": "narrow",
        },
        support="本計画が即する計画、整合・連携する計画を入れます。期間は「令和8」「2026」のどちらでも入力できます。",
        headings={"first_year": "初年度", "last_year": "最終年度"},
    ),
    RowTable(
        GoalLink,
        {"goal": "wide", "field": "medium", "note": "wide"},
        identifying=("goal", "field"),
        support="総合計画の目標ごとに、本計画のどの分野が応えるかを示します。",
    ),
    RowTable(
        DraftingStep,
        {"date": "narrow", "meeting": "medium", "content": "wide"},
        identifying=("date", "meeting"),
        support="庁内会議、協議会、市民説明会などを日付の順に入れます。資料編に載せます。",
    ),
    RowTable(
        PublicComment,
        {"opinion": "wide", "response": "wide", "reflection": "narrow"},
        support="意見募集の後に、意見の概要と市の考え方を入れます。",
    ),
)
