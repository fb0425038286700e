"""Section 2, 現状・課題."""

from django.forms import RadioSelect

from smartplan.plans.models import Issue, PopulationRow, SituationText, Statistic
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.forms.base import ChapterTextForm


class SituationForm(ChapterTextForm):
    lines = {"overview": 10, "citizen_views": 6, "strengths": 6}

    class Meta:
        model = SituationText
        fields = ("style", "overview", "citizen_views", "strengths", "figure_population")
        widgets = {"style": RadioSelect}
        help_texts = {
            "style": "網羅型は分野ごとに広く、焦点型は取り組みたい課題に絞って書きます。",
            "overview": "人口、産業、交通、防災などの現状を、数字と出典を添えて書きます。",
            "citizen_views": "調査や意見交換会で分かったことを、名称と時期を添えて書きます。",
            "strengths": "計画に生かせる地域の資源、これまでの取組、関係者を書きます。",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["style"].choices = [  # type: ignore[attr-defined]
            *SituationText.Style.choices,
            ("", "まだ決めていない"),
        ]


TABLES = (
    RowTable(
        Issue,
        {"title": "wide", "description": "wide", "field": "medium"},
        support="計画で解決したい課題を1行に一つ入れます。施策のページで、どの施策が応えるかを選びます。",
    ),
    RowTable(
        PopulationRow,
        {
            "year": "narrow",
            "total": "narrow",
            "children": "narrow",
            "working_age": "narrow",
            "elderly": "narrow",
            "kind": "narrow",
            "source": "medium",
        },
        identifying=("year", "kind"),
        support=(
            "単位は人です。国勢調査や将来推計の表をExcelから貼り付けられます。"
            "総人口と年齢別の合計の差は、年齢不詳として扱います。"
        ),
    ),
    RowTable(
        Statistic,
        {
            "name": "wide",
            "value": "narrow",
            "unit": "narrow",
            "year": "narrow",
            "year_kind": "narrow",
            "source": "medium",
        },
        identifying=("name", "year"),
        support="本文の根拠にする数字を入れます。年次と出典があると、読む人が確かめられます。",
    ),
)
